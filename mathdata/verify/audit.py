"""Texts to findings."""

import re

from mathdata.verify.annotations import misprinted, unfounded
from mathdata.verify.chains import Chain, Link, chains_of
from mathdata.verify.complex_numbers import false_in_complex_numbers
from mathdata.verify.context import judge_in_context
from mathdata.verify.edges import WORD_BEFORE
from mathdata.verify.events import may_hold_event, with_events
from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.limits import MAX_TEXT_CHARS
from mathdata.verify.modular import false_congruences
from mathdata.verify.rows import row_operations
from mathdata.verify.solutions import unsolved
from mathdata.verify.statements import contradictions
from mathdata.verify.symbolic import HOLDS_FOR_FUNCTIONS, proven_signs
from mathdata.verify.tokens import tokenise
from mathdata.verify.unknowns import HOLDS, proven

_BOUND = re.compile(r"(?:[∑Σ∏]|\\(?:sum|prod)(?:\\limits)?)\s*_\s*\{[^{}]{1,40}\}")


def verify(text: str, *, problem: str | None = None) -> list[Finding]:
    """A finding for every link of every chain in a text, then for every statement that contradicts them.

    With the `problem` that the text solves, its final answer is also held against the expression that the
    problem itself holds, and the operands of the working against those of the problem.

    >>> [finding.verdict.value for finding in verify("5.2 / 3 = 1.73，3 * 4 = 12")]
    ['rounded_as_equal', 'true']
    >>> [finding.verdict.value for finding in verify("∫ x*e^x dx = x*e^x - ∫ e^x dx = x*e^x - e^x + C")]
    ['true', 'true']
    """
    if len(text) > MAX_TEXT_CHARS:
        return [Finding(Verdict.UNPROVEN, 0, len(text), "", f"a text of more than {MAX_TEXT_CHARS:,} characters")]
    tokens = tokenise(text)
    if may_hold_event(text):
        tokens = with_events(tokens, problem)
    chains = _without_bounds(text, chains_of(tokens))
    links = [link for chain in chains for link in chain]
    findings = [_finding(text, link) for link in links]
    if any(finding.verdict is Verdict.UNPROVEN for finding in findings):
        by_value, as_functions = proven(tokens, problem), proven_signs(text, problem)
        findings = [
            _proven(finding, HOLDS if link.sign_start in by_value else HOLDS_FOR_FUNCTIONS)
            if link.sign_start in by_value or link.sign_start in as_functions else finding
            for finding, link in zip(findings, links, strict=True)
        ]  # fmt: skip
        findings += [*unsolved(text, tokens), *false_in_complex_numbers(text, tokens)]
    findings += [*row_operations(text), *misprinted(text, findings)]
    findings += [*false_congruences(text), *contradictions(text, chains, problem)]
    return [*findings, *unfounded(text, findings)]


def _without_bounds(text: str, chains: list[Chain]) -> list[Chain]:
    """The chains without the `n=1` under the sign of a sum, which says nothing."""
    spans = [match.span() for match in _BOUND.finditer(text)]
    if not spans:
        return chains
    kept = [tuple(link for link in chain if not any(a <= link.sign_start < b for a, b in spans)) for chain in chains]
    return [chain for chain in kept if chain]


def _proven(finding: Finding, why: str) -> Finding:
    """A link that was left open, now that its formulas have been held against each other."""
    if finding.verdict is not Verdict.UNPROVEN or finding.reason == WORD_BEFORE:
        return finding
    return Finding(Verdict.TRUE, finding.start, finding.end, finding.text, why)


def _finding(text: str, link: Link) -> Finding:
    judgement = judge_in_context(text, link)
    start, end = link.left.start, max(link.right.end, link.sign_end)
    return Finding(
        judgement.verdict, start, end, text[start:end], judgement.reason, judgement.wrong, judgement.expected
    )
