"""CSV and TSV after RFC 4180. Every cell is text: `null`, `NA` and `007` stay what they are.

Read by Python's strict reader, which knows line feeds and doubled quotes in cells; a damaged row costs one
row. Written with every cell quoted, so that an empty text is not taken for a missing one.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, ClassVar

import polars as pl

from mathdata.containers.base import BATCH_BYTES, MAX_ROW_BYTES, Container
from mathdata.containers.streams import Input
from mathdata.containers.survey import survey
from mathdata.containers.texts import joined
from mathdata.errors import InputError
from mathdata.wire import Batch, JsonLines, Number, dumps
from mathdata.wire.cells import CellRows


class Csv(Container):
    """Rows of cells between commas, with a header line."""

    kind: ClassVar[str] = "csv"
    suffixes: ClassVar[tuple[str, ...]] = (".csv",)
    typed: ClassVar[bool] = True
    delimiter: ClassVar[str] = ","

    def read(self, source: Input) -> Iterator[Batch]:
        """Batches of rows; the first line names the columns."""
        csv.field_size_limit(MAX_ROW_BYTES)
        with source.open() as stream:
            lines = _Lines(io.TextIOWrapper(stream, "utf-8", errors="surrogateescape", newline=""))
            rows = csv.reader(lines, delimiter=self.delimiter, strict=True)
            header = _header(rows, source.name)
            while batch := _batch(rows, lines, header):
                yield batch

    def write(self, texts: Iterable[pl.Series], target: BinaryIO) -> None:
        """A header with every key that occurs, then the rows; lists and objects as JSON text."""
        names = list(survey(texts).fields)
        text = io.TextIOWrapper(target, "utf-8", newline="", write_through=True)
        writer = csv.writer(text, delimiter=self.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(names)
        for block in texts:
            for row in JsonLines(bytes(joined(block))).parsed():
                writer.writerow([_cell(row.get(name)) for name in names])
        text.detach()


class Tsv(Csv):
    """Rows of cells between tabs, with a header line."""

    kind: ClassVar[str] = "tsv"
    suffixes: ClassVar[tuple[str, ...]] = (".tsv",)
    delimiter: ClassVar[str] = "\t"


class _Lines:
    """Physical lines, with those of the current row kept for a reject."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.read: list[str] = []
        self.count = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._text)
        self.count += 1
        self.read.append(line)
        return line


def _header(rows: Any, name: str) -> list[str]:
    try:
        header = next(rows)
    except StopIteration:
        raise InputError(f"{name}: found an empty file, wanted a header line and rows") from None
    except csv.Error as error:
        raise InputError(f"{name}:1: found a header that is not CSV ({error}); mend its quotes") from None
    twice = sorted({key for key in header if header.count(key) > 1})
    if twice:
        raise InputError(f"{name}:1: found the columns {twice} twice, wanted every name once; rename one of each")
    return list(header)


def _batch(rows: Any, lines: _Lines, header: list[str]) -> CellRows | None:
    cells: list[list[str]] = []
    places: list[int] = []
    faults: dict[int, tuple[str, bytes]] = {}
    size = 0
    while size < BATCH_BYTES:
        begin = lines.count + 1
        lines.read.clear()
        fault = ""
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            row, fault = [], f"not CSV: {error}; mend the quotes of this row"
        if not row and not fault:
            continue
        if not fault and len(row) != len(header):
            many = "1 cell" if len(row) == 1 else f"{len(row)} cells"
            hint = "quote cells with commas" if len(row) > len(header) else "fill in those that are missing"
            fault = f"found {many}, wanted {len(header)} as in the header {header}; {hint}"
        raw = "".join(lines.read).encode("utf-8", "surrogateescape") if fault or _has_stray(row) else b""
        if raw and not fault:
            fault = "found bytes that are not UTF-8; name the encoding, e.g. --encoding gb18030"
        if fault:
            faults[len(cells)] = (fault, raw.rstrip(b"\r\n"))
            row = [""] * len(header)
        cells.append(row)
        places.append(begin)
        size += sum(map(len, row)) + len(raw)
    return CellRows(header, cells, places, faults) if cells else None


def _has_stray(row: list[str]) -> bool:
    """Whether a cell holds a byte that was not UTF-8 (kept as a lone surrogate by the reader)."""
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return True
    return False


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | Number) else dumps(value)
