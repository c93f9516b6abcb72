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
    return min(forms, key=_length)


def simplified(number: Expression) -> Expression:
    """A number as SymPy simplifies it, unless that is longer: 625 ln 5 would become the logarithm of 437 digits.

    >>> simplified(625 * sp.log(5) - 125), simplified(sp.sqrt(8) + sp.sqrt(2))
    (-125 + 625*log(5), 3*sqrt(2))
    """
    return min((sp.simplify(number), number), key=_length)


def _length(expression: Expression) -> int:
    try:
        return len(text_of(expression))
    except CannotSolve:
        return 10**9
