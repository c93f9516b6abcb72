"""Whether texts have the form of problems that some family reads, told by the families' patterns alone."""

from functools import lru_cache

import polars as pl

from mathdata.families.contract import MAX_PROBLEM_CHARS, Family, compiled
from mathdata.families.framing import unframed
from mathdata.families.recognition import sentences_pattern
from mathdata.families.registry import families

# The white space of Python, which knows four control characters more than Unicode.
_SPACE = r"[\s\x1c-\x1f]+"


def has_form(text: str) -> bool:
    """Whether a family could read this text, were its numbers in order.

    >>> has_form("计算 5 / 0 等于多少？"), has_form("Hello!")
    (True, False)
    """
    return len(text) <= MAX_PROBLEM_CHARS and (_fits(text) or _fits(unframed(text)))


def _fits(text: str) -> bool:
    spaced, low = " ".join(text.split()), text.lower()
    likely = (family for family, markers in _markers() if any(marker in low for marker in markers))
    return any(_matches(family, spaced) for family in likely) or bool(compiled(sentences_pattern()).match(spaced))


def _matches(family: "Family[object]", text: str) -> bool:
    return any(compiled(pattern).match(text) for pattern in family.patterns)


@lru_cache(maxsize=1)
def _markers() -> list[tuple["Family[object]", list[str]]]:
    """Each family with its markers in small letters."""
    every = families().values()
    return [(family, [marker.lower() for marker in (*family.markers.zh, *family.markers.en)]) for family in every]


def formed(texts: list[str]) -> list[bool]:
    """`has_form` of many texts, in columns."""
    bare = [unframed(text) for text in texts]
    fits = _fit(texts)
    again = [at for at, text in enumerate(bare) if not fits[at] and text != texts[at]]
    for at, fit in zip(again, _fit([bare[at] for at in again]) if again else (), strict=True):
        fits[at] = fit
    return [fit and len(text) <= MAX_PROBLEM_CHARS for fit, text in zip(fits, texts, strict=True)]


def _fit(texts: list[str]) -> list[bool]:
    spaced = pl.col("text").str.replace_all(_SPACE, " ").str.strip_chars(" ")
    column = pl.DataFrame({"text": texts}).select(spaced)["text"]
    low = column.str.to_lowercase()
    found = pl.repeat(False, len(texts), eager=True)
    for family, markers in _markers():
        marked = low.str.contains_any(markers).arg_true()
        likely = column.gather(marked)
        if len(marked):
            fits = pl.select(pl.any_horizontal(likely.str.contains(pattern) for pattern in family.patterns)).to_series()
            found = found.scatter(marked.filter(fits), True)
    return (found | column.str.contains(sentences_pattern())).to_list()
