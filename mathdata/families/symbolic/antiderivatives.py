"""Antiderivatives rule by rule: SymPy's manual steps, told as a teacher writes them on the board.

Every line is an equation between integrals; each is known up to a constant, which is written.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

import sympy as sp
from sympy.integrals import manualintegrate as manual

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Term, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, symbol, text_of
from mathdata.families.symbolic.hand_rules import plain_to_see
from mathdata.families.symbolic.tidying import tidied
from mathdata.families.symbolic.working import Line

MAX_LINES = 60
_NEW_LETTERS = ("u", "v", "w", "s", "p", "q")

Rule: TypeAlias = Any
Renamed: TypeAlias = Mapping[Expression, Expression]


def antiderivative(body: Expression, x: Expression, taken: Collection[str] = ()) -> tuple[Expression, list[Line]]:
    """An antiderivative without its constant, and the lines that lead to it, which name nothing by a `taken` letter.

    Raises:
        CannotSolve: if the rules do not reach one, or it is no elementary function.
    """
    writer = _Writer({letter.name for letter in body.free_symbols} | {x.name, *taken})
    found = writer.integrate(_steps(body, x), {})
    gap = sp.diff(_without_bars(found), x) - body
    if gap != 0 and sp.expand(gap) != 0 and sp.simplify(gap) != 0:
        raise CannotSolve("the derivative of the antiderivative is another function")
    return found, writer.lines


def integral(body: Expression, x: Expression) -> str:
    """`∫ x^2 dx`."""
    return written(Term("int", (from_sympy(body), Name(x.name))))


def _steps(body: Expression, x: Expression) -> Rule:
    """SymPy's rules; a rational function is split into partial fractions first, as one does by hand."""
    if body.is_rational_function(x) and not body.is_polynomial(x) and body.free_symbols == {x}:
        split = sp.apart(body, x)
        if split.is_Add and split != sp.expand(body) and split != body:
            rewritten = manual.RewriteRule(body, x, split, _found_steps(split, x))
            if not rewritten.contains_dont_know():
                return rewritten
    found = _found_steps(body, x)
    if found.contains_dont_know():
        found = _fresh_steps(body, x)
    if found.contains_dont_know():
        raise CannotSolve("the rules of integration do not reach it")
    return _of(found, body)


def _found_steps(body: Expression, x: Expression) -> Rule:
    """The rules that are plain to see, and SymPy's for the parts that are not."""
    return plain_to_see(body, x, _found_steps) or _of(_fresh_steps(body, x), body)


def _fresh_steps(body: Expression, x: Expression) -> Rule:
    """SymPy's rules, whatever was integrated before.

    Its memory of factors tried by parts is cleared by `manualintegrate` alone; else the third integral with the
    same factor would find another way, or none.
    """
    manual._parts_u_cache.clear()
    manual._integral_cache.clear()
    return manual.integral_steps(body, x)


def _of(rule: Rule, body: Expression) -> Rule:
    """The rule with the integrand that it is for; SymPy's own may be scaled, or half substituted."""
    return rule if rule.integrand == body else replace(rule, integrand=body)


