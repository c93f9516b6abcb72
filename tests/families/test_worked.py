"""Worked solutions, one example for each kind and style: what a reader sees."""

import pytest

from mathdata.families import WorkOptions, worked, worked_batch

BRIEF = [
    ("计算 6874.58 - -2728.62 等于多少？", "6874.58 - -2728.62 = 9603.20"),
    ("计算 5049.65 * 0.00 等于多少？", "5049.65 * 0.00 = 0.0000"),
    ("计算 -3 + 3 等于多少？", "-3 + 3 = 0"),
    ("计算 2 / 3 等于多少？", "2 / 3 ≈ 0.6666666666666666666666666667"),
    ("计算 7.50 / 2.50 等于多少？", "7.50 / 2.50 = 3"),
    ("计算 (15 * 4 - 12) / 3 + 8^2", "(15 * 4 - 12) / 3 + 8^2 = 80"),
    ("Evaluate 4/35 + (-6)/15.", "4 / 35 + (-6) / 15 = -2/7"),
    ("计算 -711.31 的 4 次方？", "(-711.31)^4 = 255997460543.58343921"),
    ("计算 956.03 的 1 次方？", "(956.03)^1 = 956.03".replace("(", "").replace(")", "")),
    ("What is 2 to the power of -3?", "2^(-3) = 1 / 2^3 = 1 / 8 = 0.125"),
    ("解方程 -81x + -45 = 0", "-81x + -45 = 0，x = 45 / (-81) = -5/9 ≈ -0.5555555555555556"),
    ("解方程 8x + 6 = 0", "8x + 6 = 0，x = -6 / 8 = -3/4 = -0.75"),
    ("解方程 x + 0 = 0", "x + 0 = 0，x = 0"),
    ("求以下数据的平均值：[79, 69, 19, 3]", "(79 + 69 + 19 + 3) / 4 = 170 / 4 = 42.5"),
    ("将分数 36/60 进行简化。", "36/60 = 3/5"),
    ("将分数 60/36 进行简化。", "60/36 = 5/3"),
    ("计算 6.25 的平方根？", "√6.25 = 2.5"),
    ("计算 0 的平方根？", "√0 = 0"),
    (
        "商品原价为 51 元，打折后的价格为 28 元，请计算打折的折扣比例。",
        "(51 - 28) / 51 = 23 / 51 ≈ 45.09803921568627%",
    ),
    ("商品原价为 4 元，打折后的价格为 52 元，请计算打折的折扣比例。", "(4 - 52) / 4 = -48 / 4 = -1200%"),
    ("商品原价为 7 元，打折后的价格为 7 元，请计算打折的折扣比例。", "(7 - 7) / 7 = 0 / 7 = 0%"),
    (
        "去年销售额为 32 万元，今年销售额增加了 28%，请计算今年的销售额。",
        "32 * (1 + 28%) = 32 * 1.28 = 40.96（万元）",
    ),
    ("一个长方形的长为 57 厘米，宽为 84 厘米，请计算其面积。", "57 * 84 = 4788（平方厘米）"),
    ("某物体的密度为 10 克/立方厘米，体积为 3 立方厘米，请计算该物体的质量。", "10 * 3 = 30（克）"),
    ("当 x = 4.03 时，求函数 y = 57x^54 的值", "57 * 4.03^54 ≈ 2.769155521409239378157128235E+34"),
]


@pytest.mark.parametrize(("problem", "line"), BRIEF)
def test_brief(problem, line):
    """Style `brief` is one line: exact after `=`, rounded after `≈`, operands as printed."""
    assert worked(problem).solution == line


