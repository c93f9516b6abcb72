"""Chains that Hypothesis invents in many forms: none that is true is flagged, none that is false passes."""

from fractions import Fraction
from math import isqrt

from hypothesis import assume, given
from hypothesis import strategies as st

from mathdata.verify import Verdict, find_faults, verify

integers = st.integers(-9999, 9999)
decimals = st.builds(lambda n, p: Fraction(n, 10**p), st.integers(-(10**7), 10**7), st.integers(0, 4))
prose = st.sampled_from(
    [
        "{}",
        "So {} apples are left.",
        "因此 {}，答毕。",
        "计算过程：{}",
        "We get ${}$ in the end.",
        "Then\n\\begin{{align*}}\n{}\n\\end{{align*}}",
        "First, {}; that is all.",
        "1) {}",
        "总价是 {} 元。",
        "**{}**",
        "- {}",
    ]
)
times = st.sampled_from([" * ", "*", " × ", "×", " \\times ", " \\cdot ", " x ", "·", " ＊ "])
over = st.sampled_from([" / ", "/", " ÷ ", "÷", " \\div "])
plus, minus = st.sampled_from([" + ", "+", " ＋ "]), st.sampled_from([" - ", " − ", " – "])
equals = st.sampled_from([" = ", "=", " ＝ ", " &= ", "\n= "])


def decimal(value: Fraction) -> str:
    """A terminating value as a decimal."""
    places = next(p for p in range(60) if (value * 10**p).denominator == 1)
    digits = str(abs(value.numerator * 10**places // value.denominator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def operand(value: Fraction) -> str:
    """A decimal, in brackets where it is negative."""
    return f"({decimal(value)})" if value < 0 else decimal(value)


def rounded(value: Fraction, places: int) -> str:
    """Half up, away from zero."""
    units = int(abs(value) * 10**places + Fraction(1, 2))
    whole, rest = divmod(units, 10**places)
    text = f"{whole}.{rest:0{places}d}" if places else str(whole)
    return f"-{text}" if value < 0 and units else text


@st.composite
def calculations(draw: st.DrawFn) -> tuple[str, Fraction]:
    """A written calculation with three operands, and its value, which terminates."""
    a, b, c = draw(decimals), draw(decimals), draw(decimals)
    shape = draw(st.integers(0, 7))
    add, less, by = draw(plus), draw(minus), draw(times)
    if shape == 0:
        return f"{operand(a)}{add}{operand(b)}{less}{operand(c)}", a + b - c
    if shape == 1:
        return f"{operand(a)}{less}{operand(b)}{by}{operand(c)}", a - b * c
    if shape == 2:
        return f"({operand(a)}{add}{operand(b)}){by}{operand(c)}", (a + b) * c
    if shape == 3:
        assume(c)
        return f"{operand(a * c)}{draw(over)}{operand(c)}", a
    if shape == 4:
        n = draw(st.integers(0, 5))
        assume(a or n)
        return f"{operand(a)}{draw(st.sampled_from(['^', '**']))}{n}", a**n
    if shape == 5:
        assume(c)
        top = f"{operand(a * c)}"
        return f"\\frac{{{top}}}{{{operand(c)}}}{add}{operand(b)}", a + b
    if shape == 6:
        return f"√{decimal(a * a)}{add}{operand(b)}", abs(a) + b
    return f"{operand(a)}²{less}{operand(b)}", a * a - b


@given(calculations(), equals, prose, st.booleans())
def test_no_true_chain_is_flagged(calculation, sign, frame, middle):
    """`a + b · c = value` is never flagged, whatever signs and prose it is written with."""
    working, value = calculation
    sides = [working, f"{decimal(value + 1)} - 1", decimal(value)] if middle else [working, decimal(value)]
    text = frame.format(sign.join(sides))
    assert not [f for f in verify(text) if f.flagged], text


@given(calculations(), equals, prose)
def test_true_chains_are_proved(calculation, sign, frame):
    """And it is not only left alone: its links are proved."""
    working, value = calculation
    found = [f.verdict for f in verify(frame.format(sign.join([working, decimal(value)])))]
    assert found == [Verdict.TRUE]


@given(calculations(), equals, prose, st.integers(2, 10**6))
def test_every_false_chain_is_flagged(calculation, sign, frame, error):
    """A value that is off by two units of its last place or more is called wrong."""
    assume("元" not in frame)  # `1 / 2 = 30 元` may say what a share amounts to
    working, value = calculation
    stated = decimal(value)
    step = Fraction(1, 10 ** len(stated.partition(".")[2]))
    text = frame.format(sign.join([working, decimal(value + error * step)]))
    assert [f for f in verify(text) if f.flagged], text


@given(integers, st.integers(1, 999), st.integers(0, 12), prose)
def test_rounded_quotients(a, b, places, frame):
    """A quotient rounded half up is true behind `≈`, and at most a fault of style behind `=`."""
    shown = rounded(Fraction(a, b), places)
    near = verify(frame.format(f"{operand(Fraction(a))} / {b} ≈ {shown}"))
    assert [f.verdict for f in near] == [Verdict.TRUE]
    assume(places >= 1 and Fraction(shown))
    equal = verify(frame.format(f"{operand(Fraction(a))} / {b} = {shown}"))
    assert {f.verdict for f in equal} <= {Verdict.TRUE, Verdict.ROUNDED_AS_EQUAL}
    assert not any(f.wrong for f in equal)


@given(st.integers(1, 10**8), st.integers(0, 3), st.integers(2, 28))
def test_roots(n, radicand_places, places):
    """A root shown to some places is right behind `≈`; the next value is not."""
    radicand = Fraction(n, 10**radicand_places)
    scaled = radicand * 10 ** (2 * places)
    floor = isqrt(scaled.numerator // scaled.denominator)
    nearest = floor + ((2 * floor + 1) ** 2 <= 4 * scaled)
    shown, off = (rounded(Fraction(u, 10**places), places) for u in (nearest, nearest + 1))
    assert [f.verdict for f in verify(f"√{decimal(radicand)} ≈ {shown}")] == [Verdict.TRUE]
    assert verify(f"√{decimal(radicand)} ≈ {off}")[0].flagged


@given(st.lists(st.integers(-99, 99), min_size=2, max_size=40))
def test_long_sums(terms):
    """A sum of forty terms is as true as one of two."""
    working = " + ".join(operand(Fraction(t)) for t in terms)
    assert [f.verdict for f in verify(f"{working} = {sum(terms)}")] == [Verdict.TRUE]


@given(st.lists(st.sampled_from(list("0123456789+-*/^()[]{}=≈<>.,%$√x \n\\frac厘米元aπ:!_…²")), max_size=60))
def test_any_text_is_read(signs):
    """Whatever stands in a text, verify answers, and each finding stands where it says."""
    text = "".join(signs)
    for finding in verify(text):
        assert text[finding.start : finding.end] == finding.text
    find_faults([text], problems=[text])
