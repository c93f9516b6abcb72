"""Integer arrays as MindRecord stores them: a count, the width of each value, then each value in its width.

```text
[1, 300, -2] ->   00 00 00 03 | 10          | 01 | 2c 01 | fe
                  count, BE     codes 0 1 0   1    300     -2     little endian, two's complement
```

Code 0, 1, 2, 3 is a width of 1, 2, 4, 8 bytes, always the smallest that holds the value. Four codes make a
byte, the first value in its highest bits; unused places of a row's last byte are zero.

Both directions work on whole batches of rows, never on a row or a value. Compressing casts all values to the
widest width in use and keeps the bytes that count:

```text
1, 300, -2 as 16 bits   01 00 | 2c 01 | fe ff
keep                     1  0 |  1  1 |  1  0      -> 01 2c 01 fe
```

Expanding fetches 64 bits per group of values and takes them apart in steps of two, the masks and shifts again
whole arrays:

```text
fetched      v0 v0 v1 v2 v3 v3 .. ..        widths 2 1 1 2; .. belongs to the next group
halves       v0 v0 v1 .. | v2 v3 v3 ..      a half starts where the widths before it end
values       v0 v0 | v1 .. | v2 .. | v3 v3  then the sign is drawn over the rest
```
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mathdata.containers.mindrecord.compaction import compact
from mathdata.containers.mindrecord.runs import Bytes, Counts, items_at_every_byte, place, starts_of, take
from mathdata.errors import InputError

Integers = NDArray[np.signedinteger]
Lanes = NDArray[np.unsignedinteger]

COUNT_BYTES = 4
SLACK = 16
"""Bytes that must follow the last row in a buffer to expand: values are fetched eight bytes at a time."""

_GROUP = 4  # values that share a byte of codes
_WORD = 8
_AT_ONCE = 1 << 16  # values to expand at once, so that all steps find them in the cache
_LANE = {size: np.dtype(f"<u{size}") for size in (1, 2, 4, 8)}
_JOIN = np.uint32(0x40100401)  # bytes c0 c1 c2 c3, multiplied, have c0<<6 | c1<<4 | c2<<2 | c3 on top
_SPREAD = np.uint32(1 << 24 | 1 << 14 | 1 << 4)  # and back: c3, c2 and c1 each to a byte of its own
_SUM = np.uint32(0x01010101)  # the same way, the sum of four small bytes
_TOP = np.uint32(24)


class Packed(NamedTuple):
    """Compressed rows in parts, each part back to back; `place` puts a row together."""

    counts: Counts
    codes: Bytes
    code_lengths: Counts
    payload: Bytes
    payload_lengths: Counts

    @property
    def lengths(self) -> Counts:
        """Bytes that each row takes."""
        return self.code_lengths + self.payload_lengths + COUNT_BYTES

    def place(self, out: Bytes, starts: Counts) -> None:
        """Write the rows to `starts` of `out`."""
        items_at_every_byte(out, ">u4")[starts] = self.counts
        place(out, starts + COUNT_BYTES, self.codes, self.code_lengths)
        place(out, starts + COUNT_BYTES + self.code_lengths, self.payload, self.payload_lengths)


def pack(values: Integers, counts: Counts) -> Packed:
    """Compress rows of integers: row `i` is the next `counts[i]` of `values`, at least one."""
    width = _widest(values)
    narrowed = values.astype(f"<i{width}", copy=False)
    code_lengths = -(-counts // _GROUP)
    if width == 1:
        codes = np.zeros(int(code_lengths.sum()), np.uint8)
        return Packed(counts, codes, code_lengths, narrowed.view(np.uint8), counts)
    lanes = narrowed.view(_LANE[width])
    codes = _codes(lanes)
    payload = compact(narrowed.view(np.uint8), _bytes_that_count(codes, width))
    padded = _pad(codes, counts, code_lengths * _GROUP)
    sizes = _group_sizes(padded)
    lengths = np.add.reduceat(sizes, starts_of(code_lengths), dtype=np.int64)
    lengths -= code_lengths * _GROUP - counts  # padding has code 0, a byte each
    return Packed(counts, _join_codes(padded), code_lengths, payload, lengths)


def unpack(buffer: Bytes, starts: Counts, sizes: Counts, dtype: str) -> tuple[Integers, Counts]:
    """Expand the rows of `sizes` bytes at `starts` of `buffer`, which `SLACK` bytes must follow.

    Returns:
        All values one row after the other, and the number in each row.

    Raises:
        InputError: if the parts of a row do not fill its size exactly, or a value is wider than `dtype`.
    """
    _require(sizes >= COUNT_BYTES, "a row is shorter than its count")
    counts = items_at_every_byte(buffer, ">u4")[starts].astype(np.int64)
    _require(sizes >= COUNT_BYTES - -counts // _GROUP + counts, "a count promises more than the row holds")
    ends = np.cumsum(counts)
    values = np.empty(int(counts.sum()), dtype)
    first = 0
    while first < counts.size:
        done = int(ends[first - 1]) if first else 0
        stop = max(int(np.searchsorted(ends, done + _AT_ONCE, side="right")), first + 1)
        part = slice(first, stop)
        values[done : int(ends[stop - 1])] = _expand(buffer, starts[part], sizes[part], counts[part], dtype)
        first = stop
    return values, counts


def _expand(buffer: Bytes, starts: Counts, sizes: Counts, counts: Counts, dtype: str) -> Integers:
    """The values of a few rows, in the width that they need."""
    code_lengths = -(-counts // _GROUP)
    payload_sizes = sizes - COUNT_BYTES - code_lengths
    payload_starts = starts + COUNT_BYTES + code_lengths
    codes = _split_codes(take(buffer, starts + COUNT_BYTES, code_lengths))
    width = 1 << int(codes.max(initial=0))
    if width > np.dtype(dtype).itemsize:
        raise InputError(f"compressed integers: a value of {width} bytes in a column of {dtype}")
    if width == 1:
        _require(payload_sizes == counts, "bytes are left behind the last value")
        return take(buffer, payload_starts, counts).view(np.int8)
    words, bits, lengths = _fetch(buffer, codes, width, code_lengths, payload_starts)
    _require(
        lengths - (code_lengths * _GROUP - counts) == payload_sizes, "the widths do not add up to the size"
    )
    return _drop_padding(_split(words, bits), counts, code_lengths * _GROUP)


def _widest(values: Integers) -> int:
    """The width in bytes that holds every value."""
    low, high = int(values.min()), int(values.max())
    return next(size for size in _LANE if -(1 << 8 * size - 1) <= low and high < 1 << 8 * size - 1)


def _codes(lanes: Lanes) -> Bytes:
    """The width code of each value: shifted into the unsigned range, narrow values are small numbers."""
    kind = lanes.dtype.type
    codes = np.zeros(lanes.size, np.uint8)
    shifted = np.empty_like(lanes)
    for width in _LANE:
        if width < lanes.itemsize:
            np.add(lanes, kind(1 << 8 * width - 1), out=shifted)
            codes += (shifted > kind((1 << 8 * width) - 1)).view(np.uint8)
    return codes


def _bits(codes: Bytes, width: int) -> Lanes:
    """8, 16, 32 or 64 for each code, in lanes of `width` bytes."""
    lane = _LANE[width]
    bits: Lanes = np.left_shift(lane.type(8), codes, dtype=lane, casting="unsafe")
    return bits


def _bytes_that_count(codes: Bytes, width: int) -> NDArray[np.bool_]:
    """For each byte of lanes of `width` bytes: is it part of the value?"""
    unused = _bits(codes, width)
    kind = unused.dtype.type
    np.subtract(kind(8 * width), unused, out=unused)
    all_bytes = kind(int.from_bytes(b"\1" * width))
    return np.right_shift(all_bytes, unused, out=unused).view(np.bool_)


def _real(counts: Counts, padded: Counts) -> NDArray[np.bool_] | None:
    """Where values stand when each row is padded; None if no row needs padding."""
    missing = padded - counts
    if not missing.any():
        return None
    real = np.ones(int(padded.sum()), np.bool_)
    ends = np.cumsum(padded)
    for from_end in range(1, _GROUP):
        real[ends[missing >= from_end] - from_end] = False
    return real


def _pad(codes: Bytes, counts: Counts, padded: Counts) -> Bytes:
    real = _real(counts, padded)
    if real is None:
        return codes
    filled = np.zeros(real.size, np.uint8)
    filled[real] = codes
    return filled


def _drop_padding(values: Integers, counts: Counts, padded: Counts) -> Integers:
    real = _real(counts, padded)
    return values if real is None else values[real]


def _join_codes(codes: Bytes) -> Bytes:
    """Four codes to a byte.

    >>> _join_codes(np.array([0, 1, 2, 3], np.uint8)).tolist() == [0b00011011]
    True
    """
    return (codes.view(_LANE[4]) * _JOIN >> _TOP).astype(np.uint8)


def _split_codes(joined: Bytes) -> Bytes:
    """The four codes of each byte; the inverse of `_join_codes`."""
    wide = joined.astype(_LANE[4])
    return ((wide * _SPREAD | wide >> np.uint32(6)) & np.uint32(0x03030303)).view(np.uint8)


def _group_sizes(codes: Bytes) -> Lanes:
    """The bytes that four values take together."""
    widths = np.left_shift(np.uint8(1), codes)
    sizes: Lanes = widths.view(_LANE[4]) * _SUM >> _TOP
    return sizes


def _fetch(
    buffer: Bytes, codes: Bytes, width: int, code_lengths: Counts, payload_starts: Counts
) -> tuple[Lanes, list[Lanes], Counts]:
    """A word for every `8 / width` values, the bits of its parts by level, and each row's length in bytes."""
    levels = [_bits(codes, width)]
    while levels[-1].itemsize < _WORD:
        levels.append(_pair_sums(levels[-1]))
    ends: Counts = np.cumsum(levels[-1] >> np.uint64(3), dtype=np.int64)
    words_per_row = code_lengths * (_GROUP * width // _WORD)
    row_ends = np.append(0, ends[np.cumsum(words_per_row) - 1])
    offsets = np.repeat(payload_starts - row_ends[:-1], words_per_row)
    offsets[1:] += ends[:-1]
    words = items_at_every_byte(buffer, "<u8")[offsets]
    return words, levels, np.diff(row_ends)


def _pair_sums(lanes: Lanes) -> Lanes:
    """The sum of each two neighbours, in a lane twice as wide."""
    wider = _LANE[lanes.itemsize * 2]
    half = lanes.itemsize * 8
    pairs = lanes.view(wider)
    sums: Lanes = (pairs & wider.type((1 << half) - 1)) + (pairs >> wider.type(half))
    return sums


def _split(words: Lanes, levels: list[Lanes]) -> Integers:
    """The values of each word, sign extended, in the lane width of the lowest level."""
    for parts in reversed(levels[:-1]):
        lane = _LANE[parts.itemsize * 2]
        half = lane.type(parts.itemsize * 8)
        low_mask = lane.type((1 << parts.itemsize * 8) - 1)
        low_bits = parts.view(lane) & low_mask
        words = (words & low_mask | words >> low_bits << half).view(_LANE[parts.itemsize])
    bits = levels[0]
    signed = f"<i{bits.itemsize}"
    unused = bits.dtype.type(bits.itemsize * 8) - bits
    values: Integers = (words << unused).view(signed) >> unused.view(signed)
    return values


def _require(holds: NDArray[np.bool_], otherwise: str) -> None:
    if not holds.all():
        raise InputError(f"compressed integers, row {int(np.argmin(holds))} of the batch: {otherwise}")
