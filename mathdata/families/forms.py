"""Whether texts have the form of problems that some family reads, told by the families' patterns alone."""

from typing import Any

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
    if len(text) > MAX_PROBLEM_CHARS:
        return False
    spaced = " ".join(unframed(text).split())
    lowered = spaced.lower()
    patterns = [
        pattern
        for family in families().values()
        if any(mark in lowered or mark in spaced for mark in _marks(family))
        for pattern in ((family.patterns.en,) if text.isascii() else family.patterns)
    ]
    return any(compiled(pattern).match(spaced) for pattern in [*patterns, sentences_pattern()])


def formed(texts: list[str]) -> list[bool]:
    """`has_form` of many texts, in columns.

    Literals first: a pattern that no text has a mark for is never compiled, and compiling costs more than
    looking at ten thousand texts.
    """
    spaced = pl.col("text").str.replace_all(_SPACE, " ").str.strip_chars(" ")
    column = pl.DataFrame({"text": [unframed(text) for text in texts]}).select(spaced)["text"]
    is_ascii = pl.Series([text.isascii() for text in texts], dtype=pl.Boolean)
    found = column.str.contains(sentences_pattern())
    for family in families().values():
        rows = column.str.contains_any(_marks(family), ascii_case_insensitive=True).arg_true()
        if len(rows):
            some = column.gather(rows)
            matches = some.str.contains(family.patterns.en)
            if not is_ascii.gather(rows).all():
                matches |= some.str.contains(family.patterns.zh) & ~is_ascii.gather(rows)
            found = found.scatter(rows, matches | found.gather(rows))
    return [has and len(text) <= MAX_PROBLEM_CHARS for has, text in zip(found, texts, strict=True)]


def _marks(family: Family[Any]) -> list[str]:
    return [*family.markers.zh, *family.markers.en]
