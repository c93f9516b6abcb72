"""Exact values, held against SymPy and against enclosures."""

from fractions import Fraction

import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mathdata.verify import exact
from mathdata.verify.limits import Unproven

small = st.fractions(min_value=-20, max_value=20, max_denominator=12)
radicands = st.fractions(min_value=0, max_value=60, max_denominator=4)


def in_sympy(value):
    """The same value in SymPy."""
    if isinstance(value, Fraction):
        return sympy.Rational(value.numerator, value.denominator)
    return sum(sympy.Rational(c.numerator, c.denominator) * sympy.sqrt(r) for c, r, *_ in value.terms)


@settings(max_examples=60, deadline=None)
@given(small, radicands, small, radicands)
def test_sums_and_products_of_roots(a, r, b, s):
    """`a√r + b√s`, `a√r · b√s` and their order are what SymPy says."""
    one, other = exact.multiply(a, exact.root(r)), exact.multiply(b, exact.root(s))
    x, y = in_sympy(one), in_sympy(other)
    assert sympy.expand(in_sympy(exact.add(one, other)) - x - y) == 0
    assert sympy.expand(in_sympy(exact.multiply(one, other)) - x * y) == 0
    assert exact.compare(one, other) == sympy.sign(x - y)


@given(small, st.integers(-4, 6))
def test_powers(base, exponent):
    """Integer powers of rationals are Python's own."""
    assume(base)
    assert exact.power(base, Fraction(exponent)) == base**exponent


@given(st.integers(0, 10**30), st.integers(2, 9))
def test_perfect_powers_have_rational_roots(n, index):
    """The root of n^k is n."""
    assert exact.root(Fraction(n**index), index) == n


@pytest.mark.parametrize(
    ("base", "exponent", "reason"),
    [
        (Fraction(0), Fraction(0), "zero to a power that is not positive"),
        (Fraction(9), Fraction(9**9), "the power is too large"),
        (Fraction(-2), Fraction(1, 2), "an even root of a negative number"),
        (Fraction(2), Fraction(1, 3), "a root that is not rational"),
    ],
)
def test_what_has_no_value_here(base, exponent, reason):
    """Each refusal names its reason."""
    with pytest.raises(Unproven, match=reason):
        exact.power(base, exponent)


def test_equal_sums_of_roots_are_equal_without_decimals():
    """`√8 + √18 = √50`, and `√2 + √3` is not `√5`."""
    root = lambda n: exact.root(Fraction(n))  # noqa: E731
    assert exact.compare(exact.add(root(8), root(18)), root(50)) == 0
    assert exact.compare(exact.add(root(2), root(3)), root(5)) == 1
