"""Alpaca: `{"instruction": …, "input": …, "output": …}`, with `system`, `history`, `chosen` and `rejected`.

Problem = instruction, a line feed, input (as ms-swift and LLaMA-Factory join them). `input` is written always,
because LLaMA-Factory fails without the key and XTuner prints a null.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from mathdata.errors import InputError
from mathdata.formats.base import TEXT, Format, Row, need_text, pairs, pop_text
from mathdata.formats.history import pop_history


class Alpaca(Format):
    """Rows with `instruction`, `input` and `output`."""

    kind: ClassVar[str] = "alpaca"
    keys: ClassVar[Mapping[str, pa.DataType]] = {
        **dict.fromkeys(("instruction", "input", "output", "chosen", "rejected", "system"), TEXT),
        "history": pa.list_(pa.list_(TEXT)),
    }
    carries: ClassVar[frozenset[str]] = frozenset({"system", "turns", "rejected"})

    def recognise(self, row: Row) -> str | None:
        """`instruction` with `output`, or with both sides of a preference pair."""
        if "instruction" in row and ("output" in row or {"chosen", "rejected"} <= row.keys()):
            return "'instruction' with 'output'" if "output" in row else "'instruction' with 'chosen' and 'rejected'"
        return None

    def decode(self, row: Row) -> dict[str, Any]:
        """Instruction and input joined; the input alone is kept under `@input`."""
        instruction, given = pop_text(row, "instruction"), pop_text(row, "input")
        if instruction is None and given is None:
            raise InputError("found neither 'instruction' nor 'input', wanted the problem in one of them")
        rejected = pop_text(row, "rejected")
        target = "output" if rejected is None or "chosen" not in row else "chosen"
        return {
            "system": pop_text(row, "system") or None,
            "history": pop_history(row),
            "problem": "\n".join(part for part in (instruction, given) if part) if instruction or given else "",
            "solution": need_text(row, target),
            "rejected": rejected,
            "extra": {"@input": given} if given else {},
        }

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """The problem as instruction, or as instruction and input where it was read so."""
        if record["problem"] is None:
            raise InputError(
                "found no problem (text for pretraining), wanted one; write it as swift, xtuner or messages"
            )
        instruction, given = _divided(record["problem"], record["extra"].get("@input"))
        if given:
            del record["extra"]["@input"]
        row: Row = {"instruction": instruction, "input": given}
        if record["rejected"] is None:
            row["output"] = record["solution"]
        else:
            row |= {"chosen": record["solution"], "rejected": record["rejected"]}
        if "system" in facts:
            row["system"] = record["system"] or ""
        if "history" in facts:
            row["history"] = pairs(record["history"])
        return row


def _divided(problem: str, given: Any) -> tuple[str, str]:
    if isinstance(given, str) and given:
        if problem == given:
            return "", given
        if problem.endswith(f"\n{given}"):
            return problem[: -len(given) - 1], given
    return problem, ""
