"""JSON text, read strictly and written without changing a value.

Numbers keep their spelling (`51.0`, `1e400`, 5,000 digits), because Python's and Arrow's own readers
turn some of them into other numbers. Refused, with the reason: two keys of one name in an object,
`NaN` and `Infinity`, lone surrogates, nesting beyond `MAX_DEPTH`.
"""

import json
import re
from typing import Any

import orjson

from mathdata.errors import InputError

MAX_DEPTH = 250
"""Levels of nesting in one row: what orjson writes. No trainer's layout needs 10."""

_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}|\\u[dD][c-fC-F][0-9a-fA-F]{2}")


class Number(str):
    """A number as it was spelled in the file."""

    __slots__ = ()


def loads(text: bytes) -> Any:
    """The value that `text` spells; numbers come as `Number`.

    Raises:
        InputError: if it is not one whole JSON value in UTF-8, or is one of the refused kinds.

    >>> loads(b'{"x": 1.50, "y": [true, null]}')
    {'x': '1.50', 'y': [True, None]}
    """
    try:
        value = _DECODER.decode(text.decode("utf-8").strip(" \t\r\n"))
    except UnicodeDecodeError as error:
        byte = text[error.start]
        raise InputError(
            f"found the byte 0x{byte:02x} at column {error.start + 1}, which is not UTF-8; "
            "wanted UTF-8: name the encoding, e.g. --encoding gb18030"
        ) from None
    except json.JSONDecodeError as error:
        raise InputError(_describe(error)) from None
    except RecursionError:
        raise InputError(_too_deep()) from None
    if _SURROGATE_ESCAPE.search(text):
        _refuse_lone_surrogates(value)
    return value


def dumps(value: Any) -> str:
    """JSON text of `value` without spaces; a `Number` is written as it was spelled.

    Raises:
        InputError: if the value nests deeper than JSON writers go, or holds a lone surrogate or what JSON has not.

    >>> dumps({"x": Number("1.50"), "y": "√2"})
    '{"x":1.50,"y":"√2"}'
    """
    try:
        return orjson.dumps(value, default=_raw_number, option=orjson.OPT_PASSTHROUGH_SUBCLASS).decode()
    except orjson.JSONEncodeError as error:
        if isinstance(error.__cause__, InputError):
            raise error.__cause__ from None
        raise InputError(_too_deep()) from None


def text_of(value: Any, where: str) -> str:
    """The text a reader sees in `value`: a string itself, a number as spelled, `true` or `false`.

    Raises:
        InputError: for null, a list or an object, naming `where` it stands.

    >>> text_of(Number("0.10"), "answer"), text_of(True, "answer")
    ('0.10', 'true')
    """
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    found = "null" if value is None else "a list" if isinstance(value, list) else "an object"
    raise InputError(f"found {found} at {where!r}, wanted text; fill it in or set the row aside with --rejects")


def _raw_number(value: Any) -> Any:
    if isinstance(value, Number):
        return orjson.Fragment(value.encode())
    raise InputError(f"found a value of the type {type(value).__name__}, wanted what JSON can hold; convert it")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"found the key {twice!r} twice in one object, wanted it once; remove one of them")
    return row


def _no_constant(name: str) -> Any:
    raise InputError(f"found {name}, which is not JSON; wanted a number: write it as text or leave it out")


def _refuse_lone_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        code = ord(error.object[error.start])
        raise InputError(
            f"found half of a character, \\u{code:04x} (a lone surrogate), wanted whole ones; "
            "the text was cut or wrongly encoded: mend it at its source"
        ) from None


def _describe(error: json.JSONDecodeError) -> str:
    rest = error.doc[error.pos : error.pos + 20]
    found = f"{rest!r}" if rest else "the end of the row"
    return f"not JSON at column {error.pos + 1}: found {found}; {error.msg[:1].lower()}{error.msg[1:]}"


def _too_deep() -> str:
    return f"found brackets nested deeper than {MAX_DEPTH} levels, wanted fewer; flatten the row"


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=Number, parse_float=Number, parse_constant=_no_constant
)
