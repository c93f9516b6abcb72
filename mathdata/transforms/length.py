"""Drop texts that are too short or too long."""

from typing import ClassVar, Self

import polars as pl
from pydantic import Field, model_validator

from mathdata.step import RowStep, marked
from mathdata.transforms.columns import Column


class Length(RowStep):
    """Mark rows whose `column` has fewer than `min_chars` or more than `max_chars` characters.

    They are marked `too_short` and `too_long`; where there is no text, its length is 0.
    """

    kind: ClassVar[str] = "length"

    column: Column = "problem"
    """Column whose text is measured."""
    min_chars: int | None = Field(default=None, ge=0)
    """Unicode characters, not bytes or tokens."""
    max_chars: int | None = Field(default=None, ge=0)
    """Unicode characters, not bytes or tokens."""

    @model_validator(mode="after")
    def _some_limit(self) -> Self:
        if self.min_chars is None and self.max_chars is None:
            raise ValueError("found no limit, wanted min_chars, max_chars or both")
        if self.min_chars is not None and self.max_chars is not None and self.min_chars > self.max_chars:
            raise ValueError(f"found min_chars {self.min_chars} above max_chars {self.max_chars}")
        return self

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records, those out of bounds marked."""
        chars = pl.col(self.column).str.len_chars().fill_null(0)
        reasons: dict[str, pl.Expr] = {}
        if self.min_chars is not None:
            reasons["too_short"] = chars < self.min_chars
        if self.max_chars is not None:
            reasons["too_long"] = chars > self.max_chars
        return marked(records, reasons)
