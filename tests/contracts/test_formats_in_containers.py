"""Every layout in every kind of file, through the front door: what is written is what is read."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wild_records import corpora

import mathdata as md
from mathdata import registry
from mathdata.formats.base import Format, given_id
from mathdata.formats.encoding import with_dicts
from mathdata.schema import COLUMNS, flattened
from mathdata.wire import dumps

LAYOUTS = [layout() for layout in registry.everything("formats").values() if not layout.writes_only]
CONTAINERS = ["jsonl", "json", "csv", "tsv", "parquet", "arrow"]


def without_nul(value: Any) -> Any:
    """The value with another sign for NUL, which neither columns nor cells can have in a name."""
    if isinstance(value, dict):
        return {without_nul(key): without_nul(inner) for key, inner in value.items()}
    return value.replace("\0", "␀") if type(value) is str else value


def in_cells(record: dict[str, Any]) -> dict[str, Any]:
    """The record as cells can say it: every extra value is a text, and nothing optional is empty."""
    extra = {
        key: value if key.startswith("@") else value if type(value) is str and value else dumps([value])
        for key, value in record["extra"].items()
        if key != "@system" or record["system"]
    }
    optional = ("system", "rejected", "answer", "category", "language", "parent")
    return record | {name: record[name] or None for name in optional} | {"extra": extra}


@pytest.fixture
def place(tmp_path: Path) -> Callable[[], Path]:
    """A fresh path for each example."""
    names: Iterator[int] = iter(range(1_000_000))
    return lambda: tmp_path / f"{next(names)}.x"


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.kind)
@given(data=st.data())
def test_what_is_written_is_read(
    layout: Format, container: str, data: st.DataObject, place: Callable[[], Path]
) -> None:
    """Records come back equal from any layout that can carry them, in any file that can hold them."""
    cells = container in ("csv", "tsv")
    drawn = data.draw(corpora(layout, most=1 if cells else 2))
    records = [without_nul(with_dicts(row)) for row in drawn.to_dicts()]
    records = [in_cells(record) for record in records] if cells else records
    frame = pl.DataFrame([flattened(dict(record)) for record in records], schema=COLUMNS, orient="row")
    file = place()
    md.Corpus.from_polars(frame).write(file, format=layout.kind, container=container)
    read = [with_dicts(row) for row in md.read(file, layout.kind, container=container).to_polars().to_dicts()]
    for wanted, found in zip(records, read, strict=True):
        kept = {name: found[name] for name in COLUMNS if name != "source" and (name != "id" or given_id(wanted))}
        assert {name: wanted[name] for name in kept} == kept
