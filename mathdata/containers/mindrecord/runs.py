"""Runs of bytes that start anywhere in a buffer: put there and taken out a whole batch at a time.

numpy indexes single items fast but has no call that copies many runs. A view whose items overlap, one
starting at every byte, makes a run into an item:

```text
buffer           00 11 22 33 44 55
items of 4       [00 11 22 33] [11 22 33 44] [22 33 44 55]     item i starts at byte i
```
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Counts = NDArray[np.int64]


def items_at_every_byte(buffer: Bytes, dtype: str) -> NDArray[Any]:
    """A view of `buffer` whose item `i` starts at byte `i`.

    >>> items_at_every_byte(np.array([1, 0, 2, 0], np.uint8), "<u2").tolist()
    [1, 512, 2]
    """
    size = np.dtype(dtype).itemsize
    return np.ndarray((max(buffer.size - size + 1, 0),), dtype, buffer=buffer, strides=(1,))


def starts_of(lengths: Counts) -> Counts:
    """Where each run starts when runs of these lengths lie back to back.

    >>> starts_of(np.array([3, 1, 2])).tolist()
    [0, 3, 4]
    """
    ends: Counts = np.cumsum(lengths, dtype=np.int64)
    return ends - lengths


def place(out: Bytes, starts: Counts, source: Bytes, lengths: Counts) -> None:
    """Copy runs that lie back to back in `source` to `starts` in `out`."""
    if not source.size:
        return
    if _all_equal(lengths):
        run = f"V{lengths[0]}"
        items_at_every_byte(out, run)[starts] = source.view(run)
        return
    target, data = out.data, source.data
    begin = 0
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        target[start : start + length] = data[begin : begin + length]
        begin += length


def take(buffer: Bytes, starts: Counts, lengths: Counts) -> Bytes:
    """Copy the runs at `starts` of `buffer` into one array, back to back; the inverse of `place`."""
    if not lengths.size or not lengths.any():
        return np.empty(0, np.uint8)
    if _all_equal(lengths):
        return items_at_every_byte(buffer, f"V{lengths[0]}")[starts].view(np.uint8)
    data = buffer.data
    ends = (starts + lengths).tolist()
    runs = b"".join([data[start:end] for start, end in zip(starts.tolist(), ends, strict=True)])
    return np.frombuffer(runs, np.uint8)


def _all_equal(lengths: Counts) -> bool:
    return bool(lengths.min() == lengths.max())
