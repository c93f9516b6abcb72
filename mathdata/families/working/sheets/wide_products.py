"""Products of many numbers of any length, digit by digit of the second factor, on one sheet.

All rows have the same places, as those of a table that was parted by them: the point stands alike in all of them.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from mathdata.families.working.columns import with_columns
from mathdata.families.working.decimals import unscaled
from mathdata.families.working.products import pointed_lines, split_line
from mathdata.families.working.sheets.columns import product_columns_of, sum_columns_of
from mathdata.families.working.sheets.numerals import Digits
from mathdata.families.working.sheets.pieces import FIRST, Holds, Keys, Texts
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sheets.wide import (
    Wide,
    plus,
    shifted,
    times,
    wide_decimal_keys,
    wide_digits,
    wide_keys,
    with_room,
)

_ROOM = 4
"""Digits beyond those of a product, for the zeros that printing its decimals adds."""


class Number(NamedTuple):
    """One positive decimal of each row: `value / 10**places`, and how it is printed."""

    value: Wide
    places: int
    text: str

    @property
    def digits(self) -> Digits:
        """Its digits without the point."""
        return wide_digits(self.value)


def worked_product(sheet: Sheet, a: Number, b: Number, *, by_digit: bool) -> tuple[str, Number]:
    """The lines of `products.product_lines` for factors above 1, each with its end of line, and the products."""
    factor, digits = a.digits, b.digits
    value = with_room(a.value, len(factor) + len(digits) + _ROOM)
    tell = _by_digit if by_digit else _by_operand
    lines, product = tell(sheet, a._replace(value=value), b, factor, digits)
    places = a.places + b.places
    text = sheet.pieces(wide_decimal_keys(product, places, zeros=True))
    if by_digit and places:
        whole = (sheet.pieces(wide_keys(number)) for number in (a.value, b.value))
        scale, result = f"1{'0' * places}", sheet.pieces(wide_keys(product))
        first, second, last = pointed_lines(f"{a.text} * {b.text}", " * ".join(whole), scale, result, text)
        lines = f"{first}\n{lines}{second}\n{last}\n"
    return lines, Number(product, places, text)


def _by_digit(sheet: Sheet, a: Number, b: Number, factor: Digits, digits: Digits) -> tuple[str, Wide]:
    """The columns of each partial product, which is added at once; whole numbers of one digit both have none."""
    multi, lines = _is_long(factor), []
    worked = multi | _is_long(digits)
    stated, so_far = sheet.pieces(wide_keys(a.value)), ""
    running, known = np.zeros_like(a.value), digits[:1] * 0
    for power, digit in enumerate(digits):
        result = times(a.value, digit)
        total = plus(running, shifted(result, power))
        reached, multiple = wide_digits(total), wide_digits(result)
        takes, zeros = worked & (digit > 0), "0" * power
        adds = takes & running.any(axis=0)
        value, shown = f"{sheet.pieces(wide_keys(result))}{zeros}", sheet.pieces(wide_keys(total))
        done = f"{stated} * {sheet.pieces(_digit_keys(digit))}{zeros} = {value}"
        columns = sheet.pieces(product_columns_of(factor, digit, multiple))
        told = with_columns(done.partition(" = ")[0], columns, done, sheet.words)
        lines.append(sheet.where(takes & multi, f"{told}\n") + sheet.where(takes & ~multi, f"{done}\n"))
        if adds.any():
            shift = np.concatenate([np.zeros((power, len(digit)), np.int16), multiple])
            added = f"{so_far} + {value}"
            columns = sheet.pieces(sum_columns_of(known, shift, reached))
            conclusion = f"{added} = {shown}"
            lines.append(sheet.where(adds, with_columns(added, columns, conclusion, sheet.words) + "\n"))
        running, known, so_far = total, reached, shown
    return "".join(lines), running


def _by_operand(sheet: Sheet, a: Number, b: Number, factor: Digits, digits: Digits) -> tuple[str, Wide]:
    """The second factor split by its digits, from the highest; nothing where there is but one."""
    places, split = a.places + b.places, np.count_nonzero(digits, axis=0) > 1
    running, so_far = np.zeros_like(a.value), ""
    parts, multiples, sums = "", "", ""
    for power, digit in reversed(list(enumerate(digits))):
        takes = split & (digit > 0)
        partial = shifted(times(a.value, digit), power)
        total = plus(running, partial)
        adds = takes & running.any(axis=0)
        part = sheet.texts(_parts(power - b.places), digit.astype(np.int32))
        shown = sheet.pieces(wide_decimal_keys(partial, places, zeros=False))
        reached = sheet.pieces(wide_decimal_keys(total, places, zeros=False))
        parts += sheet.where(adds, " + ") + sheet.where(takes, part)
        multiples += sheet.where(takes, f"{a.text} * {part} = {shown}\n")
        sums += sheet.where(adds, f"{so_far} + {shown} = {reached}\n")
        running, so_far = total, reached
    return sheet.where(split, f"{split_line(a.text, b.text, parts)}\n") + multiples + sums, running


def _is_long(number: Digits) -> Holds:
    """Whether a number has more than one digit."""
    long: Holds = np.logical_or.reduce(number[1:] > 0, axis=0)
    return long


def _digit_keys(digit: Digits) -> Keys:
    return digit.astype(np.int32) + FIRST["number"]


@lru_cache
def _parts(power: int) -> Texts:
    """What each digit stands for at a power of ten."""
    scale, places = 10 ** max(power, 0), max(-power, 0)
    return pa.array([unscaled(digit * scale, places) for digit in range(10)], pa.string())
