"""Integer arrays out of their compressed form, a batch of rows at a time; `compress` draws the form.

A word of 64 bits is fetched for every few values and taken apart in steps of two, by shifts of whole arrays:

```text
fetched      v0 v0 v1 v2 v3 v3 .. ..        widths 2 1 1 2; .. belongs to the next word
halves       v0 v0 v1 .. | v2 v3 v3 ..      the second half starts where the widths before it end
values       v0 v0 | v1 .. | v2 .. | v3 v3  then the sign of v1 and v2 is drawn over the rest
```
"""

import numpy as np
from numpy.typing import NDArray

from mathdata.containers.mindrecord.compress import (
    COUNT_BYTES,
    GROUP,
    LANE,
    Integers,
    Lanes,
    groups,
    places_of_values,
)
from mathdata.containers.mindrecord.runs import Bytes, Counts, items_at_every_byte, starts_of, take
from mathdata.errors import InputError

SLACK = 16
"""Bytes that must follow the last row in a buffer, because values are fetched in words."""

_WORD = 8
_AT_ONCE = 1 << 18
"""Values to expand at once: larger arrays cost page faults, smaller ones Python, and threads that wait for it."""
_SPREAD = np.uint32(1 << 24 | 1 << 14 | 1 << 4)  # a byte of codes: the last three each to a byte of its own


def unpack(buffer: Bytes, starts: Counts, sizes: Counts, dtype: str) -> tuple[Integers, Counts]:
    """Expand the rows of `sizes` bytes at `starts` of `buffer`, which `SLACK` bytes must follow.

    Returns:
        All values one row after the other, and the number in each row.

    Raises:
        InputError: if the parts of a row do not fill its size exactly, or a value is wider than `dtype`.
    """
    _require(sizes >= COUNT_BYTES, "a row is shorter than its count")
    counts = items_at_every_byte(buffer, ">u4")[starts].astype(np.int64)
    _require(sizes >= COUNT_BYTES + groups(counts) + counts, "a count promises more than the row holds")
    ends = np.cumsum(counts)
    values = np.empty(int(counts.sum()), dtype)
    first = 0
    while first < counts.size:
        done = int(ends[first - 1]) if first else 0
        stop = max(int(np.searchsorted(ends, done + _AT_ONCE, side="right")), first + 1)
        rows = slice(first, stop)
        values[done : int(ends[stop - 1])] = _expand(buffer, starts[rows], sizes[rows], counts[rows], dtype)
        first = stop
    return values, counts


def _expand(buffer: Bytes, starts: Counts, sizes: Counts, counts: Counts, dtype: str) -> Integers:
    """The values of a few rows, in the width that they need."""
    codes = _split_codes(take(buffer, starts + COUNT_BYTES, groups(counts)))
    width = 1 << int(codes.max(initial=0))
    if width > np.dtype(dtype).itemsize:
        raise InputError(f"compressed integers: a value of {width} bytes in a column of {dtype}")
    payload_starts = starts + COUNT_BYTES + groups(counts)
    payload_sizes = sizes - COUNT_BYTES - groups(counts)
    if width == 1:
        _require(payload_sizes == counts, "bytes are left behind the last value")
        return take(buffer, payload_starts, counts).view(np.int8)
    levels = _levels(codes, width)
    offsets, lengths = _word_offsets(levels[-1], groups(counts) * (GROUP * width // _WORD), payload_starts)
    padding = groups(counts) * GROUP - counts  # has code 0, a byte each
    _require(lengths - padding == payload_sizes, "the widths do not add up to the size")
    values = _split(items_at_every_byte(buffer, "<u8")[offsets], levels)
    real = places_of_values(counts)
    return values if real is None else values[real]


def _split_codes(joined: Bytes) -> Bytes:
    """The four codes of each byte.

    >>> _split_codes(np.array([0b00011011], np.uint8)).tolist()
    [0, 1, 2, 3]
    """
    wide = joined.astype(LANE[4])
    return ((wide * _SPREAD | wide >> np.uint32(6)) & np.uint32(0x03030303)).view(np.uint8)


def _levels(codes: Bytes, width: int) -> list[Bytes]:
    """The bytes of each value, of each two values, and so on to those that share a word."""
    levels = [np.left_shift(np.uint8(1), codes)]
    while width << len(levels) - 1 < _WORD:
        pairs = levels[-1].view(LANE[2])
        levels.append((pairs + (pairs >> np.uint16(8))).astype(np.uint8))
    return levels


def _word_offsets(sizes: Bytes, words_per_row: Counts, starts: Counts) -> tuple[Counts, Counts]:
    """Where each word starts, when those of a row lie back to back, and the bytes of each row."""
    filled = words_per_row > 0
    firsts = starts_of(words_per_row)[filled]
    lengths = np.zeros(starts.size, np.int64)
    lengths[filled] = np.add.reduceat(sizes, firsts, dtype=np.int64)
    # Steps from word to word, those from row to row among them: their running sum is the offset.
    offsets = np.empty(sizes.size, np.int64)
    offsets[1:] = sizes[:-1]
    row_ends = (starts + lengths)[filled]
    last_sizes = sizes[firsts[1:] - 1]
    offsets[firsts[1:]] = starts[filled][1:] - row_ends[:-1] + last_sizes
    offsets[0] = starts[filled][0]
    return np.cumsum(offsets, out=offsets), lengths


def _split(words: Lanes, levels: list[Bytes]) -> Integers:
    """The values of each word, sign extended, in lanes of the width they were asked for."""
    lane = words.dtype
    for sizes in reversed(levels[:-1]):
        half = lane.itemsize * 4
        high = words >> _bits_of_first(sizes, lane)
        high <<= lane.type(half)
        words &= lane.type((1 << half) - 1)
        words |= high
        lane = LANE[lane.itemsize // 2]
        words = words.view(lane)
    unused = (np.uint8(lane.itemsize) - levels[0]).astype(lane)
    unused <<= lane.type(3)
    words <<= unused
    values = words.view(f"<i{lane.itemsize}")
    values >>= unused.view(values.dtype)
    return values


def _bits_of_first(sizes: Bytes, lane: np.dtype[np.unsignedinteger]) -> Lanes:
    """Of each two sizes in bytes the first, in bits."""
    first = (sizes.view(LANE[2]) & np.uint16(0xFF)).astype(lane)
    first <<= lane.type(3)
    return first


def _require(holds: NDArray[np.bool_], otherwise: str) -> None:
    if not holds.all():
        raise InputError(f"compressed integers, row {int(np.argmin(holds))} of the batch: {otherwise}")
