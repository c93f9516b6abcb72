"""Lists that stand in a cell as text: JSON, or the way Python prints them.

Read by a small grammar of brackets and quoted strings; nothing is evaluated.
"""

import re
from typing import Any

from mathdata.errors import InputError
from mathdata.wire import dumps, loads

_TOKEN = re.compile(r"""\s*(?:([\[\](),])|None|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")\s*""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_LETTERS = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "\\": "\\",
    "'": "'",
    '"': '"',
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
}
_MAX_CHARS = 10_000_000


def parse_list(text: str) -> Any:
    r"""The list that `text` spells in JSON or as Python prints lists of strings; else null.

    >>> parse_list("[['2+2?', \"it's 4\"]]")
    [['2+2?', "it's 4"]]
    """
    stripped = text.strip()
    if not stripped.startswith("[") or len(stripped) > _MAX_CHARS:
        return None
    try:
        return loads(stripped.encode("utf-8", "surrogatepass"))
    except InputError:
        return _printed_list(stripped)


def _printed_list(text: str) -> Any:
    """A list of strings and lists as `repr` writes it, turned into JSON token by token; else null."""
    pieces: list[str] = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            return None
        bracket, single, double = match.groups()
        quoted = single if single is not None else double
        if bracket:
            pieces.append({"(": "[", ")": "]"}.get(bracket, bracket))
        else:
            pieces.append("null" if quoted is None else dumps(_ESCAPE.sub(_unescape, quoted)))
        at = match.end()
    try:
        return loads("".join(pieces).replace(",]", "]").encode())
    except InputError:
        return None


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16))
    return _LETTERS.get(match[4], "\\" + match[4])
