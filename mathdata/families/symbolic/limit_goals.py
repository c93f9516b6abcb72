"""Where a limit goes, what SymPy says of it, and the small questions that every way asks."""

from typing import NamedTuple

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Term, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, text_of


class Goal(NamedTuple):
    """Where the letter goes."""

    x: Expression
    point: Expression
    side: str

    def value(self, body: Expression) -> Expression:
        """SymPy's limit; the same from both sides where no side is given.

        Raises:
            CannotSolve: if there is none, or it differs from side to side.
        """
        sides = [self.side] if self.side or not self.point.is_finite else ["+", "-"]
        found = [sp.limit(body, self.x, self.point, side or "+") for side in sides]
        first = found[0]
        if any(isinstance(value, sp.AccumBounds | sp.Limit) or value is sp.nan or value is sp.zoo for value in found):
            raise CannotSolve("there is no limit")
        if len(found) == 2 and found[0] != found[1] and sp.simplify(found[0] - found[1]) != 0:
            raise CannotSolve("the limit differs from side to side")
        return sp.simplify(first)

    def told(self, body: Expression) -> str:
        """`lim(x→0) sin(x)/x`."""
        return written(Term("lim", (from_sympy(body), Name(self.x.name), from_sympy(self.point), Name(self.side))))


def signed(value: Expression) -> str:
    """A value as an answer: infinity with its sign."""
    return "+∞" if value == sp.oo else text_of(value)


def exponential_text(inner: Expression) -> list[str]:
    """`e^2`, where the exponent is finite."""
    return [written(Term("^", (Name("e"), from_sympy(inner))))] if inner.is_finite else []


def indeterminate(goal: Goal, top: Expression, bottom: Expression) -> bool:
    """Whether top and bottom both vanish or both grow without bound."""
    values = [value_or_none(goal, part) for part in (top, bottom)]
    return None not in values and is_indeterminate(values[0], values[1])


def is_indeterminate(top: Expression, bottom: Expression) -> bool:
    """Whether two limits make 0/0 or ∞/∞."""
    both_zero = top == 0 and bottom == 0
    return both_zero or (top in (sp.oo, -sp.oo) and bottom in (sp.oo, -sp.oo))


def value_or_none(goal: Goal, body: Expression) -> Expression | None:
    """The limit of a part, or None."""
    try:
        return goal.value(body)
    except CannotSolve:
        return None


def simplified(expression: Expression) -> Expression:
    """Without fractions inside of fractions."""
    return sp.cancel(sp.together(expression)) if not expression.has(sp.sqrt) else sp.simplify(expression)


def one_fraction(expression: Expression) -> tuple[Expression, Expression]:
    """Numerator and denominator, of a sum over the least common denominator."""
    terms = sp.Add.make_args(expression)
    if len(terms) == 1 or not expression.is_rational_function():
        top, bottom = sp.fraction(sp.together(expression))
        return top, bottom
    common = sp.lcm_list([sp.fraction(sp.together(term))[1] for term in terms])
    return sp.expand(sp.Add(*(sp.cancel(term * common) for term in terms))), common


def roots_in(expression: Expression) -> list[Expression]:
    """The square roots in an expression."""
    return [part for part in expression.atoms(sp.Pow) if part.exp == sp.Rational(1, 2)]


def under_root(term: Expression, positive: Expression) -> Expression:
    """`sqrt(x^2 + x)/x` as `sqrt(1 + 1/x)`, for a positive letter."""
    roots = roots_in(term)
    if not roots:
        return term
    outside = term / roots[0]
    return sp.sqrt(sp.expand(roots[0].base * outside**2)) if outside.is_positive else term
