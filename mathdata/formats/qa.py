"""Question and answer rows: `{"problem": …, "solution": …}`, or any two keys named so by the user.

A key may be a path into nested objects (`extra_info.answer`, `prompt.0.content`) or a text with keys in braces
(`{Body} {Question}`). Without names the known pairs of the field are looked for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import pyarrow as pa

from mathdata.errors import InputError
from mathdata.formats.base import TEXT, Format, Row, need_text, pop_text
from mathdata.wire import text_of

# GSM8K, MATH, SWIFT, OpenAI fine-tuning, torchtune, Alpaca without input, AIME: `formats.md` of the docs.
PAIRS = (
    ("problem", "solution"),
    ("question", "answer"),
    ("query", "response"),
    ("prompt", "completion"),
    ("input", "output"),
    ("instruction", "output"),
    ("question", "solution"),
    ("question", "response"),
    ("problem", "answer"),
)
ANSWERS = ("answer", "final_answer")
# Beside one of these the question alone is only part of the problem.
PARTS = frozenset({"body", "context", "passage", "choices", "options", "a", "b"})
# Beside one of these a row is a conversation of another layout, which reads more of it.
TURNS = frozenset({"history", "system", "system_prompt", "rejected", "rejected_response", "messages", "conversations"})
_HOLE = re.compile(r"\{([^{}]+)\}")


class QuestionAnswer(Format):
    """Rows with one key for the problem and one for the solution."""

    kind: ClassVar[str] = "qa"
    carries: ClassVar[frozenset[str]] = frozenset()
    columns: ClassVar[frozenset[str]] = frozenset({"answer"})
    aliases: ClassVar[frozenset[str]] = frozenset({*ANSWERS, *(key for pair in PAIRS for key in pair)})

    problem: str = ""
    """Key, path or text with keys in braces; empty: one of the known pairs."""
    solution: str = ""
    """Key, path or text with keys in braces."""
    answer: str = ""
    """Key or path of the final answer; empty: `answer` beside a solution."""
    system: str = ""
    """Key or path of the system message; empty: none."""

    def typed_keys(self) -> Mapping[str, pa.DataType]:
        """The named keys; paths and texts with braces are read row by row."""
        named = [name for name in (self.problem, self.solution, self.answer, self.system) if name]
        return dict.fromkeys((name for name in named if _plain(name)), TEXT)

    def settled(self, rows: Sequence[Row]) -> "QuestionAnswer":
        """The first known pair whose keys all rows have, in any case."""
        if self.problem and self.solution:
            return self
        for problem, solution in _candidates(rows):
            answer = _answer_key(rows, problem, solution)
            open_keys = {"problem": self.problem or problem, "solution": self.solution or solution}
            return self.model_copy(update=open_keys | {"answer": self.answer or answer})
        return self

    def recognise(self, row: Row) -> str | None:
        """A known pair of keys with texts, and no sign of more than one question and one answer."""
        if self.problem and self.solution:
            return f"{self.problem!r} and {self.solution!r}, as named"
        keys = {key.lower() for key in row}
        if keys & (PARTS | TURNS) or {"instruction", "input"} <= keys:
            return None
        for problem, solution in _candidates([row]):
            if not isinstance(row[problem], list | dict) and not isinstance(row[solution], list | dict):
                return f"{problem!r} and {solution!r}"
        return None

    def decode(self, row: Row) -> dict[str, Any]:
        """The named keys; a key that is part of a path or of a text with braces stays in the row."""
        layout = self if self.problem and self.solution else self.settled([row])
        if not layout.problem or not layout.solution:
            raise InputError(
                f"found the keys {sorted(row)}, wanted a problem and a solution; "
                "name them: --map problem=KEY --map solution=KEY"
            )
        return {
            "problem": _get(row, layout.problem, needed=True),
            "solution": _get(row, layout.solution, needed=True),
            "answer": _get(row, layout.answer, needed=False),
            "system": _get(row, layout.system, needed=False),
        }

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """Problem, solution and, where known, answer."""
        if record["problem"] is None:
            raise InputError(
                "found no problem (text for pretraining), wanted one; write it as swift, xtuner or messages"
            )
        row = {self.problem or "problem": record["problem"], self.solution or "solution": record["solution"]}
        if record["answer"] is not None:
            row[self.answer or "answer"] = record["answer"]
        return row


def _answer_key(rows: Sequence[Row], problem: str, solution: str) -> str:
    """The first key for a final answer that any row has, in any case; else `answer`, unless it is taken."""
    known = list(dict.fromkeys(key for row in rows for key in row))
    free = [key for name in ANSWERS for key in known if key.lower() == name and key not in (problem, solution)]
    return (free or ["" if "answer" in (problem.lower(), solution.lower()) else "answer"])[0]


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    for problem, solution in PAIRS:
        keys = [*_spelled(rows, (problem,)), *_spelled(rows, (solution,))]
        if len(keys) == 2:
            yield keys[0], keys[1]


def _spelled(rows: Sequence[Row], names: Sequence[str]) -> list[str]:
    """The keys of the first row that all rows have and that are one of `names`, in any case."""
    first, *others = rows
    return [k for name in names for k in first if k.lower() == name and all(k in row for row in others)]


def _plain(name: str) -> bool:
    return not _HOLE.search(name) and "." not in name


def _get(row: Row, name: str, *, needed: bool) -> str | None:
    if not name:
        return None
    if _HOLE.search(name):
        return _HOLE.sub(lambda hole: text_of(_follow(row, hole[1]), hole[1]), name)
    if name in row or _plain(name):
        return need_text(row, name) if needed else pop_text(row, name)
    value = _follow(row, name)
    return None if value is None and not needed else text_of(value, name)


def _follow(row: Row, path: str) -> Any:
    """What stands at `path` (steps between full stops; a number counts items of a list), else null."""
    if path in row:
        return row[path]
    here: Any = row
    for step in path.split("."):
        if isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
        elif isinstance(here, dict):
            here = here.get(step)
        else:
            return None
    return here
