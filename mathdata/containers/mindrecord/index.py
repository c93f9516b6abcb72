"""The index beside a data file: an SQLite data base `<data file>.db` with one row per row.

`SHARD_NAME(NAME)` holds the data file's name. `INDEXES` tells, for each row of the shard, its raw page and
place there, its row group, its blob page and place there, and copies of the indexed fields:

```text
ROW_ID | PAGE_ID_RAW PAGE_OFFSET_RAW .._END | ROW_GROUP_ID | PAGE_ID_BLOB PAGE_OFFSET_BLOB .._END | INC_0 n_0
0      | 1           0               19     | 0            | 0            0                41     | 0     7
1      | 1           19              41     | 0            | 0            41               82     | 0     -200
```
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mathdata.containers.mindrecord.pages import Move
from mathdata.containers.mindrecord.runs import Counts
from mathdata.containers.mindrecord.schema import Schema
from mathdata.errors import InputError

_PLACES = (
    "ROW_ID",
    "PAGE_ID_RAW",
    "PAGE_OFFSET_RAW",
    "PAGE_OFFSET_RAW_END",
    "ROW_GROUP_ID",
    "PAGE_ID_BLOB",
    "PAGE_OFFSET_BLOB",
    "PAGE_OFFSET_BLOB_END",
)
_MOST_VALUES = 999  # in a statement, in every version of SQLite
_SQL_TYPES = {"int": "INTEGER", "flo": "REAL", "str": "TEXT"}


class IndexWriter:
    """The index of one shard, filled in row order."""

    def __init__(self, path: Path, data_name: str, schema: Schema, fields: Sequence[str]) -> None:
        # Rows arrive from the writer's own thread; no two threads are ever in here at once.
        self._base = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        # The file counts only once it is whole: neither a journal nor waiting for the disk protects anything.
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("PRAGMA synchronous=OFF")
        self._base.execute("BEGIN")
        self._base.execute("CREATE TABLE SHARD_NAME(NAME TEXT NOT NULL)")
        self._base.execute("INSERT INTO SHARD_NAME(NAME) VALUES(?)", (data_name,))
        self._base.execute(_table(schema, fields))
        self._width = len(_PLACES) + 2 * len(fields)

    def add(
        self,
        first_row: int,
        group: int,
        raw_page: int,
        raw_ends: Counts,
        blob_page: int,
        blob_ends: Counts,
        values: list[list[Any]],
    ) -> None:
        """Rows of one group; ends include the place where the first row starts."""
        rows = raw_ends.size - 1
        cells: list[Any] = [None] * (rows * self._width)
        columns: list[Any] = [range(first_row, first_row + rows)]
        columns += [[raw_page] * rows, raw_ends[:-1].tolist(), raw_ends[1:].tolist(), [group] * rows]
        columns += [[blob_page] * rows, blob_ends[:-1].tolist(), blob_ends[1:].tolist()]
        for column in values:
            columns += [[0] * rows, column]
        for number, column in enumerate(columns):
            cells[number :: self._width] = column
        self._insert(cells)

    def _insert(self, cells: list[Any]) -> None:
        """Many rows a statement: one at a time takes twice as long, and the interpreter's lock each time."""
        marks = f"({','.join('?' * self._width)})"
        step = max(_MOST_VALUES // self._width, 1) * self._width
        for start in range(0, len(cells), step):
            part = cells[start : start + step]
            rows = ",".join([marks] * (len(part) // self._width))
            self._base.execute(f"INSERT INTO INDEXES VALUES{rows}", part)

    def move(self, move: Move) -> None:
        """Correct the places of raw rows that went to another page."""
        self._base.execute(
            "UPDATE INDEXES SET PAGE_ID_RAW = ?, PAGE_OFFSET_RAW = PAGE_OFFSET_RAW - ?, "
            "PAGE_OFFSET_RAW_END = PAGE_OFFSET_RAW_END - ? WHERE ROW_ID >= ?",
            (move.new_page, move.offset, move.offset, move.first_row),
        )

    def commit(self) -> None:
        """Complete the file."""
        self._base.execute("COMMIT")
        self._base.close()

    def abandon(self) -> None:
        """Close without completing."""
        self._base.close()


def check_index(path: Path, data_name: str, rows: int) -> None:
    """Hold an index against its data file.

    Raises:
        InputError: if it is missing, unreadable, of another file, or has another number of rows.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such index; it belongs beside the data file (check_index=False reads without)")
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as base:
            names = base.execute("SELECT NAME FROM SHARD_NAME").fetchall()
            (found,) = base.execute("SELECT COUNT(*) FROM INDEXES").fetchone()
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path}: not a MindRecord index: {error}") from None
    if names != [(data_name,)]:
        raise InputError(f"{path}: the index is that of {names!r}, wanted {data_name!r}; was the file renamed?")
    if found != rows:
        raise InputError(f"{path}: the index has {found} rows, the data file {rows}")


def _table(schema: Schema, fields: Sequence[str]) -> str:
    columns = [f"{name} INT NOT NULL" for name in _PLACES]
    keys = ["ROW_ID"]
    for number, name in enumerate(fields):
        columns += [f"INC_{number} INT", f"{name}_0 {_SQL_TYPES[schema.fields[name].type[:3]]}"]
        keys.append(f"INC_{number}")
    return f"CREATE TABLE INDEXES({','.join(columns)},PRIMARY KEY({','.join(keys)}))"
