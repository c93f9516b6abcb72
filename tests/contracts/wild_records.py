"""Records as nobody would write them by hand, but as files hold them: for the contracts of formats and containers."""

from collections.abc import Iterable
from typing import Any

import polars as pl
from hypothesis import strategies as st

from mathdata.formats.base import Format
from mathdata.schema import COLUMNS, Turn, decompose, flattened
from mathdata.wire import Number

_SPECIAL = (
    "", " ", "0", "007", "1e3", "null", "NA", "nan", "true", "a\nb\r\nc\t", "\\frac{1}{2} \\\\ \\n", '"', "'",
    "[", "{", '{"a": [1]}', "[['a', 'b']]", "😀👩\u200d👧", "√2 ≈ 1.414", "\u2028\u2029\x85\x0b\x0c", "\0\x01\x1f\x7f",
    "\ufeff", "\ufffe", "\ue0f0", "\ue0f1", "\ue0f0problem\ue0f1", "\ue0f00\ue0f1", "é", "e\u0301", "计算：1 + 1 = ？",
    ",", "#", "@", "A. 1\nB. 2", "2024-01-01", "长" * 40_000, "\\" * 7 + '"',
)  # fmt: skip
TEXTS = st.sampled_from(_SPECIAL) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
FILLED = TEXTS.filter(bool)

ONE_LINE = FILLED.filter(lambda text: "\n" not in text)

NUMBERS = st.sampled_from(
    ["0", "-1", "7.0", "1e400", "-0", "0.10", "9" * 400, "123456789012345678901234567890", "1E-7"]
).map(Number) | st.integers().map(lambda number: Number(str(number)))

# Keys that mean something to one layout or another stand beside any others.
_NAMED = (
    "level", "type", "题号", "answer", "solution", "problem", "question", "query", "response", "input", "output",
    "instruction", "text", "messages", "conversations", "conversation", "history", "system", "system_prompt",
    "rejected", "rejected_response", "chosen", "choices", "options", "A", "B", "role", "content", "from", "value",
    "loss", "output_with_loss", "weight", "tools", "a.b", "a b", "Answer", "prompt", "completion", "final_answer",
)  # fmt: skip
KEYS = (st.sampled_from(_NAMED) | FILLED).filter(lambda key: not key.startswith("@") and key != "id")
TURN_KEYS = KEYS.filter(lambda key: key not in ("loss", "weight", "output_with_loss", "tool_calls"))

VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
EXTRAS = st.dictionaries(KEYS, VALUES, max_size=4)


@st.composite
def turns(draw: st.DrawFn, role: str, *, extras: bool, flagged: bool) -> Turn:
    """A turn; all assistant turns of a flagged corpus say whether they are trained."""
    extra = draw(st.dictionaries(TURN_KEYS, VALUES, max_size=2)) if extras and draw(st.booleans()) else {}
    trains = flagged and role in ("assistant", "tool_call")
    return {"role": role, "content": draw(TEXTS), "loss": draw(st.booleans()) if trains else None, "extra": extra}


@st.composite
def conversations(draw: st.DrawFn, carries: frozenset[str], *, flagged: bool) -> list[Turn]:
    """A conversation that a layout with these features can carry."""
    one = {"extras": "turn_extra" in carries, "flagged": flagged}
    roles: list[str] = []
    if "tools" in carries:
        roles = draw(st.lists(st.sampled_from(["user", "assistant", "system", "tool_call", "tool"]), max_size=5))
        roles = roles[1:] if roles[:1] == ["system"] else roles
    elif "turns" in carries:
        roles = ["user", "assistant"] * draw(st.integers(0, 3))
    if "mid_system" in carries and "tools" not in carries and roles and draw(st.booleans()):
        roles.insert(2 * draw(st.integers(0, len(roles) // 2 - 1)), "system")
        roles = roles[1:] if roles[0] == "system" else roles
    asked = ["user"] if "no_problem" not in carries or (roles and "tools" not in carries) or draw(st.booleans()) else []
    talk = [draw(turns(role, **one)) for role in [*roles, *asked, "assistant"]]
    if "system" in carries and draw(st.booleans()):
        system = draw(turns("system", **one))
        if system["content"] or "empty_system" in carries:
            talk.insert(0, system)
    return talk


@st.composite
def records(draw: st.DrawFn, layout: Format, carries: frozenset[str], *, flagged: bool, number: int) -> dict[str, Any]:
    """The columns of a record that can be told with these features."""
    columns = decompose(draw(conversations(carries, flagged=flagged)))
    columns["extra"] = draw(EXTRAS) | columns["extra"]
    given = draw(FILLED.filter(lambda name: not name.startswith("wild:"))) if draw(st.booleans()) else f"wild:{number}"
    columns |= {"id": given, "source": "wild"}
    stowed = {name: draw(st.none() | TEXTS) for name in ("answer", "category", "language", "parent")}
    columns |= stowed if draw(st.booleans()) else dict.fromkeys(stowed)
    columns["rejected"] = draw(st.none() | TEXTS) if "rejected" in carries else None
    if layout.kind == "choice":
        count = draw(st.integers(2, 10))
        letter = draw(st.sampled_from("ABCDEFGHIJ"[:count]))
        options = [draw(ONE_LINE) for _ in range(count)]
        asked = draw(TEXTS.filter(lambda text: "\n" not in text))
        lines = [f"{name}. {option}" for name, option in zip("ABCDEFGHIJ", options, strict=False)]
        columns |= {"problem": "\n".join([asked, *lines]), "solution": letter, "answer": letter}
        for aside in ("@problem", "@solution"):
            columns["extra"].pop(aside, None)
    return columns


@st.composite
def corpora(draw: st.DrawFn, layout: Format, carries: Iterable[str] | None = None, *, most: int = 4) -> pl.DataFrame:
    """Records of one file, in the columns of a corpus."""
    features = frozenset(layout.carries if carries is None else carries)
    flagged = "loss" in features and draw(st.booleans())
    count = draw(st.integers(1, most))
    rows = [draw(records(layout, features, flagged=flagged, number=number)) for number in range(1, count + 1)]
    return pl.DataFrame([flattened(row) for row in rows], schema=COLUMNS, orient="row")
