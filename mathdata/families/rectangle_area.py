"""Areas of rectangles, e.g. "一个长方形的长为 57 厘米，宽为 84 厘米，请计算其面积。"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import NamedTuple

import polars as pl

from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal, in_brackets, unit_behind, unit_in
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import ASCII_UNSIGNED, COMMA, END, UNSIGNED, named
from mathdata.families.phrasings.quantities import RECTANGLE_AREA
from mathdata.families.working.in_columns import products
from mathdata.families.working.lengths import powered
from mathdata.families.working.products import product, product_lines
from mathdata.families.working.sheets.lessons import lessons
from mathdata.families.working.sheets.quantities import product_steps
from mathdata.numbers import EXACT, Precision, Unit, plain, show, unit_named
from mathdata.numbers.in_columns import SMALL_WHOLE


class Rectangle(NamedTuple):
    """The sides of a rectangle and the unit of its area."""

    length: Decimal
    width: Decimal
    unit: str
    side_unit: str = ""


_LENGTH_ZH = r"(?:毫米|厘米|分米|千米|公里|米|英寸|英尺|英里|码|mm|cm|dm|km|m)"
_LENGTH_EN = r"(?i:(?:milli|centi|deci|kilo)?met(?:er|re)s?|inch(?:es)?|feet|foot|yards?|miles?|mm|cm|dm|km|m|ft|in)"
_LENGTH = named("length", UNSIGNED)
_WIDTH = named("width", UNSIGNED)
_SHAPE_ZH = r"(?:长方形|矩形)(?:的)?(?:花坛|菜地|操场|草坪|教室|纸片|地)?"

_ZH = (
    rf"^\s*(?:已知)?(?:一个|一块|某个?|有一?个?)?{_SHAPE_ZH}\s*{COMMA}?\s*的?(?:它的)?长度?(?:为|是|：|:)?\s*{_LENGTH}"
    rf"\s*{named('unit', _LENGTH_ZH)}\s*{COMMA}?\s*(?:它的)?宽度?(?:为|是|：|:)?\s*{_WIDTH}"
    rf"\s*{named('other', _LENGTH_ZH)}\s*[，,。；;]?\s*(?:请|请问|问|试)?(?:计算|求出?)?(?:其|它|这个|该|此)?"
    rf"(?:{_SHAPE_ZH})?的?面积(?:是多少|为多少)?(?:平方{_LENGTH_ZH})?{END}"
)
_EN = (
    r"^\s*(?i:(?:an?|the) (?:rectangle|rectangular [a-z]+) (?:has|with) (?:a )?length (?:of )?"
    r"|the length of (?:an?|the) rectangle is|(?:an?|the) rectangle is)"
    rf"\s*{_LENGTH}\s*{named('unit', _LENGTH_EN)}\s*(?:,|(?i:long))?\s*(?i:and\s+)?"
    rf"(?i:(?:a |its |the )?width (?:of |is )?)?{_WIDTH}\s*{named('other', _LENGTH_EN)}"
    r"\s*(?i:wide)?\s*[.,;]\s*"
    r"(?i:(?:please )?(?:calculate|find|what is|compute|determine) (?:its|the) area"
    rf"(?: of the rectangle)?){END}"
)

_SMALL = f"^一个长方形的长为 ({SMALL_WHOLE}) 厘米，宽为 ({SMALL_WHOLE}) 厘米，请计算其面积。$"


class RectangleArea(Family[Rectangle]):
    """The area of a rectangle whose sides are given in one unit.

    Difficulty is the number of digits of the sides; from 4 on they have a decimal.
    """

    kind = "rectangle_area"
    markers = Bilingual(zh=("长方形", "矩形"), en=("rectangle", "rectangular"))
    patterns = Bilingual(zh=_ZH, en=_EN)
    quick = re.compile(
        rf"^一个长方形的长为 {named('length', ASCII_UNSIGNED)} {named('unit', '厘米')}，"
        rf"宽为 {named('width', ASCII_UNSIGNED)} {named('other', '厘米')}，请计算其面积。$"
    )
    wordings = Bilingual(
        zh=(
            "一个长方形的长为 {} 厘米，宽为 {} 厘米，请计算其面积。",
            "长方形的长是 {} 米，宽是 {} 米，求这个长方形的面积。",
            "一个矩形长 {} 分米，宽 {} 分米，它的面积是多少平方分米？",
        ),
        en=(
            "A rectangle has a length of {} centimeters and a width of {} centimeters. Calculate its area.",
            "The length of a rectangle is {} m and its width is {} m. What is the area of the rectangle?",
            "A rectangle is {} feet long and {} feet wide. Find its area.",
        ),
    )
    phrasings = RECTANGLE_AREA
    states_formula = True

    def read(self, match: "re.Match[str]") -> Rectangle | None:
        """Both sides, if they are measured in the same unit."""
        length, width = decimal(match["length"]), decimal(match["width"])
        unit, other = match["unit"], match["other"]
        if length is None or width is None or (unit != other and unit_named(unit) != unit_named(other)):
            return None
        return Rectangle(length, width, powered(unit, 2), unit)

    def solve(self, given: Rectangle, precision: Precision | None = None) -> Answer:
        """Length times width, exactly."""
        value = Decimal(plain(product(given.length, given.width)))
        return Answer(value, *show(value, precision or EXACT), given.unit)

    def chain(self, given: Rectangle, answer: Answer, manner: Manner) -> str:
        """The product, with the unit of the area behind it."""
        unit = unit_behind(answer, manner.language)
        return f"{given.length} * {given.width} {answer.relation} {answer.digits}{unit}"

    def steps(self, given: Rectangle, answer: Answer, manner: Manner) -> list[str]:
        """The working of the product."""
        return product_lines(given.length, given.width, manner.words, by_digit=manner.by_digit)

    def lesson(self, given: Rectangle, answer: Answer, language: Language) -> Lesson:
        """Rows of unit squares."""
        return _lesson(answer.text, language, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small numbers in the most usual wording."""
        unit = Unit("cm^2").name(language or "zh")
        return products(problems, _SMALL, unit=unit, behind=in_brackets(unit, language or "zh"))

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same products."""
        return product_steps(told, _lesson, manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same products."""
        return lessons(told, _lesson, language, "answer")

    def said(self, given: Rectangle, language: Language) -> Mapping[str, str] | None:
        """Both sides with their unit."""
        unit = unit_in(given.side_unit, language)
        return None if unit is None else {"l": str(given.length), "w": str(given.width), "u": unit}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """Whole sides of `difficulty` digits, tenths from difficulty 4 on."""
        size, tenths = 10**difficulty, -1 if difficulty > 3 else 0
        sides = [Decimal(rng.randint(1, size)).scaleb(tenths) for _ in range(2)]
        return rng.choice(self.wordings.of(language)).format(*sides)


def _lesson(answer: str, language: Language, *, is_exact: bool) -> Lesson:
    about = "" if is_exact else ("约" if language == "zh" else "about ")
    if language == "zh":
        return Lesson(
            "长方形的面积是它所含单位正方形的个数，等于每行的个数乘行数。",
            "长方形的面积 = 长 * 宽",
            f"这个长方形的面积{about}是 {answer}。",
        )
    return Lesson(
        "The area of a rectangle is the number of unit squares in it: those in a row times the number of rows.",
        "area = length * width",
        f"the area of the rectangle is {about}{answer}.",
    )
