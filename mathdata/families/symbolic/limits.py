"""Limits as they are worked out on paper: put in, cancel, divide, known limits, l'Hôpital; SymPy has the last word."""

from collections.abc import Callable

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Term, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, rational, symbol, text_of, to_sympy
from mathdata.families.symbolic.derivation import put_in
from mathdata.families.symbolic.limit_goals import (
    Goal,
    exponential_text,
    indeterminate,
    is_indeterminate,
    one_fraction,
    roots_in,
    signed,
    simplified,
    under_root,
    value_or_none,
)
from mathdata.families.symbolic.questions import LimitQuestion
from mathdata.families.symbolic.tidying import tidied
from mathdata.families.symbolic.working import Line, Working
from mathdata.families.working.lines import concludes

MAX_DEPTH = 20
MAX_LINES = 40


def solve(given: LimitQuestion) -> Working:
    """The limit and the steps that lead to it."""
    x = symbol(given.letter)
    if given.letter == "n":
        x = sp.Symbol("n", integer=True, positive=True)
    body = to_sympy(given.body).xreplace({symbol(given.letter): x})
    goal = Goal(x, to_sympy(given.point), given.side)
    if body.free_symbols - {x}:
        raise CannotSolve("the limit depends on a parameter")
    value = goal.value(body)
    if given.both_ends and sp.limit(body, x, -sp.oo) != sp.limit(body, x, sp.oo):
        raise CannotSolve("the limits at both ends differ")
    writer = _Writer(goal)
    shown = written(Term("lim", (given.body, Name(given.letter), given.point, Name(given.side))))
    if writer.find(body, 0) != value:
        raise CannotSolve("the steps and SymPy disagree")
    answer = signed(value)
    chain = f"{shown} = {answer}"
    if not concludes(writer.lines[-1].text, chain):
        writer.lines.append(Line("so", chain))
    return Working(answer, latex_of(value), chain, tuple(writer.lines), (), rational(value))


class _Stuck(Exception):
    """This way leads no further."""


