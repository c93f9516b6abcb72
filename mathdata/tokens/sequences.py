"""The rows that a trainer reads: ids and labels of one length, and where packed records begin.

```text
records        1 5 6 2 | 1 7 2          the first two fill a row of 8
input_ids      1 5 6 2   1 7 2   0
labels       -100-100 6 2 -100 7 2 -100 the trained tokens, not shifted: models do that
attention_mask 1 1 1 1   1 1 1   0
position_ids   0 1 2 3   0 1 2   0
boundaries     0         4       7      where records begin, and where the last one ends
```
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mathdata.tokens.labels import IGNORED
from mathdata.tokens.rows import TokenRows, lists
from mathdata.tokens.statistics import Counter

Integers = NDArray[np.int32]
Places = NDArray[np.int64]
BLOCK_TOKENS = 1 << 21
"""Tokens that are laid out at a time, whatever the sizes in which they come: blocks show in some files."""


@dataclass(frozen=True)
class Columns:
    """Which columns the rows get, and how long they are."""

    length: int | None = None
    """Fill rows up to it; null: leave them as long as they are."""
    pad_id: int = 0
    mask: bool = False
    """Whether there is an `attention_mask`."""
    packed: bool = False
    """Whether there are `position_ids` and `boundaries`."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """Tokens one after the other, and where records begin in them."""

    ids: Integers
    trained: NDArray[np.bool_]
    records: Places

    def __add__(self, other: "Stretch") -> "Stretch":
        """This stretch, and the other behind it."""
        records = np.concatenate([self.records, other.records + len(self.ids)])
        return Stretch(
            np.concatenate([self.ids, other.ids]), np.concatenate([self.trained, other.trained]), records
        )  # fmt: skip

    def split(self, at: int) -> tuple["Stretch", "Stretch"]:
        """What is before a token, and what begins with it."""
        one = Stretch(self.ids[:at], self.trained[:at], self.records[self.records < at])
        two = Stretch(self.ids[at:], self.trained[at:], self.records[self.records >= at] - at)
        return one, two


def stretch_of(rows: TokenRows) -> Stretch:
    """The tokens of some rows."""
    return Stretch(rows.ids, rows.is_trained(), np.cumsum(rows.counts, dtype=np.int64) - rows.counts)


def sequences(
    stretches: Iterable[Stretch], columns: Columns, counter: Counter, *, starts: Places | None = None
) -> Iterator[pl.DataFrame]:
    """Blocks of rows as `columns` say; rows begin at `starts`, counted over all stretches, else with each record."""
    waiting = Stretch(np.empty(0, np.int32), np.empty(0, np.bool_), np.empty(0, np.int64))
    done = 0
    for stretch in stretches:
        waiting = waiting + stretch
        while len(waiting.ids) >= 2 * BLOCK_TOKENS:
            here = _starts_within(waiting, starts, done)
            at = int(here[np.searchsorted(here, BLOCK_TOKENS)]) if here[-1] >= BLOCK_TOKENS else 0
            if not at:
                break
            block, waiting = waiting.split(at)
            yield _laid_out(block, here[here < at], columns, counter)
            done += at
    if len(waiting.ids):
        yield _laid_out(waiting, _starts_within(waiting, starts, done), columns, counter)


def _starts_within(stretch: Stretch, starts: Places | None, done: int) -> Places:
    if starts is None:
        return stretch.records
    first, last = np.searchsorted(starts, (done, done + len(stretch.ids)))
    return starts[first:last] - done


def _laid_out(stretch: Stretch, starts: Places, columns: Columns, counter: Counter) -> pl.DataFrame:
    """The rows of a stretch, which begin at `starts`."""
    counts = np.diff(starts, append=len(stretch.ids))
    labels = np.where(stretch.trained, stretch.ids, np.int32(IGNORED))
    counter.enter_sequences(counts, trained=int(stretch.trained.sum()), length=columns.length)
    filled = {"input_ids": _filled(stretch.ids, counts, columns.length, columns.pad_id)}
    if columns.mask:
        filled["attention_mask"] = _filled(np.ones(len(labels), np.int8), counts, columns.length, 0)
    filled["labels"] = _filled(labels, counts, columns.length, IGNORED)
    if columns.packed:
        pieces = np.union1d(stretch.records, starts)
        sizes = np.diff(pieces, append=len(stretch.ids))
        positions = np.arange(len(labels)) - np.repeat(pieces, sizes)
        filled["position_ids"] = _filled(positions.astype(np.int32), counts, columns.length, 0)
        filled["boundaries"] = _boundaries(pieces, starts, counts)
    return pl.DataFrame(filled)


def _boundaries(pieces: Places, starts: Places, counts: Places) -> pl.Series:
    """For each row where its records begin, and where the last one ends."""
    row = np.searchsorted(starts, pieces, side="right") - 1
    sizes = np.bincount(row, minlength=len(starts)) + 1
    last = np.cumsum(sizes) - 1
    values = np.empty(int(sizes.sum()), np.int32)
    is_last = np.zeros(len(values), np.bool_)
    is_last[last] = True
    values[is_last] = counts
    values[~is_last] = pieces - starts[row]
    return lists(values, sizes)


def _filled(values: NDArray[np.generic], counts: Places, length: int | None, fill: int) -> pl.Series:
    """A list column of the values, each row filled up to `length`."""
    if length is None:
        return lists(values, counts)
    table = np.full((len(counts), length), fill, dtype=values.dtype)
    table[np.arange(length) < counts[:, None]] = values
    return lists(table.reshape(-1), np.full(len(counts), length))
