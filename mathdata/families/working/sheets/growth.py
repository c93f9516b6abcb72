"""The steps of many amounts that rise by a percentage: the rate as a decimal, the factor, the product."""

from functools import partial

import numpy as np
import polars as pl

from mathdata.families.contract import Manner
from mathdata.families.working.sheets.blocks import told_in_blocks
from mathdata.families.working.sheets.operands import Operand, texts_of, with_sizes
from mathdata.families.working.sheets.products import product_lines
from mathdata.families.working.sheets.quantities import Teach
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sheets.sums import sum_lines
from mathdata.numbers.in_columns import places, printed, whole, without_zeros

_ROWS = 1 << 12
"""So many amounts are told at a time."""

_CHAIN = r"^([0-9]+) \* \(1 \+ ([0-9]+)%\) = [0-9]+ \* ([0-9.]+) = "
_FIELDS = ("before", "percent", "factor")


def growth_steps(told: pl.DataFrame, teach: Teach, manner: Manner) -> pl.Series:
    """The steps of amounts whose chains are `a * (1 + b%) = a * factor = value`, with a unit behind."""
    fields = told["solution"].str.extract_groups(_CHAIN).struct.unnest()
    fields.columns = list(_FIELDS)
    two, percent = pl.lit(2, pl.Int64), pl.col("percent").cast(pl.Int64)
    rate = printed(percent, two).alias("rate")
    total = printed(percent + 100, two).alias("total")
    before, factor = pl.col("before").cast(pl.Int64), pl.col("factor")
    value = printed(before * whole(factor), places(factor)).alias("value")
    table = fields.with_columns(told["solution", "answer"]).with_columns(rate, total, value, one=pl.lit("1"))
    table = table.with_columns(shown=without_zeros(pl.col("rate")))
    table = with_sizes(table, "one", "rate", "total", "before", "factor", "value")
    return told_in_blocks(table, partial(_steps, teach=teach, manner=manner), manner.words, rows=_ROWS)


def _steps(sheet: Sheet, table: pl.DataFrame, teach: Teach, manner: Manner) -> str:
    names = ("solution", "answer", "percent", "shown", "factor")
    chain, answer, percent, shown, factor_text = (sheet.texts(texts_of(table[name])) for name in names)
    one, rate, total, before, factor, value = (
        Operand.of(table, name) for name in ("one", "rate", "total", "before", "factor", "value")
    )
    adds, by_digit = np.ones(table.height, bool), manner.by_digit
    lesson = teach(answer, manner.language, is_exact=True)
    lines = [
        f"{lesson.formula}\n{percent}% = {percent} / 100 = {shown}\n",
        sum_lines(sheet, one, rate, adds, total, by_digit=by_digit),
        f"1 + {percent}% = 1 + {shown} = {factor_text}\n",
        product_lines(sheet, before, factor, value, by_digit=by_digit),
        f"{chain}\n{lesson.therefore(manner.language)}",
    ]
    return "".join(lines)
