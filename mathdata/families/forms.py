"""Whether texts have the form of problems that some family reads, told by the families' patterns alone."""

from functools import lru_cache

import polars as pl

from mathdata.families.contract import MAX_PROBLEM_CHARS, compiled
from mathdata.families.framing import unframed
from mathdata.families.registry import family
from mathdata.families.signs import signs

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
    likely = (kind for kind, markers in _markers() if any(marker in low for marker in markers))
    return any(compiled(form).match(spaced) for kind in likely for form in _forms(kind))


def _forms(kind: str) -> list[str]:
    """The patterns of a family, and those of its other sentences."""
    return [*family(kind).patterns, *family(kind).phrasings.patterns]


@lru_cache(maxsize=1)
def _markers() -> list[tuple[str, list[str]]]:
    """Each kind with its markers in small letters, one of which stands in every problem of this kind."""
    every = signs().items()
    return [(kind, [marker.lower() for marker in (*one.markers.zh, *one.markers.en)]) for kind, one in every]


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
    for kind, markers in _markers():
        marked = low.str.contains_any(markers).arg_true()
        likely = column.gather(marked)
        if len(marked):
            fits = pl.select(pl.any_horizontal(likely.str.contains(form) for form in _forms(kind))).to_series()
            found = found.scatter(marked.filter(fits), True)
    return found.to_list()
