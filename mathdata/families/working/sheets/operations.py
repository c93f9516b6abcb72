"""The steps of many operations on two small decimals, each kind of them on sheets of its own."""

from collections.abc import Iterable
from functools import partial

import polars as pl

from mathdata.families.contract import Manner
from mathdata.families.working.sheets.blocks import spread, told_in_blocks
from mathdata.families.working.sheets.operands import Operand, texts_of, with_sizes
from mathdata.families.working.sheets.products import product_steps
from mathdata.families.working.sheets.quotients import quotient_lines
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sheets.sums import sum_lines
from mathdata.numbers.in_columns import places


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
    table = with_sizes(table.filter(stays), "a", "b", "value")
    parts = [(table.filter(pl.col("sign").is_in(list(signs))), tell, rows) for signs, (tell, rows) in _TELL.items()]
    told = [told_in_blocks(part, partial(tell, manner=manner), manner.words, rows=rows) for part, tell, rows in parts]
    return spread(pl.concat(told), pl.concat([part["row"] for part, *_ in parts]), len(chains))


def _sums(sheet: Sheet, table: pl.DataFrame, manner: Manner) -> str:
    a, b, value = _operands(table, "a", "b", "value")
    lines = sum_lines(sheet, a, b, (table["sign"] == "+").to_numpy(), value, by_digit=manner.by_digit)
    return lines + _chain(sheet, table)


def _products(sheet: Sheet, table: pl.DataFrame, manner: Manner) -> str:
    a, b, value = _operands(table, "a", "b", "value")
    return product_steps(sheet, a, b, value, _chain(sheet, table), by_digit=manner.by_digit)


def _quotients(sheet: Sheet, table: pl.DataFrame, manner: Manner) -> str:
    a, b = _operands(table, "a", "b")
    lines = quotient_lines(sheet, a, b, manner.precision.digits, by_digit=manner.by_digit)
    return lines + _chain(sheet, table)


def _operands(table: pl.DataFrame, *names: str) -> Iterable[Operand]:
    return (Operand.of(table, name) for name in names)


def _chain(sheet: Sheet, table: pl.DataFrame) -> str:
    return sheet.texts(texts_of(table["chain"]))


# What tells the operations of these signs, and how many at a time: a quotient has thirty lines.
_TELL = {"+-": (_sums, 8192), "*": (_products, 8192), "/": (_quotients, 4096)}
