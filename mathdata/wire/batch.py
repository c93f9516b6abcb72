"""Batches of wire rows, seen in two ways: as typed columns where every row fits, else row by row.

The typed view is the fast lane. It is strict: a key that was not announced, a value of another type, a
key that stands twice or a cut row closes it for the whole batch, and the rows are then read one by one,
which finds out what is wrong with which row.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import orjson
import polars as pl
import pyarrow as pa

from mathdata.arrays import from_arrow
from mathdata.errors import InputError
from mathdata.wire.cutting import cut
from mathdata.wire.json_text import Number, dumps, loads

_WINDOWS, _WINDOW_BYTES = 16, 1 << 16
Types = Mapping[str, pa.DataType]
"""Top-level keys of a wire row and the Arrow type that each is read as."""


@dataclass(frozen=True)
class Rejected:
    """A row that could not be read: its place, the reason, and its bytes as they stood in the file."""

    file: str
    unit: str
    place: int | str
    reason: str
    raw: bytes = field(repr=False)

    def __str__(self) -> str:
        """`file:line: reason`, or `file: row N: reason` where a file has no lines."""
        where = f"{self.file}:{self.place}" if self.unit == "line" else f"{self.file}: row {self.place}"
        return f"{where}: {self.reason}"


class Batch(Protocol):
    """Consecutive wire rows of one file."""

    @property
    def unit(self) -> str:
        """What a place counts: `line` or `row`."""

    @property
    def size(self) -> int:
        """Bytes that were read for these rows."""

    def typed(self, types: Types) -> pl.DataFrame | None:
        """The rows as columns of `types`, or null if one of them does not fit. Absent keys are null."""

    def parsed(self, indices: Iterable[int] | None = None) -> list[Any]:
        """The rows (of these indices) as dicts; a row that is none comes as its `InputError`."""

    def places(self) -> Sequence[int]:
        """Where each row stands, counted from 1."""

    def raw(self, index: int) -> bytes:
        """The bytes of one row as they stood in the file."""


class JsonLines:
    r"""Rows as JSON text, one a line.

    >>> batch = JsonLines(b'{"q": "1+1"}\n\n{"q": 2}\n', first_line=7)
    >>> batch.parsed(), list(batch.places())
    ([{'q': '1+1'}, {'q': '2'}], [7, 9])
    """

    def __init__(
        self,
        data: bytes,
        *,
        first_line: int = 1,
        line_count: int | None = None,
        lines: Sequence[int] | None = None,
        unit: str = "line",
    ) -> None:
        self.unit = unit
        self._data = data
        self._first_line = first_line
        self._line_count = line_count
        self._given_lines = lines
        self._rows: list[bytes] | None = None
        self._lines: Sequence[int] = lines or ()

    @property
    def size(self) -> int:
        """Bytes of the rows, line ends included."""
        return len(self._data)

    def typed(self, types: Types) -> pl.DataFrame | None:
        """The rows as columns, if each line is one object that fits `types` exactly."""
        # Arrow skips a byte order mark at the head of any block; only a file may begin with one.
        if self._data.isspace() or self._data.startswith(b"\xef\xbb\xbf") or not _is_utf8(self._data):
            return None
        lines = self._line_count or self._data.count(b"\n") + (not self._data.endswith(b"\n"))
        frame = _cut_frame(self._data, lines, types)
        if frame is None:
            frame = _parsed_frame(self._data, types)
        # Arrow also takes two objects on one line, or one object on two: rows must be lines.
        if frame is None or frame.height != lines:
            return None
        if self._given_lines is None:
            self._lines = range(self._first_line, self._first_line + lines)
        return frame

    def thinned(self) -> "JsonLines":
        """A batch of some of the rows, to judge the layout by: the first ones, and windows spread over the others."""
        data, window = self._data, _WINDOW_BYTES
        first = data.rfind(b"\n", 0, window) + 1
        if self._given_lines is not None or len(data) < _WINDOWS * window or not first:
            return self
        pieces = [data[:first]]
        for number in range(1, _WINDOWS):
            begin = data.find(b"\n", number * len(data) // _WINDOWS) + 1
            pieces.append(data[begin : data.rfind(b"\n", begin, begin + window // _WINDOWS) + 1])
        return JsonLines(b"".join(pieces), first_line=self._first_line)

    def _split(self) -> list[bytes]:
        if self._rows is None:
            pieces = self._data.split(b"\n")
            kept = [i for i, piece in enumerate(pieces) if piece and not piece.isspace()]
            self._rows = [pieces[i] for i in kept]
            self._lines = self._given_lines or [self._first_line + i for i in kept]
        return self._rows

    def parsed(self, indices: Iterable[int] | None = None) -> list[Any]:
        """The rows (of these indices) as dicts, numbers as `Number`, failures as `InputError`."""
        rows = self._split()
        return [_parse(rows[i]) for i in (range(len(rows)) if indices is None else indices)]

    def places(self) -> Sequence[int]:
        """Line numbers."""
        if not self._lines:
            self._split()
        return self._lines

    def raw(self, index: int) -> bytes:
        """The line, without its end."""
        return self._split()[index]


@dataclass(frozen=True)
class Marks:
    """What Arrow's types cannot say of a table, kept in the metadata of the files that we write."""

    json: frozenset[str] = frozenset()
    """Columns whose cells are JSON texts."""
    null: frozenset[str] = frozenset()
    """Paths (steps between full stops) where a null cell is a null, not an absent key."""


