"""The steps of many equations `ax + b = c` in whole numbers: collect, move, divide, reduce, check."""

from collections.abc import Mapping
from functools import partial

import numpy as np
import polars as pl

from mathdata.families.contract import Manner
from mathdata.families.working.sheets.blocks import spread, told_in_blocks
from mathdata.families.working.sheets.operands import texts_of
from mathdata.families.working.sheets.pieces import Whole
from mathdata.families.working.sheets.quotients import division_lines
from mathdata.families.working.sheets.reductions import reduction_lines
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sheets.sums import named_columns, rewritten

_ROWS, _DIVISIONS = 1 << 13, 1 << 12
"""So many equations are told at a time, and so many divisions, which have twenty lines each."""

_CHAIN = r"^((-?[0-9]+)x \+ (-?[0-9]+) = (-?[0-9]+))(?:，|, )(x = (?:.* )?(.*))$"
_FIELDS = ("text", "a", "b", "c", "closing", "root")


def equation_steps(chains: pl.Series, say: Mapping[str, str], manner: Manner) -> pl.Series:
    """The steps of equations whose chains are `ax + b = c, x = …`; null where they are left out, as with a `-0`.

    Args:
        chains: the equations with their roots, `a` not 0, all numbers below `LIMIT` / 2.
        say: what introduces each step, by the names of `linear_equation`.
        manner: language, significant digits of the root, granularity.
    """
    fields = chains.str.extract_groups(_CHAIN).struct.unnest()
    fields.columns = list(_FIELDS)
    table = fields.with_row_index("row").filter(~pl.col("text").str.contains(r"-0(?:x| |$)"))
    table = table.with_columns(pl.col("a", "b", "c").cast(pl.Int64))
    table = table.with_columns(division=_divisions(table, manner))
    told = told_in_blocks(table, partial(_steps, say=say, manner=manner), manner.words, rows=_ROWS)
    return spread(told, table["row"], len(chains))


def _steps(sheet: Sheet, table: pl.DataFrame, say: Mapping[str, str], manner: Manner) -> str:
    a, b, c = (table[name].to_numpy() for name in "abc")
    moved, is_one = c - b, a == 1
    text, closing = sheet.texts(texts_of(table["text"])), sheet.texts(texts_of(table["closing"]))
    unknown, right, constant = _with_factor(sheet, a), sheet.integer(c), sheet.integer(moved)
    added, factor = _signed_term(sheet, b), sheet.integer(a)
    collected = f"{say['collect']}{unknown}{sheet.where(b != 0, f' {added}')} = {right}"
    # The last line is the closing one where nothing is left to divide.
    divided = f"{say['divide'].format(factor)}x = {constant} / {sheet.either(a < 0, f'({factor})', factor)}\n"
    lines = [
        f"{text}\n",
        sheet.where((np.abs(a) == 1) | (b <= 0), collected + sheet.where(~is_one | (b != 0), "\n")),
        sheet.where(b != 0, f"{say['move']}{unknown} = {right} {_signed_term(sheet, -b)}\n"),
        *(_columns(sheet, b, c) if manner.by_digit else []),
        sheet.where(b != 0, f"{unknown} = {constant}" + sheet.where(~is_one, "\n")),
        sheet.where(~is_one, divided),
        sheet.texts(texts_of(table["division"])),
        sheet.where(~is_one, closing),
        f"\n{say['check']}",
        _check(sheet, table, constant, added),
    ]
    return "".join(lines)


def _with_factor(sheet: Sheet, a: Whole) -> str:
    """The unknown with its factor; a factor of 1 is not written."""
    return f"{sheet.where(a < 0, '-')}{sheet.where(np.abs(a) != 1, sheet.number(np.abs(a)))}x"


def _signed_term(sheet: Sheet, values: Whole) -> str:
    return f"{sheet.either(values < 0, '- ', '+ ')}{sheet.number(np.abs(values))}"


def _columns(sheet: Sheet, b: Whole, c: Whole) -> list[str]:
    """The columns of the constants where two are brought together."""
    u, v = np.abs(c), np.abs(b)
    adds, swaps, _ = rewritten(u, c < 0, v, b > 0)
    above, below = np.where(swaps, v, u), np.where(swaps, u, v)
    numbers = above, below, np.where(adds, above + below, above - below)
    return named_columns(sheet, numbers, adds, np.zeros_like(u), where=(b != 0) & (c != 0))


def _divisions(table: pl.DataFrame, manner: Manner) -> pl.Series:
    """The long division and the reduced fraction of each row; small equations have few different ones."""
    size = (table["c"] - table["b"]).abs().to_numpy()
    divisor = table["a"].abs().to_numpy()
    keys, which = np.unique(np.where(divisor > 1, size, 0) * _APART + divisor, return_inverse=True)
    different = pl.DataFrame({"size": keys // _APART, "divisor": keys % _APART})
    worked = different.with_row_index("row").filter(pl.col("size") > 0)
    told = told_in_blocks(worked, partial(_division, manner=manner), manner.words, rows=_DIVISIONS)
    return spread(told, worked["row"], len(keys)).fill_null("").gather(which)


def _division(sheet: Sheet, table: pl.DataFrame, manner: Manner) -> str:
    size, divisor = table["size"].to_numpy(), table["divisor"].to_numpy()
    common = np.gcd(size, divisor)
    reduces = (common > 1) & (common < divisor)
    reductions = Sheet(int(reduces.sum()), sheet.words)
    reduced = reductions.told(reduction_lines(reductions, size[reduces], divisor[reduces], by_digit=manner.by_digit))
    division = division_lines(sheet, size, divisor, manner.precision.digits, by_digit=manner.by_digit)
    return division + sheet.texts(reduced, np.where(reduces, reduces.cumsum() - 1, -1))


_APART = 10**9
"""More than any number has, so that two of them make one key."""


def _check(sheet: Sheet, table: pl.DataFrame, constant: str, added: str) -> str:
    """The root put into the equation, as a fraction where its digits do not end."""
    a, b, c = (table[name].to_numpy() for name in "abc")
    common = np.gcd(c - b, a)
    numerator, denominator = (c - b) * np.sign(a) // common, np.abs(a) // common
    is_rounded = table["closing"].str.contains("≈", literal=True).to_numpy()
    fraction = f"{sheet.integer(numerator)}/{sheet.number(denominator)}"
    root = sheet.either(is_rounded, fraction, sheet.texts(texts_of(table["root"])))
    written = sheet.either(is_rounded | (numerator < 0), f"({root})", root)
    stated = sheet.where(a != 1, f"{sheet.integer(a)} * ") + written
    both = f" {added}" + sheet.where(a != 1, f" = {constant} {added}")
    return f"{stated}{sheet.where(b != 0, both)} = {sheet.integer(c)}"
