"""Probabilities of the three distributions of school and university, exactly.

| written | law | value |
|---|---|---|
| `B(n, p)` | binomial | a fraction |
| `P(λ)`, `Poisson(λ)` | Poisson | a fraction, times e^(-λ) where the sum has an end |
| `N(μ, σ²)` | normal | a sum of values of Φ |
"""

from fractions import Fraction
from functools import lru_cache
from math import comb, factorial
from typing import NamedTuple

from mathdata.verify import exact
from mathdata.verify.exact import Exact
from mathdata.verify.limits import MAX_BITS, Unproven

BINOMIAL, POISSON, NORMAL = "B", "Poisson", "N"
MAX_COUNT = 1_000
"""Trials, and events counted."""


class Law(NamedTuple):
    """A distribution with its numbers; the second one of a normal distribution is the variance."""

    name: str
    numbers: tuple[Fraction, ...]


class Event(NamedTuple):
    """A variable of a law between two ends, both of them included; None is no end."""

    law: Law
    low: Fraction | None
    high: Fraction | None


def spelled(event: Event) -> str:
    """An event in one word for a token, such as `B 5 1/3 from 2 to 2`."""
    low, high = ("nowhere" if end is None else str(end) for end in (event.low, event.high))
    return f"{event.law.name} {' '.join(map(str, event.law.numbers))} from {low} to {high}"


@lru_cache(maxsize=512)
def probability(spelling: str) -> Exact:
    """The probability of a spelled event.

    Raises:
        Unproven: if there is no such law, or its numbers are too large.

    >>> probability("B 5 1/3 from 2 to 2"), probability("N 1 4 from nowhere to 1")
    (Fraction(80, 243), Fraction(1, 2))
    """
    law, _, ends = spelling.partition(" from ")
    name, *numbers = law.split(" ")
    low, high = (None if end == "nowhere" else Fraction(end) for end in ends.split(" to "))
    return _OF_LAW[name](tuple(map(Fraction, numbers)), low, high)


def _binomial(numbers: tuple[Fraction, ...], low: Fraction | None, high: Fraction | None) -> Exact:
    trials, chance = numbers
    if trials.denominator != 1 or not 0 < trials <= MAX_COUNT or not 0 <= chance <= 1:
        raise Unproven("no binomial distribution, or one of too many trials")
    n, top, bottom = trials.numerator, chance.numerator, chance.denominator
    if n * bottom.bit_length() > MAX_BITS:
        raise Unproven("the numbers grow too large")
    counts = range(max(_whole(low, 0), 0), min(_whole(high, n), n) + 1)
    ways = sum(comb(n, k) * top**k * (bottom - top) ** (n - k) for k in counts)
    return Fraction(ways, bottom**n)


def _poisson(numbers: tuple[Fraction, ...], low: Fraction | None, high: Fraction | None) -> Exact:
    (rate,) = numbers
    first = max(_whole(low, 0), 0)
    if not 0 < rate <= MAX_COUNT or max(first, _whole(high, 0)) > MAX_COUNT:
        raise Unproven("no Poisson distribution, or one with a mean that is too large")
    if high is None:
        below = _poisson(numbers, None, Fraction(first - 1))
        return exact.add(Fraction(1), exact.negate(below))
    terms = (rate**k / factorial(k) for k in range(first, _whole(high, 0) + 1))
    return exact.multiply(sum(terms, Fraction(0)), exact.power(exact.E, -rate))


def _normal(numbers: tuple[Fraction, ...], low: Fraction | None, high: Fraction | None) -> Exact:
    mean, variance = numbers
    if variance <= 0:
        raise Unproven("a variance that is not positive")
    deviation = exact.root(variance)

    def below(end: Fraction | None, without: int) -> Exact:
        return Fraction(without) if end is None else exact.normal(exact.divide(end - mean, deviation))

    return exact.add(below(high, 1), exact.negate(below(low, 0)))


def _whole(end: Fraction | None, without: int) -> int:
    return without if end is None else end.numerator


_OF_LAW = {BINOMIAL: _binomial, POISSON: _poisson, NORMAL: _normal}
