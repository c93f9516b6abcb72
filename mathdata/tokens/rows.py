"""Rows of tokens in arrays: all ids one after the other, and how many of them each row has.

```text
ids      1 5 6 7 2 | 1 5 8 2        counts         5 4
borders  3 5       | 2 4            border_counts  2 2        tokens 3 and 4 of row 0 are trained, 2 and 3 of row 1
```
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

Integers = NDArray[np.int32]

ROWS = pl.Schema({"ids": pl.List(pl.Int32()), "trained": pl.List(pl.Int32()), "cut": pl.Int32(), "key": pl.UInt64()})
"""Rows of tokens on their way: `trained` is `[start, stop, start, stop, …]`, `cut` how many tokens were cut off,
`key` the luck of the record when rows are shuffled."""


@dataclass(frozen=True, eq=False)
class TokenRows:
    """Rows of tokens, and which of them are trained."""

    ids: Integers
    counts: Integers
    borders: Integers
    border_counts: Integers
    cut: Integers
    """How many tokens each row lost to the limit."""

    @classmethod
    def of(cls, ids: Integers, counts: Integers, texts: NDArray[np.int64], spans: Integers) -> "TokenRows":
        """Rows of these ids; `spans` has first token and the one behind the last, `texts` says of which row."""
        border_counts = 2 * np.bincount(texts, minlength=len(counts)).astype(np.int32)
        return cls(ids, counts, spans.reshape(-1), border_counts, np.zeros(len(counts), np.int32))

    @classmethod
    def from_frame(cls, frame: pl.DataFrame) -> "TokenRows":
        """The rows in a frame with the columns `ROWS`."""
        ids, counts = flat(frame["ids"])
        borders, border_counts = flat(frame["trained"])
        return cls(ids, counts, borders, border_counts, frame["cut"].to_numpy())

    def to_frame(self) -> pl.DataFrame:
        """The rows as columns `ids`, `trained` and `cut`."""
        trained = lists(self.borders, self.border_counts)
        return pl.DataFrame({"ids": lists(self.ids, self.counts), "trained": trained, "cut": self.cut})

    def begun_with(self, bos: list[int]) -> "TokenRows":
        """The rows with these tokens in front of each."""
        if not bos:
            return self
        counts = self.counts + np.int32(len(bos))
        first = np.cumsum(counts, dtype=np.int64) - counts
        ids = np.empty(int(counts.sum()), np.int32)
        is_old = np.ones(len(ids), np.bool_)
        for at, token in enumerate(bos):
            ids[first + at] = token
            is_old[first + at] = False
        ids[is_old] = self.ids
        return replace(self, ids=ids, counts=counts, borders=self.borders + np.int32(len(bos)))

    def up_to(self, limit: int | None) -> "TokenRows":
        """The rows without what is behind the first `limit` tokens, and without training on the first one.

        Nobody can predict a first token; and in packed rows it would be predicted from another record.
        """
        cut = self.cut
        ids, counts, stops = self.ids, self.counts, self.counts
        if limit is not None and (counts > limit).any():
            stops = np.minimum(counts, np.int32(limit))
            cut = counts - stops
            first = np.repeat(np.cumsum(counts, dtype=np.int64) - counts, counts)
            ids = ids[np.arange(len(ids)) - first < limit]
        spans = self.borders.reshape(-1, 2)
        rows = np.repeat(np.arange(len(counts)), self.border_counts // 2)
        spans = np.stack([np.maximum(spans[:, 0], 1), np.minimum(spans[:, 1], stops[rows])], axis=1)
        kept = spans[:, 0] < spans[:, 1]
        border_counts = 2 * np.bincount(rows[kept], minlength=len(counts)).astype(np.int32)
        return TokenRows(ids, stops, spans[kept].reshape(-1).astype(np.int32), border_counts, cut)

    def is_trained(self) -> NDArray[np.bool_]:
        """For each token whether it is trained.

        >>> spans, counts = np.array([[1, 3], [1, 2]], np.int32), np.array([3, 2], np.int32)
        >>> rows = TokenRows.of(np.arange(5, dtype=np.int32), counts, np.array([0, 1]), spans)
        >>> rows.is_trained().astype(int).tolist()
        [0, 1, 1, 0, 1]
        """
        first = np.cumsum(self.counts, dtype=np.int64) - self.counts
        places = self.borders + np.repeat(first, self.border_counts)
        change = np.zeros(len(self.ids) + 1, np.int8)
        # A token may end one span and begin the next, so each kind of border is counted by itself.
        np.add.at(change, places[::2], np.int8(1))
        np.add.at(change, places[1::2], np.int8(-1))
        trained: NDArray[np.bool_] = np.cumsum(change[:-1], dtype=np.int8) > 0
        return trained


def flat(column: pl.Series) -> tuple[Integers, Integers]:
    """All values of a list column in one array, and how many each row has."""
    counts = column.list.len().to_numpy().astype(np.int32)
    array = column.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    values = array.values.slice(array.offsets[0].as_py(), int(counts.sum())) if len(array) else pa.array([], pa.int32())
    return np.asarray(values.to_numpy(zero_copy_only=False), dtype=np.int32), counts


def lists(values: NDArray[Any], counts: NDArray[Any]) -> pl.Series:
    """A list column of these values, the inverse of `flat`.

    >>> lists(np.array([7, 8, 9], np.int32), np.array([2, 1])).to_list()
    [[7, 8], [9]]
    """
    offsets = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
    column = pl.from_arrow(pa.LargeListArray.from_arrays(pa.array(offsets), pa.array(values)))
    assert isinstance(column, pl.Series)
    return column
