"""A function that an equation defines: what follows from the equation is proven, what does not is not."""

import pytest

from mathdata.verify import Verdict, verify
from mathdata.verify.symbolic import prove

CURVE = "y is a function of x, y = y(x): x^2 + y^2 = 25\n"
GROWTH = "dy/dx = x*y, y(0) = 2\n"
LINEAR = "y' + 2y = e^x\n"


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        (CURVE + "d/dx(y^2) = 2y*y'", "true"),
        (CURVE + "2x + 2y*y' = 0", "true"),
        (CURVE + "dy/dx = -x/y", "true"),
        (CURVE + "dy/dx = x/y", "unproven"),
        (GROWTH + "1/y dy = x dx", "true"),
        (GROWTH + "1/y dy = x^2 dx", "false"),
        (GROWTH + "∫ 1/y dy = ∫ x dx", "true"),
        (GROWTH + "ln(|y|) = x^2/2 + C", "true"),
        (GROWTH + "ln(|y|) = x^2 + C", "false"),
        (GROWTH + "y = C*e^(x^2/2)", "true"),
        (GROWTH + "y = 2*e^(x^2/2)", "true"),
        (GROWTH + "y = 3*e^(x^2/2)", "false"),
        (GROWTH + "ln(|y|) = x^2/2 + ln(2)", "true"),
        (GROWTH + "ln(|y|) = x^2/2 + ln(3)", "unproven"),
        (GROWTH + "y = C*e^(x^2/2), so y(0) = C*e^0 = C, C = 2, y = 2*e^(x^2/2), y(0) = 2", "true"),
        (LINEAR + "d/dx(e^(2x)*y) = e^(2x)*y' + 2*e^(2x)*y", "true"),
        (LINEAR + "d/dx(e^(2x)*y) = e^(3x)", "true"),
        (LINEAR + "e^(2x)*y = ∫ e^(3x) dx", "true"),
        (LINEAR + "y = e^x/3 + C*e^(-2x)", "true"),
        (LINEAR + "y = e^x/3 + C*e^(2x)", "false"),
    ],
)
def test_what_follows(text, standing):
    """A statement about y and y' is held against the equation, one about a solution against its slope."""
    assert prove(text)[-1].standing == standing


def test_the_equation_is_given():
    """The equation itself is no proof: it stands for what the problem says, and for nothing else."""
    assert [proof.standing for proof in prove(LINEAR)] == ["given"]
    assert [proof.standing for proof in prove(LINEAR, "Solve y' + 2y = e^x.")] == ["given"]
    assert [proof.standing for proof in prove(LINEAR, "Solve y' + 3y = e^x.")] == ["unproven"]
    assert [finding.verdict for finding in verify(LINEAR)] == [Verdict.UNPROVEN]


@pytest.mark.parametrize(
    "problem",
    [
        "Solve the differential equation dy/dx = x*y with y(0) = 2.",
        "解微分方程 $\\frac{\\mathrm{d}y}{\\mathrm{d}x} = xy$，$y(0) = 2$。",
        "求 y^{\\prime} = xy 满足 y(0) = 2 的特解",
    ],
)
def test_the_problem_states_it(problem):
    """The equation of a problem is found in plain notation and in LaTeX, with the point where it starts."""
    assert {proof.standing for proof in prove(GROWTH, problem)} == {"given"}
    assert prove("dy/dx = x*y, y = 3*e^(x^2/2)", problem)[-1].standing == "false"


def test_a_derivative_of_nothing_is_open():
    """The slope of a letter that stands for nothing says nothing; that of one that is defined is checked."""
    assert prove("dy/dx = 3x^2, y = 1", "")[0].standing == "unproven"
    assert [proof.standing for proof in prove("y = x^3, dy/dx = 3x^2, dy/dx = 3x")] == ["defined", "true", "false"]
