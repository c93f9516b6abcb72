"""Common divisors and multiples, e.g. "求 36 和 60 的最大公约数。" or "Find the LCM of 8 and 12."."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from itertools import accumulate
from math import gcd, lcm
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.enumeration import pair
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.numerals import SEPARATOR, WHOLE_NUMBERS, whole_numbers
from mathdata.numbers import EXACT, MAX_DIGITS, Precision, show

MAX_NUMBERS = 8
_FRACTION = r"[-−]?[0-9]{1,20}(?:/[0-9]{1,20})?"
_TOP_AND_BOTTOM = re.compile(r"([0-9]+)(?:/([0-9]+))?")


class Question(NamedTuple):
    """Which of the two is asked, and of what."""

    form: str
    numbers: tuple[int, ...]


_ASKED_ZH = {"gcd": "(最大公约数|最大公因数)", "lcm": "(最小公倍数|~最小公倍)"}
_ASKED_EN = {
    "gcd": "(greatest common divisor|greatest common factor|~highest common factor"
    "|~highest common divisor|GCD|~GCF|~HCF)",
    "lcm": "(least common multiple|~lowest common multiple|~smallest common multiple|LCM)",
}
_DEFINITION = {
    "gcd": Bilingual(
        "几个数公有的约数中最大的一个，是它们的最大公约数。",
        "The greatest common divisor of some numbers is the largest number that divides them all.",
    ),
    "lcm": Bilingual(
        "几个数公有的倍数中最小的一个，是它们的最小公倍数。",
        "The least common multiple of some numbers is the smallest number that they all divide.",
    ),
}
_FORMULA = {
    "gcd": Bilingual(
        "辗转相除，最后一个不为 0 的余数是最大公约数",
        "divide with remainder again and again; the last remainder that is not 0 is the divisor",
    ),
    "lcm": Bilingual("最小公倍数 = 两数之积 / 最大公约数", "least common multiple = product / greatest common divisor"),
}


class GcdLcm(WordedFamily[Question]):
    """The greatest common divisor and the least common multiple of whole numbers, by Euclid's algorithm.

    Difficulty is the number of digits of the numbers; from 3 on they are three.
    """

    kind = "gcd_lcm"
    topic = "number_theory"
    difficulties = (1, 6)
    states_formula = True
    markers = Bilingual(
        zh=("公约数", "公因数", "公倍数", "公分母"),
        en=("common divisor", "common factor", "common multiple", "common denominator", "gcd", "lcm", "gcf", "hcf"),
    )
    slots: ClassVar[Mapping[str, str]] = {
        "numbers": WHOLE_NUMBERS,
        "fractions": rf"{_FRACTION}(?:{SEPARATOR}{_FRACTION})+",
    }
    forms = (
        *tuple(
            Form(
                key,
                zh=(
                    f"(求|计算|~求出) {{numbers}} 的{_ASKED_ZH[key]}。",
                    f"{{numbers}} 的{_ASKED_ZH[key]}(是多少|~是几|~是)？",
                ),
                en=(
                    f"(What is|Find|Calculate) the {_ASKED_EN[key]} of {{numbers}}?",
                    f"~(Find|Calculate|Compute|What is|) {key}\\({{numbers}}\\).",
                ),
                definition=_DEFINITION[key],
                formula=_FORMULA[key],
                conclusion=Bilingual(
                    f"{'最大公约数' if key == 'gcd' else '最小公倍数'}是 {{}}。",
                    f"the {'greatest common divisor' if key == 'gcd' else 'least common multiple'} is {{}}.",
                ),
            )
            for key in ("gcd", "lcm")
        ),
        Form(
            "denominator",
            zh=("~(求|计算|) {fractions} 的(最小公分母|最简公分母|公分母)(是多少|)。",),
            en=("~(Find|Calculate|What is) the (least |lowest |)common denominator of {fractions}?",),
            definition=_DEFINITION["lcm"],
            formula=_FORMULA["lcm"],
            conclusion=Bilingual("最小公分母是 {}。", "the common denominator is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Question | None:
        """The numbers, none of them 0; of fractions the denominators in lowest terms."""
        if form == "denominator":
            form, numbers = "lcm", _denominators(found["fractions"])
        else:
            numbers = whole_numbers(found["numbers"])
        if not 2 <= len(numbers) <= MAX_NUMBERS or not all(numbers) or max(map(len, map(str, numbers))) > MAX_DIGITS:
            return None
        return Question(form, numbers)

    def form_of(self, given: Question) -> str:
        """Divisor or multiple."""
        return given.form

    def solve(self, given: Question, precision: Precision | None = None) -> Answer:
        """A whole number."""
        value = reduce(gcd if given.form == "gcd" else lcm, given.numbers)
        return Answer(value, *show(value, EXACT))

    def chain(self, given: Question, answer: Answer, manner: Manner) -> str:
        """What is asked, with its value."""
        return f"{given.form}({', '.join(map(str, given.numbers))}) = {answer.digits}"

    def working(self, given: Question, answer: Answer, manner: Manner) -> list[str]:
        """Number by number: the divisions with remainder, then the divisor and the multiple."""
        combine = gcd if given.form == "gcd" else lcm
        lines: list[str] = []
        for before, number in zip(accumulate(given.numbers, combine), given.numbers[1:], strict=False):
            lines += _divisions(before, number)
            lines.append(f"gcd({before}, {number}) = {gcd(before, number)}")
            if given.form == "lcm":
                multiple = lcm(before, number)
                lines.append(f"lcm({before}, {number}) = {before} * {number} / {gcd(before, number)} = {multiple}")
        return lines if len(given.numbers) == 2 else [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Two numbers, or three."""
        form, size = rng.choice(("gcd", "lcm")), 10**difficulty
        numbers = [n + 2 for n in pair(rng, size)] + [rng.randint(2, size) for _ in range(difficulty > 2)]
        texts = list(map(str, numbers))
        joined = ("、".join(texts[:-1]) + " 和 " if language == "zh" else ", ".join(texts[:-1]) + " and ") + texts[-1]
        return Posed(form, {"numbers": joined})


def _denominators(text: str) -> tuple[int, ...]:
    """The denominators of fractions in lowest terms; 0 for one that has none.

    >>> _denominators("-57/86 and 3")
    (86, 1)
    """
    found = [(int(top), int(bottom or 1)) for top, bottom in _TOP_AND_BOTTOM.findall(text)]
    return tuple(Fraction(top, bottom).denominator if bottom else 0 for top, bottom in found)


def _divisions(a: int, b: int) -> list[str]:
    """Euclid's algorithm, one division with remainder a line."""
    a, b, lines = max(a, b), min(a, b), []
    while b:
        lines.append(f"{a} = {b} * {a // b} + {a % b}")
        a, b = b, a % b
    return lines
