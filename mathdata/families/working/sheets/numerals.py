"""Columns of whole numbers as digits, and as the pieces by which they are printed: four digits each.

Digits are counted from the ones upwards: `digits[k]` are those of 10^k, a row each.
"""

import numpy as np
import numpy.typing as npt

from mathdata.families.working.sheets.pieces import CHUNK, FIRST, Holds, Keys, Whole

Digits = npt.NDArray[np.int16]

_LIMB = 10**9
"""What 32 bits divide fast."""

TENS = 10 ** np.arange(19)
"""The powers of ten that 64 bits hold."""


def length(values: Whole) -> int:
    """How many digits the largest number has.

    >>> length(np.array([7, 100])), length(np.array([], dtype=np.int64))
    (3, 1)
    """
    return len(str(values.max(initial=0)))


def lengths(values: Whole) -> Whole:
    """How many digits each number has."""
    return np.searchsorted(TENS[1:], values, side="right") + 1


def digits(values: Whole, count: int) -> Digits:
    """The lowest digits of each number.

    >>> digits(np.array([47, 1234567890123]), 3).T.tolist()
    [[7, 4, 0], [3, 2, 1]]
    """
    found = np.empty((count, len(values)), np.int16)
    for lowest in range(0, count, 9):
        rest = values // _LIMB
        limb, values = (values - rest * _LIMB).astype(np.uint32), rest
        for power in range(lowest, min(lowest + 9, count)):
            higher = limb // 10
            found[power] = limb - higher * 10
            limb = higher
    return found


def reaches(values: Whole, count: int) -> Holds:
    """Whether each number has a digit in each of so many columns; all have one in the first.

    >>> reaches(np.array([0, 100]), 3).T.tolist()
    [[True, False, False], [True, True, True]]
    """
    found = values >= TENS[:count, None]
    found[0] = True
    return found


def number_keys(values: Whole) -> Keys:
    """The pieces of numbers that are not negative, as many as the longest one needs."""
    count = (length(values) + 3) // 4
    keys = np.empty((count, len(values)), np.int32)
    for row in range(count - 1, -1, -1):
        higher = values // CHUNK
        chunk = values - higher * CHUNK
        # A chunk behind others has all of its four digits; one in front of the first has none.
        key = chunk + np.where(higher > 0, FIRST["padded"], FIRST["number"])
        keys[row] = key if row == count - 1 else np.where(values > 0, key, 0)
        values = higher
    return keys


def decimal_keys(values: Whole, places: Whole) -> Keys:
    """The pieces of `values / 10**places`, up to eight places, without zeros at the end."""
    scale = TENS[places]
    whole = values // scale
    decimals = (values - whole * scale) * TENS[8 - places]
    high = decimals // CHUNK
    low = decimals - high * CHUNK
    first = high + np.where(low > 0, FIRST["decimals"], FIRST["all decimals"])
    behind = np.stack([first, low + FIRST["last decimals"]]).astype(np.int32)
    return np.concatenate([number_keys(whole), behind if low.any() else behind[:1]])
