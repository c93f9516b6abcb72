"""Pieces of the patterns of symbolic families, and how a captured formula becomes a tree.

As in all families the patterns run in Polars too: no look-around, no back-references.
"""

import re
from collections.abc import Collection
from typing import TypeAlias

from mathdata.families.language import Bilingual
from mathdata.families.notation import Name, Node, Number, Term, Unreadable, letters, read_formula

FORMULA_ZH = r"[^\s$：:一-鿿。？！；](?:[^一-鿿。？！；]{0,600}?[^\s$：:一-鿿。？！；])?"
FORMULA_EN = r"[^\s$:](?:.{0,600}?[^\s$:])?"
"""A formula between words. It starts and ends where `MATH` cannot, else matching would take time that grows with
the third power of a row of dollars."""

MATH = r"[\s$：:]*"
"""White space, dollars and colons between the words and the formula."""
STOP = r"[\s$。．.？?！!=＝]*$"
ASK = (
    r"^\s*(?:\d{1,3}\s*[.、]\s*)?(?:请问|请你|请|试)?\s*(?:计算|求解|求出|求|算出|算|写出)?"
    r"(?:下列|下面的?|以下|不定|这个)*"
)
ASKED = (
    r"^\s*(?:\d{1,3}[.)]\s+)?(?i:please\s+)?"
    r"(?i:find|calculate|compute|evaluate|determine|work out|what is|what are|what's|give|solve|take|obtain)?"
    r"\s*(?i:the\s+|an?\s+)?(?i:value of\s+)?(?i:the\s+)?"
)
LETTER = r"\$?(?:[a-zA-Z]|\\theta)\$?"

AT = r"[-−]?(?:[0-9]{1,4}|[eπ]|\\?pi)(?:/[0-9]{1,4})?"
"""A point at which something is asked."""


_D = r"(?:\\mathrm\s*\{[\s~]*d[\s~]*\}|d)"
SLOPE = (
    rf"(?:\\\(\s*)?(?:d\s*[a-zA-Z]\s*/\s*d\s*[a-zA-Z]|\\[dt]?frac\s*\{{\s*{_D}\s*[a-zA-Z]\s*\}}\s*\{{[\s~]*{_D}\s*[a-zA-Z]\s*\}}"
    rf"|[a-zA-Z]\s*(?:['′’]|\^\s*\{{?\s*\\prime\s*\}}?)(?:\s*\(\s*[a-zA-Z]\s*\))?)"
    r"(?:\s*\\\))?"
)
"""`dy/dx` or `y'` on its own."""
_SLOPE_LETTERS = re.compile(r"([a-zA-Z])\s*(?:\}\s*\{|/)[\s~\\a-z{}]*?d[\s~}]*([a-zA-Z])\s*\}?\s*(?:\\\))?$")

Ways: TypeAlias = Bilingual[tuple[str, ...]]
"""Patterns of the wordings of a family."""


def one_pattern(ways: Ways) -> Bilingual[str]:
    """All wordings of a family in one pattern a language, for a whole column.

    Names may not repeat in one pattern, and a formula of up to so many characters would be unrolled by Polars.
    """
    return Bilingual(*("|".join(f"(?:{_SEVERAL.sub('*?', _NAME.sub('(?:', way))})" for way in some) for some in ways))


_SEVERAL = re.compile(r"\{\d,\d{3}\}\?")
_NAME = re.compile(r"\(\?P<\w+>")
_NAMED = re.compile(r"^\s*\$?\s*([a-zA-Z])\s*(?:\(\s*([a-zA-Z](?:\s*,\s*[a-zA-Z])*)\s*\))?\s*=(?!=)")
_NUMERALS = {
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6,
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6,
}  # fmt: skip


def order_of(word: str | None) -> int:
    """The number behind an ordinal; 1 where there is none.

    >>> order_of("second"), order_of("三"), order_of(None)
    (2, 3, 1)
    """
    return _NUMERALS[word.lower()] if word else 1


def named_formula(text: str) -> tuple[str, tuple[str, ...], Node]:
    """Name, arguments and body of `f(x) = x^2`; both empty for a bare formula.

    Raises:
        Unreadable: if the body is no formula.
    """
    match = _NAMED.match(text)
    if match is None:
        return "", (), read_formula(text)
    arguments = tuple(re.findall("[a-zA-Z]", match[2])) if match[2] else ()
    return match[1], arguments, read_formula(text[match.end() :])


def slope_letters(text: str, found: Collection[str]) -> tuple[str, str] | None:
    """Which letter of a slope depends on which other one; of an equation without one, y on x.

    >>> slope_letters("dy/dx", "xy"), slope_letters("r'", "rt"), slope_letters("", "xy"), slope_letters("", "uv")
    (('y', 'x'), ('r', 't'), ('y', 'x'), None)
    """
    match = _SLOPE_LETTERS.search(text)
    if match is not None:
        return match[1], match[2]
    function = text.lstrip("\\( ")[:1] or "y"
    others = sorted(set(found) - {function})
    if "x" in others:
        return function, "x"
    return (function, others[0]) if len(others) == 1 and text else None


def only_letter(*nodes: Node, preferred: str = "") -> str:
    """The letter that a problem is about: the one that is named, or the only one there is.

    Raises:
        Unreadable: if there is none, or nobody can say which.
    """
    found = frozenset().union(*map(letters, nodes))
    if preferred:
        return preferred
    if len(found) != 1:
        raise Unreadable(f"formula: found the letters {sorted(found)}, wanted one")
    return next(iter(found))


def plain_letter(text: str | None) -> str:
    """The letter of a captured `$x$`."""
    return (text or "").strip("$ ").lstrip("\\")


def require_expression(node: Node) -> Node:
    """A formula in which only numbers, letters and elementary functions stand.

    Raises:
        Unreadable: if it holds an equation, an integral, a limit or the like.
    """
    pending: list[Node] = [node]
    while pending:
        here = pending.pop()
        if isinstance(here, Term):
            if here.head in _OPERATORS:
                raise Unreadable(f"formula: found {here.head!r}, wanted a plain expression")
            pending.extend(here.parts)
        elif isinstance(here, Name) and here.text in ("oo", "i"):
            raise Unreadable(f"formula: found {here.text!r}, wanted a plain expression")
        else:
            assert isinstance(here, Name | Number)
    return node


_OPERATORS = frozenset(
    {"=", "<", ">", "<=", ">=", "!=", "int", "lim", "sum", "D", "matrix", "call", "'", "d", "det", "rank"}
)
