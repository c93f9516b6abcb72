"""The named functions of school mathematics, exactly: `gcd(36, 60)`, `C(5, 2)`, `5!`, `sin 60°`, `Φ(1.5)`.

An angle counts in degrees where a degree sign says so, else in radians; sines and tangents are known at
multiples of 15 degrees.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import comb, factorial, gcd, lcm, perm

from mathdata.verify import exact
from mathdata.verify.exact import PI, Exact, Roots
from mathdata.verify.limits import Unproven

MAX_FACTORIAL = 500
ANGLES = ("sin", "cos", "tan")
APPLIED = ("exp", "Φ")
"""Functions of one number in brackets: the power of e, and the share of a standard normal distribution below it."""
COUNTS = ("C", "A", "P")
"""Selections and arrangements; a capital may also name a point, so a side with one is never refuted."""


def call(name: str, values: Sequence[Exact], *, in_degrees: bool) -> Exact:
    """The value of a function.

    Raises:
        Unproven: if it has none that is known exactly.

    >>> call("C", [Fraction(5), Fraction(2)], in_degrees=False), call("cos", [Fraction(60)], in_degrees=True)
    (Fraction(10, 1), Fraction(1, 2))
    """
    if name in ANGLES:
        return _of_angle(name, values[0], in_degrees=in_degrees)
    if name in APPLIED:
        return exact.power(exact.E, values[0]) if name == "exp" else exact.normal(values[0])
    whole = [value.numerator for value in values if isinstance(value, Fraction) and value.denominator == 1]
    if len(whole) < len(values):
        raise Unproven(f"{name} of what is not whole")
    if name in ("gcd", "lcm"):
        return Fraction(gcd(*whole) if name == "gcd" else lcm(*whole))
    if min(whole) < 0 or max(whole) > MAX_FACTORIAL:
        raise Unproven(f"{name} of such numbers")
    if name == "!":
        return Fraction(factorial(whole[0]))
    return Fraction(comb(*whole) if name == "C" else perm(*whole))


def _of_angle(name: str, angle: Exact, *, in_degrees: bool) -> Exact:
    degrees = angle if in_degrees else exact.divide(exact.multiply(angle, Fraction(180)), PI)
    if not isinstance(degrees, Fraction) or degrees % 15:
        raise Unproven("an angle whose sine is not known exactly")
    number = degrees.numerator
    if name == "tan":
        return _tangent(number)
    return _sine(number + 90 if name == "cos" else number)


def _sine(degrees: int) -> Exact:
    degrees %= 360
    if degrees >= 180:
        return exact.negate(_sine(degrees - 180))
    return _SINES[min(degrees, 180 - degrees)]


def _tangent(degrees: int) -> Exact:
    degrees %= 180
    if degrees > 90:
        return exact.negate(_tangent(180 - degrees))
    if degrees == 90:
        raise Unproven("the tangent of a right angle")
    return _TANGENTS[degrees]


def _roots(*terms: tuple[int, int, int]) -> Exact:
    """The sum of `a / b * √r` over terms `(a, b, r)`."""
    total: Exact = Fraction(0)
    for top, bottom, radicand in terms:
        term = exact.multiply(Fraction(top, bottom), exact.root(Fraction(radicand)))
        total = exact.add(total, term)
    return total


_SINES: dict[int, Exact] = {
    0: Fraction(0),
    15: _roots((1, 4, 6), (-1, 4, 2)),
    30: Fraction(1, 2),
    45: _roots((1, 2, 2)),
    60: _roots((1, 2, 3)),
    75: _roots((1, 4, 6), (1, 4, 2)),
    90: Fraction(1),
}
_TANGENTS: dict[int, Exact] = {
    0: Fraction(0),
    15: _roots((2, 1, 1), (-1, 1, 3)),
    30: _roots((1, 3, 3)),
    45: Fraction(1),
    60: _roots((1, 1, 3)),
    75: _roots((2, 1, 1), (1, 1, 3)),
}


def is_transcendental(value: Exact) -> bool:
    """Whether π is in a value."""
    return isinstance(value, Roots) and any(term.power for term in value.terms)


def may_be_named(value: Exact) -> bool:
    """Whether a letter e or a function Φ is in a value, which may stand for something else."""
    return isinstance(value, Roots) and any(term.exponent or term.share for term in value.terms)


def is_surely_of_e(value: Exact) -> bool:
    """Whether e in a value is the number: nobody takes a letter to a negative or broken power and rounds.

    A value of Φ is that of the normal distribution where it is rounded; Euler's function has whole ones.
    """
    terms = value.terms if isinstance(value, Roots) else ()
    return not any(term.exponent.denominator == 1 and term.exponent > 0 for term in terms)
