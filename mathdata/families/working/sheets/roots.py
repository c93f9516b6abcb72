"""Square roots of many rows that do not end, digit by digit side by side."""

from typing import NamedTuple

import numpy as np
import polars as pl

from mathdata.families.contract import Manner
from mathdata.families.working.roots import (
    CHECK_DIGITS,
    FIRST_AT_ONCE,
    bracket_lines,
    brought_line,
    columns_line,
    digit_line,
    enclosing_lines,
    zero_line,
)
from mathdata.families.working.sheets.blocks import told_in_blocks
from mathdata.families.working.sheets.columns import difference_columns, product_columns
from mathdata.families.working.sheets.numerals import TENS, lengths
from mathdata.families.working.sheets.operands import texts_of
from mathdata.families.working.sheets.pieces import FIRST, Holds, Whole
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sheets.wide import Wide, minus, narrow, nearly, times, wide, wide_keys
from mathdata.numbers.in_columns import places, printed, whole

_ROWS = 1 << 12
"""So many roots are told at a time."""


class _Digit(NamedTuple):
    """One digit of each root, as `working.roots.RootDigit`: what stood before it, what was left, the digit."""

    before: Wide
    left: Wide
    pair: Whole
    target: Wide
    digit: Whole
    base: Wide
    """Twenty times what stood before, and the digit."""
    taken: Wide
    rest: Wide


def root_steps(chains: pl.Series, manner: Manner) -> pl.Series:
    r"""The steps of square roots whose chains are `√a ≈ root`, all of them small and none with an end.

    >>> from mathdata.numbers import Precision
    >>> manner = Manner("en", Precision.of("sig:28"), by_digit=False)
    >>> print("\n".join(root_steps(pl.Series(["√2 ≈ 1.414213562373095048801688724"]), manner).item().splitlines()[:4]))
    1^2 = 1, 2^2 = 4
    1 ≤ 2 < 4, so the whole part is 1
    2 - 1 = 1
    1 * 100 = 100; (20 * 1 + 4) * 4 = 96 ≤ 100; 100 - 96 = 4
    """
    radicand = chains.str.extract("^√([0-9.]+)").alias("radicand")
    table = pl.DataFrame([radicand, chains.alias("chain")])
    table = table.with_columns(number=whole(pl.col("radicand")), places=places(pl.col("radicand")))
    return told_in_blocks(table, lambda sheet, part: _root(sheet, part, manner), manner.words, rows=_ROWS)


def _root(sheet: Sheet, table: pl.DataFrame, manner: Manner) -> str:
    words, radicand = sheet.words, sheet.texts(texts_of(table["radicand"]))
    number, decimals = table["number"].to_numpy(), table["places"].to_numpy()
    whole_part = number // TENS[decimals]
    root = np.sqrt(whole_part).astype(np.int64)
    square = root * root
    low, high = sheet.number(square), sheet.number((root + 1) ** 2)
    over = _printed(sheet, number - square * TENS[decimals], decimals)
    lines = [
        *bracket_lines(sheet.number(root), sheet.number(root + 1), low, high, radicand, words),
        f"{radicand} - {low} = {over}\n",
    ]
    digits, reading, check = _digits(sheet, table, root, whole_part - square, radicand, manner)
    return "\n".join(lines) + digits + reading + sheet.texts(texts_of(table["chain"])) + check


def _digits(
    sheet: Sheet, table: pl.DataFrame, root: Whole, left: Whole, radicand: str, manner: Manner
) -> tuple[str, str, str]:
    """The lines of the digits, what they read, and the check with the first of them."""
    words, pairs = sheet.words, _pairs(table)
    digits, lines = wide(root), []
    rest = wide(left)
    shown = sheet.printed(wide_keys(rest))
    found = np.where(root > 0, lengths(root), 0)
    read, last = f"{sheet.number(root)}.", np.zeros_like(root)
    first, first_places = np.zeros_like(root), np.zeros_like(root)
    for place in range(_MOST_DIGITS):
        active = found <= manner.precision.digits
        if not active.any():
            break
        pair = pairs[place] if place < len(pairs) else np.zeros_like(root)
        step = _next_digit(digits, rest, pair)
        digits, rest = times(digits, 10, step.digit), step.rest
        before, shown = shown, sheet.printed(wide_keys(rest))
        lines.append(_line(sheet, step, before, shown, active, by_digit=manner.by_digit))
        read += sheet.pieces(((step.digit + FIRST["number"]) * active).astype(np.int32))
        last = np.where(active, step.digit, last)
        found += (found > 0) | (step.digit > 0)
        for noted, value in ((first, digits[0]), (first_places, place + 1)):
            np.copyto(noted, value, where=found == CHECK_DIGITS)
    final = sheet.number(last)
    up, down = (f"{text.format(read, final)}\n" for text in (words.root_up, words.root_down))
    numbers = (first, first + 1, first**2, (first + 1) ** 2)
    low, high, *squares = (_printed(sheet, value, first_places * (1 + (row > 1))) for row, value in enumerate(numbers))
    check = words.comma.join(enclosing_lines(low, high, squares[0], squares[1], radicand))
    return "".join(lines), sheet.either(last >= 5, up, down), f"\n{words.check}{words.colon}{check}"


