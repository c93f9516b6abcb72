"""Reading MindRecord: a page at a time, in batches of columns."""

import os
import struct
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

import numpy as np

from mathdata.containers.mindrecord.blobs import LENGTH_BYTES, decode_blobs
from mathdata.containers.mindrecord.columns import Column, Ragged
from mathdata.containers.mindrecord.expand import SLACK
from mathdata.containers.mindrecord.header import COMPRESSED, Header, PageEntry, decode_header
from mathdata.containers.mindrecord.index import check_index as check_index_of
from mathdata.containers.mindrecord.raw import decode_raw
from mathdata.containers.mindrecord.runs import Bytes, Counts, items_at_every_byte
from mathdata.containers.mindrecord.schema import MIB, Schema, names_of_shards
from mathdata.errors import InputError, OptionError

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]

_MOST_THREADS = 4
_ROW_LENGTH = struct.Struct("<Q")


def read_mindrecord(
    path: Paths,
    columns: Iterable[str] | None = None,
    *,
    batch_size: int = 1024,
    check_index: bool = True,
) -> Iterator[dict[str, Column]]:
    """The rows of a data set, shard after shard, as batches of columns.

    A batch has `batch_size` rows, fewer at the end of a page. Scalars come as arrays, strings and bytes as
    lists, arrays of a fixed shape as one array with the row first, others as `Ragged`.

    Args:
        path: any file of the set, or the name it was written under, for all of it; a list of files for just
            those.
        columns: names of the fields to read; all by default. What is not asked for is not decoded.
        batch_size: rows in a batch.
        check_index: hold the `.db` files against the data; MindSpore needs them, this reader does not.

    Raises:
        InputError: if a file is missing, foreign, cut short or damaged; the message says where.
        OptionError: if there is no such column.
    """
    files = _files(path)
    headers = [read_header(file) for file in files]
    _refuse_mixture(files, headers)
    schema = headers[0].schema_of_rows
    names = _wanted(schema, columns)
    if batch_size < 1:
        raise OptionError(f"batch_size: found {batch_size}, wanted at least 1")
    for file, header in zip(files, headers, strict=True):
        _refuse_truncated(file, header)
        if check_index:
            check_index_of(file.with_name(f"{file.name}.db"), file.name, header.rows)
    return _batches(files, headers, schema, names, batch_size)


def read_schema(path: Paths) -> Schema:
    """The fields of a data set."""
    return read_header(_files(path)[0]).schema_of_rows


def count_rows(path: Paths) -> int:
    """The number of rows of a data set, from its headers alone."""
    return sum(read_header(file).rows for file in _files(path))


def read_header(path: Path) -> Header:
    """What the header of one data file says.

    Raises:
        InputError: if there is no such file or it is not MindRecord.
    """
    try:
        with open(path, "rb") as file:
            return decode_header(_header_text(file, path), str(path))
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None


def _header_text(file: BufferedReader, path: Path) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    length = int.from_bytes(file.read(LENGTH_BYTES), "little")
    if LENGTH_BYTES <= length <= min(size - LENGTH_BYTES, 128 * MIB):
        text = file.read(length)
        if text.startswith(b"{"):
            return text
    file.seek(max(size - 7, 0))
    if file.read() == b"ENCRYPT":
        raise InputError(f"{path}: the file is encrypted; decrypt it with MindSpore first")
    raise InputError(f"{path}: not a MindRecord file, or cut off within its header ({size} bytes)")


def _files(path: Paths) -> list[Path]:
    if not isinstance(path, str | os.PathLike):
        return [Path(one) for one in path]
    opened = _first_shard(Path(path))
    names = read_header(opened).shard_addresses
    if opened.name not in names:
        raise InputError(f"{opened}: the file was renamed, its header says {names}; give it that name back")
    return [opened.with_name(name) for name in names]


def _first_shard(path: Path) -> Path:
    """`path`, or the first shard of the set that was written under that name."""
    candidates = [path, *(path.with_name(names_of_shards(path.name, n)[0]) for n in (2, 11, 101))]
    found = [candidate for candidate in candidates if candidate.is_file()]
    if not found:
        raise InputError(f"{path}: no such file, nor {candidates[1].name}")
    return found[0]


def _refuse_mixture(files: list[Path], headers: list[Header]) -> None:
    for file, header in zip(files, headers, strict=True):
        for name in ("header_size", "page_size", "version", "schemas"):
            found, wanted = getattr(header, name), getattr(headers[0], name)
            if found != wanted:
                raise InputError(f"{file}: {name} is {found!r}, but {wanted!r} in {files[0]}; read them one by one")


def _refuse_truncated(path: Path, header: Header) -> None:
    size = path.stat().st_size
    for page in header.page:
        end = _place(header, page) + page.page_size
        if end > size:
            raise InputError(f"{path}: the file is cut off: page {page.page_id} ends at {end}, the file at {size}")


def _wanted(schema: Schema, columns: Iterable[str] | None) -> list[str]:
    names = list(schema.fields) if columns is None else list(columns)
    missing = sorted(set(names) - set(schema.fields))
    if missing:
        raise OptionError(f"columns: no {missing}, the file has {sorted(schema.fields)}")
    return names


