"""The operations of EDA and AEDA, on words that may change alone.

| operation | the paper | here |
|---|---|---|
| `replace` | n words become a synonym | of the lexicon, which knows no synonyms of terms |
| `insert` | synonyms of n words, anywhere | n words that add nothing, where a sentence may have them |
| `swap` | n pairs of words change places | n words change places with a neighbour; nothing passes a number or a sign |
| `delete` | each word with probability α | each word that may be left out |
| `punctuate` | marks anywhere (AEDA) | commas where a speaker may pause |

An operation says which pieces it would replace, and with what; it never touches what carries mathematics.

EDA: Wei and Zou, "EDA: Easy Data Augmentation Techniques for Boosting Performance on Text Classification
Tasks", EMNLP 2019. AEDA: Karimi, Rossi and Prati, Findings of EMNLP 2021.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import Literal, NamedTuple, get_args

from mathdata.augment.places import Cut

Operation = Literal["replace", "insert", "swap", "delete", "punctuate"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)


class Edit(NamedTuple):
    """Pieces `first` to `last` (excluded) become `text`."""

    first: int
    last: int
    text: str


def edited(cut: Cut, operation: Operation, draws: Random, n: int) -> list[Edit]:
    """What an operation changes, in the order of the text; nothing where it finds nothing that may change."""
    return sorted(_DONE[operation](cut, draws, n))


def joined(cut: Cut, edits: Sequence[Edit]) -> str:
    """The text after edits, which must be in order and apart."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += [piece.text for piece in cut.pieces[at : edit.first]]
        parts.append(edit.text)
        at = edit.last
    return "".join([*parts, *(piece.text for piece in cut.pieces[at:])])


def _replace(cut: Cut, draws: Random, n: int) -> list[Edit]:
    found = cut.replaceable
    chosen = [(places, draws.choice(others)) for places, others in draws.sample(found, min(n, len(found)))]
    return [
        Edit(first, last, _as_before(cut.pieces[first].text, word)) for places, word in chosen for first, last in places
    ]


def _as_before(before: str, word: str) -> str:
    """A word with a capital where there was one before."""
    return word[0].upper() + word[1:] if before[:1].isupper() else word


def _insert(cut: Cut, draws: Random, n: int) -> list[Edit]:
    # Not before each sentence: who reads four asides in four sentences no longer reads the problem.
    places = draws.sample(cut.openings, min(n, (len(cut.openings) + 1) // 2))
    return [_opened(cut, at, draws.choice(words)) for at, words in places]


def _opened(cut: Cut, at: int, word: str) -> Edit:
    first = cut.pieces[at].text
    if cut.is_han:
        return Edit(at, at + 1, f"{word}{first}")
    small = first[0].lower() + first[1:] if cut.is_small(at) and first != "I" and word[-1] != ":" else first
    return Edit(at, at + 1, f"{_as_before(first, word)} {small}")


def _swap(cut: Cut, draws: Random, n: int) -> list[Edit]:
    """Pairs of words; no word takes part twice."""
    if cut.postponable is not None and draws.randint(0, len(cut.turnable)) == 0:
        first = cut.postponable
        return [_without(cut, first), Edit(len(cut.pieces), len(cut.pieces), f"{cut.pieces[first].text}。")]
    edits: list[Edit] = []
    taken: set[int] = set()
    for left, right in draws.sample(cut.turnable, len(cut.turnable)):
        if len(edits) < n and not taken & {left, right}:
            taken |= {left, right}
            edits.append(Edit(left, right + 1, _turned(cut, left, right)))
    return edits


def _turned(cut: Cut, left: int, right: int) -> str:
    first, second = cut.pieces[left].text, cut.pieces[right].text
    gap = "".join(piece.text for piece in cut.pieces[left + 1 : right])
    if first[:1].isupper() and cut.opens(left):
        first, second = first if first == "I" else first.lower(), _as_before(first, second)
    return f"{second}{gap}{first}"


def _delete(cut: Cut, draws: Random, n: int) -> list[Edit]:
    """Each of the words that may go, with the probability that makes n of all words; one at least."""
    share = n / max(1, cut.words)
    chosen = [at for at in cut.light if draws.random() < share]
    chosen = chosen or ([draws.choice(cut.light)] if cut.light else [])
    # Of two neighbours only one goes: each takes the space behind it along.
    return [_without(cut, at) for at in chosen if at - 2 not in chosen]


def _without(cut: Cut, at: int) -> Edit:
    spaced = at + 1 < len(cut.pieces) and cut.pieces[at + 1].text == " "
    inside = at > 0 and "\n" not in cut.pieces[at - 1].text
    if not spaced or (inside and not cut.pieces[at].text.isascii()):
        return Edit(at, at + 1, "")
    behind = cut.pieces[at + 2] if at + 2 < len(cut.pieces) else None
    if behind is not None and behind.kind == "word" and cut.opens(at):
        return Edit(at, at + 3, _as_before(cut.pieces[at].text, behind.text))
    return Edit(at, at + 2, "")


def _punctuate(cut: Cut, draws: Random, n: int) -> list[Edit]:
    mark = "，" if cut.is_han else ","
    n = draws.randint(1, max(1, n))
    return [Edit(at, at, mark) for at in draws.sample(cut.pauses, min(n, len(cut.pauses)))]


_DONE: dict[Operation, Callable[[Cut, Random, int], list[Edit]]] = {
    "replace": _replace,
    "insert": _insert,
    "swap": _swap,
    "delete": _delete,
    "punctuate": _punctuate,
}
