"""Packing: several records in one row, decided from their lengths alone.

```text
lengths 5 3 4 2 2, rows of 8     best_fit     5 3 | 4 2 2          no record is cut
                                 sequential   5 3 | 4 2 2          … and where one does not fit, it is cut
```

Best fit decreasing takes the longest record first, and puts each where the least room is left behind it. All
records of one length are placed at once, so that millions are packed in the time that thousands take.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mathdata.errors import OptionError
from mathdata.tokens.options import TokenOptions

Integers = NDArray[np.int64]
Keys = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Plan:
    """In which order records stand, and where the rows begin."""

    position: Integers
    """The place of each record in the output, counted in records."""
    starts: Integers
    """The first token of each row, counted over the whole output."""


def plan(lengths: NDArray[np.int32], keys: Keys, options: TokenOptions) -> Plan:
    """How records of these lengths are packed; `keys` decide their order where they are shuffled.

    Raises:
        OptionError: if there are too few records for the rows that are asked for.
    """
    room = options.max_tokens
    assert room is not None
    luck = keys if options.shuffle else np.arange(len(lengths), dtype=np.uint64)
    if options.pack == "sequential":
        return _sequential(lengths, luck, room, options.multiple_of)
    rows = best_fit(lengths, luck, room)
    _spread(rows, lengths, options.multiple_of)
    # A row has the luck of its luckiest record, and its records follow one another by theirs.
    first = np.full(int(rows.max(initial=-1)) + 1, np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(first, rows, luck)
    order = np.lexsort((luck, rows, first[rows]))
    new_row = np.diff(rows[order], prepend=-1) != 0
    before = np.cumsum(lengths[order], dtype=np.int64) - lengths[order]
    return Plan(_inverse(order), before[new_row])


def _sequential(lengths: NDArray[np.int32], luck: Keys, room: int, multiple_of: int) -> Plan:
    total = int(lengths.sum(dtype=np.int64))
    count = _rounded(-(-total // room), multiple_of)
    if count > total:
        raise OptionError(f"found {total} tokens, wanted {count} rows of one at least; lower multiple_of")
    if multiple_of == 1:
        starts = np.arange(count, dtype=np.int64) * room
    else:
        starts = np.arange(count, dtype=np.int64) * total // max(count, 1)
    return Plan(_inverse(np.argsort(luck, kind="stable")), starts)


def best_fit(lengths: NDArray[np.int32], luck: Keys, room: int) -> Integers:
    """The row of each record, by best fit decreasing; rows have `room`.

    >>> best_fit(np.array([5, 3, 4, 2, 2], np.int32), np.arange(5, dtype=np.uint64), 8).tolist()
    [0, 0, 1, 1, 1]
    """
    order = np.lexsort((luck, -lengths.astype(np.int64)))
    placed = np.empty(len(lengths), dtype=np.int64)
    rows = _Rows(room)
    edges = np.flatnonzero(np.diff(lengths[order], prepend=-1, append=-1)).tolist()
    for begin, end in pairwise(edges):
        length, at = int(lengths[order[begin]]), begin
        while at < end:
            where = rows.place(end - at, length)
            placed[order[at : at + len(where)]] = where
            at += len(where)
    return placed


class _Rows:
    """Rows by the room that is left in them."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._opened = 0
        self._by_room: dict[int, Integers] = {}
        self._rooms = 0
        """The rooms that are left as bits, of which the lowest one that suffices is found at once."""

    def place(self, count: int, length: int) -> Integers:
        """Rows for some of `count` records of one length: as many as fit where the least room is that suffices."""
        above = self._rooms >> length
        left = length + (above & -above).bit_length() - 1 if above else self._room
        fits = left // length
        some = self._take(left, -(-count // fits)) if above else self._open(-(-count // fits))
        where = np.repeat(some, fits)[:count]
        last = len(where) - (len(some) - 1) * fits  # the last row may have got fewer than it could take
        self._put(left - fits * length, some[:-1])
        self._put(left - last * length, some[-1:])
        return where

    def _open(self, count: int) -> Integers:
        self._opened += count
        return np.arange(self._opened - count, self._opened, dtype=np.int64)

    def _take(self, left: int, count: int) -> Integers:
        rows = self._by_room[left]
        self._by_room[left] = rows[count:]
        if count >= len(rows):
            self._rooms ^= 1 << left
        return rows[:count]

    def _put(self, left: int, rows: Integers) -> None:
        if left and len(rows):
            there = self._by_room.get(left)
            self._by_room[left] = rows if there is None else np.concatenate([there, rows])
            self._rooms |= 1 << left


def _spread(rows: Integers, lengths: NDArray[np.int32], multiple_of: int) -> None:
    """Open rows until their number is a multiple, each with one record out of the fullest company.

    Raises:
        OptionError: if there are fewer records than rows.
    """
    count = int(rows.max(initial=-1)) + 1
    wanted = _rounded(count, multiple_of)
    if wanted > len(rows):
        raise OptionError(f"found {len(rows)} records for {wanted} rows, wanted one for each; lower multiple_of")
    company = np.bincount(rows, minlength=wanted)
    for new in range(count, wanted):
        members = np.flatnonzero(rows == np.argmax(company))
        moved = members[np.argmin(lengths[members])]
        company[rows[moved]] -= 1
        company[new] += 1
        rows[moved] = new


def _rounded(count: int, multiple_of: int) -> int:
    return count + -count % multiple_of


def _inverse(order: Integers) -> Integers:
    position = np.empty(len(order), dtype=np.int64)
    position[order] = np.arange(len(order))
    return position