def _batches(
    files: list[Path], headers: list[Header], schema: Schema, names: list[str], batch_size: int
) -> Iterator[dict[str, Column]]:
    """Batches in order, decoded ahead of the consumer by a few threads; numpy releases their lock."""
    threads = min(os.cpu_count() or 1, _MOST_THREADS)
    with ThreadPoolExecutor(threads) as pool:
        ahead: deque[Future[dict[str, Column]]] = deque()
        needs_raw = any(not schema.fields[name].is_blob for name in names)
        for group in _groups(files, headers, needs_raw=needs_raw):
            for first in range(0, group.rows, batch_size):
                ahead.append(pool.submit(group.batch, schema, names, slice(first, first + batch_size)))
                if len(ahead) > threads:
                    yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()


def _groups(files: list[Path], headers: list[Header], *, needs_raw: bool) -> Iterator["_Group"]:
    for path, header in zip(files, headers, strict=True):
        ranges = header.raw_ranges()
        with open(path, "rb") as file:
            for page in header.blob_pages:
                yield _Group(file, header, page, ranges[page.page_type_id] if needs_raw else None)


def _place(header: Header, page: PageEntry) -> int:
    return header.header_size + page.page_id * header.page_size


class _Group:
    """The rows of one blob page, and the raw rows that belong to them if they are wanted."""

    def __init__(
        self, file: BufferedReader, header: Header, page: PageEntry, raw: tuple[PageEntry, int, int] | None
    ) -> None:
        self.rows = page.end_row_id - page.start_row_id
        self._compressed = header.version == COMPRESSED
        self._blob_page = f"{file.name}, page {page.page_id}"
        self._blobs = _read(file, _place(header, page), page.page_size)
        with _named(self._blob_page):
            self._blob_starts, self._blob_sizes = _walk(self._blobs, page.page_size, self.rows)
        if raw is not None:
            self._read_raw(file, header, *raw)

    def _read_raw(self, file: BufferedReader, header: Header, page: PageEntry, start: int, stop: int) -> None:
        self._raw_page = f"{file.name}, page {page.page_id}"
        self._raw = _read(file, _place(header, page) + start, stop - start)
        with _named(self._raw_page):
            self._raw_starts, self._raw_sizes = _walk(self._raw, stop - start, self.rows)

    def batch(self, schema: Schema, names: list[str], which: slice) -> dict[str, Column]:
        """Some rows, decoded."""
        found: dict[str, Column] = {}
        arrays = [name for name in names if schema.fields[name].is_blob]
        scalars = [name for name in names if not schema.fields[name].is_blob]
        if arrays:
            starts, sizes = self._blob_starts[which], self._blob_sizes[which]
            with _named(self._blob_page):
                blobs = decode_blobs(schema, self._blobs, starts, sizes, arrays, compressed=self._compressed)
            found |= {name: _shaped(schema, name, column) for name, column in blobs.items()}
        if scalars:
            with _named(self._raw_page):
                found |= decode_raw(schema, self._raw_rows(which), scalars)
        return {name: found[name] for name in names}

    def _raw_rows(self, which: slice) -> Iterator[memoryview]:
        data = self._raw.data
        starts, sizes = self._raw_starts[which].tolist(), self._raw_sizes[which].tolist()
        return (data[start : start + size] for start, size in zip(starts, sizes, strict=True))


@contextmanager
def _named(page: str) -> Iterator[None]:
    """Say in which page something is wrong."""
    try:
        yield
    except InputError as error:
        raise InputError(f"{page}: {error}") from None


def _shaped(schema: Schema, name: str, column: Ragged) -> Column:
    field = schema.fields[name]
    if field.type == "bytes":
        return [row.tobytes() for row in column]
    if field.has_fixed_size:
        return column.values.reshape(-1, *field.shape or ())
    return column


def _read(file: BufferedReader, offset: int, size: int) -> Bytes:
    """A part of the file, with the slack that decoding needs."""
    data = np.zeros(size + SLACK, np.uint8)
    file.seek(offset)
    found = file.readinto(data.data[:size])
    if found != size:
        raise InputError(f"{size} bytes wanted at {offset}, {found} found")
    return data


def _walk(data: Bytes, size: int, rows: int) -> tuple[Counts, Counts]:
    """Where rows start behind their length prefixes, and their sizes."""
    ends = _ends_of_equal_rows(data, size, rows) or _ends_of_rows(data, rows)
    if (ends or [0])[-1] != size:
        raise InputError(f"the {rows} rows end at byte {(ends or [0])[-1]}, their page at {size}")
    bounds = np.array([0, *ends], np.int64)
    return bounds[:-1] + LENGTH_BYTES, np.diff(bounds) - LENGTH_BYTES


def _ends_of_equal_rows(data: Bytes, size: int, rows: int) -> Sequence[int] | None:
    """The end of each row if all have the same length, which takes no walk from row to row."""
    step = size // max(rows, 1)
    if step < LENGTH_BYTES or step * rows != size:
        return None
    lengths = items_at_every_byte(data, "<u8")[:size:step]
    return range(step, size + 1, step) if (lengths == step - LENGTH_BYTES).all() else None


def _ends_of_rows(data: Bytes, rows: int) -> Sequence[int]:
    ends, at = [], 0
    length_at, view = _ROW_LENGTH.unpack_from, data.data
    try:
        for _ in range(rows):
            at += LENGTH_BYTES + length_at(view, at)[0]
            ends.append(at)
    except (struct.error, OverflowError):
        raise InputError(f"row {len(ends)} starts behind the end of its page") from None
    return ends
