"""Means of a list, e.g. "求以下数据的平均值：[79, 69, 19, 3]" or "Find the mean of 3, 5 and 10."."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from random import Random
from typing import NamedTuple

import polars as pl

from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import END, SIGNED, named
from mathdata.families.phrasings.formulas import MEAN
from mathdata.families.working.decimals import signed
from mathdata.families.working.in_columns import means
from mathdata.families.working.quotients import quotient_lines
from mathdata.families.working.sheets.lessons import lessons
from mathdata.families.working.sheets.means import mean_steps
from mathdata.families.working.sums import column_line, sum_lines, total
from mathdata.numbers import EXACTLY, Precision, Ratio, show_ratio
from mathdata.numbers.in_columns import SMALL_WHOLE

MAX_VALUES = 100
"""Longer lists than this are data, not a problem."""


class Values(NamedTuple):
    """The numbers of a list as they were printed."""

    values: tuple[Decimal, ...]

    @property
    def sum(self) -> Decimal:
        """Their exact sum."""
        found = reduce(EXACTLY.add, self.values)
        return found or found.copy_abs()


_LIST = rf"{SIGNED}(?:\s*(?:[,，、;；]|\s(?:and|和)\s|,\s*and\s)\s*{SIGNED})+"
_BRACKETED = rf"[\[［(（{{【]?\s*{named('values', _LIST)}\s*[\]］)）}}】]?"
_NUMBER = re.compile(SIGNED)

_MEAN_ZH = "(?:算术)?(?:平均值|平均数|均值)?"
_ZH = (
    r"^\s*(?:请问|请你|请)?(?:求出|求|计算|算出)?(?:一下)?(?:以下|下列|下面|这组|一组)?(?:这?[一几]?[组些])?"
    rf"(?:数据|数字|数值|数)?的?{_MEAN_ZH}(?:是多少)?\s*[：:]?\s*{_BRACKETED}"
    r"\s*(?:这[一二三四五六七八九十几两0-9]*(?:组|个|些)?(?:数据|数字|数))?的?"
    rf"{_MEAN_ZH}(?:是多少|等于多少|为多少|是)?{END}"
)
_EN = (
    r"^\s*(?i:please\s+)?(?i:find|calculate|compute|determine|what is|work out)?\s*(?i:the\s+)?"
    r"(?i:arithmetic\s+)?(?i:mean|average)(?i:\s+value)?(?i:\s+of)?(?i:\s+the)?(?i:\s+following)?"
    rf"(?i:\s+(?:numbers|data|values|list|set))?\s*:?\s*{_BRACKETED}{END}"
)

_QUICK = r"^求以下数据的平均值：\[(?P<values>{})\]$"


class Mean(Family[Values]):
    """The arithmetic mean of some numbers.

    Difficulty is the number of digits of the numbers; the list has 2 + difficulty of them.
    """

    kind = "mean"
    markers = Bilingual(zh=("平均",), en=("mean", "average"))
    patterns = Bilingual(zh=_ZH, en=_EN)
    quick = re.compile(_QUICK.format("[0-9]{1,9}(?:, [0-9]{1,9}){1,99}"))
    wordings = Bilingual(
        zh=(
            "求以下数据的平均值：[{}]",
            "计算 {} 的平均数。",
            "求这组数据的平均数：{}",
            "{} 的平均值是多少？",
        ),
        en=(
            "Find the mean of {}.",
            "What is the average of {}?",
            "Calculate the mean of the following numbers: {}",
        ),
    )
    phrasings = MEAN
    precision = Precision.of("sig:16")
    states_formula = True

    def read(self, match: "re.Match[str]") -> Values | None:
        """The numbers of the list, in order."""
        found = [decimal(text) for text in _NUMBER.findall(match["values"])]
        values = tuple(value for value in found if value is not None)
        return Values(values) if len(values) == len(found) <= MAX_VALUES else None

    def read_quick(self, match: "re.Match[str]") -> Values:
        """Whole numbers with one separator."""
        return Values(tuple([Decimal(text) for text in match["values"].split(", ")]))

    def solve(self, given: Values, precision: Precision | None = None) -> Answer:
        """The sum over the count."""
        ratio = Ratio(given.sum, Decimal(len(given.values)))
        return Answer(ratio, *show_ratio(ratio, precision or self.precision))

    def chain(self, given: Values, answer: Answer, manner: Manner) -> str:
        """All terms, their sum, and the quotient."""
        first, *rest = given.values
        terms = " + ".join([str(first), *[signed(value) for value in rest]])
        count = len(given.values)
        return f"({terms}) / {count} = {given.sum} / {count} {answer.relation} {answer.digits}"

    def steps(self, given: Values, answer: Answer, manner: Manner) -> list[str]:
        """The running sum, one term a line, then the division."""
        running, *rest = given.values
        lines = []
        for value in rest:
            lines += _running_sum(running, value, manner)
            running = total(running, "+", value)
        count = Decimal(len(given.values))
        if "/" in answer.digits or not running:
            return lines
        return lines + quotient_lines(running, count, manner.precision, manner.words, by_digit=manner.by_digit)

    def lesson(self, given: Values, answer: Answer, language: Language) -> Lesson:
        """The mean shares the sum out evenly."""
        return _lesson(str(len(given.values)), answer.text, language, is_exact=answer.is_exact)

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame:
        """Small numbers in the most usual wording."""
        values = f"(?:{SMALL_WHOLE})(?:, (?:{SMALL_WHOLE})){{1,99}}"
        return means(problems, _QUICK.format(values), digits=self.precision.digits)

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series:
        """The same means."""
        return mean_steps(told, _lesson, manner)

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series:
        """The same means."""
        count = told["solution"].str.extract(r"\) / ([0-9]+) ").alias("count")
        return lessons(told.with_columns(count), _lesson, language, "count", "answer")

    def said(self, given: Values, language: Language) -> Mapping[str, str]:
        """The list."""
        return {"v": ", ".join(map(str, given.values))}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """Whole numbers; up to difficulty 3 the mean is drawn first and the last number completes it."""
        size, count = 10**difficulty, 2 + difficulty
        values = [rng.randint(1, size) for _ in range(count)]
        if difficulty < 4:
            values[-1] += -sum(values) % count
        return rng.choice(self.wordings.of(language)).format(", ".join(map(str, values)))


def _lesson(count: str, answer: str, language: Language, *, is_exact: bool) -> Lesson:
    about = "" if is_exact else ("约" if language == "zh" else "about ")
    if language == "zh":
        return Lesson(
            "平均数是把一组数据的总和平均分给每一个数据后所得的数。",
            "平均数 = 数据的总和 / 数据的个数",
            f"这 {count} 个数据的平均数{about}是 {answer}。",
        )
    return Lesson(
        "The mean of some numbers is what each would be if their sum were shared out evenly.",
        "mean = sum of the numbers / how many there are",
        f"the mean of the {count} numbers is {about}{answer}.",
    )


def _running_sum(running: Decimal, value: Decimal, manner: Manner) -> list[str]:
    """One addition of the running sum; whole numbers show their columns in the same line."""
    result = total(running, "+", value)
    stated = f"{running} + {value} = {result}"
    if not manner.by_digit:
        return [stated]
    if running >= 0 and value >= 0 and running == int(running) and value == int(value):
        return [column_line(str(int(running)), str(int(value)), str(int(result)), manner.words)]
    return [*sum_lines(running, "+", value, manner.words, by_digit=True), stated]
