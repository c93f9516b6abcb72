"""The rules of integration that a person needs no search for, as SymPy's own rule objects.

SymPy tries every rule on every factor and looks for the shortest way afterwards: a second for `(2x + 3)*e^(2x)`.
What is plain to see is seen here at once: terms, constant factors, powers, a linear inner function, a factor that
is the derivative of an inner function, and a polynomial beside e^x, a sine, a cosine or a logarithm.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import sympy as sp
from sympy.integrals import manualintegrate as manual

from mathdata.families.symbolic.algebra import Expression

Rule: TypeAlias = Any
Search: TypeAlias = Callable[[Expression, Expression], Rule]
"""What finds the rule of a part: this module, or SymPy where this one sees nothing."""

MAX_DEGREE = 12
"""Of a polynomial that is integrated by parts, degree by degree."""


def plain_to_see(body: Expression, x: Expression, search: Search) -> Rule | None:
    """The rule for an integrand, if it is one of these."""
    if x not in body.free_symbols:
        return manual.ConstantRule(body, x)
    if body.is_Add:
        return manual.AddRule(body, x, [search(term, x) for term in body.as_ordered_terms()])
    constant, moving = body.as_independent(x, as_Add=False)
    if constant != 1:
        inner = _substituted(body, x, search) if moving.is_Mul else None
        return inner or manual.ConstantTimesRule(body, x, constant, moving, search(moving, x))
    for look in (_basic, _of_linear, _expanded, _substituted, _by_parts):
        found = look(body, x, search)
        if found is not None:
            return found
    return None


def _basic(body: Expression, x: Expression, _: Search) -> Rule | None:
    base, exponent = body.as_base_exp()
    if base == x and not exponent.free_symbols:
        return manual.ReciprocalRule(body, x, x) if exponent == -1 else manual.PowerRule(body, x, x, exponent)
    if body == sp.exp(x):
        return manual.ExpRule(body, x, sp.E, x)
    if body == sp.sin(x):
        return manual.SinRule(body, x)
    return manual.CosRule(body, x) if body == sp.cos(x) else None


def _of_linear(body: Expression, x: Expression, search: Search) -> Rule | None:
    """`cos(3x + 1)`, `(2x - 5)^4`, `sqrt(6x + 5)`."""
    inner = _inner(body, x)
    if inner is None or not _is_linear(inner, x):
        return None
    u = sp.Dummy("u", real=True)
    slope = sp.diff(inner, x)
    outer = body.xreplace({inner: u})
    step = search(outer, u)
    if slope != 1:
        step = manual.ConstantTimesRule(outer / slope, u, 1 / slope, outer, step)
    return manual.URule(body, x, u, inner, step)


def _inner(body: Expression, x: Expression) -> Expression | None:
    """What stands inside of e^(…), a sine, a cosine, or under a number for an exponent."""
    if isinstance(body, sp.exp | sp.sin | sp.cos):
        return body.args[0]
    base, exponent = body.as_base_exp()
    return base if body.is_Pow and not exponent.free_symbols and base != x else None


def _is_linear(inner: Expression, x: Expression) -> bool:
    return bool(inner.is_polynomial(x)) and inner != x and x not in sp.diff(inner, x).free_symbols


def _expanded(body: Expression, x: Expression, search: Search) -> Rule | None:
    """A product of polynomials is multiplied out."""
    if not body.is_polynomial(x):
        return None
    after = sp.expand(body)
    return manual.RewriteRule(body, x, after, search(after, x)) if after != body else None


def _substituted(body: Expression, x: Expression, search: Search) -> Rule | None:
    """A factor is the derivative of an inner function: `x*e^(x^2)`, `x/(x^2 + 1)`, `cos(x)*sin(x)^2`, `ln(x)/x`."""
    for factor in sp.Mul.make_args(body):
        for inner in _inner_functions(factor, x):
            u = sp.Dummy("u", real=True)
            rest = sp.cancel(body / factor / sp.diff(inner, x))
            if x in rest.free_symbols:
                continue
            after = rest * factor.xreplace({inner: u})
            if x not in after.free_symbols:
                return manual.URule(body, x, u, inner, search(after, u))
    return None


def _inner_functions(factor: Expression, x: Expression) -> list[Expression]:
    """What a new letter may stand for in a factor, if that is no straight line."""
    inner = _inner(factor, x)
    found = [inner] if inner is not None and not _is_linear(inner, x) else []
    if isinstance(factor, sp.log | sp.sin | sp.atan | sp.asin) and factor.args[0] == x:
        found.append(factor)
    return [g for g in found if x in g.free_symbols and g != x]


def _by_parts(body: Expression, x: Expression, search: Search) -> Rule | None:
    """A polynomial beside a function: it is differentiated, but integrated beside a logarithm."""
    polynomials = [factor for factor in body.args if factor.is_polynomial(x)] if body.is_Mul else []
    polynomial = sp.Mul(*polynomials)
    other = body / polynomial
    if not polynomials or sp.degree(polynomial, x) > MAX_DEGREE:
        return None
    if isinstance(other, sp.log) and other.args[0].is_polynomial(x) and polynomial.as_base_exp()[0] == x:
        return _parts(body, x, other, polynomial, search)
    is_wave = isinstance(other, sp.exp | sp.sin | sp.cos)
    if is_wave and (other.args[0] == x or _is_linear(other.args[0], x)):
        return _parts(body, x, polynomial, other, search)
    return None


def _parts(body: Expression, x: Expression, u: Expression, dv: Expression, search: Search) -> Rule | None:
    v_step = search(dv, x)
    v = sp.piecewise_fold(v_step.eval())
    rest = sp.cancel(v * sp.diff(u, x)) if u.has(sp.log) else v * sp.diff(u, x)
    return manual.PartsRule(body, x, u, dv, v_step, search(rest, x))
