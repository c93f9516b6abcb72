"""Keys that begin with `@`: what we write beside a layout's own keys, so that nothing is lost on the way back.

Every consumer ignores them. They are read with the same distrust as all else: a file may hold anything under
them, and a cell of CSV holds them as JSON text.
"""

from typing import Any

from mathdata.errors import InputError
from mathdata.wire import loads

STOWED = ("answer", "category", "language", "parent")
"""Columns without a place in most layouts. They travel as row keys `@answer`, `@category` …"""
BESIDE = "@extra"
"""An object of the keys that another layout has a meaning for, and this row does not mean so."""
_ASIDES = ("@system", "@problem", "@solution")
_SHAPES: dict[str, type] = {**dict.fromkeys((BESIDE, "@choice", "@rejected", *_ASIDES), dict), "@responses": list}


def opened(row: dict[str, Any]) -> dict[str, Any]:
    """The row with each of our keys in its shape.

    Raises:
        InputError: if one of them holds something that we never write.

    >>> opened({"@problem": '{"name":"Ada"}'})
    {'@problem': {'name': 'Ada'}}
    """
    for key in row.keys() & _SHAPES.keys():
        value = loads(row[key].encode()) if type(row[key]) is str and row[key][:1] in ("{", "[") else row[key]
        if not isinstance(value, _SHAPES[key]):
            raise InputError(f"found {str(value)[:40]!r} at {key!r}, a key of mathdata's own; remove or rename it")
        row[key] = value
    for key in row.keys() & set(_ASIDES):
        _check_aside(key, row[key])
    return row


def _check_aside(key: str, aside: dict[str, Any]) -> None:
    if aside.get("@as", "tool_call") != "tool_call" or not isinstance(aside.get("loss", True), bool):
        raise InputError(f"found {str(aside)[:60]} at {key!r}, a key of mathdata's own; remove or rename it")


def beside(extra: dict[str, Any], taken: frozenset[str]) -> dict[str, Any]:
    """The extra keys of a turn, those of a `taken` name apart.

    >>> beside({"name": "Ada", "role": "pupil"}, frozenset({"role"}))
    {'name': 'Ada', '@extra': {'role': 'pupil'}}
    """
    apart = {key: value for key, value in extra.items() if key in taken}
    if not apart:
        return extra
    return {key: value for key, value in extra.items() if key not in taken} | {BESIDE: apart}


def gathered(extra: dict[str, Any]) -> dict[str, Any]:
    """The inverse of `beside`."""
    apart: dict[str, Any] = opened(extra).pop(BESIDE, {})
    return extra | apart
