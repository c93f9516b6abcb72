"""The steps of many products of two quantities, such as areas, with their unit behind."""

from functools import partial
from typing import Protocol

import polars as pl

from mathdata.families.contract import Lesson, Manner
from mathdata.families.language import Language
from mathdata.families.working.sheets.blocks import told_in_blocks
from mathdata.families.working.sheets.operands import Operand, texts_of, with_sizes
from mathdata.families.working.sheets.products import product_lines
from mathdata.families.working.sheets.sheet import Sheet

_ROWS = 1 << 12
"""So many products are told at a time."""

_CHAIN = r"^([0-9]+) \* ([0-9]+) = ([0-9]+)"


class Teach(Protocol):
    """What is taught of an answer, which may be the mark of many."""

    def __call__(self, answer: str, language: Language, *, is_exact: bool) -> Lesson:
        """The lesson."""


def product_steps(told: pl.DataFrame, teach: Teach, manner: Manner) -> pl.Series:
    """The steps of exact products of whole numbers whose chains are `a * b = value`, with a unit behind."""
    factors = told["solution"].str.extract_groups(_CHAIN).struct.unnest()
    factors.columns = ["a", "b", "value"]
    table = with_sizes(factors.with_columns(told["solution", "answer"]), "a", "b", "value")
    return told_in_blocks(table, partial(_steps, teach=teach, manner=manner), manner.words, rows=_ROWS)


def _steps(sheet: Sheet, table: pl.DataFrame, teach: Teach, manner: Manner) -> str:
    a, b, value = (Operand.of(table, name) for name in ("a", "b", "value"))
    chain, answer = (sheet.texts(texts_of(table[name])) for name in ("solution", "answer"))
    lesson = teach(answer, manner.language, is_exact=True)
    lines = product_lines(sheet, a, b, value, by_digit=manner.by_digit)
    return f"{lesson.formula}\n{lines}{chain}\n{lesson.therefore(manner.language)}"
