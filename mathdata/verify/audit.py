"""Texts to findings."""

from collections.abc import Iterable, Sequence

from mathdata.verify.chains import Link, chains_of
from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.judge import judge
from mathdata.verify.limits import MAX_TEXT_CHARS
from mathdata.verify.tokens import tokenise


def verify(text: str) -> list[Finding]:
    """A finding for every link of every chain in a text, in the order of the text."""
    if len(text) > MAX_TEXT_CHARS:
        return [Finding(Verdict.UNPROVEN, 0, len(text), "", f"a text of more than {MAX_TEXT_CHARS:,} characters")]
    return [_finding(text, link) for chain in chains_of(tokenise(text)) for link in chain]


def _finding(text: str, link: Link) -> Finding:
    judgement = judge(link)
    start, end = link.left.start, max(link.right.end, link.sign_end)
    return Finding(
        judgement.verdict, start, end, text[start:end], judgement.reason, judgement.wrong, judgement.expected
    )
