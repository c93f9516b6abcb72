"""A sample of solutions, every equation of which SymPy works out too: it shares code with nobody here."""

import re

import pytest
import sympy
from proofs import clauses, links
from spaces import DRAWS, WAYS, drawn

from mathdata.families import recognise
from mathdata.families.solve import Solver

PROBLEMS = 16
"""Problems of each kind, the ways of telling in turn."""


def in_sympy(text):
    """One side of an equation as SymPy's exact value; units and marks are left out."""
    text = re.sub(r"√(\d+(?:\.\d+)?)", r"sqrt(\1)", text.replace("^", "**").replace("gcd", "igcd"))
    kept = re.sub(r"(?!sqrt|igcd)(?<![a-z\d])[a-z]+|[^\x00-\x7f]", " ", text).replace("%", "/100")
    return sympy.sympify(kept.strip(), rational=True, locals={"igcd": sympy.igcd})


def step(shown):
    """One unit of the last place of a printed number.

    >>> step("2.70E+3"), step("12.5%")
    (10, 1/1000)
    """
    decimals, power, percent = re.search(r"\d+(?:\.(\d+))?(?:E([+-]\d+))?\)?(%)?", shown).groups()
    place = int(power or 0) - len(decimals or "") - 2 * bool(percent)
    return sympy.Integer(10) ** place


@pytest.mark.parametrize("kind", DRAWS)
def test_equations_hold_in_sympy(kind):
    """Every `=` is exact, every `≈` within half a unit of the last place."""
    checked = 0
    for n, problem in enumerate(drawn(kind, range(PROBLEMS))):
        worked = Solver(WAYS[n % len(WAYS)]).work(problem)
        if worked is None:
            continue
        for clause, link in ((c, link) for c in clauses(recognise(problem), worked) for link in links(c)):
            left, right = (in_sympy(clause[side.start : side.end]) for side in (link.left, link.right))
            if link.sign == "=":
                assert sympy.simplify(left - right) == 0, clause
            elif link.sign == "≈":
                assert sympy.N(abs(left - right), 60) * 2 <= step(clause[link.right.start : link.right.end]), clause
            checked += 1
    print(f"{kind}: {checked:,} relations hold in SymPy too")
    assert checked
