"""Long divisions of many whole numbers, digit by digit side by side, each as far as its precision needs it."""

from typing import NamedTuple

import numpy as np

from mathdata.families.working.sheets.numerals import TENS, lengths
from mathdata.families.working.sheets.pieces import Holds, Whole


class Divisions(NamedTuple):
    """What `working.quotients.LongDivision` holds of one division, in columns; rows are digits, columns divisions."""

    divisor: Whole
    whole: Whole
    """What is divided at each digit: what was left, with a digit brought down."""
    down: Whole
    left: Whole
    rest: Whole
    """How many digits of the dividend are brought down behind the first bite, for each division."""
    last: Whole
    """The place of its last digit."""
    repeats_from: Whole
    """The digit with which the decimals begin again; -1 if they do not repeat."""

    @property
    def stands(self) -> Holds:
        """Which digits belong to the divisions."""
        return np.arange(len(self.whole))[:, None] <= self.last


def divide(dividend: Whole, divisor: Whole, *, digits: int) -> Divisions:
    """Divide positive numbers until nothing is left, a remainder comes back, or one digit more than shown is found.

    >>> found = divide(np.array([76, 1]), np.array([12, 8]), digits=5)
    >>> (found.whole // found.divisor).T.tolist(), found.last.tolist(), found.repeats_from.tolist()
    ([[6, 3, 3, 3], [0, 1, 2, 5]], [1, 3], [1, -1])
    """
    rest = _behind_first_bite(dividend, divisor)
    bite = dividend // TENS[rest]
    limit = rest + digits + 1 - np.where(bite >= divisor, rest + 1, -_leading_zeros(bite, divisor))
    last, repeats_from = (np.full(len(dividend), -1) for _ in range(2))
    wholes, downs, lefts = [bite], [bite], [bite % divisor]
    for place in range(limit.max(initial=0) + 1):
        left = lefts[place]
        _stop(np.array(lefts), rest, limit, last, repeats_from)
        if (last >= 0).all():
            break
        down = np.where(place < rest, dividend // TENS[(rest - place - 1).clip(0)] % 10, 0)
        wholes.append(left * 10 + down)
        downs.append(down)
        lefts.append(wholes[-1] % divisor)
    return Divisions(divisor, np.array(wholes), np.array(downs), np.array(lefts), rest, last, repeats_from)


def _behind_first_bite(dividend: Whole, divisor: Whole) -> Whole:
    """How many digits stand behind those that are divided at first: the fewest that reach the divisor, or all."""
    behind = (lengths(dividend) - lengths(divisor)).clip(0)
    rest: Whole = behind - ((behind > 0) & (dividend // TENS[behind] < divisor))
    return rest


def _leading_zeros(left: Whole, divisor: Whole) -> Whole:
    """How many decimals are 0 before the first digit of a quotient below 1."""
    zeros = np.zeros(len(left), np.int64)
    for power in range(1, 10):
        zeros += left * TENS[power] < divisor
    return zeros


def _stop(lefts: Whole, rest: Whole, limit: Whole, last: Whole, repeats_from: Whole) -> None:
    """Note the divisions that end with what is left now: nothing, the same as before, or digits enough."""
    place, left = len(lefts) - 1, lefts[-1]
    asked = (last < 0) & (place >= rest)
    same = (lefts == left) & (np.arange(place + 1)[:, None] >= rest)
    first = same.argmax(axis=0)  # at the latest what is left now
    repeats = asked & (place < limit) & (left > 0) & (first < place)
    repeats_from[repeats] = first[repeats] + 1
    last[asked & ((left == 0) | repeats | (place == limit))] = place
