"""Values that no decimal and no fraction is: powers of e and the normal distribution, rounded by their bounds.

```text
bounds at 64 bits ─> 0.84134474…, 0.84134474…  ─both round to─> 0.8413
                     0.1234999…,  0.1235000…   ─they differ──> bounds at 128 bits
```

Every series here has positive terms whose ratios stay below a half in the end, so what is left of it is less
than its last term; no float is ever asked.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import NamedTuple, TypeAlias

from mathdata.errors import CannotSolve
from mathdata.numbers import Precision, Shown, show

MAX_BITS = 8192
"""A value whose bounds still round to different digits at so many bits is given up."""

Bounds: TypeAlias = tuple[Fraction, Fraction]
Enclosure: TypeAlias = Callable[[int], Bounds]
"""Bounds of a value, the closer the more bits are asked for."""


class Part(NamedTuple):
    """A multiple of a value that is known by its bounds."""

    factor: Fraction
    value: Enclosure


def rounded(constant: Fraction, parts: tuple[Part, ...], precision: Precision) -> Shown:
    """The digits of a sum of an exact number and irrational values, at a precision that rounds.

    Raises:
        CannotSolve: if the bounds never agree on the digits.

    >>> rounded(Fraction(1), (Part(Fraction(-5), lambda bits: exponential(Fraction(-2), bits)),), Precision.of("dp:4"))
    Shown(text='0.3233', is_exact=False)
    """
    bits = 64
    while bits <= MAX_BITS:
        low, high = (show(end, precision) for end in total(constant, parts, bits))
        if low == high and not low.is_exact:
            return low
        bits *= 2
    raise CannotSolve(f"rounding: found a value too close to the middle of two numbers at {precision}")


def total(constant: Fraction, parts: tuple[Part, ...], bits: int) -> Bounds:
    """Bounds of a sum."""
    low = high = constant
    for part in parts:
        ends = sorted(part.factor * end for end in part.value(bits))
        low, high = low + ends[0], high + ends[1]
    return low, high


@lru_cache(maxsize=256)
def exponential(exponent: Fraction, bits: int) -> Bounds:
    """Bounds of e^exponent."""
    size = abs(exponent)
    low, high = _sum(lambda k: size / k, bits)
    return (low, high) if exponent >= 0 else (1 / high, 1 / low)


@lru_cache(maxsize=256)
def normal_share(z: Fraction, bits: int) -> Bounds:
    """Bounds of Φ(z), the share of a standard normal distribution below z.

    Φ(z) = 1/2 + e^(-z²/2) / √(2π) · (z + z³/3 + z⁵/(3·5) + …)

    >>> [show(end, Precision.of("dp:6")).text for end in normal_share(Fraction(1), 64)]
    ['0.841345', '0.841345']
    """
    if z < 0:
        low, high = normal_share(-z, bits)
        return 1 - high, 1 - low
    square = z * z
    powers = _sum(lambda k: square / (2 * k + 1), bits)
    density, circle = exponential(-square / 2, bits), _sum(lambda k: Fraction(k, 2 * k + 1), bits)  # π/2
    roots = _root(4 * circle[0], bits)[0], _root(4 * circle[1], bits)[1]  # √(2π)
    half = Fraction(1, 2)
    return half + z * powers[0] * density[0] / roots[1], half + z * powers[1] * density[1] / roots[0]


def _sum(ratio: Callable[[int], Fraction], bits: int) -> Bounds:
    """Bounds of 1 + r1 + r1·r2 + …, in whole multiples of 2^-bits."""
    scale = 1 << bits
    low = high = below = above = scale
    k = 0
    while True:
        k += 1
        step = ratio(k)
        below = below * step.numerator // step.denominator
        above = -(-above * step.numerator // step.denominator)
        low, high = low + below, high + above
        if above <= 1 and 2 * step <= 1:
            return Fraction(low, scale), Fraction(high + above, scale)


def _root(value: Fraction, bits: int) -> Bounds:
    floor = isqrt((value.numerator << (2 * bits)) // value.denominator)
    return Fraction(floor, 1 << bits), Fraction(floor + 1, 1 << bits)
