"""One data file and its index, while they are being written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from mathdata.containers.mindrecord.blobs import Rows, bytes_saved, encode_blobs
from mathdata.containers.mindrecord.columns import Column, Columns, Ragged
from mathdata.containers.mindrecord.header import encode_header
from mathdata.containers.mindrecord.index import IndexWriter
from mathdata.containers.mindrecord.pages import Move, PagePlan, Stretch
from mathdata.containers.mindrecord.raw import encode_raw
from mathdata.containers.mindrecord.runs import Bytes, Counts
from mathdata.containers.mindrecord.schema import Layout, Schema
from mathdata.errors import InputError

_FALSE_MARKS = (b"ENCRYPT", b"HASH")


class Encoded(NamedTuple):
    """Rows ready for their pages."""

    blobs: Rows
    raw: Rows
    index_values: list[list[Any]]
    saved: int
    """Bytes that integer compression saved; negative if it lost some."""


def encode(schema: Schema, layout: Layout, columns: Columns) -> Encoded:
    """The rows of checked columns. Touches no file, so batches may be encoded side by side."""
    rows = len(next(iter(columns.values())))
    blobs = encode_blobs(schema, columns, rows, compress=layout.compress)
    raw = encode_raw(schema, columns, rows)
    saved = bytes_saved(schema, columns, blobs) if layout.compress else 0
    return Encoded(blobs, raw, [_as_list(columns[name]) for name in layout.index], saved)


def _as_list(column: Column) -> list[Any]:
    assert not isinstance(column, Ragged)
    return column.tolist() if isinstance(column, np.ndarray) else column


class ShardWriter:
    """A data file `folder/names[shard]` with its index."""

    def __init__(self, folder: Path, names: Sequence[str], shard: int, schema: Schema, layout: Layout) -> None:
        self._names, self._shard = list(names), shard
        self._schema, self._layout = schema, layout
        self._path = folder / names[shard]
        self._file = open(self._path, "x+b")  # noqa: SIM115 - open as long as the shard
        self._index = IndexWriter(folder / f"{names[shard]}.db", names[shard], schema, layout.index)
        self._plan = PagePlan(layout.page_size)
        self.saved = 0

    def append(self, rows: Encoded) -> None:
        """Write rows to their pages and the index.

        Raises:
            InputError: if a row is larger than a page.
        """
        self._refuse_large("arrays and bytes", rows.blobs.sizes)
        self._refuse_large("scalars and strings", rows.raw.sizes)
        blob_ends = np.append(0, np.cumsum(rows.blobs.sizes))
        raw_ends = np.append(0, np.cumsum(rows.raw.sizes))
        for step in self._plan.place(rows.blobs.sizes, rows.raw.sizes):
            if isinstance(step, Move):
                self._move(step)
            else:
                self._write(step, rows, blob_ends, raw_ends)
        self.saved += rows.saved

    def complete(self, saved: int) -> None:
        """Write the header and close both files; `saved` counts all shards."""
        header = encode_header(
            self._schema, self._layout, self._plan.pages, shard=self._shard, names=self._names, saved=saved
        )
        self._file.seek(0)
        self._file.write(header)
        self._end_unlike_a_cipher()
        self._file.close()
        self._index.commit()

    def abandon(self) -> None:
        """Close both files as they are."""
        self._file.close()
        self._index.abandon()

    def _refuse_large(self, what: str, sizes: Counts) -> None:
        limit = self._layout.page_size
        if sizes.size and int(sizes.max()) > limit:
            row = self._plan.rows + int(np.argmax(sizes > limit))
            raise InputError(
                f"{self._path.name}, row {row} of the shard: its {what} take {sizes.max()} bytes, "
                f"a page holds {limit}; raise page_size or split the row"
            )

    def _write(self, to: Stretch, rows: Encoded, blob_ends: Counts, raw_ends: Counts) -> None:
        here = slice(to.first, to.stop + 1)
        blobs = self._write_bytes(to.blob_page.page_id, to.blob_offset, rows.blobs.data, blob_ends[here])
        raw = self._write_bytes(to.raw_page.page_id, to.raw_offset, rows.raw.data, raw_ends[here])
        values = [column[to.first : to.stop] for column in rows.index_values]
        page = to.blob_page
        self._index.add(to.first_row, page.type_id, to.raw_page.page_id, raw, page.page_id, blobs, values)

    def _write_bytes(self, page: int, offset: int, data: Bytes, ends: Counts) -> Counts:
        """Write a part of `data` to a page; returns where the first row starts there and where each ends."""
        self._file.seek(self._place(page, offset))
        self._file.write(data.data[int(ends[0]) : int(ends[-1])])
        placed: Counts = ends - ends[0] + offset
        return placed

    def _move(self, move: Move) -> None:
        self._file.seek(self._place(move.old_page, move.offset))
        data = self._file.read(move.length)
        self._file.seek(self._place(move.new_page, 0))
        self._file.write(data)
        self._index.move(move)

    def _place(self, page: int, offset: int) -> int:
        return self._layout.header_size + page * self._layout.page_size + offset

    def _end_unlike_a_cipher(self) -> None:
        """A zero byte more if the last ones are what MindSpore takes for the mark of an encrypted file."""
        end = self._file.seek(0, 2)
        self._file.seek(max(end - 7, 0))
        if self._file.read().endswith(_FALSE_MARKS):
            self._file.write(b"\0")
