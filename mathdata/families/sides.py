"""Both sides of a linear equation: read, collected, and written again."""

import re
from decimal import Decimal
from typing import NamedTuple

from mathdata.families.contract import decimal
from mathdata.families.patterns import UNSIGNED
from mathdata.families.working.decimals import Scaled
from mathdata.families.working.sums import total
from mathdata.numbers import EXACTLY, plain

_TERM = re.compile(rf"\s*([-+\s]*)(?:({UNSIGNED})\s*\*?\s*([a-zA-Z])?|([a-zA-Z]))\s*(?=[-+]|$)")
_ZERO, _ONE = Decimal(0), Decimal(1)


class Side(NamedTuple):
    """One side of an equation, collected: `coefficient * x + constant`."""

    coefficient: Decimal
    constant: Decimal


class Equation(NamedTuple):
    """Two sides in one unknown, and the equation as it was written."""

    text: str
    unknown: str
    left: Side
    right: Side
    coefficient: Decimal
    """What the unknown is multiplied by once all of it stands on the left."""
    constant: Decimal
    """The number on the right once all constants stand there."""
    quotient: tuple[int, int]
    """The root as a quotient of whole numbers, not yet reduced; the divisor is positive, or 0 where there is none."""

    @classmethod
    def of(cls, text: str, unknown: str, left: Side, right: Side) -> "Equation":
        """An equation with its terms brought to their sides."""
        coefficient = left.coefficient
        if right.coefficient:
            coefficient = Decimal(plain(total(coefficient, "-", right.coefficient)))
        constant = total(right.constant, "-", left.constant)
        return cls(text, unknown, left, right, coefficient, constant, _whole_ratio(constant, coefficient))


def read_side(text: str) -> Side | None:
    """The sum of the terms of one side, or None if something else stands there."""
    coefficient = constant = _ZERO
    position = 0
    while position < len(text):
        match = _TERM.match(text, position)
        if match is None or (position and not match[1].strip()):
            return None
        size = decimal(match[2]) if match[2] else Decimal(1)
        if size is None:
            return None
        value = size.copy_negate() if match[1].count("-") % 2 else size
        if match[3] or match[4]:
            coefficient = total(coefficient, "+", value)
        else:
            constant = total(constant, "+", value)
        position = match.end()
    return Side(coefficient, constant)


def signed_term(constant: Decimal) -> str:
    """A number as it follows another one, with its sign between spaces."""
    return f"- {constant.copy_abs()!s}" if constant < _ZERO else f"+ {constant!s}"


def with_factor(coefficient: Decimal, unknown: str) -> str:
    """The unknown with its factor; a factor of 1 is not written."""
    if coefficient.copy_abs() == _ONE:
        return unknown if coefficient > _ZERO else f"-{unknown}"
    return f"{coefficient!s}{unknown}"


def written_side(side: Side, unknown: str) -> str:
    """A side in its usual form."""
    if not side.coefficient:
        return str(side.constant)
    term = with_factor(side.coefficient, unknown)
    return f"{term} {signed_term(side.constant)}" if side.constant else term


def _whole_ratio(constant: Decimal, coefficient: Decimal) -> tuple[int, int]:
    dividend, divisor = int(constant), int(coefficient)
    if dividend != constant or divisor != coefficient:
        places = max(Scaled.of(constant).places, Scaled.of(coefficient).places)
        dividend, divisor = (int(value.scaleb(places, EXACTLY)) for value in (constant, coefficient))
    return (-dividend, -divisor) if divisor < 0 else (dividend, divisor)
