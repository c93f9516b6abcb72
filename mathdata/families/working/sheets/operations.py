"""The steps of many operations on two small decimals, each kind of them on sheets of its own."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import polars as pl
import pyarrow as pa

from mathdata.families.contract import Manner
from mathdata.families.working.sheets.operands import Operand, texts_of
from mathdata.families.working.sheets.products import product_steps
from mathdata.families.working.sheets.quotients import quotient_steps
from mathdata.families.working.sheets.sheet import Sheet, Texts
from mathdata.families.working.sheets.sums import sum_steps
from mathdata.numbers.in_columns import places

_ROWS = 1 << 11
"""So many rows are told at a time."""


def operation_steps(chains: pl.Series, manner: Manner) -> pl.Series:
    """The steps of problems whose chains are `a sign b = value`, or with `≈`; null where they are left out.

    Left out are dividends with more places than their divisor: they stay decimals, where all others become whole.

    >>> from mathdata.numbers import Precision
    >>> manner = Manner("en", Precision.of("sig:28"), by_digit=False)
    >>> print(operation_steps(pl.Series(["7 - -5.5 = 12.5"]), manner).item())
    7 - -5.5 = 7 + 5.5
    7 - -5.5 = 12.5
    """
    fields = chains.str.split_exact(" ", 4).struct.unnest()
    fields.columns = ["a", "sign", "b", "relation", "value"]
    table = fields.with_columns(chain=chains).with_row_index("row")
    stays = (pl.col("sign") != "/") | (places(pl.col("a")) <= places(pl.col("b")))
    table = table.filter(stays)
    told = [_told(table.filter(pl.col("sign").is_in(list(signs))), tell, manner) for signs, tell in _TELL.items()]
    found = pl.concat(told).sort("row")
    return found["steps"] if found.height == len(chains) else _spread(found, len(chains))


def _spread(found: pl.DataFrame, height: int) -> pl.Series:
    """The steps in their rows, null in all others."""
    rows = pl.int_range(height, dtype=pl.UInt32, eager=True).alias("row").to_frame()
    return rows.join(found, on="row", how="left", maintain_order="left")["steps"]


_Tell: TypeAlias = Callable[[pl.DataFrame, Manner], Texts]


def _told(table: pl.DataFrame, tell: _Tell, manner: Manner) -> pl.DataFrame:
    parts = [tell(part, manner) for part in table.iter_slices(_ROWS)]
    return pl.DataFrame({"row": table["row"], "steps": pl.Series(pa.chunked_array(parts, pa.string()))})


def _sums(table: pl.DataFrame, manner: Manner) -> Texts:
    a, b, value = _operands(table, "a", "b", "value")
    lines = sum_steps(a, b, (table["sign"] == "+").to_numpy(), value, manner.words, by_digit=manner.by_digit)
    return _concluded(lines, table, manner)


def _products(table: pl.DataFrame, manner: Manner) -> Texts:
    a, b, value = _operands(table, "a", "b", "value")
    return product_steps(a, b, value, texts_of(table["chain"]), manner.words, by_digit=manner.by_digit)


def _quotients(table: pl.DataFrame, manner: Manner) -> Texts:
    a, b = _operands(table, "a", "b")
    lines = quotient_steps(a, b, manner.precision.digits, manner.words, by_digit=manner.by_digit)
    return _concluded(lines, table, manner)


def _operands(table: pl.DataFrame, *names: str) -> Iterable[Operand]:
    return (Operand.of(table[name]) for name in names)


def _concluded(lines: Texts, table: pl.DataFrame, manner: Manner) -> Texts:
    """The lines, and the chain as the last one."""
    sheet = Sheet(table.height, manner.words)
    return sheet.told(sheet.texts(lines) + sheet.texts(texts_of(table["chain"])))


_TELL: dict[str, _Tell] = {"+-": _sums, "*": _products, "/": _quotients}
