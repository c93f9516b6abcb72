"""Derivatives rule by rule, as a teacher differentiates: sums term by term, products, quotients, inner functions."""

from collections.abc import Callable
from typing import TypeGuard

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Number, Term, letters, number, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, rational, symbol, text_of, to_sympy
from mathdata.families.symbolic.outer_functions import OUTER, outer_of, times
from mathdata.families.symbolic.questions import DerivativeQuestion
from mathdata.families.symbolic.tidying import tidied
from mathdata.families.symbolic.working import Line, Working
from mathdata.families.working.lines import concludes

MAX_LINES = 80


def solve(given: DerivativeQuestion) -> Working:
    """The derivative of any order, and its value where the problem asks for one."""
    writer = Differentiation(given.letter)
    body, expression = given.body, to_sympy(given.body)
    for order in range(1, given.order + 1):
        if order > 1:
            writer.say("next", f"{_sign(given, order)} = d/d{given.letter}({written(body)})")
        expression = writer.derive(body)
        best = tidied(expression)
        if text_of(best) != text_of(expression) and order == given.order:
            writer.say("tidy", f"{text_of(expression)} = {text_of(best)}")
        expression, body = best, from_sympy(best)
    _check(given, expression)
    chain = f"{_sign(given, given.order)} = {text_of(expression)}"
    if not concludes(writer.lines[-1].text, chain):
        writer.say("result", chain)
    if given.point is None:
        return Working(text_of(expression), latex_of(expression), chain, tuple(writer.lines), (), rational(expression))
    return _at_point(given, writer.lines, expression)


def _sign(given: DerivativeQuestion, order: int) -> str:
    raised = "" if order == 1 else f"^{order}"
    return f"d{raised}/d{given.letter}{raised}({written(given.body)})"


def _check(given: DerivativeQuestion, found: Expression) -> None:
    """SymPy's own derivative must be the same."""
    gap = sp.diff(to_sympy(given.body), symbol(given.letter), given.order) - found
    if gap != 0 and sp.expand(gap) != 0 and sp.simplify(gap) != 0:
        raise CannotSolve("the rules and SymPy disagree")


def _at_point(given: DerivativeQuestion, lines: list[Line], expression: Expression) -> Working:
    assert given.point is not None
    x, point = symbol(given.letter), to_sympy(given.point)
    value = sp.simplify(expression.subs(x, point))
    if not value.is_finite:
        raise CannotSolve("the derivative has no value there")
    primes, name = "'" * given.order, "g" if given.letter == "f" else "f"
    called = f"{name}{primes}({written(given.point)})"
    opening = Line("function", f"{name}({given.letter}) = {written(given.body)}")
    prime = Line("function_derivative", f"{name}{primes}({given.letter}) = {text_of(expression)}")
    put = written(put_in(from_sympy(expression), given.letter, given.point))
    told = text_of(value)
    last = Line("at_point", f"{called} = {put} = {told}" if put != told else f"{called} = {told}")
    chain = f"{prime.text}, {last.text}"
    return Working(
        told, latex_of(value), f"{opening.text}, {chain}", (opening, *lines, prime, last), (), rational(value)
    )


def put_in(node: Node, letter: str, value: Node) -> Node:
    """A formula with another one in the place of a letter."""
    if isinstance(node, Name):
        return value if node.text == letter else node
    if isinstance(node, Number):
        return node
    return Term(node.head, tuple(put_in(part, letter, value) for part in node.parts))


