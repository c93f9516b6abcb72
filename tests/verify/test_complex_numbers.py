"""Calculations with i."""

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from mathdata.verify import Verdict, verify
from mathdata.verify.complex_numbers import POINT

part = st.integers(-50, 50)


def written(a, b):
    """`a + bi`."""
    return f"{a} {'-' if b < 0 else '+'} {abs(b)}i"


@given(part, part, part, part, part, part)
def test_products(a, b, c, d, e, f):
    """A product is flagged if and only if it is false."""
    left = f"({written(a, b)})({written(c, d)})"
    right = written(a * c - b * d + e, a * d + b * c + f)
    flagged = [finding for finding in verify(f"$zw = {left} = {right}$") if finding.flagged]
    assert bool(flagged) == ((e, f) != (0, 0))
    assert all(finding.verdict is Verdict.FALSE for finding in flagged)


@given(part, part, part, part)
def test_quotients(a, b, c, d):
    """A quotient written as a product with the conjugate is not flagged."""
    assume(c or d)
    left = f"\\frac{{{written(a, b)}}}{{{written(c, d)}}}"
    right = f"\\frac{{({written(a, b)})({written(c, -d)})}}{{{c * c + d * d}}}"
    assert not [finding for finding in verify(f"${left} = {right}$") if finding.flagged]


def test_the_modulus_is_prime():
    """So that a quotient loses no factor of it."""
    assert sympy.isprime(POINT**2 + 1)


@pytest.mark.parametrize("text", ["3i + 2 = 2i + 5", "i + i = 2", "2i = 6i", "\\frac{1+i}{1-i} = \\mathrm{i}"])
def test_what_may_be_an_unknown_is_left_alone(text):
    """An equation for a letter called i, or a true one."""
    assert not [finding for finding in verify(text) if finding.flagged]
