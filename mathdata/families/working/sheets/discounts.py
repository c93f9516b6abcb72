"""The steps of many discounts: how much less, and a hundred times that divided by the price."""

from functools import partial
from typing import Protocol

import numpy as np
import polars as pl

from mathdata.families.contract import Lesson, Manner
from mathdata.families.language import Language
from mathdata.families.working.sheets.blocks import told_in_blocks
from mathdata.families.working.sheets.lessons import conclusion
from mathdata.families.working.sheets.operands import Operand, texts_of, with_sizes
from mathdata.families.working.sheets.pieces import Holds
from mathdata.families.working.sheets.quotients import division_lines
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sheets.sums import sum_lines

_ROWS = 1 << 12
"""So many discounts are told at a time."""

_CHAIN = r"^\(([0-9]+) - ([0-9]+)\) / [0-9]+ = (-?[0-9]+) / "


class Teach(Protocol):
    """What is taught of an answer and its size, which may be the marks of many."""

    def __call__(self, answer: str, size: str, language: Language, *, change: int, is_exact: bool) -> Lesson:
        """The lesson."""


def discount_steps(told: pl.DataFrame, teach: Teach, manner: Manner) -> pl.Series:
    """The steps of discounts whose chains are `(a - b) / a = less / a`, and the percentage, all of them whole."""
    fields = told["solution"].str.extract_groups(_CHAIN).struct.unnest()
    fields.columns = ["original", "current", "less"]
    size = told["answer"].str.strip_prefix("-").alias("size")
    table = fields.with_columns(told["solution", "answer", "is_exact"]).with_columns(size)
    table = with_sizes(table, "original", "current", "less")
    return told_in_blocks(table, partial(_steps, teach=teach, manner=manner), manner.words, rows=_ROWS)


def _steps(sheet: Sheet, table: pl.DataFrame, teach: Teach, manner: Manner) -> str:
    original, current, less = (Operand.of(table, name) for name in ("original", "current", "less"))
    chain, answer, size, price, reduction = (
        sheet.texts(texts_of(table[name])) for name in ("solution", "answer", "size", "original", "less")
    )
    takes, by_digit = np.zeros(table.height, bool), manner.by_digit
    lesson = partial(teach, answer, size, manner.language)
    lines = [
        f"{lesson(change=0, is_exact=True).formula}\n",
        sum_lines(sheet, original, current, takes, less, by_digit=by_digit),
        f"{price} - {sheet.texts(texts_of(table['current']))} = {reduction}\n",
        _percentage(sheet, original, less, f"{reduction} / {price}", manner),
        f"{chain}\n",
    ]
    is_exact = table["is_exact"].to_numpy()
    falls, stays = ~less.negative & (less.whole > 0), less.whole == 0
    for change, holds in ((1, falls), (0, stays), (-1, less.negative)):
        told = conclusion(sheet, is_exact, partial(lesson, change=change), manner.language)
        lines.append(sheet.where(holds, told))
    return "".join(lines)


def _percentage(sheet: Sheet, original: Operand, less: Operand, stated: str, manner: Manner) -> str:
    """The percentage still to be divided out, and its division; nothing where all or nothing is taken off."""
    worked: Holds = (less.whole > 0) & (less.whole != original.whole)
    divides = worked & (original.whole > 1)
    minus, hundredfold = sheet.where(less.negative, "-"), less.whole * 100
    percent, price = f"{minus}{sheet.number(hundredfold)}", sheet.number(original.whole)
    dividend, divisor = np.where(divides, hundredfold, 1), np.where(divides, original.whole, 1)
    division = division_lines(sheet, dividend, divisor, manner.precision.digits, by_digit=manner.by_digit)
    whole = f"{stated} = {minus}{sheet.number(less.whole)} = {percent}%\n"
    return sheet.where(worked & ~divides, whole) + sheet.where(
        divides, f"{stated} = ({percent} / {price})%\n{division}"
    )
