"""The contract of a step: what a transform is given, what it may do, and what it must say.

```text
records ─row step──> records              one batch at a time, each row by itself
records ─summarise─> keys ┐
records ─summarise─> keys ┴decide─> verdict
records ────────────apply(verdict)──────> records
```

A frame of records has the columns `FRAME`: those of the schema and three of the run. A step never deletes a
row, it writes a reason into `dropped`; the engine then sets the row aside and counts it.

Rows made of a row (`children`) take its position and stand behind it; `numbered` then gives every row of
the frame a position of its own. Only the order of positions means something, never their values.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import polars as pl

from mathdata.errors import OptionError
from mathdata.inference import Asked
from mathdata.model import Model
from mathdata.schema import COLUMNS
from mathdata.wire import dumps, loads

FRAME = pl.Schema({**COLUMNS, "position": pl.UInt64(), "dropped": pl.String(), "part": pl.String()})
"""Columns of the records that steps see.

`position` is the place in the corpus, unique; by it, and not by the order of batches, "first" is told.
`dropped` is why the row is set aside; null for a row that stays. `part` is the part of a split; null for none.
"""

ROOM = 1 << 16
"""Positions between two rows that were read: as many rows can be made of one."""


class Step(Model):
    """Something that is done to records; its fields are its options.

    A step draws only from keys of (seed, step, record id), see `mathdata.drawing`. A step that draws has a
    field `seed: int | None = None`; the engine fills it with the seed of the run where it is null.
    """

    kind: ClassVar[str]
    """Name of the step in recipes and ledgers."""
    python_bound: ClassVar[bool] = False
    """Whether the work is done by Python code a row: worth a process of its own."""

    def seeded(self, seed: int) -> Self:
        """This step with the seed of the run, if it draws and has none of its own."""
        drawn = "seed" in type(self).model_fields and getattr(self, "seed") is None  # noqa: B009 (not all have it)
        return self.model_copy(update={"seed": seed}) if drawn else self

    @property
    def files(self) -> list[str]:
        """Files besides the corpus that decide what the step does; their digests enter the manifest."""
        return []

    def asked(self, ways: list[Asked]) -> list[Asked]:
        """How the model is asked after this step; a step that changes no prompt gives back what it was given."""
        return ways

    @property
    def parts(self) -> list[str]:
        """Names that the step may write into `part`."""
        return []


class RowStep(Step):
    """A step that treats each row by itself."""

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records after the step, in the same order; children directly behind their parents."""
        return self.counted(records)[0]

    def python_rows(self, records: pl.DataFrame) -> int:
        """How many of these rows will probably take Python code long: by it the engine tells what to hand over."""
        return records.height if self.python_bound else 0

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """As calling it, and how many changes of which kind were made; write this or `__call__`."""
        return self(records), {}


@dataclass(frozen=True)
class Verdict:
    """What a corpus step decided."""

    rows: pl.DataFrame
    """Rows that something happens to, by `position` (unique), with what is to be written into which column.

    A column `order` (0, 1, …) gives rows a new position: then all rows must be listed. A column `by` names the
    position of the row that is kept instead; it is told by `mathdata why`. Nulls change nothing.
    """
    details: dict[str, int] = field(default_factory=dict)
    """Counts for the ledger."""
    notes: list[str] = field(default_factory=list)
    """Sentences for the ledger."""
    evidence: pl.DataFrame | None = None
    """A table for who wants to check; written beside the manifest."""


class CorpusStep(Step):
    """A step that must know all rows before it can judge one.

    Summaries are small tables with the `position` of each row and keys instead of texts. They come in any
    order and cut at any place, and the verdict must be the same.
    """

    reorders: ClassVar[bool] = False
    """Whether verdicts may give rows new positions."""

    def summarise(self, records: pl.DataFrame) -> pl.DataFrame:
        """What has to be known of these rows."""
        raise NotImplementedError

    def decide(self, summaries: Sequence[pl.DataFrame]) -> Verdict:
        """What happens to which row; there is one summary at least, though it may be empty.

        Raises:
            OptionError: if the corpus cannot give what is asked for.
        """
        raise NotImplementedError

    def apply(self, records: pl.DataFrame, verdict: Verdict) -> pl.DataFrame:
        """These rows after the verdict."""
        return written(records, verdict.rows)


