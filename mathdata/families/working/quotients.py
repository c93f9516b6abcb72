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
from typing import Literal, NamedTuple, TypeAlias

from mathdata.families.language import Words
from mathdata.families.working.columns import difference_text
from mathdata.families.working.decimals import Scaled
from mathdata.families.working.products import digit_product_line, product, sign_lines
from mathdata.numbers import Precision, plain

MAX_FREQUENT = 200
"""Divisions of numbers up to this are remembered."""

MAX_QUOTIENT_DIGITS = 120
"""A quotient that has not ended or begun to repeat by then is left to its rounded value."""


# One digit of a long division: what was left before it, the digit brought down, the quotient digit, and what
# is left. A plain tuple, because a quotient of 28 digits makes 28 of them.
Bite: TypeAlias = tuple[int, int, int, int]


class LongDivision(NamedTuple):
    """A long division as far as a precision needs it."""

    divisor: int
    bites: tuple[Bite, ...]
    places: int
    """How many of the digits stand behind the decimal point."""
    repeats_from: int | None
    """The bite whose remainder came back at the end, if the digits repeat."""

    @property
    def quotient(self) -> str:
        """The digits so far, with the point."""
        digits = "".join([str(bite[2]) for bite in self.bites]).zfill(self.places + 1)
        return f"{digits[: -self.places]}.{digits[-self.places :]}" if self.places else digits


def quotient_lines(a: Decimal, b: Decimal, precision: Precision, words: Words, *, by_digit: bool) -> list[str]:
    """The working of `a / b` for `b` not zero, without the line that states the problem and its result."""
    if not a:
        return [words.zero_quotient]
    x, y = a.copy_abs(), b.copy_abs()
    lines = sign_lines(a, "/", b)
    bottom = Scaled.of(y)
    divisor, scale = bottom.whole, 10**bottom.places
    dividend = Decimal(plain(product(x, Decimal(scale)))) if bottom.places else x
    if bottom.places:
        lines.append(f"{x} / {y} = ({x} * {scale}) / ({y} * {scale}) = {dividend} / {divisor}")
    if divisor == 1:
        return lines
    return lines + division_lines(dividend, divisor, precision, words, by_digit=by_digit)


def division_lines(dividend: Decimal, divisor: int, precision: Precision, words: Words, *, by_digit: bool) -> list[str]:
    """The long division of a decimal by a whole number, both positive, up to reading off the digits."""
    if divisor <= MAX_FREQUENT and dividend <= MAX_FREQUENT:
        return list(_frequent(str(dividend), divisor, precision.mode, precision.digits, words, by_digit))
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
    return tuple(_lines(Decimal(dividend), divisor, precision, words, by_digit=by_digit))


def _lines(dividend: Decimal, divisor: int, precision: Precision, words: Words, *, by_digit: bool) -> list[str]:
    division = divide(dividend, divisor, precision)
    stated = f"{dividend} / {divisor}{words.colon}"
    lines = _lines_by_digit(stated, division, words) if by_digit else _lines_by_bite(stated, division)
    if len(division.bites) == 1 and not division.bites[0][3]:
        return lines  # the only digit is the quotient
    return [*lines, _reading(division, precision, words)]


def divide(dividend: Decimal, divisor: int, precision: Precision) -> LongDivision:
    """Divide digit by digit until nothing is left, a remainder comes back, or one digit more than shown.

    >>> divide(Decimal("7.6"), 12, Precision.of("dp:9")).quotient
    '0.63'
    """
    whole, places = Scaled.of(dividend)
    digits = str(whole)
    first = _first_bite(digits, divisor)
    left = int(digits[:first])
    quotient, left_after = divmod(left, divisor)
    bites = [(0, left, quotient, left_after)]
    left = left_after
    for sign in digits[first:]:
        brought_down = int(sign)
        quotient, left_after = divmod(left * 10 + brought_down, divisor)
        bites.append((left, brought_down, quotient, left_after))
        left = left_after
    own = len(bites)
    repeats_from = _decimals(bites, divisor, precision, places)
    return LongDivision(divisor, tuple(bites), places + len(bites) - own, repeats_from)


def _first_bite(digits: str, divisor: int) -> int:
    """How many leading digits are divided at once: the fewest that reach the divisor, or all of them."""
    size = len(str(divisor))
    if size < len(digits) and int(digits[:size]) < divisor:
        size += 1
    return min(size, len(digits))