class _Writer:
    def __init__(self, used: set[str]) -> None:
        self.lines: list[Line] = []
        self.free = [name for name in _NEW_LETTERS if name not in used]
        self.said: set[str] = set()

    def say(self, rule: str, text: str) -> None:
        if len(self.lines) >= MAX_LINES:
            raise CannotSolve(f"the integration has more than {MAX_LINES} lines")
        if text not in self.said:
            self.said.add(text)
            self.lines.append(Line(rule, text))

    def integrate(self, rule: Rule, renamed: Renamed) -> Expression:
        """The antiderivative that a rule leads to, in the letters that are used here."""
        told = _TOLD.get(type(rule))
        if told is not None:
            return told(self, rule, renamed)
        if isinstance(rule, manual.AtomicRule):
            return self._atomic(rule, renamed)
        raise CannotSolve(f"{type(rule).__name__} is not told here")

    def _finish(self, rule: str, body: Expression, x: Expression, result: Expression) -> Expression:
        self.say(rule, f"{integral(body, x)} = {text_of(result)} + C")
        return result

    def _atomic(self, rule: Rule, renamed: Renamed) -> Expression:
        body, x = _put(rule.integrand, renamed), _put(rule.variable, renamed)
        result = _with_bars(_put(rule.eval(), renamed))
        if result.has(sp.Piecewise):
            raise CannotSolve("the antiderivative depends on a case")
        return self._finish(_NAMES.get(type(rule), "table"), body, x, result)

    def _alternative(self, rule: Rule, renamed: Renamed) -> Expression:
        ways = [way for way in rule.alternatives if not way.contains_dont_know()]
        if not ways:
            raise CannotSolve("the rules of integration do not reach it")
        return self.integrate(_of(min(ways, key=_effort), rule.integrand), renamed)

    def _constant_times(self, rule: Rule, renamed: Renamed) -> Expression:
        body, x = _put(rule.integrand, renamed), _put(rule.variable, renamed)
        factor, other = _put(rule.constant, renamed), _put(rule.other, renamed)
        if isinstance(rule.substep, manual.PowerRule | manual.ConstantRule):
            result = factor * _with_bars(_put(_decided(rule.substep.eval()), renamed))
            return self._finish("power", body, x, result)
        self.say("factor", f"{integral(body, x)} = {_multiple(factor, integral(other, x))}")
        result = sp.expand(factor * self.integrate(_of(rule.substep, rule.other), renamed), deep=False)
        return self._finish("so", body, x, result)

    def _add(self, rule: Rule, renamed: Renamed) -> Expression:
        body, x = _put(rule.integrand, renamed), _put(rule.variable, renamed)
        if body.is_polynomial(x):
            parts = [_put(_decided(step.eval()), renamed) for step in rule.substeps]
            return self._finish("termwise", body, x, sp.Add(*parts))
        bodies = [_put(step.integrand, renamed) for step in rule.substeps]
        self.say("sum", f"{integral(body, x)} = {' + '.join(integral(part, x) for part in bodies)}")
        return self._finish("so", body, x, sp.Add(*(self.integrate(step, renamed) for step in rule.substeps)))

    def _rewrite(self, rule: Rule, renamed: Renamed) -> Expression:
        body, x = _put(rule.integrand, renamed), _put(rule.variable, renamed)
        after = _put(rule.rewritten, renamed)
        if text_of(body) != text_of(after):
            self.say(_rewriting(rule, body, x), f"{integral(body, x)} = {integral(after, x)}")
        return self._finish("so", body, x, self.integrate(rule.substep, renamed))

    def _substitution(self, rule: Rule, renamed: Renamed) -> Expression:
        body, x = _put(rule.integrand, renamed), _put(rule.variable, renamed)
        inner = _put(rule.u_func, renamed)
        if sp.diff(inner, x).is_number:
            return self._linear(rule, body, x, inner, renamed)
        if not self.free:
            raise CannotSolve("too many substitutions")
        u = symbol(self.free.pop(0))
        within = {**renamed, rule.u_var: u}
        after = _put(rule.substep.integrand, within)
        self.say("substitute", f"{u.name} = {text_of(inner)}")
        self.say("differential", _differential(u, inner, x))
        self.say("becomes", f"{integral(body, x)} = {integral(after, u)}")
        result = self.integrate(rule.substep, within)
        return self._finish("back", body, x, result.subs(u, inner))

    def _linear(self, rule: Rule, body: Expression, x: Expression, inner: Expression, renamed: Renamed) -> Expression:
        """`∫ cos(3x) dx`: the inner function is linear, so the substitution is done in the head."""
        self._complete_square(rule, body, x, inner)
        silent = _Writer(set())
        u = sp.Dummy("u", real=True)
        silent.say = lambda rule, text: None  # type: ignore[method-assign]
        result = silent.integrate(rule.substep, {**renamed, rule.u_var: u})
        return self._finish("linear", body, x, tidied(result.subs(u, inner)))

    def _complete_square(self, rule: Rule, body: Expression, x: Expression, inner: Expression) -> None:
        """`∫ 1/(x^2 + 2x + 2) dx = ∫ 1/((x + 1)^2 + 1) dx` before the substitution in the head."""
        step = rule.substep
        if isinstance(step, manual.AlternativeRule):
            step = min(step.alternatives, key=_effort)
        if isinstance(step, manual.RewriteRule) and inner.is_Add and inner.diff(x) == 1:
            after = step.rewritten.subs(rule.u_var, inner)
            self.say("complete", f"{integral(body, x)} = {integral(after, x)}")

    def _parts(self, rule: Rule, renamed: Renamed) -> Expression:
        body, x = _put(rule.integrand, renamed), _put(rule.variable, renamed)
        u, v = _put(rule.u, renamed), _with_bars(_put(_decided(rule.v_step.eval()), renamed))
        rest = _put(rule.second_step.integrand, renamed)
        self.say("parts", _parts_text(body, u, v, rest, x))
        if rest.could_extract_minus_sign():  # as it was just written, with a plus sign before the integral
            result = u * v + self.integrate(_steps(-rest, x), {})
        else:
            result = u * v - self.integrate(rule.second_step, renamed)
        return self._finish("so", body, x, sp.expand(result, deep=False))

    def _cyclic(self, rule: Rule, renamed: Renamed) -> Expression:
        """By parts until the integral comes back, then solved for it."""
        body, x = _put(rule.integrand, renamed), _put(rule.variable, renamed)
        current, sign, outside = body, 1, sp.Integer(0)
        for part in rule.parts_rules:
            u, v = _put(part.u, renamed), _put(_decided(part.v_step.eval()), renamed)
            factor = sp.simplify(current / (u * sp.diff(v, x)))
            if factor.free_symbols:
                raise CannotSolve("the integration by parts goes astray")
            u *= factor
            rest = v * sp.diff(u, x)
            self.say("parts", _parts_text(current, u, v, rest, x))
            outside += sign * u * v
            current, sign = rest, -sign
        back = sp.simplify(sign * current / body)
        total = 1 - back
        if not total.is_Rational or total == 0:
            raise CannotSolve("the integral does not come back")
        left = written(Term("*", (from_sympy(total), Term("int", (from_sympy(body), Name(x.name))))))
        self.say("cyclic", f"{left} = {text_of(outside)} + C")
        return self._finish("so", body, x, tidied(outside / total))