_MOST_DIGITS = 60
"""More than the digits of a root with the zeros before them."""


def _pairs(table: pl.DataFrame) -> list[Whole]:
    """The decimals of the radicands by twos."""
    decimals = table["places"].to_numpy()
    four = table["number"].to_numpy() % TENS[decimals] * TENS[4 - decimals]
    return [four // 100, four % 100]


def _next_digit(before: Wide, left: Wide, pair: Whole) -> _Digit:
    """The largest digit that can be taken: nearly the quotient, from above."""
    target, twenty = times(left, 100, pair), times(before, 20)
    near, above = nearly(target), nearly(twenty)
    guess = np.where(above > 0, near / np.where(above > 0, above, 1) * (1 + 1e-12), np.sqrt(near) + 1e-9)
    digit = guess.clip(0, 9).astype(np.int64)
    while True:
        base = twenty.copy()
        base[0] += digit  # which ends in 0
        taken = times(base, digit)
        rest, negative = minus(target, taken)
        if not negative.any():
            return _Digit(before, left, pair, target, digit, base, taken, rest)
        digit = digit - negative


def _line(sheet: Sheet, step: _Digit, left: str, rest: str, active: Holds, *, by_digit: bool) -> str:
    """The line of one digit of all roots that have it, with its end of line, given the marks of what is left."""
    words = sheet.words
    before, taken = (sheet.printed(wide_keys(values)) for values in (step.before, step.taken))
    digit, takes = sheet.number(step.digit), step.digit > 0
    if step.pair.any():
        target = sheet.printed(wide_keys(step.target))
        brought = brought_line(left, sheet.number(step.pair), target)
        opening = sheet.either(step.pair > 0, brought, brought_line(left, "0", target))
    else:
        target = left + sheet.where(np.logical_or.reduce(step.left > 0, axis=0), "00")
        opening = brought_line(left, "0", target)
    columned = takes & (nearly(step.target) > 9) & (nearly(step.before) < FIRST_AT_ONCE) & by_digit
    lines = [
        sheet.where(active & ~takes, zero_line(opening, before, _one_more(sheet, step.base), target, words) + "\n"),
        sheet.where(active & takes & ~columned, digit_line(opening, before, digit, taken, target, rest, words) + "\n"),
    ]
    if columned.any():
        base = sheet.pieces(wide_keys(step.base))
        products, differences = _columns(sheet, step, columned)
        line = columns_line(opening, (before, digit, base, taken), products, differences, target, rest, words)
        lines.append(sheet.where(active & columned, f"{line}\n"))
    return "".join(lines)


def _one_more(sheet: Sheet, twenty: Wide) -> str:
    """What the digit 1 would take, where the digit is 0."""
    least = twenty.copy()
    least[0] += 1
    return sheet.pieces(wide_keys(least))


def _columns(sheet: Sheet, step: _Digit, columned: Holds) -> tuple[str, str]:
    """The columns of the product by the digit, and of the subtraction of it, where they are told."""
    base, target, taken, rest = (
        narrow(values) * columned for values in (step.base, step.target, step.taken, step.rest)
    )
    products = product_columns(base, step.digit * columned, taken)
    return sheet.pieces(products), sheet.pieces(difference_columns(target, taken, rest))


def _printed(sheet: Sheet, values: Whole, decimals: Whole) -> str:
    """Decimals with all of their places."""
    table = pl.DataFrame({"value": values, "places": decimals})
    return sheet.texts(texts_of(table.select(printed(pl.col("value"), pl.col("places"))).to_series()))
