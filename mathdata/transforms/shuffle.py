"""Put the rows in an order of chance."""

from collections.abc import Sequence
from typing import ClassVar

import polars as pl

from mathdata.drawing import draw_keys
from mathdata.step import CorpusStep, Verdict


class Shuffle(CorpusStep):
    """Order the rows by their keys; the same rows and seed give the same order, wherever they stood before.

    Keeps every row. "First" means first in the new order from here on.
    """

    kind: ClassVar[str] = "shuffle"
    reorders: ClassVar[bool] = True

    seed: int | None = None
    """Seed of the order; null: that of the run."""

    def summarise(self, records: pl.DataFrame) -> pl.DataFrame:
        """Position and key."""
        return records.select("position").with_columns(draw_keys(records["id"], self.seed or 0, self.kind))

    def decide(self, summaries: Sequence[pl.DataFrame]) -> Verdict:
        """The new place of every row."""
        rows = pl.concat(summaries).sort("key", "position")
        return Verdict(rows.select("position", order=pl.int_range(pl.len(), dtype=pl.UInt64)))
