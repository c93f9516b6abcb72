"""Integer arrays as MindRecord stores them: a count, the width of each value, then each value in its width.

```text
[1, 300, -2] ->   00 00 00 03 | 10          | 01 | 2c 01 | fe
                  count, BE     codes 0 1 0   1    300     -2     little endian, two's complement
```

Code 0, 1, 2, 3 is a width of 1, 2, 4, 8 bytes, always the smallest that holds the value. Four codes make a
byte, the first value in its highest bits; unused places of a row's last byte are zero.

A whole batch of rows is compressed at once, never a row or a value: all values are cast to the widest width
in use, and of these bytes those that count are kept.

```text
1, 300, -2 as 16 bits   01 00 | 2c 01 | fe ff
keep                     1  0 |  1  1 |  1  0      -> 01 2c 01 fe
```
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mathdata.containers.mindrecord.compaction import compact
from mathdata.containers.mindrecord.runs import Bytes, Counts, items_at_every_byte, place, starts_of

Integers = NDArray[np.signedinteger]
Lanes = NDArray[np.unsignedinteger]

COUNT_BYTES = 4
GROUP = 4
"""Values that share a byte of codes."""
LANE = {size: np.dtype(f"<u{size}") for size in (1, 2, 4, 8)}
"""The unsigned type of each width."""

_JOIN = np.uint32(0x40100401)  # bytes c0 c1 c2 c3, multiplied, have c0<<6 | c1<<4 | c2<<2 | c3 on top
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
    code_lengths = groups(counts)
    if width == 1:
        codes = np.zeros(int(code_lengths.sum()), np.uint8)
        return Packed(counts, codes, code_lengths, narrowed.view(np.uint8), counts)
    codes = _codes(narrowed.view(LANE[width]))
    payload = compact(narrowed.view(np.uint8), _bytes_that_count(codes, width))
    padded = _pad(codes, counts)
    lengths = np.add.reduceat(_group_sizes(padded), starts_of(code_lengths), dtype=np.int64)
    lengths -= code_lengths * GROUP - counts  # padding has code 0, a byte each
    return Packed(counts, _join_codes(padded), code_lengths, payload, lengths)


def groups(counts: Counts) -> Counts:
    """How many bytes of codes rows have."""
    return -(-counts // GROUP)


def places_of_values(counts: Counts) -> NDArray[np.bool_] | None:
    """Where values stand when each row is padded to whole groups; None if no row needs it.

    >>> places_of_values(np.array([3, 4])).tolist()
    [True, True, True, False, True, True, True, True]
    """
    padded = groups(counts) * GROUP
    missing = padded - counts
    if not missing.any():
        return None
    real = np.ones(int(padded.sum()), np.bool_)
    ends = np.cumsum(padded)
    for from_end in range(1, GROUP):
        real[ends[missing >= from_end] - from_end] = False
    return real


def _widest(values: Integers) -> int:
    """The width in bytes that holds every value."""
    low, high = int(values.min()), int(values.max())
    return next(size for size in LANE if -(1 << 8 * size - 1) <= low and high < 1 << 8 * size - 1)


def _codes(lanes: Lanes) -> Bytes:
    """The width code of each value: shifted into the unsigned range, narrow values are small numbers."""
    kind = lanes.dtype.type
    codes = np.zeros(lanes.size, np.uint8)
    shifted = np.empty_like(lanes)
    for width in LANE:
        if width < lanes.itemsize:
            np.add(lanes, kind(1 << 8 * width - 1), out=shifted)
            codes += (shifted > kind((1 << 8 * width) - 1)).view(np.uint8)
    return codes


def _bytes_that_count(codes: Bytes, width: int) -> NDArray[np.bool_]:
    """For each byte of lanes of `width` bytes: is it part of the value?"""
    kind = LANE[width].type
    unused = codes.astype(LANE[width])
    np.left_shift(kind(8), unused, out=unused)
    np.subtract(kind(8 * width), unused, out=unused)
    all_bytes = kind(int.from_bytes(b"\1" * width))
    np.right_shift(all_bytes, unused, out=unused)
    return unused.view(np.bool_)


def _pad(codes: Bytes, counts: Counts) -> Bytes:
    real = places_of_values(counts)
    if real is None:
        return codes
    filled = np.zeros(real.size, np.uint8)
    filled[real] = codes
    return filled


def _join_codes(codes: Bytes) -> Bytes:
    """Four codes to a byte.

    >>> _join_codes(np.array([0, 1, 2, 3], np.uint8)).tolist() == [0b00011011]
    True
    """
    return (codes.view(LANE[4]) * _JOIN >> _TOP).astype(np.uint8)


def _group_sizes(codes: Bytes) -> Lanes:
    """The bytes that four values take together."""
    widths = np.left_shift(np.uint8(1), codes)
    sizes: Lanes = widths.view(LANE[4]) * _SUM >> _TOP
    return sizes
