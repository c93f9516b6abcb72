"""Polynomials multiplied out and taken apart, one factor after another; each line equals the one before."""

from collections.abc import Iterable, Sequence
from math import comb

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Number, Term, number, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, rational, text_of, to_sympy
from mathdata.families.symbolic.derivation import put_in
from mathdata.families.symbolic.outer_functions import times
from mathdata.families.symbolic.questions import PolynomialQuestion
from mathdata.families.symbolic.working import Line, Working
from mathdata.families.working.lines import concludes

MAX_TERMS = 40
MAX_EXPONENT = 12


def expand(given: PolynomialQuestion) -> Working:
    """A polynomial without brackets and with each power once."""
    _require_polynomial(to_sympy(given.body))
    writer = _Writer()
    result = writer.expand(given.body)
    if sp.expand(to_sympy(given.body) - result) != 0:
        raise CannotSolve("the steps and SymPy disagree")
    chain = f"{written(given.body)} = {text_of(result)}"
    if not writer.lines or not concludes(writer.lines[-1].text, chain):
        writer.say("so", chain)
    return Working(text_of(result), latex_of(result), chain, tuple(writer.lines), (), rational(result))


def _require_polynomial(expression: Expression) -> None:
    letters = expression.free_symbols
    if not (expression.is_Rational or (letters and expression.is_polynomial(*letters))):
        raise CannotSolve("found no polynomial")
    if len(sp.Add.make_args(sp.expand(expression))) > MAX_TERMS:
        raise CannotSolve(f"the result has more than {MAX_TERMS} terms")
    if letters and any(not coefficient.is_Rational for coefficient in sp.Poly(expression, *letters).coeffs()):
        raise CannotSolve("found a coefficient that is not rational")


class _Writer:
    def __init__(self) -> None:
        self.lines: list[Line] = []

    def say(self, rule: str, *texts: str) -> None:
        told = " = ".join(dict.fromkeys(texts))
        if " = " in told:
            self.lines.append(Line(rule, told))

    def expand(self, node: Node) -> Expression:
        """The sum that a node is."""
        if isinstance(node, Name | Number):
            return to_sympy(node)
        if node.head == "+":
            return self._sum(node)
        if node.head == "-":
            return sp.expand(-self.expand(node.parts[0]))
        if node.head == "*":
            return self._product(node)
        if node.head == "/":
            return self._quotient(node)
        if node.head == "^" and isinstance(node.parts[1], Number):
            return self._power(node, node.parts[1])
        raise CannotSolve(f"found {node.head!r} in a polynomial")

    def _sum(self, node: Term) -> Expression:
        parts = [self.expand(part) for part in node.parts]
        terms = [term for part in parts for term in _terms(part)]
        result = sp.expand(sp.Add(*parts))
        opened = _sum_text(terms)
        groups = _groups(terms)
        self.say("collect" if len(terms) == len(node.parts) else "open", written(node), opened, groups, text_of(result))
        return result

    def _product(self, node: Term) -> Expression:
        result = self.expand(node.parts[0])
        for part in node.parts[1:]:
            factor = self.expand(part)
            if len(sp.Add.make_args(result)) > 1 or len(sp.Add.make_args(factor)) > 1:
                self._multiply(result, factor)
            result = sp.expand(result * factor)
        return result

    def _multiply(self, left: Expression, right: Expression) -> None:
        """`(2x + 1)*(x - 3) = 2x*x + 2x*(-3) + 1*x + 1*(-3) = …`."""
        pairs = [(a, b) for a in _terms(left) for b in _terms(right)]
        if len(pairs) > MAX_TERMS:
            raise CannotSolve(f"a product has more than {MAX_TERMS} terms")
        shown = written(times(from_sympy(left), from_sympy(right)))
        spread = written(Term("+", tuple(times(from_sympy(a), from_sympy(b)) for a, b in pairs)))
        products = [a * b for a, b in pairs]
        self.say("distribute", shown, spread, _sum_text(products), text_of(sp.expand(left * right)))

    def _quotient(self, node: Term) -> Expression:
        bottom = to_sympy(node.parts[1])
        if not bottom.is_Rational or bottom == 0:
            raise CannotSolve("found a division by what is no number")
        return sp.expand(self.expand(node.parts[0]) / bottom)

    def _power(self, node: Term, exponent: Number) -> Expression:
        n = exponent.value
        if n.denominator != 1 or not 0 <= n <= MAX_EXPONENT:
            raise CannotSolve(f"found the exponent {n}, wanted a whole one up to {MAX_EXPONENT}")
        base = self.expand(node.parts[0])
        result = sp.expand(base ** int(n))
        terms = _terms(base)
        if len(terms) == 2 and n > 1:
            self._binomial(node, terms, int(n), result)
        elif len(terms) > 2 and n > 1:
            power = base
            for _ in range(int(n) - 1):
                self._multiply(power, base)
                power = sp.expand(power * base)
            self.say("so", written(node), text_of(result))
        return result

    def _binomial(self, node: Term, terms: Sequence[Expression], n: int, result: Expression) -> None:
        a, b = (from_sympy(term) for term in terms)
        pieces = []
        for k in range(n + 1):
            factors = [number(comb(n, k))] if comb(n, k) > 1 else []
            factors += [_raised(a, n - k)] if k < n else []
            factors += [_raised(b, k)] if k else []
            pieces.append(factors[0] if len(factors) == 1 else Term("*", tuple(factors)))
        rule = "square" if n == 2 else "binomial"
        self.say(rule, written(node), written(Term("+", tuple(pieces))), text_of(result))


def _raised(node: Node, n: int) -> Node:
    return node if n == 1 else Term("^", (node, number(n)))


