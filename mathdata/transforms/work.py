"""Write worked solutions: what a model learns is the steps that it is shown."""

from typing import Any, ClassVar, Literal

import polars as pl

from mathdata.families import Formula, Worked, WorkOptions, agrees, family, worked_batch
from mathdata.step import RowStep, marked
from mathdata.verify import extract_answer, same_answer
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

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with solutions, and how many were worked, shortened, unsolved and in disagreement."""
        rows = records.select("problem", "solution", "answer", "category", "extra").rows()
        results = worked_batch([row[0] or "" for row in rows], self)
        done = [self._row(row, result) for row, result in zip(rows, results, strict=True)]
        names = ("solution", "answer", "category", "extra", "outcome", "shortened")
        types = [pl.String] * 5 + [pl.Boolean]
        new = pl.DataFrame(done, schema=dict(zip(names, types, strict=True)), orient="row")
        counts = {name: int(count) for name, count in new["outcome"].value_counts().iter_rows() if name is not None}
        counts["shortened"] = int(new["shortened"].sum())
        drops = {name: pl.col("outcome") == name for name in self._dropped()}
        after = marked(records.with_columns(new), drops).drop("outcome", "shortened")
        return after, {name: count for name, count in counts.items() if count}

    def _dropped(self) -> list[str]:
        unwanted = (("unsolved", self.unsolved), ("gold_mismatch", self.mismatch))
        return [outcome for outcome, fate in unwanted if fate == "drop"]

    def _row(self, row: tuple[Any, ...], result: Worked | None) -> tuple[Any, ...]:
        """Solution, answer, category, extra, what happened, and whether the solution was shortened."""
        _, solution, answer, category, extra = row
        if result is None:
            return solution, answer, category, extra, "unsolved", False
        gold = answer if answer is not None else solution
        agreed = not gold.strip() or _agrees(result, gold)
        if not agreed:
            found = {"@gold_mismatch": {"gold": gold, "computed": result.answer}}
            extra = dumps({**(loads(extra.encode()) if extra else {}), **found})
        kept = solution if self.place == "fill" and solution.strip() else self._placed(result.solution, solution)
        outcome = "worked" if agreed else "gold_mismatch"
        return kept, result.answer, category or result.category, extra, outcome, result.shortened

    def _placed(self, working: str, solution: str) -> str:
        written = self.prefix + working
        return f"{written}\n{solution}" if self.place == "before" and solution else written


def _agrees(result: Worked, gold: str) -> bool:
    """Whether a gold answer says what was computed: the same number, or the same formula however it is written."""
    if not isinstance(result.result.value, Formula):
        return agrees(result.result, gold, slack=family(result.category).gold_slack)
    stated = extract_answer(gold)
    return same_answer(gold, result.answer) or (stated is not None and same_answer(stated.text, result.answer))
