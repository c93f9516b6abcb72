"""Columns of numbers are printed, taken apart and worked as Python's own whole numbers are."""

from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.families.language import WORDS
from mathdata.families.working.decimals import unscaled
from mathdata.families.working.quotients import divide as divided
from mathdata.families.working.sheets.blocks import told_in_blocks
from mathdata.families.working.sheets.long_division import divide
from mathdata.families.working.sheets.numerals import digits, length
from mathdata.families.working.sheets.sheet import Sheet
from mathdata.families.working.sheets.wide import (
    minus,
    narrow,
    plus,
    shifted,
    times,
    wide,
    wide_decimal_keys,
    wide_digits,
    wide_keys,
    with_room,
)
from mathdata.numbers import Precision

SIZES = st.integers(0, 10**18) | st.integers(0, 20_000) | st.sampled_from([0, 9_999, 10_000, 10**8, 10**8 - 1, 10**16])
COLUMNS = st.lists(SIZES, min_size=1, max_size=20)


def _told(tell, height):
    sheet = Sheet(height, WORDS.en)
    return sheet.told(tell(sheet)).to_pylist()


@given(COLUMNS)
def test_numbers_are_printed(values):
    """Whatever their lengths, without zeros in front and with all zeros behind."""
    assert _told(lambda sheet: sheet.number(np.array(values)), len(values)) == [str(value) for value in values]


@given(COLUMNS)
def test_digits_are_those_of_the_number(values):
    """From the ones upwards, with zeros in front of shorter numbers."""
    count = length(np.array(values))
    assert digits(np.array(values), count)[::-1].T.tolist() == [[*map(int, str(v).zfill(count))] for v in values]


@given(st.lists(st.tuples(st.integers(0, 10**17), st.integers(0, 6)), min_size=1, max_size=20))
def test_decimals_are_printed(numbers):
    """Without zeros at the end, and without a point that is left over."""
    values, places = map(np.array, zip(*numbers, strict=True))
    told = _told(lambda sheet: sheet.decimal(values, places), len(numbers))
    assert told == [unscaled(value, decimals) for value, decimals in numbers]


@given(st.integers(0, 10**16 - 1), st.integers(0, 10**7), st.integers(0, 9), st.integers(0, 10**7))
def test_wide_numbers_are_worked(value, factor, digit, added):
    """Products of up to 32 digits, their lowest digits, and differences."""
    number = times(times(wide(np.array([value])), factor, added), digit)
    expected = (value * factor + added) * digit
    assert _told(lambda sheet: sheet.pieces(wide_keys(number)), 1) == [str(expected)]
    assert narrow(number).tolist() == [expected % 10**16]
    rest, negative = minus(wide(np.array([value])), wide(np.array([added])))
    assert bool(negative[0]) == (value < added)
    if value >= added:
        assert _told(lambda sheet: sheet.pieces(wide_keys(rest)), 1) == [str(value - added)]


@given(st.lists(st.integers(0, 10**16 - 1), min_size=1, max_size=10), st.integers(0, 27))
def test_decimals_of_any_length_are_printed(values, places):
    """With all of their zeros, and without those at the end."""
    number = with_room(wide(np.array(values)), 32)
    told = _told(lambda sheet: sheet.pieces(wide_decimal_keys(number, places, zeros=False)), len(values))
    assert told == [unscaled(value, places) for value in values]
    told = _told(lambda sheet: sheet.pieces(wide_decimal_keys(number, places, zeros=True)), len(values))
    assert told == [format(Decimal(value).scaleb(-places), "f") for value in values]


@given(st.integers(0, 10**16 - 1), st.integers(0, 10**16 - 1), st.integers(0, 20))
def test_wide_numbers_are_added(value, other, power):
    """Sums, products with powers of ten, and the digits of both."""
    a, b = (with_room(wide(np.array([number])), 40) for number in (value, other))
    total = value * 10**power + other
    found = plus(shifted(a, power), b)
    assert _told(lambda sheet: sheet.pieces(wide_keys(found)), 1) == [str(total)]
    assert "".join(map(str, wide_digits(found)[::-1, 0])) == str(total)


@given(st.lists(st.tuples(st.integers(1, 10**11), st.integers(1, 10**9 - 1)), min_size=1, max_size=10))
def test_long_divisions_side_by_side(numbers):
    """Digits, what is left, where they end and where they repeat are those of one division at a time."""
    dividends, divisors = map(np.array, zip(*numbers, strict=True))
    found = divide(dividends, divisors, digits=16)
    for row, (dividend, divisor) in enumerate(numbers):
        expected, last = divided(str(dividend), divisor, Precision.of("sig:16")), found.last[row]
        quotient = found.whole[: last + 1, row] // divisor
        assert "".join(map(str, quotient)) == expected.digits
        assert found.left[: last + 1, row].tolist() == expected.left
        assert found.repeats_from[row] == (-1 if expected.repeats_from is None else expected.repeats_from)


@pytest.mark.parametrize("height", [3, 2000])
def test_text_that_stands_in_few_rows(height):
    """A long text in one row of many is told for that row alone, which nobody sees."""
    values, rare = np.arange(height), np.arange(height) == 1
    told = _told(
        lambda s: f"{s.number(values)}{s.where(rare, f' = {s.number(values)} + 0 = {s.number(values)}')}", height
    )
    assert told == ["1 = 1 + 0 = 1" if value == 1 else str(value) for value in range(height)]


def test_no_rows_at_all():
    """An empty table has no texts."""
    empty = pl.DataFrame({"a": []}, schema={"a": pl.Int64})
    assert told_in_blocks(empty, lambda sheet, part: "", WORDS.en, rows=2).to_list() == []
