"""Rows of blob pages: arrays and bytes.

```text
row        8 bytes LE: length of what follows | row blob
row blob   no blob field     00 00 00 00
           one               the field's bytes
           several           for each, in sorted order: 8 bytes BE: length | the field's bytes
```

Float arrays are little-endian values in C order. So are integers in version 2.0; version 3.0 compresses them.
"""

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from mathdata.containers.mindrecord.columns import Columns, Ragged
from mathdata.containers.mindrecord.compress import Integers, pack
from mathdata.containers.mindrecord.expand import unpack
from mathdata.containers.mindrecord.runs import Bytes, Counts, items_at_every_byte, place, starts_of, take
from mathdata.containers.mindrecord.schema import Field, Schema
from mathdata.errors import InputError

LENGTH_BYTES = 8
EMPTY_BLOB = 4
"""Zero bytes that stand for a row without blob fields."""


class Rows(NamedTuple):
    """Encoded rows back to back, and the bytes of each, its length prefix included."""

    data: Bytes
    sizes: Counts


class _Cells(Protocol):
    """The encoded values of one field."""

    @property
    def lengths(self) -> Counts: ...

    def place(self, out: Bytes, starts: Counts) -> None: ...


class _Plain(NamedTuple):
    """Values that are stored as they are."""

    data: Bytes
    lengths: Counts

    def place(self, out: Bytes, starts: Counts) -> None:
        place(out, starts, self.data, self.lengths)


def encode_blobs(schema: Schema, columns: Columns, rows: int, *, compress: bool) -> Rows:
    """The blob rows of a batch."""
    names = schema.blob_fields
    fields = [_cells(schema.fields[name], columns[name], compress=compress) for name in names]
    prefix = LENGTH_BYTES if len(fields) > 1 else 0
    sizes = np.full(rows, LENGTH_BYTES + (0 if fields else EMPTY_BLOB), np.int64)
    for cells in fields:
        sizes += cells.lengths + prefix
    starts = starts_of(sizes)
    out = np.zeros(int(sizes.sum()), np.uint8)
    items_at_every_byte(out, "<u8")[starts] = sizes - LENGTH_BYTES
    starts = starts + LENGTH_BYTES
    for cells in fields:
        if prefix:
            items_at_every_byte(out, ">u8")[starts] = cells.lengths
        cells.place(out, starts + prefix)
        starts = starts + prefix + cells.lengths
    return Rows(out, sizes)


def bytes_saved(schema: Schema, columns: Columns, blobs: Rows) -> int:
    """How much smaller compression has made the blobs of a batch; negative if they grew."""
    names = schema.blob_fields
    if not any(schema.fields[name].is_integer_array for name in names):
        return 0
    lengths = LENGTH_BYTES * (1 + (len(names) if len(names) > 1 else 0)) * blobs.sizes.size
    found = [columns[name] for name in names]
    plain = sum(column.values.nbytes for column in found if isinstance(column, Ragged))
    return lengths + plain - blobs.data.size


def _cells(field: Field, column: object, *, compress: bool) -> _Cells:
    assert isinstance(column, Ragged)
    if field.is_integer_array and compress and len(column):
        return pack(column.values, column.counts)
    values = column.values
    return _Plain(values.view(np.uint8), column.counts * values.itemsize)


def decode_blobs(
    schema: Schema, buffer: Bytes, starts: Counts, sizes: Counts, names: list[str], *, compressed: bool
) -> dict[str, Ragged]:
    """The fields `names` of the row blobs at `starts`; `expand.SLACK` bytes follow the last."""
    found: dict[str, Ragged] = {}
    several = len(schema.blob_fields) > 1
    ends = starts + sizes
    for name in schema.blob_fields:
        lengths = ends - starts
        if several:
            lengths, starts = _inner_lengths(buffer, starts, ends)
        if name in names:
            found[name] = _values(schema.fields[name], buffer, starts, lengths, compressed=compressed)
        starts = starts + lengths
    _require(starts == ends, "its fields do not fill it")
    return found


def _inner_lengths(buffer: Bytes, starts: Counts, ends: Counts) -> tuple[Counts, Counts]:
    inside = starts + LENGTH_BYTES <= ends
    lengths = items_at_every_byte(buffer, ">u8")[np.where(inside, starts, 0)]
    starts = starts + LENGTH_BYTES
    inside &= lengths <= np.maximum(ends - starts, 0).astype(np.uint64)
    _require(inside, "a field is longer than its row")
    return lengths.astype(np.int64), starts


def _values(field: Field, buffer: Bytes, starts: Counts, lengths: Counts, *, compressed: bool) -> Ragged:
    shape = field.shape or (-1,)
    values: Integers | Bytes
    if field.is_integer_array and compressed:
        values, counts = unpack(buffer, starts, lengths, field.dtype)
    else:
        item = np.dtype(field.dtype).itemsize
        _require(lengths % item == 0, f"not whole {field.type} values")
        values, counts = take(buffer, starts, lengths).view(field.dtype), lengths // item
    if field.shape:
        fits = counts == field.item_size if field.has_fixed_size else counts % field.item_size == 0
        _require(fits, f"its size does not make shape {list(shape)}")
    return Ragged(values, counts, shape)


def _require(holds: NDArray[np.bool_], otherwise: str) -> None:
    if not holds.all():
        raise InputError(f"row {int(np.argmin(holds))} of the batch: {otherwise}")
