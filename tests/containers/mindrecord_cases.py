"""Random data sets for the tests of MindRecord: schemas, layouts, and columns that fit them."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import strategies as st

from mathdata.containers.mindrecord import Field, Layout, MindRecordWriter, Ragged, Schema, read_mindrecord

KIB = 1 << 10
NAMES = ["a", "B", "ids", "labels", "n_1", "x", "y2", "Z"]
SHAPES = [(-1,), (3,), (-1, 2), (2, -1), (1,)]
TEXTS = ["", "ab", "中文", "x" * 31, "x" * 32, "é" * 200, "t" * 5_000, 'quote " \\ \n', "a\0b"]


@dataclass(frozen=True)
class Case:
    """A data set as rows of Python values and arrays."""

    schema: Schema
    layout: Layout
    rows: list[dict[str, Any]]

    def columns(self) -> dict[str, Any]:
        """The rows turned into what `MindRecordWriter.write` takes."""
        return {name: self._column(name, field) for name, field in self.schema.fields.items()}

    def _column(self, name: str, field: Field) -> Any:
        cells = [row[name] for row in self.rows]
        if field.type in ("string", "bytes"):
            return cells
        if field.shape is None:
            return np.array(cells, field.dtype)
        counts = np.array([cell.size for cell in cells], np.int64)
        return Ragged(np.concatenate([np.empty(0, field.dtype), *(cell.reshape(-1) for cell in cells)]), counts)


@st.composite
def cases(draw: st.DrawFn, *, index_all: bool = False, max_rows: int = 12, **fixed: Any) -> Case:
    """Data sets of a few rows, some of them large enough to fill pages."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True))
    fields = {name: draw(_fields()) for name in names}
    schema = Schema(fields=fields, description=draw(st.sampled_from(["", "demo", "数学"])))
    scalars = schema.raw_fields
    index = scalars if index_all else draw(st.lists(st.sampled_from(scalars), unique=True)) if scalars else []
    options = {
        "index": tuple(index),
        "page_size": draw(st.sampled_from([32 * KIB, 32 * KIB + 4, 64 * KIB])),
        "header_size": draw(st.sampled_from([32 * KIB, 64 * KIB])),
        "shards": draw(st.sampled_from([1, 1, 2, 3, 11])),
        "compress": draw(st.booleans()),
    }
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    count = draw(st.integers(0, max_rows))
    rows = [{name: _cell(rng, fields, name, index) for name in names} for _ in range(count)]
    return Case(schema, Layout(**options | fixed), rows)


def _fields() -> st.SearchStrategy[Field]:
    arrays = st.builds(
        Field,
        type=st.sampled_from(["int32", "int64", "float32", "float64"]),
        shape=st.sampled_from(SHAPES),
    )
    singles = st.builds(Field, type=st.sampled_from(["int32", "int64", "float32", "float64", "string", "bytes"]))
    return st.one_of(arrays, singles)


def _cell(rng: np.random.Generator, fields: dict[str, Field], name: str, index: list[str]) -> Any:
    field = fields[name]
    if field.type == "string":
        text = TEXTS[rng.integers(len(TEXTS))]
        return text.replace("\0", "") if name in index else text
    if field.type == "bytes":
        return rng.bytes(int(rng.integers(1, 5000)))
    if field.shape is None:
        value = _numbers(rng, field, 1)[0]
        return value.item()
    free = int(rng.choice([1, 2, 3, 4, 5, 64, 300])) if -1 in field.shape else 1
    shape = [free if size == -1 else size for size in field.shape]
    return _numbers(rng, field, int(np.prod(shape))).reshape(shape)


def _numbers(rng: np.random.Generator, field: Field, count: int) -> np.ndarray:
    """Numbers of every width; floats are multiples of 1/8, which text holds exactly."""
    if field.type.startswith("float"):
        return (rng.integers(-(2**20), 2**20, count) / 8).astype(field.dtype)
    bits = 8 * np.dtype(field.dtype).itemsize
    wide = rng.integers(-(2**63), 2**63 - 1, count) >> np.int64(64 - bits)
    return (wide >> rng.integers(0, min(bits, int(rng.choice([2, bits]))), count)).astype(field.dtype)


def write(path: Path, case: Case, *, cuts: list[int] | None = None, **options: Any) -> None:
    """Write a case, in one batch or cut at some rows."""
    columns = case.columns()
    with MindRecordWriter(path, case.schema, case.layout, **options) as writer:
        bounds = [0, *sorted(cuts or []), len(case.rows)]
        for start, stop in pairwise(bounds):
            writer.write({name: _part(column, slice(start, stop)) for name, column in columns.items()})


def _part(column: Any, which: slice) -> Any:
    return column.rows(which) if isinstance(column, Ragged) else column[which]


def read(path: Any, **options: Any) -> list[dict[str, Any]]:
    """Every row of a data set."""
    return [
        dict(zip(batch, cells, strict=True))
        for batch in read_mindrecord(path, **options)
        for cells in zip(*batch.values(), strict=True)
    ]


def plain(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with arrays as lists, to compare."""
    return [
        {key: cell.tolist() if isinstance(cell, np.ndarray | np.generic) else cell for key, cell in row.items()}
        for row in rows
    ]
