"""Mix sources in given amounts."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Self

import polars as pl
from pydantic import Field, model_validator

from mathdata.drawing import draw_keys
from mathdata.errors import OptionError
from mathdata.step import ROOM, CorpusStep, Verdict, children
from mathdata.suggest import did_you_mean
from mathdata.transforms.shares import Key, within

_TAKEN = re.compile(r"(?P<name>.+?)(?:#(?P<rows>\d+))?")


class Mix(CorpusStep):
    """Take so many rows of each source; mark the others `not_mixed`.

    Sources stand one after the other in the order of `take`, or in even proportion with `interleave`. With
    `repeat`, a source that has too few rows is taken again; the copies are rows made from the first ones.
    """

    kind: ClassVar[str] = "mix"
    reorders: ClassVar[bool] = True

    take: list[str] = Field(default=[])
    """Sources: `name` for all of its rows, `name#N` for N of them."""
    weights: dict[str, Annotated[float, Field(gt=0)]] = Field(default={})
    """Share of each source in `n` rows, instead of `take`."""
    n: int | None = Field(default=None, ge=0)
    """Rows of the mixture, with `weights`."""
    repeat: bool = False
    """Whether rows may be taken more than once where a source has too few."""
    interleave: bool = False
    """Whether the sources alternate, each spread evenly over the whole."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.take) == bool(self.weights) or bool(self.weights) != (self.n is not None):
            raise ValueError("found no clear amounts, wanted take: [name#N, …] or weights: {name: share} with n")
        names = [_name(entry) for entry in self.take]
        if len(set(names)) < len(names):
            raise ValueError(f"found a source twice in {names}; name each once, with repeat if it is to come again")
        return self

    def summarise(self, records: pl.DataFrame) -> pl.DataFrame:
        """Position, key and source."""
        key = draw_keys(records["id"], self.seed or 0, self.kind)
        return records.select("position", "source").with_columns(key)

    def decide(self, summaries: Sequence[pl.DataFrame]) -> Verdict:
        """The places of the rows that are taken: several for a row that is taken again."""
        rows = pl.concat(summaries)
        sizes = dict(rows.group_by("source").len().sort("source").iter_rows())
        amounts = self._amounts(sizes)
        taken = [self._taken(rows, name, at, amount) for at, (name, amount) in enumerate(amounts.items())]
        order = ["time", "at", "turn", "position"] if self.interleave else ["at", "turn", "position"]
        all_taken = pl.concat(taken).sort(order).with_columns(order=pl.int_range(pl.len(), dtype=pl.UInt64))
        orders = all_taken.group_by("position").agg(pl.col("order").sort_by("turn"))
        found = (
            rows.select("position")
            .join(orders, on="position", how="left")
            .with_columns(dropped=pl.when(pl.col("order").is_null()).then(pl.lit("not_mixed")))
        )
        return Verdict(found.sort("position"), details=amounts)

    def _amounts(self, sizes: dict[str, int]) -> dict[str, int]:
        """Rows to take of each source, in the order in which they were named."""
        wanted = {_name(entry): _rows(entry) for entry in self.take} or dict.fromkeys(self.weights)
        for name in wanted:
            if name not in sizes:
                raise OptionError(f"mix: no source {name!r}{did_you_mean(name, sizes)}; found {sorted(sizes)}")
        if self.weights:
            assert self.n is not None
            caps: dict[Key, int] = {(name,): self.n if self.repeat else sizes[name] for name in wanted}
            shares = within(self.n, {(k,): Fraction(str(w)) for k, w in self.weights.items()}, {}, caps)
            return {name: shares[(name,)] for name in wanted}
        amounts = {name: sizes[name] if rows is None else rows for name, rows in wanted.items()}
        for name, amount in amounts.items():
            if amount > sizes[name] and not self.repeat:
                raise OptionError(
                    f"mix: found {sizes[name]} rows of {name!r}, wanted {amount}; lower it, or say repeat"
                )
        return amounts

    def _taken(self, rows: pl.DataFrame, name: str, at: int, amount: int) -> pl.DataFrame:
        """Position of each taken row of a source, its turn (0 for the first time) and its time, 0 to 1."""
        mine = rows.filter(pl.col("source") == name).sort("key", "position")
        turns, more = divmod(amount, mine.height)
        whole = [mine.with_columns(turn=pl.lit(turn, pl.UInt32)) for turn in range(turns)]
        taken = pl.concat([*whole, mine.head(more).with_columns(turn=pl.lit(turns, pl.UInt32))])
        taken = taken.sort("turn", "position").select("position", "turn", at=pl.lit(at))
        return taken.with_columns(time=(2 * pl.int_range(pl.len()) + 1) / (2 * max(1, amount)))

    def apply(self, records: pl.DataFrame, verdict: Verdict) -> pl.DataFrame:
        """The rows at their new places; a row that is taken again comes as often."""
        near = verdict.rows.filter(pl.col("position").is_between(records["position"].min(), records["position"].max()))
        found = records.drop("dropped").join(near, on="position", how="left", maintain_order="left")
        left, taken = found.filter(pl.col("order").is_null()), found.filter(pl.col("order").is_not_null())
        turns = pl.int_ranges(pl.col("order").list.len()).alias("turn")
        each = taken.with_columns(turns).explode("order", "turn").with_columns(position=pl.col("order") * ROOM)
        first = each.filter(pl.col("turn") == 0)
        again = children(each.filter(pl.col("turn") > 0), self.kind, number=pl.col("turn"))
        return pl.concat(frame.select(records.columns) for frame in (left, first, again)).sort("position")


def _name(entry: str) -> str:
    match = _TAKEN.fullmatch(entry)
    return match["name"] if match else entry


def _rows(entry: str) -> int | None:
    match = _TAKEN.fullmatch(entry)
    return int(match["rows"]) if match and match["rows"] else None
