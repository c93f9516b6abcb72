"""The two operands of many calculations `a sign b`: their texts, and their sizes as whole numbers with places."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from mathdata.families.working.sheets.numerals import TENS
from mathdata.families.working.sheets.pieces import Holds, Texts, Whole
from mathdata.numbers.in_columns import places, whole


class Operand(NamedTuple):
    """One number of each row: as it stands there, its size in digits, and its size as `whole / 10**places`."""

    text: Texts
    size: Texts
    negative: Holds
    whole: Whole
    places: Whole

    @classmethod
    def of(cls, table: pl.DataFrame, name: str) -> "Operand":
        """The numbers of a column of a table that was `with_sizes` of it."""
        size, negative, whole, places = (table[f"{part} of {name}"] for part in _PARTS)
        text = texts_of(table[name])
        return cls(text, texts_of(size), negative.to_numpy(), whole.to_numpy(), places.to_numpy())

    def at(self, wanted: Whole) -> Whole:
        """The sizes as whole numbers at so many places, at least their own."""
        scaled: Whole = self.whole * TENS[wanted - self.places]
        return scaled


_PARTS = ("size", "minus", "whole", "places")


def with_sizes(table: pl.DataFrame, *names: str) -> pl.DataFrame:
    """The table with what belongs to its columns of small decimals, once for all rows."""
    sizes = table.lazy().with_columns(pl.col(name).str.strip_prefix("-").alias(f"size of {name}") for name in names)
    parts = [
        (
            pl.col(name).str.starts_with("-").alias(f"minus of {name}"),
            whole(pl.col(f"size of {name}")).alias(f"whole of {name}"),
            places(pl.col(f"size of {name}")).alias(f"places of {name}"),
        )
        for name in names
    ]
    return sizes.with_columns(part for group in parts for part in group).collect()


def texts_of(column: pl.Series) -> Texts:
    """A column as Arrow has it: all characters behind one another."""
    return column.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest()).cast(pa.string())


def texts_where(condition: npt.NDArray[np.bool_], texts: Texts, others: Texts) -> Texts:
    """The first texts where a condition holds, else the others."""
    rows = np.arange(len(condition))
    return pa.concat_arrays([texts, others]).take(pa.array(np.where(condition, rows, rows + len(rows))))
