"""Whether two texts hold the same mathematics, told character by character: shares nothing with the firewall.

It knows less than the firewall does, and looks at every digit, sign, command, unit and letter on its own account.
"""

import re
import unicodedata

NUMBER = re.compile(r"\d[\d,.]*\d|\d")
NUMERALS = frozenset("零〇一二两三四五六七八九十百千万亿半几甲乙丙丁")
SIGNS = frozenset("+*/=<>^_%$()[]{}|\\×÷±·√°!&~≤≥≠≈∠△")
HYPHENS = frozenset("-−–")
COMMAND = re.compile(r"\\[A-Za-z]+|\\.|[_^{}]")
LETTER = re.compile(r"(?<![A-Za-z'’])[B-HJ-Zb-z](?![A-Za-z'’])")
WORDS = re.compile(r"[a-z]+")
_COUNTING = """one two three four five six seven eight nine ten eleven twelve thirteen fifteen sixteen twenty thirty
    forty fifty sixty hundred thousand million dozen half quarter third thirds fourth fifth twice thrice double triple
    mm cm km kg ml mph inch inches foot feet yard yards mile miles meter meters gram grams kilogram kilograms pound
    pounds ounce ounces liter liters gallon gallons second seconds minute minutes hour hours day days week weeks
    month months year years cent cents dollar dollars degree degrees percent
    more less fewer than each every per times total remaining left sum difference product average mean not no
    many much"""
COUNTING = frozenset(_COUNTING.split())
HAN_UNITS = re.compile(
    "平方|立方|厘米|分米|毫米|千米|公里|米|千克|公斤|克|吨|升|元|角|小时|分钟|秒|天|岁|度|倍|每|共|剩|平均|多少|比|不|没"
)


def mathematics(text: str) -> dict[str, list[str]]:
    """All that has to stay, by what it is."""
    wide = unicodedata.normalize("NFKC", text)
    words = WORDS.findall(wide.lower())
    return {
        "numbers": NUMBER.findall(wide),
        "numerals": [sign for sign in wide if sign in NUMERALS],
        "signs": [sign for at, sign in enumerate(wide) if sign in SIGNS or (sign in HYPHENS and _is_minus(wide, at))],
        "commands": COMMAND.findall(wide),
        "letters": LETTER.findall(wide),
        "units and counting words": [word for word in words if word in COUNTING],
        "Chinese units": HAN_UNITS.findall(wide),
    }


def _is_minus(text: str, at: int) -> bool:
    return not (text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha())


def violations(parent: str, child: str) -> list[str]:
    """What differs between a text and one made of it."""
    before, after = mathematics(parent), mathematics(child)
    return [f"{name}: {before[name]} became {after[name]}" for name in before if before[name] != after[name]]
