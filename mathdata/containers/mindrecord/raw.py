"""Rows of raw pages: single values and strings, one MessagePack map a row.

```text
{"n": 7, "x": "ab"}  ->   07 00 00 00 00 00 00 00 | 82 | a1 6e | 07 | a1 78 | a2 61 62
                          length, LE                map  "n"     7    "x"     "ab"
```

Keys are sorted, every value has its shortest form. A schema without such fields has the map `{"id": 0}` in
every row. Only the parts of MessagePack that MindRecord uses are here: maps, strings, integers, floats.
"""

import struct
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from mathdata.containers.mindrecord.blobs import LENGTH_BYTES, Rows
from mathdata.containers.mindrecord.columns import Column, Columns
from mathdata.containers.mindrecord.schema import Schema
from mathdata.errors import InputError

NO_FIELDS = b"\x81\xa2id\x00"

_LENGTH = struct.Struct("<Q")
_FLOAT32 = struct.Struct(">f")
_STRING_HEADS = ((1 << 8, struct.Struct(">BB"), 0xD9), (1 << 16, struct.Struct(">BH"), 0xDA))
_LONGEST_STRING = struct.Struct(">BI")
_UNSIGNED = [(1 << 8 * 2**i, struct.Struct(">B" + code), 0xCC + i) for i, code in enumerate("BHI")]
_NEGATIVE = [(-(1 << 8 * 2**i - 1), struct.Struct(">B" + code), 0xD0 + i) for i, code in enumerate("bhi")]
_LONGEST = {True: (struct.Struct(">Bq"), 0xD3), False: (struct.Struct(">BQ"), 0xCF)}


def packed_int(value: int) -> bytes:
    """An integer of up to 64 bits.

    >>> packed_int(7).hex(), packed_int(-200).hex()
    ('07', 'd1ff38')
    """
    if -32 <= value <= 127:
        return bytes((value & 0xFF,))
    for limit, form, head in _NEGATIVE if value < 0 else _UNSIGNED:
        if value >= limit if value < 0 else value < limit:
            return form.pack(head, value)
    form, head = _LONGEST[value < 0]
    return form.pack(head, value)


def packed_float(value: float) -> bytes:
    """A float, in four bytes if that gives it back exactly.

    >>> packed_float(1.5).hex(), packed_float(0.1).hex()
    ('ca3fc00000', 'cb3fb999999999999a')
    """
    try:
        short = _FLOAT32.pack(value)
    except OverflowError:
        return struct.pack(">Bd", 0xCB, value)
    if _FLOAT32.unpack(short)[0] == value and abs(value) != float("inf"):
        return b"\xca" + short
    return struct.pack(">Bd", 0xCB, value)


def packed_string(value: str) -> bytes:
    """A string in UTF-8.

    >>> packed_string("中").hex()
    'a3e4b8ad'
    """
    data = value.encode()
    if len(data) < 32:
        return bytes((0xA0 | len(data),)) + data
    for limit, form, head in _STRING_HEADS:
        if len(data) < limit:
            return form.pack(head, len(data)) + data
    return _LONGEST_STRING.pack(0xDB, len(data)) + data


def encode_raw(schema: Schema, columns: Columns, rows: int) -> Rows:
    """The raw rows of a batch."""
    names = schema.raw_fields
    if not names:
        row = _LENGTH.pack(len(NO_FIELDS)) + NO_FIELDS
        return Rows(np.tile(np.frombuffer(row, np.uint8), rows), np.full(rows, len(row), np.int64))
    head = bytes((0x80 | len(names),)) if len(names) < 16 else struct.pack(">BH", 0xDE, len(names))
    parts: list[list[bytes]] = []
    for name in names:
        parts += [
            [head + packed_string(name)] * rows,
            _packed_column(schema.fields[name].type, columns[name]),
        ]
        head = b""
    maps = list(map(b"".join, zip(*parts, strict=True)))
    sizes = np.fromiter(map(len, maps), np.int64, rows)
    data = b"".join(part for row in maps for part in (_LENGTH.pack(len(row)), row))
    return Rows(np.frombuffer(data, np.uint8), sizes + LENGTH_BYTES)


