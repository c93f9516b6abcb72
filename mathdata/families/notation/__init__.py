"""Formulas as people write them: read into trees behind limits, never evaluated, and written canonically."""

from mathdata.families.notation.reading import read_formula
from mathdata.families.notation.text import written
from mathdata.families.notation.tree import Name, Node, Number, Term, Unreadable, holds, letters, number, walk

__all__ = [
    "Name",
    "Node",
    "Number",
    "Term",
    "Unreadable",
    "holds",
    "letters",
    "number",
    "read_formula",
    "walk",
    "written",
]
