"""Powers of e, the normal distribution, and probabilities of events whose law a text states."""

from fractions import Fraction

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.verify import Verdict, verify
from mathdata.verify.exact import E, compare, near, normal, power

numbers = st.fractions(-12, 12, max_denominator=60)


def verdicts(text, problem=None):
    """What is known of each link, in order."""
    return [finding.verdict.value for finding in verify(text, problem=problem)]


def as_mpmath(value):
    """A rational in the arithmetic of mpmath."""
    return mpmath.mpf(value.numerator) / value.denominator


@given(numbers)
def test_bounds_hold_the_value(number):
    """Another library finds e^x and Φ(x) at the same place, to 40 digits."""
    with mpmath.workdps(60):
        for ours, theirs in ((power(E, number), mpmath.exp), (normal(number), mpmath.ncdf)):
            wanted = theirs(as_mpmath(number))
            assert abs(as_mpmath(near(ours)) - wanted) <= wanted * mpmath.mpf(10) ** -40


@given(numbers, numbers)
def test_order(one, other):
    """e^x and Φ(x) grow with x, and equality is told exactly."""
    order = (one > other) - (one < other)
    assert compare(power(E, one), power(E, other)) == order
    assert compare(normal(one), normal(other)) == order


TRUE = [
    "e^(-2) ≈ 0.1353",
    "\\mathrm{e}^{-2} \\approx 0.135335",
    "2^3 / 3! * e^(-2) = (4/3)e^(-2) ≈ 0.1804",
    "1 - (1 + 2)e^(-2) = 1 - 3e^(-2) ≈ 0.5940",
    "Φ(1.96) ≈ 0.9750",
    "\\Phi(1) - \\Phi(-1) = 2\\Phi(1) - 1 \\approx 0.6827",
    "Φ(0) = 1/2，Φ(-2) = 1 - Φ(2) ≈ 0.0228",
    "exp(-1) ≈ 0.368",
]


@pytest.mark.parametrize("text", TRUE)
def test_true(text):
    """What is exactly equal is proven, and what is rounded within half a unit of the last place."""
    assert set(verdicts(text)) == {"true"}


FALSE = [
    ("e^(-2) ≈ 0.1363", "false"),
    ("e^(-2) ≈ 0.1354", "misrounded"),
    ("Φ(1) ≈ 0.8431", "false"),
    ("e^(-2) = 0.1353", "unproven"),
    ("e^2 = 9", "unproven"),
    ("e^2 ≈ 9.1", "unproven"),
    ("Φ(12) = 4", "unproven"),
]


@pytest.mark.parametrize(("text", "verdict"), FALSE)
def test_not_true(text, verdict):
    """A wrong rounding is refuted; where e may be a letter or Φ another function, nothing is."""
    assert verdicts(text) == [verdict]


LAWS = [
    ("X ~ B(5, 1/3), P(X = 2) = C(5, 2) * (1/3)^2 * (2/3)^3 = 80/243 ≈ 0.3292", 3),
    ("X 服从 B(4, 0.5)，则 P(X≥1) = 1 - P(X=0) = 15/16", 2),
    ("$X \\sim P(3)$, $P(X > 2) = 1 - P(X \\leq 2) = 1 - 8.5e^{-3} \\approx 0.5768$", 3),
    ("设 X ~ N(1, 4)，P(-1 < X < 3) = P(X < 3) - P(X ≤ -1) = 2Φ(1) - 1 ≈ 0.6827", 3),
    ("Y ~ N(0, 3): P(Y < 1) = Φ(1/√3) ≈ 0.7181", 2),
]


@pytest.mark.parametrize(("text", "links"), LAWS)
def test_events(text, links):
    """With its law stated, the probability of an event is a number; the sign inside of it states nothing."""
    assert verdicts(text) == ["true"] * links


def test_the_problem_may_state_the_law():
    """Solutions do not repeat what the problem says."""
    assert verdicts("P(X = 0) = 0.7^5 = 0.16807", "设 X ~ B(5, 0.3)，求 P(X = 0)。") == ["true", "true"]


def test_wrong_probabilities():
    """A wrong probability is refuted, but not where the second number of N may have been meant otherwise."""
    assert verdicts("X ~ B(5, 1/3), P(X = 2) = 80/234") == ["false"]
    assert verdicts("X ~ P(2), P(X = 2) ≈ 0.2907") == ["false"]
    assert verdicts("X ~ N(100, 15), P(X < 115) ≈ 0.8413") == ["unproven"]


UNKNOWN = ["P(X = 2) = 0.3", "X ~ B(5, 0.3), X ~ B(6, 0.3), P(X = 2) = 0.5", "X ~ B(5, 0.3), P(Y = 2) = 0.5"]


@pytest.mark.parametrize("text", UNKNOWN)
def test_laws_that_are_not_known(text):
    """Without a law, or with two, or for another variable, nothing is told."""
    assert Verdict.TRUE.value not in verdicts(text)
    assert not [finding for finding in verify(text) if finding.flagged]


HOSTILE = [
    "e^(10^9) ≈ 1",
    "e^(-99999/7) ≈ 0.0",
    "Φ(10^8) ≈ 1",
    "X ~ B(1000, 0.123456789012345), P(X ≤ 500) ≈ 0.3",
    "X ~ P(10^9), P(X ≤ 10^8) ≈ 0.3",
    "X ~ B(5, 1/0), P(X = 2) ≈ 0.3",
    "X ~ N(0, -1), P(X < 2) ≈ 0.3",
    "P(" * 5000,
    "X ~ B(" * 500 + "P(X",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile(text):
    """Huge exponents, impossible laws and brackets that never close are left open, at once."""
    assert not [finding for finding in verify(text) if finding.wrong]


def test_equal_values_cancel():
    """Φ(z) and Φ(-z) are 1 together, a power of e and its opposite too: no decimal is needed."""
    assert verdicts("Φ(1/3) + Φ(-1/3) = 1, e^(1/2) * e^(-1/2) = 1, (e^3)^2 = e^6") == ["true"] * 3
    assert compare(power(E, Fraction(0)), Fraction(1)) == 0
