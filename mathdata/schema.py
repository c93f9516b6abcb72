"""The record: one row of a mathematics corpus, and its columns.

A conversation that ends in an assistant turn has exactly one decomposition into these columns:

```text
[system]  history …            problem     trajectory …          solution
 system    user assistant …    last user   tool_call tool …      last assistant
```

`COLUMNS` is the Polars schema of a corpus; it is derived from `Record`, field by field.
"""

import types
from collections.abc import Mapping, Sequence
from typing import Any, Union, get_args, get_origin

import polars as pl
from pydantic import Field

from mathdata.errors import InputError
from mathdata.model import Model
from mathdata.wire import dumps, loads

ROLES = ("system", "user", "assistant", "tool_call", "tool")
"""Canonical roles; a `tool_call` is an assistant's call, `tool` what came back."""


Turn = dict[str, Any]
"""A turn while a layout is read or written: the fields of `Message`, with `extra` as a dict."""


class Message(Model):
    """One turn of a conversation."""

    role: str
    """One of `system`, `user`, `assistant`, `tool_call`, `tool`."""
    content: str
    """What was said; of a `tool_call`, JSON text `{"name": …, "arguments": …}`."""
    loss: bool | None = None
    """Whether this turn is trained; null leaves it to the trainer."""
    extra: str | None = None
    """JSON object of every key of the turn that no field holds (`reasoning_content`, `name` …)."""


class Record(Model):
    """One problem with its solution, and the conversation around it.

    >>> Record(id="1", problem="1 + 1 = ?", solution="2").messages
    [Message(role='user', content='1 + 1 = ?', loss=None, extra=None), \
Message(role='assistant', content='2', loss=None, extra=None)]
    """

    id: str
    """As given, else the row's place in its source, such as `train.json:17`."""
    source: str = ""
    """Name of the data set the row came from."""
    system: str | None = None
    """The leading system message; null leaves it to the trainer's template, `""` asks for none."""
    history: list[Message] = Field(default_factory=list)
    """Everything before the problem but the system message, oldest first."""
    problem: str | None = None
    """The last user message; null where nobody asked (text for pretraining)."""
    trajectory: list[Message] = Field(default_factory=list)
    """What stands between problem and solution: tool calls, observations."""
    solution: str
    """The final assistant message, the training target."""
    rejected: str | None = None
    """The worse answer of a preference pair."""
    answer: str | None = None
    """The final answer alone, when known."""
    category: str | None = None
    """The kind of problem, set by `classify`."""
    language: str | None = None
    """`zh` or `en`, set by `language`."""
    parent: str | None = None
    """Id of the record this one was made from; null for an original."""
    extra: str | None = None
    """JSON object of every wire key that no column holds; it comes back on the way out.

    Keys that begin with `@` are ours: `@problem`, `@solution` and `@system` hold the extra keys
    (and the loss flag) of these three turns, `@input` the part of the problem that stood in Alpaca's `input`.
    """

    @property
    def messages(self) -> list[Message]:
        """The conversation as turns, oldest first."""
        columns = self.model_dump()
        columns["extra"] = loads(self.extra.encode()) if self.extra else {}
        for turn in [*columns["history"], *columns["trajectory"]]:
            turn["extra"] = loads(turn["extra"].encode()) if turn["extra"] else {}
        return [Message(**turn | {"extra": _text(turn["extra"])}) for turn in compose(columns)]

    @classmethod
    def from_messages(cls, messages: Sequence[Message], *, id: str = "0", **columns: Any) -> "Record":
        """The record of a conversation; its other columns may be given by name.

        Raises:
            InputError: if the conversation is empty or does not end in an assistant turn.

        >>> turns = [Message(role="user", content="2 + 3 = ?"), Message(role="assistant", content="5")]
        >>> Record.from_messages(turns).problem
        '2 + 3 = ?'
        """
        turns = [turn.model_dump() for turn in messages]
        parts = decompose([turn | {"extra": loads(turn["extra"].encode()) if turn["extra"] else {}} for turn in turns])
        return cls(id=id, **(flattened(parts) | columns))


