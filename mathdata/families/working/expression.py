"""Nested arithmetic such as `(15 * 4 - 12) / 3 + 8^2`: a whitelisting parser, one reduction after another.

Corpus text is never evaluated by Python. What is not a number, one of `+ - * / ^`, or a round bracket is
refused, and so is whatever exceeds the limits below: they take microseconds to check.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from mathdata.errors import CannotSolve
from mathdata.numbers import MAX_DIGITS, as_decimal, plain

MAX_EXPRESSION_CHARS = 400
MAX_DEPTH = 30
MAX_OPERATIONS = 60
MAX_POWER = 100
MAX_RESULT_DIGITS = 200

_TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]+)?)|(\*\*|[-+*/^()]))")


class Number(NamedTuple):
    """A number in an expression, and how it stands there."""

    value: Fraction
    text: str


class Operation(NamedTuple):
    """Two operands and what is done to them; `bracketed` keeps the round brackets of the problem."""

    sign: str
    left: "Node"
    right: "Node"
    bracketed: bool = False


class Opposite(NamedTuple):
    """A minus sign in front of a bracket, a power or another sign."""

    operand: "Node"
    bracketed: bool = False


Node: TypeAlias = Number | Operation | Opposite


class Reduction(NamedTuple):
    """One operation carried out: its operands, its result, and the whole expression afterwards."""

    sign: str
    left: Number
    right: Number
    result: Number
    expression: str


def parse_expression(text: str) -> Node | None:
    """The tree of an arithmetic expression in ASCII signs, or None if it is anything else.

    >>> written(parse_expression("(15*4 - 12)/3 + 8^2"))
    '(15 * 4 - 12) / 3 + 8^2'
    >>> parse_expression("__import__('os')") is None
    True
    """
    tokens = _tokens(text)
    if not tokens:
        return None
    try:
        reader = _Reader(tokens)
        tree = reader.sum(depth=0)
        return tree if reader.at_end() else None
    except CannotSolve:
        return None


def written(node: Node) -> str:
    """An expression as text, with one space around `+ - * /`."""
    if isinstance(node, Number):
        return node.text
    if isinstance(node, Opposite):
        text = f"-{written(node.operand)}"
    else:
        gap = "" if node.sign == "^" else " "
        text = f"{written(node.left)}{gap}{node.sign}{gap}{written(node.right)}"
    return f"({text})" if node.bracketed else text


def reductions(node: Node) -> list[Reduction]:
    """Every operation of an expression in the order of work, brackets first, left before right.

    Raises:
        CannotSolve: for a division by zero, 0^0, or a value beyond the limits.

    >>> [step.expression for step in reductions(parse_expression("(15 * 4 - 12) / 3"))]
    ['(60 - 12) / 3', '48 / 3', '16']
    """
    steps, node = [], _settled(node, leading=True)
    while not isinstance(node, Number):
        node, (sign, left, right, result) = _reduce_first(node, leading=True)
        node = _settled(node, leading=True)
        steps.append(Reduction(sign, left, right, result, written(node)))
    return steps


def number_text(value: Fraction) -> str:
    """A result as it stands in an expression: a decimal where it ends, else a fraction.

    >>> number_text(Fraction(3, 8)), number_text(Fraction(-1, 3))
    ('0.375', '-1/3')
    """
    terminated = as_decimal(value)
    return str(value) if terminated is None else plain(terminated)


def apply(sign: str, a: Fraction, b: Fraction) -> Fraction:
    """One operation on exact values, within the limits."""
    if sign == "^":
        return _power(a, b)
    if sign == "/":
        if not b:
            raise CannotSolve("expression: found a division by zero, wanted a divisor other than 0")
        return a / b
    if sign == "*":
        return _bounded(a * b)
    return _bounded(a + b if sign == "+" else a - b)


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent.numerator) > MAX_POWER:
        raise CannotSolve(f"expression: found the exponent {exponent}, wanted a whole one up to {MAX_POWER}")
    if not base and exponent <= 0:
        raise CannotSolve("expression: found a power of 0 that has no value")
    digits = max(len(str(base.numerator)), len(str(base.denominator)))
    if digits * abs(exponent.numerator) > 2 * MAX_RESULT_DIGITS:
        raise CannotSolve(f"expression: found a power with more than {MAX_RESULT_DIGITS} digits")
    return _bounded(base**exponent.numerator)


def _bounded(value: Fraction) -> Fraction:
    if max(abs(value.numerator), value.denominator) >= 10**MAX_RESULT_DIGITS:
        raise CannotSolve(f"expression: found a value with more than {MAX_RESULT_DIGITS} digits")
    return value


def _tokens(text: str) -> list[str] | None:
    if len(text) > MAX_EXPRESSION_CHARS:
        return None
    tokens, position, text = [], 0, text.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            return None
        tokens.append(match[1] or match[2].replace("**", "^"))
        position = match.end()
    return tokens


class _Reader:
    """Recursive descent with a depth that is counted, so that no input can exhaust the stack."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.position = 0
        self.operations = 0

    def at_end(self) -> bool:
        return self.position == len(self.tokens)

    def peek(self) -> str:
        return "" if self.at_end() else self.tokens[self.position]

    def take(self) -> str:
        token = self.peek()
        self.position += 1
        return token

    def sum(self, depth: int) -> Node:
        return self._left_to_right("+-", self.product, depth)

    def product(self, depth: int) -> Node:
        return self._left_to_right("*/", self.signed, depth)

    def signed(self, depth: int) -> Node:
        if self.peek() != "-":
            if self.peek() == "+":
                self.take()
            return self.power(depth)
        self.take()
        if depth >= MAX_DEPTH:
            raise CannotSolve("expression: nested too deeply")
        operand = self.signed(depth + 1)
        if isinstance(operand, Number) and operand.value >= 0 and not operand.text.startswith("("):
            return Number(-operand.value, f"-{operand.text}")
        return Opposite(operand)

    def power(self, depth: int) -> Node:
        base = self.atom(depth)
        if self.peek() != "^":
            return base
        self.take()
        exponent = self.signed(depth + 1)
        return self._counted(Operation("^", base, exponent))

    def atom(self, depth: int) -> Node:
        token = self.take()
        if token == "(":
            return self._bracket(depth)
        is_code = token[:1] == "0" and token[1:2].isdigit()  # a date or a telephone number
        if not token or not token[0].isdigit() or is_code or len(token) > MAX_DIGITS:
            raise CannotSolve(f"expression: found {token!r}, wanted a number")
        return Number(Fraction(Decimal(token)), token)

    def _bracket(self, depth: int) -> Node:
        if depth >= MAX_DEPTH:
            raise CannotSolve("expression: nested too deeply")
        inner = self.sum(depth + 1)
        if self.take() != ")":
            raise CannotSolve("expression: a bracket is not closed")
        if not isinstance(inner, Number):
            return inner._replace(bracketed=True)
        return Number(inner.value, f"({inner.text})") if inner.text[0] == "-" else inner

    def _left_to_right(self, signs: str, operand: Callable[[int], Node], depth: int) -> Node:
        node = operand(depth)
        while self.peek() and self.peek() in signs:
            sign = self.take()
            node = self._counted(Operation(sign, node, operand(depth)))
        return node

    def _counted(self, node: Operation) -> Operation:
        self.operations += 1
        if self.operations > MAX_OPERATIONS:
            raise CannotSolve("expression: too many operations")
        return node


