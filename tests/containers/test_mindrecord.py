"""MindRecord as users meet it: what is written comes back, whole and in order, or nothing is there."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mindrecord_cases import cases, plain, read, write

from mathdata.containers.mindrecord import (
    Field,
    Layout,
    MindRecordWriter,
    Ragged,
    Schema,
    compaction,
    count_rows,
    read_mindrecord,
    read_schema,
)
from mathdata.errors import InputError, OptionError

IDS = Field(type="int32", shape=(-1,))
TOKENS = Schema(fields={"input_ids": IDS, "labels": IDS})
TEXT = Schema(fields={"conversations": Field(type="string")})


@settings(deadline=None, max_examples=60)
@given(case=cases(), data=st.data())
def test_round_trip(case, data):
    """Every type, shape, shard count and page size: rows come back equal, and in order."""
    cuts = data.draw(st.lists(st.integers(0, len(case.rows)), max_size=3))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "set.mindrecord"
        write(path, case, cuts=cuts, rows=len(case.rows))
        assert plain(read(path, batch_size=data.draw(st.integers(1, 20)))) == plain(case.rows)
        assert read_schema(path) == case.schema
        assert count_rows(path) == len(case.rows)


@settings(deadline=None, max_examples=30)
@given(case=cases(), data=st.data())
def test_bytes_do_not_depend_on_batches(case, data):
    """However rows are cut into batches and threads, the data files are the same."""
    cuts = data.draw(st.lists(st.integers(0, len(case.rows)), max_size=4))
    with TemporaryDirectory() as folder:
        one, many = Path(folder) / "one", Path(folder) / "many"
        for place in (one, many):
            place.mkdir()
        write(one / "set", case, threads=1)
        write(many / "set", case, cuts=cuts, threads=3)
        for file in one.glob("set*[!b]"):
            assert file.read_bytes() == (many / file.name).read_bytes()


def test_text_and_tokens(tmp_path):
    """The two kinds of record that trainers eat: a string column, and arrays of token ids."""
    with MindRecordWriter(tmp_path / "text.mindrecord", TEXT) as writer:
        writer.write({"conversations": ["一加一等于几？", "2"]})
    with MindRecordWriter(tmp_path / "tokens.mindrecord", TOKENS) as writer:
        writer.write({"input_ids": [[1, 2, 70_000]], "labels": [[-100, -100, 70_000]]})
    assert read(tmp_path / "text.mindrecord") == [{"conversations": "一加一等于几？"}, {"conversations": "2"}]
    assert plain(read(tmp_path / "tokens.mindrecord")) == [
        {"input_ids": [1, 2, 70_000], "labels": [-100, -100, 70_000]}
    ]


def test_shards_take_turns(tmp_path):
    """When nobody knows how many rows will come, row i goes to shard i modulo the number of shards."""
    with MindRecordWriter(tmp_path / "set", TOKENS, Layout(shards=3)) as writer:
        for first in range(0, 10, 4):
            rows = [[n] for n in range(first, min(first + 4, 10))]
            writer.write({"input_ids": rows, "labels": rows})
    shards = [[int(row["labels"][0]) for row in read([tmp_path / f"set{shard}"])] for shard in range(3)]
    assert shards == [[0, 3, 6, 9], [1, 4, 7], [2, 5, 8]]


def test_known_rows_go_in_blocks(tmp_path):
    """When the number is known, shards hold consecutive rows, and their sizes differ by one at most."""
    with MindRecordWriter(tmp_path / "set", TOKENS, Layout(shards=3), rows=8) as writer:
        for n in range(8):
            writer.write({"input_ids": [[n]], "labels": [[n]]})
    shards = [[int(row["labels"][0]) for row in read([tmp_path / f"set{shard}"])] for shard in range(3)]
    assert shards == [[0, 1, 2], [3, 4, 5], [6, 7]]
    assert [row["labels"].item() for row in read(tmp_path / "set2")] == list(range(8))


@pytest.mark.parametrize(
    "cells",
    [
        [[1, 2], [3]],
        [np.array([1, 2], np.int64), np.array([3], np.uint8)],
        Ragged(np.array([1, 2, 3], np.int32), np.array([2, 1])),
        pl.Series([[1, 2], [3]]),
        pl.Series([[1, 2], [3]], dtype=pl.List(pl.Int32)),
        [np.array([[1], [2]]).T, np.array([[3]])],
        [np.array([1, 2], np.uint64), np.array([3], np.int64)],
    ],
)
def test_arrays_in_every_guise(tmp_path, cells):
    """Lists, arrays, ragged columns and Polars series of the same numbers give the same rows."""
    with MindRecordWriter(tmp_path / "set", Schema(fields={"ids": IDS})) as writer:
        writer.write({"ids": cells})
    assert plain(read(tmp_path / "set")) == [{"ids": [1, 2]}, {"ids": [3]}]


def test_polars_arrays(tmp_path):
    """A Polars column of arrays of one width is such a column too."""
    with MindRecordWriter(tmp_path / "set", Schema(fields={"ids": IDS})) as writer:
        writer.write({"ids": pl.Series([[1, 2], [3, 4]], dtype=pl.Array(pl.Int32, 2))})
    assert plain(read(tmp_path / "set")) == [{"ids": [1, 2]}, {"ids": [3, 4]}]


def test_shapes(tmp_path):
    """Fixed shapes come as one array with the row first, others row by row; both in the schema's shape."""
    schema = Schema(fields={"grid": {"type": "float32", "shape": [2, 2]}, "pairs": {"type": "int64", "shape": [-1, 2]}})
    grid = np.arange(8, dtype=np.float32).reshape(2, 2, 2)
    pairs = [np.arange(4).reshape(2, 2), np.arange(2).reshape(1, 2)]
    with MindRecordWriter(tmp_path / "set", schema) as writer:
        writer.write({"grid": grid, "pairs": pairs})
    (batch,) = read_mindrecord(tmp_path / "set")
    assert batch["grid"].tolist() == grid.tolist()
    assert [row.tolist() for row in batch["pairs"]] == [[[0, 1], [2, 3]], [[0, 1]]]


