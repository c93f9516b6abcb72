r"""Formulas between dollars as plain text, e.g. `$\frac{-13}{8} \div 5$` as `((-13)/8)/5`."""

import re

from mathdata.families.notation import Unreadable, read_formula, written

_MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$|\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)
_SIZED = re.compile(r"\\(?:left|right|big|Big|bigg|Bigg)(?![a-zA-Z])")
_MEANT = ("sqrt", "matrix", "array", ",", "=")
"""Where square brackets stand with these, they are not just brackets."""
_WHOLE_NUMBER = re.compile("[1-9][0-9]{0,5}")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*\\?%")
_NUMERAL = re.compile(r"([0-9][0-9A-F]*)_\{?([0-9]{1,2})\}?")
_SQUARE = str.maketrans("[]", "()")


def holds_formulas(problem: str) -> bool:
    """Whether there is something in a problem that is no plain notation."""
    return "$" in problem or "\\" in problem


def in_plain_notation(problem: str) -> str | None:
    r"""A problem with its formulas in plain notation; None if there is none, or one cannot be read in one way.

    >>> in_plain_notation(r"Find quotient: $\frac{-13}{8} \div \frac{-15}{8}$")
    'Find quotient: ((-13)/8)/((-15)/8)'
    """
    if not holds_formulas(problem):
        return None
    pieces, end = [], 0
    for match in _MATH.finditer(problem):
        text, stop = _cut_stop(next(group for group in match.groups() if group is not None))
        plain = _plain(text)
        if plain is None:
            return None
        pieces += [problem[end : match.start()], plain, stop]
        end = match.end()
    pieces.append(problem[end:])
    joined = "".join(pieces)
    return None if not end or holds_formulas(joined) else joined


def _cut_stop(formula: str) -> tuple[str, str]:
    """A formula, and the full stop of the sentence that ends in it."""
    bare = formula.rstrip()
    return (bare[:-1], ".") if bare.endswith(".") else (formula, "")


def _plain(text: str) -> str | None:
    if _WHOLE_NUMBER.fullmatch(text):
        return text
    if percent := _PERCENT.fullmatch(text):
        return f"{percent[1]}%"
    if numeral := _NUMERAL.fullmatch(text):
        return f"{numeral[1]} (base {numeral[2]})"
    if not any(word in text for word in _MEANT):
        text = _SIZED.sub(" ", text).translate(_SQUARE)
    try:
        return written(read_formula(text))
    except Unreadable:
        return None
