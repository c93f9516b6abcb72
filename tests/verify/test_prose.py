"""Where arithmetic starts and ends in prose, and what is left alone because it may be read otherwise."""

import pytest

from mathdata.verify import Verdict, verify

TRUE = [
    "Tom has 48/2 = <<48/2=24>>24 clips.",
    "0.2 x 50 = $<<0.2*50=10>>10",
    "1/2 * 3 = 1.5",
    "2 * $3 = $6",
    "$5/glass * 16 glasses = $80",
    "20% of 50 = 10",
    "1/4 of 20 apples = 5 apples",
    "a 120-page book: 120 - 36 = 84 pages",
    "1,000 + 2,500 = 3,500",
    "5 days/week * 3 weeks = 15 days",
    "12 blue pens + 3 red pens = 15 pens",
    "3 hours = 180 minutes",
    "2 m + 50 cm = 2.5 m",
    "50 cents * 4 = $2",
    "5 dozen = 60",
    "3 million + 2 million = 5,000,000",
    "3 万 + 5000 = 35000",
    "28% = 0.28",
    "1 1/2 + 2\\frac{1}{2} = 4",
    "\\frac12 + \\dfrac{3}{4} = \\frac{5}{4}",
    "\\sqrt{50} = 5\\sqrt{2}",
    "\\sqrt[3]{27} = 3",
    "$\\left(3 + 4\\right) \\times 2 = 14$",
    "2^{10} = 1024 > 1000",
    "10⁻² = 0.01",
    "2.77 × 10^34 = 2.77E+34",
    "1/3 = 0.333...",
    "17 ÷ 5 = 3……2",
    "17 ÷ 5 = 3 余 2",
    "3 加 4 等于 7",
    "３＋４＝７",
    "5 厘米 × 3 厘米 = 15 平方厘米",
    "12元×3=36元。",
    "(3 + 4 = 7)",
    "49 ≈ 50",
    "5 + 8 = 13，写 3 进 1：7 + 4 + 1 = 12",
    "f(2) = 3(2)^2 + 1 = 13",
    "- 3 + 4 = 7",
    "gcd(36, 60) = 12，36 / 12 = 3",
    "\\text{gcd}(557,91) &= 1",
    "\\gcd(12, 18) \\cdot 2 = 12",
    "lcm(4, 6) = 12",
    "Step 2: 3 + 4 = 7",
    "∠C = 180° - 60° - 50° = 70°",
    "✅ 3 + 4 = 7",
    "(1) -3 + 4 = 1",
    "(2) 3 * (4 - 1) = 9",
    "1) -3 + 4 = 1",
]

LEFT_ALONE = [
    "x = 5",
    "2x = 6, x = 3",
    "y = 57x^54",
    "f(3) = 10",
    "gcd(a, 60) = 12",
    "gcd(3/2, 60) = 12",
    "5! = 120",
    "120 = 5!",
    "|3 - 5| = 2",
    "log 100 = 2",
    "the sum of 3 and 5 * 2 = 16",
    "Twice 5 + 3 = 16",
    "the average (3+5)/2 * x = 4",
    "3:5 = 6:10",
    "12:30 - 11:15 = 75 minutes",
    "1011_2 = 11",
    "17 mod 5 = 2",
    "17 = 2 (mod 5)",
    "1 + 2 + ... + 10 = 55",
    "1 box = 12 pens",
    "$15/hour = 15 * 7",
    "4.5 gallons = 4.5 * 8 pints",
    "2/3 is equal to $20",
    "2 hours 20 minutes = 140 minutes",
    "December 2013 - December 2012 = 1 year",
    "0900 - 0130 = 0730 hours",
    "6 km / 1/30 hour = 180",
    "1/2(3 + 4) = 3",
    "3 + 5 的平方 = 28",
    "5 squared + 3 = 28",
    "James + 1 = 9",
    "$50 + 20% = $60",
    "the 3 of 5 * 4 = 12",
    "<b>3</b> = 4",
    "a => 5, b -> 6",
    "3 + 4 = ",
    "Is 3 > 5?",
    "Does 3 + 4 = 8?",
    "It is wrong that 3 + 4 = 8.",
    "1,50 + 1,50 = 3",
    "x1 + 3 = 5",
    "3km > 2000m",
    "1° = 60′",
    "sin 37° = 0.6",
    "2½ + 1 = 4",
    "0.5 dollars = 50",
    "$y'|_{x=0}=3$",
    "由 29 × 30 / 2=435,440=435+5 可知",
]

