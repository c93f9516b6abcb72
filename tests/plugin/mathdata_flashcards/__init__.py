"""Flash cards: `{"front": "7 × 8", "back": "56", "hint": "…"}`, one a row."""

from collections.abc import Mapping
from typing import Any, ClassVar

import pyarrow as pa

from mathdata import InputError
from mathdata.formats.base import TEXT, Format, Row, need_text


class Flashcards(Format):
    """Rows with `front` and `back`."""

    kind: ClassVar[str] = "flashcards"
    keys: ClassVar[Mapping[str, pa.DataType]] = {"front": TEXT, "back": TEXT}

    def recognise(self, row: Row) -> str | None:
        """Both sides of a card."""
        return "'front' and 'back'" if {"front", "back"} <= row.keys() else None

    def decode(self, row: Row) -> dict[str, Any]:
        """The front is the problem, the back the solution."""
        return {"problem": need_text(row, "front"), "solution": need_text(row, "back")}

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """Two sides; a card has no room for more."""
        if record["problem"] is None:
            raise InputError("found no problem, wanted one for the front of the card; write it as messages")
        return {"front": record["problem"], "back": record["solution"]}
