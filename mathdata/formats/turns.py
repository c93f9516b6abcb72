"""Lists of turns as the chat layouts write them: role names, content, leftover keys."""

from collections.abc import Mapping
from typing import Any

from mathdata.errors import InputError
from mathdata.formats.base import Row, turn
from mathdata.formats.own_keys import beside, gathered
from mathdata.schema import Turn
from mathdata.wire import dumps, text_of

# Names met in the wild: ms-swift's role lists, LLaMA-Factory's tags, FastChat's and OpenAI's roles.
ROLE_NAMES = {
    **dict.fromkeys(("human", "user"), "user"),
    **dict.fromkeys(("gpt", "assistant", "chatgpt", "bing", "bard", "bot"), "assistant"),
    **dict.fromkeys(("system", "developer"), "system"),
    **dict.fromkeys(("tool_call", "function_call"), "tool_call"),
    **dict.fromkeys(("tool", "tool_response", "function_response", "function", "observation", "observations"), "tool"),
}


def canonical_role(name: Any, number: int) -> str:
    """The canonical role that `name` stands for, in turn `number`.

    Raises:
        InputError: if it is none that is known.

    >>> canonical_role(" Function-Call ", 2)
    'tool_call'
    """
    role = ROLE_NAMES.get(name.strip().lower().replace("-", "_")) if isinstance(name, str) else None
    if role is None:
        raise InputError(
            f"found the role {name!r} in turn {number}, wanted one of {sorted(ROLE_NAMES)}; rename it, or drop the turn"
        )
    return role


def read_turn(item: Any, number: int, *, role: str, content: str) -> list[Turn]:
    """The canonical turns of one item of a list; several if it calls tools besides speaking.

    Raises:
        InputError: if it is no object, its role is unknown, or it says nothing.
    """
    if not isinstance(item, dict):
        raise InputError(f"found {dumps(item)[:40]} as turn {number}, wanted an object with {role!r} and {content!r}")
    rest = dict(item)
    if role not in rest:
        raise InputError(f"found turn {number} without {role!r}, keys {sorted(rest)}; wanted {role!r} and {content!r}")
    spelled = rest.pop(role)
    named = canonical_role(spelled, number)
    loss = _pop_loss(rest)
    rest.pop("@role", None)
    if spelled == "developer":
        rest["@role"] = spelled
    if named == "assistant" and isinstance(rest.get("tool_calls"), list) and rest["tool_calls"]:
        return _called(rest, content, loss=loss)
    if content not in rest or rest[content] is None:
        raise InputError(
            f"found turn {number} ({spelled}) without text at {content!r}, wanted it; fill or drop the turn"
        )
    said = rest.pop(content)
    return [turn(named, _said(said, named, number), loss=loss, extra=gathered(rest))]


def _pop_loss(rest: Row) -> bool | None:
    """The loss flag: `loss` of ms-swift and XTuner, else OpenAI's `weight`, which stays where it was."""
    loss = str(rest.pop("loss", None)).lower()
    if loss not in ("true", "false", "none"):
        raise InputError(f"found the loss flag {loss!r}, wanted true or false")
    if loss != "none":
        return loss == "true"
    return {"0": False, "1": True}.get(str(rest.get("weight")))


def _said(said: Any, role: str, number: int) -> str:
    if isinstance(said, list) and said and all(isinstance(part, dict) and "type" in part for part in said):
        kinds = sorted({str(part["type"]) for part in said} - {"text"})
        if kinds:
            raise InputError(
                f"found parts of the kinds {kinds} in turn {number}, wanted text; set the row aside with --rejects"
            )
        return "".join(text_of(part.get("text"), f"text of turn {number}") for part in said)
    if isinstance(said, dict | list) and role in ("tool", "tool_call"):
        return dumps(said)
    return text_of(said, f"content of turn {number}")


def _called(rest: Row, content: str, *, loss: bool | None) -> list[Turn]:
    """An assistant's message with `tool_calls`: what it said, if anything, and each call as a turn."""
    calls = rest.pop("tool_calls")
    turns: list[Turn] = []
    if rest.get(content):
        turns.append(turn("assistant", text_of(rest.pop(content), content), loss=loss, extra=rest))
        rest = {}
    for call in calls:
        joined = {"@joined": True} if turns else {}
        turns.append(turn("tool_call", call_text(call), loss=loss, extra={**rest, "@call": call, **joined}))
        rest = {}
    return turns


def call_text(call: Any) -> str:
    """The JSON text `{"name": …, "arguments": …}` of one of OpenAI's tool calls."""
    function = call.get("function", call) if isinstance(call, dict) else call
    return dumps(function)


def write_turn(spoken: Turn, names: Mapping[str, str], *, role: str, content: str) -> Row:
    """One item of a list: role under its name in this layout, text, and the leftover keys."""
    extra = {key: value for key, value in spoken["extra"].items() if key != "@role"}
    name = spoken["extra"].get("@role", names[spoken["role"]]) if spoken["role"] == "system" else names[spoken["role"]]
    return {role: name, content: spoken["content"], **beside(extra, frozenset({role, content}))}
