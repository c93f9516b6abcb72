"""Powers, e.g. "计算 -711.31 的 4 次方？" or "What is 2.5 to the power of 3?"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import NamedTuple

import polars as pl

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import ASCII_NUMBER, DIGITS, END, MINUS, PLEASE, SIGNED, named
from mathdata.families.phrasings.calculations import POWER
from mathdata.families.working.in_columns import powers
from mathdata.families.working.powers import power, power_lines, power_text
from mathdata.families.working.quotients import quotient_lines
from mathdata.families.working.sheets.lessons import lessons
from mathdata.families.working.sheets.powers import power_steps
from mathdata.numbers import EXACT, Precision, Ratio, half_width, show, show_ratio
from mathdata.numbers.in_columns import SMALL_DECIMAL

MAX_EXPONENT = 200
MAX_POWER_DIGITS = 1000
MAX_EXACT_DIGITS = 100
"""Longer powers are rounded to the family's precision where the user asked for none."""


class Given(NamedTuple):
    """A base and a whole exponent."""

    base: Decimal
    exponent: int


_EXPONENT = rf"{MINUS}?{DIGITS}"
_ORDINAL = r"(?i:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|[0-9]+(?:st|nd|rd|th)"
_BASE = rf"[(（]?{named('base', SIGNED)}[)）]?"
_NAMED_EXPONENTS = {
    "平方": 2,
    "立方": 3,
    "二次方": 2,
    "三次方": 3,
    "squared": 2,
    "cubed": 3,
    "square": 2,
    "cube": 3,
} | {
    name: number
    for number, name in enumerate(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], start=2
    )
}

_QUICK = "^计算 (?P<base>{}) 的 (?P<exponent>{}) 次方？$"


