"""Other wordings of one text by EDA, each behind the firewall."""

from collections.abc import Mapping
from itertools import chain, cycle
from random import Random
from typing import NamedTuple

from mathdata.augment.lexicon import Lexicon, Synonyms
from mathdata.augment.operations import Edit, Operation, edited, joined
from mathdata.augment.pieces import pieces
from mathdata.augment.places import Cut
from mathdata.firewall import Difference, Firewall, protected_spans, spoken

MAX_TRIES = 6
"""How often an operation is tried again in a row when it gives nothing new; each second time changes a word more."""


class Change(NamedTuple):
    """What was written instead of what."""

    operation: Operation
    before: str
    after: str


class Wording(NamedTuple):
    """A text that was made, how, and what it says otherwise; null if it may be used."""

    text: str
    changes: tuple[Change, ...]
    difference: Difference | None


def wordings(
    text: str,
    draws: Random,
    *,
    alphas: Mapping[Operation, float],
    n: int,
    lexicon: Lexicon,
    synonyms: Synonyms,
    legible: bool = False,
) -> list[Wording]:
    """Up to `n` other wordings of a text, none said twice, and those that the firewall refused.

    Args:
        text: what is said in other words.
        draws: the only source of chance.
        alphas: share of the words that each operation changes; those of 0 are left out.
        n: how many are wanted; there are fewer where fewer words may change.
        lexicon: which words may go, move and be added.
        synonyms: where synonyms are looked up; usually the lexicon too.
        legible: whether a family that reads the text must read each of them.
    """
    order = [operation for operation, alpha in alphas.items() if alpha]
    draws.shuffle(order)
    firewall = Firewall(text, legible=legible)
    seen = {spoken(text)}
    made: list[Wording] = []
    kept: list[Wording] = []
    bases = chain([Wording(text, (), None)], kept)  # where one change gives nothing new, those made are changed again
    for base in bases:
        done = {change.operation for change in base.changes}
        cut = Cut(tuple(pieces(base.text, protected_spans(base.text))), lexicon, synonyms)
        fresh = [operation for operation in order if operation not in done]
        idle = 0
        for operation in cycle(fresh):
            if len(kept) == n or idle == len(fresh):
                break
            found = _tried(cut, firewall, operation, alphas[operation], draws, seen)
            made += [one._replace(changes=base.changes + one.changes) for one in found]
            kept += [one for one in made[len(made) - len(found) :] if one.difference is None]
            idle = 0 if found and found[-1].difference is None else idle + 1
        if len(kept) == n:
            break
    return made


def _tried(
    cut: Cut, firewall: Firewall, operation: Operation, alpha: float, draws: Random, seen: set[str]
) -> list[Wording]:
    """One wording that may be used, behind those that may not; `seen` learns them all."""
    made: list[Wording] = []
    words = max(1, round(alpha * cut.words))
    for tries in range(MAX_TRIES):
        edits = edited(cut, operation, draws, words + tries // 2)
        if not edits:
            break
        text = joined(cut, edits)
        if spoken(text) in seen:
            continue
        seen.add(spoken(text))
        made.append(Wording(text, _changes(cut, operation, edits), firewall.difference(text)))
        if made[-1].difference is None:
            break
    return made


def _changes(cut: Cut, operation: Operation, edits: list[Edit]) -> tuple[Change, ...]:
    return tuple(
        Change(operation, "".join(piece.text for piece in cut.pieces[edit.first : edit.last]), edit.text)
        for edit in edits
    )
