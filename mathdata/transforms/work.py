"""Write worked solutions: what a model learns is the steps that it is shown."""

from typing import ClassVar, Literal

import polars as pl

from mathdata.arrays import filled
from mathdata.families import Working, WorkOptions, slow_rows
from mathdata.step import RowStep, marked
from mathdata.transforms.golds import agreeing
from mathdata.wire import dumps, loads


class Work(RowStep, WorkOptions):
    """Solve each problem that a family reads, and write the solution with its steps.

    Sets `solution`, `answer` and, where it is null, `category`; the problem is never touched. A problem that no
    family reads stays as it was and is counted as `unsolved`. Where the answer that was there disagrees with the
    one that was computed, both are kept in `extra` under `@gold_mismatch`, and counted. Every `=` that is written
    is exactly true. How solutions are told is said by the options of `mathdata.families.WorkOptions`.
    """

    kind: ClassVar[str] = "work"
    python_bound: ClassVar[bool] = True

    place: Literal["replace", "before", "fill"] = "replace"
    """`replace` the solution, stand `before` it on lines of its own, or `fill` empty ones only."""
    prefix: str = ""
    """Text in front of every solution that is written, such as `计算过程：`."""
    unsolved: Literal["keep", "drop"] = "keep"
    """What happens to a row that no family solves."""
    mismatch: Literal["keep", "drop"] = "keep"
    """What happens to a row whose own answer is another than the computed one."""

    def python_rows(self, records: pl.DataFrame) -> int:
        """The rows whose wording is not one of the usual."""
        return slow_rows(records["problem"], self)

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with solutions, and how many were worked, shortened, unsolved and in disagreement."""
        working = Working(records["problem"], self)
        golds = records.select(pl.coalesce("answer", "solution")).to_series()
        agreed = agreeing(working, golds)
        new = working.table.select(pl.all().name.prefix(_NEW)).with_columns(agreed.alias(_AGREES))
        told = records.with_columns(new.get_columns())
        drops = {name: _OUTCOMES[name] for name in self._dropped()}
        after = marked(told.with_columns(self._solution(told), _ANSWER, _CATEGORY, _extras(told, golds)), drops)
        sums = told.select([flag.sum().alias(name) for name, flag in _OUTCOMES.items()])
        return after.select(records.columns), {name: count for name, count in sums.row(0, named=True).items() if count}

    def _dropped(self) -> list[str]:
        unwanted = (("unsolved", self.unsolved), ("gold_mismatch", self.mismatch))
        return [outcome for outcome, fate in unwanted if fate == "drop"]

    def _solution(self, told: pl.DataFrame) -> pl.Series:
        """The new solution in its place; where there is none, the old one stays."""
        old, written = pl.col("solution"), pl.col(f"{_NEW}solution")
        if self.prefix:
            written = pl.lit(self.prefix) + written
        if self.place == "before":
            below = pl.when(old.str.len_bytes() > 0).then(pl.lit("\n") + old).otherwise(pl.lit(""))
            written = written + below
        solutions = told.select(written.alias("solution")).to_series()
        if self.place == "fill":
            solutions = filled(told.select(pl.when(old.str.contains(r"\S")).then(old)).to_series(), solutions)
        return filled(solutions, told["solution"])


_NEW, _AGREES = "new ", "agrees"
_ANSWER = pl.coalesce(f"{_NEW}answer", "answer").alias("answer")
_CATEGORY = pl.coalesce("category", f"{_NEW}category").alias("category")
_SOLVED = pl.col(f"{_NEW}category").is_not_null()
_DISAGREES = pl.col(_AGREES).eq_missing(pl.lit(False))
_OUTCOMES = {
    "worked": _SOLVED & ~_DISAGREES,
    "gold_mismatch": _SOLVED & _DISAGREES,
    "unsolved": ~_SOLVED,
    "shortened": pl.col(f"{_NEW}shortened").fill_null(False),
}


def _extras(told: pl.DataFrame, golds: pl.Series) -> pl.Series:
    """`extra` with gold and computed answer where the two disagree."""
    rows = told.select(_DISAGREES).to_series().arg_true()
    if not len(rows):
        return told["extra"]
    answers = told[f"{_NEW}answer"].gather(rows)
    found = zip(told["extra"].gather(rows), golds.gather(rows), answers, strict=True)
    extras = [_with_mismatch(extra, {"gold": gold, "computed": computed}) for extra, gold, computed in found]
    return told["extra"].scatter(rows, pl.Series(extras, dtype=pl.String))


def _with_mismatch(extra: str | None, mismatch: dict[str, str]) -> str:
    return dumps({**(loads(extra.encode()) if extra else {}), "@gold_mismatch": mismatch})
