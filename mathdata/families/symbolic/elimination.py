"""Row operations on a matrix of SymPy, told as lines."""

from collections.abc import Iterator

import sympy as sp

from mathdata.families.symbolic.algebra import Expression, text_of
from mathdata.families.symbolic.working import Line
from mathdata.families.working.row_operations import RowReduction


class Elimination(RowReduction):
    """A matrix on its way to echelon form."""

    def __init__(self, matrix: Expression) -> None:
        super().__init__(matrix.tolist(), text_of)

    @property
    def matrix(self) -> Expression:
        """The matrix as it is now."""
        return sp.Matrix(self.rows)

    @property
    def lines(self) -> list[Line]:
        """What was done so far."""
        return [Line("row", step.text) for step in self.steps]


def minors(matrix: Expression) -> Iterator[tuple[Expression, Expression]]:
    """The entries of the first row with their signs, and what is left without their row and column."""
    for j in range(matrix.cols):
        yield (-1) ** j * matrix[0, j], matrix.minor_submatrix(0, j)
