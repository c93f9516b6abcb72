"""Separable differential equations: the letters on either side, both sides integrated, solved for y where one can."""

from math import lcm
from typing import NamedTuple

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Node, Term, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, text_of
from mathdata.families.symbolic.antiderivatives import antiderivative, integral
from mathdata.families.symbolic.derivation import put_in
from mathdata.families.symbolic.inversion import solved_for
from mathdata.families.symbolic.questions import EquationQuestion
from mathdata.families.symbolic.solutions import C, Equation, exponential, substituted
from mathdata.families.symbolic.tidying import tidied
from mathdata.families.symbolic.working import Line, Working


class _Relation(NamedTuple):
    """What holds between x and y with a constant: `left = right + C`, or `left = C*right`."""

    left: Expression
    right: Expression
    is_product: bool

    @property
    def text(self) -> str:
        """In our notation."""
        return f"{text_of(self.left)} = {self._right('C')}"

    def _right(self, constant: str) -> str:
        if self.is_product:
            return constant if self.right == 1 else f"{constant}*{_bracketed(self.right)}"
        return constant if self.right == 0 else f"{text_of(self.right)} + {constant}"

    @property
    def constant(self) -> Node:
        """The constant in terms of the letters."""
        left, right = from_sympy(self.left), from_sympy(self.right)
        if self.is_product:
            return left if self.right == 1 else Term("/", (left, right))
        return left if self.right == 0 else Term("+", (left, Term("-", (right,))))

    def with_constant(self, value: Expression) -> tuple[Expression, Expression]:
        """Both sides, with a value for the constant."""
        if self.is_product:
            return self.left, sp.powsimp(self.right * value, combine="exp")
        return self.left, self.right + value


def solve(given: EquationQuestion) -> Working:
    """The general solution, or the one through the start."""
    equation = Equation(given)
    across, along = _factors(equation)
    lines = [Line("given", equation.text)]
    if equation.start is not None and across.subs(equation.y, equation.start.value) == 0:
        return _constant(equation, across, lines)
    below = tidied(1 / across)
    both = [integral(below, equation.y), integral(along, equation.x)]
    lines.append(Line("separate", " = ".join(side.removeprefix("∫ ") for side in both)))
    lines.append(Line("integrate", " = ".join(both)))
    left, steps = antiderivative(below, equation.y)
    lines += steps
    right, steps = antiderivative(along, equation.x, substituted(lines))
    lines += steps
    left, right = tidied(left), tidied(right)
    lines.append(Line("general", f"{text_of(left)} = {'C_1' if right == 0 else f'{text_of(right)} + C_1'}"))
    relation = _rewritten(equation, left, right)
    if relation.text.replace("C", "C_1") != lines[-1].text:
        lines.append(Line("raised" if relation.is_product else "scaled", relation.text))
    else:
        lines[-1] = Line("general", relation.text)
    return _finished(equation, relation, lines)


def _factors(equation: Equation) -> tuple[Expression, Expression]:
    """g(y) and f(x) of y' = f(x) g(y)."""
    found = sp.separatevars(equation.slope, symbols=(equation.x, equation.y), dict=True)
    if not found or equation.slope == 0:
        raise CannotSolve("the letters cannot be separated")
    across, along = found[equation.y], tidied(found["coeff"] * found[equation.x])
    pairs = ((across, along), (_opposite(across), -along))
    return min(pairs, key=lambda pair: f"{text_of(1 / pair[0])} {text_of(pair[1])}".count("-"))


def _opposite(product: Expression) -> Expression:
    """The opposite, with the sign inside of a bracket: of y (y - 1) it is y (1 - y)."""
    factors = list(sp.Mul.make_args(product))
    sums = [factor for factor in factors if factor.is_Add]
    return -product if not sums else sp.Mul(*(-factor if factor is sums[0] else factor for factor in factors))


def _constant(equation: Equation, across: Expression, lines: list[Line]) -> Working:
    """A start at which the slope is 0 for every x: nothing changes, if the slope is smooth there."""
    assert equation.start is not None, "there is a start"
    rise = sp.diff(across, equation.y).subs(equation.y, equation.start.value)
    if not rise.is_finite:
        raise CannotSolve("more than one solution goes through the start")
    value = equation.start.value
    lines.append(Line("stays", f"{equation.given.function} = {text_of(value)}"))
    return equation.done(lines, value)


