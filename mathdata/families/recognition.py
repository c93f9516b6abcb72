"""Which family reads a problem: cheap literals first, then the family's own pattern."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

import polars as pl

from mathdata.families.contract import MAX_PROBLEM_CHARS, Family, compiled
from mathdata.families.framing import unframed
from mathdata.families.registry import family
from mathdata.families.signs import signs

BEGINNING = 2
"""Characters by which a problem finds the quick patterns that may read it."""

_PLAIN_BEGINNING = re.compile(rf"\^([\w ]{{{BEGINNING}}})[^?*+{{]")


class Recognised(NamedTuple):
    """A problem that some family can read."""

    family: Family[Any]
    given: Any


def recognise(problem: str) -> Recognised | None:
    """The family that reads a problem, with its parameters; None if there is none.

    A `quick` pattern that reads the problem decides. Else families are tried by the markers that stand in the
    text, the longest marker first, so the outcome depends on the text alone.

    >>> recognise("计算 3 + 4 等于多少？").family.kind
    'arithmetic'
    """
    if len(problem) > MAX_PROBLEM_CHARS:
        return None
    recognised = _recognised(problem)
    if recognised is None and (bare := unframed(problem)) != problem:
        return _recognised(bare)
    return recognised


def _recognised(problem: str) -> Recognised | None:
    for kind, quick in _quick_by_beginning().get(problem[:BEGINNING], ()):
        match = quick.match(problem)
        if match is not None:
            given = family(kind).read_quick(match)
            if given is not None:
                return Recognised(family(kind), given)
    is_ascii = problem.isascii()
    text = problem.lower() if is_ascii else problem
    failed: tuple[str, ...] = ()
    for marker, kind in _english_markers() if is_ascii else _all_markers():
        if marker in text and kind not in failed:
            given = family(kind).parse(problem)
            if given is not None:
                return Recognised(family(kind), given)
            failed = (*failed, kind)
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


@lru_cache(maxsize=1)
def _english_markers() -> tuple[tuple[str, str], ...]:
    return _ordered({(marker, kind) for kind, one in signs().items() for marker in one.markers.en})


@lru_cache(maxsize=1)
def _all_markers() -> tuple[tuple[str, str], ...]:
    """The Chinese markers, then the English ones: an English problem may hold a `√` or a `÷`."""
    chinese = {(marker, kind) for kind, one in signs().items() for marker in one.markers.zh}
    return _ordered(chinese) + _english_markers()


def _ordered(pairs: set[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Markers with their kinds, the longest first."""
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))
