"""Which family reads a problem, found by its template."""

import re

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from mathdata.families.forms import has_form
from mathdata.families.recognition import recognise
from mathdata.transforms.fitting import fitting

NUMBERS = st.text("0123456789.-/:", max_size=4)
PROBLEMS = st.builds(
    str.format,
    st.sampled_from(
        ["计算 {} + {} 等于多少？", "解方程 {}x^2 + {}x = 0", "计算 {}^{} 的值。", "求 {} 的平方根。", "{}*{}_1"]
    ),
    NUMBERS,
    NUMBERS,
)


def kind(problem: str) -> str | None:
    """The family that reads a problem, told slowly: that of the problem with ones, unless ones make no problem."""
    ones = re.sub(r"([\^*_]\{?[0-9]*)|[0-9]", lambda digit: digit[1] or "1", problem)
    found = recognise(ones) or (recognise(problem) if has_form(ones) else None)
    return found.family.kind if found else None


@given(st.lists(st.none() | PROBLEMS | st.text("09:/^*_{a？", max_size=5), max_size=20))
def test_a_column_is_told_as_its_problems_are_one_by_one(problems: list[str | None]) -> None:
    """Signs beside the digits in ASCII are none, digits of exponents stay, and empty texts and nulls are in order."""
    kinds = [kind(problem) if problem else None for problem in problems]
    assert fitting(pl.Series(problems, dtype=pl.String)).to_list() == kinds


def test_templates_that_come_late_are_told_like_the_first_ones() -> None:
    """A number is looked up among those of the first rows; others get numbers of their own, each template one."""
    usual, late = "计算 {} + 3 等于多少？", "Is {} prime?"
    problems = (
        [usual.format(n) for n in range(5000)] + [late.format(n) for n in range(50)] + ["!" * n for n in range(99)]
    )
    kinds = fitting(pl.Series(problems)).to_list()
    assert kinds == ["arithmetic"] * 5000 + ["primality"] * 50 + [None] * 99