def _rewritten(equation: Equation, left: Expression, right: Expression) -> _Relation:
    """Without logarithms, where y is then found from it; else without a factor of the left side."""
    terms = sp.Add.make_args(sp.expand(left))
    pairs = [term.as_coeff_Mul() for term in terms]
    if all(isinstance(inner, sp.log) and factor.is_Rational for factor, inner in pairs):
        sign = 1 if sum(factor for factor, _ in pairs) >= 0 else -1
        times = sign * lcm(*(int(factor.q) for factor, _ in pairs))
        bases = [(inner.args[0].replace(sp.Abs, lambda part: part), factor * times) for factor, inner in pairs]
        base = sp.Mul(*(inside**exponent for inside, exponent in bases))
        relation = _Relation(base, exponential(times * right), is_product=True)
        if _explicit(equation, relation, C) is not None:
            return relation
    factor, _ = left.as_coeff_Mul()
    return _Relation(left / factor, tidied(sp.expand(right / factor)), is_product=False)


def _explicit(equation: Equation, relation: _Relation, constant: Expression) -> Expression | None:
    """What y is by a relation, if just one way satisfies the equation, and the start if there is one."""
    left, right = relation.with_constant(constant)
    if equation.y in right.free_symbols or left.has(sp.asin, sp.acos, sp.Abs):
        return None
    found = solved_for(equation.y, left, right)
    settled = equation.start is not None and C not in constant.free_symbols
    fitting = [way for way in found if equation.solves(way) and (not settled or equation.starts(way))]
    return fitting[0] if len(fitting) == 1 and (settled or len(found) == 1) else None


def _finished(equation: Equation, relation: _Relation, lines: list[Line]) -> Working:
    constant: Expression = C
    if equation.start is not None:
        at = {equation.x: equation.start.point, equation.y: equation.start.value}
        left, right = relation.left, relation.right
        constant = sp.simplify((left / right if relation.is_product else left - right).subs(at))
        if not constant.is_finite or not constant.is_real:
            raise CannotSolve("the solution does not reach its start")
        lines.append(equation.constant(relation.constant, constant))
    else:
        lines += _lost(equation, relation)
    solution = _explicit(equation, relation, constant)
    if solution is not None:
        answer = f"{equation.given.function} = {text_of(solution)}"
        if lines[-1].text != answer:
            lines.append(Line("solution", answer))
        return equation.done(lines, solution)
    return _implicit(equation, relation, constant, lines)


def _lost(equation: Equation, relation: _Relation) -> list[Line]:
    """The constant solutions by which the equation was divided, unless the constant 0 gives them back."""
    across, along = _factors(equation)
    lines = []
    for factor in sp.Mul.make_args(across):
        base, exponent = factor.as_base_exp()
        if not exponent.is_positive or not base.is_polynomial(equation.y) or sp.degree(base, equation.y) != 1:
            continue
        root = sp.solve(base, equation.y)[0]
        if relation.is_product and relation.left.subs(equation.y, root) == 0:
            continue
        given = put_in(Term("*", (from_sympy(along), from_sympy(across))), equation.given.function, from_sympy(root))
        lines.append(Line("lost", f"d/d{equation.given.letter}({text_of(root)}) = {written(given)}", text_of(root)))
    return lines


def _implicit(equation: Equation, relation: _Relation, constant: Expression, lines: list[Line]) -> Working:
    """The relation itself, where y is not found from it, or not in one way."""
    left, right = relation.with_constant(constant)
    slope = -sp.diff(left - right, equation.x) / sp.diff(left - right, equation.y)
    if sp.simplify(slope - equation.slope) != 0:
        raise CannotSolve("the relation does not satisfy the equation")
    answer = relation.text if constant == C else f"{text_of(left)} = {text_of(right)}"
    if answer != lines[-1].text:
        lines.append(Line("relation", answer))
    latex = f"{latex_of(left)} = {latex_of(right)}"
    return Working(answer, latex, f"{equation.text}, {answer}", tuple(lines))


def _bracketed(expression: Expression) -> str:
    node = from_sympy(expression)
    text = written(node)
    return f"({text})" if isinstance(node, Term) and node.head in ("+", "-", "/") else text
