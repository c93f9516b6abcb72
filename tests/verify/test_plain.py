"""The quick path for plain equations is never of another opinion than the full reading."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mathdata.verify import find_faults, verify
from mathdata.verify.plain import decide, quotes, solves

cents = st.builds(lambda n: Decimal(n) / 100, st.integers(-(10**6), 10**6))


def flagged(text, problem=None):
    """What the full reading flags."""
    return tuple(f for f in verify(text, problem=problem) if f.flagged)


@given(cents, st.sampled_from("+-*/"), cents, st.integers(-3, 3), st.integers(0, 30))
def test_plain_equations(a, sign, b, error, places):
    """`a + b = c`, right, rounded or wrong: the same findings, word for word."""
    assume(b or sign != "/")
    value = {"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else a}[sign]
    shown = round(value, places) if places < 20 else value
    text = f"{a} {sign} {b} = {shown + error * Decimal(1).scaleb(-min(places, 10)):f}"
    assert find_faults([text]) == [flagged(text)]


@given(cents, st.integers(0, 6), st.integers(-1, 1))
def test_plain_powers(base, exponent, error):
    """`a^k = c`, negative bases without brackets among them."""
    assume(base or exponent)
    text = f"{base}^{exponent} = {base**exponent + error:f}"
    assert find_faults([text]) == [flagged(text)]


@given(cents, st.integers(0, 28), st.integers(-1, 1))
def test_plain_roots(radicand, places, error):
    """`√a = c` at any number of places."""
    root = abs(radicand).sqrt()
    text = f"√{abs(radicand)} = {round(root, min(places, 20)) + error * Decimal(1).scaleb(-places):f}"
    assert find_faults([text]) == [flagged(text)]


@given(cents, st.integers(0, 5), st.sampled_from([1, -1]), st.integers(-1, 1))
def test_powers_that_a_problem_asks_for(base, exponent, sign, error):
    """A negative base is meant in brackets, whichever sign the stated power has."""
    assume(base or exponent)
    text = f"{base}^{exponent} = {sign * base**exponent + error:f}"
    problem = f"计算 {base} 的 {exponent} 次方？"
    assert find_faults([text], problems=[problem]) == [flagged(text, problem)]


@given(st.integers(1, 1000), st.integers(1, 100), st.integers(1, 60), st.integers(-9, 9), st.sampled_from(["", "约"]))
def test_values_of_one_power(x, factor, exponent, error, about):
    """The value of a function at 28 digits, a few units off: the same findings."""
    argument = Decimal(x) / 100
    value = factor * argument**exponent
    text = f"函数的值{about}为：{value + error * Decimal(1).scaleb(value.adjusted() - 27)}"
    problem = f"当 x = {argument} 时，求函数 y = {factor}x^{exponent} 的值"
    assert find_faults([text], problems=[problem]) == [flagged(text, problem)]


@pytest.mark.parametrize("text", ["面积为 12 平方厘米", "结果是正 5", "12", "12 克", "\\boxed{12}", "没有答案"])
@pytest.mark.parametrize(
    "problem",
    [
        "一个长方形的长为 3 厘米，宽为 4 厘米，请计算其面积。",
        "密度为 3 克/立方厘米，体积为 4 立方厘米",
        "计算 3 + 9",
        None,
    ],
)
def test_texts_without_relations(problem, text):
    """A text that states no relation is refuted by its problem alone, or by a sign in words."""
    assert find_faults([text], problems=[problem]) == [flagged(text, problem)]


@given(st.integers(-100, 100), st.integers(-100, 100), st.sampled_from([1, -1, 3]))
def test_equations_of_the_problem(a, b, factor):
    """The quick check of a root agrees with the full one: right, of the wrong sign, or tripled.

    Doubled would not do: -0.1 is twice -0.05, and the same rounded.
    """
    assume(a)
    problem, text = f"解方程 {a}x + {b} = 0", f"方程的解为：{-b / a * factor}"
    if solves(text, problem):
        assert not [f for f in flagged(text, problem) if f.wrong]
    assert any(f.wrong for f in find_faults([text], problems=[problem])[0]) == (factor != 1 and b != 0)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        ("计算 3 + 4 等于多少？", "3 + 4 = 7"),
        ("计算 2.25 的平方根？", "√2.25 = 1.5"),
        ("计算 1.5 的 2 次方？", "1.5^2 = 2.25"),
    ],
)
def test_quoted_problems(problem, text):
    """A solution that starts from what the problem asks needs no second look."""
    assert quotes(text, problem)
    assert decide(text) == ()
    assert find_faults([text], problems=[problem]) == [()]
