"""From batches of wire rows to records: `#N` drawn, the system message filled in, failures noted."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from mathdata.engines.job import Job, Origin
from mathdata.engines.sampling import smallest_keys
from mathdata.errors import OptionError
from mathdata.wire import Batch, Rejected, dumps


@dataclass(frozen=True)
class Unread:
    """A batch that nobody has looked into yet."""

    number: int
    origin: Origin
    batch: Batch
    kept: frozenset[int] | None
    """Places of the rows that `PATH#N` keeps; null: all."""


@dataclass(frozen=True)
class Piece:
    """Records on their way, and how to name one that fails."""

    records: pl.DataFrame
    unread: Unread | None = None
    rows: pl.Series | None = None
    """Index in the batch of each record, while the records are as they were read."""

    def rejected(self, index: int, reason: str) -> Rejected:
        """The failure of one record: with the bytes of its row, or with the record as JSON once it was changed."""
        if self.unread is not None and self.rows is not None:
            row = int(self.rows[index])
            origin, batch = self.unread.origin, self.unread.batch
            return Rejected(origin.title, batch.unit, batch.places()[row], reason, batch.raw(row))
        record = self.records.row(index, named=True)
        text = dumps({name: value for name, value in record.items() if value not in (None, [])})
        return Rejected(record["source"], "id", record["id"], reason, text.encode())


@dataclass(frozen=True)
class Read:
    """What became of a batch."""

    piece: Piece
    rejects: list[Rejected]
    count: int
    drawn_out: pl.DataFrame
    """Records that `PATH#N` did not take."""

    @property
    def size(self) -> int:
        """Bytes that were read."""
        assert self.piece.unread is not None
        return self.piece.unread.batch.size


def batches(job: Job) -> Iterator[Unread]:
    """Batches of all origins, in order."""
    number = 0
    for origin in job.origins:
        kept = _drawn(job, origin)
        for batch in origin.batches():
            yield Unread(number, origin, batch, kept)
            number += 1


def _drawn(job: Job, origin: Origin) -> frozenset[int] | None:
    if origin.sample is None:
        return None
    places = [place for batch in origin.batches() for place in _readable(origin, batch)]
    if origin.sample > len(places):
        raise OptionError(
            f"{origin.title}#{origin.sample}: found {len(places)} rows to draw from, wanted as many at least"
        )
    seed = job.seed if origin.seed is None else origin.seed
    return smallest_keys(places, origin.sample, seed=seed, source=origin.name)


def _readable(origin: Origin, batch: Batch) -> list[int]:
    decoded = origin.decode(batch)
    places = batch.places()
    return [places[row] for row in decoded.rows]


def read(job: Job, unread: Unread) -> Read:
    """The records of a batch."""
    decoded = unread.origin.decode(unread.batch)
    records, rows = decoded.records, decoded.rows
    count = records.height + len(decoded.rejects)
    drawn_out = records.clear()
    if unread.kept is not None:
        places = unread.batch.places()
        mask = pl.Series([places[row] in unread.kept for row in rows], dtype=pl.Boolean)
        drawn_out = records.filter(~mask)
        records, rows = records.filter(mask), rows.filter(mask)
    if job.system is not None:
        records = records.with_columns(pl.col("system").fill_null(job.system))
    return Read(Piece(records, unread, rows), decoded.rejects, count, drawn_out)
