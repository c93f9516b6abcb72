"""Products of many rows: signs aside, the second factor split by its digits, a running sum, the point.

Rows have as many lines as the second factor has digits, so lines are set on sheets of their own, a row a line, and
what belongs to one product is joined.
"""

from functools import lru_cache

import numpy as np
import pyarrow as pa

from mathdata.families.language import Words
from mathdata.families.working.columns import with_columns
from mathdata.families.working.decimals import unscaled
from mathdata.families.working.products import pointed_lines, sign_line, split_line
from mathdata.families.working.sheets.columns import product_columns, sum_columns
from mathdata.families.working.sheets.numerals import TENS, digits, length
from mathdata.families.working.sheets.operands import Operand
from mathdata.families.working.sheets.pieces import FIRST, Holds, Texts, Whole
from mathdata.families.working.sheets.sheet import Sheet, bounds_of, joined


def product_lines(sheet: Sheet, a: Operand, b: Operand, value: Operand, *, by_digit: bool) -> str:
    """The lines of `products.product_lines` for each row, each with its end of line."""
    return _steps(sheet, a, b, value, "", by_digit=by_digit)


def product_steps(sheet: Sheet, a: Operand, b: Operand, value: Operand, chain: str, *, by_digit: bool) -> str:
    """The same, and the chain unless they end in it.

    Args:
        sheet: on which they are set.
        a: first factors.
        b: second factors.
        value: the products.
        chain: the problem with its result.
        by_digit: whether a factor is taken times a digit column by column.
    """
    return _steps(sheet, a, b, value, chain, by_digit=by_digit)


def _steps(sheet: Sheet, a: Operand, b: Operand, value: Operand, chain: str, *, by_digit: bool) -> str:
    words, x, y = sheet.words, sheet.texts(a.size), sheet.texts(b.size)
    size, stated = f"{x} * {y}", f"{sheet.texts(a.text)} * {sheet.texts(b.text)}"
    is_zero = (a.whole == 0) | (b.whole == 0)
    is_unit = ~is_zero & ((a.whole == TENS[a.places]) | (b.whole == TENS[b.places]))
    worked, signed, differs = ~is_zero & ~is_unit, a.negative | b.negative, a.negative != b.negative
    lines = [
        sheet.where(is_zero, f"{words.zero_product}\n"),
        sheet.where(~is_zero & differs, sign_line(stated, size, is_negative=True) + "\n"),
        sheet.where(~is_zero & signed & ~differs, sign_line(stated, size, is_negative=False) + "\n"),
        sheet.where(is_unit, f"{words.unit_product}\n"),
    ]
    result = sheet.texts(value.size)
    if by_digit:
        told, concluded = _by_digit(sheet, a, b, worked, (size, result), ~signed & bool(chain))
    else:
        told, concluded = _by_operand(sheet, a, b, worked), np.zeros_like(worked)
    lines += [told, sheet.where(worked & signed, f"{size} = {result}\n"), sheet.where(~concluded, chain)]
    return "".join(lines)


def _by_digit(
    sheet: Sheet, a: Operand, b: Operand, worked: Holds, stated: tuple[str, str], is_last: Holds
) -> tuple[str, Holds]:
    """The working of the rows that are worked, and where it ends in the product itself, if nothing is to follow."""
    pointed = worked & (a.places + b.places > 0)
    single = worked & ~pointed & is_last & (_digit_count(b.whole) == 1) & ((a.whole > 9) | (b.whole > 9))
    whole = sheet.texts(whole_product_lines(a.whole, b.whole * worked, single, sheet.words))
    factors, result = f"{sheet.number(a.whole)} * {sheet.number(b.whole)}", sheet.number(a.whole * b.whole)
    scale = sheet.number(TENS[a.places + b.places])
    first, second, last = pointed_lines(stated[0], factors, scale, result, stated[1])
    told = sheet.where(pointed, f"{first}\n") + whole + sheet.where(pointed, f"{second}\n{last}")
    return told + sheet.where(pointed & ~is_last, "\n"), single | (pointed & is_last)


