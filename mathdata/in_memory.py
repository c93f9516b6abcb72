"""Records and rows that are in memory, seen as an engine sees a file: batches, each with its places."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from mathdata.errors import InputError
from mathdata.formats.base import Format
from mathdata.formats.decoding import Decoded, decode
from mathdata.formats.detect import Vote
from mathdata.schema import COLUMNS
from mathdata.sources import Source, row_types, sample_of, vote_on
from mathdata.wire import Batch, JsonLines, Table, Types, dumps

_ROWS = 65_536


@dataclass(frozen=True)
class Rows:
    """Records in memory as a batch: nothing of them has to be parsed."""

    frame: pl.DataFrame
    first: int
    unit: str = "row"

    @property
    def size(self) -> int:
        """Estimated bytes."""
        return int(self.frame.estimated_size())

    def typed(self, types: Any) -> pl.DataFrame | None:
        """The records."""
        return self.frame

    def parsed(self, indices: Iterable[int] | None = None) -> list[Any]:
        """The records as dicts."""
        return self.frame.to_dicts()

    def places(self) -> Sequence[int]:
        """Row numbers."""
        return range(self.first, self.first + self.frame.height)

    def raw(self, index: int) -> bytes:
        """A record as JSON."""
        return json.dumps(self.frame.row(index, named=True), ensure_ascii=False).encode()


@dataclass(frozen=True)
class InMemory:
    """An origin of records that need no reading."""

    frames: Callable[[], Iterable[pl.DataFrame]]
    name: str
    path: None = None
    format: Format | None = None
    sample: None = None
    seed: None = None

    @property
    def title(self) -> str:
        """The name."""
        return self.name

    @property
    def notes(self) -> list[str]:
        """Nothing was chosen."""
        return []

    def batches(self) -> Iterator[Batch]:
        """The records in slices."""
        first = 1
        for frame in self.frames():
            for part in frame.iter_slices(_ROWS):
                yield Rows(part, first)
                first += part.height

    def decode(self, batch: Batch) -> Decoded:
        """The records, with the name as the source of those that have none."""
        assert isinstance(batch, Rows)
        source = pl.when(pl.col("source") == "").then(pl.lit(self.name)).otherwise("source")
        records = batch.frame.with_columns(source=source)
        return Decoded(records, pl.Series("#", range(records.height), dtype=pl.UInt32), [])


def in_memory(frame: pl.DataFrame, name: str) -> InMemory:
    """An origin of one frame with the columns of `Record`."""
    return InMemory(lambda: [frame], name)


def tables(frame: pl.DataFrame) -> list[Table]:
    """A frame as batches."""
    return [Table(frame[start : start + _ROWS], first=start + 1) for start in range(0, frame.height, _ROWS)]


def lines(rows: Iterable[Mapping[str, Any]], name: str) -> JsonLines:
    """Dicts as a batch.

    Raises:
        InputError: if one holds what JSON cannot hold.
    """
    texts = []
    for place, row in enumerate(rows, start=1):
        try:
            texts.append(f"{dumps(row)}\n".encode())
        except InputError as error:
            raise InputError(f"{name}:{place}: {error}") from None
    return JsonLines(b"".join(texts), unit="row")


@dataclass(frozen=True)
class InLayout:
    """Rows in memory in some layout, such as question and answer."""

    name: str
    rows: Sequence[Batch]
    vote: Vote
    types: Types
    path: None = None
    sample: None = None
    seed: None = None

    @property
    def title(self) -> str:
        """The name."""
        return self.name

    @property
    def format(self) -> Format:
        """The layout."""
        return self.vote.format

    @property
    def notes(self) -> list[str]:
        """What was chosen for the user."""
        return [f"{self.name}: read as {self.format.kind} ({self.vote.evidence})"]

    def batches(self) -> Iterator[Batch]:
        """The rows from the beginning."""
        return iter(self.rows)

    def decode(self, batch: Batch) -> Decoded:
        """The records of one of its batches."""
        return decode(self.format, batch, self.types, source=self.name, file=self.name)


def in_layout(batches: Sequence[Batch], source: Source) -> InLayout:
    """Rows in memory with their layout, as asked for or by a sample; the path of the source is their name.

    Raises:
        UnknownLayout, AmbiguousFormat: if it cannot be told.
        InputError: if there are no rows.
        OptionError: if options contradict each other.
    """
    if not batches or not batches[0].places():
        raise InputError(f"{source.path}: found no rows, wanted some to tell their layout by")
    rows = sample_of(batches[0], source.path)
    vote = vote_on(rows, source, source.path)
    return InLayout(source.path, batches, vote, row_types(vote.format, rows))


def fitted(frame: pl.DataFrame) -> pl.DataFrame:
    """A frame with all columns of the schema; columns beside them go into `extra`.

    Raises:
        InputError: if a column has another type, or null where a record has none.
    """
    wrong = {n: t for n, t in frame.schema.items() if n in COLUMNS and t not in (COLUMNS[n], pl.Null)}
    castable = [name for name, dtype in wrong.items() if COLUMNS[name] == pl.String and dtype.is_integer()]
    frame = frame.with_columns(pl.col(castable).cast(pl.String))
    for name in wrong.keys() - set(castable):
        raise InputError(f"found {wrong[name]} in the column {name!r}, wanted {COLUMNS[name]}; cast it")
    others = [name for name in frame.columns if name not in COLUMNS]
    if others and "extra" in frame.columns:
        raise InputError(f"found the columns {others} beside 'extra', wanted one or the other; put them into 'extra'")
    if others:
        frame = frame.with_columns(extra=pl.struct(others).struct.json_encode())
    made = pl.concat_str(pl.lit("row:"), pl.int_range(1, pl.len() + 1).cast(pl.String))
    absent: dict[str, pl.Expr] = {"id": made, "source": pl.lit("")}
    absent |= {name: pl.lit([], COLUMNS[name]) for name in ("history", "trajectory")}
    missing = {n: absent.get(n, pl.lit(None, t)) for n, t in COLUMNS.items() if n not in frame.columns}
    return checked(frame.with_columns(**missing).select(pl.col(n).cast(t) for n, t in COLUMNS.items()))


def checked(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame, if its columns that may not be null are not."""
    for name in ("id", "source", "history", "trajectory", "solution"):
        if frame[name].null_count():
            row = frame[name].is_null().arg_true()[0]
            raise InputError(
                f"found null in row {row + 1} of the column {name!r}, wanted a value; fill or drop the row"
            )
    return frame
