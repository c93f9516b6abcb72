"""Parquet, with an explicit schema: the safest form for trainers that read through `datasets`.

A key whose values fit no Arrow type without change (mixed types, numbers of many digits) is written as a
column of JSON texts. That, and where a null is not an absent key, is noted in the file's metadata.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, BinaryIO, ClassVar

import polars as pl
import pyarrow as pa

from mathdata.containers.base import Container
from mathdata.containers.streams import Input
from mathdata.containers.survey import Kind, survey
from mathdata.containers.texts import joined
from mathdata.errors import InputError, LossError
from mathdata.wire import Batch, JsonLines, Marks, Table, dumps

_BATCH_ROWS = 65_536
_NOTE = b"mathdata"


class Parquet(Container):
    """Columns with types, compressed."""

    kind: ClassVar[str] = "parquet"
    suffixes: ClassVar[tuple[str, ...]] = (".parquet", ".pq")
    typed: ClassVar[bool] = True
    holds_tokens: ClassVar[bool] = True
    streams: ClassVar[bool] = False

    def read(self, source: Input) -> Iterator[Batch]:
        """Batches of 65,536 rows."""
        import pyarrow.parquet as pq  # here, as in every use: it brings in file systems and TLS

        try:
            file = pq.ParquetFile(source.path)
            marks = marks_of(file.schema_arrow)
            first = 1
            for batch in file.iter_batches(_BATCH_ROWS):
                yield Table(frame_of(pa.Table.from_batches([batch])), first=first, marks=marks)
                first += batch.num_rows
        except pa.ArrowException as error:
            raise InputError(f"{source.name}: the Parquet file is damaged ({error}); copy it again") from None

    def write(self, texts: Iterable[pl.Series], target: BinaryIO) -> None:
        """One row group a batch."""
        import pyarrow.parquet as pq

        schema = arrow_schema(survey(texts))
        with pq.ParquetWriter(target, schema, compression="zstd") as writer:
            for table in tables(texts, schema):
                writer.write_table(table)

    def write_tokens(self, frames: Iterable[pl.DataFrame], target: BinaryIO) -> None:
        """One row group a frame, with the lists that `datasets` makes of tokens itself."""
        import pyarrow.parquet as pq

        others = iter(frames)
        first = next(others)
        schema = pa.schema({field.name: pa.list_(field.type.value_type) for field in _arrow(first).schema})
        with pq.ParquetWriter(target, schema, compression="zstd") as writer:
            for frame in chain([first], others):
                writer.write_table(_arrow(frame).cast(schema))


def _arrow(frame: pl.DataFrame) -> pa.Table:
    return frame.to_arrow(compat_level=pl.CompatLevel.oldest())


def frame_of(table: pa.Table) -> pl.DataFrame:
    """The table as Polars columns."""
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)
    return frame


def arrow_schema(rows: Kind) -> pa.Schema:
    """Names and types of the columns, and the note on what the types cannot say."""
    types: dict[str, pa.DataType] = {}
    as_json: list[str] = []
    nulls: set[str] = set()
    for name, kind in rows.fields.items():
        if "\0" in name or not name:
            raise LossError(f"found the key {name!r}, wanted a name without NUL for a column of Arrow; write .jsonl")
        dtype = None if kind.unclear(rows.objects) else kind.arrow()
        if dtype is None:
            as_json.append(name)
        else:
            nulls |= kind.null_paths(name)
        types[name] = dtype or pa.string()
    note = {"json": as_json, "null": sorted(nulls)}
    return pa.schema(types, metadata={_NOTE: json.dumps(note)} if as_json or nulls else None)


def marks_of(schema: pa.Schema) -> Marks:
    """What the note in the metadata says."""
    note = json.loads(note_of(schema) or "{}")
    return Marks(frozenset(note.get("json", ())), frozenset(note.get("null", ())))


def note_of(schema: pa.Schema) -> str:
    """The note in the metadata, as text."""
    return (schema.metadata or {}).get(_NOTE, b"").decode()  # type: ignore[no-any-return]


def with_note(table: pa.Table, note: str | None) -> pa.Table:
    """The table with a note that `arrow_schema` made, and was kept elsewhere; any other text is none."""
    is_note = note is not None and note.startswith('{"json": [')
    return table.replace_schema_metadata({_NOTE: note}) if is_note else table


def tables(texts: Iterable[pl.Series], schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows as tables of `schema`."""
    as_json = marks_of(schema).json
    types = {field.name: field.type for field in schema}
    for block in texts:
        batch = JsonLines(bytes(joined(block)))
        frame = None if as_json else batch.typed(types)
        if frame is not None:
            yield frame.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema)
        else:
            rows = [
                {n: dumps(v) if n in as_json else _cell(v, types[n]) for n, v in row.items()} for row in batch.parsed()
            ]
            yield pa.Table.from_pylist(rows, schema=schema)


def _cell(value: Any, dtype: pa.DataType) -> Any:
    """A value as Arrow takes it for `dtype`."""
    if value is None or isinstance(value, bool):
        return value
    if pa.types.is_list(dtype):
        return [_cell(inner, dtype.value_type) for inner in value]
    if pa.types.is_struct(dtype):
        return {name: _cell(inner, dtype.field(name).type) for name, inner in value.items()}
    if pa.types.is_integer(dtype):
        return int(value)
    return float(value) if pa.types.is_floating(dtype) else str(value)