class Table:
    """Rows that a file holds as columns already (CSV, Parquet, Arrow)."""

    def __init__(
        self,
        frame: pl.DataFrame,
        *,
        first: int = 1,
        lines: Sequence[int] | None = None,
        marks: Marks | None = None,
    ) -> None:
        self._frame = frame
        self._places = lines if lines is not None else range(first, first + frame.height)
        self._marks = marks or Marks()
        self.unit = "row" if lines is None else "line"

    @property
    def size(self) -> int:
        """Estimated bytes of the columns."""
        return int(self._frame.estimated_size())

    def typed(self, types: Types) -> pl.DataFrame | None:
        """The columns, if each of them is announced in `types` with the very type it has."""
        wanted = polars_schema(types)
        if any(wanted.get(name) != dtype for name, dtype in self._frame.schema.items()):
            return None
        if self._marks.json or self._marks.null:
            return None
        return self._frame.select(_announced(self._frame.columns, wanted))

    def parsed(self, indices: Iterable[int] | None = None) -> list[Any]:
        """The rows as dicts; nulls are left out where a column has no other way to say absent."""
        frame = self._frame if indices is None else self._frame[list(indices)]
        return [self._row(cells) for cells in frame.iter_rows(named=True)]

    def _row(self, cells: dict[str, Any]) -> Any:
        try:
            return {
                name: loads(value.encode()) if name in self._marks.json else _plain(value, name, self._marks.null)
                for name, value in cells.items()
                if value is not None or name in self._marks.null
            }
        except InputError as error:
            return error

    def places(self) -> Sequence[int]:
        """Row numbers, or the lines on which the rows begin."""
        return self._places

    def raw(self, index: int) -> bytes:
        """The row as JSON text: a columnar file has no bytes of its own for it."""
        (cells,) = self._frame[[index]].to_dicts()
        return orjson.dumps(cells, default=str, option=orjson.OPT_NON_STR_KEYS)


_BLOCK_BYTES = 1 << 20


def _is_utf8(data: bytes) -> bool:
    """Whether these bytes are UTF-8, told as fast as memory is read: Arrow's JSON reader takes any bytes."""
    # Made from buffers, because `pa.array` brings in pandas. Polars looks four times as quickly as Arrow does.
    bounds = pa.py_buffer(np.array([0, len(data)], np.int64))
    text = from_arrow(pa.Array.from_buffers(pa.large_binary(), 1, [None, bounds, pa.py_buffer(data)]))
    try:
        return text.cast(pl.String, strict=False).null_count() == 0
    except pl.exceptions.ComputeError:  # some releases refuse, others make a null of it
        return False


def _cut_frame(data: bytes, lines: int, types: Types) -> pl.DataFrame | None:
    """Rows of texts alone, all laid out alike."""
    wanted = polars_schema(types)
    columns = cut(data, lines)
    if columns is None or any(wanted.get(name) != pl.String for name in columns):
        return None
    return pl.DataFrame(columns).select(_announced(columns, wanted))


def _announced(present: Collection[str], wanted: pl.Schema) -> list[pl.Expr]:
    """The wanted columns; null those that are not present."""
    columns = wanted.items()
    return [pl.col(name) if name in present else pl.lit(None, dtype).alias(name) for name, dtype in columns]


def polars_schema(types: Types) -> pl.Schema:
    """The keys and the Polars type of each."""
    # Not `schema.empty_table()`: that, and `pa.array`, look for pandas, which takes as long to import as all else.
    frame = pl.from_arrow(pa.Table.from_batches([], schema=pa.schema(dict(types))))
    assert isinstance(frame, pl.DataFrame)
    return frame.schema


def _parsed_frame(data: bytes, types: Types) -> pl.DataFrame | None:
    try:
        return _read_json(data, types, _BLOCK_BYTES)
    except (pa.ArrowInvalid, UnicodeDecodeError):
        if len(data) <= _BLOCK_BYTES or max(map(len, data.split(b"\n"))) < _BLOCK_BYTES:
            return None
    try:
        return _read_json(data, types, len(data))  # a row was longer than a block
    except (pa.ArrowInvalid, UnicodeDecodeError):
        return None


def _read_json(data: bytes, types: Types, block: int) -> pl.DataFrame:
    import pyarrow.json as pj

    options = pj.ParseOptions(explicit_schema=pa.schema(dict(types)), unexpected_field_behavior="error")
    # One thread a batch, since batches are read side by side: Arrow's own threads cost twice the work here.
    reading = pj.ReadOptions(block_size=block, use_threads=False)
    frame = pl.from_arrow(pj.read_json(pa.BufferReader(data), read_options=reading, parse_options=options))
    assert isinstance(frame, pl.DataFrame)
    return frame


def _parse(line: bytes) -> Any:
    try:
        row = loads(line)
    except InputError as error:
        return error
    if not isinstance(row, dict):
        kind = "a list" if isinstance(row, list) else f"{dumps(row)[:40]}"
        return InputError(f"found {kind}, wanted a JSON object a row")
    return row


def _plain(value: Any, path: str, nulls: frozenset[str]) -> Any:
    """A cell as JSON would give it: numbers as `Number`, dates as ISO text."""
    if value is None or isinstance(value, bool) or type(value) is str:
        return value
    if isinstance(value, dict):
        kept = {name: inner for name, inner in value.items() if inner is not None or f"{path}.{name}" in nulls}
        return {name: _plain(inner, f"{path}.{name}", nulls) for name, inner in kept.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, path, nulls) for inner in value]
    if isinstance(value, bytes):
        raise InputError(f"found bytes at {path!r}, wanted text; pictures and sound are not read: drop the column")
    if isinstance(value, float) and not math.isfinite(value):
        raise InputError(f"found {value} at {path!r}, wanted a number; leave it out or write it as text")
    if isinstance(value, int | float):
        return Number(repr(value))
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
