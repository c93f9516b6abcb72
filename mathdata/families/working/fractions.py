"""Fractions: reduced by their greatest common divisor, and the four operations on them."""

from fractions import Fraction
from functools import lru_cache
from math import gcd

from mathdata.families.language import Words


def gcd_lines(a: int, b: int, *, by_digit: bool) -> list[str]:
    """The greatest common divisor of two sizes, at granularity `digit` by Euclid's algorithm.

    >>> gcd_lines(36, 60, by_digit=True)
    ['60 = 36 * 1 + 24', '36 = 24 * 1 + 12', '24 = 12 * 2 + 0', 'gcd(36, 60) = 12']
    """
    lines = []
    larger, smaller = max(a, b), min(a, b)
    while by_digit and smaller:
        quotient, rest = divmod(larger, smaller)
        lines.append(remainder_line(str(larger), str(smaller), str(quotient), str(rest)))
        larger, smaller = smaller, rest
    return [*lines, gcd_line(str(a), str(b), str(gcd(a, b)))]


def remainder_line(larger: str, smaller: str, quotient: str, rest: str) -> str:
    """One step of Euclid's algorithm."""
    return f"{larger} = {smaller} * {quotient} + {rest}"


def gcd_line(a: str, b: str, divisor: str) -> str:
    """The greatest common divisor as a statement."""
    return f"gcd({a}, {b}) = {divisor}"


def part_line(part: str, divisor: str, quotient: str) -> str:
    """One part of a fraction divided by what is common to both."""
    return f"{part} / {divisor} = {quotient}"


def reduction_lines(numerator: int, denominator: int, words: Words, *, by_digit: bool) -> list[str]:
    """How a fraction of positive numbers is reduced: the divisor, and both parts divided by it."""
    return list(_reduction(numerator, denominator, words, by_digit))


@lru_cache(maxsize=1 << 13)  # fractions of small numbers come again and again
def _reduction(numerator: int, denominator: int, words: Words, by_digit: bool) -> tuple[str, ...]:  # noqa: FBT001
    lines = gcd_lines(numerator, denominator, by_digit=by_digit)
    divisor = gcd(numerator, denominator)
    if divisor == 1:
        return (*lines, words.already_reduced.format(f"{numerator}/{denominator}"))
    parts = [part_line(str(part), str(divisor), str(part // divisor)) for part in (numerator, denominator)]
    return (*lines, words.comma.join(parts))


def operation_line(sign: str, a: Fraction, b: Fraction, stated: str, result: str) -> str:
    """One operation on fractions as a chain: over a common denominator, or across, or by the reciprocal."""
    top, bottom = f"{a.numerator} * {b.denominator}", f"{a.denominator} * {b.denominator}"
    if sign in "+-":
        other = f"{_factor(b.numerator)} * {a.denominator}"
        return f"{stated} = ({top} {sign} {other}) / ({bottom}) = {result}"
    if sign == "*":
        return f"{stated} = ({a.numerator} * {_factor(b.numerator)}) / ({bottom}) = {result}"
    across = f"({top}) / ({a.denominator} * {_factor(b.numerator)})"
    return f"{stated} = {across} = {result}"


def _factor(number: int) -> str:
    return f"({number})" if number < 0 else str(number)
