"""Columns of whole numbers of up to 32 digits: four limbs of eight digits, the lowest first, a row each.

64 bits hold 18 digits; the digits of a root need twice as many.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from mathdata.families.working.sheets.pieces import CHUNK, FIRST, Holds, Keys, Whole

Wide: TypeAlias = Whole
"""Limbs by rows: `wide[k]` counts 10**(8 * k)."""

_LIMBS, _DIGITS = 4, 8
_BASE = 10**_DIGITS


def wide(values: Whole) -> Wide:
    """Numbers of up to 16 digits.

    >>> wide(np.array([1_234_567_890])).T.tolist()
    [[34567890, 12, 0, 0]]
    """
    nothing = np.zeros_like(values)
    return np.array([values % _BASE, values // _BASE, nothing, nothing])


def times(number: Wide, factor: Whole | int, added: Whole | int = 0) -> Wide:
    """`number * factor + added`, both of the latter less than a limb.

    >>> times(wide(np.array([99_999_999])), 100, 7).T.tolist()
    [[99999907, 99, 0, 0]]
    """
    product = np.empty_like(number)
    carry = added
    for limb, value in enumerate(number):
        total = value * factor + carry
        carry = total // _BASE
        product[limb] = total - carry * _BASE
    return product


def minus(number: Wide, other: Wide) -> tuple[Wide, Holds]:
    """The difference, and whether it would be negative, in which case it is of no use.

    >>> rest, negative = minus(wide(np.array([10**8, 5])), wide(np.array([1, 7])))
    >>> rest[:, 0].tolist(), negative.tolist()
    ([99999999, 0, 0, 0], [False, True])
    """
    rest = np.empty_like(number)
    borrowed = np.zeros(number.shape[1], bool)
    for limb, (above, below) in enumerate(zip(number, other, strict=True)):
        difference = above - below - borrowed
        borrowed = difference < 0
        rest[limb] = difference + borrowed * _BASE
    return rest, borrowed


def nearly(number: Wide) -> npt.NDArray[np.float64]:
    """The numbers to sixteen digits."""
    near: npt.NDArray[np.float64] = number[-1].astype(np.float64)
    for limb in number[-2::-1]:
        near = near * _BASE + limb
    return near


def narrow(number: Wide) -> Whole:
    """The lowest sixteen digits.

    >>> narrow(times(wide(np.array([12])), 10**7, 5)).tolist()
    [120000005]
    """
    lowest: Whole = number[0] + number[1] * _BASE
    return lowest


def wide_keys(number: Wide) -> Keys:
    """The pieces by which the numbers are printed."""
    chunks = []
    for limb in number[: _used(number)]:
        high = limb // CHUNK
        chunks += [limb - high * CHUNK, high]
    if not chunks[-1].any() and len(chunks) > 1:
        chunks.pop()
    keys = np.empty((len(chunks), number.shape[1]), np.int32)
    begun = np.zeros(number.shape[1], bool)
    for row, chunk in enumerate(reversed(chunks)):
        is_last = row == len(chunks) - 1
        key = chunk + np.where(begun, FIRST["padded"], FIRST["number"])
        begun |= chunk > 0
        keys[row] = key if is_last else np.where(begun, key, 0)
    return keys


def _used(number: Wide) -> int:
    """How many limbs hold anything; at least one."""
    return max((limb + 1 for limb in range(_LIMBS) if number[limb].any()), default=1)
