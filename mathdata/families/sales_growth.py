"""Sales after a rise or a fall, e.g. "去年销售额为 32 万元，今年销售额增加了 28%，请计算今年的销售额。"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from random import Random
from typing import NamedTuple

import polars as pl

from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal, in_brackets, unit_behind, unit_in
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import ASCII_UNSIGNED, COMMA, END, UNSIGNED, named
from mathdata.families.phrasings.quantities import SALES_GROWTH
from mathdata.families.working.in_columns import rises
from mathdata.families.working.products import product, product_lines
from mathdata.families.working.sheets.growth import growth_steps
from mathdata.families.working.sheets.lessons import lessons
from mathdata.families.working.sums import sum_lines, total
from mathdata.numbers import EXACT, EXACTLY, Precision, Unit, plain, show
from mathdata.numbers.in_columns import SMALL_WHOLE


class Growth(NamedTuple):
    """Last year's sales, by how many percent they changed, and in which unit."""

    before: Decimal
    percent: Decimal
    rises: bool
    unit: str
    quantity: str = "销售额"
    """What is asked for: sales, revenue, output."""

    @property
    def sign(self) -> str:
        """`+` for a rise, `-` for a fall."""
        return "+" if self.rises else "-"

    @property
    def rate(self) -> Decimal:
        """The percentage as a decimal."""
        return self.percent.scaleb(-2, EXACTLY)

    @property
    def factor(self) -> Decimal:
        """What last year's sales are multiplied by."""
        return Decimal(plain(total(Decimal(1), self.sign, self.rate)))


_WHAT_ZH = r"(?:的)?(?:销售额|营业额|销售收入|产值|收入)"
_ASKED_ZH = rf"(?:的)?{named('asked', '销售额|营业额|销售收入|产值|收入')}"
_UNIT_ZH = r"(?:万元|十?亿元|百万元|千元|元|百?万美元|十?亿美元|千?美元)"
_RISE_ZH = r"增加了?|增长了?|提高了?|上升了?|上涨了?|比去年增加了?|比去年增长了?"
_FALL_ZH = r"减少了?|下降了?|降低了?|下滑了?|比去年减少了?|比去年下降了?"
_CHANGE_ZH = f"(?:{named('rise', _RISE_ZH)}|{named('fall', _FALL_ZH)})"
_RISE_EN = r"increased|grew|rose|went up|were up"
_FALL_EN = r"decreased|fell|dropped|declined|went down"
_CHANGE_EN = f"(?:{named('rise', f'(?i:{_RISE_EN})')}|{named('fall', f'(?i:{_FALL_EN})')})"
_PERCENT = rf"{named('percent', UNSIGNED)}\s*(?:[%％]|(?i:percent))"
_BEFORE = named("before", UNSIGNED)

_UNIT_EN = (
    r"(?i:ten thousand yuan|million yuan|billion yuan|yuan"
    r"|million dollars|billion dollars|thousand dollars|dollars)"
)
_ZH = (
    rf"^\s*(?:某?公司|某商店|某厂|某企业|一家公司)?(?:去年|上年|前年)的?{_WHAT_ZH}(?:为|是|：|:)?\s*{_BEFORE}"
    rf"\s*{named('unit', _UNIT_ZH)}\s*{COMMA}?\s*(?:今年|本年)?{_WHAT_ZH}?(?:比去年|同比|较去年)?{_CHANGE_ZH}"
    rf"\s*{_PERCENT}\s*[，,。；;]?\s*(?:请|请问|问|试)?(?:计算|求出?)?(?:今年|本年){_ASKED_ZH}"
    rf"(?:是多少|为多少)?(?:万元|元)?{END}"
)
_EN = (
    r"^\s*(?i:(?:the )?(?:company's )?(?:sales|revenue) (?:of a company )?last year (?:was|were|came to)"
    r"|last year(?:'s)?,? (?:the )?(?:company's )?(?:sales|revenue) (?:was|were|came to))"
    rf"\s*{_BEFORE}\s*{named('unit', _UNIT_EN)}\s*[,.;]?\s*(?i:and\s+)?"
    r"(?i:this year(?:'s)? (?:they|it|the sales|sales|the revenue|revenue)|they|it|sales|revenue)\s+"
    rf"(?i:this year\s+)?(?i:have |has )?{_CHANGE_EN}\s+(?i:by\s+)?{_PERCENT}(?i:\s+this year)?\s*[.,;]\s*"
    r"(?i:(?:please )?(?:calculate|find|what (?:is|are|was|were)|compute|determine) (?:the )?"
    rf"(?:this year's )?{named('asked', 'sales|revenue')}(?: (?:of |for )?this year)?){END}"
)

_SMALL = f"^去年销售额为 ({SMALL_WHOLE}) 万元，今年销售额增加了 ({SMALL_WHOLE})%，请计算今年的销售额。$"


