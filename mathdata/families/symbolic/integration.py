"""Integrals: the antiderivative, tested by differentiation, and between two ends its difference, tested by measure."""

import mpmath
import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Term, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, rational, symbol, text_of, to_sympy
from mathdata.families.symbolic.antiderivatives import antiderivative
from mathdata.families.symbolic.derivation import put_in
from mathdata.families.symbolic.questions import IntegralQuestion
from mathdata.families.symbolic.tidying import simplified, tidied
from mathdata.families.symbolic.working import Line, Working
from mathdata.families.working.lines import concludes

AGREED_DIGITS = 10
"""To how many digits a definite integral must agree with its measured value."""


def indefinite(given: IntegralQuestion) -> Working:
    """The antiderivative with its constant; checked by differentiation."""
    x, body = symbol(given.letter), to_sympy(given.body)
    found, lines = antiderivative(body, x)
    best = tidied(found)
    shown = written(Term("int", (given.body, Name(given.letter))))
    chain = f"{shown} = {text_of(best)} + C"
    if not lines or not concludes(lines[-1].text, chain):
        lines.append(Line("so", chain))
    check = Line("derivative", f"d/d{given.letter}({text_of(best)}) = {written(given.body)}")
    return Working(f"{text_of(best)} + C", f"{latex_of(best)} + C", chain, tuple(lines), (check,))


def definite(given: IntegralQuestion) -> Working:
    """The value between the ends, by the antiderivative or by symmetry."""
    assert given.low is not None, "the family asks for both ends"
    assert given.high is not None, "the family asks for both ends"
    x, body = symbol(given.letter), to_sympy(given.body)
    low, high = to_sympy(given.low), to_sympy(given.high)
    shown = written(Term("int", (given.body, Name(given.letter), given.low, given.high)))
    if low == -high and low.is_finite and sp.simplify(body.subs(x, -x) + body) == 0:
        _agree(body, x, low, high, sp.Integer(0))
        put = text_of(body.subs(x, -x))
        lines = [Line("odd", f"f({x.name}) = {written(given.body)}, f(-{x.name}) = {put} = -f({x.name})")]
        return _whole(shown, sp.Integer(0), lines)
    found, lines = antiderivative(body, x)
    best = tidied(found)
    ends = [_end(best, x, end, side) for end, side in ((high, "-"), (low, "+"))]
    value = simplified(ends[0] - ends[1])
    if not value.is_finite or value.has(sp.zoo, sp.nan):
        raise CannotSolve("the integral has no finite value")
    value = tidied(sp.expand(value)) if value.count_ops() > 3 else value
    _agree(body, x, low, high, value)
    lines.append(Line("antiderivative", f"F({x.name}) = {text_of(best)}"))
    lines.append(Line("ends", _difference(given, best, x, (high, low), ends, value)))
    return _whole(shown, value, lines)


def _whole(shown: str, value: Expression, lines: list[Line]) -> Working:
    chain = f"{shown} = {text_of(value)}"
    lines.append(Line("so", chain))
    return Working(text_of(value), latex_of(value), chain, tuple(lines), (), rational(value))


def _end(found: Expression, x: Expression, end: Expression, side: str) -> Expression:
    """The antiderivative at an end, as a limit where it must be."""
    if end.is_finite:
        value = found.subs(x, end)
        if value.is_finite and not value.has(sp.zoo, sp.nan):
            return simplified(value)
    return sp.limit(found, x, end, side if end.is_finite else "-" if end == sp.oo else "+")


def _difference(
    given: IntegralQuestion,
    found: Expression,
    x: Expression,
    points: tuple[Expression, Expression],
    ends: list[Expression],
    value: Expression,
) -> str:
    """`F(1) - F(0) = 1^2/2 - 0^2/2 = 1/2`, with limits where an end is infinite or the function has no value there."""
    assert given.low is not None, "there are two ends"
    assert given.high is not None, "there are two ends"
    signs: list[str] = []
    put: list[Node] = []
    nodes = [from_sympy(end) for end in ends]
    for point, node, end, side in zip(points, (given.high, given.low), nodes, ("-", "+"), strict=True):
        if point.is_finite and found.subs(x, point).is_finite:
            signs.append(f"F({text_of(point)})")
            put.append(put_in(from_sympy(found), given.letter, node))
            continue
        mark = f"^{side}" if point.is_finite else ""
        target = "+∞" if point == sp.oo else text_of(point)
        signs.append(f"(lim({x.name}→{target}{mark}) F({x.name}))")
        put.append(end)
    texts = [" - ".join(signs), _less(*put), _less(*nodes), text_of(value)]
    return " = ".join(dict.fromkeys(texts))


def _less(left: Node, right: Node) -> str:
    """A difference; what is taken away keeps its sign in brackets."""
    return written(Term("+", (left, Term("-", (right,)))))


def _agree(body: Expression, x: Expression, low: Expression, high: Expression, value: Expression) -> None:
    """The value must be what quadrature measures; so no pole between the ends goes unseen."""
    letters = (body.free_symbols | value.free_symbols) - {x}
    if letters or low.free_symbols or high.free_symbols:
        raise CannotSolve("the integral depends on a parameter")
    with mpmath.workdps(25):
        function = sp.lambdify(x, body, "mpmath")
        ends = [mpmath.mpf(sp.N(end, 25)) if end.is_finite else mpmath.inf * (1 if end == sp.oo else -1)
                for end in (low, high)]  # fmt: skip
        try:
            measured, error = mpmath.quad(function, ends, error=True)
        except ZeroDivisionError:
            raise CannotSolve("the integrand has a pole between the ends") from None
        exact = mpmath.mpf(sp.N(value, 25))
        bound = mpmath.mpf(10) ** -AGREED_DIGITS * (1 + abs(exact))
        if isinstance(measured, mpmath.mpc) or error > bound or abs(measured - exact) > bound:
            raise CannotSolve("the value and its measure disagree")
