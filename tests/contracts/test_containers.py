"""What every container keeps: rows come back as they were written, whatever the blocks they are read in."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wild_records import KEYS, NUMBERS, TEXTS, VALUES

from mathdata import registry
from mathdata.containers import base, delimited, json_array, json_lines
from mathdata.containers.streams import Input
from mathdata.errors import LossError
from mathdata.outputs import Outputs
from mathdata.wire import dumps

CONTAINERS = registry.everything("containers")
EXACT = ["arrow", "json", "jsonl", "parquet"]
"""Containers that keep every value; CSV and TSV keep texts."""

ROWS = st.lists(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4), min_size=1, max_size=5)
TEXT_ROWS = st.lists(KEYS.filter(str.isprintable), min_size=1, max_size=4, unique=True).flatmap(
    lambda keys: st.lists(
        st.fixed_dictionaries(dict.fromkeys(keys, TEXTS.filter(lambda text: "\0" not in text))), min_size=1, max_size=5
    )
)


def written(kind: str, rows: list[Any], place: Path, **options: Any) -> Path:
    """A file (or a folder) of these rows."""
    container = CONTAINERS[kind](**options)
    texts = [pl.Series("text", [dumps(row) + container.end for row in rows], dtype=pl.String)]
    outputs = Outputs()
    if container.writes_folder:
        container.write_folder(texts, outputs.folder(str(place)))
    else:
        with outputs.file(str(place)) as stream:
            container.write(texts, stream)
    outputs.publish()
    return place


def rows_of(kind: str, place: Path) -> list[Any]:
    """The rows of a file, as the container gives them."""
    batches = CONTAINERS[kind]().read(Input(place.name, place))
    return [row for batch in batches for row in batch.parsed()]


@pytest.fixture
def place(tmp_path: Path) -> Callable[[str], Path]:
    """A fresh path for each example."""
    names: Iterator[int] = iter(range(1_000_000))
    return lambda ending: tmp_path / f"{next(names)}{ending}"


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Read files in blocks of so many bytes."""

    def shrink(size: int) -> None:
        for module in (base, delimited, json_array, json_lines):
            monkeypatch.setattr(module, "BATCH_BYTES", size)

    return shrink


@pytest.mark.parametrize("kind", EXACT)
@given(rows=ROWS)
def test_rows_come_back(kind: str, rows: list[Any], place: Callable[[str], Path]) -> None:
    """Whatever stands in a row (any key, nesting, number, null) comes back as it was."""
    if kind in ("parquet", "arrow"):
        rows = [{key.replace("\0", "␀"): value for key, value in row.items()} for row in rows]
    assert rows_of(kind, written(kind, rows, place(".x"))) == rows


@pytest.mark.parametrize("kind", ["csv", "tsv"])
@given(rows=TEXT_ROWS)
def test_cells_come_back(kind: str, rows: list[Any], place: Callable[[str], Path]) -> None:
    """Texts come back from cells as they were; only an empty optional one is left out."""
    read = rows_of(kind, written(kind, rows, place(".x")))
    assert [row | {key: "" for key in rows[0] if key not in row} for row in read] == rows


@pytest.mark.parametrize("ending", ["", ".gz", ".zst", ".xz", ".bz2"])
@pytest.mark.parametrize("kind", ["jsonl", "json", "csv"])
def test_compressions(kind: str, ending: str, tmp_path: Path) -> None:
    """A file is compressed as its name says, and decompressed by what it holds, whatever its name."""
    rows = [{"problem": "√4 = ?\n", "solution": "2"}] * 1000
    plain = written(kind, rows, tmp_path / f"rows.x{ending}")
    renamed = plain.rename(tmp_path / "rows")
    assert rows_of(kind, renamed) == rows
    assert (renamed.stat().st_size < 5000) == bool(ending)


@pytest.mark.parametrize("key", ["a\0b", ""])
@pytest.mark.parametrize("kind", ["parquet", "arrow"])
def test_a_key_that_columns_cannot_have(kind: str, key: str, tmp_path: Path) -> None:
    """Arrow would cut a name at its NUL, and Polars would rename an empty one: such rows are refused."""
    with pytest.raises(LossError, match="wanted a name without NUL"):
        written(kind, [{key: "1"}], tmp_path / "rows")


