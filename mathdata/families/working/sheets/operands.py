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
    def of(cls, column: pl.Series) -> "Operand":
        """The numbers of a column of texts; all of them are small."""
        size = column.str.strip_prefix("-")
        read = size.to_frame("size").select(whole=whole(pl.col("size")), places=places(pl.col("size")))
        negative = column.str.starts_with("-").to_numpy()
        return cls(texts_of(column), texts_of(size), negative, read["whole"].to_numpy(), read["places"].to_numpy())

    def at(self, wanted: Whole) -> Whole:
        """The sizes as whole numbers at so many places, at least their own."""
        scaled: Whole = self.whole * TENS[wanted - self.places]
        return scaled


def texts_of(column: pl.Series) -> Texts:
    """A column as Arrow has it: all characters behind one another."""
    return column.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest()).cast(pa.string())


def texts_where(condition: npt.NDArray[np.bool_], texts: Texts, others: Texts) -> Texts:
    """The first texts where a condition holds, else the others."""
    rows = np.arange(len(condition))
    return pa.concat_arrays([texts, others]).take(pa.array(np.where(condition, rows, rows + len(rows))))
