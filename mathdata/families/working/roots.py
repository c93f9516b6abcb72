"""Square roots digit by digit, as on paper: bracket the whole part, then bring down two digits a time.

With `p` for the digits so far and `r` for what is left, the next digit `d` is the largest one with
`(20 * p + d) * d ≤ 100 * r + next pair`. A check by squaring ends the working.
"""

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
    lines += [_digit_line(step, words, by_digit=by_digit) for step in extraction.steps]
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
        f"{low}^2 = {squares[0]}",
        f"{high}^2 = {squares[1]}",
        f"{squares[0]} ≤ {radicand} < {squares[1]}",
    ]


def _in_pairs(digits: str) -> list[str]:
    return [digits[index : index + 2] for index in range(0, len(digits), 2)]


def _digits_wanted(whole: int, precision: Precision) -> int:
    """How many digits behind the whole part a precision needs, with the one that decides the rounding."""
    if precision.mode == "exact":
        return MAX_ROOT_DIGITS
    return precision.digits + 1 - (len(str(whole)) if whole and precision.mode == "sig" else 0)


def _next_digit(before: int, left: int, pair: int) -> RootDigit:
    target = left * 100 + pair
    digit = min(9, target // (20 * before)) if before else isqrt(target)
    while (20 * before + digit) * digit > target:
        digit -= 1
    return before, left, pair, digit, target - (20 * before + digit) * digit


def _digit_line(step: RootDigit, words: Words, *, by_digit: bool) -> str:
    before, left, pair, digit, left_after = step
    target, base = left * 100 + pair, 20 * before + digit
    taken = base * digit
    brought = f"{left} * 100 + {pair} = {target}" if pair else f"{left} * 100 = {target}"
    if not digit:
        trial = f"(20 * {before} + 1) * 1 = {20 * before + 1} > {target}"
        return words.semicolon.join([brought, trial, words.zero_digit])
    trial = f"(20 * {before} + {digit}) * {digit} = {taken} ≤ {target}"
    if not by_digit or target < 10:
        return words.semicolon.join([brought, trial, f"{target} - {taken} = {left_after}"])
    trial = f"(20 * {before} + {digit}) * {digit} = {base} * {digit}"
    products = product_text(spread(str(base)), digit, spread(str(taken)), len(str(base)), words.comma)
    differences = difference_text(
        spread(str(target)), spread(str(taken)), spread(str(left_after)), len(str(target)), words.comma
    )
    compared, rest = f"{base} * {digit} = {taken} ≤ {target}", f"{target} - {taken} = {left_after}"
    return words.semicolon.join([brought, trial, products, compared, differences, rest])
