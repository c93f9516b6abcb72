"""Exact values: rationals, and sums of square roots of rationals times powers of π, powers of e, and values of Φ.

Square roots of integers whose pairwise products are no squares are linearly independent over the rationals,
and powers of π over all roots, and so are rational powers of e. So a sum written with one term for each class
of roots and each power is zero only if it has no terms, and equality is decided without a single decimal:
`√50 = 5√2` and `π · 5^2 = 25π` hold, `√2 + √3 = √5` does not. The root of a negative number is one with i:
`√-4 = 2√-1`. Of mixed sums, and of Φ, equality is told where all terms cancel, else the order by bounds.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache
from math import isqrt
from typing import NamedTuple

from mathdata.verify.limits import MAX_BITS, MAX_ROOT_TERMS, Unproven
from mathdata.verify.transcendental import MAX_EXPONENT, exponential, normal_share


class Term(NamedTuple):
    """`coefficient * √radicand * π^power * e^exponent`, times `Φ(√share)` where that is not 0."""

    coefficient: Fraction
    radicand: int
    power: int = 0
    exponent: Fraction = Fraction(0)
    share: Fraction = Fraction(0)

    @property
    def kind(self) -> tuple[int, Fraction, Fraction]:
        """What stands beside coefficient and root."""
        return self.power, self.exponent, self.share


class Roots(NamedTuple):
    """A sum of terms; radicand 1 and nothing beside it is the rational part.

    Never a plain rational: those are `Fraction`.
    """

    terms: tuple[Term, ...]


Exact = Fraction | Roots

PI = Roots((Term(Fraction(1), 1, 1),))
I = Roots((Term(Fraction(1), -1),))  # noqa: E741
E = Roots((Term(Fraction(1), 1, 0, Fraction(1)),))


def add(left: Exact, right: Exact) -> Exact:
    """The sum."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _bounded(left + right)
    return _collect((*_terms(left), *_terms(right)))


def negate(value: Exact) -> Exact:
    """The opposite."""
    if isinstance(value, Fraction):
        return -value
    return Roots(tuple(term._replace(coefficient=-term.coefficient) for term in value.terms))


