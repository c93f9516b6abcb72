"""The equations that a problem puts as matrices: an augmented matrix, or `Ax = b` with both of them."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.grammar import read_formula
from mathdata.verify.symbolic.matrices import evaluate

_MATRIX = re.compile(
    r"\[\s*\[[^a-zA-Z=\u4e00-\u9fff]{1,600}?\]\s*\]|\\begin\{[pbv]?matrix\}.{1,600}?\\end\{[pbv]?matrix\}"
    r"|\[[^a-zA-Z=\[\]\u4e00-\u9fff]{1,200}\]"
)
MAX_MATRICES = 4


def equations(problem: str, letters: Sequence[str]) -> Iterator[str]:
    """The equations of a problem's matrices in as many unknowns, in the order of their columns.

    >>> list(equations("解增广矩阵为 [[1, 2, 3], [0, 1, 4]] 的线性方程组。", ["x", "y"]))
    ['(1)*x + (2)*y = (3)', '(1)*y = (4)']
    """
    found = [rows for match in list(_MATRIX.finditer(problem))[:MAX_MATRICES] if (rows := _rows(match[0])) is not None]
    rows = found[0] if len(found) == 1 else _beside(*found) if len(found) == 2 else []
    for row in rows:
        if len(row) == len(letters) + 1:
            terms = [f"({factor})*{letter}" for factor, letter in zip(row, letters, strict=False) if factor]
            yield f"{' + '.join(terms)} = ({row[-1]})" if terms else f"0 = ({row[-1]})"


def _rows(text: str) -> list[list[Fraction]] | None:
    try:
        value = evaluate(read_formula(f"[{text}]" if text.count("[") == 1 else text, {}), {})
    except Unproven:
        return None
    is_matrix = isinstance(value, list) and all(isinstance(entry, Fraction) for row in value for entry in row)
    return value if is_matrix else None


def _beside(matrix: list[list[Fraction]], other: list[list[Fraction]]) -> list[list[Fraction]]:
    """A matrix with a column, or a list of as many numbers, on its right."""
    column = [row[0] for row in other] if all(len(row) == 1 for row in other) else other[0]
    return [[*row, side] for row, side in zip(matrix, column, strict=True)] if len(column) == len(matrix) else []
