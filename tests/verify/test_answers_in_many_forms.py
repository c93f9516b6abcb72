"""Final answers in the forms that people and models use: found whole, compared by value, unit and kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.verify import extract_answer, same_answer

STATED = [
    ("答案：B", "B"),
    ("【答案】B", "B"),
    ("**答案**：42", "42"),
    ("故选：D", "D"),
    ("The correct option is (C).", "C"),
    ("\\boxed{\\text{(B)}}", "B"),
    ("所以答案是 3/4。", "3/4"),
    ("The answer is $\\frac{3}{4}$.", "0.75"),
    ("The final answer is \\boxed{\\dfrac{\\sqrt{2}}{2}}.", "√2/2"),
    ("$\\boxed{1\\frac{1}{2}}$", "3/2"),
    ("The answer is 2.7×10^{34}.", "2.7E+34"),
    ("The result is $3\\times 10^{5}$.", "300000"),
    ("So x = 3 or x = -2.", "{3, -2}"),
    ("答案是 x = 3 或 x = -2。", "{3, -2}"),
    ("The solution set is {1, 2}.", "{1, 2}"),
    ("解集为 {1, 2}。", "{2, 1}"),
    ("所以，x=−5/9", "-5/9"),
    ("答案是：－３", "-3"),
    ("因此共有 24 种方法。", "24"),
    ("#### $1,200", "$1200"),
    ("Thus the answer is $12.50.", "$12.5"),
    ("The answer is 12 cm^2.", "12 平方厘米"),
    ("最终答案：[1, 2)", "[1, 2)"),
    ("答案为 45.1%。", "45.1%"),
    ("<answer>42</answer>", "42"),
    ("Final answer: $$42$$", "42"),
    ("结果为：-0.00", "0"),
]


@pytest.mark.parametrize(("text", "answer"), STATED)
def test_stated(text, answer):
    """Phrases of both languages, boxes, hashes, marks around the answer."""
    stated = extract_answer(text)
    assert stated is not None
    assert same_answer(answer, stated.text)


SAME = [
    ("3/4", "\\dfrac{3}{4}"),
    ("1 1/2", "1\\frac{1}{2}"),
    ("1{,}200", "1,200"),
    ("2.7 \\times 10^{34}", "2.7E+34"),
    ("1.5×10^-3", "0.0015"),
    ("45.1\\%", "45.10 %"),
    ("B", "\\mathrm{B}"),
    ("Ａ", "(A)"),
    ("x_1=3, x_2=-2", "{-2, 3}"),
    ("(-\\infty, 3]", "(-∞,3]"),
    ("∅", "\\varnothing"),
    ("3：2", "3:2"),
    ("30°", "30^\\circ"),
    ("$5.00", "5 dollars"),
    ("5 元", "￥5"),
    ("2 h", "120 分钟"),
    ("60 km/h", "60 千米/小时"),
    ("-0", "0.00"),
    ("2(x+2)", "2x+4"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same(one, other):
    """One value in two spellings, whichever is the gold."""
    assert same_answer(one, other)
    assert same_answer(other, one)


OTHER = [
    ("45.1", "45.1%"),
    ("45.1%", "0.451"),
    ("2.7E+34", "2.7"),
    ("1,200", "1"),
    ("1 1/2", "11/2"),
    ("0.333", "1/3"),
    ("(1, 2)", "(2, 1)"),
    ("[1, 2)", "[1, 2]"),
    ("{1, 2}", "(1, 2)"),
    ("{1, 2}", "{1, 2, 3}"),
    ("3 或 5", "3"),
    ("30 cm", "30 cm^2"),
    ("30 cm", "30"),
    ("$5", "5 元"),
    ("30°", "30"),
    ("3:2", "3/2"),
    ("3-5", "-2"),
    ("2023-05-01", "2017"),
    ("5 apples", "5 pears"),
    ("x > 3", "3"),
    ("2^{10}", "210"),
    ("√2", "1.4142"),
    ("∞", "-∞"),
]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other(one, other):
    """Another value, unit, order or kind, whichever is the gold."""
    assert not same_answer(one, other)
    assert not same_answer(other, one)


forms = st.sampled_from(
    ("{}", "{}%", "{} cm", "${}", "{}E3", "-{}", "x = {}", "({}, 1)", "[{}, 99999)", "{{{}, 0.5}}", "√{}")
)


@given(forms, st.integers(10, 10**9))
def test_no_part_passes_for_the_whole(form, number):
    """Neither the first nor the last digits of an answer are the answer."""
    digits = str(number)
    for part in (digits[:-1], digits[1:].lstrip("0") or "0", digits + "0"):
        assert not same_answer(form.format(digits), form.format(part))


@given(forms, forms, st.integers(2, 10**6))
def test_forms_are_kinds(one, other, number):
    """The same digits in two forms are two answers, but for the name of an unknown."""
    bare = {"{}", "x = {}"}
    assert same_answer(one.format(number), other.format(number)) == (one == other or {one, other} == bare)


@pytest.mark.parametrize("text", ["The answer is {}.", "所以函数的值是 {}。", "#### {}", "so it is {}"])
def test_the_first_digits_of_a_long_number_are_no_answer(text):
    """An answer of thousands of digits is found whole or not at all."""
    stated = extract_answer(text.format("1234567890" * 100))
    assert stated is None or len(stated.text) == 1000
