"""Keep or drop rows by a regular expression."""

from typing import ClassVar, Self

import polars as pl
from pydantic import field_validator, model_validator

from mathdata.step import RowStep, marked
from mathdata.transforms.columns import Column


class Pattern(RowStep):
    """Mark rows whose `column` does not match `keep`, or matches `drop`.

    They are marked `no_match` and `match`. Where there is no text, nothing matches. The expressions are those of
    Rust's `regex`: no look-around, no back-references, and no text that takes for ever.
    """

    kind: ClassVar[str] = "pattern"

    column: Column = "problem"
    """Column whose text is searched."""
    keep: str | None = None
    """Expression of which something must be found in the text."""
    drop: str | None = None
    """Expression of which nothing may be found in the text."""

    @field_validator("keep", "drop")
    @classmethod
    def _regular(cls, pattern: str | None) -> str | None:
        try:
            pl.select(pl.lit("").str.contains(pattern or ""))
        except pl.exceptions.ComputeError as error:
            raise ValueError(f"found {pattern!r}, wanted a regular expression: {error}") from None
        return pattern

    @model_validator(mode="after")
    def _some_pattern(self) -> Self:
        if self.keep is None and self.drop is None:
            raise ValueError("found no expression, wanted keep, drop or both")
        return self

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records, those that are not wanted marked."""
        text = pl.col(self.column)
        reasons: dict[str, pl.Expr] = {}
        if self.keep is not None:
            reasons["no_match"] = ~text.str.contains(self.keep).fill_null(value=False)
        if self.drop is not None:
            reasons["match"] = text.str.contains(self.drop)
        return marked(records, reasons)