def framed(records: pl.DataFrame, *, first: int = 0) -> pl.DataFrame:
    """Records with the columns `FRAME`; the first of them is row `first` of the corpus."""
    position = pl.int_range(first, first + records.height, dtype=pl.UInt64, eager=True) * ROOM
    nothing = pl.lit(None, pl.String)
    return records.with_columns(position.alias("position"), dropped=nothing, part=nothing)


def marked(records: pl.DataFrame, reasons: dict[str, pl.Expr]) -> pl.DataFrame:
    """Records with the first reason written into `dropped` whose condition is true; null is not true.

    >>> frame = framed(pl.DataFrame({"problem": ["1+1=?", None]}))
    >>> marked(frame, {"no_problem": pl.col("problem").is_null()})["dropped"].to_list()
    [None, 'no_problem']
    """
    found = [pl.when(condition).then(pl.lit(reason)) for reason, condition in reasons.items()]
    return records.with_columns(dropped=pl.coalesce("dropped", *found))


def written(records: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Records with the columns of a verdict's `rows` written into them."""
    if not rows.height or not records.height:
        return records
    names = [name for name in rows.columns if name not in ("position", "by")]
    near = _between(rows, records["position"].min(), records["position"].max())
    if not near.height:
        return records
    # Only the positions are joined: the other columns need not be gathered anew.
    new = records.select("position").join(
        near.select("position", *names), on="position", how="left", maintain_order="left"
    )
    changes = [pl.coalesce(new[name], name).alias(name) for name in names if name != "order"]
    if "order" in names:
        changes.append(pl.coalesce(new["order"].cast(pl.UInt64) * ROOM, "position").alias("position"))
    return records.with_columns(changes).select(records.columns)


def _between(rows: pl.DataFrame, first: Any, last: Any) -> pl.DataFrame:
    """The rows of a verdict whose positions are these or lie between them."""
    positions = rows["position"]
    if not positions.is_sorted():
        return rows.filter(pl.col("position").is_between(first, last))
    begin = positions.search_sorted(first, side="left")  # the engine sorts verdicts, of which each batch needs a piece
    return rows.slice(begin, positions.search_sorted(last, side="right") - begin)


def children(parents: pl.DataFrame, step: str, *, number: int | pl.Expr) -> pl.DataFrame:
    """One row made of each of these: named after its parent, the step and its `number` among its siblings.

    An `id` among the keys of `extra` was the parent's and goes.

    >>> children(framed(pl.DataFrame({"id": ["a"], "parent": None, "extra": '{"id":7}'})), "eda", number=1).row(0)[:3]
    ('a~eda1', 'a', None)
    """
    suffix = pl.lit(number) if isinstance(number, int) else number
    name = pl.concat_str(pl.col("id"), pl.lit(f"~{step}"), suffix.cast(pl.String))
    extra = pl.when(pl.col("extra").str.contains('"id"', literal=True))
    anonymous = extra.then(pl.col("extra").map_elements(_without_id, return_dtype=pl.String)).otherwise("extra")
    return parents.with_columns(id=name, parent=pl.col("id"), extra=anonymous)


def _without_id(extra: str) -> str | None:
    keys: dict[str, Any] = loads(extra.encode())
    keys.pop("id", None)
    return dumps(keys) if keys else None


def numbered(records: pl.DataFrame) -> pl.DataFrame:
    """Records with a position for each: rows of one read row, which must be in one frame, in their order here.

    >>> numbered(pl.DataFrame({"position": [0, 65536, 65536]}, schema={"position": pl.UInt64}))["position"].to_list()
    [0, 65536, 65537]
    """
    place = pl.col("position") // ROOM
    number = pl.int_range(pl.len(), dtype=pl.UInt64).over(place)
    if records.height and records.select((number >= ROOM).any()).item():
        raise OptionError(f"found a row of which more than {ROOM - 1} were made, wanted fewer; lower the number")
    return records.with_columns(position=place * ROOM + number)
