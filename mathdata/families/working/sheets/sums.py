"""Sums and differences of many rows: adjacent signs, named columns, at last the sign."""

from functools import lru_cache

import numpy as np
import pyarrow as pa

from mathdata.families.language import Words
from mathdata.families.working.sheets.columns import noted_columns
from mathdata.families.working.sheets.operands import Operand, texts_where
from mathdata.families.working.sheets.pieces import Holds, Whole
from mathdata.families.working.sheets.sheet import Sheet, Texts
from mathdata.families.working.sums import negated, place_name

_LOWEST, _HIGHEST = -9, 19


def sum_steps(a: Operand, b: Operand, is_sum: Holds, value: Operand, words: Words, *, by_digit: bool) -> Texts:
    """The lines of `sum_lines` for each row, each with its end of line.

    Args:
        a: first operands.
        b: second operands.
        is_sum: whether they are added, not subtracted.
        value: the results.
        words: of the language.
        by_digit: whether the columns are named.
    """
    sheet = Sheet(len(is_sum), words)
    places = np.maximum(a.places, b.places)
    u, v = a.at(places), b.at(places)
    adds = a.negative == (b.negative == is_sum)  # the sizes, once there are no adjacent signs
    swaps = ~adds & ((u < v) | ((u == v) & a.negative))
    negative = np.where(adds, a.negative, np.where(a.negative, u > v, u < v))
    x, y = (sheet.texts(texts_where(swaps, *sizes)) for sizes in ((b.size, a.size), (a.size, b.size)))
    size = f"{x}{sheet.where(adds, ' + ')}{sheet.where(~adds, ' - ')}{y}"
    sign = sheet.where(is_sum, " + ") + sheet.where(~is_sum, " - ")
    stated = f"{sheet.texts(a.text)}{sign}{sheet.texts(b.text)}"
    lines = [
        sheet.where(negative, f"{stated} = {negated(size)}\n"),
        sheet.where(~negative & (a.negative | b.negative), f"{stated} = {size}\n"),
    ]
    if by_digit:
        above, below = np.where(swaps, v, u), np.where(swaps, u, v)
        lines += named_columns(sheet, (above, below, value.at(places)), adds, places, words)
    lines.append(sheet.where(negative, f"{size} = {sheet.texts(value.size)}\n"))
    return sheet.told("".join(lines))


def named_columns(
    sheet: Sheet, numbers: tuple[Whole, Whole, Whole], is_sum: Holds, places: Whole, words: Words
) -> list[str]:
    """The lines of the columns of sums and differences, the lowest of 10^-places; none where there is one column."""
    keys, holds = noted_columns(*numbers, is_sum)
    holds = holds & (holds.sum(axis=0) > 1)
    names = _place_names(words)
    lines = []
    for column, (key, stands) in enumerate(zip(keys, holds, strict=True)):
        name = np.where(stands, column - places - _LOWEST, -1)
        lines.append(sheet.texts(names, name) + sheet.pieces(key * stands))
    return lines


@lru_cache
def _place_names(words: Words) -> Texts:
    return pa.array([place_name(power, words) + words.colon for power in range(_LOWEST, _HIGHEST)], pa.string())