STEPS = {
    "计算 48 * -24 等于多少？": """\
48 * -24 = -(48 * 24)
48 * 4：8 * 4 = 32，4 * 4 + 3 = 16 + 3 = 19，得 48 * 4 = 192
48 * 20：8 * 2 = 16，4 * 2 + 1 = 8 + 1 = 9，得 48 * 20 = 960
192 + 960：2 + 0 = 2，9 + 6 = 15，1 + 9 + 1 = 10 + 1 = 11，得 192 + 960 = 1152
48 * 24 = 1152
48 * -24 = -1152""",
    "Calculate 58 + -17.": """\
58 + -17 = 58 - 17
ones: 8 - 7 = 1
tens: 5 - 1 = 4
58 + -17 = 41""",
    "计算 7.6 / 1.2 等于多少？": """\
7.6 / 1.2 = (7.6 * 10) / (1.2 * 10) = 76 / 12
12 * 6：2 * 6 = 12，1 * 6 + 1 = 6 + 1 = 7，得 12 * 6 = 72
76 / 12：76 - 72：6 - 2 = 4，7 - 7 = 0，得 76 = 12 * 6 + 4
4 * 10 = 40
12 * 3：2 * 3 = 6，1 * 3 = 3，得 12 * 3 = 36
40 - 36：10 - 6 = 4，4 - 3 - 1 = 1 - 1 = 0，得 40 = 12 * 3 + 4
逐位得商 6.3，余数 4 再次出现，小数从此循环，循环节为 3
7.6 / 1.2 ≈ 6.333333333333333333333333333""",
    "Solve 3x + 5 = -7 for x.": """\
3x + 5 = -7
Move the terms: 3x = -7 - 5
3x = -12
Divide both sides by 3: x = -12 / 3
12 / 3: 12 - 3 * 4 = 12 - 12 = 0
x = -12 / 3 = -4
Check: 3 * (-4) + 5 = -12 + 5 = -7""",
    "将分数 36/60 进行简化。": """\
60 = 36 * 1 + 24
36 = 24 * 1 + 12
24 = 12 * 2 + 0
gcd(36, 60) = 12
36 / 12 = 3，60 / 12 = 5
36/60 = 3/5""",
    "What is the square root of 6.25?": """\
2^2 = 4, 3^2 = 9
4 ≤ 6.25 < 9, so the whole part is 2
6.25 - 4 = 2.25
2 * 100 + 25 = 225; (20 * 2 + 5) * 5 = 45 * 5; 5 * 5 = 25, 4 * 5 + 2 = 20 + 2 = 22; \
45 * 5 = 225 ≤ 225; 5 - 5 = 0, 2 - 2 = 0, 2 - 2 = 0; 225 - 225 = 0
√6.25 = 2.5
Check: 2.5^2 = 6.25""",
}


@pytest.mark.parametrize("problem", STEPS)
def test_steps_by_digit(problem):
    """At granularity `digit` every equation is one look-up in the tables of one-digit sums and products."""
    assert worked(problem, WorkOptions(style="steps")).solution == STEPS[problem]


def test_steps_by_operand():
    """At granularity `operand` a factor is split by its digits, and the partial products run up."""
    options = WorkOptions(style="steps", granularity="operand")
    assert (
        worked("计算 2650.13 * 6314.58 等于多少？", options).solution
        == """\
2650.13 * 6314.58 = 2650.13 * (6000 + 300 + 10 + 4 + 0.5 + 0.08)
2650.13 * 6000 = 15900780
2650.13 * 300 = 795039
2650.13 * 10 = 26501.3
2650.13 * 4 = 10600.52
2650.13 * 0.5 = 1325.065
2650.13 * 0.08 = 212.0104
15900780 + 795039 = 16695819
16695819 + 26501.3 = 16722320.3
16722320.3 + 10600.52 = 16732920.82
16732920.82 + 1325.065 = 16734245.885
16734245.885 + 212.0104 = 16734457.8954
2650.13 * 6314.58 = 16734457.8954"""
    )


def test_explain():
    """Style `explain` says definition, formula, substitution and conclusion, with the unit."""
    problem = "A rectangle has a length of 57 centimeters and a width of 84 centimeters. Calculate its area."
    assert (
        worked(problem, WorkOptions(style="explain")).solution
        == """\
Definition: The area of a rectangle is the number of unit squares in it: \
those in a row times the number of rows.
Formula: area = length * width
Substitution: 57 * 84 = 4788 (square centimeters)
Therefore, the area of the rectangle is 4788 square centimeters."""
    )


def test_language():
    """The solution speaks the language of the problem unless told otherwise."""
    zh = worked("求以下数据的平均值：[1, 2]", WorkOptions(style="explain", language="en"))
    assert zh.solution.startswith("Definition: ")


