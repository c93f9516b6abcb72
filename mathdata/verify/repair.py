r"""Mends the links of a text that can be mended for sure, each at its own place.

What is done, and nothing else:

- `=` becomes `≈` (in LaTeX `\approx`) where the value shown is right to its last place;
- a value that is wrong, misrounded or has lost its sign or percent becomes the recomputed one;
- the negative base of `-3^2 = 9` gets its brackets.

A value is only replaced where it stands at the end of its chain and nowhere else in the text behind it,
because a value that is used again would leave the rest of the text in disagreement. A percentage that is told
without a hundredth (`100 - 40 = 60%` of the price) and a quotient with a remainder stay, because the words around
need them. Whatever is not mended stays as it was.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from mathdata.verify.chains import Chain, Link, chains_of
from mathdata.verify.context import judge_in_context
from mathdata.verify.exact import Exact, compare
from mathdata.verify.findings import Judgement, Verdict
from mathdata.verify.limits import MAX_TEXT_CHARS
from mathdata.verify.tokens import tokenise
from mathdata.verify.tree import Negation, Number, Operation, evaluate, shown, walk


class Change(NamedTuple):
    """One edit: the span in the text as given, what stood there, what stands there now, and why."""

    start: int
    end: int
    old: str
    new: str
    verdict: Verdict


class Repaired(NamedTuple):
    """A mended text, the edits that were made, and how many flagged links were left as they are."""

    text: str
    changes: tuple[Change, ...]
    left_alone: int


_REST = re.compile(r"[^.\n。；;]*?(?:\bremain|\bleft\b|\bover\b|余|剩)", re.IGNORECASE)
"""A remainder behind a whole quotient."""
_RECOMPUTED = (Verdict.FALSE, Verdict.MISROUNDED, Verdict.WRONG_SIGN, Verdict.LOST_PERCENT)


def repair(text: str) -> Repaired:
    """Mend a text by span.

    >>> repair("5.2 / 3 = 1.7333，-3^2 = 9，3 * 4 = 13").text
    '5.2 / 3 ≈ 1.7333，(-3)^2 = 9，3 * 4 = 12'
    """
    if len(text) > MAX_TEXT_CHARS:
        return Repaired(text, (), 0)
    changes: list[Change] = []
    left_alone = 0
    for chain in chains_of(tokenise(text)):
        for i, link in enumerate(chain):
            judgement = judge_in_context(text, link)
            if judgement.verdict not in (Verdict.TRUE, Verdict.UNPROVEN):
                made = _mend(text, chain, i, judgement)
                changes += made
                left_alone += not made
    changes = _disjoint(changes)
    return Repaired(_edited(text, changes), tuple(changes), left_alone)


def _mend(text: str, chain: Chain, i: int, judgement: Judgement) -> list[Change]:
    link = chain[i]
    if _is_annotation(text, link.sign_start):
        return []
    if judgement.verdict is Verdict.ROUNDED_AS_EQUAL:
        return _rounded(text, link, judgement)
    if judgement.verdict is Verdict.PRECEDENCE:
        return _bracketed(text, link, judgement)
    if judgement.verdict in _RECOMPUTED and i == len(chain) - 1:
        return _recomputed(text, link, judgement)
    return []


def _change(text: str, start: int, end: int, new: str, judgement: Judgement) -> Change:
    return Change(start, end, text[start:end], new, judgement.verdict)


def _loosened(text: str, link: Link, judgement: Judgement) -> Change:
    latex = "\\" in text[link.left.start : link.right.end]
    letter = text[link.sign_end : link.sign_end + 1].isalpha()  # \approx must not swallow it
    new = "\\approx" + " " * letter if latex else "≈"
    return _change(text, link.sign_start, link.sign_end, new, judgement)


def _rounded(text: str, link: Link, judgement: Judgement) -> list[Change]:
    """`≈`, and the other value where a tie was rounded to even."""
    number = shown(link.right.tree) if link.right.tree is not None else None
    if number is not None and _is_meant(text, number, judgement):
        return []
    if number is None or not judgement.expected or Fraction(judgement.expected) == number.value:
        return [_loosened(text, link, judgement)]
    return _recomputed(text, link, judgement)


def _bracketed(text: str, link: Link, judgement: Judgement) -> list[Change]:
    """Brackets from the sign to the end of the base."""
    changes = []
    for side in (link.left, link.right):
        for node in walk(side.tree) if side.tree is not None else ():
            if isinstance(node, Negation) and isinstance(node.operand, Operation) and node.operand.sign == "^":
                base = shown(node.operand.left)
                if base is not None:
                    inside = text[node.start : base.end]
                    changes.append(_change(text, node.start, base.end, f"({inside})", judgement))
    return changes


def _recomputed(text: str, link: Link, judgement: Judgement) -> list[Change]:
    """The right value in the place of the printed one, with `≈` where it has no short decimal form."""
    number = shown(link.right.tree) if link.right.tree is not None else None
    if number is None or not judgement.expected or link.left.tree is None or _is_used_again(text, number):
        return []
    if _is_meant(text, number, judgement):
        return []
    new = judgement.expected
    if number.percent:
        new += "%"
    changes = [_change(text, number.start, number.end, new, judgement)]
    if link.sign == "=" and not _is_exact(new, evaluate(link.left.tree)):
        changes.append(_loosened(text, link, judgement))
    return changes


def _is_meant(text: str, number: Number, judgement: Judgement) -> bool:
    """Whether the text around says what the equation does not: a percentage (`100 - 40 = 60%`), a remainder."""
    if judgement.verdict is Verdict.LOST_PERCENT and number.percent:
        return True
    whole = judgement.verdict in (Verdict.MISROUNDED, Verdict.ROUNDED_AS_EQUAL) and number.places == 0
    return whole and _REST.match(text, number.end) is not None


def _is_used_again(text: str, number: Number) -> bool:
    """Whether the printed value stands again behind its link, be it with other zeros: `18.00` and `18`."""
    shown_value = text[number.start : number.end].lstrip("-+ $").rstrip("% ")
    if "." in shown_value:
        shown_value = shown_value.rstrip("0").rstrip(".")
    zeros = r"0*(?!\d)" if "." in shown_value else r"(?:\.0+)?(?!\.?\d)"
    return re.search(rf"(?<![\d.]){re.escape(shown_value)}{zeros}", text[number.end :]) is not None


def _is_exact(printed: str, value: Exact) -> bool:
    stated = Fraction(printed.rstrip("%")) / (100 if printed.endswith("%") else 1)
    return compare(value, stated) == 0


def _is_annotation(text: str, place: int) -> bool:
    """Whether a place lies in a `<<48/2=24>>`, whose form belongs to its data set."""
    return text.rfind("<<", 0, place) > text.rfind(">>", 0, place)


def _disjoint(changes: list[Change]) -> list[Change]:
    """In the order of the text; of edits that overlap only the first, of equal ones one."""
    kept: list[Change] = []
    for change in sorted(changes):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return kept


def _edited(text: str, changes: list[Change]) -> str:
    pieces, last = [], 0
    for change in changes:
        pieces += [text[last : change.start], change.new]
        last = change.end
    return "".join([*pieces, text[last:]])
