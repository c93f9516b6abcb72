"""Mending by span."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.verify import Verdict, repair, verify


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("5.2 / 3 = 1.7333", "5.2 / 3 ≈ 1.7333"),
        ("$\\frac{2}{3} = 0.67$", "$\\frac{2}{3} \\approx 0.67$"),
        ("-711.31^4 = 255997460543.58343921", "(-711.31)^4 = 255997460543.58343921"),
        ("1 / 3 = 0.33，-3^2 = 9，1 / 4 = 0.25", "1 / 3 ≈ 0.33，(-3)^2 = 9，1 / 4 = 0.25"),
        ("3 * 4 = 13", "3 * 4 = 12"),
        ("3 - 5 = 2 元", "3 - 5 = -2 元"),
        ("2 / 3 = 0.66", "2 / 3 ≈ 0.67"),
        ("5.05 * 10.1 = 51.00", "5.05 * 10.1 ≈ 51.01"),
        ("21.2 + 0.04 = 21.240000000000002", "21.2 + 0.04 = 21.24"),
        ("(51 - 28) / 51 = 45.1", "(51 - 28) / 51 ≈ 45.1%"),
        ("1 / 4 = 26%", "1 / 4 = 25%"),
        ("13 apples: 3 * 4 = 13", "13 apples: 3 * 4 = 12"),
        ("３＊４＝13", "３＊４＝12"),
    ],
)
def test_mended(text, mended):
    """Each fault at its own place, the rest untouched; the result has nothing to flag."""
    done = repair(text)
    assert done.text == mended
    assert done.left_alone == 0
    assert not [f for f in verify(done.text) if f.flagged]


@pytest.mark.parametrize(
    "text",
    [
        "3 * 4 = 13, so 13 * 2 = 26",
        "3 * 4 = 13 = 26 / 2",
        "<<10/3=3.33>>3.33",
        "5 cm * 3 cm = 15 cm",
        "5049.65 * () =  =  = ",
        "she pays 100 - 40 = 60 percent of the price",
        "50 / 3 = 16 stickers for each, with 2 remaining",
        "50 / 3 = 17 个，还剩 2 个",
        "6 * 2.5 = 18.00, and 30 + 18 + 12 = 60",
    ],
)
def test_left_alone_and_counted(text):
    """A value that is used again, a foreign annotation, a unit: nobody knows what was meant."""
    done = repair(text)
    assert (done.text, done.changes) == (text, ())
    assert done.left_alone >= 1


@pytest.mark.parametrize("text", ["3 * 4 = 12", "x = 5", "", "Is 3 * 4 = 13?"])
def test_nothing_to_mend(text):
    """What is true or unproven stays, letter by letter."""
    assert repair(text) == (text, (), 0)


def test_changes_are_reported():
    """Each edit names its span in the old text, both texts and the verdict."""
    (change,) = repair("so 3 * 4 = 13.").changes
    assert change == (11, 13, "13", "12", Verdict.FALSE)


@given(
    st.integers(-999, 999),
    st.sampled_from("+-*/"),
    st.integers(1, 999),
    st.integers(-9999, 9999),
    st.integers(0, 4),
)
def test_a_mended_equation_is_never_flagged(a, sign, b, stated, places):
    """Any value behind any single calculation can be mended, and stays mended."""
    shown = f"{'-' if stated < 0 else ''}{abs(stated) / 10**places:.{places}f}"
    done = repair(f"{a} {sign} {b} = {shown}")
    assert done.left_alone == 0
    assert not [f for f in verify(done.text) if f.flagged]
    assert repair(done.text).text == done.text