_Done: TypeAlias = tuple[str, Number, Number, Number]


def _reduce_first(node: Operation | Opposite, *, leading: bool) -> tuple[Node, _Done]:
    """The tree with its first operation carried out; `leading` numbers need no brackets for a minus sign."""
    if isinstance(node, Opposite):
        operand, done = _reduce_first(_unsettled(node.operand), leading=False)
        return node._replace(operand=operand), done
    left = _settled(node.left, leading=leading and node.sign != "^")
    if not isinstance(left, Number):
        reduced, done = _reduce_first(left, leading=(leading or node.bracketed) and node.sign != "^")
        return node._replace(left=reduced), done
    right = _settled(node.right, leading=False)
    if not isinstance(right, Number):
        reduced, done = _reduce_first(right, leading=False)
        return node._replace(left=left, right=reduced), done
    value = apply(node.sign, left.value, right.value)
    result = Number(value, _standing(value, leading=leading))
    return result, (node.sign, left, right, result)


def _settled(node: Node, *, leading: bool) -> Node:
    """A minus sign in front of a number becomes part of the number."""
    if not isinstance(node, Opposite):
        return node
    operand = _settled(node.operand, leading=False)
    if not isinstance(operand, Number):
        return node._replace(operand=operand)
    return Number(-operand.value, _standing(-operand.value, leading=leading))


def _unsettled(node: Node) -> Operation | Opposite:
    assert not isinstance(node, Number), "a minus sign in front of a number was settled before"
    return node


def _standing(value: Fraction, *, leading: bool) -> str:
    """A result inside an expression: bracketed if it is negative and not in front, or a fraction."""
    text = number_text(value)
    return f"({text})" if "/" in text or (text[0] == "-" and not leading) else text
