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
    rows = np.empty(len(lengths), dtype=np.int64)
    free: dict[int, Integers] = {}
    """Rows by the room that is left in them."""
    rooms = 0
    """The same rooms as bits, of which the lowest one that suffices is found at once."""
    opened = 0
    edges = np.flatnonzero(np.diff(lengths[order], prepend=-1, append=-1)).tolist()
    for begin, end in pairwise(edges):
        length, at = int(lengths[order[begin]]), begin
        while at < end:
            left = _lowest(rooms, length)
            fits = (room if left is None else left) // length
            wanted = -(-(end - at) // fits)
            if left is None:
                some = np.arange(opened, opened + wanted, dtype=np.int64)
                opened += wanted
                left = room
            else:
                some, rest = free[left][:wanted], free[left][wanted:]
                free[left] = rest
                rooms ^= 0 if len(rest) else 1 << left
            placed = min(end - at, len(some) * fits)
            rows[order[at : at + placed]] = np.repeat(some, fits)[:placed]
            at += placed
            # The last row may have got fewer than it could take.
            short = placed - (len(some) - 1) * fits
            for which, count in ((some[:-1], fits), (some[-1:], short)):
                now = left - count * length
                if now > 0 and len(which):
                    free[now] = np.concatenate([free[now], which]) if now in free else which
                    rooms |= 1 << now
    return rows


def _lowest(rooms: int, length: int) -> int | None:
    """The smallest room that is `length` at least; null if there is none."""
    above = rooms >> length
    return length + (above & -above).bit_length() - 1 if above else None


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
