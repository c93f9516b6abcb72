"""What the symbolic families ask: typed parameters, read without SymPy and handed to the solving process."""

from typing import NamedTuple

from mathdata.families.notation import Node


class DerivativeQuestion(NamedTuple):
    """A function, the letter that moves, how often it is differentiated, and perhaps where."""

    body: Node
    letter: str
    order: int = 1
    point: Node | None = None
