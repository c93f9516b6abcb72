"""What the symbolic families ask: typed parameters, read without SymPy and handed to the solving process."""

from typing import NamedTuple

from mathdata.families.notation import Node


class DerivativeQuestion(NamedTuple):
    """A function, the letter that moves, how often it is differentiated, and perhaps where."""

    body: Node
    letter: str
    order: int = 1
    point: Node | None = None


class IntegralQuestion(NamedTuple):
    """An integrand, its letter, and both ends of a definite integral."""

    body: Node
    letter: str
    low: Node | None = None
    high: Node | None = None


class LimitQuestion(NamedTuple):
    """A function, its letter, where it goes, from which side, and whether infinity has two ends."""

    body: Node
    letter: str
    point: Node
    side: str = ""
    both_ends: bool = False
    """`x→∞` without a sign, which in Chinese textbooks means that |x| grows."""


class PolynomialQuestion(NamedTuple):
    """A polynomial, however it is written."""

    body: Node


class MatrixQuestion(NamedTuple):
    """A matrix, and whether its eigenvectors are asked for too."""

    matrix: Node
    with_vectors: bool = False


class ImplicitQuestion(NamedTuple):
    """An equation, the letter that depends, the one it depends on, and perhaps a point of the curve."""

    left: Node
    right: Node
    letter: str
    function: str
    point: tuple[Node, Node] | None = None


class TaylorQuestion(NamedTuple):
    """A function, its letter, the point about which it is expanded, and the highest degree."""

    body: Node
    letter: str
    point: Node
    degree: int


class EquationQuestion(NamedTuple):
    """A differential equation of the first order, its letters, and perhaps the point where its solution starts.

    The derivative stands in it as the letter `y'`.
    """

    left: Node
    right: Node
    letter: str
    function: str
    start: tuple[Node, Node] | None = None


class SeriesQuestion(NamedTuple):
    """The terms of a series without an end, the letter that counts them, where it begins, and what is asked."""

    body: Node
    letter: str
    first: int
    asks_sum: bool = False
    asks_how: bool = False
    """Whether absolute and conditional convergence are told apart."""
