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


def sum_columns_of(above: Digits, below: Digits, result: Digits) -> Keys:
    """The columns of sums in one line from the digits of numbers of any length."""
    count = max(len(above), len(below))
    a, b, c = (_to_length(number, count) for number in (above, below, result))
    return _in_one_line(_pairs_of(a, b, c), "sum", _begun(a) | _begun(b))


def product_columns_of(above: Digits, digit: Whole, result: Digits) -> Keys:
    """The columns of products by one digit in one line from the digits of numbers of any length."""
    pairs = above + 10 * _to_length(result, len(above)) + 100 * digit.astype(np.int16)
    return _in_one_line(pairs, "product", _begun(above))


def _to_length(number: Digits, count: int) -> Digits:
    """So many of the lowest digits, zeros above the highest."""
    if len(number) >= count:
        return number[:count]
    return np.concatenate([number, np.zeros((count - len(number), number.shape[1]), np.int16)])


def _begun(number: Digits) -> Holds:
    """Whether a number has a digit there; all have one in the first column."""
    holds: Holds = np.logical_or.accumulate(number[::-1] > 0)[::-1]
    holds[0] = True
    return holds


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
    return _pairs_of(*(digits(values, count) for values in (above, below, result)))


def _pairs_of(a: Digits, b: Digits, c: Digits) -> Digits:
    return a + 10 * b + 100 * ((a ^ b ^ c) & 1)


def _in_one_line(pairs: Digits, kind: str, holds: Holds) -> Keys:
    keys = pairs.astype(np.int32)
    keys[0] += FIRST[kind]
    keys[1:] += FIRST[f"further {kind}"]
    return keys * holds
