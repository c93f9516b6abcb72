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

FIRST_AT_ONCE = 10 ** (CHECK_DIGITS - 1)
"""From here on, what stands before a digit is so long that product and difference are told at once."""

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
    low, high = str(whole**2), str((whole + 1) ** 2)
    lines = [*bracket_lines(str(whole), str(whole + 1), low, high, str(radicand), words)]
    if extraction.steps:
        lines.append(f"{radicand} - {low} = {EXACTLY.subtract(radicand, Decimal(low))}")
    lines += (_lines_by_digit if by_digit else _lines)(extraction.steps, words)
    if extraction.steps and extraction.left:
        last = extraction.steps[-1][3]
        lines.append((words.root_up if last >= 5 else words.root_down).format(extraction.root, last))
    return lines


def bracket_lines(whole: str, above: str, low: str, high: str, radicand: str, words: Words) -> tuple[str, str]:
    """The two whole numbers between which a root lies, by their squares."""
    squares = f"{whole}^2 = {low}{words.comma}{above}^2 = {high}"
    return squares, f"{low} ≤ {radicand} < {high}{words.comma}{words.whole_root.format(whole)}"


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
    return [*enclosing_lines(str(low), str(high), str(squares[0]), str(squares[1]), str(radicand))]


def enclosing_lines(low: str, high: str, low_square: str, high_square: str, radicand: str) -> tuple[str, str, str]:
    """The squares of two neighbours, and that the radicand lies between them."""
    between = f"{low_square} ≤ {radicand} < {high_square}"
    return f"{low}^2 = {low_square}", f"{high}^2 = {high_square}", between


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
    lines = []
    for before, left, pair, digit, left_after in steps:
        target = left * 100 + pair
        opening = brought_line(str(left), str(pair), str(target))
        if digit:
            taken = str(target - left_after)
            lines.append(digit_line(opening, str(before), str(digit), taken, str(target), str(left_after), words))
        else:
            lines.append(zero_line(opening, str(before), str(20 * before + 1), str(target), words))
    return lines


def brought_line(left: str, pair: str, target: str) -> str:
    """What is left with the next two digits behind it."""
    return f"{left} * 100{'' if pair == '0' else f' + {pair}'} = {target}"


def digit_line(opening: str, before: str, digit: str, taken: str, target: str, rest: str, words: Words) -> str:
    """A digit that is tried, and what is left."""
    gap = words.semicolon
    return f"{opening}{gap}{_trial(before, digit)} = {taken} ≤ {target}{gap}{target} - {taken} = {rest}"


def zero_line(opening: str, before: str, least: str, target: str, words: Words) -> str:
    """A digit that is 0, because already 1 is too large."""
    return f"{opening}{words.semicolon}{_trial(before, '1')} = {least} > {target}{words.semicolon}{words.zero_digit}"


def columns_line(
    opening: str,
    product: tuple[str, str, str, str],
    products: str,
    differences: str,
    target: str,
    rest: str,
    words: Words,
) -> str:
    """A digit that is tried, with the columns of its product and of what is left.

    `product` is what stood before the digit, the digit, the factor that both make, and the product.
    """
    before, digit, base, taken = product
    stated = f"{base} * {digit}"
    parts = [
        opening,
        f"{_trial(before, digit)} = {stated}",
        products,
        f"{stated} = {taken} ≤ {target}",
        differences,
        f"{target} - {taken} = {rest}",
    ]
    return words.semicolon.join(parts)


def _trial(before: str, digit: str) -> str:
    return f"(20 * {before} + {digit}) * {digit}"


def _lines_by_digit(steps: Iterable[RootDigit], words: Words) -> list[str]:
    """The same with the columns of the product and of the subtraction, where there is more than one.

    Only the digits that the check tests have columns: those of all 28 digits would fill 20,000 characters, more than
    a model is shown at once, so that it would never see the answer.
    """
    comma, lines = words.comma, []
    for step in steps:
        before, left, pair, digit, left_after = step
        target = left * 100 + pair
        if not digit or target < 10 or before >= FIRST_AT_ONCE:
            lines += _lines([step], words)
            continue
        above, base, taken, rest = str(target), str(20 * before + digit), str(target - left_after), str(left_after)
        below = spread(taken)
        products = product_text(spread(base), digit, below, len(base), comma)
        differences = difference_text(spread(above), below, spread(rest), len(above), comma)
        opening, product = brought_line(str(left), str(pair), above), (str(before), str(digit), base, taken)
        lines.append(columns_line(opening, product, products, differences, above, rest, words))
    return lines
