"""The `history` of Alpaca and SWIFT rows: earlier rounds as question and answer pairs, oldest first."""

from typing import Any

from mathdata.errors import InputError
from mathdata.formats.base import Row, turn
from mathdata.formats.nested import parse_list
from mathdata.schema import Turn
from mathdata.wire import text_of


def pop_history(row: Row) -> list[Turn]:
    """The turns of `history`, popped.

    It may be a list of pairs (or of objects with `query` and `response`), such a list as text, or null.
    A null in a pair drops that half, as in ms-swift.

    Raises:
        InputError: if it is anything else.

    >>> [t["content"] for t in pop_history({"history": "[['1+1?', '2']]"})]
    ['1+1?', '2']
    """
    value = row.pop("history", None)
    if isinstance(value, str):
        value = parse_list(value) if value.strip() else []
        if value is None:
            raise InputError('found a text that spells no list at \'history\', wanted pairs such as [["q", "a"]]')
    if value is None:
        return []
    if not isinstance(value, list):
        raise InputError('found no list at \'history\', wanted question and answer pairs such as [["q", "a"]]')
    return [spoken for number, pair in enumerate(value, 1) for spoken in _round(pair, number)]


def _round(pair: Any, number: int) -> list[Turn]:
    if isinstance(pair, dict) and pair.keys() == {"query", "response"}:
        pair = [pair["query"], pair["response"]]
    if not isinstance(pair, list) or len(pair) != 2:
        raise InputError(f"found something else than a pair as item {number} of 'history', wanted [question, answer]")
    roles = zip(("user", "assistant"), pair, strict=True)
    return [turn(role, text_of(said, "history")) for role, said in roles if said is not None]
