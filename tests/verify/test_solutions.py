"""An equation and the value drawn from it."""

import pytest

from mathdata.verify import Verdict, verify


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2x = 6, so x = 4", "4"),
        ("Moving the constant gives $38x = 12$, so $x = \\boxed{\\frac{6}{18}}.$", "\\frac{6}{18}"),
        ("$AB^2 = 384^2 + 720^2 = 665856$, so $AB = \\boxed{826}$.", "826"),
        ("$3^{2y} = 3^6$, so $y = 7$", "7"),
        ("方程为 -81x = 45，因此 x = 0.56。", "0.56"),
        ("140 + 140x = 147 then x = .5", ".5"),
        ("3x = 10，x = 3.34", "3.34"),
    ],
)
def test_a_value_that_does_not_solve_its_equation(text, value):
    """It is put into the equation before it, and fails."""
    (found,) = [f for f in verify(text) if f.flagged]
    assert (found.verdict, found.text, found.wrong) == (Verdict.CONTRADICTION, value, True)
    assert text[found.start : found.end] == value


@pytest.mark.parametrize(
    "text",
    [
        "2x = 6, so x = 3",
        "3x = 10, so x ≈ 3.33",
        "3x = 10, so x = 3.33",
        "x^2 = 9, so x = 3 or x = -3",
        "x² = 2, so x = √2",
        "x/2 + 1 = 4 ⇒ x = 6",
        "f(3) = 10, so f = 3",
        "2x = 6. If y = 3 then x = 4",
        "2x = 6 or 3x = 12, so x = 4",
        "2x + y = 6, so x = 4",
        "2x = 6 (mod 4), so x = 1",
        "x = 5, then x = 6",
        "2x = 6. In the next problem we try something else entirely, where x = 4",
        "x_1 = 5, 2x_1 = 12",
    ],
)
def test_values_left_alone(text):
    """A value that solves its equation, or that is not clearly drawn from it."""
    assert not [f for f in verify(text) if f.flagged]
