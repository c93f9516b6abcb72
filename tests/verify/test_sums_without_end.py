"""Sums without an end: proven where the partial sums settle, left open where they do not."""

import pytest

from mathdata.verify import verify
from mathdata.verify.symbolic import prove


@pytest.mark.parametrize(
    ("statement", "standing"),
    [
        ("∑_{n=0}^{∞} (1/2)^n = 2", "true"),
        ("∑_{n=1}^{∞} (19/20)^n = 19", "true"),
        ("∑_{n=1}^{∞} (-1/3)^n = -1/4", "true"),
        ("∑_{n=1}^{∞} 1/(n*(n + 1)) = 1", "true"),
        ("∑_{n=1}^{∞} 1/n! = e - 1", "true"),
        ("\\sum_{n=1}^{\\infty} \\frac{1}{n^2} = \\frac{\\pi^2}{6}", "true"),
        ("∑_{n=1}^{∞} 1/n^2 = 1.64493406685", "false"),  # rounded
        ("∑_{n=1}^{∞} 1/(n*(n + 1)) = 2", "false"),
        ("∑_{n=1}^{∞} 1/n = 7", "unproven"),
        ("∑_{n=0}^{∞} 2^n = -1", "unproven"),
        ("∑_{n=0}^{∞} (-1)^n = 1/2", "unproven"),
        ("∑_{n=2}^{∞} 1/(n*ln(n)) = 5", "unproven"),
    ],
)
def test_infinite_sums(statement, standing):
    """A value counts only if the terms fall off fast enough, and only to all of its digits."""
    assert [proof.standing for proof in prove(statement)] == [standing]


@pytest.mark.parametrize(
    ("statement", "standing"),
    [
        ("∑_{n=1}^{N} 1/(n*(n + 1)) = 1 - 1/(N + 1)", "true"),
        ("∑_{n=1}^{N} n = N^2", "false"),
        ("a(n) = 2^n/n!, ∑_{n=1}^{∞} a(n), a(n + 1)/a(n) = 2/(n + 1)", "true"),
        ("b(n) = 1/n, ∑_{n=1}^{∞} b(n), b(n + 1) < b(n)", "true"),
    ],
)
def test_letters_that_count(statement, standing):
    """The letter of a sum and its end are whole numbers, from the first on."""
    assert prove(statement)[-1].standing == standing


def test_the_bound_is_no_statement():
    """The `n=1` under the sign of a sum is neither true nor false."""
    assert [finding.verdict.value for finding in verify("∑_{n=1}^{3} n = 6")] == ["true"]
