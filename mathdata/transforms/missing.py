"""Drop rows that lack something."""

from typing import ClassVar

import polars as pl
from pydantic import Field

from mathdata.step import RowStep, marked
from mathdata.transforms.columns import Columns


class Missing(RowStep):
    """Mark rows that have no text, or only white space, in one of `columns`: `no_answer`, `no_problem` …."""

    kind: ClassVar[str] = "missing"

    columns: Columns = Field(default=["answer"], min_length=1)
    """Columns that must be filled."""

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records, those that lack something marked with the first thing that they lack."""
        empty = {name: pl.col(name).fill_null("").str.strip_chars() == "" for name in self.columns}
        return marked(records, {f"no_{name}": condition for name, condition in empty.items()})
