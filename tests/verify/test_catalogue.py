"""What hand-written preprocessing gets wrong: every kind of fault gets its class."""

import pytest

from mathdata.verify import Verdict, find_faults, verify

V = Verdict

FAULTS = [
    # a percentage that lost its factor 100
    ("(51 - 28) / 51 = 45.1", V.LOST_PERCENT, True),
    ("(51 - 28) / 51 = 45.09803921568628", V.LOST_PERCENT, True),
    ("折扣比例为 (80 - 60) / 80 = 25", V.LOST_PERCENT, True),
    ("3 / 4 * 100% = 0.75%", V.LOST_PERCENT, True),
    ("100 - 40 = 60%", V.LOST_PERCENT, False),
    ("1260 / 3500 * 100 = 36%", V.LOST_PERCENT, False),
    # a rounded value behind an equals sign
    ("5.2 / 3 = 1.7333", V.ROUNDED_AS_EQUAL, False),
    ("√6145.00 = 78.39005038906404479030928703", V.ROUNDED_AS_EQUAL, False),
    ("5073.46 / -1586.04 = -3.198822223903558548334216035", V.ROUNDED_AS_EQUAL, False),
    ("(79 + 69 + 19) / 3 = 55.67", V.ROUNDED_AS_EQUAL, False),
    # a negative base without brackets
    ("-711.31^4 = 255997460543.58343921", V.PRECEDENCE, False),
    ("-791.33^0 = 1", V.PRECEDENCE, False),
    ("-3² + 1 = 10", V.PRECEDENCE, False),
    ("5 * -2^2 = 20", V.PRECEDENCE, False),
    # digits that were not meant
    ("5163.62 * 5159.87 = 26643608.0", V.MISROUNDED, True),
    ("21.2 + 0.04 = 21.240000000000002", V.MISROUNDED, False),
    ("1.87 * 9 = 16.830000000000002", V.MISROUNDED, False),
    # cut off, or a tie rounded to even
    ("2 / 3 = 0.66", V.MISROUNDED, True),
    ("2 / 3 ≈ 0.66", V.MISROUNDED, True),
    ("-1 / 8 = -0.12", V.MISROUNDED, False),
    ("-1 / 8 ≈ -0.12", V.MISROUNDED, False),
    ("241 / 8 = 30.12", V.MISROUNDED, False),
    ("5.05 * 10.1 ≈ 51.00", V.MISROUNDED, False),
    ("5.05 * 10.1 = 51.00", V.ROUNDED_AS_EQUAL, False),
    # rounded in mid-chain
    ("2 / 29 * 100 = 0.069 * 100", V.ROUNDED_AS_EQUAL, False),
    ("-38 / 14 * 100 = -2.7143 * 100", V.ROUNDED_AS_EQUAL, False),
    # a product of other operands than those printed
    ("12.35 * 4.57 = 56.3928", V.FALSE, True),
    # a factor fell out
    ("5049.65 * () =  =  = ", V.FALSE, True),
    ("$3000/2= =$1500", V.FALSE, True),
    # the opposite
    ("3 - 5 = 2", V.WRONG_SIGN, True),
    ("-6 * -7 = -42", V.WRONG_SIGN, True),
    # units
    ("5 cm × 3 cm = 15 cm", V.WRONG_UNIT, True),
    ("57 厘米 * 84 厘米 = 4788 厘米", V.WRONG_UNIT, True),
    ("10 克/立方厘米 * 3 立方厘米 = 30 千克", V.WRONG_UNIT, True),
    ("3 元 + 4 元 = 7 克", V.WRONG_UNIT, True),
    ("3 km + 200 m = 203 km", V.WRONG_UNIT, True),
    # plainly false
    ("10 * 1.8 = 10.8", V.FALSE, True),
    ("3 × 4 ≈ 13", V.FALSE, True),
    ("5 > 7", V.FALSE, True),
    ("3 + 4 ≠ 7", V.FALSE, True),
    ("17 ÷ 5 = 3……3", V.FALSE, True),
    ("2 * 3 = 6 + 1 = 7", V.FALSE, True),
]


@pytest.mark.parametrize(("text", "verdict", "wrong"), FAULTS)
def test_every_fault_has_its_class(text, verdict, wrong):
    """One fault a text; `wrong` tells a wrong value from a fault of notation."""
    flagged = [f for f in verify(text) if f.flagged]
    assert [(f.verdict, f.wrong) for f in flagged][:1] == [(verdict, wrong)]
    assert find_faults([text]) == [tuple(flagged)]


@pytest.mark.parametrize(
    ("problem", "text", "place"),
    [
        ("计算 956.03 的 1 次方？", "956^1 = 956", "956"),
        ("求 79.25 和 69.3 的平均值", "(79 + 69.3) / 2 = 74.15", "79"),
        ("计算 3 + 4 等于多少？", "3 + 5 = 8", "8"),
        ("计算 -2 的 2 次方？", "-2^2 = -4", "-4"),
        ("解方程 2x + 4 = 0", "方程的解为：2", "2"),
        ("当 x = 2 时，求函数 y = 3x^2 的值", "函数的值为：36", "36"),
        ("将分数 4/6 进行简化。", "最简化的形式为：3/4", "3/4"),
        (None, "The quotient is positive. The result is 0.0", "0.0"),
        (None, "商为负数，结果是 3.5", "3.5"),
        (None, "78 * 55 = 4290\n面积为 4920 平方厘米", "4920 平方厘米"),
        (None, "48 + 24 = <<48+24=72>>72\n#### 27", "27"),
        (None, "20 + 45 = 65\n65 / 2 = 32.5\n平均值为: 35.2", "35.2"),
    ],
)
def test_statements_that_disagree(problem, text, place):
    """A final answer, a sign in words or an operand that disagrees with the rest is a contradiction."""
    (found,) = [f for f in verify(text, problem=problem) if f.verdict is Verdict.CONTRADICTION]
    assert (found.text, found.wrong) == (place, True)
    assert text[found.start : found.end] == place


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        ("计算 956.03 的 1 次方？", "956.03^1 = 956.03"),
        ("计算 -2 的 2 次方？", "(-2)^2 = 4"),
        ("解方程 -81x + -45 = 0", "方程的解为：-0.5555555555555556"),
        ("解方程 3x + 1 = 0", "3x = -1，所以 x = -1/3"),
        # a cubic that lies on a line at 0, 1 and 2 is no linear equation
        ("x^3 - 3x^2 = 0，求 x 的值。", "x^3 - 3x^2 = 0\nx^2(x - 3) = 0\nx = 0 或 x = 3"),
        ("当 x = 4.03 时，求函数 y = 57x^54 的值", "函数的值为：2.769155521409239378157128235E+34"),
        ("将分数 4/6 进行简化。", "gcd(4, 6) = 2，最简化的形式为：2/3"),
        ("计算 2 / 3 等于多少？保留两位小数。", "2 / 3 ≈ 0.67"),
        (None, "The quotient is positive. The result is 0.5"),
        (None, "商为正，5 / 2 = 2.5，结果是 2.5"),
        (None, "78 * 55 = 4290\n面积为 4290 平方厘米"),
        (None, "150 + 287 = 437 cents\nThe answer is 4.37 dollars"),
        (None, "5 / 2 = 2.5\nThe answer is 3"),
        (None, "7 - 2 = 5. Then 3 boys join.\n#### 8"),
    ],
)
def test_statements_that_agree(problem, text):
    """An answer that follows, or may follow from what stands between, is no contradiction."""
    assert not [f for f in verify(text, problem=problem) if f.flagged]