def _packed_column(kind: str, column: Column) -> list[bytes]:
    if isinstance(column, np.ndarray):
        pack: Callable[[Any], bytes] = packed_int if kind.startswith("int") else packed_float
        return list(map(pack, column.tolist()))
    return [packed_string(cell) for cell in column if isinstance(cell, str)]


def decode_raw(schema: Schema, rows: Iterator[memoryview], names: list[str]) -> dict[str, Column]:
    """The fields `names` of raw rows, without their length prefixes."""
    maps = [_unpacked_map(row) for row in rows]
    found: dict[str, Column] = {}
    for name in names:
        kind = schema.fields[name].type
        wanted = str if kind == "string" else int if kind.startswith("int") else int | float
        cells = [row.get(name) for row in maps]
        wrong = [row for row, cell in enumerate(cells) if not isinstance(cell, wanted)]
        if wrong:
            cell = cells[wrong[0]]
            raise InputError(f"field {name!r}, row {wrong[0]} of the batch: found {cell!r}, wanted {kind}")
        found[name] = [str(cell) for cell in cells] if wanted is str else _numbers(cells, name, schema)
    return found


def _numbers(cells: list[Any], name: str, schema: Schema) -> Column:
    try:
        return np.array(cells, schema.fields[name].dtype)
    except OverflowError:
        kind = schema.fields[name].type
        raise InputError(f"field {name!r}: a number of the batch does not fit {kind}") from None


def _unpacked_map(row: memoryview) -> dict[str, str | int | float]:
    """The map of one row; keys and values in whatever form another writer chose."""
    try:
        head = row[0]
        size, at = (head & 0x0F, 1) if head & 0xF0 == 0x80 else (struct.unpack_from(">H", row, 1)[0], 3)
        if at == 3 and head != 0xDE:
            raise InputError(f"a raw row starts with byte {head:#04x}, wanted a MessagePack map")
        found: dict[str, str | int | float] = {}
        for _ in range(size):
            key, at = _unpacked(row, at)
            found[str(key)], at = _unpacked(row, at)
    except (IndexError, struct.error):
        raise InputError("a raw row ends before its last field") from None
    if at != len(row):
        raise InputError(f"a raw row has {len(row) - at} bytes behind its last field")
    return found


_NUMBER_FORMS = {
    0xCA: struct.Struct(">f"),
    0xCB: struct.Struct(">d"),
    **{0xCC + i: struct.Struct(">" + code) for i, code in enumerate("BHIQ")},
    **{0xD0 + i: struct.Struct(">" + code) for i, code in enumerate("bhiq")},
}
_STRING_LENGTHS = {0xD9 + i: struct.Struct(">" + code) for i, code in enumerate("BHI")}


def _unpacked(row: memoryview, at: int) -> tuple[str | int | float, int]:
    """The value at `at`, and where the next one starts."""
    head = row[at]
    at += 1
    if head < 0x80:
        return head, at
    if head >= 0xE0:
        return head - 256, at
    if head in _NUMBER_FORMS:
        form = _NUMBER_FORMS[head]
        number: int | float = form.unpack_from(row, at)[0]
        return number, at + form.size
    if head in _STRING_LENGTHS:
        length: int = _STRING_LENGTHS[head].unpack_from(row, at)[0]
        at += _STRING_LENGTHS[head].size
    elif head & 0xE0 == 0xA0:
        length = head & 0x1F
    else:
        raise InputError(f"a raw row holds byte {head:#04x}, which is neither number nor string")
    if at + length > len(row):
        raise IndexError
    return _text(bytes(row[at : at + length])), at + length


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise InputError("a string of a raw row is not UTF-8") from None
