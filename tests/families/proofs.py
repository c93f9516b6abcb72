"""A problem worked, and every relation of its solution proven."""

from fractions import Fraction

from chain_checker import prove

from mathdata.families import WorkOptions, recognise
from mathdata.families.solve import Solver
from mathdata.families.symbolic import SymbolicFamily
from mathdata.verify import verify
from mathdata.verify.symbolic import prove as prove_statements


def prove_problem(problem, options=None):
    """Work a problem and prove the solution; None if it has no answer."""
    options = options or WorkOptions()
    recognised = recognise(problem)
    assert recognised is not None, problem
    worked = Solver(options).work(problem)
    if worked is None:
        return None
    family, given = recognised
    if isinstance(family, SymbolicFamily):
        told = worked.solution.split("\n")[2 if options.style == "explain" and worked.style == "explain" else 0 :]
        prove_symbolic("\n".join(told))
        return worked
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


def prove_symbolic(solution):
    """Each statement of algebra or calculus is proven or a definition, and the arithmetic has no fault."""
    proofs = prove_statements(solution)
    assert proofs, solution
    open_ones = [proof for proof in proofs if proof.standing not in ("true", "defined")]
    assert not open_ones, (solution, open_ones)
    assert not [finding for finding in verify(solution) if finding.flagged], solution
