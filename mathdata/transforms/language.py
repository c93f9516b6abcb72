"""Tell the language of each problem, and keep or drop by it."""

from typing import ClassVar, Literal, Self

import polars as pl
from pydantic import Field, model_validator

from mathdata.step import RowStep, marked

Name = Literal["zh", "en"]

HAN = r"\p{Han}"


class Language(RowStep):
    """Set `language` of each row: `zh` if its problem has a Han character, else `en`.

    A row without a problem is told by its solution. Rows whose language is not in `keep`, or is in `drop`, are
    marked `language_zh` or `language_en`; order and all other columns stay.
    """

    kind: ClassVar[str] = "language"

    keep: list[Name] | None = None
    """Languages to keep; null: all."""
    drop: list[Name] = Field(default=[])
    """Languages to drop."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.keep is not None and self.drop:
            raise ValueError("found both keep and drop, wanted one of them")
        return self

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records with their language; those that are not wanted marked."""
        han = pl.coalesce("problem", "solution").str.contains(HAN)
        told = records.with_columns(language=pl.when(han).then(pl.lit("zh")).otherwise(pl.lit("en")))
        kept = ("zh", "en") if self.keep is None else self.keep
        gone = [name for name in ("zh", "en") if name not in kept or name in self.drop]
        return marked(told, {f"language_{name}": pl.col("language") == name for name in gone})
