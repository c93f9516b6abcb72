"""Whole numbers in problems: lists of them, and what school does with their factors."""

import re
from math import isqrt

from mathdata.families.patterns import DIGITS
from mathdata.numbers import half_width

SEPARATOR = r"\s*(?:[,，、;；]\s*(?:and\s+)?|\s+and\s+|和|与|及)\s*"
WHOLE_NUMBERS = rf"{DIGITS}(?:{SEPARATOR}{DIGITS})+"
"""Two whole numbers or more, as they stand in a sentence."""

_WHOLE = re.compile(r"\d+")


def whole_numbers(text: str) -> tuple[int, ...]:
    """The numbers of a list.

    >>> whole_numbers("12、18 和 30")
    (12, 18, 30)
    """
    return tuple(map(int, _WHOLE.findall(half_width(text))))


def prime_factors(number: int) -> list[int]:
    """The prime factors from the smallest, each as often as it divides.

    >>> prime_factors(360)
    [2, 2, 2, 3, 3, 5]
    """
    found, divisor = [], 2
    while divisor <= isqrt(number):
        while number % divisor == 0:
            found.append(divisor)
            number //= divisor
        divisor += 1 if divisor == 2 else 2
    return [*found, number] if number > 1 else found


def as_powers(factors: list[int]) -> str:
    """A factorisation as it is written.

    >>> as_powers([2, 2, 2, 3, 5, 5])
    '2^3 * 3 * 5^2'
    """
    powers = [(prime, factors.count(prime)) for prime in sorted(set(factors))]
    return " * ".join(f"{prime}^{count}" if count > 1 else str(prime) for prime, count in powers)
