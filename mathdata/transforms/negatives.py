"""Write a wrong solution beside each true one: a named error at a known step, proven false."""

from collections import Counter
from typing import Any, ClassVar, Literal, get_args

import polars as pl
from pydantic import Field

from mathdata.drawing import stream
from mathdata.step import RowStep, marked
from mathdata.transforms.slips.named import SlipName
from mathdata.transforms.slips.negative import Negative, is_proven, negative_of
from mathdata.wire import dumps, loads


class Negatives(RowStep):
    """Write a wrong solution into `rejected`, and which of its steps is the first wrong one into `extra`.

    The error is put into one equation of the solution, and what follows is computed from it. Under `@negative`
    stand `error`, `step` (number of the first wrong step, from 1), `steps` (start, end and label of each: `right`,
    `wrong`, `follows`; characters of `rejected`), `found` and `right` (the wrong equation, and what stood there).
    `mathdata.verify` proves the solution and refutes the negative at that step; a solution with a fault, and an
    error that cancels out, give none. Rows are counted by error, or as `unproven`, `no_negative` or `paired`.
    """

    kind: ClassVar[str] = "negatives"
    python_bound: ClassVar[bool] = True

    errors: list[SlipName] = Field(default=list(get_args(SlipName)), min_length=1)
    """Errors to draw from."""
    overwrite: bool = False
    """Whether a `rejected` that is there already is replaced; else the row is counted as `paired`."""
    without: Literal["keep", "drop"] = "keep"
    """What happens to a row that gets no negative."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their negatives, and how many there are of each kind."""
        rows = records.select("id", "problem", "solution", "answer", "rejected", "extra").iter_rows(named=True)
        done = [self._row(row) for row in rows]
        names = ("rejected", "extra", "#outcome")
        new = pl.DataFrame(done, schema=dict.fromkeys(names, pl.String), orient="row")
        after = records.with_columns(new)
        if self.without == "drop":
            without = pl.col("#outcome").is_in(["unproven", "no_negative"])
            after = marked(after, {"no_negative": without})
        return after.drop("#outcome"), dict(sorted(Counter(row[2] for row in done).items()))

    def _row(self, row: dict[str, Any]) -> tuple[str | None, str | None, str]:
        """Rejected, extra, and what happened."""
        if row["rejected"] is not None and not self.overwrite:
            return row["rejected"], row["extra"], "paired"
        problem = row["problem"] or ""
        if not is_proven(problem, row["solution"], row["answer"]):
            return row["rejected"], row["extra"], "unproven"
        rng = stream(self.seed or 0, self.kind, row["id"])
        negative = negative_of(problem, row["solution"], self.errors, rng)
        if negative is None:
            return row["rejected"], row["extra"], "no_negative"
        return negative.text, _noted(row["extra"], negative), negative.error


def _noted(extra: str | None, negative: Negative) -> str:
    keys: dict[str, Any] = loads(extra.encode()) if extra else {}
    labelled = zip(negative.steps, negative.labels, strict=True)
    note = {
        "error": negative.error,
        "step": negative.step,
        "found": negative.text[negative.start : negative.end],
        "right": negative.right,
        "steps": [{"start": start, "end": end, "label": label} for (start, end), label in labelled],
    }
    return dumps({**keys, "@negative": note})
