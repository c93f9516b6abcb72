"""Formulas in one letter, by putting numbers in its place: no symbolic work, so nothing can run away."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from mathdata.verify.exact import Exact
from mathdata.verify.limits import MAX_SIDE_TOKENS, Unproven
from mathdata.verify.parse import parse
from mathdata.verify.tokens import Token, tokenise
from mathdata.verify.tree import Node, evaluate

_ALGEBRA = ("number", "operator", "super", "currency", "frac", "root", "constant", "factorial", "function", "event")

Formula = Sequence[Token]
"""The tokens of one side of a relation: numbers, signs and names."""

_FAR = (Fraction(611_953, 11), Fraction(-1_299_709, 7))
"""Where a formula is tried that might be a line: on both sides of whatever a problem names, and where no polynomial
meets a line that does not hold these very primes. x^3 - 3x^2 lies on one at 0, 1 and 2."""


def side_of(tokens: Sequence[Token], sign: int, step: int) -> list[Token]:
    """The formula before (`step` -1) or behind (1) the relation at token `sign`."""
    run: list[Token] = []
    i = sign + step
    while 0 <= i < len(tokens) and _is_algebra(tokens[i]) and len(run) < MAX_SIDE_TOKENS:
        if tokens[i].kind != "currency":
            run.append(tokens[i])
        i += step
    return run[::step]


def names(formula: Formula) -> set[str]:
    """The letters of a formula."""
    return {token.text for token in formula if token.kind == "word"}


def number_formula(value: Fraction | int) -> list[Token]:
    """A number as a formula."""
    return tokenise(f"({value})")


def value_at(formula: Formula, name: str, value: Formula) -> Fraction:
    """The value of a formula with another one in the place of its letter.

    Raises:
        Unproven: where it is no expression in this one letter, or its value is not rational.

    >>> value_at(tokenise("3x^2 + 1"), "x", number_formula(2))
    Fraction(13, 1)
    """
    found = value_with(formula, {name: value})
    if not isinstance(found, Fraction):
        raise Unproven("not a rational expression in one letter")
    return found


class Line(NamedTuple):
    """A linear function of one letter."""

    slope: Fraction
    at_zero: Fraction


def line_between(left: Formula, right: Formula, name: str) -> Line | None:
    """The difference of two sides where it is linear in its letter, else None.

    Raises:
        Unproven: as `value_at`.

    >>> line_between(tokenise("3x + 1"), tokenise("x - 5"), "x")
    Line(slope=Fraction(2, 1), at_zero=Fraction(6, 1))
    >>> line_between(tokenise("x^3 - 3x^2"), tokenise("0"), "x")
    """

    def gap(point: Fraction | int) -> Fraction:
        return value_at(left, name, number_formula(point)) - value_at(right, name, number_formula(point))

    at_zero = gap(0)
    slope = gap(1) - at_zero
    return Line(slope, at_zero) if all(gap(point) == at_zero + slope * point for point in _FAR) else None


def value_with(formula: Formula, values: Mapping[str, Formula]) -> Exact:
    """The exact value of a formula with other ones in the places of its letters.

    Raises:
        Unproven: where it is no expression in these letters, or its value is not known exactly.

    >>> value_with(tokenise("2x - y"), {"x": number_formula(2), "y": number_formula(-1)})
    Fraction(5, 1)
    """
    return evaluate(tree_with(formula, values))


def tree_with(formula: Formula, values: Mapping[str, Formula]) -> Node:
    """A formula with other ones in the places of its letters, as a tree; raises as `value_with`."""
    filled: list[Token] = []
    for token in formula:
        value = values.get(token.text) if token.kind == "word" else None
        if value is None:
            filled.append(token)
        else:
            put = (Token("operator", "(", 0, 0), *value, Token("operator", ")", 0, 0))
            filled += [part._replace(start=token.start, end=token.start) for part in put]
    parsed = parse(filled, 0)
    if parsed.next != len(filled):
        raise Unproven("not an expression in these letters")
    return parsed.tree


def _is_algebra(token: Token) -> bool:
    if token.kind == "word":
        return is_name(token)
    return token.kind in _ALGEBRA


def is_name(token: Token) -> bool:
    """A single letter, or two capitals for a length: `x`, `AB`."""
    return token.kind == "word" and (len(token.text) == 1 or (len(token.text) == 2 and token.text.isupper()))
