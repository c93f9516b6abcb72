"""ShareGPT: `{"id": "1", "conversations": [{"from": "human", "value": …}, {"from": "gpt", "value": …}]}`.

Read by LLaMA-Factory, FastChat, MindFormers, torchtune and ms-swift. A system message is written as the first
turn, where LLaMA-Factory, torchtune and ms-swift look for it; FastChat and MindFormers know none.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from mathdata.errors import InputError
from mathdata.formats.base import TEXT, Format, Row, first_item, pop_list, pop_text
from mathdata.formats.turns import read_turn, write_turn
from mathdata.schema import compose, decompose
from mathdata.wire import loads

NAMES = {
    "user": "human",
    "assistant": "gpt",
    "system": "system",
    "tool_call": "function_call",
    "tool": "observation",
}


class ShareGPT(Format):
    """Rows with `conversations`, a list of turns with `from` and `value`."""

    kind: ClassVar[str] = "sharegpt"
    keys: ClassVar[Mapping[str, pa.DataType]] = {
        "id": TEXT,
        "conversations": pa.list_(pa.struct({"from": TEXT, "value": TEXT})),
        "system": TEXT,
    }
    tags: ClassVar[frozenset[str]] = frozenset({"from"})
    carries: ClassVar[frozenset[str]] = frozenset(
        {"system", "turns", "trajectory", "mid_system", "tools", "rejected", "no_problem", "empty_system", "turn_extra"}
    )
    aliases: ClassVar[frozenset[str]] = frozenset({"system", "chosen", "rejected"})

    def recognise(self, row: Row) -> str | None:
        """`conversations` (or a lone list of turns) with `from` and `value` inside."""
        if {"from", "value"} <= first_item(row, "conversations").keys():
            return "'conversations' with 'from' and 'value' in each turn"
        return None

    def decode(self, row: Row) -> dict[str, Any]:
        """The turns, and the sides of a preference pair."""
        items = pop_list(row, "conversations")
        chosen, rejected = _side(row, "chosen"), _side(row, "rejected")
        turns = [t for n, item in enumerate(items, 1) for t in read_turn(item, n, role="from", content="value")]
        if chosen is not None:
            turns += read_turn({"from": "gpt", **chosen}, len(items) + 1, role="from", content="value")
        record = decompose(turns)
        if record["system"] is None and row.get("system") is not None:
            record["system"] = pop_text(row, "system")
            record["extra"]["@system"] = {"@row": True}
        if rejected and (beyond := {key: value for key, value in rejected.items() if key != "value"}) != {
            "from": "gpt"
        }:
            record["extra"]["@rejected"] = beyond
        return record | {"rejected": None if rejected is None else rejected["value"]}

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """The turns as a list; the last one under `chosen` where there is a `rejected` one."""
        turns = compose(record)
        asides = {name: record["extra"].pop(name, None) for name in ("@system", "@problem", "@solution")}
        row: Row = {"id": record["id"]}
        if asides["@system"] and asides["@system"].get("@row"):
            row["system"] = turns.pop(0)["content"]
        items = [write_turn(t, NAMES, role="from", content="value") for t in turns]
        row["conversations"] = items
        if record["rejected"] is not None:
            beyond = record["extra"].pop("@rejected", {"from": "gpt"})
            row |= {"chosen": items.pop(), "rejected": beyond | {"value": record["rejected"]}}
        return row


def _side(row: Row, key: str) -> Row | None:
    """One side of a preference pair, as LLaMA-Factory wants it: a single turn."""
    side = row.get(key)
    if isinstance(side, str) and side.startswith('{"from":'):
        side = _object(side)
    if isinstance(side, str):
        side = {"from": "gpt", "value": side}
    if not isinstance(side, dict) or not isinstance(side.get("value"), str):
        return None
    row.pop(key)
    return side


def _object(cell: str) -> Row | str:
    """The turn that a cell of CSV spells; another text is one as it is."""
    try:
        value = loads(cell.encode())
    except InputError:
        return cell
    return value if isinstance(value, dict) else cell
