"""Discounts in percent, e.g. "商品原价为 51 元，打折后的价格为 28 元，请计算打折的折扣比例。"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from random import Random
from typing import NamedTuple

import polars as pl

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import ASCII_UNSIGNED, END, UNSIGNED, named
from mathdata.families.phrasings.quantities import DISCOUNT
from mathdata.families.working.decimals import Scaled
from mathdata.families.working.fractions import reduction_lines
from mathdata.families.working.in_columns import discounts
from mathdata.families.working.quotients import quotient_lines
from mathdata.families.working.sheets.discounts import discount_steps
from mathdata.families.working.sheets.lessons import lessons_by
from mathdata.families.working.sums import sum_lines, total
from mathdata.numbers import EXACTLY, Precision, Ratio, show_ratio
from mathdata.numbers.in_columns import SMALL_WHOLE


class Prices(NamedTuple):
    """What a thing cost, and what it costs now."""

    original: Decimal
    current: Decimal
    currency: str = "yuan"
    """`yuan` or `dollars`; empty where none or two stand there."""

    @property
    def reduction(self) -> Decimal:
        """How much less it costs; negative if the price rose."""
        return total(self.original, "-", self.current)


_MONEY_ZH = r"\s*(?:元|块钱?|美元|人民币)"
_ORIGINAL = named("original", UNSIGNED)
_CURRENT = named("current", UNSIGNED)

_ZH = (
    rf"^\s*(?:某|一件|一种|这件|该)?(?:商品|衣服|产品|物品|书包|鞋子|电器)?的?原价(?:为|是|：|:)?\s*{_ORIGINAL}{_MONEY_ZH}"
    r"\s*[，,、]?\s*(?:打折后|折后|降价后|促销后|现在|现)的?(?:价格|售价|价|卖)?(?:为|是|：|:)?"
    rf"\s*{_CURRENT}{_MONEY_ZH}\s*[，,。；;]?\s*(?:请|请问|问|试)?(?:计算|求出?)?(?:打折|商品|它)?的?"
    r"(?:这次|这件商品)?的?(?:折扣(?:比例|率|百分比)?|降价的?(?:比例|百分比|幅度)"
    rf"|降低了百分之几|优惠了?百分之几|降价百分之几)(?:是多少|为多少)?{END}"
)
_EN = (
    r"^\s*(?i:the original price of (?:an?|the) [a-z]+ is|an? [a-z]+ (?:originally )?costs?"
    rf"|an? [a-z]+ was originally priced at)\s*\$?\s*{_ORIGINAL}\s*(?i:yuan|dollars)?"
    r"\s*(?:[,.;]|(?i:\s*and))\s*"
    r"(?i:(?:and\s+)?(?:the|its) (?:price after (?:the )?discount|(?:sale|discounted|reduced) price) is"
    r"|(?:and )?(?:it )?is (?:now )?(?:sold|sells|on sale|reduced|marked down) (?:for|to|at))"
    rf"\s*\$?\s*{_CURRENT}\s*(?i:yuan|dollars)?\s*\.\s*"
    r"(?i:(?:please )?(?:calculate|find|what is|compute|determine) (?:the )?(?:discount (?:rate|percentage)"
    rf"|percent(?:age)? discount|discount in percent|discount)(?: as a percentage)?){END}"
)

_QUICK = "^商品原价为 (?P<original>{0}) 元，打折后的价格为 (?P<current>{0}) 元，请计算打折的折扣比例。$"


class Discount(Family[Prices]):
    """The share of the original price that is taken off, in percent.

    Difficulty is the number of digits of the price; up to 3 the percentage is drawn first and is whole.
    """

    kind = "discount"
    markers = Bilingual(
        zh=("折扣", "打折", "降价", "降低了百分之"),
        en=("discount", "percent off", "reduced", "marked down"),
    )
    patterns = Bilingual(zh=_ZH, en=_EN)
    quick = re.compile(_QUICK.format(ASCII_UNSIGNED))
    wordings = Bilingual(
        zh=(
            "商品原价为 {} 元，打折后的价格为 {} 元，请计算打折的折扣比例。",
            "一件商品原价 {} 元，现价 {} 元，求折扣比例。",
            "某商品原价是 {} 元，降价后的售价是 {} 元，降价百分之几？",
        ),
        en=(
            "The original price of an item is {} yuan, and the price after the discount is {} yuan. "
            "Calculate the discount percentage.",
            "A coat originally costs ${}. It is now sold for ${}. Find the percent discount.",
        ),
    )
    phrasings = DISCOUNT
    precision = Precision.of("sig:16")
    states_formula = True

    def read(self, match: "re.Match[str]") -> Prices | None:
        """Both prices, and their currency."""
        original, current = decimal(match["original"]), decimal(match["current"])
        return None if original is None or current is None else Prices(original, current, _currency(match.group()))

    def read_quick(self, match: "re.Match[str]") -> Prices:
        """Both prices, in yuan."""
        return Prices(Decimal(match["original"]), Decimal(match["current"]))

    def solve(self, given: Prices, precision: Precision | None = None) -> Answer:
        """The reduction as a percentage of the original price; negative if the price rose."""
        if not given.original:
            raise CannotSolve("discount: found an original price of 0, wanted one to compare with")
        ratio = Ratio(given.reduction.scaleb(2, EXACTLY), given.original)
        return Answer(ratio, *show_ratio(ratio, precision or self.precision), "%")

    def chain(self, given: Prices, answer: Answer, manner: Manner) -> str:
        """The reduction over the original price, as a percentage."""
        original, current, _ = given
        percent = f"({answer.digits})%" if "/" in answer.digits else f"{answer.digits}%"
        stated = f"({original} - {current}) / {original} = {given.reduction} / {original}"
        return f"{stated} {answer.relation} {percent}"

    def steps(self, given: Prices, answer: Answer, manner: Manner) -> list[str]:
        """The reduction, and a hundred times it divided by the price, or their fraction in lowest terms."""
        words, by_digit = manner.words, manner.by_digit
        original, current, _ = given
        reduction = given.reduction
        lines = sum_lines(original, "-", current, words, by_digit=by_digit)
        lines.append(f"{original} - {current} = {reduction}")
        if not reduction or abs(reduction) == original:
            return lines
        top, bottom = _whole_terms(reduction, original)
        if "/" in answer.digits:
            ratio = Ratio(Decimal(top), Decimal(bottom)).reduced()
            if ratio.denominator != bottom:
                lines += reduction_lines(top, bottom, words, by_digit=by_digit)
            return [*lines, _percent_line(given, ratio.numerator, ratio.denominator)]
        lines.append(_percent_line(given, top, bottom))
        if bottom == 1:
            return lines
        hundredfold = Decimal(top * 100)
        return lines + quotient_lines(hundredfold, Decimal(bottom), manner.precision, words, by_digit=by_digit)

    def lesson(self, given: Prices, answer: Answer, language: Language) -> Lesson:
        """A discount compares what is saved with the original price."""
        change = (given.reduction > 0) - (given.reduction < 0)
        return _lesson(answer.text, answer.text.lstrip("-"), language, change=change, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small numbers in the most usual wording."""
        return discounts(problems, _QUICK.format(SMALL_WHOLE), digits=self.precision.digits)

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same discounts."""
        return discount_steps(told, _lesson, manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same discounts."""
        size, falls = told["answer"].str.strip_prefix("-").alias("size"), told["answer"].str.starts_with("-")
        change = 1 - 2 * falls.cast(pl.Int8) - (told["answer"] == "0%").cast(pl.Int8)
        return lessons_by(
            change,
            told.with_columns(size),
            lambda change: partial(_lesson, change=change),
            language,
            "answer",
            "size",
        )

    def said(self, given: Prices, language: Language) -> Mapping[str, str] | None:
        """Both prices with their currency; a price that rose is no discount."""
        if not given.currency or given.reduction < 0:
            return None
        zh, en = _CURRENCIES[given.currency]
        form = zh if language == "zh" else en
        return {"o": form.format(given.original), "c": form.format(given.current)}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A whole percentage of a price that fits it, or beyond difficulty 3 any two prices."""
        size = 10**difficulty
        original, current = rng.randint(1, size), rng.randint(1, size)
        if difficulty < 4:
            percent, unit = rng.randint(1, 99), rng.randint(1, max(size // 100, 1))
            original, current = 100 * unit, (100 - percent) * unit
        return rng.choice(self.wordings.of(language)).format(original, current)


_CURRENCIES = {"yuan": ("{} 元", "{} yuan"), "dollars": ("{} 美元", "${}")}


def _currency(problem: str) -> str:
    dollars = problem.count("$") + problem.count("美元") + problem.lower().count("dollars")
    yuan = len(re.findall("(?<!美)元|块|人民币|yuan", problem))
    return {(2, 0): "dollars", (0, 2): "yuan"}.get((dollars, yuan), "")


def _percent_line(given: Prices, top: int, bottom: int) -> str:
    """The reduction over the price in whole numbers, then as a percentage still to be divided out."""
    sign = "-" if given.reduction < 0 else ""
    stated, fraction = f"{given.reduction} / {given.original}", f"{sign}{top} / {bottom}"
    if bottom == 1:
        return f"{stated} = {sign}{top} = {sign}{top * 100}%"
    percent = f"({sign}{top * 100} / {bottom})%"
    return f"{stated} = {percent}" if stated == fraction else f"{stated} = {fraction} = {percent}"


def _whole_terms(reduction: Decimal, original: Decimal) -> tuple[int, int]:
    """Two whole numbers in the ratio of both sizes."""
    first, second = Scaled.of(reduction), Scaled.of(original)
    places = max(first.places, second.places)
    return first.at(places), second.at(places)


def _lesson(answer: str, size: str, language: Language, *, change: int, is_exact: bool) -> Lesson:
    """What is taught of an answer and its size; the sign of the change says whether the price fell, stayed or rose."""
    zh, en = _conclusions(answer, size, change=change, is_exact=is_exact)
    if language == "zh":
        return Lesson("折扣比例表示降价的金额占原价的百分之几。", "折扣比例 = (原价 - 现价) / 原价 * 100%", zh)
    return Lesson(
        "The discount percentage says which part of the original price is taken off.",
        "discount = (original price - current price) / original price * 100%",
        en,
    )


def _conclusions(answer: str, size: str, *, change: int, is_exact: bool) -> tuple[str, str]:
    """The closing sentence in both languages; a negative discount is a rise, and no discount is none."""
    about_zh, about_en = ("", "") if is_exact else ("约", "about ")
    if change < 0:
        return (
            f"折扣比例{about_zh}是 {answer}，也就是涨价{about_zh} {size}。",
            f"the discount is {about_en}{answer}, that is, the price rose by {about_en}{size}.",
        )
    if not change:
        return f"折扣比例是 {answer}，价格没有变。", f"the discount is {answer}: the price did not change."
    return f"折扣比例{about_zh}是 {answer}。", f"the discount is {about_en}{answer}."
