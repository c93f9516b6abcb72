"""Wire rows in MindRecord: one field a key, for trainers that tokenise while they train.

Texts are string fields, whole numbers int64 and other numbers float64, where every row has one. Whatever else
stands under a key (a list of turns, a null) is a string field of JSON text. Keys that MindRecord cannot name,
such as `@answer`, are gathered in the field `mathdata_extra`. The header's description says which is which, so
that the rows come back as they were; a file that somebody else wrote is read as it is.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

import polars as pl

from mathdata.containers.base import Container
from mathdata.containers.streams import Input
from mathdata.containers.survey import Kind, survey
from mathdata.containers.texts import joined
from mathdata.errors import InputError
from mathdata.wire import Batch, JsonLines, Marks, Table, dumps, loads

REST = "mathdata_extra"
_FIELD_NAME = re.compile(r"[0-9A-Za-z_]+")
_TYPES = {"text": "string", "int": "int64", "float": "float64"}
_BATCH_ROWS = 8192
_NO_ROWS = "found no rows, wanted one at least: MindRecord cannot hold none"


class MindRecord(Container):
    """A MindRecord file with its index, or several shards of them."""

    kind: ClassVar[str] = "mindrecord"
    suffixes: ClassVar[tuple[str, ...]] = (".mindrecord",)
    typed: ClassVar[bool] = True
    holds_tokens: ClassVar[bool] = True
    writes_folder: ClassVar[bool] = True
    spreads: ClassVar[bool] = True
    streams: ClassVar[bool] = False
    uniform: ClassVar[bool] = True

    shards: int = 1
    """Number of data files."""

    def read(self, source: Input) -> Iterator[Batch]:
        """Batches of rows, shard after shard."""
        from mathdata.containers.mindrecord.reader import read_mindrecord, read_schema

        as_json = _noted(read_schema(source.path).description)
        first = 1
        for columns in read_mindrecord(source.path, batch_size=_BATCH_ROWS):
            cells = {name: _cells(column, empty_is_absent=name in as_json) for name, column in columns.items()}
            apart = _apart(cells.pop(REST)) if REST in as_json else {}
            frame = pl.DataFrame({**cells, **apart}, strict=False)
            yield Table(frame, first=first, marks=Marks((as_json - {REST}) | apart.keys()))
            first += frame.height

    def write_folder(self, texts: Iterable[pl.Series], target: Path) -> None:
        """The data files and their indexes, named after `target`."""
        from mathdata.containers.mindrecord.schema import Field, Layout, Schema
        from mathdata.containers.mindrecord.writer import MindRecordWriter

        rows = survey(texts)
        if not rows.objects:
            raise InputError(_NO_ROWS)
        types = {name: _type(kind, rows.objects) for name, kind in rows.fields.items() if _FIELD_NAME.fullmatch(name)}
        unnamed = [name for name in rows.fields if name not in types]
        as_json = [name for name, dtype in types.items() if dtype is None] + ([REST] if unnamed else [])
        fields = {name: Field(type=dtype or "string") for name, dtype in types.items()}
        fields |= {REST: Field(type="string")} if unnamed else {}
        schema = Schema(fields=fields, description=json.dumps({"mathdata": as_json}) if as_json else "")
        with MindRecordWriter(target, schema, Layout(shards=self.shards), rows=rows.objects) as writer:
            for block in texts:
                writer.write(_columns(JsonLines(bytes(joined(block))).parsed(), types, unnamed))

    def write_tokens_folder(self, frames: Iterable[pl.DataFrame], target: Path, *, rows: int) -> None:
        """The data files and their indexes; every column is an array of int32."""
        from mathdata.containers.mindrecord.schema import Field, Layout, Schema
        from mathdata.containers.mindrecord.writer import MindRecordWriter

        if not rows:
            raise InputError(_NO_ROWS)
        others = iter(frames)
        first = next(others)
        schema = Schema(fields={name: Field(type="int32", shape=(-1,)) for name in first.columns})
        with MindRecordWriter(target, schema, Layout(shards=self.shards), rows=rows) as writer:
            for frame in chain([first], others):
                writer.write(frame.to_dict())


def _type(kind: Kind, rows: int) -> Any:
    """The type of a field, or null for JSON text."""
    full = kind.seen == rows and not kind.nulls and kind.items is None and not kind.objects
    (scalar, *others) = sorted(kind.scalars) or ["none"]
    return _TYPES.get(scalar) if full and not others else None


def _columns(rows: list[Any], types: Mapping[str, Any], unnamed: list[str]) -> dict[str, Any]:
    read = {"string": str, "int64": int, "float64": float}
    columns: dict[str, Any] = {}
    for name, dtype in types.items():
        if dtype is None:
            columns[name] = [dumps(row[name]) if name in row else "" for row in rows]
        else:
            columns[name] = [read[dtype](row[name]) for row in rows]
    if unnamed:
        columns[REST] = [dumps({name: row[name] for name in unnamed if name in row}) for row in rows]
    return columns


def _noted(description: str) -> frozenset[str]:
    """The fields of JSON text, as far as the description was written here."""
    try:
        said = json.loads(description)
    except json.JSONDecodeError:
        return frozenset()
    return frozenset(said.get("mathdata", ())) if isinstance(said, dict) else frozenset()


def _cells(column: Any, *, empty_is_absent: bool) -> list[Any]:
    """A column as Polars takes it."""
    values: list[Any] = column.tolist() if hasattr(column, "tolist") else list(column)
    return [value or None for value in values] if empty_is_absent else values


def _apart(texts: list[Any]) -> dict[str, list[str | None]]:
    """The gathered keys as columns of JSON text."""
    rows = [loads(text.encode()) for text in texts]
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [dumps(row[name]) if name in row else None for row in rows] for name in names}
