"""Quotients: signs aside, both numbers scaled to whole ones, then long division digit by digit.

Each line brings down a digit and names quotient digit and remainder, as an equation that holds:

```text
7.6 / 1.2 = 76 / 12
76 = 12 * 6 + 4
4 * 10 = 40 = 12 * 3 + 4
The remainder 4 comes back, so the decimals repeat with the block 3.
```

At granularity `digit` product and difference have look-ups of their own, `47 - 6 * 7 = 47 - 42 = 5`, and those
of a longer divisor their columns.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from mathdata.families.language import Words
from mathdata.families.working.columns import difference_text, spread, with_columns
from mathdata.families.working.decimals import printed
from mathdata.families.working.products import digit_product_line, sign_lines
from mathdata.numbers import EXACTLY, Precision, plain

MAX_FREQUENT, FREQUENT_DIGITS = 200, 3
"""Divisions by numbers up to this are remembered, if the dividend has no more digits than these."""

MAX_QUOTIENT_DIGITS = 120
"""A quotient that has not ended or begun to repeat by then is left to its rounded value."""


class LongDivision(NamedTuple):
    """A long division as far as a precision needs it: a digit of the quotient at a time."""

    divisor: int
    brought_down: list[str]
    """The leading digits that are divided at first, then one digit more each time."""
    digits: str
    """Of the quotient, without the point."""
    left: list[int]
    """What is left after each digit."""
    places: int
    """How many of the digits stand behind the decimal point."""
    repeats_from: int | None
    """The digit with which the decimals begin again, if they repeat."""

    @property
    def quotient(self) -> str:
        """The digits so far, with the point."""
        digits = self.digits.zfill(self.places + 1)
        return f"{digits[: -self.places]}.{digits[-self.places :]}" if self.places else digits


def quotient_lines(a: Decimal, b: Decimal, precision: Precision, words: Words, *, by_digit: bool) -> list[str]:
    """The working of `a / b` for `b` not zero, without the line that states the problem and its result."""
    if not a:
        return [words.zero_quotient]
    lines = sign_lines(a, "/", b)
    x, y = printed(a), printed(b)
    whole, _, decimals = y.partition(".")
    divisor = int(whole + decimals)
    dividend = x
    if decimals:
        scale = 10 ** len(decimals)
        dividend = plain(Decimal(x).scaleb(len(decimals), EXACTLY))
        lines.append(scaling_line(x, y, scale, dividend, divisor))
    if divisor == 1:
        return lines
    return lines + division_lines(dividend, divisor, precision, words, by_digit=by_digit)


def scaling_line(x: str, y: str, scale: object, dividend: object, divisor: object) -> str:
    """How both numbers are scaled, so that the divisor is whole."""
    return f"{x} / {y} = ({x} * {scale}) / ({y} * {scale}) = {dividend} / {divisor}"


def division_lines(dividend: str, divisor: int, precision: Precision, words: Words, *, by_digit: bool) -> list[str]:
    """The long division of a printed decimal by a whole number, both positive, up to reading off the digits."""
    if divisor <= MAX_FREQUENT and len(dividend) <= FREQUENT_DIGITS:
        return list(_frequent(dividend, divisor, precision.mode, precision.digits, words, by_digit))
    return _lines(dividend, divisor, precision, words, by_digit=by_digit)


@lru_cache(maxsize=1 << 13)
def _frequent(
    dividend: str,
    divisor: int,
    mode: Literal["exact", "dp", "sig"],
    digits: int,
    words: Words,
    by_digit: bool,  # noqa: FBT001
) -> tuple[str, ...]:
    """Divisions of small numbers come again and again: a root in lowest terms has few different ones."""
    precision = Precision(mode=mode, digits=digits)
    return tuple(_lines(dividend, divisor, precision, words, by_digit=by_digit))


def _lines(dividend: str, divisor: int, precision: Precision, words: Words, *, by_digit: bool) -> list[str]:
    division = divide(dividend, divisor, precision)
    stated = f"{dividend} / {divisor}{words.colon}"
    if by_digit:
        lines = _lines_by_digit(stated, division, words)
    else:
        first, *others = _bites(division)
        lines = [stated + first, *others]
    if len(division.left) == 1 and not division.left[0]:
        return lines  # the only digit is the quotient
    return [*lines, _reading(division, precision, words)]


def divide(dividend: str, divisor: int, precision: Precision) -> LongDivision:
    """Divide digit by digit until nothing is left, a remainder comes back, or one digit more than shown.

    >>> divide("7.6", 12, Precision.of("dp:9")).quotient
    '0.63'
    """
    before_point, _, decimals = dividend.partition(".")
    whole, places = int(before_point + decimals), len(decimals)
    digits = str(whole)
    first = _first_bite(digits, divisor)
    taken = int(digits[:first])
    left = [taken % divisor]
    for digit in digits[first:]:
        left.append((left[-1] * 10 + int(digit)) % divisor)
    wanted = _wanted(precision, places, len(left) if taken >= divisor else 0)
    if precision.mode == "sig" and taken < divisor:
        wanted += _leading_zeros(taken, divisor)
    further, repeats_from = _decimals(left[-1], divisor, wanted)
    quotient = whole * 10 ** len(further) // divisor
    if repeats_from is not None:
        repeats_from += len(left)
    left += further
    brought_down = [digits[:first], *digits[first:], *"0" * len(further)]
    return LongDivision(
        divisor, brought_down, str(quotient).zfill(len(left)), left, places + len(further), repeats_from
    )


def _first_bite(digits: str, divisor: int) -> int:
    """How many leading digits are divided at once: the fewest that reach the divisor, or all of them."""
    size = len(str(divisor))
    if size < len(digits) and int(digits[:size]) < divisor:
        size += 1
    return min(size, len(digits))


def _wanted(precision: Precision, places: int, found: int) -> int:
    """How many digits are still needed, with the one that decides the rounding."""
    if precision.mode == "exact":
        return MAX_QUOTIENT_DIGITS
    return precision.digits + 1 - (places if precision.mode == "dp" else found)


def _leading_zeros(left: int, divisor: int) -> int:
    """How many decimals are 0 before the first digit of a quotient below 1; they are not significant."""
    zeros, left = 0, left * 10
    while 0 < left < divisor:
        zeros, left = zeros + 1, left * 10
    return zeros


def _decimals(left: int, divisor: int, wanted: int) -> tuple[list[int], int | None]:
    """What is left after each decimal; where they repeat, the decimal with which they begin again."""
    seen: dict[int, int | None] = {0: None}
    for place in range(wanted):
        if left in seen:
            return [*seen, left][2:], seen[left]
        seen[left] = place
        left = left * 10 % divisor
    return [*seen, left][2:], None


def _bites(division: LongDivision) -> list[str]:
    """A line for each digit of the quotient."""
    taken, left = _times(division), [str(left) for left in division.left]
    return [
        # Behind the point nothing but zeros is brought down: by far the most usual line.
        f"{before} * 10 = {before}0{taken[digit]}{after}"
        if down == "0" and before != "0"
        else f"{down if before == '0' else brought_down(before, down)}{taken[digit]}{after}"
        for before, down, digit, after in zip(["0", *left], division.brought_down, division.digits, left, strict=False)
    ]


def _lines_by_digit(stated: str, division: LongDivision, words: Words) -> list[str]:
    """The same with the working of each subtraction; a multiple of the divisor is worked where it is first needed.

    A table of all of them in advance would tell the digits of the quotient before they are found.
    """
    divisor, times, of_tables = str(division.divisor), _times(division), division.divisor < 10
    taken = {digit: str(division.divisor * int(digit)) for digit in times}
    spreads = {digit: spread(text) for digit, text in taken.items()}
    worked, lines, before = set("0123456789" if of_tables else "01"), [], "0"
    for down, digit, after in zip(division.brought_down, division.digits, map(str, division.left), strict=True):
        whole, opening = (down, "") if before == "0" else (before + down, brought_down(before, down))
        if digit != "0" and opening:
            lines.append(opening)
        if digit not in worked:
            worked.add(digit)
            lines.append(digit_product_line(divisor, digit, "", taken[digit], words))
        if digit == "0":  # takes nothing away
            line = f"{opening or whole}{times[digit]}{after}"
        elif of_tables:
            line = table_line(whole, divisor, digit, taken[digit], after)
        else:
            columns = difference_text(spread(whole), spreads[digit], spread(after), len(whole), words.comma)
            line = with_columns(f"{whole} - {taken[digit]}", columns, f"{whole}{times[digit]}{after}", words)
        lines.append(stated + line)
        stated, before = "", after
    return lines


def table_line(whole: str, divisor: str, digit: str, taken: str, after: str) -> str:
    """What is left of a number, where the multiple of the divisor stands in the tables."""
    return f"{whole} - {divisor} * {digit} = {whole} - {taken} = {after}"


def brought_down(before: str, digit: str) -> str:
    """What is divided next: what was left, with a digit behind it."""
    return f"{before} * 10 = {before}0" if digit == "0" else f"{before} * 10 + {digit} = {before}{digit}"


def _times(division: LongDivision) -> dict[str, str]:
    """What a line says of each digit of the quotient, up to what is left."""
    return {digit: as_often(str(division.divisor), digit) for digit in set(division.digits)}


def as_often(divisor: str, digit: str) -> str:
    """How the divisor is taken as often as a digit says, before what is left."""
    return f" = {divisor} * {digit} + "


def _reading(division: LongDivision, precision: Precision, words: Words) -> str:
    """What the digits of the quotient say, and how the last of them is rounded."""
    digits = division.quotient
    left, last = division.left[-1], int(division.digits[-1])
    if not left:
        return words.quotient_exact.format(digits)
    if division.repeats_from is not None:
        return words.quotient_repeats.format(digits, left, division.digits[division.repeats_from :])
    if not _decides(division, digits, precision):
        return words.quotient_so_far.format(digits)
    return (words.quotient_up if last >= 5 else words.quotient_down).format(digits, last)


def _decides(division: LongDivision, digits: str, precision: Precision) -> bool:
    """Whether the last digit is the one behind those shown, so that it alone decides the rounding."""
    if precision.mode == "dp":
        return division.places == precision.digits + 1
    return len(digits.lstrip("0.").replace(".", "")) == precision.digits + 1
