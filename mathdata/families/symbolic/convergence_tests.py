"""Tests of convergence, each as a teacher applies it: what it looks at, what that comes to, and what follows."""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

import sympy as sp
from sympy.concrete.gosper import gosper_sum

from mathdata.errors import CannotSolve
from mathdata.families.notation import Term, number, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, text_of
from mathdata.families.symbolic.limit_goals import signed
from mathdata.families.symbolic.series_terms import Series, limit_of
from mathdata.families.symbolic.working import Line


class Verdict(NamedTuple):
    """What a test says, by which lines, and the sum where it is known."""

    converges: bool
    lines: tuple[Line, ...]
    total: Expression | None = None


Test: TypeAlias = Callable[[Series], Verdict | None]


def geometric(series: Series) -> Verdict | None:
    """The quotient of neighbours is the same everywhere."""
    ratio = series.quotient
    if not ratio.is_number or not ratio.is_real:
        return None
    shown = f"|{text_of(ratio)}|" if ratio.could_extract_minus_sign() else text_of(ratio)
    line = Line("quotient", series.quotient_text)
    if abs(ratio) >= 1:
        return Verdict(converges=False, lines=(line, Line("not_below", f"{shown} >= 1")))
    start = series.body.subs(series.n, series.first)
    total = sp.simplify(start / (1 - ratio))
    rest = Term("+", (number(1), Term("-", (from_sympy(ratio),))))
    put = written(Term("/", (from_sympy(start), rest)))
    summed = Line("geometric_sum", " = ".join(dict.fromkeys([series.text, put, text_of(total)])))
    return Verdict(converges=True, lines=(line, Line("below", f"{shown} < 1"), summed), total=total)


def terms(series: Series) -> Verdict | None:
    """The terms do not go to 0."""
    size = series.size
    if size.has(sp.factorial):
        return None
    value = series.limit(size)
    if value == 0 or not (value.is_finite or size.is_algebraic_expr(series.n)):
        return None
    rule = "terms" if size == series.body else "sizes"
    return Verdict(converges=False, lines=(Line(rule, series.limit_text(size, value)),))


def power(series: Series) -> Verdict | None:
    """A multiple of 1/n^p."""
    _, rest = series.body.as_independent(series.n, as_Add=False)
    base, exponent = rest.as_base_exp()
    if base != series.n or not exponent.is_Rational:
        return None
    return _by_exponent(-exponent)


def _by_exponent(p: Expression, *before: Line) -> Verdict:
    relation = "> 1" if p > 1 else "= 1" if p == 1 else "< 1"
    told = f"p = {text_of(p)}" if p == 1 else f"p = {text_of(p)} {relation}"
    rule = "power_converges" if p > 1 else "power_diverges"
    return Verdict(converges=bool(p > 1), lines=(*before, Line(rule, told)))


def telescoping(series: Series) -> Verdict | None:
    """The partial sums are known, because neighbours cancel."""
    last = sp.Symbol("N", integer=True, positive=True)
    split, partial = _split(series), _partial(series, last)
    if split is None or partial is None:
        return None
    total = sp.limit(partial, last, sp.oo)
    lines = [Line("split", f"{written(series.node)} = {text_of(split)}")]
    if lines[0].text.partition(" = ")[0] == text_of(split):
        lines = []
    lines.append(Line("partial", f"{series.told(from_sympy(split), 'N')} = {text_of(partial)}"))
    lines.append(Line("partial_limit", f"{limit_of(from_sympy(partial), 'N')} = {signed(total)}"))
    if not total.is_finite:
        return Verdict(converges=False, lines=tuple(lines))
    lines.append(Line("sum", f"{series.text} = {text_of(total)}"))
    return Verdict(converges=True, lines=tuple(lines), total=total)


def _split(series: Series) -> Expression | None:
    """The terms as a difference."""
    n, body = series.n, series.body
    if body.is_rational_function(n):
        split = sp.apart(body, n)
        return split if split.is_Add and not body.is_polynomial(n) else None
    bottom = _inside(series)
    return None if bottom is None else sp.log(bottom.subs(n, n + 1)) - sp.log(bottom)


