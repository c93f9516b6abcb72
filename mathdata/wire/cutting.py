r"""JSON lines cut at their quotation marks: columns of texts without a parser, and without a copy.

Most files of rows are flat: the same keys in the same order, every value a text, written by one program with
one spacing. Where no backslash stands in them, a value runs from one quotation mark to the next, so the first
row says what stands between the values of all others. That is proven byte by byte; what differs is left to
a parser.
"""

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from mathdata.arrays import Bytes, from_arrow, in_pieces
from mathdata.errors import InputError
from mathdata.wire.json_text import loads

_LINE_FEED, _QUOTE, _FIRST_PRINTABLE = 0x0A, 0x22, 0x20
_MOST_BYTES = 1 << 30
# Arrow columnar format, "Variable-size Binary View Layout": 16 bytes a text. A text of up to 12 bytes stands in
# its view behind its length; of a longer one its first 4 bytes, the number of its buffer and its offset there.
_SHORT = 12
_WITHIN = ((np.arange(_SHORT) < np.arange(_SHORT + 1)[:, None]).astype(np.uint8) * 0xFF).view(np.int32)

Positions = npt.NDArray[np.int32]


def cut(data: bytes, lines: int) -> dict[str, pl.Series] | None:
    r"""The texts of valid UTF-8 with so many lines, by key, or null where they are not laid out alike.

    >>> columns = cut(b'{"q": "1+1", "a": "2"}\n{"q": "\xe6\xb1\x82x", "a": ""}\n', 2)
    >>> {name: column.to_list() for name, column in columns.items()}
    {'q': ['1+1', '求x'], 'a': ['2', '']}
    >>> cut(b'{"q": "1+1", "a": "2"}\n{"a": "2", "q": "1+1"}\n', 2) is None
    True
    """
    if b"\\" in data or len(data) > _MOST_BYTES:
        return None
    names = _flat_keys(data[: _row_end(data)])
    room = np.frombuffer(data + bytes(_SHORT), np.uint8)  # a view may look that far behind a text
    marks = _quotes(room)
    if not names or len(marks) != 4 * len(names) * lines:
        return None
    # Of each row each key and its value: where they open and where they close. One column after the other, because
    # that is how they are looked at.
    places = np.ascontiguousarray(marks.reshape(lines, -1).T)
    begins, ends = places[2::4] + 1, places[3::4]
    if not _alike(data, room[: len(data)], begins, ends):
        return None
    return {name: _texts(room, *bounds) for name, *bounds in zip(names, begins, ends, strict=True)}


def _quotes(room: Bytes) -> Positions:
    """Where the quotation marks stand."""
    return np.concatenate([(np.flatnonzero(piece == _QUOTE) + at).astype(np.int32) for at, piece in in_pieces(room)])


def _flat_keys(line: bytes) -> list[str]:
    """The keys of a row of texts; none where it is another row."""
    try:
        row = loads(line)
    except InputError:
        return []
    return list(row) if isinstance(row, dict) and all(type(value) is str for value in row.values()) else []


def _row_end(data: bytes) -> int:
    """Where the first row ends, its line end included."""
    return data.find(b"\n") + 1 or len(data)


def _alike(data: bytes, room: Bytes, begins: Positions, ends: Positions) -> bool:
    """Whether the bytes around the values are those of the first row, which was read, and no value holds a control."""
    first, closed = begins[:, 0], ends[:, 0]
    row_end = _row_end(data)
    head, tail = data[: first[0]], data[closed[-1] : row_end]
    around = zip(closed, first[1:], ends, begins[1:], strict=False)
    gaps = [(data[begin:end], begin_all, end_all) for begin, end, begin_all, end_all in around]
    gaps.append((tail + head, ends[-1, :-1], begins[0, 1:]))
    if data[ends[-1, -1] :].rstrip() != tail.rstrip() or not all(_stands(room, *gap) for gap in gaps):
        return False
    around_values = (len(begins[0]) - 1) * _controls(room[:row_end]) + _controls(room[: closed[-1]])
    return around_values == _controls(room[: ends[-1, -1]])


def _controls(data: Bytes) -> int:
    """Control characters, which stand in no text: RFC 8259, section 7."""
    return sum(int(np.count_nonzero(piece < _FIRST_PRINTABLE)) for _, piece in in_pieces(data))


def line_feeds(data: bytes) -> int:
    """How many there are; `bytes.count` takes three times as long where lines are short."""
    return sum(int(np.count_nonzero(piece == _LINE_FEED)) for _, piece in in_pieces(np.frombuffer(data, np.uint8)))


def _stands(room: Bytes, text: bytes, begins: Positions, ends: Positions) -> bool:
    """Whether this text stands from each beginning to its end."""
    if not ((ends - begins) == len(text)).all():
        return False
    return _pieces(room, begins, len(text)).tobytes() == text * len(begins)


def _pieces(room: Bytes, begins: Positions, size: int) -> npt.NDArray[np.void]:
    """So many bytes from each beginning."""
    at_each = np.ndarray((len(room) - size + 1,), f"V{size}", room.data, strides=(1,))
    return at_each[begins]


def _texts(room: Bytes, begins: Positions, ends: Positions) -> pl.Series:
    """The texts between these places, as views of the very bytes."""
    lengths = ends - begins
    heads = _pieces(room, begins, _SHORT).view(np.int32).reshape(-1, 3)
    views = np.empty((len(begins), 4), np.int32)
    views[:, 0], views[:, 1], views[:, 2], views[:, 3] = lengths, heads[:, 0], 0, begins
    short = np.flatnonzero(lengths <= _SHORT)
    views[short, 1:] = heads[short] & _WITHIN[lengths[short]]
    buffers = [None, pa.py_buffer(views), pa.py_buffer(room)]
    return from_arrow(pa.Array.from_buffers(pa.string_view(), len(views), buffers))
