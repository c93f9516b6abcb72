"""Columns of whole numbers of any length: limbs of eight digits, the lowest first, a row each.

64 bits hold 18 digits; the digits of a root need twice as many, and powers more.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from mathdata.families.working.sheets.numerals import Digits
from mathdata.families.working.sheets.pieces import CHUNK, FIRST, Holds, Keys, Whole

Wide: TypeAlias = Whole
"""Limbs by rows: `wide[k]` counts 10**(8 * k)."""

_DIGITS = 8
_BASE = 10**_DIGITS


def wide(values: Whole, limbs: int = 4) -> Wide:
    """Numbers of up to 16 digits, with room for eight digits in each of at least two limbs.

    >>> wide(np.array([1_234_567_890])).T.tolist()
    [[34567890, 12, 0, 0]]
    """
    number = np.zeros((limbs, len(values)), np.int64)
    number[0], number[1] = values % _BASE, values // _BASE
    return number


def with_room(number: Wide, digits: int) -> Wide:
    """The same numbers with as many limbs as so many digits need.

    >>> with_room(wide(np.array([7])), 9).T.tolist()
    [[7, 0]]
    """
    limbs = -(-digits // _DIGITS)
    roomy = np.zeros((limbs, number.shape[1]), np.int64)
    kept = number[:limbs]
    roomy[: len(kept)] = kept
    return roomy


def shifted(number: Wide, power: int) -> Wide:
    """The numbers times a power of ten, within the same limbs.

    >>> shifted(wide(np.array([12])), 9).T.tolist()
    [[0, 120, 0, 0]]
    """
    limbs, rest = divmod(power, _DIGITS)
    if limbs:
        number = np.concatenate([np.zeros_like(number[:limbs]), number[:-limbs]])
    return times(number, 10**rest) if rest else number


def plus(number: Wide, other: Wide) -> Wide:
    """The sums, within the same limbs.

    >>> plus(wide(np.array([99_999_999])), wide(np.array([3]))).T.tolist()
    [[2, 1, 0, 0]]
    """
    total = number + other
    for limb in range(len(total) - 1):
        carried = total[limb] >= _BASE
        total[limb] -= carried * _BASE
        total[limb + 1] += carried
    return total


def wide_digits(number: Wide) -> Digits:
    """All digits of the numbers, from the ones upwards; each has as many as the longest, at least one.

    >>> wide_digits(wide(np.array([123456789, 5])))[-2:].T.tolist()
    [[2, 1], [0, 0]]
    """
    used = number[: _used(number)].astype(np.uint32)
    found = np.empty((_DIGITS, *used.shape), np.int16)
    for place in range(_DIGITS):
        higher = used // 10
        found[place] = used - higher * 10
        used = higher
    digits = found.swapaxes(0, 1).reshape(-1, number.shape[1])
    longest = int(np.flatnonzero(digits.any(axis=1)).max(initial=0)) + 1
    return digits[:longest]


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
    return _whole_keys(list(_chunks(number[: _used(number)])))


def wide_decimal_keys(number: Wide, places: int, *, zeros: bool) -> Keys:
    """The pieces of `number / 10**places`, with the zeros at the end or without; two digits must have room above.

    >>> from mathdata.families.language import WORDS
    >>> from mathdata.families.working.sheets.pieces import pieces
    >>> keys = wide_decimal_keys(wide(np.array([123450, 200000])), 5, zeros=False)
    >>> ["".join(pieces(WORDS.en).take(row).to_pylist()) for row in keys.T]
    ['1.2345', '2']
    """
    if not places:
        return wide_keys(number)
    surplus = -places % 4
    chunks = list(_chunks(times(number, 10**surplus)))
    count = (places + surplus) // 4
    decimals = chunks[:count][::-1]
    behind = _all_decimals(decimals, surplus) if zeros else _decimals_without_zeros(decimals)
    return np.concatenate([_whole_keys(chunks[count:]), *behind]).astype(np.int32)


def _all_decimals(chunks: list[Whole], surplus: int) -> Iterator[Keys]:
    """The chunks behind the point; the last digits of the last one are none."""
    first = True
    for chunk in chunks[:-1]:
        yield np.atleast_2d(chunk + FIRST["decimals" if first else "padded"])
        first = False
    last = chunks[-1] // 10**surplus
    if first:
        yield np.full((1, len(last)), FIRST["point"])
    yield np.atleast_2d(last + FIRST[f"padded to {4 - surplus}"])


def _decimals_without_zeros(chunks: list[Whole]) -> Iterator[Keys]:
    """The same, none where nothing but zeros are left."""
    further = np.zeros(len(chunks[0]), bool)
    keys = []
    for place, chunk in reversed(list(enumerate(chunks))):
        ended, padded = ("last decimals", "padded") if place else ("all decimals", "decimals")
        keys.append(chunk + np.where(further, FIRST[padded], FIRST[ended]))
        further |= chunk > 0
    yield np.array(keys[::-1])


def _chunks(number: Wide) -> Iterator[Whole]:
    """Four digits each, the lowest first."""
    for limb in number:
        high = limb // CHUNK
        yield limb - high * CHUNK
        yield high


def _whole_keys(chunks: list[Whole]) -> Keys:
    """The pieces of a number in chunks; at least one."""
    while len(chunks) > 1 and not chunks[-1].any():
        chunks.pop()
    keys = np.empty((len(chunks), len(chunks[0])), np.int32)
    begun = np.zeros(len(chunks[0]), bool)
    for row, chunk in enumerate(reversed(chunks)):
        is_last = row == len(chunks) - 1
        key = chunk + np.where(begun, FIRST["padded"], FIRST["number"])
        begun |= chunk > 0
        keys[row] = key if is_last else np.where(begun, key, 0)
    return keys


def _used(number: Wide) -> int:
    """How many limbs hold anything; at least one."""
    return max((limb + 1 for limb in range(len(number)) if number[limb].any()), default=1)
