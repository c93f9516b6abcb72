"""The equations of a text, found once, to be compared before and after a change."""

from collections import Counter
from functools import lru_cache

from mathdata.verify.chains import Chain, Link, Side, find_chains
from mathdata.verify.limits import MAX_TEXT_CHARS

Equations = Counter[tuple[str, str, str, bool]]


@lru_cache(maxsize=4)
def chains_in(text: str) -> tuple[Chain, ...]:
    """The chains of equations in a text; none in one that is too long. Several styles ask for those of one solution."""
    return tuple(find_chains(text)) if len(text) <= MAX_TEXT_CHARS else ()


def equations(text: str) -> Equations:
    """Each link of each chain of a text: its sides without white space, its sign, and whether it is doubtful.

    >>> equations("so 48 / 2 = 24 clips")
    Counter({('48/2', '=', '24', False): 1})
    """
    links = (link for chain in chains_in(text) for link in chain)
    return Counter((_said(text, link.left), link.sign, _said(text, link.right), _is_doubtful(link)) for link in links)


def _said(text: str, side: Side) -> str:
    return "".join(text[side.start : side.end].split())


def _is_doubtful(link: Link) -> bool:
    return any(side.tree is None or bool(side.doubt) for side in (link.left, link.right))
