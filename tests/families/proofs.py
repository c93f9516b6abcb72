"""A problem worked, and its solution proven by `mathdata.verify`, which shares no code with the families.

Every relation must be proven but those of a formula in words; a letter stands for what the problem or its
answer says that it is. Solutions are proven clause by clause, and equal clauses once: column additions and
products of digits are the same everywhere. Whole, as a reader of a corpus meets it, a short solution is read always,
a long one once in `WHOLE`.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from zlib import crc32

from spaces import DRAWS

from mathdata.families import WorkOptions, recognise
from mathdata.families.solve import Solver
from mathdata.families.symbolic import SymbolicFamily
from mathdata.verify import Verdict, verify
from mathdata.verify.chains import Link, find_chains
from mathdata.verify.rounding import Distance, distance
from mathdata.verify.symbolic import prove as prove_statements
from mathdata.verify.tree import evaluate, shown

NUMBER = re.compile(r"\d+(?:\.\d+)?(?:E[+-]?\d+)?")
RELATION = re.compile("[=≈≤≥<>]")
MARK = re.compile(r"[，；：。]|[,;:.](?= )|(?<![=≈≤≥<>])\n(?! *[=≈≤≥<>])")
UNIT_POWER = re.compile(r"(?<=m)\^?[23]")
SHORT = 400
"""Characters of a solution that is always read whole."""

WHOLE = 10
"""One in so many longer solutions is read whole, chosen by what stands in it."""

CLAUSES = 1 << 16
"""Clauses that are remembered."""


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
    told = clauses(recognised, worked)
    relations = sum(map(prove_clause, told))
    if len(worked.solution) <= SHORT or crc32(worked.solution.encode()) % WHOLE == 0:
        flagged = [finding for finding in verify(worked.solution, problem=problem) if finding.flagged]
        assert not flagged, (problem, worked.solution, flagged)
    if recognised.family.kind in DRAWS:  # the answers of other kinds may be several values, or none that is a number
        assert relations == sum(len(RELATION.findall(clause)) for clause in told) > 0, (problem, worked.solution)
        assert _is_answered(told, worked.result), (problem, worked.solution)
        assert operands(problem) <= operands(worked.solution), (problem, worked.solution)


def clauses(recognised, worked):
    """The clauses of the calculation that relate something, with values for the letter of the problem."""
    told = "\n".join(_calculation(recognised.family, worked))
    return [clause for clause in _clauses(_with_values(told, recognised, worked)) if RELATION.search(clause)]


@lru_cache(maxsize=CLAUSES)
def prove_clause(text: str) -> int:
    """Prove every relation of a clause, and count them."""
    findings = verify(text)
    unproven = [finding for finding in findings if finding.verdict is not Verdict.TRUE]
    assert not unproven, (text, unproven)
    for link in links(text) if "≈" in text else ():
        if link.sign == "≈":
            prove_rounding(link)
    return len(findings)


def prove_rounding(link: Link) -> None:
    """Behind `≈` stands a printed number, not exact, within half a unit of its last place."""
    number, value = shown(link.right.tree), evaluate(link.left.tree)
    assert number is not None, link
    assert distance(value * 100 if number.percent else value, number) is Distance.ROUNDED, link


def operands(text):
    """The numbers of a text as they are printed; the exponent of a unit such as m^3 is none."""
    return set(NUMBER.findall(UNIT_POWER.sub("", text)))


def _calculation(family, worked):
    """The lines of a solution without its formula in words and the definition."""
    lines = worked.solution.split("\n")
    if worked.style == "explain":
        return lines[2:]
    return lines[1:] if family.states_formula and worked.style == "steps" else lines


def _clauses(text: str) -> Iterator[str]:
    r"""The text between its marks; what is in brackets, and a chain that goes on in the next line, stays together.

    >>> list(_clauses("gcd(4, 6) = 2, 3 + 4 = 7\n5 + 6\n= 11；得 12 - 1 = 11"))
    ['gcd(4, 6) = 2', '3 + 4 = 7', '5 + 6\n= 11', '得 12 - 1 = 11']
    """
    first = 0
    for mark in MARK.finditer(text):
        if text.count("(", first, mark.start()) == text.count(")", first, mark.start()):
            yield text[first : mark.start()].strip()
            first = mark.end()
    yield text[first:].strip()


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


def _is_answered(told, result):
    """Whether a proven chain ends in the answer, behind `=` if it is exact, else behind `≈`."""
    unit = "%" * (result.unit == "%")
    forms = {result.digits + unit, f"({result.digits}){unit}"}
    near = (clause for clause in reversed(told) if result.digits in clause)
    ends = ((link.sign, text[link.right.start : link.right.end]) for text in near for link in links(text))
    return any(sign == result.relation and end.split(" ")[0] in forms for sign, end in ends)


def links(text):
    """Every link of every chain of a text."""
    return [link for chain in find_chains(text) for link in chain]
