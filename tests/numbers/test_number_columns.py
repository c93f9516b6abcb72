"""Exact numbers in columns: the same digits as one by one, or null."""

from decimal import Decimal
from math import gcd

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.numbers import Precision, Ratio, show_ratio
from mathdata.numbers.in_columns import (
    LIMIT,
    QUOTIENT_DIGITS,
    at_places,
    greatest_common_divisors,
    places,
    printed,
    printed_quotients,
    whole,
    without_zeros,
)

below_limit = st.one_of(st.integers(1 - LIMIT, LIMIT - 1), st.integers(-100, 100))
pairs = st.lists(st.tuples(below_limit, below_limit), min_size=1, max_size=200)


@given(pairs, st.sampled_from(QUOTIENT_DIGITS))
def test_quotients(pairs, digits):
    """A quotient in a column has the digits of the exact one, and says whether they are all."""
    a, b = (pl.Series(side, dtype=pl.Int64) for side in zip(*pairs, strict=True))
    precision = Precision(mode="sig", digits=digits)
    for (dividend, divisor), shown in zip(pairs, printed_quotients(a, b, digits=digits).rows(), strict=True):
        if shown[0] is not None:
            assert shown == tuple(show_ratio(Ratio(Decimal(dividend), Decimal(divisor)), precision))


@pytest.mark.parametrize(
    ("a", "b", "quotient"),
    [
        (2, 3, "0.6666666666666667"),
        (-1, 8, "-0.125"),
        (0, -7, "0"),
        (7, 0, None),
        (999_999_999, 1_000, "999999.999"),
        (1, 999_999_999, None),
        (1, 700_000, "0.000001428571428571429"),
        (1, 9_999_999, None),
    ],
)
def test_one_quotient(a, b, quotient):
    """Ends, goes on, has no divisor, or is so small that it wants an exponent."""
    table = printed_quotients(pl.Series([a]), pl.Series([b]), digits=16)
    assert table["quotient"].item() == quotient


@given(pairs)
def test_greatest_common_divisors(pairs):
    """Euclid's algorithm in columns is `math.gcd`."""
    a, b = (pl.Series(side, dtype=pl.Int64) for side in zip(*pairs, strict=True))
    assert greatest_common_divisors(a, b).to_list() == [gcd(*pair) for pair in pairs]


@given(st.decimals(min_value=-(10**8), max_value=10**8, places=3))
def test_printed_again(value):
    """A number taken apart and printed again is the same text; at more places it has zeros behind it."""
    text, table = f"{value or abs(value):.3f}", pl.col("text")
    frame = pl.DataFrame({"text": [text]})
    longer = at_places(whole(table), places(table), pl.lit(5, pl.Int64))
    assert frame.select(printed(whole(table), places(table))).item() == text
    assert frame.select(printed(longer, pl.lit(5, pl.Int64))).item() == text + "00"
    shortest = frame.select(without_zeros(printed(longer, pl.lit(5, pl.Int64)))).item()
    assert Decimal(shortest) == value
    assert not shortest.endswith(".")


def test_beyond_64_bits():
    """What does not fit becomes null, and never another number."""
    frame = pl.DataFrame({"number": [10**17, 10**17], "wanted": [0, 2]})
    at = frame.select(at_places(pl.col("number"), pl.lit(0, pl.Int64), pl.col("wanted")))
    assert at.to_series().to_list() == [10**17, None]
    assert pl.DataFrame({"t": ["1" * 30]}).select(whole(pl.col("t"))).item() is None
