"""True and false chains in the forms of school books and word problems: money, units, percent, bare signs."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mathdata.verify import Verdict, verify

whole = st.integers(-2000, 2000)
count = st.integers(1, 99_999)
frames = st.sampled_from(
    [
        "{}",
        "So {}.",
        "Area = {}",
        "x = {}",
        "{}, and so on",
        "第1步：{}。",
        "①{}",
        "(a) {}",
        "1. {}",
        "=> {}",
        "Answer: {}",
        "He has 2 boxes, {}",
        "The total cost is {} altogether, which is less than 10 dollars",
        "$$ {} $$",
        "\\[ {} \\]",
        "{}\n#### 1",
        "由题意得{}，故选A",
        "他一共花了 {} ，还剩一些",
        "**Step 3:** {}",
        "> {}",
        "| {} |",
        "`{}`",
    ]
)


def verdicts(frame, text):
    """What is flagged in the framed text, the final answer behind `####` aside."""
    return [f for f in verify(frame.format(text)) if f.flagged and f.verdict is not Verdict.CONTRADICTION]


@given(whole, whole, whole, frames)
def test_bare_signs(a, b, c, frame):
    """Signs need no brackets in sums and products: `3 - -5 * -2 = -7`."""
    assert not verdicts(frame, f"{a} - {b} * {c} = {a - b * c}")
    assert not verdicts(frame, f"{a} + {b} - {c} = {a + b} - {c} = {a + b - c}")
    assert verdicts(frame, f"{a} - {b} * {c} = {a - b * c + 3}")


@given(count, count, frames, st.sampled_from(["$", "￥", "€", ""]))
def test_money(a, b, frame, sign):
    """Grouped thousands with a currency sign."""
    assert not verdicts(frame, f"{sign}{a:,} + {sign}{b:,} = {sign}{a + b:,}")
    assert not verdicts(frame, f"{a} × {sign}{b} = {sign}{a * b}")
    assert verdicts(frame, f"{sign}{a:,} + {sign}{b:,} = {sign}{a + b + 1:,}")


@given(st.integers(1, 100), st.integers(1, 200), frames)
def test_percentages(p, n, frame):
    """`p% of n`, as a fraction and as a decimal."""
    value = Fraction(p * n, 100)
    shown = f"{p * n // 100}.{p * n % 100:02d}"
    assert not verdicts(frame, f"{p}% of {n} = {shown}")
    assert not verdicts(frame, f"{p}% × {n} = {p}/100 × {n} = {shown}")
    assert not verdicts(frame, f"{p * n}/{100 * n} = {p}%")
    assert not verdicts(frame, f"{n} × (1 + {p}%) = {n} + {shown}")
    assert not verdicts(frame, f"\\frac{{{p}}}{{100}} \\cdot {n} = \\frac{{{value.numerator}}}{{{value.denominator}}}")
    assert verdicts(frame, f"{p}% of {n} = {shown}9")


UNITS = [
    ("cm", "cm", "cm²"),
    ("厘米", "厘米", "平方厘米"),
    ("m", "m", "m^2"),
    ("feet", "feet", "square feet"),
    ("克/立方厘米", "立方厘米", "克"),
    ("元", "个", "元"),
    ("apples", "boxes", "apples"),
    ("km/h", "h", "km"),
    ("miles per hour", "hours", "miles"),
    ("dollars/hour", "hours", "dollars"),
    ("", "cm", "cm"),
]


@given(count, count, st.sampled_from(UNITS), frames)
def test_units(a, b, units, frame):
    """Products whose units fit, or whose unit is only written at the end."""
    first, second, product = units
    assert not verdicts(frame, f"{a} {first} × {b} {second} = {a * b} {product}")
    assert not verdicts(frame, f"{a} × {b} = {a * b} {product}")
    assume(product != "m^2")  # 1 × 1 = 2 m^2 may be an equation for m
    assert verdicts(frame, f"{a} × {b} = {a * b + 1} {product}")


@given(
    count,
    count,
    st.sampled_from([("m", "cm", 100), ("千克", "克", 1000), ("元", "角", 10), ("hours", "minutes", 60)]),
)
def test_conversions(a, b, units):
    """The same quantity in two units is true though the numbers differ."""
    large, small, factor = units
    assert not verdicts("{}", f"{a} {large} = {a * factor} {small}")
    assert not verdicts("{}", f"{a} {large} + {b} {small} = {a * factor + b} {small}")


@given(count, st.integers(1, 99), frames)
def test_division_with_remainder(a, b, frame):
    """Quotient and remainder give back the dividend."""
    assert not verdicts(frame, f"{a} ÷ {b} = {a // b}……{a % b}")
    assert not verdicts(frame, f"{a} ÷ {b} = {a // b} 余 {a % b}")
    assert verdicts(frame, f"{a} ÷ {b} = {a // b}……{a % b + 1}")


@given(st.integers(1, 10**6), st.integers(-30, 30))
def test_scientific_notation(n, k):
    """`2.5E+3` is 2.5 × 10^3, and the plain number."""
    mantissa = f"{n // 1000}.{n % 1000:03d}"
    assert not verdicts(
        "{}", f"{mantissa}E{k:+d} = {mantissa} × 10^{k}" if k >= 0 else f"{mantissa}E{k} = {mantissa}e{k}"
    )
    assert verdicts("{}", f"{mantissa} × 10^{abs(k)} = {mantissa}E+{abs(k) + 1}")


@pytest.mark.parametrize(
    "text",
    [
        "x=1,200+3=203",
        "3+4=7,200+5=205",
        "因为3+4=7,所以7×2=14",
        "3+4=7；7+1=8",
        "3+4=7=>7*2=14",
        "(3+4=7), (7+1=8)",
    ],
)
def test_chains_that_stand_close(text):
    """A comma without a space may separate; other marks do."""
    assert not verdicts("{}", text)
