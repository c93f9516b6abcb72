"""Calculations with complex numbers: `(1 + 2i)(3 - i) = 5 + 5i`.

A calculation with i is one with a letter, where i² = −1. Put a number t in the place of i: modulo t² + 1 its
square is −1 as well, so what is equal as complex numbers is equal there. With t² + 1 prime, quotients are no
exception, and with a large t nothing else is equal by chance.
"""

from collections.abc import Sequence

from mathdata.verify.algebra import Formula, names, number_formula, side_of, value_at
from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.limits import MAX_RELATIONS, Unproven
from mathdata.verify.tokens import Token

POINT = 10**40 + 220
"""The first t from 10^40 on with t² + 1 prime."""

_MODULUS = POINT**2 + 1
_FORMULA = number_formula(POINT)


def false_in_complex_numbers(text: str, tokens: Sequence[Token]) -> list[Finding]:
    """Equations in i, with a calculation on the left, that do not hold.

    >>> from mathdata.verify.tokens import tokenise
    >>> text = "zw = (1 + 2i)(3 - i) = 5 + 6i"
    >>> [finding.text for finding in false_in_complex_numbers(text, tokenise(text))]
    ['(1 + 2i)(3 - i) = 5 + 6i']
    """
    found = []
    for i in [i for i, token in enumerate(tokens) if token.kind == "relation"][:MAX_RELATIONS]:
        left, right = side_of(tokens, i, -1), side_of(tokens, i, 1)
        if tokens[i].text == "=" and _is_calculation(left) and names(right) == {"i"} and _differ(left, right):
            start, end = left[0].start, right[-1].end
            reason = "the sides are not equal as complex numbers"
            found.append(Finding(Verdict.FALSE, start, end, text[start:end], reason, wrong=True))
    return found


def _is_calculation(formula: Formula) -> bool:
    """Whether i stands in it more than once: an equation for an unknown i would hardly look so."""
    return names(formula) == {"i"} and sum(token.text == "i" for token in formula) > 1


def _differ(left: Formula, right: Formula) -> bool:
    try:
        gap = value_at(left, "i", _FORMULA) - value_at(right, "i", _FORMULA)
    except Unproven:
        return False
    return gap.denominator % _MODULUS != 0 and gap.numerator % _MODULUS != 0
