"""Matrices of numbers as they stand in problems: `[[1, 2], [3, 4]]` or LaTeX, as rows of exact numbers."""

from fractions import Fraction

from mathdata.families.notation import Node, Number, Term, Unreadable, read_formula

MATRIX = r"\$?(?:\[|\\left|\\begin)[^一-鿿。？$]{1,600}?(?:\]|\}|\\right[\])|.])\$?"
"""A matrix or a column between words."""


def read_matrix(text: str) -> list[list[Fraction]] | None:
    r"""The rows of a matrix of rational numbers; those of a plain list are one row. None if it is none.

    >>> read_matrix(r"\begin{pmatrix} 1 & 2 \\ 3 & -1/2 \end{pmatrix}")
    [[Fraction(1, 1), Fraction(2, 1)], [Fraction(3, 1), Fraction(-1, 2)]]
    >>> read_matrix("[5, 1]")
    [[Fraction(5, 1), Fraction(1, 1)]]
    """
    bare = text.strip("$ ")
    if bare.startswith("[") and "[" not in bare[1:]:
        bare = f"[{bare}]"
    try:
        node = read_formula(bare)
    except Unreadable:
        return None
    if not isinstance(node, Term) or node.head != "matrix":
        return None
    rows = [[_entry(entry) for entry in row.parts] for row in node.parts if isinstance(row, Term)]
    known = [[entry for entry in row if entry is not None] for row in rows]
    return known if list(map(len, known)) == list(map(len, rows)) else None


def _entry(node: Node) -> Fraction | None:
    """The value of a number, of one with a minus sign, and of a quotient."""
    if isinstance(node, Number):
        return node.value
    if not isinstance(node, Term) or node.head not in ("-", "/"):
        return None
    values = [_entry(part) for part in node.parts]
    first, last = values[0], values[-1]
    if first is None or last is None or (node.head == "/" and not last):
        return None
    return -first if node.head == "-" else first / last
