"""Writing MindRecord: batches of columns in, a complete set of files out."""

import os
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

from mathdata.containers.mindrecord.columns import Column, Columns, Ragged, checked_columns, rows_of
from mathdata.containers.mindrecord.publish import publish
from mathdata.containers.mindrecord.reader import read_header
from mathdata.containers.mindrecord.schema import Layout, Schema, name_problem, names_of_shards
from mathdata.containers.mindrecord.shard import Encoded, ShardWriter, encode
from mathdata.errors import InputError, OptionError

_CHUNK_VALUES = 1 << 19  # larger chunks fall out of the processor's caches, smaller ones pay for Python
_CHUNK_ROWS = 1 << 14
_SHARED_VALUES = 1 << 17
_WAITING = 4  # encoded chunks that may wait for the disk


class MindRecordWriter:
    """A MindRecord data set in the making; a context manager.

    The files appear under their names when the `with` block ends well, all of them; after an error there is
    nothing. Bytes depend on the rows and the options only, not on how rows are batched: they are those of
    MindSpore's `FileWriter` when it gets one row at a time (per shard).

    >>> import tempfile
    >>> schema = Schema(fields={"ids": {"type": "int32", "shape": [-1]}, "text": {"type": "string"}})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with MindRecordWriter(Path(folder) / "x.mindrecord", schema) as writer:
    ...         writer.write({"ids": [[1, 2], [3]], "text": ["ab", "c"]})
    ...     sorted(path.name for path in Path(folder).iterdir())
    ['x.mindrecord', 'x.mindrecord.db']
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        schema: Schema,
        layout: Layout | None = None,
        *,
        rows: int | None = None,
        overwrite: bool = False,
        threads: int | None = None,
    ) -> None:
        """Check the options and open the files, under a temporary directory beside `path`.

        Args:
            path: the data set's name; with several shards their numbers are appended.
            schema: the fields.
            layout: shards, compression, index, sizes.
            rows: how many rows will come. With it, each shard gets one block of consecutive rows, so that
                reading gives back the order of writing; without it, shards take turns row by row.
            overwrite: replace an existing data set of this name.
            threads: how many encode at the same time; by default the processors, at most 4.

        Raises:
            OptionError: if name, schema and layout do not go together, or files exist.
        """
        self._schema, self._layout = schema, layout or Layout()
        self._target = Path(path)
        self._total, self._rows = rows, 0
        self._is_open = self._is_whole = True
        self._names = names_of_shards(self._target.name, self._layout.shards)
        self._refuse_options()
        self._replaced = _replaced(self._target, self._names) if overwrite else self._refuse_existing()
        self._folder = Path(tempfile.mkdtemp(prefix=f".{self._target.name}.", dir=self._target.parent))
        self._shards: list[ShardWriter] = []
        self._threads = threads or min(os.cpu_count() or 1, 4)
        self._encoders = ThreadPoolExecutor(self._threads)
        self._appender = ThreadPoolExecutor(1)
        self._appended: deque[Future[None]] = deque()
        try:
            for shard in range(self._layout.shards):
                self._shards.append(ShardWriter(self._folder, self._names, shard, schema, self._layout))
        except BaseException:
            self.abandon()
            raise

    def write(self, columns: Mapping[str, Any]) -> None:
        """Append rows, given as columns; `checked_columns` says in which forms.

        Raises:
            InputError: naming field and row, if values are not what the schema says; nothing of the batch is
                written then, and others may follow. Naming shard and row, now or with a later call, if a row
                does not fit a page; then the set cannot be completed.
        """
        if not self._is_open:
            raise OptionError(f"{self._target}: the writer was completed or abandoned; open a new one")
        checked = checked_columns(self._schema, columns, first_row=self._rows)
        _refuse_unindexable(checked, self._layout.index, self._rows)
        count = len(next(iter(checked.values())))
        if self._total is not None and self._rows + count > self._total:
            raise InputError(f"row {self._total}: {self._total} rows were announced, more are coming")
        self._is_whole = False
        self._encode(checked, count)
        self._is_whole = True
        self._rows += count

    def complete(self) -> None:
        """Finish the files and put them in their place; leaving the `with` block does it."""
        if not self._is_open:
            return
        try:
            self._settle(0)
            if not self._is_whole:
                raise InputError(f"{self._target}: an earlier batch failed, so the set was not written")
            if self._total not in (None, self._rows):
                raise InputError(f"{self._total} rows were announced, {self._rows} came")
            saved = sum(shard.saved for shard in self._shards)
            for shard in self._shards:
                shard.complete(saved)
            # Data last: until its data file is there nobody opens an index.
            names = [f"{name}.db" for name in self._names] + self._names
            publish(self._folder, self._target.parent, names, replaced=self._replaced)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Stop, and remove whatever was not completed."""
        if not self._is_open:
            return
        self._is_open = False
        self._encoders.shutdown(cancel_futures=True)
        self._appender.shutdown(cancel_futures=True)
        for shard in self._shards:
            shard.abandon()
        shutil.rmtree(self._folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.complete()
        else:
            self.abandon()

    def _shares(self, columns: Columns, count: int) -> Iterator[tuple[int, Columns]]:
        """Parts of a batch, small enough to encode at once, each with its shard."""
        for shard, which in self._slices(count):
            rows = rows_of(columns, which)
            size = len(next(iter(rows.values())))
            step = _rows_at_once(rows, size, self._threads)
            for first in range(0, size, step):
                yield shard, rows_of(rows, slice(first, first + step))

    def _slices(self, count: int) -> Iterator[tuple[int, slice]]:
        """Which of the next `count` rows go to which shard."""
        shards = self._layout.shards
        for shard in range(shards):
            if self._total is None:
                yield shard, slice((shard - self._rows) % shards, count, shards)
            else:
                small, larger = divmod(self._total, shards)
                start, stop = (n * small + min(n, larger) - self._rows for n in (shard, shard + 1))
                yield shard, slice(max(start, 0), max(min(stop, count), 0))

    def _encode(self, columns: Columns, count: int) -> None:
        """Encode in threads, a few chunks ahead, and hand over in order; done with `columns` on return."""
        encoding: deque[tuple[int, Future[Encoded]]] = deque()
        for shard, rows in self._shares(columns, count):
            encoding.append((shard, self._encoders.submit(encode, self._schema, self._layout, rows)))
            if len(encoding) > self._threads:
                self._append(*encoding.popleft())
        while encoding:
            self._append(*encoding.popleft())

    def _append(self, shard: int, rows: Future[Encoded]) -> None:
        self._appended.append(self._appender.submit(self._shards[shard].append, rows.result()))
        self._settle(_WAITING)

    def _settle(self, waiting: int) -> None:
        """Wait until so many appends are left, and raise what one of them raised."""
        while len(self._appended) > waiting:
            self._appended.popleft().result()

    def _refuse_options(self) -> None:
        for name in self._names:
            problem = name_problem(name)
            if problem:
                raise OptionError(f"file name {name!r}: {problem}")
        problem = self._layout.index_problem(self._schema)
        if problem:
            raise OptionError(f"index: {problem}")
        if not self._target.parent.is_dir():
            raise OptionError(f"{self._target.parent}: no such folder; make it first")

    def _refuse_existing(self) -> list[str]:
        existing = [name for name in _with_index(self._names) if (self._target.parent / name).exists()]
        if existing:
            raise OptionError(f"{self._target.parent / existing[0]} exists; pass overwrite=True to replace it")
        return []


def _rows_at_once(columns: Columns, rows: int, threads: int) -> int:
    """Chunks of about the same size, as many as keep all threads busy; few rows are not worth sharing."""
    values = sum(column.values.size for column in columns.values() if isinstance(column, Ragged))
    chunks = -(-values // _CHUNK_VALUES) + rows // _CHUNK_ROWS
    if values > _SHARED_VALUES:
        chunks += -chunks % threads
    return max(-(-rows // max(chunks, 1)), 1)


def _refuse_unindexable(columns: dict[str, Column], index: tuple[str, ...], first_row: int) -> None:
    """MindSpore reads indexed values from SQLite as text: it aborts at NaN and cuts at NUL."""
    for name in index:
        column = columns[name]
        if isinstance(column, np.ndarray):
            wrong = np.flatnonzero(~np.isfinite(column)).tolist()
        else:
            wrong = [row for row, cell in enumerate(column) if "\0" in cell]
        if wrong:
            raise InputError(
                f"field {name!r}, row {first_row + wrong[0]}: an indexed field must be finite, and without "
                f"NUL characters; leave it out of the index"
            )


def _with_index(names: list[str]) -> list[str]:
    return [*names, *(f"{name}.db" for name in names)]


def _replaced(target: Path, names: list[str]) -> list[str]:
    """The files that a new set of these names replaces, shards of an older set that has more of them too."""
    older: set[str] = set(names)
    for shards in (1, 2, 11, 101):
        first = target.with_name(names_of_shards(target.name, shards)[0])
        if first.exists():
            older.update(name for name in _shards_of(first) if name.startswith(target.name))
    return _with_index(sorted(older))


def _shards_of(path: Path) -> list[str]:
    try:
        return list(read_header(path).shard_addresses)
    except InputError:
        return [path.name]
