"""Worked solutions of a column of problems: in columns where a family can, else one by one.

```text
problems ─families in columns─> one line each, answers ─if more is asked─> solutions, answers
    └────── what they leave ──> one by one, equal problems once ──────────> solutions, answers
```
"""

from collections.abc import Iterator
from typing import Any

import polars as pl

from mathdata.families.contract import Answer, Family, Manner
from mathdata.families.gold import HALF, agrees
from mathdata.families.plain_golds import plainly_agrees
from mathdata.families.recognition import begin_quickly, kinds_in_columns
from mathdata.families.registry import family
from mathdata.families.solve import Solver, Worked, WorkOptions, steps_of

_TEXTS = ("category", "solution", "answer")
COLUMNS = dict.fromkeys(_TEXTS, pl.String()) | dict.fromkeys(("is_exact", "shortened"), pl.Boolean())


class Working:
    """The solutions of a column of problems.

    >>> working = Working(pl.Series(["计算 3 * 4 等于多少？", "今天天气怎么样？"]), WorkOptions())
    >>> working.table["solution"].to_list()
    ['3 * 4 = 12', None]
    >>> working.agreeing(pl.Series(["答案是 13", ""])).to_list()
    [False, None]
    """

    table: pl.DataFrame
    """A row a problem, with the columns `COLUMNS`; null where no family solves it."""

    def __init__(self, problems: pl.Series, options: WorkOptions) -> None:
        # In one piece: Polars panics where it puts lines together and a piece holds no problem of that family.
        self._problems, self._options = problems.rechunk(), options
        self._solver = Solver(options)
        self._known: dict[str | None, Worked | None] = {None: None}
        if options.style == "brief":  # one line costs no more than to look for equal problems
            self._asked = self._problems
            self.table = self._told()
        else:
            self._asked, places = _each_once(self._problems)
            self.table = self._told()[places]

    def _told(self) -> pl.DataFrame:
        """What is told of each problem that is asked."""
        rest = pl.int_range(len(self._asked), dtype=pl.UInt32, eager=True)
        parts = list(self._in_columns()) if _is_plain(self._options) else []
        if parts:
            rest = rest.filter(~rest.is_in(pl.concat([part["row"] for part in parts]).implode()))
        parts.append(self._one_by_one(rest))
        # Polars would copy all characters if it sorted rows of several chunks.
        return pl.concat(parts).rechunk().sort("row").drop("row")

    def agreeing(self, golds: pl.Series) -> pl.Series:
        """Whether each gold is the answer within its own precision; null where either is missing."""
        asked = golds.str.contains(r"\S").fill_null(False) & self.table["category"].is_not_null()
        usual = self.table["category"].is_in(_with_usual_slack(self.table["category"]))
        plainly = plainly_agrees(golds, self.table["answer"], self.table["is_exact"]) & usual.fill_null(False)
        doubtful = (asked & ~plainly).arg_true()
        verdicts = plainly.to_frame("agrees").select(pl.when(asked).then("agrees")).to_series()
        pairs = zip(self._problems.gather(doubtful).to_list(), golds.gather(doubtful).to_list(), strict=True)
        settled = pl.Series([self._agrees(problem, gold) for problem, gold in pairs], dtype=pl.Boolean)
        return verdicts.scatter(doubtful, settled) if len(doubtful) else verdicts

    def _agrees(self, problem: str, gold: str) -> bool:
        worked = self._worked(problem)
        return worked is not None and agrees(worked.result, gold, slack=family(worked.category).gold_slack)

    def _worked(self, problem: str | None) -> Worked | None:
        known = self._known
        if problem is not None and problem not in known:
            known[problem] = self._solver.work(problem)
        return known[problem]

    def _in_columns(self) -> Iterator[pl.DataFrame]:
        """What each family tells in columns; a wording belongs to one family, so the order is of no matter."""
        language = None if self._options.language == "auto" else self._options.language
        for kind in kinds_in_columns(self._asked):
            found = family(kind)
            told = found.in_columns(self._asked, language)
            if told is not None and told.height:
                told = self._in_style(found, told)
                category, shortened = pl.lit(kind).alias("category"), pl.lit(False).alias("shortened")
                yield told.select("row", category, "solution", "answer", "is_exact", shortened)

    def _in_style(self, found: Family[Any], told: pl.DataFrame) -> pl.DataFrame:
        style = self._options.style
        if style == "brief":
            return told
        return self._in_steps(found, told) if style == "steps" else self._explained(found, told)

    def _in_steps(self, found: Family[Any], told: pl.DataFrame) -> pl.DataFrame:
        """The same rows with the steps in place of the one line: in columns where the family can, else one by one."""
        manner = self._solver.manner_of(found, self._asked[told["row"][0]])
        steps = found.steps_in_columns(told, manner)
        if steps is None:
            steps = pl.repeat(None, told.height, dtype=pl.String, eager=True)
        left = steps.is_null().arg_true()
        if len(left):
            steps = steps.scatter(left, self._steps_one_by_one(found, told[left], manner))
        return told.with_columns(steps.alias("solution")).drop_nulls("solution")

    def _explained(self, found: Family[Any], told: pl.DataFrame) -> pl.DataFrame:
        """The same rows with what is taught around the one line; none where the family does not do so in columns."""
        manner = self._solver.manner_of(found, self._asked[told["row"][0]])
        lessons = found.lessons_in_columns(told, manner.language)
        return told.clear() if lessons is None else told.with_columns(lessons.alias("solution"))

    def _steps_one_by_one(self, found: Family[Any], told: pl.DataFrame, manner: Manner) -> pl.Series:
        """Only what is shown of the answer is needed to tell the steps; equal problems are told once."""
        asked = self._asked.gather(told["row"]).to_list()
        texts: dict[str, str | None] = {}
        for problem, answer, is_exact in zip(asked, told["answer"].to_list(), told["is_exact"].to_list(), strict=True):
            if problem not in texts:
                texts[problem] = steps_of(found, problem, Answer.shown(answer, is_exact=is_exact), manner)
        return pl.Series([texts[problem] for problem in asked], dtype=pl.String)

    def _one_by_one(self, rows: pl.Series) -> pl.DataFrame:
        told = [self._worked(problem) for problem in self._asked.gather(rows).to_list()]
        columns = {name: [None if row is None else getattr(row, name) for row in told] for name in COLUMNS}
        return pl.DataFrame({"row": rows, **columns}, schema_overrides=COLUMNS)


