"""Which of the equal forms of an expression a person would write: the shortest, the given one first."""

import sympy as sp

from mathdata.errors import CannotSolve
from mathdata.families.symbolic.algebra import Expression, text_of

MAX_TERMS = 40
"""Larger expressions are left as they are: their other forms cost much and read no better."""


def tidied(expression: Expression) -> Expression:
    """The form of an expression with the fewest signs; of two equally short ones the earlier.

    >>> x = sp.Symbol("x", real=True)
    >>> tidied(((x - 1) - (x + 1)) / (x - 1) ** 2), tidied(2 * x * sp.exp(x) + x**2 * sp.exp(x))
    (-2/(x - 1)**2, x*(x + 2)*exp(x))
    """
    if expression.count_ops() > MAX_TERMS * 4:
        return expression
    forms = [expression]
    letters = expression.free_symbols
    if letters and expression.is_rational_function(*letters):
        forms += [sp.cancel(expression), sp.factor(expression), sp.expand(expression)]
    else:
        forms += [sp.factor_terms(expression), sp.factor(expression)]
        if sp.denom(expression) == 1:
            forms.append(sp.expand(expression))
    surds = _surds(expression)
    best = min((form for form in forms if _surds(form) <= surds), key=_length)
    return expression if expression.is_Add and _is_over_number(best) else best


def _surds(expression: Expression) -> set[Expression]:
    """Roots of numbers; one that the expression does not hold only makes it look shorter: 4/sqrt(8x + 64)."""
    return {power for power in expression.atoms(sp.Pow) if power.base.is_Rational and not power.exp.is_Integer}


def _is_over_number(expression: Expression) -> bool:
    """Whether a sum was only brought over a number: `(26x^6 + 3*sin(2x))/12` reads worse than term by term."""
    factor, rest = expression.as_coeff_Mul()
    return bool(rest.is_Add and not factor.is_Integer)


def simplified(number: Expression) -> Expression:
    """A number as SymPy simplifies it, unless that is longer: 625 ln 5 would become the logarithm of 437 digits.

    >>> simplified(625 * sp.log(5) - 125), simplified(sp.sqrt(8) + sp.sqrt(2))
    (-125 + 625*log(5), 3*sqrt(2))
    """
    if number.is_Rational:
        return number
    expanded = sp.expand(number)
    forms = (expanded, number) if _is_plain(expanded) else (sp.simplify(number), number)
    return min(forms, key=_length)


def _is_plain(number: Expression) -> bool:
    """Whether there is nothing in a sum that could be simplified: one logarithm, and in no term two functions."""
    if len(number.atoms(sp.log)) > 1 or any(power.base.is_Add for power in number.atoms(sp.Pow)):
        return False
    return all(_functions_in(term) <= 1 for term in sp.Add.make_args(number))


def _functions_in(term: Expression) -> int:
    """How many functions are multiplied in a term, but for powers of e, which SymPy gathers by itself."""
    parts = list(sp.preorder_traversal(term))
    functions = [part for part in parts if part.is_Function and not isinstance(part, sp.exp)]
    powers = [part for part in parts if part.is_Pow and part.base.is_Function]
    return len(functions) + len(powers)


def _length(expression: Expression) -> int:
    try:
        return len(text_of(expression))
    except (CannotSolve, ValueError):  # SymPy orders terms by their text, and Python writes no number of 4,301 digits
        return 10**9
