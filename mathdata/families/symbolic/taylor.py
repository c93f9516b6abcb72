"""Taylor polynomials: the derivatives at the point, exact; held against SymPy's own series."""

from math import factorial

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Term, number, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, symbol, text_of, to_sympy
from mathdata.families.symbolic.outer_functions import times
from mathdata.families.symbolic.questions import TaylorQuestion
from mathdata.families.symbolic.tidying import simplified, tidied
from mathdata.families.symbolic.working import Line, Working

MAX_CHARS = 400
"""A derivative that is longer is no line of a table any more."""


def solve(given: TaylorQuestion) -> Working:
    """The table of derivatives, the formula with their names, and the polynomial."""
    x, point = symbol(given.letter), to_sympy(given.point)
    name = "g" if given.letter == "f" else "f"
    opening = Line("function", f"{name}({given.letter}) = {written(given.body)}")
    values, table = _table(given, name)
    coefficients = [value / factorial(order) for order, value in enumerate(values)]
    _check(given, coefficients, x, point)
    formula, polynomial = _formula(given, name), written(_polynomial(given, coefficients))
    result = f"T_{given.degree}({given.letter}) = {formula} = {polynomial}"
    chain = f"{opening.text}, {result}"
    lines = (opening, *table, Line("polynomial", result))
    return Working(polynomial, _latex(given, coefficients), chain, lines)


def _table(given: TaylorQuestion, name: str) -> tuple[list[Expression], list[Line]]:
    """The values of the derivatives at the point, and a line for each."""
    x, point = symbol(given.letter), to_sympy(given.point)
    expression, values, lines = to_sympy(given.body), [], []
    for order in range(given.degree + 1):
        if order:
            expression = tidied(sp.diff(expression, x))
        value = simplified(expression.subs(x, point))
        if not value.is_finite or not value.is_real:
            raise CannotSolve("a derivative has no value at the point")
        shown = text_of(expression)
        if len(shown) > MAX_CHARS:
            raise CannotSolve("the derivatives grow too long")
        at = f"{_called(name, order, written(given.point))} = {text_of(value)}"
        lines.append(Line("value", at if not order else f"{_called(name, order, given.letter)} = {shown}, {at}"))
        values.append(value)
    return values, lines


def _called(name: str, order: int, argument: str) -> str:
    """`f''(0)`, from the fourth on `f^(4)(0)`."""
    return f"{name}{chr(39) * order if order < 4 else f'^({order})'}({argument})"


def _powers(given: TaylorQuestion) -> list[Node]:
    """1, x - a, (x - a)^2, and so on."""
    base: Node = Name(given.letter)
    if given.point != number(0):
        base = from_sympy(symbol(given.letter) - to_sympy(given.point))
    return [number(1), base, *(Term("^", (base, number(k))) for k in range(2, given.degree + 1))]


def _formula(given: TaylorQuestion, name: str) -> str:
    """`f(0) + f'(0)*x + (f''(0)/2!)*x^2`."""
    pieces = []
    for order, power in enumerate(_powers(given)):
        at = _called(name, order, written(given.point))
        factor = at if order < 2 else f"({at}/{order}!)"
        shown = f"({written(power)})" if isinstance(power, Term) and power.head == "+" else written(power)
        pieces.append(factor if not order else f"{factor}*{shown}")
    return " + ".join(pieces)


def _polynomial(given: TaylorQuestion, coefficients: list[Expression]) -> Node:
    """By rising powers, as it is expanded."""
    terms = [
        _term(coefficient, power)
        for coefficient, power in zip(coefficients, _powers(given), strict=True)
        if coefficient != 0
    ]
    if not terms:
        return number(0)
    return terms[0] if len(terms) == 1 else Term("+", tuple(terms))


def _term(coefficient: Expression, power: Node) -> Node:
    if coefficient.could_extract_minus_sign():
        return Term("-", (_term(-coefficient, power),))
    top, bottom = sp.fraction(coefficient)
    node = times(from_sympy(top), power)
    return node if bottom == 1 else Term("/", (node, from_sympy(bottom)))


def _latex(given: TaylorQuestion, coefficients: list[Expression]) -> str:
    base = given.letter
    if given.point != number(0):
        base = rf"{{\left({latex_of(symbol(given.letter) - to_sympy(given.point))}\right)}}"
    terms = [latex_of(c * symbol(base) ** k) for k, c in enumerate(coefficients) if c != 0]
    return " + ".join(terms).replace("+ -", "- ") or "0"


def _check(given: TaylorQuestion, coefficients: list[Expression], x: Expression, point: Expression) -> None:
    """The series that SymPy finds without derivatives must be the same, power by power."""
    step = sp.Symbol("h", positive=True)
    series = sp.series(to_sympy(given.body).subs(x, point + step), step, 0, given.degree + 1).removeO()
    own = sp.Add(*(c * step**k for k, c in enumerate(coefficients)))
    gap = sp.expand(series - own)
    if gap != 0 and sp.simplify(gap) != 0:
        raise CannotSolve("the derivatives and the series disagree")
