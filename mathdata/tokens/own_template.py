"""The chat template that comes with a tokenizer: Jinja, run in a sandbox, a row at a time.

The trained part of a turn begins where the template's own prompt for generation ends, and reaches over the
content and the control token behind it. Both are looked up in the rendered text; where the template renders
the beginning of a conversation otherwise once it goes on, the row is refused, for nobody could say what the
model is to learn.
"""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from mathdata.errors import InputError, MissingExtra, OptionError
from mathdata.tokens.rendering import Rendered
from mathdata.wire import loads

Turn = dict[str, Any]
_PROBE_SYSTEM, _PROBE_USER = "mathdata-system", "mathdata-user"


class OwnTemplate:
    """A tokenizer's chat template, compiled."""

    def __init__(
        self, source: str, specials: dict[str, str], control: Sequence[str], variables: dict[str, Any] | None = None
    ) -> None:
        """Compile `source`, which sees `specials` (`bos_token` …) and `variables`.

        Raises:
            MissingExtra: if jinja2 is not installed.
            OptionError: if the template cannot be compiled, or writes today's date into every row.
        """
        known = {**specials, **(variables or {})}
        if "strftime_now" in source and "date_string" not in known:
            raise OptionError(
                "the tokenizer's template writes today's date into the rows, so that no run gives the same bytes "
                "again; set it: variables: {date_string: 26 Jul 2024}, or name a template"
            )
        self._template = _compiled(source)
        self._names: dict[str, Any] = {**self._template.globals, "documents": None, **known}
        # Longest first: a token may begin with another.
        self._control = tuple(sorted(control, key=len, reverse=True))

    def text(self, messages: list[Turn], *, prompt: bool = False, tools: Any = None) -> str:
        """The text of a conversation; with `prompt` it ends where an answer would begin.

        Raises:
            InputError: if the template refuses the conversation.
        """
        import jinja2

        try:
            # Not `render`, which copies all names for every row, and so takes twice as long.
            context = self._template.new_context(
                {**self._names, "messages": messages, "tools": tools, "add_generation_prompt": prompt}, shared=True
            )
            return "".join(self._template.root_render_func(context))
        except (jinja2.TemplateError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise InputError(f"the tokenizer's template refuses the conversation: {error}") from None

    def default_system(self) -> str | None:
        """The system message that the template gives to conversations without one; null if it gives none."""
        asked = {"role": "user", "content": _PROBE_USER}
        try:
            without = self.text([asked])
            given = self.text([{"role": "system", "content": _PROBE_SYSTEM}, asked])
        except InputError:
            return None  # it takes no system message, or no question alone
        before, _, behind = given.partition(_PROBE_SYSTEM)
        if not (before and behind and without.startswith(before) and without.endswith(behind)):
            return None
        return without[len(before) : len(without) - len(behind)] or None

    def render(self, records: pl.DataFrame, turns: pl.DataFrame) -> Rendered:
        """The texts of the conversations in `turns`, which `turns_of` made of `records`."""
        rows: list[int] = []
        texts: list[str] = []
        spans: list[tuple[int, int, int]] = []
        failed: list[tuple[int, str]] = []
        columns = ["row", "role", "content", "trained", "extra"]
        for row, group in _grouped(turns.select(columns)):
            try:
                text, found = self._row(group, _tools(records["extra"][row]))
            except InputError as error:
                failed.append((row, str(error)))
                continue
            spans += [(len(rows), start, stop) for start, stop in found]
            rows.append(row)
            texts.append(text)
        table = np.array(spans, dtype=np.int64).reshape(-1, 3)
        return Rendered(np.array(rows, dtype=np.int64), texts, table[:, 0], table[:, 1:], failed)

    def _row(self, turns: list[Turn], tools: Any) -> tuple[str, list[tuple[int, int]]]:
        messages = [message_of(turn) for turn in turns]
        text = self.text(messages, tools=tools)
        spans: list[tuple[int, int]] = []
        for number, turn in enumerate(turns):
            if turn["trained"]:
                at = spans[-1][1] if spans else 0
                spans.append(self._span(messages, number, turn, text, at, tools))
        return text, spans

    def _span(self, messages: list[Turn], number: int, turn: Turn, text: str, at: int, tools: Any) -> tuple[int, int]:
        """The characters of one turn in the text of the conversation, of which `at` are behind us."""
        start = at
        if number:
            prompt = self.text(messages[:number], prompt=turn["role"] in ("assistant", "tool_call"), tools=tools)
            if not text.startswith(prompt):
                raise InputError(
                    f"found that the tokenizer's template renders what stands before turn {number + 1} otherwise "
                    "once the conversation goes on, wanted a fixed prompt; name a template of ours"
                )
            start = len(prompt)
        if turn["role"] == "tool_call":
            whole = self.text(messages[: number + 1], tools=tools)
            if not text.startswith(whole.rstrip()):
                raise InputError("found a tool call that the tokenizer's template renders otherwise once the "
                                 "conversation goes on, wanted one text; name another tokenizer")  # fmt: skip
            return start, len(whole.rstrip())
        begin, end = _found(text, turn["content"], start)
        stop = self._behind_mark(text, end)
        if stop is None:  # the mark is no control token of this tokenizer, or there is none
            whole = self.text(messages[: number + 1], tools=tools).rstrip()
            stop = max(end, len(whole)) if text.startswith(whole) else end
        return (start if number and turn["role"] == "assistant" else begin), stop

    def _behind_mark(self, text: str, at: int) -> int | None:
        """The place behind the control token that ends a turn, if there is one."""
        gap = len(text) - len(text[at:].lstrip()) - at
        return next((at + gap + len(token) for token in self._control if text.startswith(token, at + gap)), None)


def _found(text: str, content: str, start: int) -> tuple[int, int]:
    """Where the content of a turn stands; templates may trim it."""
    for wanted in (content, content.strip()):
        begin = text.find(wanted, start)
        if begin >= 0:
            return begin, begin + len(wanted)
    raise InputError(
        "found a turn that the tokenizer's template changes or leaves out, wanted its text as it is; "
        "name a template of ours"
    )


def message_of(turn: Turn) -> Turn:
    """A turn as chat templates know it: a call of a tool is an assistant message with `tool_calls`."""
    more = loads(turn["extra"].encode()) if turn["extra"] else {}
    if turn["role"] != "tool_call":
        return {**more, "role": turn["role"], "content": turn["content"]}
    try:
        called = json.loads(turn["content"])
    except json.JSONDecodeError:
        raise InputError(f"found a tool call that is no JSON: {turn['content'][:60]!r}; mend or drop it") from None
    calls = called if isinstance(called, list) else [called]
    return {
        "content": "",
        **more,
        "role": "assistant",
        "tool_calls": [{"type": "function", "function": c} for c in calls],
    }


def _tools(extra: str | None) -> Any:
    """The tool schemas of a record, where it has some."""
    if extra is None or '"tools"' not in extra:
        return None
    tools = json.loads(extra).get("tools")
    if isinstance(tools, str):
        try:
            tools = json.loads(tools)
        except json.JSONDecodeError:
            raise InputError("found tools that are no JSON, wanted a list of schemas; mend or drop them") from None
    return tools or None


def _grouped(turns: pl.DataFrame) -> list[tuple[int, list[Turn]]]:
    groups: list[tuple[int, list[Turn]]] = []
    for turn in turns.iter_rows(named=True):
        if not groups or groups[-1][0] != turn["row"]:
            groups.append((turn["row"], []))
        groups[-1][1].append(turn)
    return groups


def _compiled(source: str) -> Any:
    try:
        import jinja2
        from jinja2.ext import Extension, loopcontrols
        from jinja2.sandbox import ImmutableSandboxedEnvironment
    except ModuleNotFoundError:
        raise MissingExtra("the tokenizer's template needs jinja2: pip install 'mathdata[tokens]'") from None

    class Generation(Extension):
        """`{% generation %}`, by which some templates mark what is trained, changes no text."""

        tags = {"generation"}  # noqa: RUF012 (jinja's own attribute)

        def parse(self, parser: Any) -> Any:
            next(parser.stream)
            return parser.parse_statements(("name:endgeneration",), drop_needle=True)

    def raise_exception(message: str) -> None:
        raise jinja2.TemplateError(message)

    def tojson(value: Any, **how: Any) -> str:
        return json.dumps(value, ensure_ascii=how.pop("ensure_ascii", False), **how)

    room = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, loopcontrols])
    room.filters["tojson"] = tojson
    room.globals["raise_exception"] = raise_exception
    try:
        return room.from_string(source)
    except jinja2.TemplateSyntaxError as error:
        raise OptionError(f"the tokenizer's template cannot be compiled: {error}; name a template of ours") from None