def slow_rows(problems: pl.Series, options: WorkOptions) -> int:
    """How many problems will probably take their time, by how they begin: the usual wordings take little.

    >>> slow_rows(pl.Series(["计算 3 * 4 等于多少？", "Hello!", None]), WorkOptions(style="steps"))
    1
    """
    if not _is_plain(options):
        return len(problems) - problems.null_count()
    return int((~begin_quickly(problems)).sum())


def _each_once(problems: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The different problems, and the place among them of each problem.

    >>> [found.to_list() for found in _each_once(pl.Series(["b", "a", None, "b"]))]
    [['b', 'a', None], [0, 1, 2, 0]]
    """
    asked = problems.unique(maintain_order=True)
    numbered = pl.DataFrame({"problem": asked}).with_row_index("place")
    joined = pl.DataFrame({"problem": problems}).join(numbered, on="problem", how="left", nulls_equal=True,
                                                      maintain_order="left")  # fmt: skip
    return asked, joined["place"]


def _is_plain(options: WorkOptions) -> bool:
    """Whether nothing is asked but a style, at each family's own precision."""
    return options.answer_mark == "none" and (options.precision, options.max_chars) == (None, None)


def _with_usual_slack(kinds: pl.Series) -> list[str]:
    return [kind for kind in kinds.unique().drop_nulls() if family(kind).gold_slack >= HALF]
