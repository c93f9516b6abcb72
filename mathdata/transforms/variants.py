"""Make new problems of old ones: the same words, other numbers, and a solution of their own."""

import re
from contextlib import suppress
from random import Random
from typing import Any, ClassVar, NamedTuple

import polars as pl
from pydantic import Field

from mathdata.drawing import stream
from mathdata.errors import CannotSolve
from mathdata.families import Recognised, WorkOptions, recognise
from mathdata.families.contract import Formula
from mathdata.families.language import language_of
from mathdata.families.solve import Solver, Worked
from mathdata.families.symbolic import TimeOver
from mathdata.step import RowStep
from mathdata.transforms.offspring import Child, with_children

MAX_TRIES = 60
"""Draws for one new problem; numbers that make no problem, or a longer answer, are drawn again. A row for which so many
in a row were in vain gets no more."""

_READ = ("problem", "id", "dropped", "trajectory")
# A digit behind `^` or a letter is part of the form: x^2 stays a square, and x1 a name.
_OPERAND = re.compile(r"(?<![\^0-9.A-Za-z_*])[0-9]+(?:\.[0-9]+)?(?![0-9.])")


class Variants(RowStep):
    """Make `n` rows of each problem that a family reads: the same sentence with other numbers, solved anew.

    The rows stand behind their parent, which stays. New numbers have as many digits and decimals as the old ones;
    the problem is of the same family, and its answer is whole where that of its parent is, and no longer by more
    than two signs. A row with a `trajectory` has none made. Where too few are found, those that lack are counted
    as `missing`.
    """

    kind: ClassVar[str] = "variants"
    python_bound: ClassVar[bool] = True

    n: int = Field(default=1, ge=1, le=1000)
    """How many rows are made of one."""
    work: WorkOptions = Field(default=WorkOptions(style="steps"))
    """How the new problems are solved."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their variants, and how many rows were unread or given too few."""
        solver = Solver(self.work)
        made = [self._variants(row, solver) for row in records.select(_READ).iter_rows(named=True)]
        unread = sum(several is None for several in made)
        missing = sum(self.n - len(several) for several in made if several is not None)
        counts = {"unread": unread, "missing": missing}
        after = _with_variants(records, [several or [] for several in made], seed=self.seed or 0)
        return after, {name: count for name, count in counts.items() if count}

    def _variants(self, row: dict[str, Any], solver: Solver) -> "list[_Variant] | None":
        """The variants of one row; None if no family reads it."""
        problem: str | None = row["problem"]
        if problem is None or row["dropped"] is not None or row["trajectory"]:
            return None
        recognised = recognise(problem)
        old = _told_if_solved(recognised, problem, solver) if recognised is not None else None
        if recognised is None or old is None:
            return None
        rng = stream(self.seed or 0, self.kind, row["id"])
        found: dict[str, _Variant] = {}
        refused, in_vain = {problem}, 0
        with suppress(TimeOver):  # still other numbers would take as long
            while len(found) < self.n and in_vain < MAX_TRIES:
                text = _redrawn(problem, rng)
                told = None if text in refused or text in found else _alike(text, recognised, old, solver)
                if told is None:
                    refused.add(text)
                    in_vain += 1
                else:
                    found[text] = _Variant(text, told)
                    in_vain = 0
        return list(found.values())


class _Variant(NamedTuple):
    """A new problem and its solution."""

    problem: str
    worked: Worked


def _redrawn(problem: str, rng: Random) -> str:
    """The problem with another number for each operand.

    >>> _redrawn("计算 12.5 + 3 等于多少？", Random(0))
    '计算 59.6 + 1 等于多少？'
    """
    return _OPERAND.sub(lambda match: _number_like(match[0], rng), problem)


def _number_like(text: str, rng: Random) -> str:
    """A number of as many digits and decimals; 0 and 1 alone may be part of the form and stay small."""
    whole, _, decimals = text.partition(".")
    low = 10 ** (len(whole) - 1) if len(whole) > 1 else (0 if whole == "0" else 1)
    drawn = str(rng.randint(low, 10 ** len(whole) - 1)) if whole != "0" or decimals else "0"
    return f"{drawn}.{rng.randint(0, 10 ** len(decimals) - 1):0{len(decimals)}d}" if decimals else drawn


def _told(recognised: Recognised, problem: str, solver: Solver) -> Worked | None:
    language = solver.options.language
    return solver.tell(recognised, language_of(problem) if language == "auto" else language)


def _told_if_solved(recognised: Recognised, problem: str, solver: Solver) -> Worked | None:
    try:
        return _told(recognised, problem, solver)
    except CannotSolve:
        return None


def _alike(text: str, parent: Recognised, old: Worked, solver: Solver) -> Worked | None:
    """The solution of a new problem, if it is of the same kind and its answer of the same form.

    Raises:
        TimeOver: if it is given up for the time it takes.
    """
    recognised = recognise(text)
    if recognised is None or recognised.family is not parent.family or recognised.given == parent.given:
        return None
    try:
        told = _told(recognised, text, solver)
    except TimeOver:
        raise
    except CannotSolve:
        return None
    return told if told is not None and _form(told) == _form(old) and _fits(told, old) else None


def _form(worked: Worked) -> tuple[bool, bool, bool]:
    """Whether an answer is a formula, whole, and exact."""
    result = worked.result
    is_formula = isinstance(result.value, Formula)
    return is_formula, result.digits.lstrip("-").isdigit(), result.is_exact


def _fits(told: Worked, old: Worked) -> bool:
    return len(told.result.digits) <= len(old.result.digits) + 2 and told.result.unit == old.result.unit


def _with_variants(records: pl.DataFrame, made: "list[list[_Variant]]", *, seed: int) -> pl.DataFrame:
    """The records, each followed by its variants, which have a solution and an answer of their own."""
    children = [[Child(variant.problem) for variant in several] for several in made]
    after = with_children(records, Variants.kind, children, on="problem", seed=seed)
    rows: list[int | _Variant] = []
    for place, several in enumerate(made):
        rows += [place, *several]
    new = [row.worked if isinstance(row, _Variant) else None for row in rows]
    old = records[[row for row in rows if isinstance(row, int)]] if rows else records
    columns: dict[str, list[str | None]] = {name: [] for name in ("solution", "answer", "category", "rejected")}
    kept = iter(old.select(list(columns)).iter_rows(named=True))
    for worked in new:
        parent = next(kept) if worked is None else {}
        columns["solution"].append(parent["solution"] if worked is None else worked.solution)
        columns["answer"].append(parent["answer"] if worked is None else worked.answer)
        columns["category"].append(parent["category"] if worked is None else worked.category)
        columns["rejected"].append(parent["rejected"] if worked is None else None)
    return after.with_columns(pl.Series(name, values, dtype=pl.String) for name, values in columns.items())
