"""Drop rows that say what another row says already."""

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np
import polars as pl

from mathdata.arrays import from_numpy
from mathdata.step import CorpusStep, Verdict
from mathdata.transforms.plain import plain

# Polars' own hash may change with its release. Here it only tells texts apart, never which row comes first;
# 128 bits of it leave no room for an accident.
_SEEDS = (0x6D617468, 0x64617461)


class Dedup(CorpusStep):
    """Of rows that say the same, keep one (or none); mark the others `duplicate`.

    Texts are the same if their plain forms are (see `mathdata.transforms.plain`). Rows without a problem are
    compared by their solutions. Problems that stand with different solutions are counted in the ledger as
    `conflicting_problems`.
    """

    kind: ClassVar[str] = "dedup"

    on: Literal["problem", "problem_solution", "conversation"] = "problem"
    """What must be the same; `conversation` is everything that was said, the system message included."""
    keep: Literal["first", "last", "longest", "none"] = "first"
    """Which row of equal ones stays; `longest` is the one with the longest solution, the first of those."""

    def summarise(self, records: pl.DataFrame) -> pl.DataFrame:
        """Position, a 128-bit key of what must be the same, and what else the verdict looks at."""
        problem, solution = records["problem"], records["solution"]
        asked = problem if not problem.null_count() else problem.zip_with(problem.is_not_null(), solution)
        said = [plain(asked).alias("asked")]
        if self.on != "problem":
            said.append(plain(solution).alias("answered"))
        if self.on == "conversation":
            said += [records[name] for name in ("system", "history", "trajectory")]
        same = pl.struct(column.name for column in said) if len(said) > 1 else pl.col("asked")
        keys = [same.hash(seed).alias(f"key{n}") for n, seed in enumerate(_SEEDS)]
        summary = pl.DataFrame([records["position"], records["solution"], *said])
        told = pl.col("solution").str.strip_chars()
        return summary.select("position", *keys, *self._told(told))

    def _told(self, solution: pl.Expr) -> list[pl.Expr]:
        """What tells conflicting solutions, and the longest."""
        conflicts = [solution.hash().alias("solution")] if self.on == "problem" else []
        return conflicts + ([solution.str.len_chars().alias("chars")] if self.keep == "longest" else [])

    def decide(self, summaries: Sequence[pl.DataFrame]) -> Verdict:
        """The rows that are said by another one, with the position of that one."""
        rows = pl.concat(summaries)
        rows = self._best_first(rows.filter(_hardly_alone(rows["key0"])))
        again = ~rows["key0"].is_first_distinct()
        firsts = rows.filter(~again)
        copies = rows.filter(again).join(firsts, on="key0", suffix="#kept", maintain_order="left")
        if copies.select((pl.col("key1") != pl.col("key1#kept")).any()).item():
            # Half of the key was the same by accident.
            rows = rows.with_columns(
                key0=pl.struct("key0", "key1").rank("dense").cast(pl.UInt64), key1=pl.lit(0, pl.UInt64)
            )
            return self.decide([rows])
        details = self._conflicts(copies)
        notes = [f"{n} problems stand with different solutions, kept: {self.keep}" for n in details.values()]
        if self.keep != "none":
            return Verdict(_marks(copies, by="position#kept"), details, notes)
        said_again = firsts.filter(firsts["key0"].is_in(copies["key0"].unique().implode()))
        return Verdict(_marks(pl.concat([said_again, copies.select(firsts.columns)]), by=None), details, notes)

    def _conflicts(self, copies: pl.DataFrame) -> dict[str, int]:
        if self.on != "problem":
            return {}
        count = copies.filter(pl.col("solution") != pl.col("solution#kept"))["key0"].n_unique()
        return {"conflicting_problems": count} if count else {}

    def _best_first(self, rows: pl.DataFrame) -> pl.DataFrame:
        if self.keep == "longest":
            return rows.sort("chars", "position", descending=[True, False])
        return rows.sort("position", descending=self.keep == "last")


def _marks(rows: pl.DataFrame, *, by: str | None) -> pl.DataFrame:
    kept = pl.lit(None, pl.UInt64) if by is None else pl.col(by)
    return rows.select("position", dropped=pl.lit("duplicate"), by=kept)


def _hardly_alone(keys: pl.Series) -> pl.Series:
    """Which keys stand more than once, and by accident a few others; sorting is quicker than counting each.

    Half of a key is sorted in half the time: of a million keys it takes a hundred for the same as another.
    """
    halves = (keys.to_numpy() >> np.uint64(32)).astype(np.uint32)
    ordered = np.sort(halves)
    twice = from_numpy(ordered[1:][ordered[1:] == ordered[:-1]]).unique()
    return from_numpy(halves).is_in(twice.implode())
