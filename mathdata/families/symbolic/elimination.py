"""Row operations on a matrix of numbers, one after another, written as `[[1, 2], [3, 4]] →(r2 - 3*r1) …`."""

from collections.abc import Iterator

import sympy as sp

from mathdata.families.symbolic.algebra import Expression, matrix_text, text_of
from mathdata.families.symbolic.working import Line

Rows = list[list[Expression]]


class Elimination:
    """A matrix on its way to echelon form, and the lines that tell it."""

    def __init__(self, matrix: Expression) -> None:
        self.rows: Rows = matrix.tolist()
        self.lines: list[Line] = []
        self.sign = 1
        self.pivots: list[tuple[int, int]] = []

    @property
    def matrix(self) -> Expression:
        """The matrix as it is now."""
        return sp.Matrix(self.rows)

    def down(self, columns: int) -> "Elimination":
        """Zeros below each pivot; a row is exchanged only where its pivot is 0."""
        for column in range(columns):
            top = len(self.pivots)
            if top == len(self.rows):
                break
            place = self._pivot(top, column)
            if place is None:
                continue
            if place != top:
                self._swap(top, place)
            self.pivots.append((top, column))
            for i in range(top + 1, len(self.rows)):
                self._clear(i, top, column)
        return self

    def up(self) -> "Elimination":
        """Pivots made 1, and zeros above them, from the last row upwards."""
        for top, column in reversed(self.pivots):
            self._scale(top, column)
            for i in range(top - 1, -1, -1):
                self._clear(i, top, column)
        return self

    def _pivot(self, top: int, column: int) -> int | None:
        """The row whose entry is a plain pivot: the first that is 1 or -1 if the top one is 0, else the top one."""
        candidates = [i for i in range(top, len(self.rows)) if self.rows[i][column] != 0]
        if not candidates:
            return None
        if candidates[0] == top and self.rows[top][column].is_Integer and abs(self.rows[top][column]) == 1:
            return top
        units = [i for i in candidates if abs(self.rows[i][column]) == 1]
        return units[0] if units else candidates[0]

    def _swap(self, i: int, j: int) -> None:
        before = self.matrix
        self.rows[i], self.rows[j] = self.rows[j], self.rows[i]
        self.sign = -self.sign
        self._tell(before, f"r{i + 1} ↔ r{j + 1}")

    def _clear(self, i: int, top: int, column: int) -> None:
        factor = self.rows[i][column] / self.rows[top][column]
        if factor == 0:
            return
        before = self.matrix
        self.rows[i] = [a - factor * b for a, b in zip(self.rows[i], self.rows[top], strict=True)]
        size = abs(factor)
        times = "" if size == 1 else f"{_number(size)}*"
        self._tell(before, f"r{i + 1} {'-' if factor > 0 else '+'} {times}r{top + 1}")

    def _scale(self, i: int, column: int) -> None:
        pivot = self.rows[i][column]
        if pivot == 1:
            return
        before = self.matrix
        self.rows[i] = [a / pivot for a in self.rows[i]]
        self._tell(before, f"r{i + 1}*({text_of(1 / pivot)})")

    def _tell(self, before: Expression, operation: str) -> None:
        self.lines.append(Line("row", f"{matrix_text(before)} →({operation}) {matrix_text(self.matrix)}"))


def _number(value: Expression) -> str:
    return text_of(value) if value.is_Integer else f"({text_of(value)})"


def minors(matrix: Expression) -> Iterator[tuple[Expression, Expression]]:
    """The entries of the first row with their signs, and what is left without their row and column."""
    for j in range(matrix.cols):
        yield (-1) ** j * matrix[0, j], matrix.minor_submatrix(0, j)
