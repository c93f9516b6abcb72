"""Which family reads a problem: cheap literals first, then the family's own pattern."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import polars as pl

from mathdata.families.choices import choices_of
from mathdata.families.contract import MAX_PROBLEM_CHARS, Family, compiled
from mathdata.families.definitions import defined
from mathdata.families.framing import unframed
from mathdata.families.language import Language
from mathdata.families.plain_notation import holds_formulas, in_plain_notation
from mathdata.families.registry import family
from mathdata.families.signs import signs

BEGINNING = 2
"""Characters by which a problem finds the quick patterns that may read it."""

_START = 3
"""Characters by which a marker is looked up."""

_PLAIN_BEGINNING = re.compile(rf"\^([\w ]{{{BEGINNING}}})[^?*+{{]")


class Recognised(NamedTuple):
    """A problem that some family can read."""

    family: Family[Any]
    given: Any
    before: tuple[str, ...] = ()
    """Lines that work out what the problem defines before it asks."""
    options: tuple[str, ...] = ()
    """The options of a multiple choice, one of which must be the answer."""


def recognise(problem: str) -> Recognised | None:
    """The family that reads a problem, with its parameters; None if there is none.

    A `quick` pattern that reads the problem decides. Else families are tried by the markers that stand in the
    text, the longest marker first, so the outcome depends on the text alone.

    >>> recognise("计算 3 + 4 等于多少？").family.kind
    'arithmetic'

    What no family reads as it stands is tried without words around it, with its formulas in plain notation, with
    its definitions put in, and as a multiple choice.
    """
    if len(problem) > MAX_PROBLEM_CHARS:
        return None
    recognised = _recognised(problem)
    if recognised is None and (bare := unframed(problem)) != problem:
        recognised = _recognised(bare)
    if recognised is None:
        recognised = _recognised_in_plain_notation(problem)
    return _recognised_by_choices(problem) if recognised is None else recognised


def _recognised_in_plain_notation(problem: str) -> Recognised | None:
    """The family that reads a problem whose formulas are plain, or made so, perhaps with its definitions put in."""
    if not holds_formulas(problem):
        return _recognised_by_definitions(problem)
    plain = in_plain_notation(problem)
    return None if plain is None else _recognised(plain) or _recognised_by_definitions(plain)


def _recognised_by_choices(problem: str) -> Recognised | None:
    """The family that reads the question of a multiple choice, with its options."""
    asked = choices_of(problem)
    found = None if asked is None else recognise(asked.question)
    return None if asked is None or found is None else found._replace(options=asked.options)


def _recognised_by_definitions(problem: str) -> Recognised | None:
    """The family that reads what is asked when all that the problem defines is put in."""
    asked = defined(problem)
    found = None if asked is None else _recognised(asked.question)
    if asked is None or found is None:
        return None
    if found.family.keeps_names and asked.named != asked.question:
        found = _recognised(asked.named) or found
    return found._replace(before=asked.lines)


def _recognised(problem: str) -> Recognised | None:
    for kind, quick in _quick_by_beginning().get(problem[:BEGINNING], ()):
        match = quick.match(problem)
        if match is not None:
            given = family(kind).read_quick(match)
            if given is not None:
                return Recognised(family(kind), given)
    is_ascii = problem.isascii()
    text = problem.lower() if is_ascii else problem
    for kind in (_english_markers() if is_ascii else _all_markers()).kinds(text):
        given = family(kind).parse(problem)
        if given is not None:
            return Recognised(family(kind), given)
    return None


def kinds_in_columns(problems: pl.Series) -> list[str]:
    """The families that may tell some of these problems in columns: those with a quick pattern that begins so."""
    beginnings = problems.str.head(BEGINNING).unique().to_list()
    kinds = {kind for beginning in beginnings for kind, _ in _quick_by_beginning().get(beginning or "", ())}
    return sorted(kind for kind in kinds if signs()[kind].in_columns)


def begin_quickly(problems: pl.Series) -> pl.Series:
    """Whether each problem begins as a quick pattern does; null for one that is not there."""
    return problems.str.head(BEGINNING).is_in(list(_quick_by_beginning()))


@lru_cache(maxsize=1)
def _quick_by_beginning() -> dict[str, list[tuple[str, "re.Pattern[str]"]]]:
    """The kinds with a quick pattern that begins with plain characters, by these."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for kind, one in signs().items():
        if one.quick is not None and (begins := _PLAIN_BEGINNING.match(one.quick)):
            found.setdefault(begins[1], []).append((kind, compiled(one.quick)))
    return found


class Markers:
    """Markers with their kinds, looked up by their first characters instead of one after another."""

    def __init__(self, *ordered: tuple[str, str]) -> None:
        self._short: list[tuple[int, str, str]] = []
        self._by_start: dict[str, list[tuple[int, str, str]]] = {}
        for rank, (marker, kind) in enumerate(ordered):
            start = marker[:_START]
            found = self._short if len(start) < _START else self._by_start.setdefault(start, [])
            found.append((rank, marker, kind))

    def kinds(self, text: str) -> Iterable[str]:
        """The kinds of the markers that stand in a text, in the order of the markers."""
        starts = {text[at : at + _START] for at in range(len(text) - _START + 1)}
        tried = chain(self._short, *(self._by_start[start] for start in self._by_start.keys() & starts))
        return dict.fromkeys(kind for _, marker, kind in sorted(one for one in tried if one[1] in text))


@lru_cache(maxsize=1)
def _english_markers() -> Markers:
    return Markers(*_ordered(_pairs("en")))


@lru_cache(maxsize=1)
def _all_markers() -> Markers:
    """The Chinese markers, then the English ones: an English problem may hold a `√` or a `÷`."""
    return Markers(*_ordered(_pairs("zh")), *_ordered(_pairs("en")))


def _pairs(language: Language) -> set[tuple[str, str]]:
    return {(marker, kind) for kind, one in signs().items() for marker in one.markers.of(language)}


def _ordered(pairs: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Markers with their kinds, the longest first."""
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
