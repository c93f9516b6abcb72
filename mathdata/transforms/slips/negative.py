"""One proven negative of one proven solution.

A negative is emitted only if `mathdata.verify` refutes it at the step where the error was made and nowhere
before, finds no other fault behind it than the same claim said again, and the final answer comes out
different: an error that cancels out teaches nothing.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import NamedTuple

from mathdata.families import agrees, family, worked
from mathdata.transforms.slips.draft import Draft, Place, Text, Uncertain, places
from mathdata.transforms.slips.named import SlipName, slips
from mathdata.transforms.thinking.answers import ANNOUNCED, agree
from mathdata.transforms.thinking.sentences import Span, step_spans
from mathdata.verify import Finding, Verdict, extract_answer, verify
from mathdata.verify.chains import chains_of
from mathdata.verify.context import judge_in_context
from mathdata.verify.limits import MAX_TEXT_CHARS, Unproven
from mathdata.verify.tokens import Token, tokenise

MAX_TRIES = 32
"""Errors that are tried before a solution is given up."""

_TELL_BY_NOTATION: dict[SlipName, Verdict] = {
    "early_rounding": Verdict.ROUNDED_AS_EQUAL,
    "lost_factor_100": Verdict.LOST_PERCENT,
}
"""Errors that the verifier may call faults of notation where they are made; the answer that follows is wrong."""

_CHECK_LINE = re.compile(r"\n?^(?:检验|验算|Check)\s*[：:].*$", re.MULTILINE)


class Negative(NamedTuple):
    """A wrong solution, and where it first goes wrong."""

    text: str
    error: SlipName
    start: int
    """Where the first wrong equation begins, in characters."""
    end: int
    right: str
    """What stood there."""
    steps: list[Span]
    step: int
    """Number of the first wrong step, from 1."""

    @property
    def labels(self) -> list[str]:
        """`right` for each step before the error, `wrong` for it, `follows` for each behind it."""
        before = self.step - 1
        return ["right"] * before + ["wrong"] + ["follows"] * (len(self.steps) - self.step)


def is_proven(problem: str, solution: str, answer: str | None) -> bool:
    """Whether no equation is at fault, one at least is proven, and the answer is that which a family computes."""
    result = worked(problem)
    gold = solution if answer is None else answer
    if result is not None and not agrees(result.result, gold, slack=family(result.category).gold_slack):
        return False
    asked = None if result is not None or not problem else problem
    findings = verify(unchecked(solution), problem=asked)
    checks = [finding for line in _CHECK_LINE.findall(solution) for finding in verify(line)]
    return not any(f.flagged for f in [*findings, *checks]) and any(f.verdict is Verdict.TRUE for f in findings)


def unchecked(solution: str) -> str:
    r"""A solution without the lines that test its answer: they end in another value, and a wrong one has none.

    >>> unchecked("x = 4\n检验：3 * 4 = 12\n答案：4")
    'x = 4\n答案：4'
    """
    return _CHECK_LINE.sub("", solution)


def negative_of(problem: str, solution: str, errors: Sequence[SlipName], rng: Random) -> Negative | None:
    """A negative of a proven solution by one of some errors; None if none of them fits.

    >>> found = negative_of("", "48 / 2 = 24 clips, and 48 + 24 = 72 clips.", ["carry_slip"], Random(0))
    >>> found.text, found.step
    ('48 / 2 = 24 clips, and 48 + 24 = 62 clips.', 1)
    """
    if len(solution) > MAX_TEXT_CHARS:
        return None
    kept = unchecked(solution)
    try:
        text, true_links = _read(kept, problem)
    except Unproven:
        return None
    for tried, (place, name, wrong) in enumerate(_candidates(text, true_links, errors, rng)):
        if tried == MAX_TRIES:
            break
        found = _made(text, place, name, wrong)
        if found is not None:
            return found
    return None


def _read(solution: str, problem: str) -> tuple[Text, list[int]]:
    tokens = tokenise(solution)
    inner = [one for token in tokens if token.kind == "annotation" for one in _inside(token)]
    text = Text.of(solution, [*tokens, *inner], chains_of(tokens), tokenise(problem))
    verdicts = [judge_in_context(solution, link).verdict for link in text.links]
    return text, [n for n, verdict in enumerate(verdicts) if verdict is Verdict.TRUE and text.links[n].sign in "=≈"]


def _inside(annotation: Token) -> Iterator[Token]:
    shift = annotation.start + 2
    return (t._replace(start=t.start + shift, end=t.end + shift) for t in tokenise(annotation.text[2:-2]))


def _candidates(
    text: Text, true_links: list[int], errors: Sequence[SlipName], rng: Random
) -> Iterator[tuple[Place, SlipName, Fraction]]:
    """Errors in an order of chance: the name first, so that rare ones are not drowned by frequent ones."""
    found = places(text, true_links)
    for name in rng.sample(list(errors), len(errors)):
        for place in rng.sample(found, len(found)):
            for wrong in slips(name, place.calculation, place.number):
                yield place, name, wrong


def _made(text: Text, place: Place, name: SlipName, wrong: Fraction) -> Negative | None:
    try:
        draft = Draft(text, place, wrong, keeps_equal=name == "early_rounding")
        new = draft.result()
    except Uncertain:
        return None
    if (name == "early_rounding" and not draft.recomputed) or not _differs(text.text, new):
        return None
    link = text.links[place.index]
    start, end = draft.moved(link.left.start), draft.moved(link.right.end)
    again = {draft.moved(text.links[index].left.start) for index in draft.restated}
    if not _is_refuted(verify(new), start, again, _TELL_BY_NOTATION.get(name)):
        return None
    steps = step_spans(new)
    step = next(number for number, (_, last) in enumerate(steps, start=1) if last >= end)
    return Negative(new, name, start, end, text.text[link.left.start : link.right.end], steps, step)


def _is_refuted(findings: list[Finding], start: int, again: set[int], notation: Verdict | None) -> bool:
    """Whether the first fault is the named one, and the others say the same again."""
    faults = sorted((f for f in findings if f.flagged), key=lambda f: f.start)
    named = [fault for fault in faults if fault.start == start]
    first = bool(named) and faults[0].start == start and (named[0].wrong or named[0].verdict is notation)
    return first and all(fault.start == start or fault.start in again for fault in faults)


def _differs(old: str, new: str) -> bool:
    answers = _final(old), _final(new)
    return "" not in answers and not agree(*answers)


@lru_cache(maxsize=2)  # the old text, which every draft is held against, and the newest draft
def _final(text: str) -> str:
    """The answer that is announced, else what the last line concludes or its last equation ends in."""
    stated = extract_answer(text)
    if stated is not None and (stated.mark in ANNOUNCED or stated.end > text.rstrip().rfind("\n")):
        return stated.text
    ends = [chain[-1].right for chain in chains_of(tokenise(text))]
    last = max(ends, key=lambda side: side.end, default=None)
    return "" if last is None else text[last.start : last.end]
