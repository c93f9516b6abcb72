"""Rows by the block: as many at a time as fast memory holds, and their texts behind one another."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa

from mathdata.families.language import Words
from mathdata.families.working.sheets.pieces import Texts
from mathdata.families.working.sheets.sheet import Sheet

Tell: TypeAlias = Callable[[Sheet, pl.DataFrame], str]
"""What adds the rows of a table to a sheet, and gives the text with marks."""

_CHARACTERS = 1 << 23
"""Bytes of text that are kept together. NumPy asks for large pages from 4 MiB on, and fresh small ones are what
costs most in the whole telling."""


def told_in_blocks(table: pl.DataFrame, tell: Tell, words: Words, *, rows: int) -> pl.Series:
    """The texts of all rows, so many of them at a time.

    >>> from mathdata.families.language import WORDS
    >>> table = pl.DataFrame({"a": [5, 23, 7]})
    >>> told_in_blocks(table, lambda sheet, part: sheet.number(part["a"].to_numpy()), WORDS.en, rows=2).to_list()
    ['5', '23', '7']
    """
    chunks: list[Texts] = []
    waiting: list[Texts] = []
    for part in table.iter_slices(rows):
        sheet = Sheet(part.height, words)
        waiting.append(sheet.told(tell(sheet, part)))
        if sum(map(_size, waiting)) > _CHARACTERS:
            chunks.append(_together(waiting))
            waiting.clear()
    chunks.append(_together(waiting))
    return pl.Series(pa.chunked_array(chunks, pa.string()), dtype=pl.String)


def _size(texts: Texts) -> int:
    return len(texts.buffers()[2])


def _together(parts: list[Texts]) -> Texts:
    """Texts of several blocks in one array, whose memory is NumPy's; none of the blocks begins amid others."""
    if not parts:
        return pa.array([], pa.string())
    characters = np.concatenate([np.frombuffer(part.buffers()[2], np.uint8) for part in parts])
    starts = np.cumsum([0, *map(_size, parts)])
    offsets = [np.frombuffer(part.buffers()[1], np.int32)[: len(part)] for part in parts]
    shifted = [offset + start for offset, start in zip(offsets, starts[:-1], strict=True)]
    bounds = np.concatenate([*shifted, starts[-1:]]).astype(np.int32)
    return pa.StringArray.from_buffers(len(bounds) - 1, pa.py_buffer(bounds), pa.py_buffer(characters))


def spread(steps: pl.Series, rows: pl.Series, height: int) -> pl.Series:
    """Steps in the rows that they belong to, of so many; null in all others.

    >>> spread(pl.Series(["a", "b"]), pl.Series([0, 2]), 3).to_list()
    ['a', None, 'b']
    """
    steps = steps.rechunk()  # Polars copies all characters that it gathers out of several chunks
    if len(rows) == height:
        return steps.gather(rows.arg_sort())
    numbers = pl.repeat(None, height, dtype=pl.UInt32, eager=True)
    places = pl.int_range(len(rows), dtype=pl.UInt32, eager=True)
    return steps.gather(numbers.scatter(rows, places))