FLAGGED = [
    ("由题意得-1 - 2 = 3，故选A", "-1 - 2 = 3"),
    ("Tom has 48/2 = 25 clips.", "48/2 = 25"),
    ("<<48/2=25>>24", "48/2=25"),
    ("所以 3 + 4 = 8 个苹果", "3 + 4 = 8"),
    ("12 apples + 5 apples = 18 apples", "12 apples + 5 apples = 18"),
    ("5个×3=16个", "5个×3=16"),
    ("The box is 3 x 4 = 13 wide.", "3 x 4 = 13"),
    ("$3 \\times 4 = \\boxed{13}$", "$3 \\times 4 = \\boxed{13}"),
    ("3 m = 200 cm", "3 m = 200 cm"),
    ("3 + 4 = 7, 7 * 2 = 15", "7 * 2 = 15"),
    ("20% of 50 = 11", "20% of 50 = 11"),
    ("A &= 3 + 4 \\\\ &= 8", "3 + 4 \\\\ &= 8"),
    ("3 加 4 等于 8", "3 加 4 等于 8"),
    ("1,000 + 2,500 = 3,600", "1,000 + 2,500 = 3,600"),
    ("√16 = 5", "√16 = 5"),
    ("180° - 60° = 110°", "180° - 60° = 110°"),
    ("✅ 3 + 4 = 8", "3 + 4 = 8"),
    ("gcd(36, 60) = 6", "gcd(36, 60) = 6"),
    ("3 + 4 = 8！", "3 + 4 = 8"),
]


@pytest.mark.parametrize("text", TRUE)
def test_true_in_prose(text):
    """Every link that can be read is proved, and at least one can."""
    verdicts = {f.verdict for f in verify(text)}
    assert Verdict.TRUE in verdicts
    assert verdicts <= {Verdict.TRUE, Verdict.UNPROVEN}


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_left_alone(text):
    """What may be read otherwise, or is no arithmetic, is never flagged."""
    assert not [f for f in verify(text) if f.flagged]


@pytest.mark.parametrize(("text", "link"), FLAGGED)
def test_flagged_with_its_span(text, link):
    """A false link is flagged where it stands."""
    flagged = [f for f in verify(text) if f.flagged and f.wrong]
    assert flagged
    assert flagged[0].text == link
    assert text[flagged[0].start : flagged[0].end] == flagged[0].text


def test_a_chain_has_a_finding_for_each_link():
    """`a = b = c` is two links; the second starts where the first ends."""
    found = verify("(80 - 60) / 80 = 20 / 80 = 0.25")
    assert [f.text for f in found] == ["(80 - 60) / 80 = 20 / 80", "20 / 80 = 0.25"]
    assert {f.verdict for f in found} == {Verdict.TRUE}


def test_unproven_says_why():
    """Every finding that is not proved gives a reason."""
    assert all(f.reason for text in LEFT_ALONE for f in verify(text) if f.verdict is Verdict.UNPROVEN)


LEFT_AS_TRUE = [
    ("8x - 2 = -74\n8x = -72\nx = -72 / 8 = -9\n检验：8 * (-9) - 2 = -72 - 2 = -74", "解方程 8x - 2 = -74"),
    ("x = -72 / 8 = -9\n检验：8 * (-9) - 2 = -74\n答案：-9", "解方程 8x - 2 = -74"),
    ("√958441 = 979\nCheck: 979^2 = 958441", "What is the square root of 958441?"),
    ("The remainder 3 comes back, so the decimals repeat: 230769\n3 / 13 ≈ 0.230769", "Calculate 3 / 13."),
    ("Therefore, 219/297 in lowest terms is 73/99.", "Simplify the fraction 219/297."),
    ("0^2 = 0, 1^2 = 1\n√0.81 = 0.9", "What is the square root of 0.81?"),
    ("3424 * (1 + 1.2%) = 3465.088", "去年销售额为 3424 万元，今年销售额增加了 1.2%，请计算今年的销售额。"),
]


@pytest.mark.parametrize(("solution", "problem"), LEFT_AS_TRUE)
def test_what_is_no_answer(solution, problem):
    """A check, a remark on the way and a helping number are not taken for the answer or a changed operand."""
    assert not [finding for finding in verify(solution, problem=problem) if finding.flagged]


def test_minus_behind_a_word():
    """Behind 得 a dash is a minus."""
    assert [finding.verdict.value for finding in verify("移项，得 -3 * 2 = -6，得 -3 * 2 = 6")] == [
        "true",
        "wrong_sign",
    ]


def test_percentage_of_a_bracket():
    """A bracket may be a percentage; `%` between two numbers is no percent sign."""
    assert [finding.verdict.value for finding in verify("3 / 50 = (300 / 50)% = 6%")] == ["true", "true"]
    assert [finding.verdict.value for finding in verify("(17 + 3) % 6 = 2")] == ["unproven"]


def test_the_end_of_a_long_text_may_not_have_been_read():
    """Of more relations than are read, a `so` on the way is no answer that the problem could refute."""
    steps = "\n".join(f"{n} + 1 = {n + 1}, so {n} + 2 = {n + 2}" for n in range(1500))
    assert not [finding for finding in verify(f"{steps}\n3 * 4 = 12", problem="Calculate 3 * 4.") if finding.flagged]
