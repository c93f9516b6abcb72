"""Number bases, e.g. "把二进制数 1011 化成十进制。" or "Convert 312 (base 6) to base 10."."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import Precision, half_width

MAX_BASE, MAX_LENGTH = 16, 40
_DIGITS = "0123456789abcdef"
_NAMES = {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十二": 12, "十六": 16}
_NAMES_EN = {"binary": 2, "octal": 8, "decimal": 10, "hexadecimal": 16}
_NAMED = {value: name for name, value in _NAMES.items()}


class Numeral(NamedTuple):
    """Digits in a base, and the base that is wanted."""

    digits: str
    base: int
    target: int

    @property
    def value(self) -> int:
        """The number."""
        return int(self.digits, self.base)


class NumberBase(WordedFamily[Numeral]):
    """A whole number written in another base from 2 to 16.

    Difficulty is the number of decimal digits of the number.
    """

    kind = "number_base"
    difficulties = (1, 6)
    states_formula = True
    markers = Bilingual(zh=("进制",), en=("base", "binary", "hexadecimal", "octal"))
    slots: ClassVar[Mapping[str, str]] = {
        "n": r"-?[0-9a-fA-F０-９]{1,60}",
        **dict.fromkeys(("s", "t"), "[0-9]{1,2}|" + "|".join(_NAMES) + "|" + "|".join(_NAMES_EN)),
    }
    forms = (
        Form(
            "convert",
            zh=(
                "(把|将|~请把){s}进制数 {n} (化成|转换为|~转换成|~写成){t}进制(数|)。",
                "{s}进制数 {n} (转换为|化成|~写成|~等于){t}进制(数|)是多少？",
            ),
            en=(
                "Convert {n} \\(base {s}\\) to base {t}.",
                "What is {n} \\(base {s}\\) in base {t}?",
                "~{n} \\(base {s}\\) (to|in) base {t}.",
                "Convert {n} from base {s} to base {t}.",
                "~(Convert|Express) {n} \\(base {s}\\) (to|as|in) a base {t} (integer|number).",
                "~(Express|Write|Convert) the base {s} (integer|number) {n} (in|to|as a) base {t}( integer|).",
                "~Convert the (binary|octal|decimal|hexadecimal|) number {n} \\(base {s}\\) to base {t}.",
                "~(Convert|Write|Express) the {s} number {n} (to|in|as a|as an) {t}( number|).",
            ),
            definition=Bilingual(
                "在 b 进制中，从右数起各位的值依次是 b 的 0 次方、1 次方、2 次方……",
                "In base b the places count powers of b, from b^0 on the right.",
            ),
            formula=Bilingual(
                "先按位展开求值，再除以新的底数取余数",
                "expand by places, then divide by the new base and take the remainders",
            ),
            conclusion=Bilingual("结果是 {}。", "the result is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Numeral | None:
        """The digits, if the base has all of them."""
        base, target = (_base(found[name]) for name in ("s", "t"))
        digits = half_width(found["n"]).lower()
        if base is None or target is None or base == target or len(digits) > MAX_LENGTH:
            return None
        if any(digit not in _DIGITS[:base] for digit in digits.lstrip("-")):
            return None
        return Numeral(digits, base, target)

    def form_of(self, given: Numeral) -> str:
        """There is one."""
        return "convert"

    def solve(self, given: Numeral, precision: Precision | None = None) -> Answer:
        """The digits in the new base."""
        text = written(given.value, given.target)
        if given.target == 10:
            return Answer(given.value, text, is_exact=True)
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: Numeral, answer: Answer, manner: Manner) -> str:
        """The value of the digits, and the number in both bases."""
        minus = "-" if given.digits[0] == "-" else ""
        ends = [f"{minus}({digits.lstrip('-')})_{base}" for digits, base in
                ((given.digits, given.base), (answer.digits, given.target)) if base != 10]  # fmt: skip
        middle = [str(given.value)] if given.base == 10 or given.target == 10 else []
        return " = ".join([*middle, *ends] if given.base == 10 else [*ends, *middle])

    def working(self, given: Numeral, answer: Answer, manner: Manner) -> list[str]:
        """The places of the old base, then the remainders of the new one."""
        size, lines = abs(given.value), []
        digits = given.digits.lstrip("-")
        if given.base != 10:
            places = range(len(digits) - 1, -1, -1)
            terms = [f"{int(d, 16)} * {given.base}^{p}" for d, p in zip(digits, places, strict=True) if d != "0"]
            if len(digits) > 1 or not terms:
                lines.append(f"({digits})_{given.base} = {' + '.join(terms) or '0'} = {size}")
        rest = size
        while given.target != 10 and rest:
            quotient, digit = divmod(rest, given.target)
            letter = f"，余数记作 {_DIGITS[digit]}" if manner.language == "zh" else f", written {_DIGITS[digit]}"
            lines.append(f"{rest} = {given.target} * {quotient} + {digit}{letter if digit > 9 else ''}")
            rest = quotient
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A number, and two different bases."""
        bases = (2, 8, 10, 16) if difficulty < 3 else (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16)
        base, target = rng.choice([(a, b) for a in bases for b in bases if a != b])
        value = rng.randint(10 ** (difficulty - 1) + 1, 10**difficulty)
        names = [_NAMED[b] if language == "zh" else str(b) for b in (base, target)]
        return Posed("convert", {"n": written(value, base), "s": names[0], "t": names[1]})


def written(value: int, base: int) -> str:
    """The digits of a number in a base.

    >>> written(11, 2), written(-255, 16)
    ('1011', '-ff')
    """
    rest, digits = abs(value), ""
    while rest:
        rest, digit = divmod(rest, base)
        digits = _DIGITS[digit] + digits
    return ("-" if value < 0 else "") + (digits or "0")


def _base(text: str) -> int | None:
    text = text.strip().lower()
    base = int(text) if text.isdigit() else (_NAMES | _NAMES_EN)[text]
    return base if 2 <= base <= MAX_BASE else None
