"""What a formula says, as a tree: numbers, names, and operations on them. Nothing in it is ever evaluated here.

| head | parts | written |
|---|---|---|
| `+` `*` | two or more | `x + 1`, `2x` |
| `-` | one | `-x` |
| `/` `^` | two | `x/2`, `x^2` |
| `sin` … | one | `sin(x)` |
| `root` `log` | index or base, then the argument | `root(3, x)`, `log(2, x)` |
| `D` | formula, letter, order | `d/dx(x^2)` |
| `int` | formula, letter, and perhaps both ends | `∫ x dx`, `∫_{0}^{1} x dx` |
| `lim` | formula, letter, point, side (`+`, `-` or empty) | `lim(x→0) x` |
| `sum` | formula, letter, first, last | `∑_{n=1}^{oo} 1/n` |
| `matrix` | rows | `[[1, 2], [3, 4]]` |
| `call` | a function's name, its arguments | `f(x)` |
| `'` | a name or call | `y'` |
| `=` `<` … | two | `x = 1` |
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from mathdata.errors import CannotSolve


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number that is not negative; a minus sign is an operation."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A letter, a Greek letter by name, or one of the constants `pi`, `e`, `i` and `oo`."""

    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """An operation on formulas."""

    head: str
    parts: tuple["Node", ...]


Node: TypeAlias = Number | Name | Term

CONSTANTS = frozenset({"pi", "e", "i", "oo"})
FUNCTIONS = (
    *("sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh"),
    *("ln", "exp", "sqrt", "abs", "det", "rank"),
)
RELATIONS = frozenset({"=", "<", ">", "<=", ">=", "!="})


class Unreadable(CannotSolve):
    """A text that is no formula that we know, or one that can be read in two ways, or one beyond the limits."""


def walk(node: Node) -> Iterator[Node]:
    """Every node of a tree, the tree itself first."""
    pending = [node]
    while pending:
        here = pending.pop()
        yield here
        if isinstance(here, Term):
            pending.extend(reversed(here.parts))


def letters(node: Node) -> frozenset[str]:
    """The letters of a formula; constants and names of functions are none.

    >>> sorted(letters(Term("*", (Name("x"), Name("pi")))))
    ['x']
    """
    called = {id(part.parts[0]) for part in walk(node) if isinstance(part, Term) and part.head == "call"}
    return frozenset(
        part.text
        for part in walk(node)
        if isinstance(part, Name) and part.text not in CONSTANTS and id(part) not in called
    )


def number(value: Fraction | int) -> Node:
    """A number as a tree, whatever its sign."""
    fraction = Fraction(value)
    return Number(fraction) if fraction >= 0 else Term("-", (Number(-fraction),))


def holds(node: Node, *heads: str) -> bool:
    """Whether an operation of one of these heads stands anywhere in a formula."""
    return any(isinstance(part, Term) and part.head in heads for part in walk(node))
