"""An augmenter behind the firewall: what it makes is kept if it says the same, else set aside with the difference."""

from collections.abc import Callable, Collection, Iterable
from random import Random
from typing import NamedTuple

from mathdata.errors import PluginError
from mathdata.firewall.firewall import Difference, Firewall
from mathdata.firewall.spans import KINDS, Kind

Draws = Random
"""The generator of one record; the only source of chance an augmenter may use."""
Augmenter = Callable[[str, Draws], Iterable[str]]
"""Other wordings of a text: ours, or a function of the user's."""


class Made(NamedTuple):
    """A text that an augmenter made, and what it says otherwise; null if it may be used."""

    text: str
    difference: Difference | None = None


def guarded(
    augmenter: Augmenter, text: str, draws: Draws, *, kinds: Collection[Kind] = KINDS, legible: bool = False
) -> list[Made]:
    """What an augmenter makes of a text, each held against it; copies of the text or of one another are left out.

    Raises:
        PluginError: if it gives something that is no text.

    >>> made = guarded(lambda text, draws: ["3 + 5 = ?", "What is 3 + 5?", "5 + 3 = ?"], "3 + 5 = ?", Random(1))
    >>> [one.text for one in made]
    ['What is 3 + 5?', '5 + 3 = ?']
    """
    firewall = Firewall(text, kinds=kinds, legible=legible)
    seen = {spoken(text)}
    made: list[Made] = []
    for after in augmenter(text, draws):
        if not isinstance(after, str):
            raise PluginError(f"found {type(after).__name__} among what an augmenter gives, wanted texts")
        if spoken(after) not in seen:
            seen.add(spoken(after))
            made.append(Made(after, firewall.difference(after)))
    return made


def spoken(text: str) -> str:
    """A text without what cannot be told apart: runs of white space, and those at its ends.

    >>> spoken(" 1  + 1 ")
    '1 + 1'
    """
    return " ".join(text.split())
