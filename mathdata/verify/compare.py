"""Strict comparison of final answers by value, unit and kind."""

from collections.abc import Callable
from fractions import Fraction
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from mathdata.verify import exact
from mathdata.verify.answers import Answer, bare, is_range, read_answer
from mathdata.verify.exact import Exact
from mathdata.verify.extract import Stated, extract_answer
from mathdata.verify.limits import MAX_TEXT_CHARS, Unproven
from mathdata.verify.rounding import absolute
from mathdata.verify.symbolic import same_formula
from mathdata.verify.units import BARE

MAX_SET_PARTS = 64


class Comparison(BaseModel):
    """How strict a comparison is; the default asks for the same value, unit and kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tolerance: Annotated[Fraction, Field(ge=0)] = Fraction(0)
    """Largest absolute difference of two numbers of one kind."""
    printed_precision: bool = False
    """Numbers are the same if the finer one rounds to the coarser one: 0.33 and 1/3."""
    unit_optional: bool = False
    """A unit is compared only where both answers have one."""


STRICT = Comparison()


class AnswerCheck(NamedTuple):
    """Whether a solution ends in the gold answer, and what it ends in."""

    same: bool
    stated: Stated | None


def same_answer(
    gold: str,
    prediction: str,
    *,
    tolerance: Fraction | int | str | None = None,
    comparison: Comparison = STRICT,
) -> bool:
    r"""Whether two bare answers are the same value of the same unit and kind; symmetric.

    >>> same_answer("0.5", r"\frac{1}{2}"), same_answer("45.1", "45.1%"), same_answer("2.7E+34", "2.7")
    (True, False, False)
    >>> same_answer("3000 克", "3 千克"), same_answer("{1, 2}", "2, 1"), same_answer("(1, 2)", "(2, 1)")
    (True, True, False)
    >>> same_answer("x = 2, y = 3", "y = 3, x = 2"), same_answer("x = 2, y = 3", "x = 3, y = 2")
    (True, False)
    >>> same_answer("x^2/2 + C", r"\frac{x^{2}}{2} + C")
    True
    >>> same_answer("1/3", "0.33"), same_answer("1/3", "0.33", tolerance="0.01")
    (False, True)
    """
    if tolerance is not None:
        comparison = comparison.model_copy(update={"tolerance": abs(Fraction(tolerance))})
    if max(len(gold), len(prediction)) > MAX_TEXT_CHARS:
        return gold == prediction
    one, other = read_answer(gold), read_answer(prediction)
    if "text" in (one.kind, other.kind) and {one.kind, other.kind} <= {"text", "number"}:
        return one == other or _same_formula(bare(gold), bare(prediction))
    return _same(one, other, comparison)


def _same_formula(gold: str, prediction: str) -> bool:
    return not (is_range(gold) or is_range(prediction)) and same_formula(gold, prediction)


def check_answer(gold: str, solution: str, *, comparison: Comparison = STRICT) -> AnswerCheck:
    """Compare the final answer of a solution with the gold answer.

    >>> check_answer("72", "She sold 48 + 24 = 72 clips. The answer is 72.").same
    True
    """
    stated = extract_answer(solution)
    same = stated is not None and same_answer(gold, stated.text, comparison=comparison)
    return AnswerCheck(same, stated)


def _same(one: Answer, other: Answer, comparison: Comparison) -> bool:
    if one.kind != other.kind:
        return False
    if one.kind in ("number", "percent"):
        return _same_number(one, other, comparison)
    if one.kind == "set":
        return _same_set(list(one.parts), list(other.parts), comparison)
    same_parts = len(one.parts) == len(other.parts) and all(
        _same(a, b, comparison) for a, b in zip(one.parts, other.parts, strict=True)
    )
    return same_parts and one.text == other.text


def _same_set(left: list[Answer], right: list[Answer], comparison: Comparison) -> bool:
    """Order does not count; every element of one stands in the other, of the same unknown where both name theirs."""
    if max(len(left), len(right)) > MAX_SET_PARTS:
        return False

    def within(some: list[Answer], others: list[Answer]) -> bool:
        return all(any(_is_namesake(a, b) and _same(a, b, comparison) for b in others) for a in some)

    return within(left, right) and within(right, left)


def _is_namesake(one: Answer, other: Answer) -> bool:
    return not (one.name and other.name) or one.name == other.name


def _same_number(one: Answer, other: Answer, comparison: Comparison) -> bool:
    lenient = comparison.unit_optional and BARE in (one.unit, other.unit)
    if not lenient and (one.unit.dimensions != other.unit.dimensions):
        return False
    if one.text and other.text and one.text != other.text:
        return False
    if one.value is None or other.value is None:
        return False
    try:
        return _close(one, other, comparison, scaled=not lenient)
    except Unproven:
        return False


def _close(one: Answer, other: Answer, comparison: Comparison, *, scaled: bool) -> bool:
    size: Callable[[Answer], Fraction] = lambda answer: answer.unit.size if scaled else Fraction(1)  # noqa: E731
    values: list[Exact] = [exact.multiply(a.value, size(a)) for a in (one, other) if a.value is not None]
    gap = absolute(exact.add(values[0], exact.negate(values[1])))
    if exact.compare(gap, comparison.tolerance) <= 0:
        return True
    if not comparison.printed_precision:
        return False
    steps = [a.number.step * size(a) for a in (one, other) if a.number is not None]
    return bool(steps) and exact.compare(gap, max(steps) / 2) <= 0
