"""Median, mode, range and variance of a list, e.g. "求数据 3, 8, 5, 8, 1 的中位数。"."""

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.calculated import decimal_text
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import SIGNED
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, MAX_DIGITS, Precision, half_width, show

MAX_VALUES = 60

_LIST = rf"[\[［(（{{]?\s*{SIGNED}(?:\s*(?:[,，、;；]\s*(?:and\s+)?|\s+and\s+|和)\s*{SIGNED})+\s*[\]］)）}}]?"
_NUMBER = re.compile(SIGNED)


class Sample(NamedTuple):
    """What is asked, and the numbers as printed."""

    form: str
    numbers: tuple[str, ...]

    @property
    def values(self) -> list[Fraction]:
        """The numbers."""
        return list(map(Fraction, self.numbers))

    @property
    def mean(self) -> Fraction:
        """Their mean."""
        return sum(self.values, Fraction(0)) / len(self.numbers)


def _form(key: str, zh: str, en: str, definition: Bilingual[str], formula: Bilingual[str]) -> Form:
    return Form(
        key,
        zh=(
            f"(求|计算)(数据|~一组数据|~以下数据|~这组数据|~)(~：|) {{list}} 的{zh}。",
            f"(求|计算)(下列|以下)数据的{zh}：{{list}}",
            f"(一组数据|数据) {{list}} 的{zh}是多少？",
        ),
        en=(
            f"(Find|What is|Calculate) the {en} of {{list}}?",
            f"(Find|Calculate|Determine) the {en} of (the following|these) (numbers|data): {{list}}.",
            f"~(Find|What is|Calculate) the {en} (of|in) the (set|list|numbers|data set|data|set of data) {{list}}?",
        ),
        definition=definition,
        formula=formula,
        conclusion=Bilingual(f"{zh.split('|')[0].strip('(')}是 {{}}。", f"the {en.split('|')[0].strip('(')} is {{}}."),
    )