def test_a_zero_byte_in_a_cell_is_text(tmp_path: Path) -> None:
    """One NUL among many characters does not make a text a binary file."""
    rows = [{"problem": "1\0 + 1", "solution": "2"}]
    assert rows_of("csv", written("csv", rows, tmp_path / "rows.csv")) == rows


def test_compressed_bytes_have_no_time_in_them(tmp_path: Path) -> None:
    """The same rows give the same compressed bytes under another name, at another time."""
    one, two = (written("jsonl", [{"a": "b"}], tmp_path / f"{name}.jsonl.gz") for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


SPACES = st.text(" \t\r\n", max_size=3)


@st.composite
def spaced(draw: st.DrawFn, value: Any) -> str:
    """JSON text of a value with any white space between its tokens."""
    if isinstance(value, dict):
        inner = [f"{draw(SPACES)}{dumps(k)}{draw(SPACES)}:{draw(spaced(v))}" for k, v in value.items()]
        return f"{draw(SPACES)}{{{','.join(inner) or draw(SPACES)}}}{draw(SPACES)}"
    if isinstance(value, list):
        return f"{draw(SPACES)}[{','.join(draw(spaced(v)) for v in value) or draw(SPACES)}]{draw(SPACES)}"
    return f"{draw(SPACES)}{dumps(value)}{draw(SPACES)}"


BRACKETED = st.text('[]{}",:\\ \n/aé', max_size=8)
AWKWARD = st.lists(
    st.dictionaries(BRACKETED, BRACKETED | NUMBERS | st.lists(BRACKETED | st.none(), max_size=2), max_size=3),
    max_size=6,
)


@given(data=st.data(), rows=AWKWARD, block=st.integers(1, 200))
def test_an_array_of_any_spacing_in_blocks_of_any_size(
    data: st.DataObject, rows: list[Any], block: int, place: Callable[[str], Path], small_blocks: Callable[[int], None]
) -> None:
    """Brackets and quotation marks in texts, pretty printing, or all on one line: the rows are the same."""
    file = place(".json")
    file.write_text(data.draw(spaced(rows)), encoding="utf-8", newline="")
    small_blocks(block)
    assert rows_of("json", file) == rows


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
@given(rows=TEXT_ROWS, block=st.integers(1, 200))
def test_lines_in_blocks_of_any_size(
    kind: str, rows: list[Any], block: int, place: Callable[[str], Path], small_blocks: Callable[[int], None]
) -> None:
    """Blocks that end inside a row, a character or a quotation change nothing."""
    file = written(kind, rows, place(".x"))
    whole = rows_of(kind, file)
    small_blocks(block)
    assert rows_of(kind, file) == whole


@pytest.mark.parametrize("block", [1, 7, 64, 8 << 20])
def test_lines_are_counted_through_blocks(block: int, tmp_path: Path, small_blocks: Callable[[int], None]) -> None:
    """A row's place is the line on which it begins, in arrays and in lines alike."""
    array, lines = tmp_path / "a.json", tmp_path / "a.jsonl"
    array.write_text('\n[{"a":\n\n1}\n,\n {"a": 2}, {"a": 3}\n,{"a":\n4}]\n')
    lines.write_text('\n{"a": 1}\n\r\n   \n{"a": 2}\n{"a": 3}')
    small_blocks(block)
    places = [
        [place for batch in CONTAINERS[kind]().read(Input("a", file)) for place in batch.places()]
        for kind, file in (("json", array), ("jsonl", lines))
    ]
    assert places == [[2, 6, 6, 7], [2, 5, 6]]


@given(rows=ROWS, ascii_only=st.booleans())
def test_ascii_escapes_say_the_same(*, rows: list[Any], ascii_only: bool, place: Callable[[str], Path]) -> None:
    """With escapes a file has no byte beyond ASCII, and the same rows."""
    for kind in ("json", "jsonl"):
        file = written(kind, rows, place(".x"), ascii=ascii_only)
        assert not ascii_only or file.read_bytes().isascii()
        assert rows_of(kind, file) == rows


def test_every_container_says_what_it_does() -> None:
    """Each container has its own name and endings with a full stop."""
    for kind, container in CONTAINERS.items():
        assert container.kind == kind
        assert all(ending.startswith(".") for ending in container.suffixes)