def multiply(left: Exact, right: Exact) -> Exact:
    """The product."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _bounded(left * right)
    return _collect(_product(one, other) for one in _terms(left) for other in _terms(right))


def _product(one: Term, other: Term) -> Term:
    coefficient = one.coefficient * other.coefficient
    if one.radicand < 0 and other.radicand < 0:
        coefficient = -coefficient  # √-2 · √-8 = i√2 · i√8 = -4
    if one.share and other.share:
        raise Unproven("a product of two values of Φ")
    power, exponent = one.power + other.power, one.exponent + other.exponent
    return Term(coefficient, one.radicand * other.radicand, power, exponent, one.share or other.share)


def divide(left: Exact, right: Exact) -> Exact:
    """The quotient; the divisor may hold one root, as in `6 / √3`, or be a sum that a few conjugates make rational.

    >>> divide(Fraction(1), add(root(Fraction(2)), Fraction(1))) == add(root(Fraction(2)), Fraction(-1))
    True
    """
    if isinstance(right, Roots):
        if len(right.terms) > 1:
            return _divided_by_sum(left, right)
        coefficient, radicand, power, exponent, share = right.terms[0]
        if share:
            raise Unproven("division by a value of Φ")
        return multiply(left, Roots((Term(1 / (coefficient * radicand), radicand, -power, -exponent),)))
    if not right:
        raise Unproven("division by zero")
    return multiply(left, 1 / right)


def _divided_by_sum(left: Exact, right: Roots) -> Exact:
    """The quotient by a sum of two roots, or of a number and a root: both sides times its conjugate."""
    first, *others = right.terms
    if len(others) > 1 or any(term.kind != first.kind or any(term.kind) for term in right.terms):
        raise Unproven("division by a sum of roots")
    conjugate = Roots((first, others[0]._replace(coefficient=-others[0].coefficient)))
    return divide(multiply(left, conjugate), multiply(right, conjugate))


def power(base: Exact, exponent: Exact) -> Exact:
    """The power with a small integer exponent; ½ and the like only where the root is exact or square."""
    if isinstance(exponent, Roots):
        raise Unproven("an irrational exponent")
    if isinstance(base, Roots) and base == E:
        return _power_of_e(exponent)
    if exponent.denominator != 1:
        return power(root(base, exponent.denominator), Fraction(exponent.numerator))
    return _integer_power(base, exponent.numerator)


def _power_of_e(exponent: Fraction) -> Exact:
    if abs(exponent) > MAX_EXPONENT:
        raise Unproven("the power is too large")
    return _collect((Term(Fraction(1), 1, 0, exponent),))


def normal(argument: Exact) -> Exact:
    """Φ, the share of a standard normal distribution below a number; Φ(-z) is 1 - Φ(z).

    >>> add(normal(Fraction(-2)), normal(Fraction(2)))
    Fraction(1, 1)
    """
    square = multiply(argument, argument)
    if not isinstance(square, Fraction):
        raise Unproven("Φ of what has no rational square")
    if not square:
        return Fraction(1, 2)
    share = Roots((Term(Fraction(1), 1, 0, Fraction(0), square),))
    return share if compare(argument, Fraction(0)) > 0 else add(Fraction(1), negate(share))


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
    return Roots((Term(Fraction(1, value.denominator), value.numerator * value.denominator),))


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
    if any(term.radicand < 0 for term in value.terms):
        raise Unproven("a complex number has no size in this order")
    low = high = Fraction(0)
    for term in value.terms:
        floor = isqrt(term.radicand << (2 * bits))
        ends = [Fraction(floor, 1 << bits), Fraction(floor + 1, 1 << bits)]
        for bounds in _factors(term, bits):
            ends = [end * bound for end, bound in zip(ends, bounds, strict=True)]
        ends = sorted(term.coefficient * end for end in ends)
        low, high = low + ends[0], high + ends[1]
    return low, high


def _factors(term: Term, bits: int) -> Iterator[tuple[Fraction, Fraction]]:
    """Bounds of what stands beside coefficient and root; all of it is positive."""
    if term.power:
        low, high = sorted(bound**term.power for bound in _pi(bits))
        yield low, high
    if term.exponent:
        yield exponential(term.exponent, bits)
    if term.share:
        yield normal_share(term.share, _pi(bits), bits)


@lru_cache(maxsize=8)
def _pi(bits: int) -> tuple[Fraction, Fraction]:
    """Bounds of π, by Machin's formula: π = 16 arctan 1/5 - 4 arctan 1/239."""
    scale = 1 << (bits + 16)
    value = 16 * _arctan_of_inverse(5, scale) - 4 * _arctan_of_inverse(239, scale)
    error = bits << 5  # each of the few hundred terms was cut by less than one
    return Fraction(value - error, scale), Fraction(value + error, scale)


def _arctan_of_inverse(n: int, scale: int) -> int:
    power, total, divisor = scale // n, 0, 1
    while power:
        total += power // divisor if divisor % 4 == 1 else -(power // divisor)
        power, divisor = power // (n * n), divisor + 2
    return total


def _terms(value: Exact) -> tuple[Term, ...]:
    if isinstance(value, Roots):
        return value.terms
    return (Term(value, 1),) if value else ()


def _collect(terms: Iterable[Term]) -> Exact:
    """One term for each class of roots and power of π; √r and √s are in one class if r·s is a square."""
    classes: list[Term] = []
    for term in terms:
        _bounded(term.coefficient)
        for i, known in enumerate(classes):
            shared = _shared_root(term, known)
            if shared is not None:
                total = known.coefficient + term.coefficient * Fraction(shared, abs(known.radicand))
                classes[i] = known._replace(coefficient=total)
                break
        else:
            classes.append(term)
    return _tidy(tuple(term for term in classes if term.coefficient))


def _shared_root(one: Term, other: Term) -> int | None:
    """√(r·s) where both terms are of one class, else None."""
    if one.kind != other.kind or (one.radicand < 0) != (other.radicand < 0):
        return None
    return _integer_root(one.radicand * other.radicand, 2)


def _tidy(terms: tuple[Term, ...]) -> Exact:
    if len(terms) > MAX_ROOT_TERMS:
        raise Unproven("too many different roots")
    if not terms:
        return Fraction(0)
    if len(terms) == 1:
        (only,) = terms
        whole = _integer_root(only.radicand, 2) if not any(only.kind) and only.radicand > 0 else None
        if whole is not None:
            return only.coefficient * whole
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
