"""The relations of a text, without the prose around them, and where each of them stands."""

import re
from collections.abc import Iterator

SIGNS = re.compile(r"<=|>=|!=|[=≈<>≠≤≥]|→\(r\d[^()]*(?:\([^()]*\)[^()]*)?\)")
_WORDS = (
    *("arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sin", "cos", "tan", "cot", "sec", "csc", "ln", "log"),
    *("exp", "sqrt", "root", "det", "rank", "lim", "theta", "lambda", "alpha", "beta", "mu", "pi", "oo"),
)
_PROSE = re.compile(
    r"[\u4e00-\u9fff]+|(?<![A-Za-z\\])(?!(?:" + "|".join(_WORDS) + r")(?![a-z]))(?:[A-Za-z]{3,}"
    r"|(?i:so|is|at|by|of|to|we|as|in|if|it|or|on|be|an|no))(?![A-Za-z(])"
)
_SEPARATORS = re.compile(r"[，；。：、]|[,;:.](?=\s|$)")
_COUNTED = re.compile(r"(?:∑|\\sum)\s*_\s*\{\s*([i-n])\s*=\s*(\d{1,3})\s*\}\s*\^\s*\{?\s*([K-N])?")
"""`∑_{n=1}^{N}` says that n and N are whole numbers from 1 on."""


def statements(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a text that hold a relation, without the prose around them, and where each starts."""
    place = 0
    for line in text.split("\n"):
        for start, part in _apart(line):
            for inner, piece in _without_prose(part):
                if SIGNS.search(piece):
                    yield place + start + inner + len(piece) - len(piece.lstrip(" .。")), piece.strip(" .。")
        place += len(line) + 1


def _apart(line: str) -> Iterator[tuple[int, str]]:
    """The parts of a line between the separators that stand outside of brackets."""
    depth = last = 0
    ends = {match.start(): match.end() for match in _SEPARATORS.finditer(line)}
    for i, sign in enumerate(line):
        depth += (sign in "([{") - (sign in ")]}")
        if depth <= 0 and i in ends:
            yield last, line[last:i]
            last = ends[i]
    yield last, line[last:]


def _without_prose(part: str) -> Iterator[tuple[int, str]]:
    last = 0
    for match in _PROSE.finditer(part):
        yield last, part[last : match.start()]
        last = match.end()
    yield last, part[last:]


def outer_signs(statement: str) -> Iterator[tuple[int, int, str]]:
    """The relation signs outside of braces: not the one of `∑_{n=1}`."""
    depth = 0
    marks = {match.start(): match for match in SIGNS.finditer(statement)}
    for i, sign in enumerate(statement):
        if depth == 0 and i in marks:
            yield i, marks[i].end(), marks[i][0]
        depth += (sign in "([{") - (sign in ")]}")


def whole_letters(text: str) -> dict[str, int]:
    """The letters over which a text sums, and from where on.

    >>> whole_letters("∑_{n=1}^{N} 1/n")
    {'n': 1, 'N': 1}
    """
    found: dict[str, int] = {}
    for letter, first, last in _COUNTED.findall(text):
        for name in filter(None, (letter, last)):
            found[name] = max(int(first), found.get(name, 0))
    return found
