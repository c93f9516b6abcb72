r"""The repeats of a regular expression: what nests, and what keeps a nest from being tried in two ways.

A repeat within a repeat, `(a*)*`, lets a matcher split one run in exponentially many ways, unless every turn of the
outer one must read a mark that the inner one cannot: `(?:,\d+)*` reads one comma a turn.
"""

from collections.abc import Iterator
from re import _constants as codes
from re import _parser

MANY = 40
"""A repeat that may turn more often counts as one without end."""

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT)
_CATEGORIES = {
    codes.CATEGORY_DIGIT: str.isdigit,
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
    codes.CATEGORY_NOT_DIGIT: lambda sign: not sign.isdigit(),
    codes.CATEGORY_NOT_SPACE: lambda sign: not sign.isspace(),
    codes.CATEGORY_NOT_WORD: lambda sign: not (sign.isalnum() or sign == "_"),
}


def loose_nests(pattern: str) -> list[str]:
    r"""Repeats without end within one another that no mark keeps apart.

    >>> loose_nests(r"(?:,\s*\d+)*x+"), len(loose_nests(r"(?:\s*\d+)*"))
    ([], 1)
    """
    alphabet = {*map(chr, range(32, 127)), *pattern, "一", "\n"}
    return [str(body) for body in _endless(_parser.parse(pattern)) if _is_loose(body, alphabet)]


def _endless(tree) -> Iterator:
    """The bodies of all repeats without end."""
    for _, item in tree:
        for below in _below(item):
            yield from _endless(below)
    for code, item in tree:
        if code in _REPEATS and item[1] > MANY and not _is_space(item[2]):
            yield item[2]


def _is_space(body) -> bool:
    """Whether only white space is repeated: families match texts in which there is one space at most."""
    return [str(item) for item in body] == ["(IN, [(CATEGORY, CATEGORY_SPACE)])"]


def _below(item) -> Iterator:
    """The patterns that an item of a parsed pattern holds."""
    if isinstance(item, _parser.SubPattern):
        yield item
    elif isinstance(item, (tuple, list)):
        for part in item:
            yield from _below(part)


def _is_loose(body, alphabet: set[str]) -> bool:
    marks = [signs for signs in _mandatory(body, alphabet) if signs]
    inner = (_signs(repeated, alphabet) for repeated in _endless(body))
    return any(all(signs & within for signs in marks) for within in inner)


def _mandatory(tree, alphabet: set[str]) -> Iterator[set[str]]:
    """What each sign may be that a match must read."""
    for code, item in tree:
        if code in (codes.LITERAL, codes.IN, codes.NOT_LITERAL, codes.ANY):
            yield _one(code, item, alphabet)
        elif code is codes.SUBPATTERN:
            yield from _mandatory(item[-1], alphabet)
        elif code in _REPEATS and item[0] > 0:
            yield from _mandatory(item[2], alphabet)
        elif code is codes.BRANCH:
            firsts = [next((signs for signs in _mandatory(way, alphabet)), set(alphabet)) for way in item[1]]
            yield set().union(*firsts)


def _signs(tree, alphabet: set[str]) -> set[str]:
    """Every sign that a match may hold."""
    found: set[str] = set()
    for code, item in tree:
        if code in (codes.LITERAL, codes.IN, codes.NOT_LITERAL, codes.ANY):
            found |= _one(code, item, alphabet)
        elif code not in (codes.ASSERT, codes.ASSERT_NOT, codes.AT):
            for below in _below(item):
                found |= _signs(below, alphabet)
    return found


def _one(code, item, alphabet: set[str]) -> set[str]:
    if code is codes.LITERAL:
        return {chr(item), chr(item).lower(), chr(item).upper()}
    if code is codes.NOT_LITERAL:
        return alphabet - {chr(item)}
    if code is codes.ANY:
        return set(alphabet)
    found: set[str] = set()
    for kind, value in item:
        if kind is codes.LITERAL:
            found |= {chr(value), chr(value).lower(), chr(value).upper()}
        elif kind is codes.RANGE:
            found |= {sign for sign in alphabet if value[0] <= ord(sign) <= value[1]}
        elif kind is codes.CATEGORY:
            found |= set(filter(_CATEGORIES[value], alphabet))
    return alphabet - found if item[0][0] is codes.NEGATE else found
