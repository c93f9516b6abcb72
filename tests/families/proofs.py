"""A problem worked, and its solution proven by `mathdata.verify`, which shares no code with the families.

Every relation must be proven but those of a formula in words; a letter stands for what the problem or its
answer says that it is.
"""

import re
from fractions import Fraction

from spaces import DRAWS

from mathdata.families import WorkOptions, recognise
from mathdata.families.solve import Solver
from mathdata.families.symbolic import SymbolicFamily
from mathdata.verify import Verdict, verify
from mathdata.verify.chains import find_chains
from mathdata.verify.limits import MAX_RELATIONS
from mathdata.verify.rounding import Distance, distance
from mathdata.verify.symbolic import prove as prove_statements
from mathdata.verify.tree import evaluate, shown

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:E[+-]?\d+)?")
RELATION = re.compile("[=≈≤≥<>]")
UNIT_POWER = re.compile(r"(?<=m)\^?[23]")


def prove_problem(problem, options=None):
    """Work a problem and prove the solution; None if it has no answer."""
    options = options or WorkOptions()
    recognised = recognise(problem)
    assert recognised is not None, problem
    worked = Solver(options).work(problem)
    if worked is None:
        return None
    if isinstance(recognised.family, SymbolicFamily):
        told = worked.solution.split("\n")[2 if worked.style == "explain" else 0 :]
        prove_symbolic("\n".join(told))
    else:
        prove(problem, recognised, worked)
    return worked


def prove_symbolic(solution):
    """Each statement of algebra or calculus is proven or a definition, and the arithmetic has no fault."""
    proofs = prove_statements(solution)
    assert proofs, solution
    open_ones = [proof for proof in proofs if proof.standing not in ("true", "defined")]
    assert not open_ones, (solution, open_ones)
    assert not [finding for finding in verify(solution) if finding.flagged], solution


def prove(problem, recognised, worked):
    """Prove one worked solution: its relations, its answer, its operands."""
    findings = verify(worked.solution, problem=problem)
    assert not [finding for finding in findings if finding.flagged], (problem, worked.solution, findings)
    calculation = "\n".join(_calculation(recognised.family, worked))
    spoken = _with_values(calculation, recognised, worked)
    if spoken != worked.solution or len(findings) >= MAX_RELATIONS:
        findings = [finding for piece in _pieces(spoken) for finding in verify(piece)]
    unproven = [finding for finding in findings if finding.verdict is not Verdict.TRUE]
    assert not unproven, (problem, worked.solution, unproven)
    _prove_rounding(spoken)
    if recognised.family.kind in DRAWS:  # the answers of other kinds may be several values, or none that is a number
        assert len(findings) == len(RELATION.findall(spoken)) > 0, (problem, worked.solution)
        _prove_answer(spoken, worked)
        assert operands(problem) <= operands(worked.solution), (problem, worked.solution)


def operands(text):
    """The numbers of a text as they are printed; the exponent of a unit such as m^3 is none."""
    return set(NUMBER.findall(UNIT_POWER.sub("", text)))


def _calculation(family, worked):
    """The lines of a solution without its formula in words and the definition."""
    lines = worked.solution.split("\n")
    if worked.style == "explain":
        return lines[2:]
    return lines[1:] if family.states_formula and worked.style == "steps" else lines


def _pieces(text):
    """The text in pieces of whole lines, each short enough to be read to its end."""
    lines, signs = [], 0
    for line in text.split("\n"):
        signs += len(RELATION.findall(line))
        if lines and signs >= MAX_RELATIONS:
            yield "\n".join(lines)
            lines, signs = [], len(RELATION.findall(line))
        lines.append(line)
    yield "\n".join(lines)


def _with_values(text, recognised, worked):
    """The text with the letter of the problem replaced by its value."""
    given = recognised.given
    if recognised.family.kind == "linear_equation":
        letter, value = given.unknown, Fraction(worked.result.exact_value)
    elif recognised.family.kind == "function_value":
        letter, value = given.letter, Fraction(given.x)
    else:
        return text
    # A factor before the letter, as in 3x, is one number: the sign of the product is left out there.
    text = re.sub(rf"(?<=\d){letter}(?![A-Za-z])", f" * ({value})", text)
    return re.sub(rf"(?<![A-Za-z]){letter}(?![A-Za-z])", f"({value})", text)


def _prove_rounding(text):
    """Behind `≈` stands a printed number, not exact, within half a unit of its last place."""
    for line in text.split("\n"):
        if "≈" in line:
            for link in (link for link in _links(line) if link.sign == "≈"):
                number, value = shown(link.right.tree), evaluate(link.left.tree)
                assert number is not None, line
                assert distance(value * 100 if number.percent else value, number) is Distance.ROUNDED, line


def _prove_answer(text, worked):
    """The answer is what a proven chain ends in, behind `=` if it is exact, else behind `≈`."""
    result, unit = worked.result, "%" * (worked.result.unit == "%")
    forms = {result.digits + unit, f"({result.digits}){unit}"}
    lines = [line for line in reversed(text.split("\n")) if result.digits in line]
    ends = ((link.sign, line[link.right.start : link.right.end]) for line in lines for link in _links(line))
    assert any(sign == result.relation and end.split(" ")[0] in forms for sign, end in ends), (text, result)


def _links(text):
    return [link for chain in find_chains(text) for link in chain]