def _terms(expression: Expression) -> list[Expression]:
    """The terms of a polynomial in the order in which they are written."""
    tree = from_sympy(expression)
    return [to_sympy(part) for part in tree.parts] if isinstance(tree, Term) and tree.head == "+" else [expression]


def _sum_text(terms: Iterable[Expression]) -> str:
    """Terms one after another, like ones not yet collected."""
    nodes = tuple(from_sympy(term) for term in terms)
    return written(nodes[0]) if len(nodes) == 1 else written(Term("+", nodes))


def _groups(terms: list[Expression]) -> str:
    """`(4 - 6)*x^2 + (3 + 2)*x`: the factors of each power in brackets."""
    factors: dict[Expression, list[Expression]] = {}
    for term in terms:
        coefficient, monomial = term.as_coeff_Mul()
        factors.setdefault(monomial, []).append(coefficient)
    if all(len(group) == 1 for group in factors.values()):
        return _sum_text(terms)
    pieces = []
    total = _terms(sp.Add(*factors))  # the powers in the order in which the result is written
    for monomial, group in sorted(factors.items(), key=lambda pair: total.index(pair[0])):
        if len(group) == 1:
            pieces.append(from_sympy(group[0] * monomial))
            continue
        bracket = Term("+", tuple(from_sympy(coefficient) for coefficient in group))
        pieces.append(bracket if monomial == 1 else Term("*", (bracket, from_sympy(monomial))))
    return written(pieces[0] if len(pieces) == 1 else Term("+", tuple(pieces)))


def factor(given: PolynomialQuestion) -> Working:
    """A polynomial as a product over the rational numbers."""
    expression = sp.expand(to_sympy(given.body))
    _require_polynomial(expression)
    if not expression.free_symbols:
        raise CannotSolve("found a number, wanted a polynomial")
    goal = sp.factor(expression)
    if not (goal.is_Mul or goal.is_Pow) or goal == expression:
        raise CannotSolve("it has no factors over the rational numbers")
    writer = _Factors()
    opened = text_of(expression)
    if written(given.body) != opened:
        writer.say("collect", written(given.body), opened)
    found = writer.apart(expression)
    if sp.expand(found - expression) != 0 or sp.factor(expression) != sp.factor(found):
        raise CannotSolve("the steps and SymPy disagree")
    chain = f"{written(given.body)} = {text_of(goal)}"
    if not writer.lines or not concludes(writer.lines[-1].text, chain):
        writer.say("so", written(given.body), text_of(goal))
    check = Line("expand", f"{text_of(goal)} = {opened}")
    return Working(text_of(goal), latex_of(goal), chain, tuple(writer.lines), (check,))


class _Factors(_Writer):
    """Takes a polynomial apart."""

    def apart(self, expression: Expression) -> Expression:
        """The product that an expanded polynomial is."""
        content, rest = _common(expression)
        if content != 1:
            self.say("common", text_of(expression), _product_text(content, rest))
            return content * self.apart(rest)
        factored = sp.factor(expression)
        if not (factored.is_Mul or factored.is_Pow):
            return expression
        letters = sorted(expression.free_symbols, key=str)
        if len(letters) == 1 and sp.degree(expression, letters[0]) == 2:
            self.say(_quadratic_rule(expression, letters[0]), text_of(expression), text_of(factored))
            return factored
        if len(letters) == 1:
            return self._by_root(expression, letters[0], factored)
        self.say("group", text_of(expression), text_of(factored))
        return factored

    def _by_root(self, expression: Expression, x: Expression, factored: Expression) -> Expression:
        """A rational root gives a linear factor; the quotient is taken apart in turn."""
        roots = sorted((root for root in sp.roots(expression, x, filter="Q")), key=lambda root: (abs(root), -root))
        if not roots:
            self.say("group", text_of(expression), text_of(factored))
            return factored
        root = roots[0]
        linear = sp.denom(root) * x - sp.numer(root)
        quotient = sp.quo(expression, linear, x)
        put = written(put_in(from_sympy(expression), x.name, from_sympy(root)))
        self.say("root", put, "0")
        self.say("divide", text_of(expression), _product_text(linear, quotient))
        rest = self.apart(quotient)
        self.say("so", text_of(expression), text_of(factored))
        return linear * rest


def _common(expression: Expression) -> tuple[Expression, Expression]:
    """The greatest factor that all terms share, negative where the first term is, and what it leaves."""
    letters = sorted(expression.free_symbols, key=str)
    content, rest = sp.Poly(expression, *letters).primitive()
    shared = sp.Integer(1)
    for letter in letters:
        lowest = min(degrees[letters.index(letter)] for degrees in sp.Poly(expression, *letters).monoms())
        shared *= letter**lowest
    sign = -1 if _leads_with_minus(expression) else 1
    outside = sign * content * shared
    return outside, sp.expand(sp.cancel(expression / outside)) if outside != 1 else rest.as_expr()


def _leads_with_minus(expression: Expression) -> bool:
    tree = from_sympy(expression)
    first = tree.parts[0] if isinstance(tree, Term) and tree.head == "+" else tree
    return isinstance(first, Term) and first.head == "-"


def _product_text(left: Expression, right: Expression) -> str:
    return written(Term("*", (from_sympy(left), from_sympy(right)))) if left != -1 else f"-({text_of(right)})"


def _quadratic_rule(expression: Expression, x: Expression) -> str:
    """Perfect square, difference of squares, or any other pair of factors."""
    a, b, c = sp.Poly(expression, x).all_coeffs()
    if b == 0:
        return "squares"
    return "square" if b**2 == 4 * a * c else "cross"