def _wanted(bites: list[Bite], precision: Precision, places: int) -> int:
    """How many digits are still needed, with the one that decides the rounding."""
    if precision.mode == "exact":
        return MAX_QUOTIENT_DIGITS
    if precision.mode == "dp":
        return precision.digits + 1 - places
    return precision.digits + 1 - (len(bites) if bites[0][2] else 0)


def _decimals(bites: list[Bite], divisor: int, precision: Precision, places: int) -> int | None:
    """Append the decimals to the bites; where they repeat, the bite from which they do."""
    left, wanted = bites[-1][3], _wanted(bites, precision, places)
    leading = precision.mode == "sig" and not bites[0][2]  # zeros before a first digit are not significant
    seen: dict[int, int] = {}
    while left and wanted > 0:
        if left in seen:
            return seen[left]
        seen[left] = len(bites)
        digit, left_after = divmod(left * 10, divisor)
        bites.append((left, 0, digit, left_after))
        left = left_after
        leading = leading and not digit
        wanted -= not leading
    return None


def _lines_by_bite(stated: str, division: LongDivision) -> list[str]:
    first, *others = [_bite(bite, division.divisor) for bite in division.bites]
    return [f"{stated}{first}", *others]


def _bite(bite: Bite, divisor: int) -> str:
    left, brought_down, digit, left_after = bite
    return f"{_whole(left, brought_down)} = {divisor} * {digit} + {left_after}"


def _whole(left: int, brought_down: int) -> str:
    """What is divided next: what was left, with the digit brought down behind it."""
    if not left:
        return f"{brought_down}"
    return f"{left} * 10 + {brought_down} = {left}{brought_down}" if brought_down else f"{left} * 10 = {left}0"


def _lines_by_digit(stated: str, division: LongDivision, words: Words) -> list[str]:
    """Bites with the working of their subtractions; a multiple of the divisor is worked where it is first needed.

    A table of all of them in advance would tell the digits of the quotient before they are found.
    """
    lines: list[str] = []
    known = set(range(10)) if division.divisor < 10 else {0, 1}
    for left, brought_down, digit, left_after in division.bites:
        if left and digit:
            lines.append(_whole(left, brought_down))
        if digit not in known:
            known.add(digit)
            multiple = division.divisor * digit
            lines.append(digit_product_line(division.divisor, digit, f"{division.divisor} * {digit}", multiple, words))
        lines.append(f"{stated}{_bite_by_digit((left, brought_down, digit, left_after), division.divisor, words)}")
        stated = ""
    return lines


def _bite_by_digit(bite: Bite, divisor: int, words: Words) -> str:
    """The columns of a subtraction, or a product and a difference of the tables; a digit of 0 takes nothing away."""
    left, brought_down, digit, left_after = bite
    if not digit:
        return _bite(bite, divisor)
    whole, multiple = left * 10 + brought_down, divisor * digit
    if divisor < 10:
        return f"{whole} - {divisor} * {digit} = {whole} - {multiple} = {left_after}"
    columns = difference_text(whole, multiple, words.comma)
    stated = f"{whole} = {divisor} * {digit} + {left_after}"
    return f"{whole} - {multiple}{words.colon}{columns}{words.comma}{words.so}{stated}"


def _reading(division: LongDivision, precision: Precision, words: Words) -> str:
    """What the digits of the quotient say, and how the last of them is rounded."""
    digits = division.quotient
    if not division.bites[-1][3]:
        return words.quotient_exact.format(digits)
    if division.repeats_from is not None:
        block = "".join([str(bite[2]) for bite in division.bites[division.repeats_from :]])
        return words.quotient_repeats.format(digits, division.bites[-1][3], block)
    last = division.bites[-1][2]
    if not _decides(division, digits, precision):
        return words.quotient_so_far.format(digits)
    return (words.quotient_up if last >= 5 else words.quotient_down).format(digits, last)


def _decides(division: LongDivision, digits: str, precision: Precision) -> bool:
    """Whether the last digit is the one behind those shown, so that it alone decides the rounding."""
    if precision.mode == "dp":
        return division.places == precision.digits + 1
    return len(digits.lstrip("0.").replace(".", "")) == precision.digits + 1