class Differentiation:
    """Differentiates a tree and writes down each rule that it uses."""

    def __init__(self, letter: str) -> None:
        self.letter = letter
        self.lines: list[Line] = []
        self.known: dict[Node, Expression] = {}

    def moves(self, node: Node) -> bool:
        """Whether a formula changes with the letter."""
        return self.letter in letters(node)

    def power_of(self, node: Node) -> tuple[Expression, Expression] | None:
        """Factor and exponent of `c x^n` with a number n; None for anything else."""
        return _power_of(node, self.letter)

    def say(self, rule: str, text: str) -> None:
        """Write down a line."""
        if len(self.lines) >= MAX_LINES:
            raise CannotSolve(f"the derivation has more than {MAX_LINES} lines")
        self.lines.append(Line(rule, text))

    def d(self, node: Node) -> str:
        """The sign of differentiation before a formula."""
        return f"d/d{self.letter}({written(node)})"

    def derive(self, node: Node) -> Expression:
        """The derivative; what was derived before is not told again."""
        if node not in self.known:
            self.known[node] = self.derived(node)
        return self.known[node]

    def derived(self, node: Node) -> Expression:
        """The derivative, told by its rule."""
        if not self.moves(node):
            self.say("constant", f"{self.d(node)} = 0")
            return sp.Integer(0)
        if self.power_of(node) is not None:
            return self._monomial(node)
        if isinstance(node, Term):
            rule = _RULES.get(node.head)
            if rule is not None:
                return rule(self, node)
            if node.head in OUTER:
                return self.chain(node)
        raise CannotSolve(f"no rule of differentiation for {written(node)}")

    def _monomial(self, node: Node) -> Expression:
        """`5x^3`: one line, however it is written."""
        found = self.power_of(node)
        assert found is not None
        factor, exponent = found
        x = symbol(self.letter)
        result = factor * exponent * x ** (exponent - 1)
        self.finish("power", node, [_monomial_work(factor, exponent, self.letter)], result)
        return result

    def _sum(self, node: Term) -> Expression:
        pieces = [part.parts[0] if _is_minus(part) else part for part in node.parts]
        if all(self.power_of(piece) or not self.moves(piece) for piece in pieces):
            return self._polynomial(node, pieces)
        signed = [Term("-", (_D(piece, self),)) if _is_minus(part) else _D(piece, self)
                  for part, piece in zip(node.parts, pieces, strict=True)]  # fmt: skip
        self.say("sum", f"{self.d(node)} = {written(Term('+', tuple(signed)))}")
        results = [self.derive(piece) * (-1 if _is_minus(part) else 1)
                   for part, piece in zip(node.parts, pieces, strict=True)]  # fmt: skip
        return self.finish("so", node, [], sp.Add(*results))

    def _polynomial(self, node: Term, pieces: list[Node]) -> Expression:
        """Term by term in one go."""
        for piece in dict.fromkeys(pieces):
            if self.moves(piece) and piece != Name(self.letter):
                self.derive(piece)
        x = symbol(self.letter)
        result = sp.Integer(0)
        for part, piece in zip(node.parts, pieces, strict=True):
            result += sp.diff(to_sympy(piece), x) * (-1 if _is_minus(part) else 1)
        return self.finish("termwise", node, [], result)

    def _minus(self, node: Term) -> Expression:
        inner = node.parts[0]
        self.say("factor", f"{self.d(node)} = -{self.d(inner)}")
        return self.finish("so", node, [], -self.derive(inner))

    def _product(self, node: Term) -> Expression:
        constant = [part for part in node.parts if not self.moves(part)]
        moving = [part for part in node.parts if self.moves(part)]
        if constant:
            inner = _joined(moving)
            outer = _joined(constant)
            self.say("factor", f"{self.d(node)} = {written(times(outer, _D(inner, self)))}")
            result = to_sympy(outer) * self.derive(inner)
            return self.finish("so", node, [], result)
        first, rest = moving[0], _joined(moving[1:])
        told = Term("+", (times(_D(first, self), rest), times(first, _D(rest, self))))
        self.say("product", f"{self.d(node)} = {written(told)}")
        d_first, d_rest = self.derive(first), self.derive(rest)
        put = Term("+", (times(from_sympy(d_first), rest), times(first, from_sympy(d_rest))))
        return self.finish("so", node, [put], d_first * to_sympy(rest) + to_sympy(first) * d_rest)

    def _quotient(self, node: Term) -> Expression:
        top, bottom = node.parts
        if not self.moves(bottom):
            self.say("factor", f"{self.d(node)} = {written(Term('/', (_D(top, self), bottom)))}")
            return self.finish("so", node, [], self.derive(top) / to_sympy(bottom))
        if not self.moves(top):
            return self._reciprocal(node, top, bottom)
        told = _quotient_rule(_D(top, self), bottom, top, _D(bottom, self))
        self.say("quotient", f"{self.d(node)} = {written(told)}")
        d_top, d_bottom = self.derive(top), self.derive(bottom)
        put = _quotient_rule(from_sympy(d_top), bottom, top, from_sympy(d_bottom))
        numerator = sp.expand(d_top * to_sympy(bottom) - to_sympy(top) * d_bottom)
        return self.finish("so", node, [put], tidied(numerator / to_sympy(bottom) ** 2))

    def _reciprocal(self, node: Term, top: Node, bottom: Node) -> Expression:
        """A constant over a function."""
        square = Term("^", (bottom, number(2)))
        told = Term("-", (Term("/", (times(top, _D(bottom, self)), square)),))
        self.say("reciprocal", f"{self.d(node)} = {written(told)}")
        d_bottom = self.derive(bottom)
        put = Term("-", (Term("/", (times(top, from_sympy(d_bottom)), square)),))
        return self.finish("so", node, [put], tidied(-to_sympy(top) * d_bottom / to_sympy(bottom) ** 2))

    def _power(self, node: Term) -> Expression:
        base, exponent = node.parts
        if not self.moves(exponent):
            return self.chain(node)
        if not self.moves(base):
            return self.chain(node)
        product = Term("*", (exponent, Term("ln", (base,))))
        self.say("logarithmic", f"{written(node)} = {written(Term('^', (Name('e'), product)))}")
        told = Term("*", (node, _D(product, self)))
        self.say("exponential_chain", f"{self.d(node)} = {written(told)}")
        result = to_sympy(node) * self.derive(product)
        put = Term("*", (node, from_sympy(self.derive(product))))
        return self.finish("so", node, [put], result)

    def chain(self, node: Term) -> Expression:
        """A function of something: the outer derivative times the inner one."""
        outer = outer_of(node, self.moves)
        result = to_sympy(outer.derivative)
        if outer.inner == Name(self.letter):
            return self.finish(outer.rule, node, [outer.derivative], result)
        told = times(outer.derivative, _D(outer.inner, self))
        self.say("chain", f"{self.d(node)} = {written(told)}")
        d_inner = self.derive(outer.inner)
        put = times(outer.derivative, from_sympy(d_inner))
        return self.finish("so", node, [put], tidied(result * d_inner))

    def finish(self, rule: str, node: Node, on_the_way: list[Node], result: Expression) -> Expression:
        """The line that gives the derivative of a node, by way of what was just put in."""
        texts = [self.d(node), *map(written, on_the_way), text_of(result)]
        self.say(rule, " = ".join(dict.fromkeys(texts)))
        return result


