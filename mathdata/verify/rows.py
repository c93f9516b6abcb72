"""Row operations on matrices as findings: `[[1, 2], [3, 4]] →(r2 - 3*r1) [[1, 2], [0, -2]]`."""

from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.symbolic import Proof, prove

_SIGN = "→(r"
_VERDICTS = {"true": Verdict.TRUE, "false": Verdict.FALSE}


def may_hold_operation(text: str) -> bool:
    """Whether an operation may stand in a text."""
    return _SIGN in text


def row_operations(text: str) -> list[Finding]:
    """One finding for each operation: done rightly, wrongly, or not to be read.

    >>> text = "[[1, 2], [3, 4]] →(r2 - 3*r1) [[1, 2], [0, -2]] →(r2*(-1/2)) [[1, 2], [0, -1]]"
    >>> [finding.verdict.value for finding in row_operations(text)]
    ['true', 'false']
    """
    if not may_hold_operation(text):
        return []
    return [_finding(text, proof) for proof in prove(text) if text.startswith(_SIGN, proof.sign)]


def _finding(text: str, proof: Proof) -> Finding:
    start = text.rfind(proof.text.split(" →", 1)[0], 0, proof.sign)
    end = max(start, 0) + len(proof.text)
    verdict = _VERDICTS.get(proof.standing, Verdict.UNPROVEN)
    reason = proof.reason or ("" if verdict is Verdict.TRUE else "the operation gives another matrix")
    return Finding(verdict, max(start, 0), end, text[max(start, 0) : end], reason, wrong=verdict is Verdict.FALSE)
