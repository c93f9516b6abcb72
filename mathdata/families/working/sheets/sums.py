"""Sums and differences of many rows: adjacent signs, named columns, at last the sign."""

from functools import lru_cache

import numpy as np
import pyarrow as pa

from mathdata.families.language import Words
from mathdata.families.working.sheets.columns import noted_columns
from mathdata.families.working.sheets.operands import Operand, texts_where
from mathdata.families.working.sheets.pieces import Holds, Texts, Whole
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sums import negated, place_name

_LOWEST, _HIGHEST = -9, 19
_EVERYWHERE = np.array([True])


def sum_lines(sheet: Sheet, a: Operand, b: Operand, is_sum: Holds, value: Operand, *, by_digit: bool) -> str:
    """The lines of `sums.sum_lines` for each row, each with its end of line.

    Args:
        sheet: on which they are set.
        a: first operands.
        b: second operands.
        is_sum: whether they are added, not subtracted.
        value: the results.
        by_digit: whether the columns are named.
    """
    places = np.maximum(a.places, b.places)
    u, v = a.at(places), b.at(places)
    adds, swaps, negative = rewritten(u, a.negative, v, b.negative == is_sum)
    x, y = (sheet.texts(texts_where(swaps, *sizes)) for sizes in ((b.size, a.size), (a.size, b.size)))
    size = f"{x}{sheet.either(adds, ' + ', ' - ')}{y}"
    stated = f"{sheet.texts(a.text)}{sheet.either(is_sum, ' + ', ' - ')}{sheet.texts(b.text)}"
    lines = [
        sheet.where(negative, f"{stated} = {negated(size)}\n"),
        sheet.where(~negative & (a.negative | b.negative), f"{stated} = {size}\n"),
    ]
    if by_digit:
        above, below = np.where(swaps, v, u), np.where(swaps, u, v)
        lines += named_columns(sheet, (above, below, value.at(places)), adds, places, where=_EVERYWHERE)
    lines.append(sheet.where(negative, f"{size} = {sheet.texts(value.size)}\n"))
    return "".join(lines)


def rewritten(u: Whole, u_negative: Holds, v: Whole, v_negative: Holds) -> tuple[Holds, Holds, Holds]:
    """The sum of two numbers by their sizes: whether these are added, whether they change places, and the sign.

    >>> found = rewritten(np.array([7, 3]), np.array([True, False]), np.array([3, 7]), np.array([True, True]))
    >>> [column.tolist() for column in found]
    [[True, False], [False, True], [True, True]]
    """
    adds = u_negative == v_negative
    # The larger size stands first; where both are the same, so does the one that is not taken away.
    swaps = ~adds & ((u < v) | ((u == v) & u_negative))
    return adds, swaps, np.where(adds, u_negative, np.where(u_negative, u > v, u < v))


def named_columns(
    sheet: Sheet, numbers: tuple[Whole, Whole, Whole], is_sum: Holds, places: Whole, *, where: Holds
) -> list[str]:
    """The lines of the columns of sums and differences, the lowest of 10^-places; none where there is one column."""
    keys, holds = noted_columns(*numbers, is_sum)
    holds = holds & where & (holds.sum(axis=0) > 1)
    names = _place_names(sheet.words)
    lines = []
    for column, (key, stands) in enumerate(zip(keys, holds, strict=True)):
        name = np.where(stands, column - places - _LOWEST, -1)
        lines.append(sheet.texts(names, name) + sheet.pieces(key * stands))
    return lines


@lru_cache
def _place_names(words: Words) -> Texts:
    return pa.array([place_name(power, words) + words.colon for power in range(_LOWEST, _HIGHEST)], pa.string())
