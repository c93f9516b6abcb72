"""Linear differential equations of the first order by an integrating factor."""

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Term, letters, number, written
from mathdata.families.symbolic.algebra import Expression, from_sympy, text_of, to_sympy
from mathdata.families.symbolic.antiderivatives import antiderivative, integral
from mathdata.families.symbolic.outer_functions import times
from mathdata.families.symbolic.questions import EquationQuestion
from mathdata.families.symbolic.solutions import C, Equation, exponential, substituted
from mathdata.families.symbolic.tidying import tidied
from mathdata.families.symbolic.working import Line, Working


def solve(given: EquationQuestion) -> Working:
    """The general solution, or the one through the start, by way of d/dx(μ y) = μ q."""
    equation = Equation(given)
    p, q = _standard(equation)
    lines = [Line("given", equation.text)]
    if not _is_standard(equation):
        lines.append(Line("standard", f"{_left(equation, p)} = {text_of(q)}"))
    factor = _factor(equation, p, lines)
    product, right = times(from_sympy(factor), Name(given.function)), tidied(sp.simplify(factor * q))
    lines.append(_derivative(equation, factor, product, right))
    found, steps = antiderivative(right, equation.x, substituted(lines)) if right != 0 else (sp.Integer(0), [])
    found = tidied(found)
    if right != 0:
        lines += [Line("integrate", f"{written(product)} = {integral(right, equation.x)}"), *steps]
    lines.append(Line("general", f"{written(product)} = {'C' if found == 0 else f'{text_of(found)} + C'}"))
    return _solved(equation, factor, found, lines)


def _solved(equation: Equation, factor: Expression, found: Expression, lines: list[Line]) -> Working:
    constant: Expression = C
    name = equation.given.function
    if equation.start is not None:
        at = {equation.x: equation.start.point, equation.y: equation.start.value}
        constant = sp.simplify((factor * equation.y - found).subs(at))
        if not constant.is_finite:
            raise CannotSolve("the solution does not reach its start")
        formula = times(from_sympy(factor), Name(name))
        if found != 0:
            formula = Term("+", (formula, Term("-", (from_sympy(found),))))
        lines.append(equation.constant(formula, constant))
    solution = _divided(found, factor, constant)
    lines.append(Line("solution", f"{name} = {text_of(solution)}"))
    return equation.done(lines, solution)


def _divided(found: Expression, factor: Expression, constant: Expression) -> Expression:
    """Term by term, as one divides by the integrating factor."""
    terms = [sp.powsimp(sp.cancel(term / factor) if term.is_rational_function() else term / factor)
             for term in sp.Add.make_args(sp.expand(found, power_exp=False))]  # fmt: skip
    return sp.Add(*terms) + constant / factor


def _standard(equation: Equation) -> tuple[Expression, Expression]:
    """The p and q of y' + p y = q."""
    gap = sp.expand(equation.gap, power_exp=False)
    a, b = gap.coeff(equation.prime, 1), gap.coeff(equation.y, 1)
    rest = sp.expand(gap - a * equation.prime - b * equation.y, power_exp=False)
    moving = {equation.prime, equation.y}
    if a == 0 or b == 0 or any(part.free_symbols & moving for part in (a, b, rest)):
        raise CannotSolve("the equation is not linear in the function and its derivative")
    return tidied(b / a), tidied(-rest / a)


def _is_standard(equation: Equation) -> bool:
    """Whether it is given as y' + p y = q, in whatever order."""
    given = equation.given
    is_split = letters(given.right).isdisjoint({given.function, equation.prime.name})
    free = to_sympy(given.left).subs({equation.prime: 0, equation.y: 0}) == 0
    return is_split and free and sp.expand(equation.gap).coeff(equation.prime, 1) == 1


def _left(equation: Equation, p: Expression) -> str:
    """`y' + 2y`."""
    return written(Term("+", (Name(equation.prime.name), _multiple(p, equation.given.function))))


def _multiple(factor: Expression, name: str) -> Node:
    """A multiple of a letter, with the minus sign in front."""
    if factor.could_extract_minus_sign():
        return Term("-", (_multiple(-factor, name),))
    return times(from_sympy(factor), Name(name))


def _factor(equation: Equation, p: Expression, lines: list[Line]) -> Expression:
    """The integrating factor e^(∫ p dx), with 0 for the constant."""
    found, steps = antiderivative(p, equation.x)
    lines += steps
    factor = exponential(tidied(found))
    lines.append(Line("integrating", f"μ = {text_of(factor)}"))
    return factor


def _derivative(equation: Equation, factor: Expression, product: Node, right: Expression) -> Line:
    """Multiplied by the factor, the left side is the derivative of a product."""
    first = times(from_sympy(factor), Name(equation.prime.name))
    second = _multiple(tidied(sp.diff(factor, equation.x)), equation.given.function)
    derivative = Term("D", (product, Name(equation.given.letter), number(1)))
    return Line("multiply", f"{written(derivative)} = {written(Term('+', (first, second)))} = {text_of(right)}")
