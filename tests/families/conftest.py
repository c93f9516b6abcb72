"""Where the real files are, and how a solution is proven."""

import os
from fractions import Fraction
from pathlib import Path

import pytest
from chain_checker import prove

from mathdata.families import WorkOptions, recognise
from mathdata.families.solve import Solver


@pytest.fixture(scope="session")
def shared():
    """The folder of real files, or a skip that says where it was looked for."""
    beside = Path(__file__).parents[3] / "shared"
    folder = Path(os.environ.get("MATHDATA_SHARED", beside))
    if not folder.is_dir():
        pytest.skip(f"no real files at {folder}; set MATHDATA_SHARED to the folder that holds them")
    return folder


@pytest.fixture(scope="session")
def proven():
    """A function that works a problem, proves every relation, and returns the worked solution."""
    return prove_problem


def prove_problem(problem, options=None):
    """Work a problem and prove the solution; None if it has no answer."""
    options = options or WorkOptions()
    recognised = recognise(problem)
    assert recognised is not None, problem
    worked = Solver(options).work(problem)
    if worked is None:
        return None
    family, given = recognised
    formulas = (
        (0, 1) if options.style == "explain" else (0,) if family.states_formula and worked.style == "steps" else ()
    )
    unknowns = ()
    if family.kind == "linear_equation":
        unknowns = ((given.unknown, Fraction(worked.result.exact_value)),)
    if family.kind == "function_value":
        unknowns = ((given.letter, Fraction(given.x)),)
    assert prove(worked.solution, formula_lines=formulas, unknowns=unknowns) > 0, worked.solution
    return worked
