"""The steps of many operations on two small decimals, each kind of them on sheets of its own."""

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa

from mathdata.families.contract import Manner
from mathdata.families.working.sheets.operands import Operand, texts_of
from mathdata.families.working.sheets.pieces import Holds
from mathdata.families.working.sheets.products import product_steps
from mathdata.families.working.sheets.quotients import quotient_steps
from mathdata.families.working.sheets.sheet import Sheet, Texts
from mathdata.families.working.sheets.sums import sum_steps

_ROWS = 1 << 11
"""So many rows are told at a time."""


def operation_steps(chains: pl.Series, manner: Manner) -> pl.Series:
    """The steps of problems whose chains are `a sign b = value` or with `≈`; null where they are left out."""
    fields = chains.str.split_exact(" ", 4).struct.unnest()
    fields.columns = ["a", "sign", "b", "relation", "value"]
    table = fields.with_columns(chain=chains).with_row_index("row")
    told = [_told(table.filter(pl.col("sign").is_in(signs)), tell, manner) for signs, tell in _TELL]
    return pl.concat(told).sort("row")["steps"]


def _told(table, tell, manner) -> pl.DataFrame:
    parts = [tell(part, manner) for part in table.iter_slices(_ROWS)]
    series = pl.from_arrow(pa.chunked_array(parts, pa.string()))
    return pl.DataFrame({"row": table["row"], "steps": series}, schema_overrides={"steps": pl.String})


def _sums(part, manner):
    a, b, value = (Operand.of(part[name]) for name in ("a", "b", "value"))
    lines = sum_steps(a, b, (part["sign"] == "+").to_numpy(), value, manner.words, by_digit=manner.by_digit)
    sheet = Sheet(part.height, manner.words)
    return sheet.told(sheet.texts(lines) + sheet.texts(texts_of(part["chain"])))


def _products(part, manner):
    a, b, value = (Operand.of(part[name]) for name in ("a", "b", "value"))
    return product_steps(a, b, value, texts_of(part["chain"]), manner.words, by_digit=manner.by_digit)


def _quotients(part, manner):
    a, b = (Operand.of(part[name]) for name in ("a", "b"))
    lines = quotient_steps(a, b, manner.precision.digits, manner.words, by_digit=manner.by_digit)
    sheet = Sheet(part.height, manner.words)
    return sheet.told(sheet.texts(lines) + sheet.texts(texts_of(part["chain"])))

_TELL = ((["+", "-"], _sums), (["*"], _products), (["/"], _quotients))
