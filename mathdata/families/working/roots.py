"""Square roots digit by digit, as on paper: bracket the whole part, then bring down two digits a time.

With `p` for the digits so far and `r` for what is left, the next digit `d` is the largest one with
`(20 * p + d) * d ≤ 100 * r + next pair`. A check by squaring ends the working.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from math import isqrt
from typing import NamedTuple, TypeAlias

from mathdata.families.language import Words
from mathdata.families.working.columns import difference_text, product_text, spread
from mathdata.families.working.decimals import Scaled
from mathdata.numbers import EXACTLY, Precision

MAX_ROOT_DIGITS = 200
"""More digits of a root than this are not worked out."""

CHECK_DIGITS = 8
"""The check by squaring uses this many digits of an inexact root: enough to convince, few enough to redo."""


# One digit of a root: the digits before it, what was left, the pair brought down, the digit, what is left.
RootDigit: TypeAlias = tuple[int, int, int, int, int]


class RootExtraction(NamedTuple):
    """A root as far as a precision needs it: `digits / 10**places` and what is left under it."""

    whole: int
    steps: tuple[RootDigit, ...]
    digits: int
    left: int

    @property
    def places(self) -> int:
        """How many decimals were extracted."""
        return len(self.steps)

    @property
    def root(self) -> Decimal:
        """The digits so far as a decimal, never larger than the root."""
        return Decimal(self.digits).scaleb(-self.places, EXACTLY)


@lru_cache(maxsize=4)  # the steps and the check of one problem both need it
def extract(radicand: Decimal, precision: Precision) -> RootExtraction:
    """Extract a square root until nothing is left, or one digit more than the precision shows.

    >>> extract(Decimal("6.25"), Precision.of("sig:28")).root
    Decimal('2.5')
    """
    number, places = Scaled.of(radicand)
    number, places = (number * 10, places + 1) if places % 2 else (number, places)
    whole_part, decimals = divmod(number, 10**places)
    pairs = [int(pair) for pair in _in_pairs(str(decimals).zfill(places) if places else "")]
    whole = digits = isqrt(whole_part)
    left = whole_part - whole * whole
    steps: list[RootDigit] = []
    wanted = _digits_wanted(whole, precision)
    while wanted > 0 and len(steps) < MAX_ROOT_DIGITS and (left or any(pairs[len(steps) :])):
        pair = pairs[len(steps)] if len(steps) < len(pairs) else 0
        step = _next_digit(digits, left, pair)
        steps.append(step)
        digits, left = digits * 10 + step[3], step[4]
        wanted -= digits > 0 or precision.mode != "sig"  # zeros before a first digit are not significant
    return RootExtraction(whole, tuple(steps), digits, left)


def root_lines(radicand: Decimal, extraction: RootExtraction, words: Words, *, by_digit: bool) -> list[str]:
    """The working of a square root that is not whole at first sight: bracket, digits, reading."""
    whole = extraction.whole
    lines = [
        f"{whole}^2 = {whole**2}{words.comma}{whole + 1}^2 = {(whole + 1) ** 2}",
        f"{whole**2} ≤ {radicand} < {(whole + 1) ** 2}{words.comma}{words.whole_root.format(whole)}",
    ]
    if extraction.steps:
        lines.append(f"{radicand} - {whole**2} = {EXACTLY.subtract(radicand, Decimal(whole**2))}")
    lines += (_lines_by_digit if by_digit else _lines)(extraction.steps, words)
    if extraction.steps and extraction.left:
        last = extraction.steps[-1][3]
        lines.append((words.root_up if last >= 5 else words.root_down).format(extraction.root, last))
    return lines


def check_lines(radicand: Decimal, extraction: RootExtraction) -> list[str]:
    """The check by squaring: equality for an exact root, else the two neighbours that enclose it."""
    root = extraction.root
    if not extraction.left and root * root == radicand:
        return [f"{root}^2 = {EXACTLY.multiply(root, root)}"]
    surplus = max(len(str(extraction.digits)) - CHECK_DIGITS, 0)
    places = max(extraction.places - surplus, 0)
    low = Decimal(extraction.digits // 10 ** (extraction.places - places)).scaleb(-places, EXACTLY)
    high = low + Decimal(1).scaleb(-places)
    squares = EXACTLY.multiply(low, low), EXACTLY.multiply(high, high)
    return [
        f"{low!s}^2 = {squares[0]!s}",
        f"{high!s}^2 = {squares[1]!s}",
        f"{squares[0]!s} ≤ {radicand!s} < {squares[1]!s}",
    ]


def _in_pairs(digits: str) -> list[str]:
    return [digits[index : index + 2] for index in range(0, len(digits), 2)]


def _digits_wanted(whole: int, precision: Precision) -> int:
    """How many digits behind the whole part a precision needs, with the one that decides the rounding."""
    if precision.mode == "exact":
        return MAX_ROOT_DIGITS
    return precision.digits + 1 - (len(str(whole)) if whole and precision.mode == "sig" else 0)


def _next_digit(before: int, left: int, pair: int) -> RootDigit:
    target, base = left * 100 + pair, 20 * before
    digit = min(9, target // base) if before else isqrt(target)
    left_after = target - (base + digit) * digit
    while left_after < 0:
        digit -= 1
        left_after = target - (base + digit) * digit
    return before, left, pair, digit, left_after


def _lines(steps: Iterable[RootDigit], words: Words) -> list[str]:
    """A line for each digit: two digits brought down, the digit tried, what is left."""
    gap, lines = words.semicolon, []
    for before, left, pair, digit, left_after in steps:
        target, trial, brought = left * 100 + pair, f"(20 * {before} + {digit or 1}) * {digit or 1}", _plus(pair)
        if digit:
            taken = target - left_after
            tried = f"{trial} = {taken} ≤ {target}{gap}{target} - {taken} = {left_after}"
        else:
            tried = f"{trial} = {20 * before + 1} > {target}{gap}{words.zero_digit}"
        lines.append(f"{left} * 100{brought} = {target}{gap}{tried}")
    return lines


def _lines_by_digit(steps: Iterable[RootDigit], words: Words) -> list[str]:
    """The same with the columns of the product and of the subtraction, where there is more than one."""
    gap, comma, lines = words.semicolon, words.comma, []
    for step in steps:
        before, left, pair, digit, left_after = step
        target = left * 100 + pair
        if not digit or target < 10:
            lines += _lines([step], words)
            continue
        above, base, taken, rest = str(target), str(20 * before + digit), str(target - left_after), str(left_after)
        below = spread(taken)
        products = product_text(spread(base), digit, below, len(base), comma)
        differences = difference_text(spread(above), below, spread(rest), len(above), comma)
        lines.append(
            f"{left} * 100{_plus(pair)} = {above}{gap}(20 * {before} + {digit}) * {digit} = {base} * {digit}{gap}"
            f"{products}{gap}{base} * {digit} = {taken} ≤ {above}{gap}{differences}{gap}{above} - {taken} = {rest}"
        )
    return lines


def _plus(pair: int) -> str:
    return f" + {pair}" if pair else ""
