"""Formulas between dollars, read by families that know no LaTeX."""

import pytest

from mathdata.families import worked
from mathdata.families.plain_notation import in_plain_notation


@pytest.mark.parametrize(
    ("problem", "answer"),
    [
        (r"Evaluate the expression: $\frac{3}{7}-\frac{1}{7}$", "2/7"),
        (r"Find quotient: $\frac{-13}{8} \div \frac{-15}{8}$", "13/15"),
        (r"Solve: $\frac{-9 \cdot 2-(3-6)}{1-(-2+1)-(-3)}$", "-3"),
        (r"Calculate \(3 \times (4 + 5)\).", "27"),
        (r"Compute the determinant of \[\begin{pmatrix} 11 & 4 \\ -8 & -3 \end{pmatrix}.\]", "-1"),
        (r"What is $40\%$ of $80$?", "32"),
        (r"Convert $3044_{9}$ to a base $10$ integer.", "2227"),
        (r"Express the base $10$ integer $2707$ in base $8$.", "5223"),
        (r"Let $j = 131 - 96$. What is the remainder when $j$ is divided by $16$?", "3"),
    ],
)
def test_a_formula_in_latex_is_worked_like_a_plain_one(problem, answer):
    """The same tree, the same answer."""
    assert worked(problem).answer == answer


@pytest.mark.parametrize("problem", ["It costs $5 and $6.", r"Simplify $\unknown{3}$", "What is 3 + 4?"])
def test_what_cannot_be_read_in_one_way_stays(problem):
    """Prices, unknown commands, and texts without formulas."""
    assert in_plain_notation(problem) is None


def test_the_index_of_a_root_is_not_lost():
    """The third root of x is no multiple of a square root."""
    assert in_plain_notation(r"Evaluate $\sqrt[3]{x}$.") == "Evaluate root(3, x)."
