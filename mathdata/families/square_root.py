"""Square roots, e.g. "计算 6145.00 的平方根？" or "What is the square root of 6.25?"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from math import isqrt
from random import Random

import polars as pl

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import ASCII_NUMBER, END, PLEASE, SIGNED, named
from mathdata.families.phrasings.calculations import SQUARE_ROOT
from mathdata.families.working.decimals import Scaled
from mathdata.families.working.in_columns import roots
from mathdata.families.working.roots import MAX_ROOT_DIGITS, check_lines, extract, root_lines
from mathdata.families.working.sheets.lessons import lessons
from mathdata.families.working.sheets.roots import root_steps
from mathdata.numbers import EXACTLY, Precision, show
from mathdata.numbers.in_columns import SMALL_DECIMAL

_NUMBER = named("radicand", SIGNED)
_SURD = rf"(?:√|\\sqrt|(?i:sqrt))\s*[({{（]?\s*{named('under', SIGNED)}\s*[)}}）]?"
_GUARD_DIGITS = 20

_ZH = (
    rf"{PLEASE}(?:计算|求出|求|算出|算)?(?:一下)?\s*[：:]?\s*"
    rf"\$?(?:{_NUMBER}\s*(?:的|开)(?:算术)?(?:平方根?|方)|{_SURD})\$?"
    rf"\s*(?:的值)?(?:等于多少|是多少|为多少|等于几|=)?{END}"
)
_EN = (
    r"^\s*(?i:calculate|compute|find|evaluate|determine|what is|what's|work out)?\s*(?i:the\s+)?"
    rf"\$?(?:(?i:value of\s+)?(?i:the\s+)?(?i:principal\s+|positive\s+)?(?i:square root of)\s+\$?{_NUMBER}"
    rf"|{_SURD})\$?\s*=?{END}"
)

_QUICK = "^计算 (?P<radicand>{}) 的平方根？$"


class SquareRoot(Family[Decimal]):
    """The square root that is not negative.

    Difficulty is the number of digits of the root; up to 3 the root is drawn first and comes out even.
    """

    kind = "square_root"
    markers = Bilingual(zh=("平方根", "开方", "开平方", "√", "sqrt"), en=("square root", "sqrt", "√"))
    patterns = Bilingual(zh=_ZH, en=_EN)
    quick = re.compile(_QUICK.format(ASCII_NUMBER))
    wordings = Bilingual(
        zh=("计算 {} 的平方根？", "求 {} 的算术平方根。", "√{} 等于多少？", "{} 的平方根是多少？"),
        en=("What is the square root of {}?", "Find the square root of {}.", "Calculate √{}."),
    )
    phrasings = SQUARE_ROOT

    def read(self, match: "re.Match[str]") -> Decimal | None:
        """The number under the root."""
        return decimal(match["radicand"] or match["under"])

    def solve(self, given: Decimal, precision: Precision | None = None) -> Answer:
        """The root, at 28 digits where it is irrational."""
        if given < 0:
            raise CannotSolve(f"square root: found {given}, wanted a number that is not negative")
        precision = precision or self.precision
        root, is_exact = _root(given, _places(given, precision))
        if precision.mode == "exact" and not is_exact:
            raise CannotSolve(f"square root: {given} has no exact root; ask for a precision such as sig:28")
        shown = show(root, precision)
        return Answer(root, shown.text, is_exact and shown.is_exact)

    def chain(self, given: Decimal, answer: Answer, manner: Manner) -> str:
        """The root of the number as printed."""
        return f"√{given} {answer.relation} {answer.digits}"

    def steps(self, given: Decimal, answer: Answer, manner: Manner) -> list[str]:
        """Bracket the whole part, then one digit after another."""
        extraction = extract(given, manner.precision)
        return root_lines(given, extraction, manner.words, by_digit=manner.by_digit)

    def check(self, given: Decimal, answer: Answer, manner: Manner) -> list[str]:
        """The root squared, or the squares of two neighbours that enclose the number."""
        lines = check_lines(given, extract(given, manner.precision))
        return [f"{manner.words.check}{manner.words.colon}{manner.words.comma.join(lines)}"]

    def lesson(self, given: Decimal, answer: Answer, language: Language) -> Lesson:
        """The number whose square is given."""
        return _lesson(str(given), answer.text, language, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small numbers in the most usual wording."""
        return roots(problems, _QUICK.format(SMALL_DECIMAL.removeprefix("-?")), digits=self.precision.digits)

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same roots."""
        return root_steps(told["solution"], manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same roots."""
        radicand = told["solution"].str.extract("^√([0-9.]+)").alias("radicand")
        return lessons(told.with_columns(radicand), _lesson, language, "radicand", "answer")

    def said(self, given: Decimal, language: Language) -> Mapping[str, str]:
        """The number under the root."""
        return {"r": str(given)}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A root of `difficulty` digits squared, or beyond difficulty 3 a number with two decimals."""
        if difficulty < 4:
            radicand = Decimal(rng.randint(1, 10**difficulty) ** 2)
        else:
            radicand = Decimal(rng.randint(1, 10 ** (difficulty + 2))).scaleb(-2)
        return rng.choice(self.wordings.of(language)).format(radicand)


def _lesson(radicand: str, answer: str, language: Language, *, is_exact: bool) -> Lesson:
    about = "" if is_exact else ("约" if language == "zh" else "about ")
    if language == "zh":
        return Lesson(
            "如果一个非负数的平方等于 a，这个数就叫做 a 的算术平方根，记作 √a。",
            "√a * √a = a（a ≥ 0）",
            f"{radicand} 的平方根{about}是 {answer}。",
        )
    return Lesson(
        "The square root of a is the number, not negative, whose square is a; it is written √a.",
        "√a * √a = a for a ≥ 0",
        f"the square root of {radicand} is {about}{answer}.",
    )


def _places(radicand: Decimal, precision: Precision) -> int:
    """Decimals of the root that settle both the rounding and, for any shorter root, its exactness."""
    wanted = MAX_ROOT_DIGITS if precision.mode == "exact" else precision.digits
    return wanted + _GUARD_DIGITS + max(0, -radicand.adjusted()) + Scaled.of(radicand).places


def _root(radicand: Decimal, places: int) -> tuple[Decimal, bool]:
    """The root cut off after some decimals, and whether that is all of it."""
    whole, own_places = Scaled.of(radicand)
    scaled = whole * 10 ** (2 * places - own_places)
    root = isqrt(scaled)
    value = Decimal(root).scaleb(-places, EXACTLY)
    if root * root != scaled:
        return value, False
    return Decimal(format(value.normalize(EXACTLY), "f")), True
