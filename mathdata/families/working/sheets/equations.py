"""The steps of many equations `ax + b = c` in whole numbers: collect, move, divide, reduce, check."""

from collections.abc import Mapping

import numpy as np
import polars as pl
import pyarrow as pa

from mathdata.families.contract import Manner
from mathdata.families.working.sheets.operands import texts_of
from mathdata.families.working.sheets.pieces import Whole
from mathdata.families.working.sheets.quotients import division_lines
from mathdata.families.working.sheets.reductions import reduction_lines
from mathdata.families.working.sheets.sheet import Sheet, Texts
from mathdata.families.working.sheets.sums import named_columns, rewritten

_ROWS = 1 << 11
"""So many rows are told at a time."""

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
    parts = [_told(part, say, manner) for part in table.iter_slices(_ROWS)]
    told = pl.Series(pa.chunked_array(parts, pa.string()))
    empty = pl.repeat(None, len(chains), dtype=pl.String, eager=True)
    return empty.scatter(table["row"], told) if table.height < len(chains) else told


def _told(table: pl.DataFrame, say: Mapping[str, str], manner: Manner) -> Texts:
    sheet = Sheet(table.height, manner.words)
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
        *(_columns(sheet, b, c, manner) if manner.by_digit else []),
        sheet.where(b != 0, f"{unknown} = {constant}" + sheet.where(~is_one, "\n")),
        sheet.where(~is_one, divided),
        sheet.texts(_dividing(np.abs(moved), np.abs(a), manner)),
        sheet.where(~is_one, closing),
        f"\n{say['check']}",
        _check(sheet, table, constant, added),
    ]
    return sheet.told("".join(lines))


def _with_factor(sheet: Sheet, a: Whole) -> str:
    """The unknown with its factor; a factor of 1 is not written."""
    return f"{sheet.where(a < 0, '-')}{sheet.where(np.abs(a) != 1, sheet.number(np.abs(a)))}x"


def _signed_term(sheet: Sheet, values: Whole) -> str:
    return f"{sheet.either(values < 0, '- ', '+ ')}{sheet.number(np.abs(values))}"


def _columns(sheet: Sheet, b: Whole, c: Whole, manner: Manner) -> list[str]:
    """The columns of the constants where two are brought together."""
    u, v = np.abs(c), np.abs(b)
    adds, swaps, _ = rewritten(u, c < 0, v, b > 0)
    above, below = np.where(swaps, v, u), np.where(swaps, u, v)
    numbers = above, below, np.where(adds, above + below, above - below)
    return named_columns(sheet, numbers, adds, np.zeros_like(u), manner.words, where=(b != 0) & (c != 0))


def _dividing(size: Whole, divisor: Whole, manner: Manner) -> Texts:
    """The long divisions and the reduced fractions; an equation has few different ones if its numbers are small."""
    height, words = len(size), manner.words
    worked = np.flatnonzero((size > 0) & (divisor > 1))
    keys, which = np.unique(size[worked] * _APART + divisor[worked], return_inverse=True)
    size, divisor = keys // _APART, keys % _APART
    division = division_lines(size, divisor, manner.precision.digits, words, by_digit=manner.by_digit)
    common = np.gcd(size, divisor)
    reduces = (common > 1) & (common < divisor)
    reduction = reduction_lines(size[reduces], divisor[reduces], words, by_digit=manner.by_digit)
    sheet = Sheet(len(keys), words)
    lines = sheet.told(sheet.texts(division) + sheet.texts(reduction, np.where(reduces, reduces.cumsum() - 1, -1)))
    rows = Sheet(height, words)
    found = np.full(height, -1)
    found[worked] = which
    return rows.told(rows.texts(lines, found))


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
