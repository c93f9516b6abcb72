"""Pieces that the patterns of all families share: numbers, signs and marks at any width.

Only what both Python's `re` and Rust's `regex` read alike: no look-around, no back-references, and no
nested repetition, so that matching takes time linear in the problem.
"""

DIGITS = "[0-9０-９]+"
UNSIGNED = rf"{DIGITS}(?:[.．]{DIGITS})?"
ASCII_UNSIGNED = r"(?:0|[1-9][0-9]{0,24})(?:\.[0-9]{1,20})?"
ASCII_NUMBER = f"-?{ASCII_UNSIGNED}"
"""A number short enough and plain enough to need no further check; for `quick` patterns."""

MINUS = "[-−－–]"
SIGNED = rf"[-−－–+＋]?{UNSIGNED}"
TIMES = "[*＊×✕·⋅]"
OVER = "[/／÷]"
EQUALS = "[=＝]"
COMMA = "[，,、]"
END = r"\s*[。．.？?！!]?\s*$"
PLEASE = r"^\s*(?:请问|请你|请|试)?\s*(?:帮我)?"


def named(name: str, piece: str) -> str:
    """A piece captured under a name.

    >>> named("a", "[0-9]+")
    '(?P<a>[0-9]+)'
    """
    return f"(?P<{name}>{piece})"
