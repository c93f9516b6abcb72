"""What MindRecord cannot hold, and files that are not what they should be: each has its message."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from mathdata.containers.mindrecord import (
    Field,
    Layout,
    MindRecordWriter,
    Ragged,
    Schema,
    read_mindrecord,
)
from mathdata.errors import InputError, OptionError

TEXT = Schema(fields={"text": Field(type="string")})
IDS = Field(type="int32", shape=(-1,))


def schema_of(kind: str, shape: tuple[int, ...] | None = None) -> Schema:
    """A schema of one field `f`."""
    return Schema(fields={"f": Field(type=kind, shape=shape)})


def write_batches(path: Path, schema: Schema, *batches: Any) -> None:
    """Write batches of the field `f`."""
    with MindRecordWriter(path, schema) as writer:
        for batch in batches:
            writer.write({"f": batch})


@pytest.mark.parametrize(
    ("kind", "shape", "cells", "message"),
    [
        ("string", None, ["a", 1], r"'f', row 11: found int 1, wanted a string"),
        ("string", None, ["a", None], r"row 11: found NoneType None"),
        ("string", None, ["a", "\ud800"], r"row 11: half a surrogate pair"),
        ("bytes", None, [b"a", "b"], r"row 11: found str 'b', wanted bytes"),
        ("int32", None, [1, 2**31], r"row 11: np.int64\(2147483648\) cannot be stored exactly as int32"),
        ("int64", None, np.array([1, 2**63], np.uint64), r"row 11: .*9223372036854775808"),
        ("int32", None, [1, True], r"row 11: found bool True, wanted int32"),
        ("int32", None, [1, None], r"row 11: found NoneType None"),
        ("int32", None, [1, 2.0], r"row 11: found float 2.0"),
        ("int32", None, np.array([1.0]), r"values of type float64, wanted int32"),
        ("int32", None, np.array([True]), r"values of type bool, wanted int32"),
        ("int32", None, np.zeros((2, 2), np.int32), r"wanted one value a row"),
        ("float32", None, np.array([0.5, 0.1]), r"row 11: .*0.1.* cannot be stored exactly as float32"),
        ("float32", None, [0.1, 1e39], r"row 11: .*1e\+39"),
        ("float64", None, [1.0, 2**53 + 1.0, "x"], r"row 12: found str 'x'"),
        ("float64", None, [0.5, 2**53 + 1], r"row 11: found int 9007199254740993, wanted float64"),
        ("int32", (-1,), [[1], []], r"row 11: 0 values do not make shape \[-1\]; MindSpore cannot read"),
        ("int32", (-1,), [[1], 5], r"row 11: found int 5, wanted an array"),
        ("int32", (-1,), [[1], [0.5]], r"cannot|wanted int32"),
        ("int32", (-1,), [[1], [2**40]], r"row 11: .*1099511627776.* exactly as int32"),
        ("float64", None, np.array([1, 2**53 + 1]), r"row 11: .*9007199254740993"),
        ("float32", (-1,), np.array([[1], [2**24 + 1]]), r"row 11: .*16777217"),
        ("float64", (-1,), [[0.5], [2**53 + 1]], r"row 11: .*9007199254740993"),
        ("int32", (3,), [[1, 2, 3], [1, 2]], r"row 11: 2 values do not make shape \[3\]"),
        ("int32", (-1, 2), [[1, 2], [1, 2, 3]], r"row 11: 3 values do not make shape \[-1, 2\]"),
        ("int32", (-1,), Ragged(np.array([1, 2]), np.array([1])), r"do not add up to its 2 values"),
    ],
)
def test_values_that_do_not_fit(tmp_path, kind, shape, cells, message):
    """A value of another type, size or range is refused by field and row, counted over all batches."""
    good = {"string": "a", "bytes": b"a"}.get(kind, [1] * 6 if shape == (-1, 2) else [1, 2, 3] if shape else 1)
    with pytest.raises(InputError, match=message):
        write_batches(tmp_path / "set", schema_of(kind, shape), [good] * 10, cells)
    assert list(tmp_path.iterdir()) == []


def test_numbers_that_do_fit(tmp_path):
    """Integers of other types are taken if each value fits, and not a number is a float."""
    schema = Schema(fields={"n": Field(type="int32"), "x": Field(type="float32")})
    with MindRecordWriter(tmp_path / "set", schema) as writer:
        writer.write({"n": np.array([2**31 - 1], np.uint64), "x": [0.1]})
        writer.write({"n": [np.int8(-5)], "x": np.array([np.nan])})
    batches = list(read_mindrecord(tmp_path / "set"))
    assert batches[0]["n"].tolist() == [2**31 - 1, -5]
    assert batches[0]["x"].tolist()[0] == np.float32(0.1)
    assert np.isnan(batches[0]["x"][1])


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"a": ["x"]}, r"found \['a'\], the schema wants \['a', 'b'\]"),
        ({"a": ["x"], "b": ["y"], "c": ["z"]}, r"found \['a', 'b', 'c'\]"),
        ({"a": ["x"], "b": []}, r"same number of rows, found {'a': 1, 'b': 0}"),
    ],
)
def test_columns_that_do_not_fit(tmp_path, columns, message):
    """Exactly the schema's columns, all of one length."""
    schema = Schema(fields={"a": Field(type="string"), "b": Field(type="string")})
    with pytest.raises(InputError, match=message), MindRecordWriter(tmp_path / "set", schema) as writer:
        writer.write(columns)


