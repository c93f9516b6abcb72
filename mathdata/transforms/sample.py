"""Draw rows, all alike or group by group."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
import polars as pl
from pydantic import Field, model_validator

from mathdata.arrays import from_numpy
from mathdata.drawing import draw_keys
from mathdata.errors import OptionError
from mathdata.step import CorpusStep, Verdict
from mathdata.suggest import did_you_mean
from mathdata.text_bytes import Places
from mathdata.transforms.columns import Columns
from mathdata.transforms.shares import Key, within
from mathdata.transforms.smallest import smallest

_NO_GROUP = "null"


class Sample(CorpusStep):
    """Draw exactly `n` rows, or a `fraction`; mark the others `not_sampled`.

    Drawn are the rows with the smallest keys in each group, so that a larger sample holds the smaller one. The
    order of the rows stays. With `multiple_of`, the rows drawn last that are too many are marked `remainder`.
    """

    kind: ClassVar[str] = "sample"

    n: int | None = Field(default=None, ge=0)
    """Rows to draw."""
    fraction: float | None = Field(default=None, ge=0, le=1)
    """Share of the rows to draw, 0 to 1, rounded down to whole rows; instead of `n`."""
    by: Columns = Field(default=[])
    """Columns whose values make the groups, such as `category`."""
    shares: Literal["proportional", "balanced"] = "proportional"
    """Whether groups get rows in proportion to their size, or the same number as far as they have it."""
    weights: dict[str, Annotated[float, Field(ge=0)]] = Field(default={})
    """Weight of each group instead of `shares`; a group that is not named gets nothing."""
    at_least: int | dict[str, int] = 0
    """Rows that each group (or the named ones) gets at least, as far as it has them."""
    at_most: int | dict[str, int] | None = None
    """Rows that each group (or the named ones) gets at most."""
    multiple_of: int = Field(default=1, ge=1)
    """Draw only as many rows as are a multiple of this."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.n is None) == (self.fraction is None):
            raise ValueError("found both or neither of n and fraction, wanted one of them")
        if not self.by and (self.weights or self.at_least or self.at_most is not None or self.shares == "balanced"):
            raise ValueError("found weights, floors or caps without groups; name a column with by")
        return self

    def summarise(self, records: pl.DataFrame) -> pl.DataFrame:
        """Position, key and groups."""
        key = draw_keys(records["id"], 0 if self.seed is None else self.seed, self.kind)
        return records.select("position", *(pl.col(name).cast(pl.Categorical) for name in self.by)).with_columns(key)

    def decide(self, summaries: Sequence[pl.DataFrame]) -> Verdict:
        """The rows that are not drawn."""
        rows = pl.concat(summaries)
        sizes, groups = self._groups(rows)
        if self.by and sizes and all(value is None for key in sizes for value in key):
            raise OptionError(
                f"sample: no row has a value in {self.by}, wanted groups; fill them first, as classify does"
            )
        asked = self.n if self.n is not None else int(Fraction(str(self.fraction)) * rows.height)
        if asked > rows.height:
            raise OptionError(f"sample: found {rows.height} rows, wanted {asked}; lower n")
        shares = self._shared(asked, sizes)
        drawn = from_numpy(smallest(rows["key"], rows["position"], groups, list(shares.values())))
        surplus = asked % self.multiple_of
        last = rows.filter(drawn).top_k(surplus, by=["key", "position"])
        gone = [rows.filter(~drawn).select("position", dropped=pl.lit("not_sampled")),
                last.select("position", dropped=pl.lit("remainder"))]  # fmt: skip
        details = {_name(key): share for key, share in shares.items()} if self.by else {}
        return Verdict(pl.concat(gone if surplus else gone[:1]), details)

    def _groups(self, rows: pl.DataFrame) -> tuple[dict[Key, int], Places]:
        """Rows of each group, the groups in the order of their names, and the number of each row's group."""
        if not self.by:
            return {(): rows.height}, np.zeros(rows.height, np.int64)
        named = [pl.col(name).cast(pl.String).alias(f"{name}#") for name in self.by]
        table = rows.group_by(self.by).len().with_columns(named)
        table = table.sort([f"{name}#" for name in self.by], nulls_last=True).with_row_index("group")
        numbered = rows.select(self.by).join(table, on=self.by, how="left", nulls_equal=True, maintain_order="left")
        sizes = {tuple(key): count for count, *key in table.select("len", *(f"{name}#" for name in self.by)).rows()}
        return sizes, numbered["group"].cast(pl.Int64).to_numpy()

    def _shared(self, asked: int, sizes: dict[Key, int]) -> dict[Key, int]:
        """Rows to draw of each group."""
        names = {_name(key) for key in sizes}
        for name in [*self.weights, *_named(self.at_least), *_named(self.at_most)]:
            if name not in names:
                raise OptionError(f"sample: no group {name!r}{did_you_mean(name, names)}; found {sorted(names)}")
        weights = {key: self._weight(key, size) for key, size in sizes.items()}
        floors = {key: min(size, _bound(self.at_least, key, 0)) for key, size in sizes.items()}
        caps = {key: min(size, _bound(self.at_most, key, size)) for key, size in sizes.items()}
        if self.weights:
            caps = {key: cap if weights[key] or floors[key] else 0 for key, cap in caps.items()}
        return within(asked, weights, floors, caps)

    def _weight(self, key: Key, size: int) -> Fraction:
        if self.weights:
            return Fraction(str(self.weights.get(_name(key), 0)))
        return Fraction(size if self.shares == "proportional" else 1)


def _name(key: Key) -> str:
    """A group as it is named in options and ledgers: its values with a slash between."""
    return "/".join(_NO_GROUP if value is None else value for value in key)


def _named(bound: int | dict[str, int] | None) -> list[str]:
    return list(bound) if isinstance(bound, dict) else []


def _bound(bound: int | dict[str, int] | None, key: Key, default: int) -> int:
    if isinstance(bound, dict):
        return bound.get(_name(key), default)
    return default if bound is None else bound
