"""The outer functions of the chain rule, and their derivatives as trees."""

from collections.abc import Callable
from typing import NamedTuple, TypeGuard

from mathdata.families.notation import Name, Node, Term, number
from mathdata.families.symbolic.algebra import from_sympy, to_sympy


class Outer(NamedTuple):
    """The derivative of the outer function at the inner one, and the rule's name."""

    inner: Node
    derivative: Node
    rule: str


def outer_of(node: Term, moves: Callable[[Node], bool]) -> Outer:
    """What is outside and what is inside; `moves` says which of base and exponent is inside."""
    if node.head == "^":
        base, exponent = node.parts
        if moves(exponent):
            derived: Node = node if base == Name("e") else Term("*", (node, Term("ln", (base,))))
            return Outer(exponent, derived, "exponential")
        lowered = from_sympy(to_sympy(exponent) - 1)
        raised = base if lowered == number(1) else Term("^", (base, lowered))
        return Outer(base, times(exponent, raised), "power")
    u = node.parts[-1]
    return Outer(u, OUTER[node.head](u), node.head)


def _square(name: str, u: Node) -> Node:
    return Term("^", (Term(name, (u,)), number(2)))


def _over(bottom: Node) -> Node:
    return Term("/", (number(1), bottom))


def _one_minus_square(u: Node) -> Node:
    return Term("sqrt", (Term("+", (number(1), Term("-", (Term("^", (u, number(2))),)))),))


OUTER: dict[str, Callable[[Node], Node]] = {
    "sin": lambda u: Term("cos", (u,)),
    "cos": lambda u: Term("-", (Term("sin", (u,)),)),
    "tan": lambda u: _over(_square("cos", u)),
    "cot": lambda u: Term("-", (_over(_square("sin", u)),)),
    "sec": lambda u: Term("*", (Term("sec", (u,)), Term("tan", (u,)))),
    "csc": lambda u: Term("-", (Term("*", (Term("csc", (u,)), Term("cot", (u,)))),)),
    "ln": _over,
    "sqrt": lambda u: _over(Term("*", (number(2), Term("sqrt", (u,))))),
    "arcsin": lambda u: _over(_one_minus_square(u)),
    "arccos": lambda u: Term("-", (_over(_one_minus_square(u)),)),
    "arctan": lambda u: _over(Term("+", (number(1), Term("^", (u, number(2)))))),
    "sinh": lambda u: Term("cosh", (u,)),
    "cosh": lambda u: Term("sinh", (u,)),
}


def times(left: Node, right: Node) -> Node:
    """A product without a factor 1 and without brackets around products."""
    one = number(1)
    if left == one:
        return right
    if right == one:
        return left
    factors = [factor for side in (left, right) for factor in (side.parts if _is_product(side) else (side,))]
    return Term("*", tuple(factors))


def _is_product(node: Node) -> TypeGuard[Term]:
    return isinstance(node, Term) and node.head == "*"