@pytest.mark.parametrize("name", ["a:b", "a?", " a", "a ", "x;y", "ENCRYPT", "x.HASH"])
def test_file_names(tmp_path, name):
    """Names that MindSpore cannot open are refused before anything is written."""
    with pytest.raises(OptionError, match="file name"):
        MindRecordWriter(tmp_path / name, TEXT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"a-b": {"type": "string"}},
        {"é": {"type": "string"}},
        {"a": {"type": "int8"}},
        {"a": {"type": "string", "shape": [1]}},
        {"a": {"type": "int32", "shape": []}},
        {"a": {"type": "int32", "shape": [0]}},
        {"a": {"type": "int32", "shape": [-1, -1]}},
        {"a": {"type": "int32", "color": 1}},
    ],
)
def test_schemas(fields):
    """Fields that MindRecord does not have."""
    with pytest.raises(ValidationError):
        Schema(fields=fields)


@pytest.mark.parametrize(
    "options",
    [
        {"shards": 0},
        {"shards": 1001},
        {"page_size": 32 * 1024 - 4},
        {"page_size": 32 * 1024 + 2},
        {"page_size": (256 << 20) + 4},
        {"header_size": 16 * 1024 - 4},
        {"header_size": (128 << 20) + 4},
        {"pages": 3},
    ],
)
def test_layouts(options):
    """MindSpore's own limits."""
    with pytest.raises(ValidationError):
        Layout(**options)


@pytest.mark.parametrize(
    ("index", "message"),
    [
        (("nope",), "'nope' is not a scalar"),
        (("ids",), "'ids' is not a scalar"),
        (("n", "N"), "'n' is named twice"),
        (("inc",), "'inc' cannot be indexed"),
    ],
)
def test_index_fields(tmp_path, index, message):
    """Only scalars can be indexed, and SQLite does not tell upper from lower case."""
    kinds = {"n": "int64", "N": "int64", "inc": "int32"}
    schema = Schema(fields={name: Field(type=kind) for name, kind in kinds.items()} | {"ids": IDS})
    with pytest.raises(OptionError, match=message):
        MindRecordWriter(tmp_path / "set", schema, Layout(index=index))


@pytest.mark.parametrize(
    ("kind", "cells"),
    [("float64", [1.0, float("nan")]), ("float32", [1.0, float("inf")]), ("string", ["a", "b\0"])],
)
def test_values_that_cannot_be_indexed(tmp_path, kind, cells):
    """MindSpore aborts at an indexed NaN and cuts an indexed string at NUL."""
    with (
        pytest.raises(InputError, match="row 1: an indexed field"),
        MindRecordWriter(tmp_path / "set", schema_of(kind), Layout(index=("f",))) as writer,
    ):
        writer.write({"f": cells})


def test_header_that_does_not_fit(tmp_path):
    """Many small pages need a larger header; the message says so and nothing stays."""
    layout = Layout(header_size=16 << 10, page_size=32 << 10)
    with (
        pytest.raises(OptionError, match="raise header_size"),
        MindRecordWriter(tmp_path / "set", TEXT, layout) as writer,
    ):
        writer.write({"text": ["x" * 32_000] * 60})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("left_over", ["set", "set.db"])
def test_existing_files(tmp_path, left_over):
    """Nothing is replaced unasked, not even an index without its data."""
    (tmp_path / left_over).write_text("mine")
    with pytest.raises(OptionError, match="overwrite=True"):
        MindRecordWriter(tmp_path / "set", TEXT)
    assert (tmp_path / left_over).read_text() == "mine"


def test_missing_folder(tmp_path):
    """The folder must be there."""
    with pytest.raises(OptionError, match="no such folder"):
        MindRecordWriter(tmp_path / "nowhere" / "set", TEXT)


@pytest.mark.parametrize("count", [1, 3])
def test_announced_rows(tmp_path, count):
    """A wrong number of announced rows would leave shards uneven, so it is an error."""
    with (
        pytest.raises(InputError, match="2 rows were announced"),
        MindRecordWriter(tmp_path / "set", TEXT, rows=2) as writer,
    ):
        writer.write({"text": ["a"] * count})
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def written(tmp_path):
    """A small good file."""
    schema = Schema(fields={"ids": IDS, "text": Field(type="string")})
    with MindRecordWriter(tmp_path / "set", schema, Layout(header_size=16 << 10, page_size=32 << 10)) as writer:
        writer.write({"ids": [[1, 300], [2]], "text": ["ab", "c"]})
    return tmp_path / "set"


