"""Split a corpus into parts, such as one to train and one to test."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, ClassVar, Literal, Self

import polars as pl
from pydantic import Field, model_validator

from mathdata.drawing import draw_keys
from mathdata.errors import OptionError
from mathdata.step import CorpusStep, RowStep, Verdict, marked
from mathdata.transforms.columns import Columns
from mathdata.transforms.kinship import kin
from mathdata.transforms.plain import plain
from mathdata.transforms.shares import Key, largest_remainders, within


class Split(CorpusStep):
    """Write into `part` to which part a row belongs; an output may ask for one part.

    Rows that say the same, and rows made from one another, go to the same side. So a part may miss its count by
    less than the largest such group; the ledger tells the counts. Keeps every row and the order; with `counts` that
    leave rows over, those are marked `no_part`.
    """

    kind: ClassVar[str] = "split"

    fractions: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default={})
    """Share of each part, 0 to 1; together 1."""
    counts: dict[str, Annotated[int, Field(ge=0)] | None] = Field(default={})
    """Rows of each part, instead of `fractions`; null for all that is left."""
    by: Columns = Field(default=[])
    """Columns whose values are to be spread evenly over the parts, such as `category`."""
    together: Literal["kin", "none"] = "kin"
    """Whether copies and children of a problem stay on its side."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if bool(self.fractions) == bool(self.counts):
            raise ValueError("found both or neither of fractions and counts, wanted one of them")
        if self.fractions and sum(Fraction(str(share)) for share in self.fractions.values()) != 1:
            total = float(sum(Fraction(str(share)) for share in self.fractions.values()))
            raise ValueError(f"found fractions that add up to {total}, wanted 1")
        if list(self.counts.values()).count(None) > 1:
            raise ValueError("found null twice among counts, wanted one part at most that takes what is left")
        return self

    @property
    def parts(self) -> list[str]:
        """The names of the parts."""
        return list(self.fractions or self.counts)

    def summarise(self, records: pl.DataFrame) -> pl.DataFrame:
        """Position, key, strata, and what tells kinship: keys of id, parent and problem."""
        key = draw_keys(records["id"], self.seed or 0, self.kind)
        keyed = records.select("position", *self.by).with_columns(key)
        if self.together == "none":
            return keyed
        asked = plain(records["problem"].zip_with(records["problem"].is_not_null(), records["solution"]))
        made = pl.col("parent").is_not_null()
        root = pl.col("id").str.split("~").list.first()  # also where the rows between are gone: see `step.children`
        names = records.select(
            id=pl.col("id").hash(),
            parent=pl.when(made).then(pl.col("parent").hash()),
            root=pl.when(made).then(root.hash()),
        )
        return pl.concat([keyed, names], how="horizontal").with_columns(problem=asked.hash())

    def decide(self, summaries: Sequence[pl.DataFrame]) -> Verdict:
        """The part of each row."""
        rows = pl.concat(summaries).sort("position")
        rows = rows.with_columns(group=kin(rows) if self.together == "kin" else pl.int_range(pl.len()))
        strata = self._strata(rows)
        quotas = self._quotas([int(stratum["rows"].sum()) for stratum in strata])
        dealt = [_dealt(stratum, shares, spare=self._elastic) for stratum, shares in zip(strata, quotas, strict=True)]
        parts = rows.join(pl.concat(dealt), on="group", how="left", maintain_order="left")
        counts = dict(parts["part"].drop_nulls().value_counts().iter_rows())
        dropped = pl.when(pl.col("part").is_null()).then(pl.lit("no_part"))
        details = {part: counts.get(part, 0) for part in self.parts}
        return Verdict(parts.select("position", "part", dropped=dropped), details, self._notes(details))

    @property
    def _elastic(self) -> str | None:
        """The part that takes what is left; null if rows may be left over."""
        if self.fractions:
            return max(self.fractions, key=lambda part: self.fractions[part])
        return next((part for part, rows in self.counts.items() if rows is None), None)

    def _strata(self, rows: pl.DataFrame) -> list[pl.DataFrame]:
        """Groups with their sizes in the order of chance, stratum by stratum; a group is where its first row is."""
        first = [pl.col(name).first() for name in self.by]
        groups = rows.group_by("group", maintain_order=True).agg(pl.col("key").min(), *first, rows=pl.len())
        # The least key of a large group is small: drawn anew, its size says nothing about its place.
        again = draw_keys(groups["key"].cast(pl.String), self.seed or 0, self.kind)
        groups = groups.with_columns(again).sort("key", "group")
        if not self.by:
            return [groups]
        return [stratum for _, stratum in sorted(groups.group_by(self.by), key=lambda named: str(named[0]))]

    def _quotas(self, sizes: list[int]) -> list[dict[str, int]]:
        """Rows of each part in each stratum."""
        total = sum(sizes)
        totals = self._totals(total)
        if sum(totals.values()) > total:
            raise OptionError(f"split: found {total} rows, wanted {sum(totals.values())}; lower the counts")
        left: dict[Key, int] = {(str(number),): size for number, size in enumerate(sizes)}
        weights: dict[Key, Fraction] = {key: Fraction(size) for key, size in left.items()}
        quotas: list[dict[str, int]] = [{} for _ in sizes]
        for part, rows in totals.items():
            shares = within(rows, weights, {}, left)
            left = {key: size - shares[key] for key, size in left.items()}
            for quota, share in zip(quotas, shares.values(), strict=True):
                quota[part] = share
        return quotas

    def _totals(self, total: int) -> dict[str, int]:
        if self.fractions:
            weights: dict[Key, Fraction] = {(part,): Fraction(str(share)) for part, share in self.fractions.items()}
            return {part: rows for (part,), rows in largest_remainders(total, weights).items() if part is not None}
        named = sum(rows for rows in self.counts.values() if rows is not None)
        return {part: max(0, total - named) if rows is None else rows for part, rows in self.counts.items()}

    def _notes(self, counts: dict[str, int]) -> list[str]:
        missed = [part for part, rows in self.counts.items() if rows is not None and counts[part] != rows]
        return [
            f"{part}: {counts[part]} rows, wanted {self.counts[part]}; rows of one problem stay together"
            for part in missed
        ]


class OnePart(RowStep):
    """Keep the rows of one part of a split; mark the others `other_part`. In Python only: outputs name their parts."""

    kind: ClassVar[str] = "part"

    name: str
    """The part."""

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records, those of other parts marked."""
        return marked(records, {"other_part": pl.col("part").ne_missing(self.name)})


def _dealt(groups: pl.DataFrame, quotas: dict[str, int], *, spare: str | None) -> pl.DataFrame:
    """The part of each group; the part `spare` takes what is left."""
    found: list[pl.DataFrame] = []
    for part, rows in quotas.items():
        if part != spare:
            taken = _fitting(groups, rows)
            found.append(groups.filter(taken).select("group", part=pl.lit(part)))
            groups = groups.filter(~taken)
    return pl.concat([*found, groups.select("group", part=pl.lit(spare, pl.String))])


def _fitting(groups: pl.DataFrame, rows: int) -> pl.Series:
    """Which groups are taken, in their order, to make `rows` or a little less."""
    taken = groups["rows"].cum_sum() <= rows
    missing = rows - int(groups["rows"].filter(taken).sum())
    while missing:
        fitting = (~taken & (groups["rows"] <= missing)).arg_max()
        if fitting is None or taken[fitting] or groups["rows"][fitting] > missing:
            break
        taken[fitting] = True
        missing -= int(groups["rows"][fitting])
    return taken