class _Writer:
    def __init__(self, goal: Goal) -> None:
        self.goal = goal
        self.lines: list[Line] = []

    def say(self, rule: str, text: str) -> None:
        if len(self.lines) >= MAX_LINES:
            raise CannotSolve(f"the limit takes more than {MAX_LINES} lines")
        self.lines.append(Line(rule, text))

    def find(self, body: Expression, depth: int) -> Expression:
        """The limit of a body, by the first way that leads to it.

        Raises:
            CannotSolve: if none does.
        """
        if depth > MAX_DEPTH:
            raise CannotSolve("the limit takes too many steps")
        for way in _WAYS:
            before = len(self.lines)
            try:
                return way(self, body, depth)
            except _Stuck:
                del self.lines[before:]
            except CannotSolve:  # far from the start it is not worth another way
                if depth > 2:
                    raise
                del self.lines[before:]
        raise CannotSolve("no way to this limit is known here")

    def on(self, rule: str, body: Expression, after: Expression, depth: int) -> Expression:
        """One step to another limit that is the same."""
        self.say(rule, f"{self.goal.told(body)} = {self.goal.told(after)}")
        return self.find(after, depth + 1)

    def end(self, rule: str, body: Expression, value: Expression, *on_the_way: str) -> Expression:
        """The line that ends in the value."""
        texts = [self.goal.told(body), *on_the_way, signed(value)]
        self.say(rule, " = ".join(dict.fromkeys(texts)))
        return value

    # ways

    def constant(self, body: Expression, depth: int) -> Expression:
        if self.goal.x in body.free_symbols:
            raise _Stuck
        return self.end("constant", body, body)

    def substitution(self, body: Expression, depth: int) -> Expression:
        """Put the point in, where the function is continuous."""
        goal = self.goal
        if not goal.point.is_finite:
            raise _Stuck
        if any(
            power.base.subs(goal.x, goal.point) == 0 and goal.x in power.exp.free_symbols
            for power in body.atoms(sp.Pow)
        ):
            raise _Stuck  # 0^0 is 1 to SymPy
        value = body.subs(goal.x, goal.point)
        if not value.is_finite or not value.is_real or value.has(sp.nan, sp.zoo):
            raise _Stuck
        if sp.simplify(value - goal.value(body)) != 0:
            raise _Stuck
        put = written(put_in(from_sympy(body), goal.x.name, from_sympy(goal.point)))
        return self.end("substitution", body, sp.simplify(value), put)

    def plain_infinity(self, body: Expression, depth: int) -> Expression:
        """Powers, exponentials and logarithms whose behaviour is known by heart."""
        base, exponent = body.as_base_exp()
        x = self.goal.x
        simple = (
            (base == x and exponent.is_number) or (body.is_Pow and base.is_number) or isinstance(body, sp.log | sp.atan)
        )
        inner = body.args[0] if isinstance(body, sp.log | sp.atan) else exponent if base != x else base
        if (
            not simple
            or (inner.is_Add and not inner.is_polynomial(x))
            or not (inner.is_polynomial(x) or exponent.is_number)
        ):
            raise _Stuck
        return self.end("basic", body, self.goal.value(body))

    def cancelled(self, body: Expression, depth: int) -> Expression:
        """0/0 of polynomials: factor and cancel."""
        x = self.goal.x
        top, bottom = one_fraction(body)
        if not (
            self.goal.point.is_finite and top.is_polynomial(x) and bottom.is_polynomial(x) and x in bottom.free_symbols
        ):
            raise _Stuck
        after = sp.cancel(top / bottom)
        if sp.fraction(after)[1] == bottom or after == body:
            raise _Stuck
        factored = [from_sympy(sp.factor(part)) for part in (top, bottom)]
        middle = self._told_node(Term("/", (factored[0], factored[1])))
        self.say("cancel", " = ".join(dict.fromkeys([self.goal.told(body), middle, self.goal.told(after)])))
        return self.find(after, depth + 1)

    def _told_node(self, node: Term) -> str:
        goal = self.goal
        return written(Term("lim", (node, Name(goal.x.name), from_sympy(goal.point), Name(goal.side))))

    def divided(self, body: Expression, depth: int) -> Expression:
        """A rational function at infinity: divide by the highest power."""
        x = self.goal.x
        top, bottom = sp.fraction(sp.together(body))
        if self.goal.point.is_finite or not (
            top.is_polynomial(x) and bottom.is_polynomial(x) and x in bottom.free_symbols
        ):
            raise _Stuck
        degree = sp.degree(bottom, x)
        if sp.degree(top, x) > degree or (sp.Poly(top, x).is_monomial and sp.Poly(bottom, x).is_monomial):
            raise _Stuck
        shrunk = [sp.expand(part / x**degree) for part in (top, bottom)]
        middle = self._told_node(Term("/", (from_sympy(shrunk[0]), from_sympy(shrunk[1]))))
        return self.end("divide", body, self.goal.value(body), middle)

    def sine(self, body: Expression, depth: int) -> Expression:
        """`sin(3x)/x`, by the limit of sin(u)/u."""
        x, goal = self.goal.x, self.goal
        top, bottom = sp.fraction(body)
        factor, sine = top.as_independent(x, as_Add=False)
        if goal.point != 0 or not isinstance(sine, sp.sin) or not (bottom / x).is_number:
            raise _Stuck
        inner = sine.args[0]
        ratio = inner / x
        if not ratio.is_number:
            raise _Stuck
        outer = factor * ratio / (bottom / x)
        if ratio == 1 and bottom == x and factor == 1:
            return self.end("sine", body, sp.Integer(1))
        known = self._told_node(Term("/", (from_sympy(sine), from_sympy(inner))))
        outside = text_of(outer) if outer.is_Integer and outer > 0 else f"({text_of(outer)})"
        return self.end("sine", body, outer, f"{outside}*{known}")

    def hospital(self, body: Expression, depth: int) -> Expression:
        """0/0 or ∞/∞: the limit of the quotient of the derivatives."""
        x, goal = self.goal.x, self.goal
        top, bottom = sp.fraction(body)
        if x not in bottom.free_symbols or not indeterminate(goal, top, bottom):
            raise _Stuck
        if x.is_integer:
            raise _Stuck
        shown = goal.told(body)
        if bottom.has(sp.exp) and "/" not in text_of(body):
            shown = self._told_node(Term("/", (from_sympy(top), from_sympy(bottom))))
            self.say("quotient", f"{goal.told(body)} = {shown}")
        d_top, d_bottom = sp.diff(top, x), sp.diff(bottom, x)
        after = tidied(sp.cancel(d_top / d_bottom) if (d_top / d_bottom).is_rational_function(x) else
                       simplified(d_top / d_bottom))  # fmt: skip
        self.say("hospital", f"{shown} = {goal.told(after)}")
        return self.find(after, depth + 1)

    def combined(self, body: Expression, depth: int) -> Expression:
        """A difference of two that grow: one fraction."""
        if not body.is_Add:
            raise _Stuck
        after = sp.together(body)
        if after == body or sp.fraction(after)[1] == 1:
            raise _Stuck
        return self.on("combine", body, after, depth)

    def conjugated(self, body: Expression, depth: int) -> Expression:
        """`sqrt(x^2 + x) - x`: multiply by the sum of the two, divide by it."""
        if not body.is_Add or len(body.args) != 2 or not roots_in(body):
            raise _Stuck
        first, second = body.args
        top = sp.expand(first**2 - second**2)
        if roots_in(top):
            raise _Stuck
        after = top / (first - second)
        self.say("conjugate", f"{self.goal.told(body)} = {self.goal.told(after)}")
        return self._divided_by_x(after, depth)

    def _divided_by_x(self, body: Expression, depth: int) -> Expression:
        goal = self.goal
        if goal.point != sp.oo:
            return self.find(body, depth + 1)
        positive = sp.Symbol(goal.x.name, positive=True)
        top, bottom = (sp.fraction(body)[i].xreplace({goal.x: positive}) for i in (0, 1))
        degree = sp.degree(top, positive) if top.is_polynomial(positive) else 0
        power = positive**degree
        shrunk = [sum(under_root(sp.expand(term / power), positive) for term in sp.Add.make_args(part))
                  for part in (top, bottom)]  # fmt: skip
        after = (shrunk[0] / shrunk[1]).xreplace({positive: goal.x})
        return self.end("divide", body, goal.value(body), goal.told(after))

    def product(self, body: Expression, depth: int) -> Expression:
        """0·∞: one factor goes below."""
        x, goal = self.goal.x, self.goal
        if not body.is_Mul or x in sp.fraction(body)[1].free_symbols:
            raise _Stuck
        moving = [factor for factor in body.args if x in factor.free_symbols]
        if len(moving) < 2:
            raise _Stuck
        zero = [factor for factor in moving if value_or_none(goal, factor) == 0]
        infinite = [factor for factor in moving if value_or_none(goal, factor) in (sp.oo, -sp.oo)]
        if not zero or not infinite:
            raise _Stuck
        below = [factor for factor in moving if not factor.has(sp.log)][:1] or infinite[:1]
        denominator = 1 / below[0]
        top = body / below[0]
        shown = self._told_node(Term("/", (from_sympy(top), from_sympy(denominator))))
        self.say("quotient", f"{goal.told(body)} = {shown}")
        d_top, d_bottom = sp.diff(top, x), sp.diff(denominator, x)
        after = tidied(simplified(d_top / d_bottom))
        self.say("hospital", f"{shown} = {goal.told(after)}")
        return self.find(after, depth + 1)

    def squeezed(self, body: Expression, depth: int) -> Expression:
        """Something that vanishes times something bounded."""
        goal = self.goal
        bounded = [factor for factor in body.args if isinstance(factor, sp.sin | sp.cos)] if body.is_Mul else []
        if not bounded:
            raise _Stuck
        rest = body / bounded[0]
        if value_or_none(goal, rest) != 0:
            raise _Stuck
        self.say("bounded", f"|{text_of(body)}| <= |{text_of(rest)}|")
        self.say("vanishes", f"{goal.told(rest)} = 0")
        return self.end("squeeze", body, sp.Integer(0))

    def exponential(self, body: Expression, depth: int) -> Expression:
        """1^∞, 0^0, ∞^0: the limit of the logarithm first."""
        x, goal = self.goal.x, self.goal
        base, exponent = body.as_base_exp()
        if not body.is_Pow or x not in exponent.free_symbols or x not in base.free_symbols:
            raise _Stuck
        if base == 1 + 1 / exponent and goal.value(exponent) in (sp.oo, -sp.oo):
            return self.end("euler", body, sp.E)
        logarithm = exponent * sp.log(base)
        self.say("logarithm", f"{text_of(body)} = e^({text_of(logarithm)})")
        inner = self.find(logarithm, depth + 1)
        value = sp.exp(inner)
        return self.end("so", body, value, *exponential_text(inner))

    def sum(self, body: Expression, depth: int) -> Expression:
        """Term by term, where each term has a finite limit."""
        goal = self.goal
        terms = list(body.as_ordered_terms()) if body.is_Add else []
        if len(terms) < 2 or not all((value_or_none(goal, term) or sp.Integer(0)).is_finite for term in terms):
            raise _Stuck
        if any(value_or_none(goal, term) is None for term in terms):
            raise _Stuck
        told = [f"({goal.told(term)})" for term in terms]
        self.say("sum", f"{goal.told(body)} = {' + '.join(told)}")
        values = [self.find(term, depth + 1) for term in terms]
        return self.end("so", body, sp.simplify(sp.Add(*values)))

    def multiple(self, body: Expression, depth: int) -> Expression:
        """A constant factor in front."""
        factor, rest = body.as_independent(self.goal.x, as_Add=False)
        if factor == 1 or rest == 1:
            raise _Stuck
        outside = text_of(factor) if factor.is_Integer and factor > 0 else f"({text_of(factor)})"
        self.say("factor", f"{self.goal.told(body)} = {outside}*{self.goal.told(rest)}")
        value = sp.simplify(factor * self.find(rest, depth + 1))
        return self.end("so", body, value)

    def growing(self, body: Expression, depth: int) -> Expression:
        """What is left: a function whose limit is plain because its parts are not indeterminate."""
        goal = self.goal
        top, bottom = sp.fraction(sp.together(body))
        values = [value_or_none(goal, part) for part in (top, bottom)]
        if None in values or is_indeterminate(values[0], values[1]) or depth > MAX_DEPTH:
            raise _Stuck
        if body.is_Add:
            parts = [value_or_none(goal, term) for term in body.args]
            if None in parts or (sp.oo in parts and -sp.oo in parts and not body.is_polynomial(goal.x)):
                raise _Stuck
        return self.end("plain", body, goal.value(body))


_WAYS: tuple[Callable[[_Writer, Expression, int], Expression], ...] = (
    _Writer.constant,
    _Writer.substitution,
    _Writer.plain_infinity,
    _Writer.cancelled,
    _Writer.divided,
    _Writer.sine,
    _Writer.squeezed,
    _Writer.multiple,
    _Writer.hospital,
    _Writer.exponential,
    _Writer.sum,
    _Writer.product,
    _Writer.conjugated,
    _Writer.combined,
    _Writer.growing,
)
