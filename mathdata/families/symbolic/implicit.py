"""Implicit derivatives: both sides rule by rule, the terms of y' collected, solved; held against -F_x/F_y."""

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Term, letters, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, rational, symbol, text_of, to_sympy
from mathdata.families.symbolic.derivation import Differentiation, put_in
from mathdata.families.symbolic.outer_functions import outer_of, times
from mathdata.families.symbolic.questions import ImplicitQuestion
from mathdata.families.symbolic.tidying import tidied
from mathdata.families.symbolic.working import Line, Working
from mathdata.families.working.lines import concludes


class _Implicit(Differentiation):
    """Differentiates a formula in which a second letter depends on the first."""

    def __init__(self, letter: str, function: str) -> None:
        super().__init__(letter)
        self.function = function
        self.prime = symbol(f"{function}'")

    def moves(self, node: Node) -> bool:
        return not letters(node).isdisjoint({self.letter, self.function})

    def power_of(self, node: Node) -> tuple[Expression, Expression] | None:
        return None if self.function in letters(node) else super().power_of(node)

    def derived(self, node: Node) -> Expression:
        return self.prime if node == Name(self.function) else super().derived(node)

    def chain(self, node: Term) -> Expression:
        """A function of y has the factor y'."""
        outer = outer_of(node, self.moves)
        if outer.inner != Name(self.function):
            return super().chain(node)
        put = times(outer.derivative, Name(self.prime.name))
        return self.finish("inner", node, [put], to_sympy(outer.derivative) * self.prime)


def solve(given: ImplicitQuestion) -> Working:
    """dy/dx from an equation in x and y, and its value where the problem names a point."""
    writer = _Implicit(given.letter, given.function)
    equation = f"{written(given.left)} = {written(given.right)}"
    declared = f"{given.function} = {given.function}({given.letter})"
    writer.lines.append(Line("function", equation, declared))
    writer.say("both", f"{writer.d(given.left)} = {writer.d(given.right)}")
    sides = [writer.derive(side) for side in (given.left, given.right)]
    differentiated = f"{text_of(sides[0])} = {text_of(sides[1])}"
    writer.say("equation", differentiated)
    slope = _solved_for(writer, sides)
    _check(given, slope)
    result = f"d{given.function}/d{given.letter} = {text_of(slope)}"
    chain = f"{declared}, {equation}, {differentiated}, {result}"
    if given.point is not None:
        return _at_point(given, writer.lines, chain, slope)
    if not concludes(writer.lines[-1].text, result):
        writer.say("result", result)
    return Working(text_of(slope), latex_of(slope), chain, tuple(writer.lines))


def _solved_for(writer: _Implicit, sides: list[Expression]) -> Expression:
    """The slope, from an equation that is linear in it."""
    prime = writer.prime
    gap = sp.expand(sides[0] - sides[1], power_exp=False)
    factor, rest = sp.factor_terms(gap.coeff(prime, 1)), -gap.coeff(prime, 0)
    if factor == 0 or rest == 0 or sp.expand(gap - factor * prime + rest, power_exp=False) != 0:
        raise CannotSolve("the equation does not define a function that changes")
    collected = f"{written(times(from_sympy(factor), Name(prime.name)))} = {text_of(rest)}"
    if collected != f"{text_of(sides[0])} = {text_of(sides[1])}":
        writer.say("collect", collected)
    slope = _shortest(rest / factor)
    quotient = rest_over(rest, factor)
    writer.say("solve", " = ".join(dict.fromkeys([prime.name, quotient, text_of(slope)])))
    return slope


def _shortest(quotient: Expression) -> Expression:
    """Reduced, without fractions in fractions, and with its minus sign in front."""
    best = tidied(quotient)
    top, bottom = sp.fraction(best)
    if sp.denom(sp.together(top)) != 1 or sp.denom(sp.together(bottom)) != 1:
        best = tidied(sp.cancel(sp.together(quotient)))
        top, bottom = sp.fraction(best)
    return sp.Mul(-1, -top, 1 / bottom) if top.is_Add and top.could_extract_minus_sign() and bottom != 1 else best


def rest_over(top: Expression, bottom: Expression) -> str:
    """A quotient as it stands before it is reduced."""
    return text_of(top) if bottom == 1 else written(Term("/", (from_sympy(top), from_sympy(bottom))))


def _check(given: ImplicitQuestion, slope: Expression) -> None:
    """The theorem of implicit functions must give the same: -F_x/F_y."""
    gap = to_sympy(given.left) - to_sympy(given.right)
    by_x, by_y = sp.diff(gap, symbol(given.letter)), sp.diff(gap, symbol(given.function))
    if sp.simplify(slope * by_y + by_x) != 0:
        raise CannotSolve("the rules and the theorem of implicit functions disagree")


def _at_point(given: ImplicitQuestion, lines: list[Line], chain: str, slope: Expression) -> Working:
    assert given.point is not None, "the problem names a point"
    places = dict(zip((given.letter, given.function), given.point, strict=True))
    at = {symbol(name): to_sympy(place) for name, place in places.items()}
    left, right = (to_sympy(side).subs(at) for side in (given.left, given.right))
    value = sp.simplify(slope.subs(at))
    if sp.simplify(left - right) != 0 or not value.is_finite:
        raise CannotSolve("the point is not on the curve, or the curve has no slope there")
    name = next(name for name in "kmsp" if name not in letters(given.left) | letters(given.right))
    told = [f"{name} = {_put(from_sympy(slope), places)}", text_of(value)]
    on_curve = " = ".join(dict.fromkeys([_put(given.left, places), _put(given.right, places)]))
    note = f"({', '.join(map(written, given.point))})"
    last = Line("at_point", " = ".join(told) if told[0] != f"{name} = {told[1]}" else told[0], note)
    extra = (Line("on_curve", on_curve, note),) if "=" in on_curve else ()
    return Working(
        text_of(value), latex_of(value), f"{chain}, {last.text}", (*lines, *extra, last), (), rational(value)
    )


def _put(node: Node, places: dict[str, Node]) -> str:
    for name, place in places.items():
        node = put_in(node, name, place)
    return written(node)