def _digit_count(values: Whole) -> Whole:
    """How many digits of each number are not 0."""
    counts: Whole = np.count_nonzero(digits(values, length(values)), axis=0)
    return counts


def whole_product_lines(a: Whole, b: Whole, unended: Holds, words: Words) -> Texts:
    """The columns of products of whole numbers, each partial product added at once, for each row.

    Every line has its end, but for those of the rows that are `unended`.
    """
    found = digits(b, length(b)).astype(np.int64) * ((a > 9) | (b > 9))
    rows, powers = np.nonzero(found.T)
    digit, factor = found.T[rows, powers], a[rows]
    sheet = Sheet(len(rows), words)
    result, running = factor * digit, factor * (b[rows] % TENS[powers])
    partial = result * TENS[powers]
    multiple = digit_product_line(sheet, factor, digit, powers)
    stated = f"{sheet.number(running)} + {sheet.number(result)}{_zeros(sheet, powers)}"
    columns = sheet.pieces(sum_columns(running, partial, running + partial))
    added = with_columns(stated, columns, f"{stated} = {sheet.number(running + partial)}", words)
    line = multiple + sheet.where(running > 0, f"\n{added}") + sheet.where(~unended[rows], "\n")
    return joined(sheet.told(line), bounds_of(rows, len(a)))


def digit_product_line(sheet: Sheet, factor: Whole, digit: Whole, powers: Whole) -> str:
    """A product by one digit and zeros, with its columns where there is more than one."""
    result, zeros = factor * digit, _zeros(sheet, powers)
    stated, value = f"{sheet.number(factor)} * {sheet.number(digit)}{zeros}", f"{sheet.number(result)}{zeros}"
    columns = sheet.pieces(product_columns(factor, digit, result))
    done = f"{stated} = {value}"
    return sheet.either(factor > 9, with_columns(stated, columns, done, sheet.words), done)


def _zeros(sheet: Sheet, powers: Whole) -> str:
    return sheet.pieces((powers + FIRST["zeros"]).astype(np.int32)) if powers.any() else ""


def _by_operand(sheet: Sheet, a: Operand, b: Operand, worked: Holds) -> str:
    """The second factor split by its digits, from the highest; nothing where there is but one."""
    split = worked & (_digit_count(b.whole) > 1)
    found = digits(b.whole * split, length(b.whole))[::-1].T
    rows, columns = np.nonzero(found)
    powers = found.shape[1] - 1 - columns
    factor, second, places = a.whole[rows], b.whole[rows], a.places[rows] + b.places[rows]
    before, reached = (second // TENS[power] * TENS[power] for power in (powers + 1, powers))
    lines = Sheet(len(rows), sheet.words)
    part = lines.texts(_parts(), found[rows, columns] + 10 * (powers - b.places[rows] - _LOWEST))
    partial = lines.decimal(factor * (reached - before), places)
    parts = lines.told(lines.where(before > 0, " + ") + part)
    multiples = lines.told(f"{lines.texts(a.size, rows)} * {part} = {partial}\n")
    running, further = lines.decimal(factor * before, places), lines.decimal(factor * reached, places)
    sums = lines.told(lines.where(before > 0, f"{running} + {partial} = {further}\n"))
    joint, *others = (sheet.texts(joined(texts, bounds_of(rows, len(split)))) for texts in (parts, multiples, sums))
    line = split_line(sheet.texts(a.size), sheet.texts(b.size), joint)
    return sheet.where(split, f"{line}\n") + "".join(others)


_LOWEST, _HIGHEST = -3, 9


@lru_cache
def _parts() -> Texts:
    """What a digit stands for at each power of ten, by the power and then the digit."""
    powers = range(_LOWEST, _HIGHEST)
    texts = [unscaled(digit * 10 ** (power - _LOWEST), -_LOWEST) for power in powers for digit in range(10)]
    return pa.array(texts, pa.string())
