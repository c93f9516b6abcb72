"""The steps of many means of whole numbers: the running sum, a line a number, and the division by how many."""

from functools import partial
from typing import Protocol

import numpy as np
import polars as pl

from mathdata.families.contract import Lesson, Manner
from mathdata.families.language import Language
from mathdata.families.working.columns import with_columns
from mathdata.families.working.sheets.blocks import told_in_blocks
from mathdata.families.working.sheets.columns import sum_columns
from mathdata.families.working.sheets.lessons import conclusion
from mathdata.families.working.sheets.operands import texts_of
from mathdata.families.working.sheets.pieces import Whole
from mathdata.families.working.sheets.quotients import division_lines
from mathdata.families.working.sheets.sheet import Sheet, joined

_ROWS = 1 << 12
"""So many means are told at a time."""


class Teach(Protocol):
    """What is taught of an answer and a count, which may be the marks of many."""

    def __call__(self, count: str, answer: str, language: Language, *, is_exact: bool) -> Lesson:
        """The lesson."""


def mean_steps(told: pl.DataFrame, teach: Teach, manner: Manner) -> pl.Series:
    """The steps of means whose chains are `(a + b + …) / count = sum / count`, and the quotient."""
    terms = pl.col("solution").str.slice(1).str.split(")").list.first().str.split(" + ")
    table = told.select("solution", "answer", "is_exact", terms=terms.cast(pl.List(pl.Int64)))
    return told_in_blocks(table, partial(_steps, teach=teach, manner=manner), manner.words, rows=_ROWS)


def _steps(sheet: Sheet, table: pl.DataFrame, teach: Teach, manner: Manner) -> str:
    chain, answer = (sheet.texts(texts_of(table[name])) for name in ("solution", "answer"))
    count = table["terms"].list.len().cast(pl.Int64).to_numpy()
    total = table["terms"].list.sum().to_numpy()
    shown, language = sheet.number(count), manner.language
    lesson = partial(teach, shown, answer, language)
    division = division_lines(sheet, np.maximum(total, 1), count, manner.precision.digits, by_digit=manner.by_digit)
    lines = [
        f"{lesson(is_exact=True).formula}\n",
        _running_sums(sheet, table["terms"].explode().to_numpy(), count, by_digit=manner.by_digit),
        sheet.where(total > 0, division),
        f"{chain}\n",
        conclusion(sheet, table["is_exact"].to_numpy(), lesson, language),
    ]
    return "".join(lines)


def _running_sums(sheet: Sheet, terms: Whole, count: Whole, *, by_digit: bool) -> str:
    """The lines of all sums but the first number, which is none."""
    bounds = np.concatenate([[0], count.cumsum()])
    reached = terms.cumsum()
    result = reached - np.repeat(reached[bounds[:-1]] - terms[bounds[:-1]], count)
    further = np.ones(len(terms), bool)
    further[bounds[:-1]] = False
    value, result = terms[further], result[further]
    running = result - value
    lines = Sheet(len(value), sheet.words)
    stated = f"{lines.number(running)} + {lines.number(value)}"
    done = f"{stated} = {lines.number(result)}"
    if by_digit:
        columns = lines.pieces(sum_columns(running, value, result))
        long = np.maximum(running, value) > 9
        done = lines.either(long, with_columns(stated, columns, done, sheet.words), done)
    return sheet.texts(joined(lines.told(f"{done}\n"), bounds - np.arange(len(bounds))))
