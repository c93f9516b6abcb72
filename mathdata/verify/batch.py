"""Many texts at once, as `audit` reads them: only what is to mend comes back."""

from collections.abc import Iterable, Sequence

from mathdata.verify.audit import verify
from mathdata.verify.findings import Finding
from mathdata.verify.plain import MAY_HOLD_CHAIN, decide, quotes, solves
from mathdata.verify.statements import MAY_HOLD_STATEMENT

NOTHING: tuple[Finding, ...] = ()


def find_faults(texts: Iterable[str], *, problems: Sequence[str | None] | None = None) -> list[tuple[Finding, ...]]:
    """The flagged findings of each text, in order; `problems` holds the problem of each text.

    >>> [[fault.verdict.value for fault in faults] for faults in find_faults(["3 * 4 = 12", "3 * 4 = 13"])]
    [[], ['false']]
    """
    if problems is None:
        return [_faults(text) for text in texts]
    return [_faults_of_pair(text, problem) for text, problem in zip(texts, problems, strict=True)]


def _faults(text: str) -> tuple[Finding, ...]:
    decided = decide(text)
    if decided is not None:
        return decided
    if MAY_HOLD_CHAIN.search(text) is None and MAY_HOLD_STATEMENT.search(text) is None:
        return NOTHING
    return tuple(finding for finding in verify(text) if finding.flagged)


def _faults_of_pair(text: str, problem: str | None) -> tuple[Finding, ...]:
    """A problem that quotes the left side of a plain equation asks for just that."""
    decided = decide(text)
    if decided is not None and (problem is None or quotes(text, problem)):
        return decided
    if problem is not None and solves(text, problem):
        return NOTHING
    return tuple(finding for finding in verify(text, problem=problem) if finding.flagged)
