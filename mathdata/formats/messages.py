"""Chat messages: `{"messages": [{"role": "user", "content": …}, {"role": "assistant", "content": …}]}`.

The layout of OpenAI, ms-swift, XTuner v1, torchtune and Transformers' chat templates. Tool calls are written the
way they came: as OpenAI's `tool_calls` if they were read so, else as ms-swift's turns of the role `tool_call`.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from mathdata.errors import InputError
from mathdata.formats.base import TEXT, Format, Row
from mathdata.formats.nested import parse_list
from mathdata.formats.turns import call_text, read_turn, write_turn
from mathdata.schema import Turn, compose, decompose

NAMES = {role: role for role in ("user", "assistant", "system", "tool_call", "tool")}
_LISTS = ("messages", "conversations", "conversation")


class Messages(Format):
    """Rows with `messages`, a list of turns with `role` and `content`."""

    kind: ClassVar[str] = "messages"
    keys: ClassVar[Mapping[str, pa.DataType]] = {
        "messages": pa.list_(pa.struct({"role": TEXT, "content": TEXT, "loss": pa.bool_()})),
        **dict.fromkeys(("system", "rejected_response"), TEXT),
    }
    tags: ClassVar[frozenset[str]] = frozenset({"role"})
    carries: ClassVar[frozenset[str]] = frozenset(
        {
            "system", "turns", "trajectory", "mid_system", "tools", "loss", "rejected", "no_problem", "empty_system",
            "turn_extra",
        }
    )  # fmt: skip
    aliases: ClassVar[frozenset[str]] = frozenset({*_LISTS, "system", "rejected_response"})

    def recognise(self, row: Row) -> str | None:
        """A list of turns with `role` and `content` (or, under `messages`, `from` and `value`)."""
        for key in _LISTS:
            items = row.get(key)
            items = parse_list(items) if isinstance(items, str) else items
            if isinstance(items, list) and items and isinstance(items[0], dict) and _names(key, items[0]):
                return f"{key!r} with {' and '.join(map(repr, _names(key, items[0]) or ()))} in each turn"
        return None

    def decode(self, row: Row) -> dict[str, Any]:
        """The turns; a list in a cell of text is read as JSON."""
        key = next((key for key in _LISTS if row.get(key) is not None), None)
        items = row.pop(key) if key else None
        items = parse_list(items) if isinstance(items, str) else items
        if not isinstance(items, list):
            raise InputError(f"found no list at 'messages', keys {sorted(row)}; wanted a list of turns")
        turns: list[Turn] = []
        for number, item in enumerate(items, 1):
            role, content = (_names("messages", item) if isinstance(item, dict) else None) or (
                "role",
                "content",
            )
            turns += read_turn(item, number, role=role, content=content)
        record = decompose(turns)
        if record["system"] is None and type(row.get("system")) is str:
            record["system"] = row.pop("system")
            record["extra"]["@system"] = {"@row": True}
        rejected = row.pop("rejected_response") if type(row.get("rejected_response")) is str else None
        return record | {"rejected": rejected}

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """The turns as a list; the worse answer as ms-swift's `rejected_response`."""
        turns = compose(record)
        asides = {name: record["extra"].pop(name, None) for name in ("@system", "@problem", "@solution")}
        row: Row = {}
        if asides["@system"] and asides["@system"].get("@row"):
            row["system"] = turns.pop(0)["content"]
        row["messages"] = _items(turns, with_loss="loss" in facts)
        if record["rejected"] is not None:
            row["rejected_response"] = record["rejected"]
        return row


def _names(key: str, item: Row) -> tuple[str, str] | None:
    if "role" in item and ("content" in item or "tool_calls" in item):
        return "role", "content"
    if key == "messages" and {"from", "value"} <= item.keys():
        return "from", "value"
    return None


def _items(turns: list[Turn], *, with_loss: bool) -> list[Row]:
    items: list[Row] = []
    for spoken in turns:
        call = spoken["extra"].get("@call")
        if spoken["role"] == "tool_call" and call is not None and call_text(call) == spoken["content"]:
            _add_call(items, spoken, call, with_loss=with_loss)
        else:
            item = write_turn(spoken, NAMES, role="role", content="content")
            items.append(item | _loss(spoken, with_loss=with_loss))
    return items


def _add_call(items: list[Row], spoken: Turn, call: Any, *, with_loss: bool) -> None:
    extra = {key: value for key, value in spoken["extra"].items() if key not in ("@call", "@joined")}
    if not (spoken["extra"].get("@joined") and items and items[-1]["role"] == "assistant"):
        items.append(
            {"role": "assistant", "content": None, **extra, "tool_calls": []} | _loss(spoken, with_loss=with_loss)
        )
    items[-1].setdefault("tool_calls", []).append(call)


def _loss(spoken: Turn, *, with_loss: bool) -> Row:
    """The flag. Used once, it stands in every assistant turn: older Arrow readers take a missing one for false."""
    if spoken["loss"] is not None and "weight" not in spoken["extra"]:
        return {"loss": spoken["loss"]}
    trained = spoken["role"] in ("assistant", "tool_call")
    return {"loss": True} if with_loss and trained and "weight" not in spoken["extra"] else {}
