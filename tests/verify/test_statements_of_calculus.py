"""Statements of algebra and calculus: the true ones are proven, the false ones refuted, the rest left open."""

import pytest

from mathdata.verify import same_answer
from mathdata.verify.symbolic import prove, same_formula

TRUE = [
    "d/dx(x^3) = 3x^2",
    "d/dx(x^2*sin(x)) = d/dx(x^2)*sin(x) + x^2*d/dx(sin(x)) = 2x*sin(x) + x^2*cos(x)",
    "d^2/dx^2(x^4) = 12x^2",
    "d/dx(x^x) = x^x*(ln(x) + 1)",
    "d/dx(e^(3x)*ln(2x - 8)) = 3*e^(3x)*ln(2x - 8) + e^(3x)/(x - 4)",
    "sin(1) ≈ 0.8415",
    "∫ x*e^x dx = ∫ x d(e^x) = x*e^x - ∫ e^x dx = x*e^x - e^x + C",
    "∫ 1/x dx = ln(|x|) + C",
    "∫_{0}^{1} ln(x) dx = -1",
    "∫_{0}^{+∞} e^(-x) dx = 1",
    "lim(x→0) sin(3x)/x = 3",
    "lim(x→+∞) (1 + 1/x)^x = e",
    "lim(x→0^+) ln(x) = -∞",
    "lim(x→+∞) 1/ln(x) = 0",
    "(x + 1)^2 = x^2 + 2x + 1",
    "sin(x)^2 + cos(x)^2 = 1",
    "det([[1, 2], [3, 4]]) = 1*4 - 2*3 = -2",
    "[[1, 2], [3, 4]]*[[-2, 1], [3/2, -1/2]] = [[1, 0], [0, 1]]",
    "rank([[1, 2], [2, 4]]) = 1",
    "∑_{n=1}^{4} n^2 = 30",
    "1/2 < 1",
    "|x*sin(1/x)| <= |x|",
]


@pytest.mark.parametrize("statement", TRUE)
def test_true(statement):
    """Every link of a true chain is proven."""
    assert {proof.standing for proof in prove(statement)} == {"true"}


FALSE = [
    "d/dx(x^3) = 3x",
    "d/dx(x^2*sin(x)) = 2x*cos(x)",
    "∫ x dx = x^2 + C",
    "∫ x*e^x dx = x*e^x - ∫ x*e^x dx",
    "∫_{0}^{1} x dx = 1/3",
    "lim(x→0) sin(3x)/x = 1",
    "(x + 1)^2 = x^2 + 1",
    "sqrt(x^2) = x",
    "det([[1, 2], [3, 4]]) = 2",
    "[[1, 2], [3, 4]]*[[1, 0], [0, 1]] = [[1, 2], [3, 5]]",
    "1/2 > 1",
    "x^2 <= x",
]


@pytest.mark.parametrize("statement", FALSE)
def test_false(statement):
    """A false statement is refuted by a point."""
    assert "false" in {proof.standing for proof in prove(statement)}


OPEN = [
    "∫ x dx = x^2/2",  # the constant is missing
    "∫_{0}^{+∞} sin(x)/x dx = π/2",  # too slow to measure
    "lim(x→+∞) sin(x) = 0",  # no limit
    "9^9^9^9 = 1",
    "f(3) = 9",  # no such function
    "d/dx(foo(x)) = 1",
    "(" * 100 + "x = 1",
]


@pytest.mark.parametrize("statement", OPEN)
def test_open(statement):
    """What cannot be decided within the limits is neither."""
    assert "true" not in {proof.standing for proof in prove(statement)}
    assert "false" not in {proof.standing for proof in prove(statement)}


def test_definitions():
    """A new letter or function stands for what it is set equal to; the next statement about it is checked."""
    text = "Let u = x^2, then du = 2x dx: ∫ 2x*cos(x^2) dx = ∫ cos(u) du = sin(u) + C = sin(x^2) + C"
    assert [proof.standing for proof in prove(text)] == ["defined", "true", "true", "true", "true"]
    text = "f(x) = x^2*e^x，f'(x) = 2x*e^x + x^2*e^x，f'(1) = 3*e，f''(0) = 2，f(2) = 4"
    assert [proof.standing for proof in prove(text)] == ["defined", "true", "true", "true", "false"]


@pytest.mark.parametrize(
    ("gold", "prediction", "same"),
    [
        ("x^2/2 + C", r"\frac{x^{2}}{2} + C", True),
        ("$x=\\frac{1}{2}$", "1/2", True),
        ("2*cos(x)*sin(x)", r"\sin(2x)", True),
        ("x*(x + 2)", "x^2 + 2x", True),
        ("(x - 1)*(x + 2)", "(x + 2)(x - 1)", True),
        ("x^2 + 1", "x^2 - 1", False),
        ("x^2/2 + C", "x^2/3 + C", False),
        ("ln(2)", r"\ln 2", True),
        ("e^2", "7.389", False),
    ],
)
def test_same_formula(gold, prediction, same):
    """Answers that are formulas are compared by what they say, not by how they are written."""
    assert same_answer(gold, prediction) is same
    assert same_answer(prediction, gold) is same


def test_constants_of_integration():
    """Two antiderivatives are the same if they differ by a constant."""
    assert same_formula("sin(x)^2/2 + C", "-cos(x)^2/2 + C")
    assert not same_formula("sin(x)^2/2 + C", "cos(x)^2/2 + C")
