"""SWIFT: `{"query": …, "response": …}` with `system`, `history` and `rejected_response`.

Also ms-swift's pairs, `{"system": …, "conversation": [{"human": …, "assistant": …}]}`, which are read here and
written as query, response and history. A system message of `""` asks for none; null leaves it to the template.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from mathdata.errors import InputError
from mathdata.formats.base import TEXT, Format, Row, first_item, need_text, pairs, pop_list, pop_text, turn
from mathdata.formats.history import pop_history
from mathdata.schema import decompose

# ms-swift's alias table (swift/llm/dataset/preprocessor/core.py), in its order.
QUERY = ("query", "prompt", "input", "instruction", "question", "problem")
RESPONSE = (
    "response", "answer", "output", "targets", "target", "answer_key", "answers", "solution", "text", "completion",
    "content",
)  # fmt: skip
_SPEAKERS = {
    **dict.fromkeys(("user", "human"), "user"),
    **dict.fromkeys(("assistant", "gpt", "bot"), "assistant"),
}


class Swift(Format):
    """Rows with `query` and `response`."""

    kind: ClassVar[str] = "swift"
    keys: ClassVar[Mapping[str, pa.DataType]] = {
        **dict.fromkeys(("system", "query", "response", "rejected_response"), TEXT),
        "history": pa.list_(pa.list_(TEXT)),
    }
    carries: ClassVar[frozenset[str]] = frozenset({"system", "turns", "rejected", "no_problem", "empty_system"})
    aliases: ClassVar[frozenset[str]] = frozenset({*QUERY, *RESPONSE, "system_prompt", "conversation"})

    def recognise(self, row: Row) -> str | None:
        """`response`, with or without `query`; an alias pair beside `history`; pairs; or lone `text`."""
        if first_item(row, "conversation").keys() & _SPEAKERS.keys():
            return "'conversation' with 'human' and 'assistant' in each pair"
        if "response" in row and not ({"instruction", "input"} <= row.keys()):
            return "'query' and 'response'" if "query" in row else "'response'"
        if _found(row, QUERY) and _found(row, RESPONSE) and {"history", "rejected_response", "system"} & row.keys():
            return None if "instruction" in row else "aliases of 'query' and 'response' beside 'history' or 'system'"
        return "'text' alone, for pretraining" if row.keys() - {"id"} == {"text"} else None

    def decode(self, row: Row) -> dict[str, Any]:
        """Query and response under their names or aliases, and the earlier rounds."""
        system = pop_text(row, "system" if "system" in row else "system_prompt")
        if first_item(row, "conversation"):
            return decompose(_pairs_read(pop_list(row, "conversation"))) | {"system": system}
        asked, answered = _found(row, QUERY), _found(row, RESPONSE)
        if answered is None:
            raise InputError(f"found no 'response', keys {sorted(row)}; wanted it or one alias of it")
        extra = {}
        if isinstance(row[answered], list) and row[answered]:
            row[answered], *others = row[answered]  # ms-swift trains the first
            extra = {"@responses": others} if others else {}
        return {
            "system": system,
            "history": pop_history(row),
            "problem": pop_text(row, asked) if asked else None,
            "solution": need_text(row, answered),
            "rejected": _rejected(row),
            "extra": extra,
        }

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """The four keys that this corpus needs, the same in every row."""
        row: Row = {"system": record["system"]} if "system" in facts else {}
        if record["problem"] is not None:
            row["query"] = record["problem"]
        row["response"] = record["solution"]
        others = record["extra"].pop("@responses", None)
        if others:
            row["response"] = [row["response"], *others]
        if record["rejected"] is not None:
            row["rejected_response"] = record["rejected"]
        if "history" in facts:
            row["history"] = pairs(record["history"])
        return row


def _found(row: Row, names: tuple[str, ...]) -> str | None:
    """The key that holds one of `names`: the first as it is, else the only alias, in any case.

    ms-swift renames nothing where two aliases stand side by side; such a row has no answer here either.
    """
    if names[0] in row:
        return names[0]
    found = [key for key in row if key.lower() in names]
    return found[0] if len(found) == 1 else None


def _rejected(row: Row) -> str | None:
    value = row.get("rejected_response")
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        row["rejected_response"] = value[0].get("content")
    return pop_text(row, "rejected_response")


def _pairs_read(items: list[Any]) -> list[Row]:
    turns = []
    for number, item in enumerate(items, 1):
        rest = dict(item) if isinstance(item, dict) else {}
        for role in ("user", "assistant"):
            key = next((key for key in rest if _SPEAKERS.get(key) == role), role)
            if type(rest.get(key)) is not str:
                raise InputError(f"found pair {number} without text of the {role}, wanted 'human' and 'assistant'")
            turns.append(turn(role, rest.pop(key)))
        turns[-1]["extra"] = rest
    return turns
