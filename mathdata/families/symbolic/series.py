"""Whether a series converges: by a test of its terms, or of their sizes and of how they alternate; and its sum."""

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, rational, symbol, text_of, to_sympy
from mathdata.families.symbolic.convergence_tests import Verdict, decide, geometric, terms
from mathdata.families.symbolic.questions import SeriesQuestion
from mathdata.families.symbolic.series_terms import Series, is_positive
from mathdata.families.symbolic.working import Line, Working

AGREED_DIGITS = 10
"""To how many digits a sum must agree with what SymPy measures."""


def solve(given: SeriesQuestion) -> Working:
    """The verdict with its reasons, or the sum."""
    n = sp.Symbol(given.letter, integer=True, positive=True)
    body = to_sympy(given.body).xreplace({symbol(given.letter): n})
    if body.free_symbols - {n} or body == 0:
        raise CannotSolve("the series depends on a parameter, or all its terms are 0")
    series = Series(given.body, body, n, given.first)
    opening = Line("terms_of", f"a({n.name}) = {written(given.body)}", series.text)
    verdict, kind = _judged(series, given)
    if verdict.total is not None:
        _agree(series, verdict.total)
    lines = [opening, *verdict.lines]
    if given.asks_sum and verdict.total is not None:
        return _worked(lines, text_of(verdict.total), verdict.total)
    if given.asks_sum and verdict.converges:
        raise CannotSolve("the series converges, but its sum is not known here")
    lines.append(Line(kind, series.text))
    return _worked(lines, kind, None)


def _worked(lines: list[Line], answer: str, total: Expression | None) -> Working:
    chain = ", ".join(line.text for line in lines if not line.rule.startswith("is_"))
    if total is None:
        return Working("", "", chain, tuple(lines), verdict=answer)
    return Working(answer, latex_of(total), chain, tuple(lines), (), rational(total))


def _judged(series: Series, given: SeriesQuestion) -> tuple[Verdict, str]:
    """The verdict, and the key of the sentence that states it."""
    if series.size == series.body:
        verdict = decide(series)
        good = "is_absolute" if given.asks_how else "is_convergent"
        return verdict, good if verdict.converges else "is_divergent"
    verdict = geometric(series) or terms(series) or _of_sizes(series)
    if not verdict.converges:
        return verdict, "is_divergent"
    is_conditional = any(line.rule == "decreasing" for line in verdict.lines)
    return verdict, "is_conditional" if is_conditional else "is_absolute"


def _of_sizes(series: Series) -> Verdict:
    """By the series of absolute values; where it diverges, by the test for alternating series."""
    size = series.size
    name = series.n.name
    sizes = Series(from_sympy(size), size, series.n, series.first, "b")
    found = decide(sizes)
    defined = Line("absolute", f"b({name}) = |a({name})| = {text_of(size)}")
    lines = (defined, *(line for line in found.lines if line.rule not in ("geometric_sum", "sum")))
    if found.converges:
        return Verdict(converges=True, lines=lines)
    if sp.simplify(series.body.subs(series.n, series.n + 1) / series.body + sizes.quotient) != 0:
        raise CannotSolve("the terms do not alternate")
    if not is_positive(-sp.diff(size, series.n), series.n, series.first) or sizes.limit(size) != 0:
        raise CannotSolve("the sizes of the terms do not fall to 0 from the first on")
    falling = Line("decreasing", f"b({name} + 1) < b({name})")
    return Verdict(converges=True, lines=(*lines, falling, Line("vanishing", sizes.limit_text(size, sp.Integer(0)))))


def _agree(series: Series, total: Expression) -> None:
    """The sum must be what adding up the terms comes to."""
    measured = sp.Sum(series.body, (series.n, series.first, sp.oo)).evalf(AGREED_DIGITS + 5)
    if not measured.is_number or abs(measured - total.evalf(AGREED_DIGITS + 5)) > sp.Float(10) ** -AGREED_DIGITS:
        raise CannotSolve("the sum and its measure disagree")
