"""Keep or drop rows by a condition on their columns."""

from typing import ClassVar, Self

import polars as pl
from pydantic import field_validator, model_validator

from mathdata.step import RowStep, marked
from mathdata.transforms.conditions import condition


class Where(RowStep):
    """Mark rows for which `keep` is not true, or `drop` is.

    They are marked `not_where` and `where`. A comparison with a column that is empty is neither true nor false:
    such a row is not kept by `keep`, and not dropped by `drop`.
    """

    kind: ClassVar[str] = "where"

    keep: str | None = None
    """Condition as in `mathdata.transforms.conditions`, such as `chars(problem) < 200 and category != "mean"`."""
    drop: str | None = None
    """Condition as in `mathdata.transforms.conditions`."""

    @field_validator("keep", "drop")
    @classmethod
    def _understood(cls, text: str | None) -> str | None:
        if text is not None:
            condition(text)
        return text

    @model_validator(mode="after")
    def _some_condition(self) -> Self:
        if self.keep is None and self.drop is None:
            raise ValueError("found no condition, wanted keep, drop or both")
        return self

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records, those that are not wanted marked."""
        reasons: dict[str, pl.Expr] = {}
        if self.keep is not None:
            reasons["not_where"] = ~condition(self.keep).fill_null(value=False)
        if self.drop is not None:
            reasons["where"] = condition(self.drop)
        return marked(records, reasons)
