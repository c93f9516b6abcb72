"""Final answers: where they are found, and when two are the same."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mathdata.verify import STRICT, Comparison, Mark, check_answer, extract_answer, same_answer


@pytest.mark.parametrize(
    ("text", "answer", "mark"),
    [
        ("She sold 72 in all.\n#### 72", "72", Mark.HASHES),
        (
            "so $x = \\boxed{\\frac{3}{\\sqrt{2}}}$ for \\boxed{1}, \\boxed{\\frac{1}{2}}.",
            "\\frac{1}{2}",
            Mark.BOXED,
        ),
        ("\\boxed{\\text{(B)}}", "\\text{(B)}", Mark.BOXED),
        ("方程的解为：-0.5555555555555556", "-0.5555555555555556", Mark.PHRASE),
        ("平均值为 47.666666666666664", "47.666666666666664", Mark.PHRASE),
        ("最简化的形式为：5/6", "5/6", Mark.PHRASE),
        ("面积为 4788 平方厘米", "4788 平方厘米", Mark.PHRASE),
        ("函数的值为：2.769155521409239378157128235E+34", "2.769155521409239378157128235E+34", Mark.PHRASE),
        ("过程如下。答案：12，检验略。", "12", Mark.PHRASE),
        ("故选：C", "C", Mark.PHRASE),
        ("Step 1 is 5. The answer is 3.14.", "3.14", Mark.PHRASE),
        ("Final answer: **1,200 dollars**", "1,200 dollars", Mark.PHRASE),
        ("The answer is x=3 or x=5", "x=3 or x=5", Mark.PHRASE),
        ("The correct answer is (B).", "(B)", Mark.PHRASE),
        ("答案是 (1, 2)。", "(1, 2)", Mark.PHRASE),
        ("The solution is (2, 3).", "(2, 3)", Mark.PHRASE),
        ("The solutions are x = 2 and x = 3.", "x = 2 and x = 3", Mark.PHRASE),
        ("The solution is simple: 5 + 3 = 8.", "8", Mark.LAST_NUMBER),
        ("We think.\nA: 18", "18", Mark.PHRASE),
        ("30 克", "30 克", Mark.WHOLE),
        ("-5/9", "-5/9", Mark.WHOLE),
        ("共有 3 个。因此 x = -3", "-3", Mark.CONCLUSION),
        ("It is 5. Therefore he has 12 apples left, as wanted.", "12", Mark.CONCLUSION),
        ("-3.5 * 2 = -7.0", "-7.0", Mark.LAST_NUMBER),
        ("It holds 5 - 3 = 2 kg", "2 kg", Mark.LAST_NUMBER),
        ("the rate rose to 12.5%.", "12.5%", Mark.LAST_NUMBER),
    ],
)
def test_extraction(text, answer, mark):
    """The answer, its place, and by which mark it was found."""
    stated = extract_answer(text)
    assert stated is not None
    assert (stated.text, stated.mark) == (answer, mark)
    assert text[stated.start : stated.end] == answer


@pytest.mark.parametrize("text", ["", "no number here", "####", "\\boxed{"])
def test_no_answer(text):
    """A text without an answer has none."""
    assert extract_answer(text) is None


SAME = [
    ("0.5", "1/2"),
    ("0.5", "\\frac{1}{2}"),
    ("1,200", "1200"),
    ("45.1%", "45.10 %"),
    ("2.7E+34", "2.7\\times10^{34}"),
    ("2√3", "\\sqrt{12}"),
    ("1 1/2", "3/2"),
    ("x = 3", "3"),
    ("$12", "12 dollars"),
    ("3000 克", "3 千克"),
    ("4788 平方厘米", "4788 cm²"),
    ("72", "72 clips"),
    ("B", "(B)"),
    ("B", "B. 15"),
    ("(1, 2)", "(1,2)"),
    ("{1, 2}", "2, 1"),
    ("x=1 或 x=2", "{2, 1}"),
    ("x=1 或 x=2", "x_1 = 2, x_2 = 1"),
    ("x = 2, y = 3", "y = 3, x = 2"),
    ("[1, 2)", "[1,2)"),
    ("(-\\infty, 3]", "(-\\infty,3]"),
    ("x^2 + 1", "x^2+1"),
    ("16\\pi", "$16 \\pi$"),
    ("３", "3"),
    ("−3", "-3"),
]
DIFFERENT = [
    ("45.1", "45.1%"),
    ("0.451", "45.1%"),
    ("45.1", "0.451"),
    ("2.7E+34", "2.7"),
    ("12", "123"),
    ("12", "-12"),
    ("1/3", "0.33"),
    ("30 克", "30"),
    ("30 克", "30 千克"),
    ("3 apples", "3 pears"),
    ("(1, 2)", "(2, 1)"),
    ("x = 2, y = 3", "x = 3, y = 2"),
    ("(1, 2)", "[1, 2)"),
    ("(1, 2)", "{1, 2}"),
    ("{1, 2}", "{1, 2, 3}"),
    ("{1, 1}", "{1, 2}"),
    ("A", "B"),
    ("2x", "2"),
    ("3:5", "3"),
    ("no", "yes"),
    ("", "0"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same(one, other):
    """One value in two forms, in both directions."""
    assert same_answer(one, other)
    assert same_answer(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_not_the_same(one, other):
    """Another value, unit or kind, in both directions."""
    assert not same_answer(one, other)
    assert not same_answer(other, one)


def test_tolerance_only_where_asked():
    """A tolerance is absolute and applies to one kind: it makes no number of a percentage."""
    assert same_answer("1/3", "0.33", tolerance="0.01")
    assert not same_answer("1/3", "0.33", tolerance=Fraction(1, 1000))
    assert not same_answer("45.1", "45.1%", tolerance=100)


def test_printed_precision():
    """The finer number rounds to the coarser one."""
    rule = Comparison(printed_precision=True)
    assert same_answer("0.5555555555555556", "0.56", comparison=rule)
    assert same_answer("5/9", "0.556", comparison=rule)
    assert not same_answer("5/9", "0.55", comparison=rule)
    assert not same_answer("5/9", "4/9", comparison=rule)


def test_units_where_both_have_one():
    """A missing unit may be forgiven, a wrong one is not."""
    rule = Comparison(unit_optional=True)
    assert same_answer("30 克", "30", comparison=rule)
    assert not same_answer("30 克", "30 千克", comparison=rule)


def test_options_are_checked():
    """A negative tolerance or an unknown option is refused."""
    with pytest.raises(ValidationError):
        Comparison(tolerance=Fraction(-1))
    with pytest.raises(ValidationError):
        Comparison.model_validate({"toleranse": 1})
    assert Comparison.model_validate_json(STRICT.model_dump_json()) == STRICT


def test_check_answer_says_what_it_compared():
    """The verdict comes with the answer that was found."""
    check = check_answer("72", "48 + 24 = 72\n#### 72")
    assert check.same
    assert check.stated is not None
    assert check.stated.text == "72"
    assert check_answer("72", "no idea") == (False, None)


@given(st.text(max_size=40), st.text(max_size=40))
def test_comparison_is_symmetric(one, other):
    """Whatever the answers are."""
    assert same_answer(one, other) == same_answer(other, one)
    assert same_answer(one, one)


@given(st.fractions(max_denominator=1000), st.fractions(max_denominator=1000))
def test_fractions_are_compared_by_value(one, other):
    """Two fractions are the same answer if and only if they are equal."""
    assert same_answer(str(one), str(other)) == (one == other)
