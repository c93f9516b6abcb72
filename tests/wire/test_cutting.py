"""JSON lines cut at their quotation marks: what comes out is what a strict parser reads, or nothing."""

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.errors import InputError
from mathdata.wire import JsonLines, loads
from mathdata.wire.cutting import cut

TEXTS = st.text(st.characters(exclude_characters='"\\', exclude_categories=["Cc", "Cs"]), max_size=30)
KEYS = st.lists(TEXTS, min_size=1, max_size=4, unique=True)
SPACINGS = st.sampled_from([(", ", ": "), (",", ":"), (" ,  ", " :")])


def cut_rows(data: bytes) -> list[dict[str, str]] | None:
    """Rows from the columns."""
    columns = cut(data, data.count(b"\n") + (not data.endswith(b"\n")))
    if columns is None:
        return None
    texts = [column.to_list() for column in columns.values()]
    return [dict(zip(columns, row, strict=True)) for row in zip(*texts, strict=True)]


@given(KEYS, st.data(), SPACINGS, st.sampled_from(["\n", "\r\n"]))
def test_rows_of_texts_come_out_as_they_are(
    keys: list[str], data: st.DataObject, spacing: tuple[str, str], end: str
) -> None:
    """Any spacing, any line end, short texts and long ones, with a line end behind the last row or not."""
    texts = st.lists(TEXTS, min_size=len(keys), max_size=len(keys))
    rows = [dict(zip(keys, row, strict=True)) for row in data.draw(st.lists(texts, min_size=1, max_size=8))]
    lines = [json.dumps(row, ensure_ascii=False, separators=spacing) for row in rows]
    text = end.join(lines) + data.draw(st.sampled_from(["", end]))
    assert cut_rows(text.encode()) == rows


@given(st.data())
def test_a_changed_byte_is_read_as_a_parser_reads_it_or_left_to_one(data: st.DataObject) -> None:
    """Nothing that a strict parser refuses is cut, and nothing is cut elsewhere than it reads."""
    row = b'{"q": "1 + 1", "a": "a text of many bytes"}\n'
    text = bytearray(row * data.draw(st.integers(1, 3)))
    for _ in range(data.draw(st.integers(1, 2))):
        at = data.draw(st.integers(0, len(text) - 1))
        put = data.draw(st.sampled_from([b'"', b"{", b"\x00", b"\n", b",", b"x", b""]))
        text[at : at + data.draw(st.integers(0, 1))] = put
    rows = cut_rows(bytes(text))
    if rows is not None:
        assert [loads(line) for line in bytes(text).split(b"\n") if line] == rows


@pytest.mark.parametrize(
    "text",
    [
        b'{"q": "1", "a": "2"}\n{"a": "2", "q": "1"}\n',
        b'{"q": "1"}\n{"q": 1, "": ""}\n',
        b'{"q": "\\u0031"}\n',
        b'{"q": "1"}\n{"q": "\t"}\n',
        b'{"q": "1"}\n\n{"q": "1"}\n',
        b'{"q": "1"}{"q": "1"}\n',
        b'{"q": "1", "q": "2"}\n',
        b'["q", "1"]\n',
        b"{}\n",
        b"\n",
    ],
)
def test_rows_of_another_kind_are_left_to_a_parser(text: bytes) -> None:
    """Other orders and values, escapes, controls, empty lines, two rows on a line, a key that stands twice."""
    assert cut_rows(text) is None


def test_a_broken_row_is_still_told_by_its_line() -> None:
    """A batch with one bad row is read row by row."""
    rows = JsonLines(b'{"q": "1"}\n{"q": "2}\n{"q": "3"}\n').parsed()
    assert [type(row) for row in rows] == [dict, InputError, dict]


@given(st.data())
def test_bytes_that_are_no_utf_8_are_left_to_who_tells_their_line(data: st.DataObject) -> None:
    """Overlong forms, surrogates, cut characters: whatever Python's own decoder refuses."""
    pieces = ["√".encode(), b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xe2\x88", b"a"]
    text = b"".join(data.draw(st.lists(st.sampled_from(pieces) | st.binary(max_size=3), max_size=6)))
    row = b'{"q": "' + text.translate(None, bytes(range(32)) + b'"\\') + b'"}\n'
    try:
        expected = [loads(row)["q"]] if row.decode() else []
    except UnicodeDecodeError:
        expected = None
    frame = JsonLines(row).typed({"q": pa.string()})
    assert (None if frame is None else frame["q"].to_list()) == expected