def _put(expression: Expression, renamed: Renamed) -> Expression:
    return expression.xreplace(dict(renamed))


def _decided(expression: Expression) -> Expression:
    """An expression without its cases: SymPy's rule for powers asks for the exponent -1 first."""
    expression = sp.piecewise_fold(expression)
    if expression.has(sp.Piecewise):
        raise CannotSolve("the antiderivative depends on a case")
    return expression


def _with_bars(expression: Expression) -> Expression:
    """With `ln|x|` for `ln(x)`, as an antiderivative of 1/x is written."""
    return expression.replace(
        lambda part: isinstance(part, sp.log) and part.args[0].free_symbols, lambda part: sp.log(sp.Abs(part.args[0]))
    )


def _without_bars(expression: Expression) -> Expression:
    return expression.replace(sp.Abs, lambda part: part)


def _differential(u: Expression, inner: Expression, x: Expression) -> str:
    derivative = from_sympy(sp.diff(inner, x))
    factor = written(derivative)
    if isinstance(derivative, Term) and derivative.head == "+":
        factor = f"({factor})"
    return f"d{u.name} = {factor} d{x.name}"


def _parts_text(body: Expression, u: Expression, v: Expression, rest: Expression, x: Expression) -> str:
    """`∫ x*e^x dx = ∫ x d(e^x) = x*e^x - ∫ e^x dx`."""
    head = text_of(u) if not u.is_Add else f"({text_of(u)})"
    sign, positive = ("-", rest) if not rest.could_extract_minus_sign() else ("+", -rest)
    product = text_of(u * v)
    steps = [integral(body, x), f"∫ {head} d({text_of(v)})", f"{product} {sign} {integral(positive, x)}"]
    if v == x:
        steps.pop(1)
    return " = ".join(steps)


def _multiple(factor: Expression, told: str) -> str:
    """`3*∫ …`, `-∫ …`, `(1/2)*∫ …`."""
    if factor == -1:
        return f"-{told}"
    text = text_of(factor)
    return f"{text}*{told}" if factor.is_Integer or factor.is_Symbol else f"({text})*{told}"


def _rewriting(rule: Rule, body: Expression, x: Expression) -> str:
    """By what name a rewriting goes."""
    if not body.is_rational_function(x):
        return "rewrite"
    return "fractions" if body.free_symbols == {x} and not body.is_polynomial(x) else "expand"


def _effort(rule: Rule) -> int:
    """How many rules a way needs; parts count double, as they do by hand."""
    weight = 2 if isinstance(rule, manual.PartsRule | manual.TrigSubstitutionRule) else 1
    weight += isinstance(rule, manual.URule) and isinstance(rule.u_func, sp.exp)
    below = [getattr(rule, name, None) for name in ("substep", "second_step", "v_step")]
    below += [*getattr(rule, "substeps", []), *getattr(rule, "parts_rules", [])]
    below += [min(rule.alternatives, key=_effort)] if getattr(rule, "alternatives", None) else []
    return weight + sum(_effort(step) for step in below if step is not None)


_NAMES: dict[type, str] = {
    manual.ConstantRule: "constant",
    manual.PowerRule: "power",
    manual.ReciprocalRule: "reciprocal",
    manual.ExpRule: "exponential",
    manual.SinRule: "sine",
    manual.CosRule: "sine",
    manual.ArctanRule: "arctan",
    manual.ArcsinRule: "arcsin",
}
_TOLD: dict[type, Callable[[_Writer, Rule, Renamed], Expression]] = {
    manual.AlternativeRule: _Writer._alternative,
    manual.ConstantTimesRule: _Writer._constant_times,
    manual.AddRule: _Writer._add,
    manual.RewriteRule: _Writer._rewrite,
    manual.CompleteSquareRule: _Writer._rewrite,
    manual.URule: _Writer._substitution,
    manual.PartsRule: _Writer._parts,
    manual.CyclicPartsRule: _Writer._cyclic,
}
