"""The pieces of column sums, differences and products: one table look-up for each column of each row.

The keys are those of `working.columns`: two digits that meet, and what is carried or borrowed, which shows in
whether the digit of the result is odd.
"""

import numpy as np

from mathdata.families.working.sheets.numerals import Digits, digits, length, reaches
from mathdata.families.working.sheets.pieces import FIRST, Holds, Keys, Whole


def sum_columns(above: Whole, below: Whole, result: Whole) -> Keys:
    """The columns of sums in one line, from the ones upwards."""
    holds = _holds(np.maximum(above, below))
    return _in_one_line(_pairs(above, below, result, len(holds)), "sum", holds)


def difference_columns(above: Whole, below: Whole, result: Whole) -> Keys:
    """The columns of differences that are not negative, in one line."""
    holds = _holds(above)
    return _in_one_line(_pairs(above, below, result, len(holds)), "difference", holds)


def product_columns(above: Whole, digit: Whole, result: Whole) -> Keys:
    """The columns of products by one digit, in one line."""
    holds = _holds(above)
    pairs = digits(above, len(holds)) + 10 * digits(result, len(holds)) + 100 * digit.astype(np.int16)
    return _in_one_line(pairs, "product", holds)


def noted_columns(above: Whole, below: Whole, result: Whole, is_sum: Holds) -> tuple[Keys, Holds]:
    """The columns of sums and differences as lines with what each passes on, and which columns there are."""
    holds = _holds(np.maximum(above, below))
    last = holds.copy()
    last[:-1] &= ~holds[1:]
    noted, plain = (np.where(is_sum, FIRST[f"{kind} sum"], FIRST[f"{kind} difference"]) for kind in ("noted", "last"))
    keys = _pairs(above, below, result, len(holds)) + np.where(last, plain, noted)
    return (keys * holds).astype(np.int32), holds


def _holds(above: Whole) -> Holds:
    return reaches(above, length(above))


def _pairs(above: Whole, below: Whole, result: Whole, count: int) -> Digits:
    a, b, c = (digits(values, count) for values in (above, below, result))
    return a + 10 * b + 100 * ((a ^ b ^ c) & 1)


def _in_one_line(pairs: Digits, kind: str, holds: Holds) -> Keys:
    keys = pairs.astype(np.int32)
    keys[0] += FIRST[kind]
    keys[1:] += FIRST[f"further {kind}"]
    return keys * holds
