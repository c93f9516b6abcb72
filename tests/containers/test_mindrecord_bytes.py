"""MindRecord byte by byte: one small file, and the smallest cases of each layer, as MindSpore writes them."""

import hashlib
import sqlite3
from contextlib import closing
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mathdata.containers.mindrecord import Layout, MindRecordWriter, Schema
from mathdata.containers.mindrecord.compress import pack
from mathdata.containers.mindrecord.expand import SLACK, unpack
from mathdata.containers.mindrecord.pages import Move, PagePlan
from mathdata.containers.mindrecord.raw import packed_float, packed_int, packed_string
from mathdata.containers.mindrecord.runs import place, starts_of, take
from mathdata.errors import InputError


@pytest.fixture
def golden(tmp_path):
    """Two rows with an array of integers, one of floats, a number and a string."""
    schema = Schema(
        fields={
            "cat": {"type": "string"},
            "ids": {"type": "int32", "shape": [-1]},
            "n": {"type": "int64"},
            "x": {"type": "float32", "shape": [2]},
        },
        description="demo",
    )
    layout = Layout(header_size=16384, page_size=32768, index=("n",))
    with MindRecordWriter(tmp_path / "golden", schema, layout) as writer:
        writer.write({"cat": ["ab", "中"], "ids": [[1, 300, -2], [70000]], "n": [7, -200], "x": [[0.5, -1], [1, 2]]})
    return tmp_path / "golden"


def test_golden_file(golden):
    """The file that MindSpore 2.10.0 writes for these rows."""
    data = golden.read_bytes()
    assert len(data) == 49193
    assert data[16384 + 8 : 16384 + 41].hex() == ("00000000000000090000000310012c01fe00000000000000080000003f000080bf")
    assert data[16384 + 32768 + 8 : 16384 + 32768 + 19].hex() == "82a3636174a26162a16e07"
    assert hashlib.sha256(data).hexdigest() == "46cd8b3cf1144dd1ac0888ab0283d09c6beeb793a5442be1492953f6f1822044"


def test_golden_index(golden):
    """Row, raw page and bytes, group, blob page and bytes, then the indexed field."""
    with closing(sqlite3.connect(f"{golden}.db")) as base:
        assert base.execute("SELECT * FROM SHARD_NAME").fetchall() == [("golden",)]
        assert base.execute("SELECT * FROM INDEXES").fetchall() == [
            (0, 1, 0, 19, 0, 0, 0, 41, 0, 7),
            (1, 1, 19, 41, 0, 0, 41, 82, 0, -200),
        ]


def compressed(values: list[int], dtype: str = "<i8") -> str:
    """One compressed row in hexadecimal."""
    counts = np.array([len(values)])
    packed = pack(np.array(values, dtype), counts)
    out = np.zeros(int(packed.lengths[0]), np.uint8)
    packed.place(out, np.array([0]))
    return out.tobytes().hex()


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([1, 2, 3, 4, 5], "00000005 0000 0102030405"),
        ([300], "00000001 40 2c01"),
        ([127, 128, -128, -129], "00000004 11 7f 8000 80 7fff"),
        ([32767, 32768, -32768, -32769], "00000004 66 ff7f 00800000 0080 ff7fffff"),
        ([2**31, -(2**63)], "00000002 f0 0000008000000000 0000000000000080"),
    ],
)
def test_compression(values, wanted):
    """Every width at its limits."""
    assert compressed(values) == wanted.replace(" ", "")


@given(rows=st.lists(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=9), min_size=1, max_size=5))
def test_expansion_undoes_compression(rows):
    """Any integers come back, whatever stands around them."""
    flat = list(chain.from_iterable(rows))
    packed = pack(np.array(flat, "<i8"), np.array([len(row) for row in rows]))
    starts = starts_of(packed.lengths + 3)
    out = np.full(int((packed.lengths + 3).sum()) + SLACK, 0xA5, np.uint8)
    packed.place(out, starts)
    values, counts = unpack(out, starts, packed.lengths, "<i8")
    assert values.tolist() == flat
    assert counts.tolist() == [len(row) for row in rows]


