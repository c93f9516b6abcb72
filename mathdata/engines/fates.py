"""The fate of every row of a run, as a table: for `mathdata why`, and for rows that the user wants to see.

```text
id  source  parent  step    reason      by            part   written_as
a   x.jsonl null    dedup   duplicate   x.jsonl:3     null   null        dropped, because x.jsonl:3 says the same
b   x.jsonl null    null    null        null          train  "17"        written as row 17 of the part train
```
"""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import polars as pl

from mathdata.engines.books import Books
from mathdata.engines.reading import Piece
from mathdata.engines.walk import Walk
from mathdata.engines.writing import Target, View
from mathdata.schema import COLUMNS
from mathdata.step import Verdict

FATES = pl.Schema(dict.fromkeys(("id", "source", "parent", "step", "reason", "by", "part", "written_as"), pl.String()))
_NONE = pl.lit(None, pl.String)


class Fates:
    """Collects what became of the rows that reach the end."""

    def __init__(self, targets: list[Target]) -> None:
        self._numbering = [at for at, target in enumerate(targets) if target.output.renumber]
        self._written: list[pl.DataFrame] = []

    def seen(self, piece: Piece, views: list[View], failed: Mapping[int, str]) -> None:
        """A piece was written, but for the rows that failed."""
        records = piece.records
        part = pl.col("part") if "part" in records.columns else _NONE
        index = pl.int_range(pl.len())
        names = [pl.lit(self._numbers(views[at], records.height)) for at in self._numbering]
        reasons = pl.Series(list(failed.values()), dtype=pl.String)
        reason = index.replace_strict(list(failed), reasons, default=None, return_dtype=pl.String) if failed else _NONE
        rows = records.select("id", "source", "parent", reason=reason, part=part, written_as=pl.coalesce(*names, _NONE))
        step = pl.when(pl.col("reason").is_not_null()).then(pl.lit("write"))
        self._written.append(rows.with_columns(step=step, by=_NONE).select(FATES.names()))

    @staticmethod
    def _numbers(view: View, height: int) -> pl.Series:
        ids = view.records["id"]
        if view.rows is None:
            return ids
        placed = pl.DataFrame({"#": view.rows.cast(pl.UInt32), "id": ids})
        every = pl.int_range(height, dtype=pl.UInt32, eager=True).alias("#").to_frame()
        return every.join(placed, on="#", how="left", maintain_order="left")["id"]

    def table(self, walk: Walk, books: Books) -> pl.DataFrame:
        """All fates: rows that steps marked, step by step, then those that reached the end."""
        marked = [
            _marked(step, frame, walk.done.verdicts.get(number), walk.done.named.get(number, []))
            for number, step, frame in set_aside(books)
        ]
        missing = [pl.lit(None, pl.String).alias(name) for name in ("parent", "by", "part", "written_as")]
        early = [rows.with_columns(missing).select(FATES.names()) for rows in walk.done.early]
        return pl.concat([pl.DataFrame(schema=FATES), *early, *marked, *self._written]).rechunk()


def set_aside(books: Books) -> Iterator[tuple[int, str, pl.DataFrame]]:
    """Number and name of each step that marked rows, and those rows in the order of the corpus."""
    for number, (count, frames) in enumerate(zip(books.steps, books.aside, strict=True)):
        if frames:
            yield number, count.step, pl.concat(frames)


def _marked(step: str, rows: pl.DataFrame, verdict: Verdict | None, names: list[pl.DataFrame]) -> pl.DataFrame:
    found = rows.with_columns(by=_NONE)
    if verdict is not None and "by" in verdict.rows.columns and names:
        instead = pl.concat(names).rename({"position": "of", "id": "name"})
        pairs = verdict.rows.select("position", of="by").drop_nulls().join(instead, on="of", how="left")
        by = pairs.select("position", by="name")
        found = rows.join(by, on="position", how="left", maintain_order="left")
    told = {"step": pl.lit(step), "reason": pl.col("dropped"), "written_as": _NONE}
    return found.with_columns(**told).select(FATES.names())


def write_dropped(books: Books, file: BinaryIO) -> None:
    """The rows that steps marked as JSON lines: step, reason, and the record."""
    frames = [
        rows.select(pl.lit(step).alias("step"), pl.col("dropped").alias("reason"), *COLUMNS.names())
        for _, step, rows in set_aside(books)
    ]
    if frames:
        table = pl.concat(frames)
        filled = [name for name in table.columns if table[name].null_count() < table.height]
        file.write(table.select(filled).write_ndjson().encode())
