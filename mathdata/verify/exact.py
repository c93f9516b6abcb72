"""Exact values: rationals, and sums of square roots of rationals.

Square roots of integers whose pairwise products are no squares are linearly independent over the rationals.
So a sum written with one term for each class of roots is zero only if it has no terms, and equality is
decided without a single decimal: `√50 = 5√2` and `√2 · √8 = 4` hold, `√2 + √3 = √5` does not.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from mathdata.verify.limits import MAX_BITS, MAX_ROOT_TERMS, Unproven


class Roots(NamedTuple):
    """The sum of `coefficient * √radicand` over terms; radicand 1 is the rational part.

    Never a plain rational: those are `Fraction`.
    """

    terms: tuple[tuple[Fraction, int], ...]


Exact = Fraction | Roots


def add(left: Exact, right: Exact) -> Exact:
    """The sum."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _bounded(left + right)
    return _collect((*_terms(left), *_terms(right)))


def negate(value: Exact) -> Exact:
    """The opposite."""
    return -value if isinstance(value, Fraction) else Roots(tuple((-c, r) for c, r in value.terms))


def multiply(left: Exact, right: Exact) -> Exact:
    """The product."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _bounded(left * right)
    return _collect((a * b, r * s) for a, r in _terms(left) for b, s in _terms(right))


def divide(left: Exact, right: Exact) -> Exact:
    """The quotient; the divisor may hold one root, as in `6 / √3`."""
    if isinstance(right, Roots):
        if len(right.terms) > 1:
            raise Unproven("division by a sum of roots")
        coefficient, radicand = right.terms[0]
        return multiply(left, Roots(((1 / (coefficient * radicand), radicand),)))
    if not right:
        raise Unproven("division by zero")
    return multiply(left, 1 / right)


def power(base: Exact, exponent: Exact) -> Exact:
    """The power with a small integer exponent; ½ and the like only where the root is exact or square."""
    if isinstance(exponent, Roots):
        raise Unproven("an irrational exponent")
    if exponent.denominator != 1:
        return power(root(base, exponent.denominator), Fraction(exponent.numerator))
    return _integer_power(base, exponent.numerator)


def _integer_power(base: Exact, exponent: int) -> Exact:
    if isinstance(base, Roots):
        return _roots_power(base, exponent)
    if not base and exponent <= 0:
        raise Unproven("zero to a power that is not positive")
    if base in (0, 1):
        return base
    if base == -1:
        return base if exponent % 2 else -base
    if _bits(base) * abs(exponent) > MAX_BITS:
        raise Unproven("the power is too large")
    return base**exponent


def _roots_power(base: Roots, exponent: int) -> Exact:
    if not 0 <= exponent <= 64:
        raise Unproven("such a power of a root")
    result: Exact = Fraction(1)
    for _ in range(exponent):
        result = multiply(result, base)
    return result


def root(value: Exact, index: int = 2) -> Exact:
    """The real root; square roots of rationals always, others where they are rational."""
    if isinstance(value, Roots) or index < 1:
        raise Unproven("a root of a root")
    if value < 0 and index % 2 == 0:
        raise Unproven("an even root of a negative number")
    if index > 64:
        raise Unproven("the root is too high")
    sign = -1 if value < 0 else 1
    numerator, denominator = (_integer_root(n, index) for n in (abs(value.numerator), value.denominator))
    if numerator is not None and denominator is not None:
        return Fraction(sign * numerator, denominator)
    if index != 2:
        raise Unproven("a root that is not rational")
    return Roots(((Fraction(1, value.denominator), value.numerator * value.denominator),))


def compare(left: Exact, right: Exact) -> int:
    """-1, 0 or 1 as left is below, equal to or above right.

    >>> compare(root(Fraction(50)), multiply(Fraction(5), root(Fraction(2))))
    0
    """
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return (left > right) - (left < right)
    return _sign(add(left, negate(right)))


def near(value: Exact, *, bits: int = 256) -> Fraction:
    """A rational within 2^-`bits` relative of the value: for messages and repairs, never for a verdict."""
    if isinstance(value, Fraction):
        return value
    low, high = _enclosure(value, bits)
    return (low + high) / 2


def _sign(value: Exact) -> int:
    if isinstance(value, Fraction):
        return (value > 0) - (value < 0)
    bits = 64
    while bits <= MAX_BITS:  # the value is not zero, so a fine enough enclosure shows its sign
        low, high = _enclosure(value, bits)
        if low > 0 or high < 0:
            return 1 if low > 0 else -1
        bits *= 4
    raise Unproven("two values too close to tell apart")


def _enclosure(value: Roots, bits: int) -> tuple[Fraction, Fraction]:
    low = high = Fraction(0)
    for coefficient, radicand in value.terms:
        floor = isqrt(radicand << (2 * bits))
        ends = sorted((coefficient * Fraction(floor, 1 << bits), coefficient * Fraction(floor + 1, 1 << bits)))
        low, high = low + ends[0], high + ends[1]
    return low, high


def _terms(value: Exact) -> tuple[tuple[Fraction, int], ...]:
    if isinstance(value, Roots):
        return value.terms
    return ((value, 1),) if value else ()


def _collect(terms: Iterable[tuple[Fraction, int]]) -> Exact:
    """One term for each class of roots; √r and √s are in one class if r·s is a square."""
    classes: list[tuple[Fraction, int]] = []
    for coefficient, radicand in terms:
        _bounded(coefficient)
        for i, (known, representative) in enumerate(classes):
            shared = _integer_root(radicand * representative, 2)
            if shared is not None:
                classes[i] = (known + coefficient * Fraction(shared, representative), representative)
                break
        else:
            classes.append((coefficient, radicand))
    return _tidy(tuple((c, r) for c, r in classes if c))


def _tidy(terms: tuple[tuple[Fraction, int], ...]) -> Exact:
    if len(terms) > MAX_ROOT_TERMS:
        raise Unproven("too many different roots")
    if not terms:
        return Fraction(0)
    if len(terms) == 1:
        coefficient, radicand = terms[0]
        whole = _integer_root(radicand, 2)
        if whole is not None:
            return coefficient * whole
    return Roots(terms)


def _integer_root(value: int, index: int) -> int | None:
    """The exact root of an integer, or None."""
    if value < 2 or index == 1:
        return value
    guess = isqrt(value) if index == 2 else _newton_root(value, index)
    return guess if guess**index == value else None


def _newton_root(value: int, index: int) -> int:
    guess = 1 << -(-value.bit_length() // index)
    while True:
        better = ((index - 1) * guess + value // guess ** (index - 1)) // index
        if better >= guess:
            return guess
        guess = better


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _bounded(value: Fraction) -> Fraction:
    if _bits(value) > MAX_BITS:
        raise Unproven("the numbers grow too large")
    return value
