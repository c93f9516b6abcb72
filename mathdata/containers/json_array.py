"""A JSON array of objects, of any size and any spacing; or one JSON document with the rows inside.

The array is cut into rows without being parsed: brackets outside of strings are counted in NumPy, and what
stands between two brackets of the outer level is a row. Rows then go the way of JSON lines.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, BinaryIO, ClassVar

import numpy as np
import polars as pl

from mathdata.containers.base import BATCH_BYTES, MAX_ROW_BYTES, Container
from mathdata.containers.streams import Input
from mathdata.containers.texts import joined
from mathdata.errors import InputError
from mathdata.wire import Batch, JsonLines, dumps, loads

Positions = np.ndarray[Any, np.dtype[Any]]
_MAX_DOCUMENT_BYTES = 512 << 20
_SPACE = b" \t\r\n"
_STEP = np.zeros(256, np.int8)
_STEP[[ord("["), ord("{")]] = 1
_STEP[[ord("]"), ord("}")]] = -1


class JsonArray(Container):
    """One JSON array; FastChat and MindFormers read nothing else."""

    kind: ClassVar[str] = "json"
    suffixes: ClassVar[tuple[str, ...]] = (".json",)
    end: ClassVar[str] = ",\n"

    def read(self, source: Input) -> Iterator[Batch]:
        """Batches of rows; a document that is no array is read whole."""
        with source.open() as stream:
            if self.at or source.head(4096).lstrip(_SPACE)[:1] != b"[":
                yield from _document(stream, self.at, source.name)
            else:
                yield from _elements(stream, source.name)

    def write(self, texts: Iterable[pl.Series], target: BinaryIO) -> None:
        """`[`, the rows on lines of their own with commas between them, and `]`."""
        target.write(b"[")
        before = b"\n"
        for block in texts:
            if data := joined(block, ascii_only=self.ascii):
                target.write(before)
                target.write(data[:-2])
                before = b",\n"
        target.write(b"\n]\n" if before == b",\n" else b"]\n")


def _document(stream: BinaryIO, at: str, name: str) -> Iterator[Batch]:
    text = stream.read(_MAX_DOCUMENT_BYTES + 1)
    if len(text) > _MAX_DOCUMENT_BYTES:
        raise InputError(f"{name}: found one JSON document of more than 512 MiB, wanted an array or JSON lines")
    try:
        rows = _follow(loads(text), at)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None
    rows = rows if isinstance(rows, list) else [rows]
    if rows:
        yield JsonLines("\n".join(map(dumps, rows)).encode(), lines=range(1, len(rows) + 1), unit="row")


def _follow(value: Any, at: str) -> Any:
    for step in at.split(".") if at else ():
        if isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            keys = sorted(value) if isinstance(value, dict) else f"a {type(value).__name__}"
            raise InputError(f"found nothing at {step!r} of --at {at!r}, keys {keys}; name one of them")
    return value


def _opened(stream: BinaryIO) -> tuple[int, bytes]:
    """The line on which the array begins, and what was read behind its first bracket."""
    line = 1
    while block := stream.read(BATCH_BYTES):
        rest = block.lstrip(_SPACE)
        line += block[: len(block) - len(rest)].count(b"\n")
        if rest:
            return line, rest[1:]
    return line, b""


@dataclass
class _Cut:
    """Rows cut out of a block, and the state in which the next block begins."""

    rows: list[bytes]
    lines: list[int]
    rest: bytes
    closed: bool


def _elements(stream: BinaryIO, name: str) -> Iterator[Batch]:
    line, rest = _opened(stream)
    count = 0
    while True:
        cut = _cut(rest, line, name, is_first=count == 0)
        if cut.rows:
            count += len(cut.rows)
            yield JsonLines(b"\n".join(cut.rows), lines=cut.lines)
        line += rest.count(b"\n") - cut.rest.count(b"\n")
        if cut.closed:
            return _only_space(cut.rest, stream, line, name)
        if len(cut.rest) > MAX_ROW_BYTES:
            raise InputError(f"{name}:{line}: found a row of more than {MAX_ROW_BYTES >> 20} MiB, wanted less")
        more = stream.read(max(BATCH_BYTES, len(cut.rest)))
        if not more:
            raise InputError(
                f"{name}:{line}: found the end of the file inside the array, after {count} whole rows; "
                "wanted ']': the file was cut off, copy it again"
            )
        rest = cut.rest + more


def _cut(data: bytes, line: int, name: str, *, is_first: bool) -> _Cut:
    """Cut `data`, which begins between two elements of the array, after its last whole element."""
    buffer = np.frombuffer(data, np.uint8)
    steps = _STEP[buffer]
    at = np.flatnonzero(steps)
    at = at[~_inside_strings(buffer, at)]
    levels = np.cumsum(steps[at])
    ends = at[(levels == 0) & (steps[at] < 0)] + 1
    closing = np.flatnonzero(levels < 0)
    stop = int(at[closing[0]]) if len(closing) else None
    if stop is not None:
        ends = ends[ends <= stop]
    bounds = [0, *ends.tolist()]
    newlines = np.flatnonzero(buffer[: bounds[-1]] == 10)
    rows: list[bytes] = []
    lines: list[int] = []
    for begin, end in pairwise(bounds):
        piece = data[begin:end]
        row = _without_comma(piece, name, is_first=is_first and not rows)
        row_line = line + int(np.searchsorted(newlines, end - len(row)))
        rows.append(_on_one_line(row))
        lines.append(row_line)
    rest = data[bounds[-1] :]
    if stop is None:
        return _Cut(rows, lines, rest, closed=False)
    between = data[bounds[-1] : stop].strip(_SPACE)
    if between:
        place = line + data[: bounds[-1]].count(b"\n")
        raise InputError(
            f"{name}:{place}: found {between[:40].decode(errors='replace')!r} in the array, wanted objects"
        )
    return _Cut(rows, lines, data[stop + 1 :], closed=True)


def _without_comma(piece: bytes, name: str, *, is_first: bool) -> bytes:
    """An element without the comma before it; what stands there wrongly stays, so that the row is rejected."""
    row = piece.lstrip(_SPACE)
    if is_first or not row.startswith(b","):
        return row if is_first else b"," + row  # no comma: invalid as a row of its own
    return row[1:].lstrip(_SPACE)


def _on_one_line(row: bytes) -> bytes:
    """A row with its line feeds as spaces. Inside of a string one is not JSON, and stays wrong as a tab."""
    if b"\n" not in row:
        return row
    buffer = np.frombuffer(row, np.uint8).copy()
    feeds = np.flatnonzero(buffer == 10)
    buffer[feeds] = np.where(_inside_strings(buffer, feeds), 9, 32)
    return buffer.tobytes()


def _inside_strings(buffer: np.ndarray[Any, np.dtype[np.uint8]], at: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Whether each position of `at` stands between two quotation marks that are not escaped."""
    quotes = np.flatnonzero(buffer == 34)
    slashes = np.flatnonzero(buffer == 92)
    if len(slashes) and len(quotes):
        quotes = quotes[~_escaped(quotes, slashes)]
    inside: Positions = np.searchsorted(quotes, at) % 2 == 1
    return inside


def _escaped(quotes: Positions, slashes: Positions) -> Positions:
    """Whether an odd number of reverse solidi stands right before each quotation mark."""
    starts = np.concatenate(([True], np.diff(slashes) != 1))
    begin = np.maximum.accumulate(np.where(starts, np.arange(len(slashes)), 0))
    run = np.arange(len(slashes)) - begin + 1
    before = np.searchsorted(slashes, quotes) - 1
    touching = (before >= 0) & (slashes[np.maximum(before, 0)] == quotes - 1)
    escaped: Positions = touching & (run[np.maximum(before, 0)] % 2 == 1)
    return escaped


def _only_space(rest: bytes, stream: BinaryIO, line: int, name: str) -> None:
    while rest:
        if rest.strip(_SPACE):
            found = rest.strip(_SPACE)[:40].decode(errors="replace")
            raise InputError(f"{name}:{line}: found {found!r} behind the end of the array, wanted nothing; remove it")
        rest = stream.read(BATCH_BYTES)
