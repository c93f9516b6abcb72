"""Fractions to be reduced, e.g. "将分数 36/60 进行简化。" or "Simplify the fraction 36/60."."""

import re
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import NamedTuple

import polars as pl

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Family, Lesson, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS, END, MINUS, OVER, PLEASE, named
from mathdata.families.phrasings.calculations import FRACTION_SIMPLIFICATION
from mathdata.families.working.fractions import reduction_lines
from mathdata.families.working.in_columns import fractions
from mathdata.numbers import MAX_DIGITS, Precision, half_width, show
from mathdata.numbers.in_columns import SMALL_WHOLE


class Given(NamedTuple):
    """A fraction as it was written, with its sign in front."""

    numerator: int
    denominator: int

    @property
    def text(self) -> str:
        """The fraction as it stands in the problem."""
        return f"{self.numerator}/{self.denominator}"


_FRACTION = rf"{named('numerator', f'{MINUS}?{DIGITS}')}\s*{OVER}\s*{named('denominator', DIGITS)}"
_LATEX = rf"\\[dt]?frac\{{{named('top', f'{MINUS}?{DIGITS}')}\}}\{{{named('bottom', DIGITS)}\}}"
_EITHER = rf"\$?(?:{_FRACTION}|{_LATEX})\$?"

_ZH = (
    rf"{PLEASE}(?:将|把|化简|简化|约分|对)?(?:一下)?(?:下列|下面的)?(?:分数)?\s*[：:]?\s*{_EITHER}\s*"
    rf"(?:进行)?(?:化简|简化|约分|化为|化成|写成)?(?:成|为)?(?:最简)?(?:分数|形式)?(?:是多少)?{END}"
)
_EN = (
    r"^\s*(?i:please\s+)?(?i:simplify|reduce|write|express|put)\s*(?i:the\s+)?(?i:fraction)?\s*:?\s*"
    rf"{_EITHER}\s*(?:(?i:in|to|into|as)\s+(?i:its\s+)?"
    rf"(?i:lowest terms|simplest form|a fraction in lowest terms))?{END}"
)

_SMALL = f"^将分数 ({SMALL_WHOLE})/({SMALL_WHOLE}) 进行简化。$"


class FractionSimplification(Family[Given]):
    """A fraction in lowest terms.

    Difficulty is the number of digits of the reduced numerator and denominator.
    """

    kind = "fraction_simplification"
    markers = Bilingual(
        zh=("分数", "化简", "约分", "最简", "简化"),
        en=("simplify", "reduce", "lowest terms", "simplest form"),
    )
    patterns = Bilingual(zh=_ZH, en=_EN)
    quick = re.compile(rf"^将分数 {named('numerator', '[0-9]{1,9}')}/{named('denominator', '[0-9]{1,9}')} 进行简化。$")
    wordings = Bilingual(
        zh=("将分数 {} 进行简化。", "化简分数 {}。", "把 {} 约分。", "将 {} 化为最简分数。"),
        en=("Simplify the fraction {}.", "Reduce {} to lowest terms.", "Write {} in simplest form."),
    )
    phrasings = FRACTION_SIMPLIFICATION
    precision = Precision()

    def read(self, match: "re.Match[str]") -> Given | None:
        """Numerator and denominator."""
        top, bottom = match["numerator"] or match["top"], match["denominator"] or match["bottom"]
        if max(len(top), len(bottom)) > MAX_DIGITS:
            return None
        return Given(int(half_width(top)), int(bottom))

    def solve(self, given: Given, precision: Precision | None = None) -> Answer:
        """The fraction in lowest terms; a precision other than `exact` shows it as a decimal."""
        if not given.denominator:
            raise CannotSolve(f"fraction: found {given.text}, wanted a denominator other than 0")
        value = Fraction(given.numerator, given.denominator)
        if precision is None or precision.mode == "exact":
            return Answer(value, str(value), is_exact=True)
        return Answer(value, *show(value, precision))

    def chain(self, given: Given, answer: Answer, manner: Manner) -> str:
        """The fraction, and the same in lowest terms."""
        value = Fraction(given.numerator, given.denominator)
        if answer.digits == str(value):
            return f"{given.text} = {answer.digits}"
        return f"{given.text} = {value} {answer.relation} {answer.digits}"

    def steps(self, given: Given, answer: Answer, manner: Manner) -> list[str]:
        """The greatest common divisor and both quotients."""
        if not given.numerator:
            return [manner.words.zero_quotient]
        return reduction_lines(abs(given.numerator), given.denominator, manner.words, by_digit=manner.by_digit)

    def lesson(self, given: Given, answer: Answer, language: Language) -> Lesson:
        """A fraction keeps its value when both parts are divided by the same number."""
        if language == "zh":
            return Lesson(
                "分子与分母的最大公约数是 1 的分数叫做最简分数；分子与分母同时除以同一个不为 0 的数，分数的大小不变。",
                "最简分数 = (分子 / 最大公约数) / (分母 / 最大公约数)",
                f"{given.text} 的最简形式是 {answer.text}。",
            )
        return Lesson(
            "A fraction is in lowest terms if its parts have no common divisor but 1; "
            "dividing both parts by the same number keeps its value.",
            "lowest terms = (numerator / common divisor) / (denominator / common divisor)",
            f"{given.text} in lowest terms is {answer.text}.",
        )

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small numbers in the most usual wording."""
        return fractions(problems, _SMALL)

    def said(self, given: Given, language: Language) -> Mapping[str, str]:
        """The fraction."""
        return {"f": given.text}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """The reduced fraction is drawn first, then what both parts are multiplied by."""
        size = 10**difficulty
        factor, top, bottom = rng.randint(1, 12), rng.randint(1, size), rng.randint(2, size)
        return rng.choice(self.wordings.of(language)).format(f"{factor * top}/{factor * bottom}")
