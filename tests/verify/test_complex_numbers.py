"""Calculations with i."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.verify import Verdict, verify

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


@pytest.mark.parametrize(
    "text", ["3i + 2 = 2i + 5", "i + i = 2", "(1 + i)/(1 - i) = \\frac{2i}{2} + 0i", "2i = 6i"]
)
def test_what_may_be_an_unknown_is_left_alone(text):
    """An equation for a letter called i, or what cannot be decided."""
    assert not [finding for finding in verify(text) if finding.flagged]