@given(data=arrays.arrays(np.uint8, st.integers(4, 40)), dtype=st.sampled_from(["<i4", "<i8"]))
def test_expanding_anything_is_safe(data, dtype):
    """Damaged bytes are refused or give as many values as they say; nothing is read beyond them."""
    padded = np.concatenate([data, np.zeros(SLACK, np.uint8)])
    try:
        values, counts = unpack(padded, np.array([0]), np.array([data.size]), dtype)
    except InputError:
        return
    assert values.size == counts[0] == int.from_bytes(data[:4].tobytes(), "big")


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (0, "00"),
        (127, "7f"),
        (128, "cc80"),
        (256, "cd0100"),
        (65536, "ce00010000"),
        (2**32, "cf0000000100000000"),
        (-32, "e0"),
        (-33, "d0df"),
        (-129, "d1ff7f"),
        (-32769, "d2ffff7fff"),
        (-(2**31) - 1, "d3ffffffff7fffffff"),
    ],
)
def test_integers_in_maps(value, wanted):
    """The shortest form of MessagePack."""
    assert packed_int(value).hex() == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (-0.0, "ca80000000"),
        (1.5, "ca3fc00000"),
        (0.1, "cb3fb999999999999a"),
        (1e39, "cb48078287f49c4a1d"),
        (float("inf"), "cb7ff0000000000000"),
        (float("nan"), "cb7ff8000000000000"),
    ],
)
def test_floats_in_maps(value, wanted):
    """Four bytes when they are exact and finite, eight otherwise."""
    assert packed_float(value).hex() == wanted


@pytest.mark.parametrize(
    ("length", "head"), [(31, "bf"), (32, "d920"), (255, "d9ff"), (256, "da0100"), (65536, "db00010000")]
)
def test_strings_in_maps(length, head):
    """The length takes as few bytes as it can."""
    assert packed_string("a" * length) == bytes.fromhex(head) + b"a" * length


def test_pages_fill_in_turn():
    """Page 0 for arrays, 1 for scalars, then a page for every group of arrays that fits."""
    plan = PagePlan(100)
    steps = list(plan.place(np.array([60, 40, 60, 60]), np.array([10] * 4)))
    assert [(step.first, step.stop, step.blob_page.page_id, step.raw_page.page_id) for step in steps] == [
        (0, 2, 0, 1),
        (2, 3, 2, 1),
        (3, 4, 3, 1),
    ]
    assert plan.pages[1].groups == [(0, 0), (1, 20), (2, 30)]


def test_group_moves_to_the_next_raw_page():
    """When a raw page is full within a group, the group's rows go to a new one."""
    plan = PagePlan(100)
    steps = list(plan.place(np.array([90, 10, 30, 30]), np.array([50, 20, 20, 20])))
    assert steps[2] == Move(old_page=1, new_page=3, offset=70, length=20, first_row=2)
    assert plan.pages[1].groups == [(0, 0)]
    assert plan.pages[1].used == 70
    assert plan.pages[3].groups == [(1, 0)]
    assert plan.pages[3].used == 40


@given(runs=st.lists(st.binary(max_size=5), max_size=6), gap=st.integers(0, 3))
def test_runs(runs, gap):
    """Runs of bytes placed anywhere are taken from there again."""
    lengths = np.array([len(run) for run in runs], np.int64)
    starts = starts_of(lengths + gap)
    out = np.zeros(int((lengths + gap).sum()), np.uint8)
    place(out, starts, np.frombuffer(b"".join(runs), np.uint8), lengths)
    assert take(out, starts, lengths).tobytes() == b"".join(runs)
    assert out.tobytes() == b"".join(run + bytes(gap) for run in runs)
