"""Quotients of polynomials in one letter: read from a formula, reduced by their common factor, and solved for 0."""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Number, Term
from mathdata.families.working.polynomials import written

MAX_DEGREE = 10

Coefficients = tuple[Fraction, ...]
"""From the constant up; the last one is not 0, and 0 has none."""


class Quotient(NamedTuple):
    """A polynomial over another one, as they come: not reduced."""

    top: Coefficients
    bottom: Coefficients


def quotient_of(node: Node, letter: str) -> Quotient:
    """The quotient that a formula is.

    Raises:
        CannotSolve: if it is none in this letter, divides by 0, or has too high a degree.
    """
    if isinstance(node, Number):
        return Quotient(trimmed([node.value]), (Fraction(1),))
    if isinstance(node, Name):
        if node.text != letter:
            raise CannotSolve(f"rational function: found the letter {node.text!r}")
        return Quotient((Fraction(0), Fraction(1)), (Fraction(1),))
    if node.head == "^":
        return _power(quotient_of(node.parts[0], letter), node.parts[1])
    parts = [quotient_of(part, letter) for part in node.parts]
    result = parts[0]
    if node.head == "-":
        return Quotient(tuple(-value for value in result.top), result.bottom)
    for part in parts[1:]:
        if node.head == "+":
            if part.bottom == result.bottom:
                result = Quotient(plus(result.top, part.top), result.bottom)
            else:
                top = plus(times(result.top, part.bottom), times(part.top, result.bottom))
                result = reduced(Quotient(top, times(result.bottom, part.bottom)))
        elif node.head == "*":
            result = Quotient(times(result.top, part.top), times(result.bottom, part.bottom))
        elif node.head == "/":
            if not part.top:
                raise CannotSolve("rational function: found a division by 0")
            result = Quotient(times(result.top, part.bottom), times(result.bottom, part.top))
        else:
            raise CannotSolve(f"rational function: found {node.head!r}")
    if node.head not in "+*/":
        raise CannotSolve(f"rational function: found {node.head!r}")
    return result


def _power(base: Quotient, exponent: Node) -> Quotient:
    is_negative = isinstance(exponent, Term) and exponent.head == "-"
    size = exponent.parts[0] if isinstance(exponent, Term) and is_negative else exponent
    if not isinstance(size, Number) or size.value.denominator != 1 or size.value > MAX_DEGREE:
        raise CannotSolve("rational function: found such an exponent")
    top: Coefficients = (Fraction(1),)
    bottom: Coefficients = (Fraction(1),)
    for _ in range(int(size.value)):
        top, bottom = times(top, base.top), times(bottom, base.bottom)
    if is_negative and not top:
        raise CannotSolve("rational function: found a division by 0")
    return Quotient(bottom, top) if is_negative else Quotient(top, bottom)


def trimmed(values: Sequence[Fraction]) -> Coefficients:
    """Without the zeros at the end."""
    end = len(values)
    while end and not values[end - 1]:
        end -= 1
    if end > MAX_DEGREE + 1:
        raise CannotSolve("rational function: the degree is too high")
    return tuple(values[:end])


def plus(left: Coefficients, right: Coefficients, factor: int = 1) -> Coefficients:
    """The sum with a multiple."""
    size = max(len(left), len(right))
    padded = [(*side, *[Fraction(0)] * (size - len(side))) for side in (left, right)]
    return trimmed([a + factor * b for a, b in zip(*padded, strict=True)])


def times(left: Coefficients, right: Coefficients) -> Coefficients:
    """The product."""
    if not left or not right:
        return ()
    result = [Fraction(0)] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] += a * b
    return trimmed(result)


def divided(top: Coefficients, bottom: Coefficients) -> tuple[Coefficients, Coefficients]:
    """Quotient and remainder.

    >>> divided((Fraction(-1), Fraction(0), Fraction(1)), (Fraction(1), Fraction(1)))
    ((Fraction(-1, 1), Fraction(1, 1)), ())
    """
    rest, quotient = list(top), [Fraction(0)] * max(len(top) - len(bottom) + 1, 0)
    for place in range(len(quotient) - 1, -1, -1):
        factor = rest[place + len(bottom) - 1] / bottom[-1]
        quotient[place] = factor
        for n, value in enumerate(bottom):
            rest[place + n] -= factor * value
    return trimmed(quotient), trimmed(rest)


def common(left: Coefficients, right: Coefficients) -> Coefficients:
    """The greatest common divisor, by Euclid's algorithm, with coprime whole coefficients."""
    while right:
        left, right = right, divided(left, right)[1]
    return whole(left)


def whole(values: Coefficients) -> Coefficients:
    """A multiple with coprime whole coefficients, the highest one positive."""
    if not values:
        return ()
    scale = lcm(*(value.denominator for value in values))
    numbers = [int(value * scale) for value in values]
    divisor = gcd(*numbers) * (-1 if numbers[-1] < 0 else 1)
    return tuple(Fraction(number // divisor) for number in numbers)


def reduced(value: Quotient) -> Quotient:
    """In lowest terms, with coprime whole coefficients above and below, the lower leading one positive."""
    if not value.top:
        return Quotient((), (Fraction(1),))
    shared = common(value.top, value.bottom)
    top, bottom = divided(value.top, shared)[0], divided(value.bottom, shared)[0]
    scale = lcm(*(number.denominator for number in (*top, *bottom)))
    divisor = gcd(*(int(number * scale) for number in (*top, *bottom))) * (-1 if bottom[-1] < 0 else 1)
    factor = Fraction(scale, divisor)
    return Quotient(tuple(number * factor for number in top), tuple(number * factor for number in bottom))


def text_of(values: Coefficients, letter: str) -> str:
    """A polynomial as text."""
    return written({(letter,) * n: value for n, value in enumerate(values) if value})


def quotient_text(value: Quotient, letter: str) -> str:
    """A quotient as text.

    >>> quotient_text(Quotient((Fraction(-4), Fraction(1)), (Fraction(8), Fraction(1))), "k")
    '(k - 4)/(k + 8)'
    """
    top, bottom = (text_of(side, letter) for side in value)
    if bottom == "1":
        return top
    shown = f"({top})" if " " in top else top
    return f"{shown}/{bottom}" if bottom.isdigit() or bottom == letter else f"{shown}/({bottom})"


def at(values: Coefficients, x: Fraction) -> Fraction:
    """The value of a polynomial."""
    total = Fraction(0)
    for value in reversed(values):
        total = total * x + value
    return total
