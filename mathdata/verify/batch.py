"""Many texts at once, as `audit` reads them: only what is to mend comes back."""

from collections.abc import Iterable, Sequence

from mathdata.verify.audit import verify
from mathdata.verify.findings import Finding
from mathdata.verify.limits import MAX_TEXT_CHARS
from mathdata.verify.plain import MAY_HOLD_CHAIN, decide, is_value, quotes, solves
from mathdata.verify.questions import may_ask_value
from mathdata.verify.rows import may_hold_operation
from mathdata.verify.statements import MAY_HOLD_STATEMENT
from mathdata.verify.worded import asked_in_words

NOTHING: tuple[Finding, ...] = ()


def find_faults(texts: Iterable[str], *, problems: Sequence[str | None] | None = None) -> list[tuple[Finding, ...]]:
    """The flagged findings of each text, in order; `problems` holds the problem of each text.

    >>> [[fault.verdict.value for fault in faults] for faults in find_faults(["3 * 4 = 12", "3 * 4 = 13"])]
    [[], ['false']]
    """
    if problems is None:
        return [_faults(text, None) for text in texts]
    known: dict[tuple[str, str | None], tuple[Finding, ...]] = {}
    found = []
    for pair in zip(texts, problems, strict=True):
        if pair not in known:
            known[pair] = _faults(*pair)
        found.append(known[pair])
    return found


def _faults(text: str, problem: str | None) -> tuple[Finding, ...]:
    """A problem that quotes the left side of a plain equation asks for just that."""
    decided = decide(text)
    if decided is not None and (problem is None or quotes(text, problem)):
        return decided
    if problem is not None and solves(text, problem):
        return NOTHING
    if _says_nothing(text) and not _may_be_refuted(text, problem):
        return NOTHING
    return tuple(finding for finding in verify(text, problem=problem) if finding.flagged)


def _may_be_refuted(text: str, problem: str | None) -> bool:
    """Whether a problem asks for a value that a text need not state."""
    if problem is None or is_value(text, problem):
        return False
    return may_ask_value(problem) or asked_in_words(problem) is not None


def _says_nothing(text: str) -> bool:
    """Whether a text holds no relation, no sign in words and no row operation: only a problem can refute it."""
    if len(text) > MAX_TEXT_CHARS:
        return False
    if any(pattern.search(text) for pattern in (MAY_HOLD_CHAIN, MAY_HOLD_STATEMENT)):
        return False
    return not may_hold_operation(text)
