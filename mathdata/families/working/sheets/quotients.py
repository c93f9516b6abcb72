"""Quotients of many rows: signs aside, both numbers scaled to whole ones, then long division digit by digit."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from mathdata.families.language import Words
from mathdata.families.working.columns import with_columns
from mathdata.families.working.products import sign_line
from mathdata.families.working.quotients import as_often, brought_down, scaling_line, table_line
from mathdata.families.working.sheets.columns import difference_columns
from mathdata.families.working.sheets.long_division import Divisions, divide
from mathdata.families.working.sheets.numerals import TENS
from mathdata.families.working.sheets.operands import Operand
from mathdata.families.working.sheets.pieces import FIRST, Holds, Texts, Whole
from mathdata.families.working.sheets.products import digit_product_line
from mathdata.families.working.sheets.sheet import Sheet, bounds_of, joined

_LINES = 1 << 15
"""So many lines are set at a time: fewer would cost calls, more would leave the fast memory of a processor."""


def quotient_lines(sheet: Sheet, a: Operand, b: Operand, digits: int, *, by_digit: bool) -> str:
    """The lines of `quotients.quotient_lines` for each row, each with its end of line.

    Args:
        sheet: on which they are set.
        a: dividends, not 0, with no more places than the divisors.
        b: divisors.
        digits: significant digits that are shown.
        by_digit: whether products and differences have their columns.
    """
    stated, size = f"{sheet.texts(a.text)} / {sheet.texts(b.text)}", f"{sheet.texts(a.size)} / {sheet.texts(b.size)}"
    signed, differs = a.negative | b.negative, a.negative != b.negative
    dividend, scale = a.at(b.places), TENS[b.places]
    x, y, whole, divisor = sheet.texts(a.size), sheet.texts(b.size), sheet.number(dividend), sheet.number(b.whole)
    worked = b.whole > 1
    division = division_lines(sheet, dividend, np.where(worked, b.whole, 1), digits, by_digit=by_digit)
    lines = [
        sheet.where(differs, sign_line(stated, size, is_negative=True) + "\n"),
        sheet.where(signed & ~differs, sign_line(stated, size, is_negative=False) + "\n"),
        sheet.where(b.places > 0, scaling_line(x, y, sheet.number(scale), whole, divisor) + "\n"),
        sheet.where(worked, division),
    ]
    return "".join(lines)


class _Bites(NamedTuple):
    """One digit of a quotient a row: what is divided, the digit, what is left."""

    divisor: Whole
    before: Whole
    down: Whole
    whole: Whole
    digit: Whole
    after: Whole
    opens: Holds
    """Whether it is the first one of its division."""
    multiple: Whole
    """Which of the lines of multiples stands before it; -1 for none."""
    division: Whole

    def parts(self) -> "Iterator[_Bites]":
        """A few thousand rows at a time."""
        for start in range(0, max(len(self.whole), 1), _LINES):
            yield _Bites._make(column[start : start + _LINES] for column in self)


def division_lines(sheet: Sheet, dividend: Whole, divisor: Whole, digits: int, *, by_digit: bool) -> str:
    """The lines of `working.quotients.division_lines` for each row, each with its end of line.

    >>> from mathdata.families.language import WORDS
    >>> sheet = Sheet(1, WORDS.en)
    >>> print(sheet.told(division_lines(sheet, np.array([76]), np.array([12]), 28, by_digit=False))[0])
    76 / 12: 76 = 12 * 6 + 4
    4 * 10 = 40 = 12 * 3 + 4
    The quotient reads 6.3; the remainder 4 comes back, so the decimals repeat: 3
    <BLANKLINE>
    """
    found = divide(dividend, divisor, digits=digits)
    bites = _bites(found)
    multiples = _needed(found, bites) if by_digit else np.full(len(bites.whole), False)
    lines = _multiples(bites, multiples, sheet.words)
    bites = bites._replace(multiple=np.where(multiples, multiples.cumsum() - 1, -1))
    parts = [_told(part, dividend, lines, sheet.words, by_digit=by_digit) for part in bites.parts()]
    told = parts[0] if len(parts) == 1 else pa.concat_arrays(parts)
    reading = _reading(sheet, found, bites, sheet.words)
    return sheet.texts(joined(told, bounds_of(bites.division, len(dividend)))) + reading


def _bites(found: Divisions) -> _Bites:
    division, place = np.nonzero(found.stands.T)
    whole, after = found.whole[place, division], found.left[place, division]
    opens, divisor = place == 0, found.divisor[division]
    before = np.where(opens, 0, found.left[place - 1, division])
    none = np.full(len(whole), -1)
    return _Bites(divisor, before, found.down[place, division], whole, whole // divisor, after, opens, none, division)


def _needed(found: Divisions, bites: _Bites) -> Holds:
    """Whether a multiple of the divisor is needed for the first time, and stands in no table."""
    keys = bites.division * 10 + bites.digit
    first = np.zeros(len(keys), bool)
    first[np.unique(keys, return_index=True)[1]] = True
    return first & (bites.digit > 1) & (bites.divisor > 9)


def _multiples(bites: _Bites, needed: Holds, words: Words) -> Texts:
    sheet = Sheet(int(needed.sum()), words)
    powers = np.zeros(sheet.height, np.int64)
    return sheet.told(digit_product_line(sheet, bites.divisor[needed], bites.digit[needed], powers) + "\n")


def _told(bites: _Bites, dividend: Whole, multiples: Texts, words: Words, *, by_digit: bool) -> Texts:
    sheet = Sheet(len(bites.whole), words)
    whole, after, divisor = sheet.number(bites.whole), sheet.number(bites.after), sheet.number(bites.divisor)
    before, digit = sheet.number(bites.before), sheet.number(bites.digit)
    opened, is_zero = bites.before > 0, bites.down == 0
    opening = sheet.where(opened & is_zero, brought_down(before, "0"))
    opening += sheet.where(opened & ~is_zero, brought_down(before, sheet.number(bites.down)))
    stated = sheet.where(bites.opens, f"{sheet.number(dividend[bites.division])} / {divisor}{words.colon}")
    taken = f"{as_often(divisor, digit)}{after}"
    whole_at_once = opening + sheet.where(~opened, whole) + taken
    if not by_digit:
        return sheet.told(f"{stated}{whole_at_once}\n")
    takes, of_tables = bites.digit > 0, bites.divisor < 10
    product = bites.divisor * bites.digit
    columns = sheet.pieces(difference_columns(bites.whole, product, bites.after))
    subtracted = with_columns(f"{whole} - {sheet.number(product)}", columns, f"{whole}{taken}", words)
    lines = [
        sheet.where(takes & opened, f"{opening}\n"),
        sheet.texts(multiples, bites.multiple),
        stated,
        sheet.where(~takes, whole_at_once),
        sheet.where(takes & of_tables, table_line(whole, divisor, digit, sheet.number(product), after)),
        sheet.where(takes & ~of_tables, subtracted),
    ]
    return sheet.told("".join(lines) + "\n")


def _reading(sheet: Sheet, found: Divisions, bites: _Bites, words: Words) -> str:
    """What the digits of the quotients say, and how the last of them is rounded."""
    digits = Sheet(len(bites.digit), words)
    bounds = bounds_of(bites.division, sheet.height)
    places = np.arange(len(bites.digit)) - bounds[bites.division]
    behind_point = np.where(places == found.rest[bites.division] + 1, FIRST["point and digit"], FIRST["number"])
    told = digits.told(digits.pieces((bites.digit + behind_point).astype(np.int32)))
    quotient = sheet.texts(joined(told, bounds))
    left, last = found.left[found.last, np.arange(sheet.height)], bites.digit[bounds[1:] - 1]
    ends, repeats = left == 0, found.repeats_from >= 0
    in_block = repeats[bites.division] & (places >= found.repeats_from[bites.division])
    block = sheet.texts(joined(digits.told(digits.where(in_block, digits.number(bites.digit))), bounds))
    rounds = ~ends & ~repeats
    remainder, final = sheet.number(left), sheet.number(last)
    lines = [
        sheet.where(ends & (found.last > 0), words.quotient_exact.format(quotient) + "\n"),
        sheet.where(repeats, words.quotient_repeats.format(quotient, remainder, block) + "\n"),
        sheet.where(rounds & (last >= 5), words.quotient_up.format(quotient, final) + "\n"),
        sheet.where(rounds & (last < 5), words.quotient_down.format(quotient, final) + "\n"),
    ]
    return "".join(lines)