def test_some_columns(tmp_path):
    """Only the columns asked for are decoded, in the order asked for."""
    schema = Schema(fields={"ids": IDS, "text": Field(type="string"), "n": Field(type="int64")})
    with MindRecordWriter(tmp_path / "set", schema) as writer:
        writer.write({"ids": [[1]], "text": ["a"], "n": [5]})
    (batch,) = read_mindrecord(tmp_path / "set", ["n", "ids"])
    assert list(batch) == ["n", "ids"]


def test_batches(tmp_path):
    """Batches have the size asked for, the last of a page what is left."""
    with MindRecordWriter(tmp_path / "set", TEXT) as writer:
        writer.write({"conversations": list("abcde")})
    sizes = [len(batch["conversations"]) for batch in read_mindrecord(tmp_path / "set", batch_size=2)]
    assert sizes == [2, 2, 1]


def test_without_polars(tmp_path, monkeypatch):
    """Numpy alone gives the same bytes."""
    ids = np.random.default_rng(0).integers(-(2**31), 2**31, (50, 37)) >> np.arange(37)
    for name, has_polars in (("with", True), ("without", False)):
        monkeypatch.setattr(compaction, "HAS_POLARS", has_polars)
        (tmp_path / name).mkdir()
        with MindRecordWriter(tmp_path / name / "set", Schema(fields={"ids": IDS})) as writer:
            writer.write({"ids": ids})
    assert (tmp_path / "with/set").read_bytes() == (tmp_path / "without/set").read_bytes()


def write_then_fail(path: Path) -> None:
    """A stream of rows that breaks off."""
    with MindRecordWriter(path, TEXT, Layout(shards=4)) as writer:
        for rows in (2, 1, 0):
            writer.write({"conversations": ["a"] * (100 // rows)})


def test_nothing_half_written(tmp_path):
    """After an error in the middle the folder is as it was."""
    with pytest.raises(ZeroDivisionError):
        write_then_fail(tmp_path / "set")
    assert list(tmp_path.iterdir()) == []


def test_nothing_before_the_end(tmp_path):
    """Until the last row is in, no file has its name."""
    with MindRecordWriter(tmp_path / "set", TEXT) as writer:
        writer.write({"conversations": ["a"]})
        assert not list(tmp_path.glob("set*"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set", "set.db"]


def test_refused_row_leaves_nothing(tmp_path):
    """A row larger than a page is refused by number, and nothing stays behind."""
    schema = Schema(fields={"b": Field(type="bytes")})
    with (
        pytest.raises(InputError, match="row 1 of the shard: its arrays"),
        MindRecordWriter(tmp_path / "set", schema, Layout(page_size=32 << 10)) as writer,
    ):
        writer.write({"b": [bytes(32 * 1024 - 8), bytes(32 * 1024 - 7)]})
    assert list(tmp_path.iterdir()) == []


def test_refused_batch_may_be_left_out(tmp_path):
    """Nothing of a batch with a wrong value is written; the caller may go on without it."""
    with MindRecordWriter(tmp_path / "set", TEXT) as writer:
        writer.write({"conversations": ["a"]})
        with pytest.raises(InputError):
            writer.write({"conversations": ["b", None]})
        writer.write({"conversations": ["c"]})
    assert [row["conversations"] for row in read(tmp_path / "set")] == ["a", "c"]


def test_half_a_batch_cannot_be_completed(tmp_path):
    """A row found too large when others of its batch are written spoils the set; nobody can complete it."""
    writer = MindRecordWriter(tmp_path / "set", TEXT, Layout(page_size=32 << 10), threads=1)
    batch = {"conversations": ["b"] * 100_000 + ["a" * 40_000] + ["b"] * 100_000}
    with pytest.raises(InputError, match="a page holds 32768"):
        writer.write(batch)
    with pytest.raises(InputError, match="an earlier batch failed"):
        writer.complete()
    assert list(tmp_path.iterdir()) == []


def test_completing_by_hand(tmp_path):
    """Without a `with` block, `complete` ends the set; afterwards it takes no rows."""
    writer = MindRecordWriter(tmp_path / "set", TEXT)
    writer.write({"conversations": ["a"]})
    writer.complete()
    writer.complete()
    with pytest.raises(OptionError, match="completed or abandoned"):
        writer.write({"conversations": ["b"]})
    assert read(tmp_path / "set") == [{"conversations": "a"}]


def test_overwrite(tmp_path):
    """Overwriting replaces the whole older set, also shards that the new one does not have."""
    for shards, text in ((4, "old"), (2, "new")):
        with MindRecordWriter(tmp_path / "set", TEXT, Layout(shards=shards), overwrite=True) as writer:
            writer.write({"conversations": [text] * 8})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set0", "set0.db", "set1", "set1.db"]
    assert {row["conversations"] for row in read(tmp_path / "set")} == {"new"}


def test_failed_overwrite_keeps_the_old(tmp_path):
    """When the new set fails, the old one is still there."""
    with MindRecordWriter(tmp_path / "set", TEXT) as writer:
        writer.write({"conversations": ["old"]})
    with pytest.raises(InputError), MindRecordWriter(tmp_path / "set", TEXT, overwrite=True) as writer:
        writer.write({"conversations": ["new", None]})
    assert read(tmp_path / "set") == [{"conversations": "old"}]
