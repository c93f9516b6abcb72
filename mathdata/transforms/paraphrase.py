"""Put problems in other words: the same numbers, the same answer, proven by the family that reads both."""

from collections import Counter
from typing import Any, ClassVar, Literal, NamedTuple

import polars as pl
from pydantic import Field

from mathdata.drawing import stream
from mathdata.families import Recognised, WorkOptions, agrees, recognise, worked
from mathdata.families.language import Language, language_of
from mathdata.families.rewording import Rewording, reworded
from mathdata.step import RowStep, marked
from mathdata.transforms.offspring import Child, with_children

_READ = ("problem", "solution", "answer", "trajectory", "id", "dropped")


class Paraphrase(RowStep):
    """Make `n` rows of each problem that a family reads, each in other words.

    The rows stand behind their parent, which stays. Each is read by the family again, and has the same operands
    and the same answer; none is a copy of its parent or of a sister. What it was made of stands in `extra` under
    `@paraphrase`. A problem in another language gets a solution in that language, worked by the family; it is
    refused where the answer of the row is another one. Where there are too few ways to put a problem, fewer
    rows are made, and those that lack are counted as `missing`.
    """

    kind: ClassVar[str] = "paraphrase"
    python_bound: ClassVar[bool] = True

    n: int = Field(default=1, ge=1, le=1000)
    """How many rows are made of one."""
    language: Literal["same", "other", "both", "zh", "en"] = "same"
    """In which language the new problems are put: that of the problem, the other one, both, or the named one."""
    frames: bool = True
    """Whether neutral words may stand around a problem, such as `练习题：` and `Thank you!`; used where sentences
    alone do not suffice."""
    solution: Literal["keep", "work"] = "keep"
    """`keep` the solution where the language stays; `work` each solution anew."""
    work: WorkOptions = Field(default=WorkOptions())
    """How solutions are worked."""
    unread: Literal["keep", "drop"] = "keep"
    """What happens to a row whose problem no family reads."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their paraphrases, and how many rows were read, refused or given too few."""
        found = [self._children(row) for row in records.select(_READ).iter_rows(named=True)]
        counts = Counter(one for one in found if isinstance(one, str))
        made = [[] if isinstance(one, str) else one for one in found]
        missing = sum(self.n - len(several) for several in made if several)
        if self.unread == "drop":
            unread = pl.Series("#unread", [one == "unread" for one in found], dtype=pl.Boolean)
            records = marked(records.with_columns(unread), {"unread": pl.col("#unread")}).drop("#unread")
        counted = dict(sorted(counts.items())) | ({"missing": missing} if missing else {})
        return _with_paraphrases(records, made, seed=self.seed or 0), counted

    def _children(self, row: dict[str, Any]) -> "list[_Child] | str":
        """The new rows of one, or why there are none."""
        problem: str | None = row["problem"]
        recognised = recognise(problem) if problem is not None and row["dropped"] is None else None
        if problem is None or recognised is None:
            return "unread"
        own = language_of(problem)
        rng = stream(self.seed or 0, self.kind, row["id"])
        languages = self._languages(own)
        found = reworded(problem, recognised, languages=languages, n=self.n, rng=rng, frames=self.frames)
        if not found:
            return "unreworded"
        kept = [self._child(row, recognised, one, own) for one in found]
        done = [child for child in kept if child is not None]
        return done or "refused"

    def _languages(self, own: Language) -> list[Language]:
        other: Language = "en" if own == "zh" else "zh"
        named: dict[str, list[Language]] = {"same": [own], "other": [other], "both": [own, other]}
        return named.get(self.language) or ["zh" if self.language == "zh" else "en"]

    def _child(self, row: dict[str, Any], recognised: Recognised, one: Rewording, own: Language) -> "_Child | None":
        if one.language == own and self.solution == "keep":
            return _Child(one, row["solution"], row["answer"], is_worked=False)
        result = worked(one.problem, self.work)
        gold = row["answer"] if row["answer"] is not None else row["solution"]
        if result is None or row["trajectory"]:
            return None
        if gold.strip() and not agrees(result.result, gold, slack=recognised.family.gold_slack):
            return None
        return _Child(one, result.solution, result.answer, is_worked=True)


class _Child(NamedTuple):
    """What a new row does not share with its parent."""

    rewording: Rewording
    solution: str
    answer: str | None
    is_worked: bool


def _with_paraphrases(records: pl.DataFrame, made: "list[list[_Child]]", *, seed: int) -> pl.DataFrame:
    """The records, each followed by the rows made of it."""
    rows = [[Child(one.rewording.problem, [_told(one.rewording)]) for one in several] for several in made]
    after = with_children(records, Paraphrase.kind, rows, on="problem", seed=seed)
    columns: dict[str, list[str | None]] = {name: [] for name in ("solution", "answer", "rejected", "language")}
    for row, several in zip(records.select(list(columns)).iter_rows(named=True), made, strict=True):
        for name, column in columns.items():
            column += [row[name], *(_column(name, row[name], one) for one in several)]
    return after.with_columns(pl.Series(name, values, dtype=pl.String) for name, values in columns.items())


def _column(name: str, parents: str | None, one: "_Child") -> str | None:
    """What a new row has in a column that its parent has filled so."""
    if name == "solution":
        return one.solution
    if name == "answer":
        return one.answer
    if name == "rejected":
        return None if one.is_worked else parents
    return None if parents is None else one.rewording.language


def _told(one: Rewording) -> dict[str, Any]:
    return {"language": one.language, "sentence": one.sentence, "lead_in": one.lead_in, "tail": one.tail}
