"""Between our trees and SymPy's expressions; imported in the solving process alone.

Texts never reach SymPy: an expression is built from the nodes of a tree that was read behind limits.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Number, Term, number, written

Expression: TypeAlias = Any
"""A SymPy expression; SymPy has no types that mypy could read."""

REMEMBERED = 8_192
"""Expressions whose tree and text are kept: each stands in several lines, and in several forms to choose from."""

_TO = {
    "sin": sp.sin, "cos": sp.cos, "tan": sp.tan, "cot": sp.cot, "sec": sp.sec, "csc": sp.csc,
    "arcsin": sp.asin, "arccos": sp.acos, "arctan": sp.atan, "sinh": sp.sinh, "cosh": sp.cosh, "tanh": sp.tanh,
    "ln": sp.log, "sqrt": sp.sqrt, "abs": sp.Abs, "!": sp.factorial,
}  # fmt: skip
_FROM = {function: name for name, function in _TO.items() if name not in ("sqrt", "!")}
_NAMED = {"pi": sp.pi, "e": sp.E, "i": sp.I, "oo": sp.oo}


def symbol(name: str) -> Expression:
    """The symbol of a letter: real, as in all these problems."""
    return sp.Symbol(name, real=True)


def to_sympy(node: Node) -> Expression:
    """The expression of a tree.

    Raises:
        CannotSolve: for an operation that is no expression, such as an equation.
    """
    if isinstance(node, Number):
        return sp.Rational(node.value.numerator, node.value.denominator)
    if isinstance(node, Name):
        return _NAMED[node.text] if node.text in _NAMED else symbol(node.text)
    build = _BUILDERS.get(node.head)
    if build is None:
        raise CannotSolve(f"found {node.head!r}, wanted an expression")
    return build(*map(to_sympy, node.parts))


def _root(index: Expression, radicand: Expression) -> Expression:
    if index.is_odd and radicand.is_number and radicand.is_negative:
        return -sp.root(-radicand, index)
    return sp.root(radicand, index)


_BUILDERS: dict[str, Callable[..., Expression]] = {
    "+": lambda *parts: sp.Add(*parts),
    "*": lambda *parts: sp.Mul(*parts),
    "-": lambda part: -part,
    "/": lambda top, bottom: top / bottom,
    "^": lambda base, exponent: base**exponent,
    "root": _root,
    "log": lambda base, argument: sp.log(argument) / sp.log(base),
    **_TO,
}


def matrix_of(node: Node) -> Expression:
    """The matrix of a tree."""
    if not isinstance(node, Term) or node.head != "matrix":
        raise CannotSolve("found no matrix")
    return sp.Matrix([[to_sympy(entry) for entry in row.parts] for row in node.parts if isinstance(row, Term)])


@lru_cache(maxsize=REMEMBERED)
def from_sympy(expression: Expression) -> Node:
    """The tree of an expression, in the order in which people write.

    Raises:
        CannotSolve: for a function that no family writes.
    """
    if expression.is_Rational:
        return _ratio(Fraction(int(expression.p), int(expression.q)))
    if expression.is_Symbol:
        return Name(expression.name)
    for name, constant in _NAMED.items():
        if expression == constant:
            return Name(name)
    if expression == -sp.oo:
        return Term("-", (Name("oo"),))
    if expression.is_Add:
        return _sum(expression)
    if expression.is_Mul:
        return _product(expression)
    if expression.is_Pow or isinstance(expression, sp.exp):
        return _power(*expression.as_base_exp())
    return _function(expression)


@lru_cache(maxsize=REMEMBERED)
def text_of(expression: Expression) -> str:
    """An expression in our notation."""
    return written(from_sympy(expression))


def latex_of(expression: Expression) -> str:
    """An expression in LaTeX, with `ln` for the natural logarithm."""
    latex: str = sp.latex(expression, ln_notation=True, inv_trig_style="full")
    return latex.replace(r"\log{", r"\ln{").replace(r"\log", r"\ln")


def matrix_text(matrix: Expression) -> str:
    """A matrix in our notation: `[[1, 2], [3, 4]]`."""
    return "[" + ", ".join("[" + ", ".join(map(text_of, row)) + "]" for row in matrix.tolist()) + "]"


def rational(expression: Expression) -> Fraction | None:
    """The value of an expression that is a rational number."""
    return Fraction(int(expression.p), int(expression.q)) if expression.is_Rational else None


def _ratio(value: Fraction) -> Node:
    if value < 0:
        return Term("-", (_ratio(-value),))
    if value.denominator == 1:
        return Number(value)
    return Term("/", (number(value.numerator), number(value.denominator)))


def _sum(expression: Expression) -> Node:
    terms = [from_sympy(term) for term in _ordered(expression)]
    if len(terms) == 2 and _is_opposite(terms[0]) and not _is_opposite(terms[1]):
        terms.reverse()
    return Term("+", tuple(terms))


def _ordered(expression: Expression) -> list[Expression]:
    """Terms by falling degree where they are a polynomial, else as SymPy prints them, one with a plus sign first."""
    letters = sorted(expression.free_symbols, key=lambda letter: letter.name)
    if letters and expression.is_polynomial(*letters):
        terms = sorted(expression.args, key=str)
        return sorted(terms, key=lambda term: _degrees(term, letters))
    if not letters:  # of numbers those with a plus sign come first, rational ones before the others
        return sorted(
            expression.args, key=lambda term: (term.could_extract_minus_sign(), not term.is_Rational, str(term))
        )
    terms = list(expression.as_ordered_terms())
    first = next((term for term in terms if not term.could_extract_minus_sign()), terms[0])
    return [first, *(term for term in terms if term is not first)]


def _degrees(term: Expression, letters: list[Expression]) -> tuple[int, list[int]]:
    powers = term.as_powers_dict()
    if all(base in letters or not base.free_symbols for base in powers):
        degrees = [int(powers[letter]) if letter in powers else 0 for letter in letters]
    else:
        degrees = [sp.degree(term, letter) for letter in letters]
    return -sum(degrees), [-degree for degree in degrees]


def _is_opposite(node: Node) -> bool:
    return isinstance(node, Term) and node.head == "-"


def _product(expression: Expression) -> Node:
    top: list[Expression] = []
    bottom: list[Expression] = []
    coefficient = sp.Integer(1)
    for factor in expression.args:
        base, exponent = factor.as_base_exp()
        if factor.is_Rational:
            coefficient *= factor
        elif base != sp.E and exponent.is_Rational and exponent < 0:
            bottom.append(base**-exponent)
        else:
            top.append(factor)
    turned = _turned(top) if coefficient == -1 else None
    if turned is not None:
        top, coefficient = turned, -coefficient
    node = _joined(abs(int(coefficient.p)), top)
    if bottom or coefficient.q != 1:
        node = Term("/", (node, _joined(int(coefficient.q), bottom)))
    return Term("-", (node,)) if coefficient < 0 else node


def _turned(factors: list[Expression]) -> list[Expression] | None:
    """The factors with the minus sign before them taken into a difference: -(2x - 6)*y is (6 - 2x)*y."""
    for place, factor in enumerate(factors):
        if factor.is_Add and any(term.could_extract_minus_sign() for term in factor.args):
            return [*factors[:place], -factor, *factors[place + 1 :]]
    return None


def _joined(coefficient: int, factors: Iterable[Expression]) -> Node:
    factors = list(factors)
    nodes = [from_sympy(factor) for factor in (sorted(factors, key=_rank) if len(factors) > 1 else factors)]
    if coefficient != 1 or not nodes:
        nodes.insert(0, number(coefficient))
    return nodes[0] if len(nodes) == 1 else Term("*", tuple(nodes))


def _rank(factor: Expression) -> tuple[int, str]:
    """Numbers, letters and their powers, powers of e, functions, sums, y': the order in which factors are written."""
    base, _ = factor.as_base_exp()
    if not factor.free_symbols:
        return (4 if factor.has(sp.log) else 2 if base == sp.E else 3 if factor.is_Function else 0), str(factor)
    if base.is_Symbol:
        return (6 if base.name.endswith("'") else 1), str(base)
    if base.is_Add:
        return 5, str(factor)
    return (3 if factor.is_Function and base != sp.E else 2), str(factor)


def _power(base: Expression, exponent: Expression) -> Node:
    if base != sp.E and exponent.is_Rational and exponent < 0:
        return Term("/", (number(1), _power(base, -exponent) if exponent != -1 else from_sympy(base)))
    if exponent.is_Rational and exponent.p == 1 and exponent.q > 1:
        if exponent.q == 2:
            return Term("sqrt", (from_sympy(base),))
        return Term("root", (number(int(exponent.q)), from_sympy(base)))
    return Term("^", (from_sympy(base), from_sympy(exponent)))


def _function(expression: Expression) -> Node:
    if isinstance(expression, sp.factorial):
        return Term("!", (from_sympy(expression.args[0]),))
    name = _FROM.get(expression.func)
    if name is None or len(expression.args) != 1:
        raise CannotSolve(f"found {type(expression).__name__}, which is not written in these solutions")
    return Term(name, (from_sympy(expression.args[0]),))