def decompose(turns: list[Turn]) -> dict[str, Any]:
    """The columns `system`, `history`, `problem`, `trajectory`, `solution` and `extra` of canonical turns.

    `extra` is a dict here, as it is in each turn. It holds under `@system`, `@problem` and `@solution` what
    these three turns say beyond their text, since their columns are plain text.

    Raises:
        InputError: as `Record.from_messages`.
    """
    if not turns:
        raise InputError("found an empty conversation, wanted at least an assistant turn; drop the row")
    if turns[-1]["role"] not in ("assistant", "tool_call"):
        raise InputError(
            f"found a conversation that ends in a {turns[-1]['role']} turn, wanted an assistant turn "
            "to train on; cut the last turns or drop the row"
        )
    first = 1 if turns[0]["role"] == "system" else 0
    asked = max((i for i, turn in enumerate(turns) if turn["role"] == "user"), default=None)
    asides = {
        "@system": _aside(turns[0]) if first else {},
        "@problem": {} if asked is None else _aside(turns[asked]),
        "@solution": _aside(turns[-1]),
    }
    if turns[-1]["role"] == "tool_call":
        asides["@solution"] = {**asides["@solution"], "@as": "tool_call"}
    return {
        "system": turns[0]["content"] if first else None,
        "history": turns[first : first if asked is None else asked],
        "problem": None if asked is None else turns[asked]["content"],
        "trajectory": turns[(first if asked is None else asked + 1) : -1],
        "solution": turns[-1]["content"],
        "extra": {key: aside for key, aside in asides.items() if aside},
    }


def compose(columns: Mapping[str, Any]) -> list[Turn]:
    """The turns of a record's columns: the inverse of `decompose`."""
    extra = columns["extra"]
    turns = [] if columns["system"] is None else [_turn("system", columns["system"], extra.get("@system"))]
    turns += columns["history"]
    if columns["problem"] is not None:
        turns.append(_turn("user", columns["problem"], extra.get("@problem")))
    return [*turns, *columns["trajectory"], _turn("assistant", columns["solution"], extra.get("@solution"))]


def flattened(columns: dict[str, Any]) -> dict[str, Any]:
    """The columns with each `extra` as JSON text, the way a corpus holds them."""
    for name in ("history", "trajectory"):
        if columns.get(name):
            columns[name] = [turn | {"extra": _text(turn["extra"])} for turn in columns[name]]
    columns["extra"] = _text(columns.get("extra"))
    return columns


def _aside(turn: Turn) -> dict[str, Any]:
    # The flag comes first, where `mathdata.formats.losses` finds it without parsing.
    return {**({} if turn["loss"] is None else {"loss": turn["loss"]}), **turn["extra"]}


def _turn(role: str, content: str, aside: dict[str, Any] | None) -> Turn:
    rest = dict(aside or {})
    said = rest.pop("@as", role), content, rest.pop("loss", None)
    return dict(zip(("role", "content", "loss"), said, strict=True)) | {"extra": rest}


def _text(extra: dict[str, Any] | None) -> str | None:
    return dumps(extra) if extra else None


def _dtype(annotation: Any) -> pl.DataType:
    """The Polars type of a field of `Record` or `Message`."""
    options = [option for option in get_args(annotation) if option is not types.NoneType]
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = options
    if get_origin(annotation) is list:
        return pl.List(_dtype(get_args(annotation)[0]))
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return pl.Struct({name: _dtype(field.annotation) for name, field in annotation.model_fields.items()})
    scalars: dict[Any, pl.DataType] = {str: pl.String(), bool: pl.Boolean()}
    return scalars[annotation]


COLUMNS = pl.Schema({name: _dtype(field.annotation) for name, field in Record.model_fields.items()})
"""Name and Polars type of each column of a corpus."""
