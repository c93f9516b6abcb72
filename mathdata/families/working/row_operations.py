"""Row operations on a matrix, one after another, written as `[[1, 2], [3, 4]] →(r2 - 3*r1) [[1, 2], [0, -2]]`.

The entries are whatever can be added, multiplied and divided exactly: fractions, or expressions of SymPy.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Self

Entry = Any
"""A number of one exact kind; no protocol of the standard library names these."""


class RowStep(NamedTuple):
    """One operation with the matrix before and behind it, and the row that it changed, with its number from 1 on."""

    text: str
    number: int
    """0 where two rows changed places."""
    row: tuple[Entry, ...] = ()


class RowReduction:
    """A matrix on its way to echelon form, and the steps that tell it.

    >>> from fractions import Fraction
    >>> done = RowReduction([[Fraction(n) for n in row] for row in ((1, 2), (3, 4))], str).down(2)
    >>> [step.text for step in done.steps]
    ['[[1, 2], [3, 4]] →(r2 - 3*r1) [[1, 2], [0, -2]]']
    """

    def __init__(self, rows: Sequence[Sequence[Entry]], text_of: Callable[[Entry], str]) -> None:
        self.rows = [list(row) for row in rows]
        self.steps: list[RowStep] = []
        self.sign = 1
        """That of the determinant, which turns with each exchange of rows."""
        self.pivots: list[tuple[int, int]] = []
        """Row and column of each."""
        self._text_of = text_of

    @property
    def text(self) -> str:
        """The matrix as it is now."""
        return "[" + ", ".join("[" + ", ".join(map(self._text_of, row)) + "]" for row in self.rows) + "]"

    def down(self, columns: int) -> Self:
        """Zeros below each pivot; where a row below has 1 or -1 there, it comes up."""
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

    def up(self) -> Self:
        """Pivots made 1, and zeros above them, from the last row upwards."""
        for top, column in reversed(self.pivots):
            self._scale(top, column)
            for i in range(top - 1, -1, -1):
                self._clear(i, top, column)
        return self

    def _pivot(self, top: int, column: int) -> int | None:
        """The row whose entry is a plain pivot: the first that is 1 or -1, else the first that is not 0."""
        candidates = [i for i in range(top, len(self.rows)) if self.rows[i][column] != 0]
        units = [i for i in candidates if abs(self.rows[i][column]) == 1]
        return next(iter(units or candidates), None)

    def _swap(self, i: int, j: int) -> None:
        before = self.text
        self.rows[i], self.rows[j] = self.rows[j], self.rows[i]
        self.sign = -self.sign
        self._tell(before, f"r{i + 1} ↔ r{j + 1}")

    def _clear(self, i: int, top: int, column: int) -> None:
        factor = self.rows[i][column] / self.rows[top][column]
        if factor == 0:
            return
        before = self.text
        self.rows[i] = [a - factor * b for a, b in zip(self.rows[i], self.rows[top], strict=True)]
        size = abs(factor)
        times = "" if size == 1 else f"{self._factor(size)}*"
        self._tell(before, f"r{i + 1} {'-' if factor > 0 else '+'} {times}r{top + 1}", i)

    def _scale(self, i: int, column: int) -> None:
        pivot = self.rows[i][column]
        if pivot == 1:
            return
        before = self.text
        self.rows[i] = [a / pivot for a in self.rows[i]]
        self._tell(before, f"r{i + 1}*({self._text_of(1 / pivot)})", i)

    def _factor(self, size: Entry) -> str:
        text = self._text_of(size)
        return text if text.isdigit() else f"({text})"

    def _tell(self, before: str, operation: str, changed: int | None = None) -> None:
        number, row = (0, ()) if changed is None else (changed + 1, tuple(self.rows[changed]))
        self.steps.append(RowStep(f"{before} →({operation}) {self.text}", number, row))
