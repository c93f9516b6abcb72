"""Records that are in memory, seen as an engine sees a file: batches, each with its places."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from mathdata.formats.base import Format
from mathdata.formats.decoding import Decoded
from mathdata.wire import Batch

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
