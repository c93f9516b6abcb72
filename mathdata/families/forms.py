"""Whether texts have the form of problems that some family reads, told by the families' patterns alone."""

import polars as pl

from mathdata.families.contract import MAX_PROBLEM_CHARS, compiled
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
    return any(compiled(pattern).match(spaced) for pattern in _patterns(is_ascii=text.isascii()))


def formed(texts: list[str]) -> list[bool]:
    """`has_form` of many texts, in columns."""
    spaced = pl.col("text").str.replace_all(_SPACE, " ").str.strip_chars(" ")
    column = pl.DataFrame({"text": [unframed(text) for text in texts]}).select(spaced)["text"]
    is_ascii = [text.isascii() for text in texts]
    english, every = set(_patterns(is_ascii=True)), _patterns(is_ascii=False)
    found = pl.repeat(False, len(texts), eager=True)
    for pattern in every:
        matches = column.str.contains(pattern)
        found |= matches if pattern in english else matches & ~pl.Series(is_ascii)
    return [has and len(text) <= MAX_PROBLEM_CHARS for has, text in zip(found, texts, strict=True)]


def _patterns(*, is_ascii: bool) -> list[str]:
    every = [family.patterns for family in families().values()]
    usual = [pattern for one in every for pattern in ((one.en,) if is_ascii else one)]
    return [*usual, sentences_pattern()]
