"""Exact numbers: how they are read, rounded once, and printed without noise."""

from mathdata.numbers.precision import EXACT, Precision
from mathdata.numbers.printing import (
    EXACTLY,
    Ratio,
    Shown,
    as_decimal,
    plain,
    rounded_decimal,
    show,
    show_ratio,
    terminates,
)
from mathdata.numbers.reading import MAX_DIGITS, Exact, ReadNumber, half_width, read_number
from mathdata.numbers.units import PERCENT, Quantity, Unit, unit_named

__all__ = [
    "EXACT",
    "EXACTLY",
    "MAX_DIGITS",
    "PERCENT",
    "Exact",
    "Precision",
    "Quantity",
    "Ratio",
    "ReadNumber",
    "Shown",
    "Unit",
    "as_decimal",
    "half_width",
    "plain",
    "read_number",
    "rounded_decimal",
    "show",
    "show_ratio",
    "terminates",
    "unit_named",
]