def _inside(series: Series) -> Expression | None:
    """The f of ln(f(n + 1)/f(n))."""
    if not isinstance(series.body, sp.log):
        return None
    top, bottom = sp.fraction(sp.together(series.body.args[0]))
    same = series.n in bottom.free_symbols and sp.expand(top - bottom.subs(series.n, series.n + 1)) == 0
    return bottom if same else None


def _partial(series: Series, last: Expression) -> Expression | None:
    """The sum up to an end, in closed form."""
    n, first = series.n, series.first
    bottom = _inside(series)
    if bottom is not None:
        return sp.log(bottom.subs(n, last + 1)) - sp.log(bottom.subs(n, first))
    found = gosper_sum(series.body, (n, first, last))
    if found is None or not found.is_rational_function(last):
        return None
    constant = sp.limit(found, last, sp.oo)
    if not constant.is_finite:
        return sp.factor(found)
    return constant + sp.apart(sp.cancel(found - constant), last)


def ratio(series: Series) -> Verdict | None:
    """The quotient of neighbours goes to something other than 1."""
    if series.body.is_algebraic_expr(series.n):
        return None
    quotient = series.quotient
    if quotient.has(sp.factorial, sp.gamma, sp.binomial):
        return None
    value = series.limit(quotient)
    if value == 1:
        return None
    return _by_limit(Line("quotient", series.quotient_text), "ratio", series.limit_text(quotient, value), value)


def root(series: Series) -> Verdict | None:
    """The n-th root of the terms goes to something other than 1."""
    base, exponent = sp.powsimp(series.body, force=True).as_base_exp()
    if exponent != series.n or series.n not in base.free_symbols:
        return None
    value = series.limit(base)
    if value == 1:
        return None
    n = series.n.name
    line = Line("root", f"{series.name}({n})^(1/{n}) = {text_of(base)}")
    return _by_limit(line, "root_limit", series.limit_text(base, value), value)


def _by_limit(line: Line, rule: str, told: str, value: Expression) -> Verdict:
    """By a limit that is below 1, or above it."""
    if not value.is_finite:
        return Verdict(converges=False, lines=(line, Line(rule, told)))
    relation = "< 1" if value < 1 else "> 1"
    return Verdict(converges=bool(value < 1), lines=(line, Line(rule, f"{told} {relation}")))


def comparison(series: Series) -> Verdict | None:
    """The terms behave like 1/n^p, or are smaller than those that converge, or larger than those that do not."""
    body, n = series.body, series.n
    if body.is_algebraic_expr(n):
        p = sp.simplify(-sp.limit(n * sp.diff(body, n) / body, n, sp.oo))
        return _beside(series, p) if p.is_Rational and p > 0 else None
    for p in (sp.Integer(1), sp.Integer(2), sp.Rational(3, 2)):
        found = _beside(series, p)
        if found is not None:
            return found
    return None


def _beside(series: Series, p: Expression) -> Verdict | None:
    """Compared with 1/n^p; None if that says nothing."""
    value = series.limit(sp.simplify(series.body * series.n**p))
    if (value == 0 and p <= 1) or (not value.is_finite and p > 1):
        return None
    quotient = Term("/", (series.node, from_sympy(series.n**-p)))
    return _by_exponent(p, Line("comparison", f"{limit_of(quotient, series.n.name)} = {signed(value)}"))


TESTS: tuple[Test, ...] = (geometric, terms, power, telescoping, root, ratio, comparison)


def decide(series: Series) -> Verdict:
    """What the first test that fits says of a series of positive terms.

    Raises:
        CannotSolve: if none does.
    """
    for test in TESTS:
        try:
            found = test(series)
        except CannotSolve:
            continue
        if found is not None:
            return found
    raise CannotSolve("no test that is known here decides the series")