class Power(Family[Given]):
    """A decimal to a whole power.

    Difficulty is the number of digits of the base; the exponent goes up to difficulty + 1.
    """

    kind = "power"
    difficulties = (1, 6)
    markers = Bilingual(
        zh=("次方", "次幂", "的平方", "的立方"),
        en=("power", "squared", "cubed", "square of", "cube of"),
    )
    patterns = Bilingual(
        zh=(
            rf"{PLEASE}(?:计算|求出|求|算出|算)?(?:一下)?\s*[：:]?\s*{_BASE}\s*的\s*"
            rf"(?:{named('exponent', _EXPONENT)}\s*次[方幂]|{named('named', '平方|立方|二次方|三次方')})"
            rf"(?:的值)?(?:等于多少|是多少|为多少|等于几|=)?{END}"
        ),
        en=(
            r"^\s*(?i:please\s+)?(?i:calculate|compute|find|evaluate|what is|what's|work out)?\s*"
            r"(?i:the value of\s+)?"
            rf"(?:{_BASE}\s*(?:(?i:(?:raised\s+)?to the)\s+"
            rf"(?:(?i:power(?:\s+of)?)\s+{named('exponent', _EXPONENT)}"
            rf"|{named('ordinal', _ORDINAL)}\s+(?i:power))|{named('named', '(?i:squared|cubed)')})"
            rf"|(?i:the\s+)?{named('of', '(?i:square|cube)')}\s+(?i:of)\s+{named('of_base', SIGNED)}){END}"
        ),
    )
    quick = re.compile(_QUICK.format(ASCII_NUMBER, "[0-9]{1,3}"))
    wordings = Bilingual(
        zh=("计算 {} 的 {} 次方？", "求 {} 的 {} 次幂。", "{} 的 {} 次方等于多少？"),
        en=(
            "What is {} to the power of {}?",
            "Calculate {} raised to the power of {}.",
            "Find {} to the power {}.",
        ),
    )
    phrasings = POWER

    def read(self, match: "re.Match[str]") -> Given | None:
        """Base and exponent, in figures or in words."""
        found = match.groupdict()
        base = decimal(found["base"] or found["of_base"])
        written = found["exponent"] or found.get("ordinal") or found["named"] or found["of"]
        if base is None or len(written) > 10:
            return None
        exponent = _NAMED_EXPONENTS.get(written.lower())
        return Given(base, int(half_width(written).rstrip("stndrh")) if exponent is None else exponent)

    def read_quick(self, match: "re.Match[str]") -> Given:
        """Base and exponent in figures."""
        base = Decimal(match["base"])
        return Given(base or base.copy_abs(), int(match["exponent"]))

    def solve(self, given: Given, precision: Precision | None = None) -> Answer:
        """The exact power; beyond 100 digits, and for negative exponents, at 28 digits."""
        base, exponent = given
        if not base and exponent <= 0:
            raise CannotSolve(f"power: {power_text(base, exponent)} has no value")
        digits = len(base.as_tuple().digits) * abs(exponent)
        if abs(exponent) > MAX_EXPONENT or digits > MAX_POWER_DIGITS:
            raise CannotSolve(f"power: found {power_text(base, exponent)}, wanted at most {MAX_POWER_DIGITS} digits")
        if exponent < 0:
            ratio = Ratio(Decimal(1), power(base, -exponent))
            return Answer(ratio, *show_ratio(ratio, precision or self.precision))
        value = power(base, exponent)
        default = EXACT if digits <= MAX_EXACT_DIGITS else self.precision
        return Answer(value, *show(value, precision or default))

    def chain(self, given: Given, answer: Answer, manner: Manner) -> str:
        """The power with its value; a negative base is bracketed."""
        stated = power_text(*given)
        if given.exponent < 0:
            return f"{_negative(given)} {answer.relation} {answer.digits}"
        return f"{stated} {answer.relation} {answer.digits}"

    def steps(self, given: Given, answer: Answer, manner: Manner) -> list[str]:
        """Repeated squaring with exact products."""
        base, exponent = given
        words = manner.words
        if exponent == 0:
            return [words.power_of_zero]
        size = abs(exponent)
        lines = power_lines(base, size, words, by_digit=manner.by_digit) if size > 1 else [words.first_power]
        if exponent > 0:
            return lines
        value = power(base, size)
        if base < 0 and size > 1:
            lines.append(f"{power_text(base, size)} = {value}")
        return lines + quotient_lines(Decimal(1), value, manner.precision, words, by_digit=manner.by_digit)

    def lesson(self, given: Given, answer: Answer, language: Language) -> Lesson:
        """A power is a product of equal factors."""
        return _lesson(power_text(*given), answer.text, language, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small numbers in the most usual wording."""
        return powers(problems, _QUICK.format(SMALL_DECIMAL, "[0-9]"))

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same powers."""
        return power_steps(told["solution"], manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same powers."""
        stated = told["solution"].str.extract("^(.*) = ").alias("stated")
        return lessons(told.with_columns(stated), _lesson, language, "stated", "answer")

    def said(self, given: Given, language: Language) -> Mapping[str, str]:
        """Base and exponent."""
        return {"b": str(given.base), "n": str(given.exponent)}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """Bases of `difficulty` digits, with sign and decimals from difficulty 3 on."""
        base = Decimal(rng.randint(1, 10**difficulty))
        if difficulty > 2:
            base = base.scaleb(-2) * rng.choice((-1, 1))
        return rng.choice(self.wordings.of(language)).format(base, rng.randint(0, difficulty + 1))


def _lesson(stated: str, answer: str, language: Language, *, is_exact: bool) -> Lesson:
    about = "" if is_exact else ("约" if language == "zh" else "about ")
    if language == "zh":
        return Lesson(
            "求 n 个相同因数的积的运算叫做乘方，结果叫做幂；负数的偶次幂是正数，奇次幂是负数。",
            "a^n = a * a * … * a（n 个 a 相乘）",
            f"{stated} 的值{about}是 {answer}。",
        )
    return Lesson(
        "A power is the product of equal factors; an even power of a negative number is positive, an odd one negative.",
        "a^n = a * a * … * a with n factors",
        f"the value of {stated} is {about}{answer}.",
    )


def _negative(given: Given) -> str:
    """A negative exponent as a reciprocal, as a chain up to its quotient."""
    base, exponent = given
    value = power(base, -exponent)
    shown = f"({value})" if value < 0 else str(value)
    return f"{power_text(base, exponent)} = 1 / {power_text(base, -exponent)} = 1 / {shown}"