class SalesGrowth(Family[Growth]):
    """An amount that rises or falls by a percentage.

    Difficulty is the number of digits of the amount; the percentage has two digits, from 4 on a decimal too.
    """

    kind = "sales_growth"
    markers = Bilingual(zh=("销售", "营业额", "产值", "收入"), en=("sales", "revenue"))
    patterns = Bilingual(zh=_ZH, en=_EN)
    quick = re.compile(
        rf"^去年销售额为 {named('before', ASCII_UNSIGNED)} {named('unit', '万元')}，"
        rf"今年销售额{named('rise', '增加了')} {named('percent', ASCII_UNSIGNED)}%，请计算今年的销售额。$"
    )
    wordings = Bilingual(
        zh=(
            "去年销售额为 {} 万元，今年销售额{} {}%，请计算今年的销售额。",
            "某公司去年的营业额是 {} 万元，今年{} {}%，今年的营业额是多少？",
        ),
        en=(
            "Last year's sales were {} million yuan, and this year sales {} by {}%. Calculate this year's sales.",
            "The revenue last year was {} million dollars. This year it {} by {}%. What is this year's revenue?",
        ),
    )
    phrasings = SALES_GROWTH
    states_formula = True

    def read(self, match: "re.Match[str]") -> Growth | None:
        """Amount, percentage, direction and unit."""
        before, percent = decimal(match["before"]), decimal(match["percent"])
        if before is None or percent is None:
            return None
        rises = match["rise"] is not None
        return None if not rises and percent > 100 else Growth(before, percent, rises, match["unit"], _asked(match))

    def solve(self, given: Growth, precision: Precision | None = None) -> Answer:
        """The amount times one plus or minus the rate, exactly."""
        value = Decimal(plain(product(given.before, given.factor)))
        return Answer(value, *show(value, precision or EXACT), given.unit)

    def chain(self, given: Growth, answer: Answer, manner: Manner) -> str:
        """The amount times its factor, the percentage kept as one until it is added."""
        before, percent = given.before, given.percent
        stated = f"{before} * (1 {given.sign} {percent}%) = {before} * {given.factor}"
        return f"{stated} {answer.relation} {answer.digits}{unit_behind(answer, manner.language)}"

    def steps(self, given: Growth, answer: Answer, manner: Manner) -> list[str]:
        """The percentage as a decimal, the factor, and the product."""
        words, by_digit = manner.words, manner.by_digit
        one = Decimal(1)
        lines = [f"{given.percent}% = {given.percent} / 100 = {plain(given.rate)}"]
        lines += sum_lines(one, given.sign, given.rate, words, by_digit=by_digit)
        lines.append(f"1 {given.sign} {given.percent}% = 1 {given.sign} {plain(given.rate)} = {given.factor}")
        return lines + product_lines(given.before, given.factor, words, by_digit=by_digit)

    def lesson(self, given: Growth, answer: Answer, language: Language) -> Lesson:
        """A growth rate is a part of last year's amount."""
        return _lesson(given.sign, answer.text, language, rises=given.rises, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small numbers in the most usual wording."""
        unit = Unit("10^4 yuan").name(language or "zh")
        return rises(problems, _SMALL, unit=unit, behind=in_brackets(unit, language or "zh"))

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same amounts."""
        return growth_steps(told, partial(_lesson, "+", rises=True), manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same amounts."""
        return lessons(told, partial(_lesson, "+", rises=True), language, "answer")

    def said(self, given: Growth, language: Language) -> Mapping[str, str] | None:
        """Amount, unit, percentage, and what rose or fell."""
        unit, quantity = unit_in(given.unit, language), _quantity(given.quantity, language)
        if unit is None or quantity is None:
            return None
        size = {"b": str(given.before), "u": unit, "p": str(given.percent), "q": quantity}
        change = {"zh": ("增加了", "减少了"), "en": ("increased", "decreased")}[language][not given.rises]
        return {**size, "g": change}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """An amount of `difficulty` digits and a percentage."""
        before = rng.randint(1, 10**difficulty)
        percent = Decimal(rng.randint(1, 99)) if difficulty < 4 else Decimal(rng.randint(1, 999)).scaleb(-1)
        change = rng.choice(_CHANGES[language])
        return rng.choice(self.wordings.of(language)).format(before, change, percent)


def _lesson(sign: str, answer: str, language: Language, *, rises: bool, is_exact: bool) -> Lesson:
    about = "" if is_exact else ("约" if language == "zh" else "about ")
    if language == "zh":
        change = "增长" if rises else "下降"
        return Lesson(
            f"{change}率表示{change}的数额占去年数额的百分之几。",
            f"今年的销售额 = 去年的销售额 * (1 {sign} {change}率)",
            f"今年的销售额{about}是 {answer}。",
        )
    change = "growth" if rises else "decline"
    return Lesson(
        f"The rate of {change} is the change as a part of last year's amount.",
        f"this year's sales = last year's sales * (1 {sign} rate of {change})",
        f"this year's sales are {about}{answer}.",
    )


def _asked(match: "re.Match[str]") -> str:
    return (match.groupdict().get("asked") or "销售额").lower()


def _quantity(spelling: str, language: Language) -> str | None:
    """The quantity in a language; output values have no English sentences here."""
    if spelling.isascii() == (language == "en"):
        return spelling
    names = {"sales": "销售额", "revenue": "营业额", "销售额": "sales", "营业额": "revenue", "销售收入": "revenue"}
    return names.get(spelling)


_CHANGES = {"zh": ("增加了", "增长了", "减少了", "下降了"), "en": ("increased", "grew", "decreased", "fell")}