MARKS = [
    ("none", "去年销售额为 32 万元，今年销售额增加了 28%，请计算今年的销售额。", None),
    ("答案：", "去年销售额为 32 万元，今年销售额增加了 28%，请计算今年的销售额。", "答案：40.96 万元"),
    ("####", "去年销售额为 32 万元，今年销售额增加了 28%，请计算今年的销售额。", "#### 40.96"),
    ("boxed", "将分数 -36/60 进行简化。", "\\boxed{-\\frac{3}{5}}"),
    ("boxed", "商品原价为 4 元，打折后的价格为 3 元，请计算打折的折扣比例。", "\\boxed{25\\%}"),
    (
        "boxed",
        "当 x = 10.5 时，求函数 y = 2x^40 的值",
        "\\boxed{1.407997742424929248985453053 \\times 10^{41}}",
    ),
    ("boxed", "一个长方形的长为 2 米，宽为 3 米，请计算其面积。", "\\boxed{6\\text{ 平方米}}"),
]


@pytest.mark.parametrize(("mark", "problem", "line"), MARKS)
def test_answer_marks(mark, problem, line):
    """The final answer stands on a line of its own behind the mark that was asked for."""
    last = worked(problem, WorkOptions(answer_mark=mark)).solution.split("\n")[1:]
    assert last == ([] if line is None else [line])


def test_precision():
    """A precision rounds once, at the end; exact results stay exact, fractions appear at `exact`."""
    problem = "计算 2 / 3 等于多少？"
    assert worked(problem, WorkOptions(precision="dp:2")).solution == "2 / 3 ≈ 0.67"
    assert worked(problem, WorkOptions(precision={"arithmetic": "sig:1"})).solution == "2 / 3 ≈ 0.7"
    assert worked(problem, WorkOptions(precision="exact")).solution == "2 / 3 = 2/3"
    assert worked("计算 1 / 8 等于多少？", WorkOptions(precision="dp:3")).solution == "1 / 8 = 0.125"
    assert worked("解方程 200x + -1 = 0", WorkOptions(precision="dp:2")).answer == "0.01"


def test_length_budget():
    """A solution over the budget is told by operand, then in one line, and says so; else not at all."""
    problem = "计算 2650.13 * 6314.58 等于多少？"
    told = [worked(problem, WorkOptions(style="steps", max_chars=n)) for n in (5000, 500, 60, 10)]
    assert [(way.style, way.granularity, way.shortened) for way in told[:3]] == [
        ("steps", "digit", False),
        ("steps", "operand", True),
        ("brief", None, True),
    ]
    assert told[3] is None


UNSOLVABLE = [
    "计算 5 / 0 等于多少？",
    "计算 0 的 0 次方？",
    "计算 0 的 -1 次方？",
    "计算 -4 的平方根？",
    "解方程 0x + 5 = 0",
    "Solve 3x + 1 = 3x + 1 for x.",
    "将分数 3/0 进行简化。",
    "商品原价为 0 元，打折后的价格为 3 元，请计算打折的折扣比例。",
    "计算 (1 + 2) / (3 - 3)",
]


@pytest.mark.parametrize("problem", UNSOLVABLE)
def test_no_answer(problem):
    """A problem without an answer gets none."""
    assert worked(problem) is None


def test_batch():
    """A batch gives one result a problem, in order, and the same as one by one."""
    problems = ["计算 1 + 1 等于多少？", "今天天气怎么样？", "计算 1 + 1 等于多少？"]
    assert worked_batch(problems) == [worked(problem) for problem in problems]


def test_a_root_that_needs_no_division_is_rounded_with_its_sign():
    """`x - 1 = 0.123456` has its root after moving; with fewer digits it is told behind `≈`, not `=`."""
    brief = worked("解方程 x - 1 = 0.123456", WorkOptions(precision="dp:2"))
    assert brief.solution == "x - 1 = 0.123456，x = 1.123456 ≈ 1.12"
    steps = worked("Solve y - 0.25 = 0.005 for y.", WorkOptions(style="steps", precision="dp:2"))
    assert steps.solution.endswith("y = 0.255\ny = 0.255 ≈ 0.26\nCheck: 0.255 - 0.25 = 0.005")


@pytest.mark.parametrize(
    ("function", "solution"),
    [
        ("78x^1", "78 * 611^1 = 47658"),
        ("3x^0", "3 * 611^0 = 3"),
        ("2x", "2 * 611 = 1222"),
        ("x^1 + 4", "611^1 + 4 = 615"),
    ],
)
def test_a_written_exponent_is_shown(function, solution):
    """An exponent of the problem is an operand, also where it is 1 or 0."""
    problem = f"当 x = 611 时，求函数 y = {function} 的值"
    assert worked(problem).solution == solution
    assert worked(problem, WorkOptions(style="steps")).solution.endswith(solution)
