"""XTuner 0.1 and 0.2: `{"conversation": [{"system": …, "input": …, "output": …}, …]}`, one item a round.

A system message may stand in front of any round. Without `input` a round is text for pretraining.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from mathdata.errors import InputError
from mathdata.formats.base import TEXT, Format, Row, first_item, need_text, pop_list, pop_text, turn
from mathdata.formats.own_keys import beside, gathered
from mathdata.schema import Turn, compose, decompose


class XTuner(Format):
    """Rows with `conversation`, a list of rounds with `input` and `output`."""

    kind: ClassVar[str] = "xtuner"
    keys: ClassVar[Mapping[str, pa.DataType]] = {
        "conversation": pa.list_(pa.struct({"system": TEXT, "input": TEXT, "output": TEXT}))
    }
    carries: ClassVar[frozenset[str]] = frozenset(
        {"system", "turns", "trajectory", "mid_system", "loss", "no_problem", "empty_system", "turn_extra"}
    )

    def recognise(self, row: Row) -> str | None:
        """`conversation` with `output` inside; with `human` and `assistant` inside it is ms-swift's."""
        if "output" in first_item(row, "conversation"):
            return "'conversation' with 'input' and 'output' in each round"
        return None

    def decode(self, row: Row) -> dict[str, Any]:
        """Each round as up to three turns."""
        rounds = pop_list(row, "conversation")
        return decompose([spoken for number, item in enumerate(rounds, 1) for spoken in _turns(item, number)])

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """Turns gathered into rounds, each closed by an assistant turn."""
        turns = compose(record)
        for name in ("@system", "@problem", "@solution"):
            record["extra"].pop(name, None)
        return {"conversation": _rounds(turns, with_loss="loss" in facts)}


def _turns(item: Any, number: int) -> list[Turn]:
    if not isinstance(item, dict):
        raise InputError(f"found something else than an object as round {number}, wanted 'input' and 'output'")
    rest = dict(item)
    marked = number == 1 or "@system" in rest
    asides = {key: _aside(rest, key) for key in ("@system", "@input")}
    turns: list[Turn] = []
    system, asked = pop_text(rest, "system"), pop_text(rest, "input")
    if system or (system is not None and marked):
        turns.append(turn("system", system, **asides["@system"]))
    elif system is not None:
        rest["system"] = system  # an empty one in a later round says nothing to XTuner
    if asked is not None:
        turns.append(turn("user", asked, **asides["@input"]))
    loss = None
    if "output_with_loss" in rest:
        loss = str(rest.pop("output_with_loss")).lower() in ("true", "1")  # null counts as false, as in XTuner
    answered = need_text(rest, "output")
    return [*turns, turn("assistant", answered, loss=loss, extra=gathered(rest))]


def _aside(rest: Row, key: str) -> Row:
    """What `@system` or `@input` says of its turn beyond the text: extra keys and the loss flag."""
    extra = rest.pop(key, {})
    loss = extra.pop("loss", None) if isinstance(extra, dict) else extra
    if not isinstance(extra, dict) or not isinstance(loss, bool | None):
        raise InputError(f"found {str(extra)[:40]!r} at {key!r}, a key of mathdata's own; remove or rename it")
    return {"loss": loss, "extra": extra}


def _rounds(turns: list[Turn], *, with_loss: bool) -> list[Row]:
    rounds: list[Row] = []
    waiting: Row = {}
    for number, spoken in enumerate(turns, 1):
        key = {"system": "system", "user": "input"}.get(spoken["role"])
        if key is None:
            flag = {"output_with_loss": spoken["loss"] is not False} if with_loss else {}
            extra = beside(spoken["extra"], _taken(waiting, spoken["extra"], first=not rounds))
            rounds.append({**waiting, "output": spoken["content"], **flag, **extra})
            waiting = {}
        elif key in waiting or (key == "system" and "input" in waiting):
            raise InputError(
                f"found a {spoken['role']} turn as turn {number}, wanted an assistant turn to end the round; "
                "merge the turns, or write it as messages"
            )
        else:
            waiting[key] = spoken["content"]
            flag = {} if spoken["loss"] is None else {"loss": spoken["loss"]}
            silent = key == "system" and not spoken["content"] and rounds
            if spoken["extra"] or flag or silent:
                waiting[f"@{key}"] = spoken["extra"] | flag
    return rounds


def _taken(waiting: Row, extra: Row, *, first: bool) -> frozenset[str]:
    """Keys that a round has a meaning for; but an empty system message in a later round has none."""
    idle = extra.get("system") == "" and "system" not in waiting and not first
    return frozenset({"input", "output", "output_with_loss"} | (set() if idle else {"system"}))