@pytest.mark.parametrize("size", [0, 5, 8, 100, 16_384, 16_400, 49_150])
def test_truncated(written, size):
    """A file that was cut off is refused wherever the cut is."""
    written.write_bytes(written.read_bytes()[:size])
    with pytest.raises(InputError, match="cut off"):
        read_mindrecord(written)


@pytest.mark.parametrize("content", [b"", b"PK\3\4" + bytes(100), b'{"a": 1}\n' * 50, bytes(5000)])
def test_foreign(tmp_path, content):
    """Any other file is refused by name."""
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(InputError, match="x: not a MindRecord file"):
        read_mindrecord(tmp_path / "x")


def test_encrypted(tmp_path):
    """An encrypted file is called so."""
    (tmp_path / "x").write_bytes(b"\0\4\0\0" + bytes(range(256)) * 4 + b"AES-GCMENCRYPT")
    with pytest.raises(InputError, match="encrypted"):
        read_mindrecord(tmp_path / "x")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"version":"3.0"', b'"version":"4.0"', "version"),
        (b'"page_id":1', b'"page_id":7', "not numbered"),
        (b'"end_row_id":2', b'"end_row_id":3', "rows end at|starts behind|the index has"),
        (b'"type":"int32"', b'"type":"int64"', None),
        (b'"type":"int32"', b'"type":"int31"', "not a MindRecord header"),
        (b'"statistics"', b'"Statistics"', None),
        (b'"header_size"', b'"Header_size"', "header_size"),
    ],
)
def test_changed_header(written, old, new, message):
    """A header that contradicts itself is refused; keys that nothing reads may be missing."""
    data = written.read_bytes()
    assert old in data
    written.write_bytes(data.replace(old, new, 1))
    if message is None:
        assert sum(len(batch["text"]) for batch in read_mindrecord(written)) == 2
        return
    with pytest.raises(InputError, match=message):
        list(read_mindrecord(written))


def test_every_changed_byte_of_a_page(written):
    """A damaged page gives other values or an InputError that names the page, never another error."""
    data = bytearray(written.read_bytes())
    refused = 0
    for at in [*range(16_384, 16_384 + 30), *range(49_152, len(data))]:
        damaged = bytearray(data)
        damaged[at] ^= 0xFF
        written.write_bytes(damaged)
        try:
            list(read_mindrecord(written))
        except InputError as error:
            refused += 1
            assert "page" in str(error)  # noqa: PT017 - the file may also be readable
    assert refused > 30


def test_renamed(written):
    """Names stand in the header, so a renamed file would be looked for elsewhere."""
    written.rename(written.with_name("other"))
    with pytest.raises(InputError, match="was renamed"):
        read_mindrecord(written.with_name("other"))


def test_missing(tmp_path):
    """A file that is not there."""
    with pytest.raises(InputError, match="no such file"):
        read_mindrecord(tmp_path / "set")


def test_missing_shard(tmp_path):
    """A set lacks one of its files."""
    with MindRecordWriter(tmp_path / "set", TEXT, Layout(shards=3)) as writer:
        writer.write({"text": ["a"]})
    (tmp_path / "set1").unlink()
    with pytest.raises(InputError, match="set1: no such file"):
        read_mindrecord(tmp_path / "set0")


def test_index_that_does_not_belong(written):
    """The index is held against the data unless the caller says otherwise."""
    index = written.with_name("set.db")
    with closing(sqlite3.connect(index)) as base, base:
        base.execute("DELETE FROM INDEXES WHERE ROW_ID = 1")
    with pytest.raises(InputError, match="the index has 1 rows, the data file 2"):
        read_mindrecord(written)
    index.write_bytes(b"no data base")
    with pytest.raises(InputError, match="not a MindRecord index"):
        read_mindrecord(written)
    index.unlink()
    with pytest.raises(InputError, match="no such index"):
        read_mindrecord(written)
    assert len(list(read_mindrecord(written, check_index=False))) == 1


def test_different_sets_do_not_mix(tmp_path):
    """Files of different schemas cannot be read as one."""
    for name, kind in (("a", "string"), ("b", "int64")):
        with MindRecordWriter(tmp_path / name, schema_of(kind)) as writer:
            writer.write({"f": [{"string": "x", "int64": 1}[kind]]})
    with pytest.raises(InputError, match="schemas is"):
        read_mindrecord([tmp_path / "a", tmp_path / "b"])


def test_unknown_column(written):
    """A column that is not there is named, with those that are."""
    with pytest.raises(OptionError, match=r"no \['x'\], the file has \['ids', 'text'\]"):
        read_mindrecord(written, ["x"])