class Statistic(WordedFamily[Sample]):
    """Median, mode, range, and variance (of a whole population) of some numbers.

    Difficulty is the number of digits of the numbers; the list has 4 + difficulty of them.
    """

    kind = "statistic"
    topic = "statistics"
    difficulties = (1, 4)
    indexed = False  # the last number is drawn so that the answer is short
    states_formula = True
    markers = Bilingual(zh=("中位数", "众数", "方差", "极差"), en=("median", "mode", "variance", "range of"))
    slots: ClassVar[Mapping[str, str]] = {"list": _LIST}
    forms = (
        _form(
            "median",
            "中位数",
            "median",
            Bilingual(
                "把数据按大小排列，处在中间的数（或中间两数的平均数）是中位数。",
                "The median is the middle number in order of size, or the mean of the two in the middle.",
            ),
            Bilingual("先排序，再取中间的数", "put the numbers in order, then take the middle"),
        ),
        _form(
            "mode",
            "众数",
            "mode",
            Bilingual("一组数据中出现次数最多的数是众数。", "The mode is the number that occurs most often."),
            Bilingual("数出每个数出现的次数", "count how often each number occurs"),
        ),
        _form(
            "range",
            "极差",
            "range",
            Bilingual(
                "极差是最大的数与最小的数之差。", "The range is the difference of the largest and the smallest number."
            ),
            Bilingual("极差 = 最大的数 - 最小的数", "range = largest - smallest"),
        ),
        _form(
            "variance",
            "(方差|~总体方差)",
            "(population variance|~variance)",
            Bilingual(
                "方差是各数与平均数之差的平方的平均数。",
                "The variance is the mean of the squared differences from the mean.",
            ),
            Bilingual(
                "方差 = 各数与平均数之差的平方和 / 个数",
                "variance = sum of squared differences from the mean / how many",
            ),
        ),
    )

    def given(self, form: str, found: Found) -> Sample | None:
        """The numbers in order."""
        numbers = tuple(half_width(text).lstrip("+") for text in _NUMBER.findall(found["list"]))
        if not 3 <= len(numbers) <= MAX_VALUES or max(map(len, numbers)) > MAX_DIGITS:
            return None
        return Sample(form, numbers)

    def form_of(self, given: Sample) -> str:
        """What is asked."""
        return given.form

    def solve(self, given: Sample, precision: Precision | None = None) -> Answer:
        """The value; several modes in order of size.

        Raises:
            CannotSolve: if all numbers occur equally often, so that there is no mode.
        """
        if given.form == "mode":
            modes = _modes(given)
            if len(modes) == 1:
                return Answer(Fraction(modes[0]), modes[0], is_exact=True)
            text = ", ".join(modes)
            return Answer(Formula(text, text), text, is_exact=True)
        value = _VALUES[given.form](given)
        return Answer(value, *show(value, precision or EXACT))

    def chain(self, given: Sample, answer: Answer, manner: Manner) -> str:
        """The last line of the working."""
        return self.working(given, answer, manner)[-1]

    def working(self, given: Sample, answer: Answer, manner: Manner) -> list[str]:
        """What leads to the value, and the value."""
        return _LINES[given.form](given, answer, manner)

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Small lists; for a variance the last number makes the mean whole."""
        form, size = rng.choice([*sorted(_VALUES), "mode"]), 10**difficulty
        numbers = [rng.randint(1, size) for _ in range(4 + difficulty)]
        if form == "mode":
            numbers[-1] = numbers[0]
        if form == "variance":
            numbers[-1] += -sum(numbers) % len(numbers)
        return Posed(form, {"list": ", ".join(map(str, numbers))})


def _ordered(given: Sample) -> list[str]:
    return sorted(given.numbers, key=Fraction)


def _median(given: Sample) -> Fraction:
    values, middle = sorted(given.values), len(given.numbers) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def _variance(given: Sample) -> Fraction:
    return sum(((value - given.mean) ** 2 for value in given.values), Fraction(0)) / len(given.numbers)


def _modes(given: Sample) -> list[str]:
    counts = Counter(given.values)
    most = max(counts.values())
    found = sorted(value for value, count in counts.items() if count == most)
    if most == 1 or (len(found) == len(counts) > 1):
        raise CannotSolve("statistic: found numbers that occur equally often, wanted one that occurs most often")
    return list(map(decimal_text, found))


_VALUES = {
    "median": _median,
    "range": lambda given: max(given.values) - min(given.values),
    "variance": _variance,
}


def _median_lines(given: Sample, answer: Answer, manner: Manner) -> list[str]:
    ordered, middle = _ordered(given), len(given.numbers) // 2
    zh = manner.language == "zh"
    lines = [("从小到大排列：" if zh else "in order of size: ") + ", ".join(ordered)]
    if len(ordered) % 2:
        return [*lines, f"中间的数是 {ordered[middle]}" if zh else f"the middle one is {ordered[middle]}"]
    one, other = ordered[middle - 1 : middle + 1]
    other = f"({other})" if other[0] == "-" else other
    return [*lines, f"({one} + {other}) / 2 {answer.relation} {answer.digits}"]


def _mode_lines(given: Sample, answer: Answer, manner: Manner) -> list[str]:
    counts = Counter(given.values)
    zh = manner.language == "zh"
    told = [
        f"{decimal_text(value)} 出现 {count} 次"
        if zh
        else f"{decimal_text(value)} occurs {count} time{'s' * (count > 1)}"
        for value, count in sorted(counts.items())
    ]
    most = f"出现最多的是 {answer.digits}" if zh else f"the most frequent is {answer.digits}"
    return ["；".join(told) if zh else "; ".join(told), most]


def _range_lines(given: Sample, answer: Answer, manner: Manner) -> list[str]:
    ordered = _ordered(given)
    least = f"({ordered[0]})" if ordered[0][0] == "-" else ordered[0]
    zh = manner.language == "zh"
    stated = (
        f"最大的数是 {ordered[-1]}，最小的数是 {ordered[0]}" if zh else f"largest {ordered[-1]}, smallest {ordered[0]}"
    )
    return [stated, f"{ordered[-1]} - {least} {answer.relation} {answer.digits}"]


def _variance_lines(given: Sample, answer: Answer, manner: Manner) -> list[str]:
    count, mean = len(given.numbers), decimal_text(given.mean)
    terms = " + ".join(f"({text})" if text[0] == "-" and n else text for n, text in enumerate(given.numbers))
    taken = f"({mean})" if "-" in mean or "/" in mean else mean
    label = "平均数：" if manner.language == "zh" else "mean: "
    squares = [(value - given.mean) ** 2 for value in given.values]
    lines = [f"{label}({terms}) / {count} = {mean}"]
    lines += [
        f"({text} - {taken})^2 = {decimal_text(square)}" for text, square in zip(given.numbers, squares, strict=True)
    ]
    total = " + ".join(map(decimal_text, squares))
    return [*lines, f"({total}) / {count} {answer.relation} {answer.digits}"]


_LINES = {"median": _median_lines, "mode": _mode_lines, "range": _range_lines, "variance": _variance_lines}
