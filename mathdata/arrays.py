"""Columns from arrays of Arrow and NumPy, or from two columns, without a copy and without further packages."""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

Bytes = npt.NDArray[np.uint8]
_PIECE_BYTES = 1 << 17


def in_pieces(data: Bytes) -> list[tuple[int, Bytes]]:
    """Consecutive pieces with their offsets, small enough that what is made of them stays in the processor's cache.

    It is small enough, too, for memory that is at hand: what is larger the system may have to fetch again each time.
    """
    return [(at, data[at : at + _PIECE_BYTES]) for at in range(0, len(data), _PIECE_BYTES)]


def from_arrow(array: pa.Array) -> pl.Series:
    """An Arrow array as a column."""
    # As a table, because Polars takes a lone array through Arrow's compute library, which is slow to import.
    frame = pl.from_arrow(pa.Table.from_arrays([array], [""]))
    assert isinstance(frame, pl.DataFrame)
    return frame.to_series()


def from_numpy(values: npt.NDArray[Any]) -> pl.Series:
    """Numbers or flags of NumPy as a column.

    >>> from_numpy(np.array([1, 2], np.uint8)).dtype, from_numpy(np.array([True, False])).to_list()
    (UInt8, [True, False])
    """
    # `pl.Series` looks whether the array is masked, for which NumPy imports all that it has for masked arrays.
    flags = values.dtype == np.bool_
    data = np.packbits(values, bitorder="little") if flags else np.ascontiguousarray(values)
    buffers = [None, pa.py_buffer(data)]
    return from_arrow(pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), buffers))


def filled(texts: pl.Series, others: pl.Series) -> pl.Series:
    """The texts, and where they are null the others.

    Polars' own choice between two columns copies the characters of both; a gather out of one chunk points at them.

    >>> filled(pl.Series(["a", None, "c"]), pl.Series(["x", "y", None])).to_list()
    ['a', 'y', 'c']
    """
    rows = pl.int_range(len(texts), dtype=pl.UInt32, eager=True)
    missing = texts.is_null()
    return pl.concat([texts, others]).rechunk().gather(rows + missing.cast(pl.UInt32) * len(texts))
