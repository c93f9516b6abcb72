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
from mathdata.numbers import ReadNumber, Unit, half_width, read_number, unit_named

DOUBLE_DIGITS = 15
"""Every decimal of this many digits survives being stored as a binary double; one of 16 need not."""

MAX_GOLD_CHARS = 2000

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)(?:[eE][-+]?[0-9]+)?(?:/[0-9]+)?\s*(%)?")
_FRACTION = re.compile(r"\\[dt]?frac\{(-?[0-9]+)\}\{([0-9]+)\}")
_HALF = Decimal("0.5")


class Gold(NamedTuple):
    """The last number of a gold answer, and the unit behind it."""

    number: ReadNumber
    unit: Unit | None


def agrees(answer: Answer, gold: str, *, slack: Decimal = _HALF) -> bool:
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
    read = None if isinstance(answer.value, Formula) else read_gold(gold)
    if read is None or (read.unit is not None and read.unit != answer.typed_unit):
        return False
    value = Fraction(answer.exact_value)
    return abs(value - Fraction(read.number.value)) <= _tolerance(read.number, slack)


def read_gold(gold: str) -> Gold | None:
    """The last number of a text with its unit, or None if there is no number.

    >>> read_gold("面积为 4788 平方厘米")
    Gold(number=ReadNumber(value=Decimal('4788'), places=0, is_percent=False), unit=Unit(symbol='cm^2'))
    """
    text = _FRACTION.sub(r"\1/\2", half_width(gold[-MAX_GOLD_CHARS:])).replace("^2", "²").replace("^3", "³")
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    last = found[-1]
    number = read_number(last[0].rstrip("% "))
    unit = unit_named("%") if last[1] else unit_named(text[last.end() :].strip(" 。.}$"))
    return None if number is None else Gold(number, unit)


def _tolerance(number: ReadNumber, slack: Decimal) -> Fraction:
    if isinstance(number.value, Fraction):
        return Fraction(0)
    unit = Fraction(Decimal(1).scaleb(-number.places))
    surplus = number.significant_digits - DOUBLE_DIGITS
    if surplus in (1, 2):
        slack = Decimal(10**surplus)
    return unit * Fraction(slack)
