"""Powers of many small decimals by repeated squaring, all of those with one exponent and equal places together."""

from functools import partial

import polars as pl

from mathdata.families.contract import Manner
from mathdata.families.working.powers import power_line, sign_of_power_line, squarings
from mathdata.families.working.sheets.blocks import Tell, spread, told_in_blocks
from mathdata.families.working.sheets.operands import Operand, texts_of, with_sizes
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sheets.wide import wide
from mathdata.families.working.sheets.wide_products import Number, worked_product

_ROWS = 1 << 11
"""So many powers are told at a time; the longest have forty lines."""

_CHAIN = r"^\(?([-0-9.]+)\)?\^([0-9]) = "


def power_steps(chains: pl.Series, manner: Manner) -> pl.Series:
    """The steps of powers whose chains are `a^k = value`, a above 1 or below -1.

    >>> from mathdata.numbers import Precision
    >>> manner = Manner("en", Precision.of("sig:28"), by_digit=False)
    >>> print(power_steps(pl.Series(["(-20)^3 = -8000"]), manner).item())
    (-20)^3 = -(20^3)
    20^2 = 20 * 20 = 400
    20^3 = 400 * 20 = 8000
    (-20)^3 = -8000
    """
    fields = chains.str.extract_groups(_CHAIN).struct.unnest()
    fields.columns = ["base", "exponent"]
    table = with_sizes(fields.with_columns(chain=chains).with_row_index("row"), "base")
    parts = table.partition_by("exponent", "places of base", maintain_order=True)
    told = [told_in_blocks(part, _tell(part, manner), manner.words, rows=_ROWS) for part in parts]
    return spread(pl.concat(told), pl.concat([part["row"] for part in parts]), len(chains))


def _tell(table: pl.DataFrame, manner: Manner) -> Tell:
    exponent = int(table["exponent"][0])
    if exponent > 1:
        return partial(_power, exponent=exponent, places=table["places of base"][0], by_digit=manner.by_digit)
    rule = manner.words.first_power if exponent else manner.words.power_of_zero
    return lambda sheet, part: f"{rule}\n{sheet.texts(texts_of(part['chain']))}"


def _power(sheet: Sheet, table: pl.DataFrame, *, exponent: int, places: int, by_digit: bool) -> str:
    base = Operand.of(table, "base")
    size = Number(wide(base.whole), places, sheet.texts(base.size))
    sign = sign_of_power_line(sheet.texts(base.text), size.text, exponent)
    lines = [sheet.where(base.negative, f"{sign}\n")]
    needed = squarings(exponent)
    values, reached = {1: size}, 1
    while reached < needed[0]:
        half, reached = values[reached], 2 * reached
        values[reached] = _further(sheet, lines, size, reached, (half, half), by_digit=by_digit)
    running, total = values[needed[0]], needed[0]
    for further in needed[1:]:
        total += further
        running = _further(sheet, lines, size, total, (running, values[further]), by_digit=by_digit)
    chain = sheet.texts(texts_of(table["chain"]))
    return "".join(lines)[: -len("\n")] + sheet.where(base.negative, f"\n{chain}")


def _further(
    sheet: Sheet, lines: list[str], size: Number, exponent: int, factors: tuple[Number, Number], *, by_digit: bool
) -> Number:
    """A power as the product of two, whose lines are added to those before."""
    first, second = factors
    working, value = worked_product(sheet, first, second, by_digit=by_digit)
    told = power_line(size.text, exponent, first.text, second.text, value.text)
    lines += [working, f"{told}\n"]
    return value
