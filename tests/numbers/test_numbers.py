"""Exact numbers: read as printed, rounded once, half up, printed without noise."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.errors import CannotSolve, OptionError
from mathdata.numbers import (
    EXACT,
    PERCENT,
    Precision,
    Quantity,
    Ratio,
    as_decimal,
    half_width,
    plain,
    read_number,
    rounded_decimal,
    show,
    show_ratio,
    terminates,
    unit_named,
)

decimals = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=6)
fractions = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)
precisions = st.one_of(
    st.integers(0, 12).map(lambda n: Precision(mode="dp", digits=n)),
    st.integers(1, 30).map(lambda n: Precision(mode="sig", digits=n)),
)


@given(st.one_of(fractions, decimals), precisions)
def test_rounding_is_within_half_a_unit(value, precision):
    """After `≈` the digits are within half a unit of their last place; after `=` they are the value."""
    shown = show(value, precision)
    read = read_number(shown.text)
    off = abs(Fraction(value) - Fraction(read.value))
    assert (off == 0) == shown.is_exact
    assert off <= Fraction(10) ** -read.places / 2


@given(st.one_of(fractions, decimals), precisions)
def test_sign_symmetry(value, precision):
    """Rounding goes away from zero on both sides, and zero has no sign."""
    positive, negative = show(abs(value), precision), show(-abs(value), precision)
    assert negative.text.lstrip("-") == positive.text
    assert not negative.text.startswith("-0") or Fraction(read_number(negative.text).value) != 0


@given(fractions)
def test_exact_is_exact(value):
    """Without rounding, a value is a terminating decimal or a fraction in lowest terms, and reads back."""
    shown = show(value, EXACT)
    assert shown.is_exact
    assert Fraction(read_number(shown.text).value) == value
    assert ("/" in shown.text) == (not terminates(value))


@given(decimals)
def test_plain_reads_back(value):
    """Plain digits hold the same value, with no exponent and no trailing zero."""
    text = plain(value)
    assert Decimal(text) == value
    assert "E" not in text
    assert "." not in text or text[-1] != "0"


@given(st.integers(-(10**20), 10**20), st.integers(1, 10**9), precisions)
def test_ratio_and_fraction_agree(dividend, divisor, precision):
    """An unreduced quotient prints like its fraction."""
    assert show_ratio(Ratio(Decimal(dividend), Decimal(divisor)), precision) == show(
        Fraction(dividend, divisor), precision
    )


TIES = [
    ("0.125", "dp:2", "0.13"),
    ("-0.125", "dp:2", "-0.13"),
    ("2.5", "dp:0", "3"),
    ("-2.5", "dp:0", "-3"),
    ("26643502.5384", "sig:8", "26643503"),
    ("0.045", "sig:1", "0.05"),
    ("9.995", "dp:2", "10.00"),
    ("-0.004", "dp:2", "0.00"),
    ("123456", "sig:2", "1.2E+5"),
    ("15000", "sig:2", "15000"),
    ("0.00000012345", "sig:3", "1.23E-7"),
]


@pytest.mark.parametrize(("value", "precision", "text"), TIES)
def test_ties_go_half_up(value, precision, text):
    """Ties are settled on the exact value, away from zero; digits that were not computed are not shown."""
    assert show(Decimal(value), Precision.of(precision)).text == text
    assert show(Fraction(value), Precision.of(precision)).text == text


@pytest.mark.parametrize("value", ["9603.20", "0.0000", "16734457.8954", "-14713554.1960"])
def test_printed_places_stay(value):
    """A sum or product keeps the places of its operands."""
    assert show(Decimal(value), EXACT).text == value


NUMBERS = [
    ("12", Decimal(12), 0, False),
    ("-0.50", Decimal("-0.50"), 2, False),
    ("+3", Decimal(3), 0, False),
    (".5", Decimal("0.5"), 1, False),
    ("1,234,567.80", Decimal("1234567.80"), 2, False),
    ("2.7E+34", Decimal("2.7E+34"), -33, False),
    ("1e-3", Decimal("0.001"), 3, False),
    ("-5/15", Fraction(-1, 3), 0, False),
    ("45.1%", Decimal("45.1"), 1, True),
    ("４５．１％", Decimal("45.1"), 1, True),
    ("－３", Decimal(-3), 0, False),
]


@pytest.mark.parametrize(("text", "value", "places", "is_percent"), NUMBERS)
def test_reading(text, value, places, is_percent):
    """Every spelling keeps its value, its printed places and its percent sign."""
    assert read_number(text) == (value, places, is_percent)


@pytest.mark.parametrize(
    "text", ["", "x", "1..2", "9**9", "1e9999", "1/0", "1,23", "9" * 10**6, "--1", "0x10", "1_000"]
)
def test_not_numbers(text):
    """Anything else is refused, quickly."""
    assert read_number(text) is None


def test_half_width():
    """Every width and shape of a sign becomes the ASCII one; other text stays."""
    assert half_width("（１２．５×−３）÷４＝？好") == "(12.5*-3)/4=?好"


@pytest.mark.parametrize("spelling", ["sig:0", "dp", "dp:-1", "round", "sig:99999", ""])
def test_wrong_precision(spelling):
    """A precision that means nothing is refused with the spellings that do."""
    with pytest.raises((OptionError, ValueError), match=r"precision|digits"):
        Precision.of(spelling)


@pytest.mark.parametrize("spelling", ["exact", "dp:0", "dp:2", "sig:28"])
def test_precision_round_trip(spelling):
    """A precision is written in a recipe the way it is read."""
    assert Precision.model_validate_json(Precision.of(spelling).model_dump_json()) == Precision.of(spelling)
    assert str(Precision.of(spelling)) == spelling


def test_too_many_digits():
    """A value that nobody would read is refused, with a hint."""
    with pytest.raises(CannotSolve, match="ask for a precision"):
        show(Decimal("7" * 1200), EXACT)
    assert as_decimal(Fraction(1, 2**2000)) is None


def test_rounded_decimal():
    """A decimal that fits its precision is returned unchanged."""
    assert rounded_decimal(Decimal("2.50"), Precision.of("dp:4")) == Decimal("2.50")
    assert str(rounded_decimal(Decimal("2.50"), Precision.of("dp:4"))) == "2.50"


def test_units_are_values():
    """A percentage is no bare number, and a unit is the same in both languages."""
    assert Quantity(45, PERCENT) != Quantity(45)
    assert Quantity(45, PERCENT).bare() == Fraction(9, 20)
    assert unit_named("平方厘米") == unit_named("square centimetres") == unit_named("cm^2")
    assert unit_named("毫升") == unit_named("立方厘米")
    assert unit_named("cm^2").name("zh") == "平方厘米"
    assert unit_named("bananas") is None
