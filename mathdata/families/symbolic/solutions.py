"""What the solvers of differential equations share: constants, starting points, and the solution put back in."""

from typing import NamedTuple

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Term, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, latex_of, symbol, text_of, to_sympy
from mathdata.families.symbolic.derivation import put_in
from mathdata.families.symbolic.questions import EquationQuestion
from mathdata.families.symbolic.working import Line, Working

C = symbol("C")


class Start(NamedTuple):
    """The point through which a solution goes."""

    point: Expression
    value: Expression


class Equation:
    """A differential equation of the first order, ready to be solved."""

    def __init__(self, given: EquationQuestion) -> None:
        self.given = given
        self.x, self.y = symbol(given.letter), symbol(given.function)
        self.prime = symbol(f"{given.function}'")
        self.gap = to_sympy(given.left) - to_sympy(given.right)
        self.start = None if given.start is None else Start(*map(to_sympy, given.start))
        if self.gap.free_symbols - {self.x, self.y, self.prime}:
            raise CannotSolve("the equation depends on a parameter")

    @property
    def text(self) -> str:
        """The equation, and where the solution starts."""
        equation = f"{written(self.given.left)} = {written(self.given.right)}"
        return equation if self.given.start is None else f"{equation}, {self.start_text}"

    @property
    def start_text(self) -> str:
        """`y(0) = 2`."""
        assert self.given.start is not None, "there is a start"
        point, value = self.given.start
        return f"{self.given.function}({written(point)}) = {written(value)}"

    @property
    def slope(self) -> Expression:
        """The derivative in terms of both letters."""
        gap = sp.expand(self.gap, power_exp=False)
        factor = gap.coeff(self.prime, 1)
        rest = gap - sp.expand(factor * self.prime, power_exp=False)
        if factor == 0 or rest.has(self.prime):
            raise CannotSolve("the equation is not linear in the derivative")
        return sp.factor(sp.cancel(-rest / factor)) if rest.is_rational_function() else -rest / factor

    def solves(self, solution: Expression) -> bool:
        """Whether a function satisfies the equation, put back in."""
        left = self.gap.subs(self.prime, sp.diff(solution, self.x)).subs(self.y, solution)
        return bool(left == 0 or sp.simplify(left) == 0)

    def starts(self, solution: Expression) -> bool:
        """Whether a function goes through the start."""
        assert self.start is not None, "there is a start"
        value = solution.subs(self.x, self.start.point)
        return bool(value.is_finite and sp.simplify(value - self.start.value) == 0)

    def at_start(self, node: Node) -> str:
        """A formula with the coordinates of the start put in."""
        assert self.given.start is not None, "there is a start"
        for name, value in zip((self.given.letter, self.given.function), self.given.start, strict=True):
            node = put_in(node, name, value)
        return written(node)

    def constant(self, node: Node, value: Expression) -> Line:
        """What the constant is at the start, from a formula for it in both letters."""
        texts = dict.fromkeys(["C", self.at_start(node), text_of(value)])
        return Line("through", " = ".join(texts), self.start_text)

    def checks(self, solution: Expression) -> tuple[Line, ...]:
        """The solution put back in: into the equation, and at the start."""
        told = from_sympy(solution)
        derivative = Term("D", (told, Name(self.given.letter), from_sympy(sp.Integer(1))))
        sides = [put_in(put_in(side, self.prime.name, derivative), self.given.function, told)
                 for side in (self.given.left, self.given.right)]  # fmt: skip
        lines = [Line("put_back", " = ".join(map(written, sides)))]
        if self.given.start is not None:
            point, value = self.given.start
            put = written(put_in(told, self.given.letter, point))
            texts = dict.fromkeys([f"{self.given.function}({written(point)})", put, written(value)])
            lines.append(Line("start", " = ".join(texts)))
        return tuple(lines)

    def done(self, lines: list[Line], solution: Expression) -> Working:
        """The working that ends in an explicit solution, after it was put back in."""
        if not self.solves(solution) or (self.start is not None and not self.starts(solution)):
            raise CannotSolve("the solution does not satisfy the equation")
        answer = f"{self.given.function} = {text_of(solution)}"
        latex = f"{self.given.function} = {latex_of(solution)}"
        return Working(answer, latex, f"{self.text}, {answer}", tuple(lines), self.checks(solution))


def exponential(logarithm: Expression) -> Expression:
    """The power of e with an exponent, with powers for logarithms: of 2 ln|x| + x^2 it is x^2 e^(x^2).

    The sign of an odd power is left open; what multiplies the result is a constant that takes it up.
    """
    if not logarithm.has(sp.log):
        return sp.exp(logarithm)
    result = sp.Integer(1)
    rest = sp.Integer(0)
    for term in sp.Add.make_args(sp.expand(logarithm, power_exp=False)):
        factor, inner = term.as_coeff_Mul()
        if isinstance(inner, sp.log):
            base = inner.args[0]
            is_whole = factor.is_Integer and isinstance(base, sp.Abs)
            result *= (base.args[0] if is_whole else base) ** factor
        else:
            rest += term
    return result * sp.exp(rest)


def substituted(lines: list[Line]) -> set[str]:
    """The letters that a working has introduced for a substitution."""
    return {line.text[0] for line in lines if line.rule == "substitute"}