_RULES: dict[str, Callable[[Differentiation, Term], Expression]] = {
    "+": Differentiation._sum,
    "-": Differentiation._minus,
    "*": Differentiation._product,
    "/": Differentiation._quotient,
    "^": Differentiation._power,
}


def _D(node: Node, writer: Differentiation) -> Node:
    return Term("D", (node, Name(writer.letter), number(1)))


def _is_minus(node: Node) -> TypeGuard[Term]:
    return isinstance(node, Term) and node.head == "-"


def _joined(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Term("*", tuple(parts))


def _quotient_rule(d_top: Node, bottom: Node, top: Node, d_bottom: Node) -> Node:
    difference = Term("+", (times(d_top, bottom), Term("-", (times(top, d_bottom),))))
    return Term("/", (difference, Term("^", (bottom, number(2)))))


def _power_of(node: Node, letter: str) -> tuple[Expression, Expression] | None:
    """Factor and exponent of `c x^n` with a number n; None for anything else."""
    if not _is_monomial(node, letter):
        return None
    factor, rest = to_sympy(node).as_independent(symbol(letter), as_Add=False)
    base, exponent = rest.as_base_exp()
    return (factor, exponent) if base == symbol(letter) and not exponent.free_symbols else None


def _is_monomial(node: Node, letter: str) -> bool:
    """Whether a formula is a product or quotient of numbers and powers of the letter."""
    if isinstance(node, Name | Number) or letter not in letters(node):
        return True
    if node.head == "^":
        return node.parts[0] == Name(letter) and letter not in letters(node.parts[1])
    if node.head in ("*", "/"):
        return all(_is_monomial(part, letter) for part in node.parts)
    return False


def _monomial_work(factor: Expression, exponent: Expression, letter: str) -> Node:
    """`5 * 3x^(3 - 1)`, the power rule with its numbers put in."""
    exponent_node = from_sympy(exponent)
    lowered = Term("^", (Name(letter), Term("+", (exponent_node, Term("-", (number(1),))))))
    if exponent == 1:
        return from_sympy(factor)
    if factor == 1:
        return Term("*", (exponent_node, lowered))
    return Term("*", (from_sympy(factor), exponent_node, lowered))
