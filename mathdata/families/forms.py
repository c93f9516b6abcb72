"""Whether texts have the form of problems that some family reads, told by the families' patterns alone."""

import polars as pl

from mathdata.families.contract import MAX_PROBLEM_CHARS, compiled
from mathdata.families.registry import families

_FEW = 512
"""Texts up to which Python is quicker than compiling each pattern for Polars."""
# The white space of Python, which knows four control characters more than Unicode.
_SPACE = r"[\s\x1c-\x1f]+"


def formed(texts: list[str]) -> list[bool]:
    """Whether each text is one that a family could read, were its numbers in order.

    >>> formed(["计算 5 / 0 等于多少？", "Hello!"])
    [True, False]
    """
    return [_has_form(text) for text in texts] if len(texts) <= _FEW else _in_columns(texts)


def _has_form(text: str) -> bool:
    if len(text) > MAX_PROBLEM_CHARS:
        return False
    spaced = " ".join(text.split())
    return any(compiled(pattern).match(spaced) for pattern in _patterns(is_ascii=text.isascii()))


def _patterns(*, is_ascii: bool) -> list[str]:
    every = [family.patterns for family in families().values()]
    return [pattern for one in every for pattern in ((one.en,) if is_ascii else one)]


def _in_columns(texts: list[str]) -> list[bool]:
    spaced = pl.col("text").str.replace_all(_SPACE, " ").str.strip_chars(" ")
    column = pl.DataFrame({"text": texts}).select(spaced)["text"]
    is_ascii = [text.isascii() for text in texts]
    english, every = set(_patterns(is_ascii=True)), _patterns(is_ascii=False)
    found = pl.repeat(False, len(texts), eager=True)
    for pattern in every:
        matches = column.str.contains(pattern)
        found |= matches if pattern in english else matches & ~pl.Series(is_ascii)
    return [has and len(text) <= MAX_PROBLEM_CHARS for has, text in zip(found, texts, strict=True)]
