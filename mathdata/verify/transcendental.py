"""Bounds of e^x and of Φ(x), the share of a standard normal distribution below x: rationals, as close as asked.

Both are series of rational terms. Whole numbers carry a lower and an upper bound of every term, and what is
left of the series is bounded by its last term; so the value lies between the bounds, whatever the rounding.
"""

from fractions import Fraction
from functools import lru_cache
from math import isqrt

from mathdata.verify.limits import Unproven

MAX_EXPONENT = 1_000
"""Size of an exponent of e, and of the square of what Φ is applied to: e^1000 has 435 digits."""

MAX_ARGUMENT_BITS = 2_000

Bounds = tuple[Fraction, Fraction]


@lru_cache(maxsize=256)
def exponential(exponent: Fraction, bits: int) -> Bounds:
    """Bounds of e^exponent, about 2^-bits apart in proportion to it.

    >>> low, high = exponential(Fraction(-2), 40)
    >>> low < high, round(low * 10**6), round(high * 10**6)
    (True, 135335, 135335)
    """
    size = _bounded(abs(exponent))
    scale = 1 << (bits + 16)
    low, high = _series(size, scale)
    bounds = Fraction(low, scale), Fraction(high, scale)
    return bounds if exponent >= 0 else (1 / bounds[1], 1 / bounds[0])


@lru_cache(maxsize=256)
def normal_share(square: Fraction, circle: Bounds, bits: int) -> Bounds:
    """Bounds of Φ(√square), 2^-bits apart or less; `circle` holds those of π.

    The series is that of its integral: Φ(z) = 1/2 + z / √(2π) · (1 - z²/2 + z⁴/8 - …), each power over the odd
    number behind it.
    """
    square = _bounded(square)
    scale = 1 << (bits + 2 * int(square) + 32)  # the terms grow to e^(square / 2) before they shrink
    plus, minus = _alternating(square / 2, scale)
    total = Fraction(plus[0] - minus[1], scale), Fraction(plus[1] - minus[0], scale)
    factor = _root(square / (2 * circle[1]), scale)[0], _root(square / (2 * circle[0]), scale)[1]
    return Fraction(1, 2) + factor[0] * total[0], Fraction(1, 2) + factor[1] * total[1]


def _bounded(size: Fraction) -> Fraction:
    if size > MAX_EXPONENT or size.denominator.bit_length() > MAX_ARGUMENT_BITS:
        raise Unproven("an exponent that is too large")
    return size


def _alternating(half: Fraction, scale: int) -> tuple[list[int], list[int]]:
    """Bounds of the sums of the even and of the odd terms half^k / (k! · (2k + 1))."""
    sums, term, k = ([scale, scale], [0, 0]), [scale, scale], 0
    while k <= 2 * half or term[1] > 1:
        k += 1
        term = _next(term, half, k)
        own = sums[k % 2]
        own[0] += term[0] // (2 * k + 1)
        own[1] += -(-term[1] // (2 * k + 1))
    for own in sums:
        own[1] += term[1]  # the rest of the series is less than its last term
    return sums


def _series(x: Fraction, scale: int) -> tuple[int, int]:
    """Bounds of the sum of x^k / k!."""
    low, high, term, k = scale, scale, [scale, scale], 0
    while k <= 2 * x or term[1] > 1:
        k += 1
        term = _next(term, x, k)
        low, high = low + term[0], high + term[1]
    return low, high + term[1]


def _next(term: list[int], x: Fraction, k: int) -> list[int]:
    """Bounds of a term times x / k."""
    top, bottom = x.numerator, x.denominator * k
    return [term[0] * top // bottom, -(-term[1] * top // bottom)]


def _root(value: Fraction, scale: int) -> Bounds:
    floor = isqrt(value.numerator * scale * scale // value.denominator)
    return Fraction(floor, scale), Fraction(floor + 1, scale)
