"""Whether a gold answer says what was computed, within the digits that it shows.

The comparison is typed: a unit that the gold names must be ours, and a bare number is taken in our unit. The
tolerance is half a unit of the gold's last place, because rounding is no error. Golds of 16 and 17 digits are
what a binary double prints; a double carries 15 digits, so those are compared at 15.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from mathdata.families.contract import Answer, Formula
from mathdata.numbers import EXACTLY, Exact, Ratio, ReadNumber, Unit, half_width, read_number, unit_named

DOUBLE_DIGITS = 15
"""Every decimal of this many digits survives being stored as a binary double; one of 16 need not."""

MAX_GOLD_CHARS = 2000

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?:[eE][-+]?[0-9]+)?(?:/[0-9]+)?\s*(%)?")
_FRACTION = re.compile(r"\\[dt]?frac\{(-?[0-9]+)\}\{([0-9]+)\}")
HALF = Decimal("0.5")
_ONE = Decimal(1)


class Gold(NamedTuple):
    """The last number of a gold answer, and the unit behind it."""

    number: ReadNumber
    unit: Unit | None


def agrees(answer: Answer, gold: str, *, slack: Decimal = HALF) -> bool:
    """Whether the gold's final number is the answer within the gold's own precision; a formula is no number.

    Args:
        answer: what was computed.
        gold: the gold's text; its last number counts, with the unit behind it.
        slack: how far the number may be off, in units of its last printed place.

    >>> from mathdata.families import worked
    >>> mean = worked("求以下数据的平均值：[86, 21, 18]").result
    >>> agrees(mean, "平均值为 41.666666666666664"), agrees(mean, "41.67"), agrees(mean, "41.66")
    (True, True, False)
    """
    value = answer.value
    if isinstance(value, Formula):
        return False
    read = read_gold(gold)
    if read is None or (read.unit is not None and read.unit != answer.typed_unit):
        return False
    return _is_within(value, read.number, slack)


def read_gold(gold: str) -> Gold | None:
    """The last number of a text with its unit, or None if there is no number.

    >>> read_gold("面积为 4788 平方厘米")
    Gold(number=ReadNumber(value=Decimal('4788'), places=0, is_percent=False), unit=Unit(symbol='cm^2'))
    """
    text = half_width(gold[-MAX_GOLD_CHARS:])
    if "^" in text or "\\" in text:
        text = _FRACTION.sub(r"\1/\2", text).replace("^2", "²").replace("^3", "³")
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    last = found[-1]
    number = read_number(last[0].rstrip("% "))
    unit = unit_named("%") if last[1] else unit_named(text[last.end() :].strip(" 。.}$"))
    return None if number is None else Gold(number, unit)


def _is_within(value: Exact | Ratio, number: ReadNumber, slack: Decimal) -> bool:
    """Whether a value is the number within its tolerance, told without reducing a quotient."""
    if isinstance(number.value, Fraction):
        return Fraction(value.reduced() if isinstance(value, Ratio) else value) == number.value
    dividend, divisor = _as_quotient(value)
    gap = EXACTLY.subtract(dividend, EXACTLY.multiply(number.value, divisor))
    return gap.copy_abs() <= EXACTLY.multiply(_tolerance(number, slack), divisor.copy_abs())


def _as_quotient(value: Exact | Ratio) -> Ratio:
    if isinstance(value, Ratio):
        return value
    if isinstance(value, Fraction):
        return Ratio(Decimal(value.numerator), Decimal(value.denominator))
    return Ratio(Decimal(value), _ONE)


def _tolerance(number: ReadNumber, slack: Decimal) -> Decimal:
    surplus = number.significant_digits - DOUBLE_DIGITS
    return (Decimal(10**surplus) if surplus in (1, 2) else slack).scaleb(-number.places, EXACTLY)
