"""The faults of the catalogue in other numbers and spellings: tight, full-width, in LaTeX, in English words."""

import pytest

from mathdata.verify import find_faults, verify

FAULTS = {
    "lost_percent": [
        "(80 - 36) / 80 = 55",
        "(80-36)/80=55",
        "$\\frac{80-36}{80} = 55$",
        "（80 － 36）÷ 80 ＝ 55",
        "The discount is (80 - 36) / 80 = 55.",
        "折扣率 = (80 - 36) / 80 = 55",
        "\\frac{80 - 36}{80} \\approx 55",
        "(120 - 90) / 120 = 25.0",
    ],
    "rounded_as_equal": [
        "7.3 / 6 = 1.2167",
        "7.3/6=1.2167",
        "$\\frac{7.3}{6} = 1.2167$",
        "７.３ ÷ ６ ＝ １.２１６７",
        "so 7.3 ÷ 6 = 1.2167 kg",
        "√7 = 2.6458",
        "\\sqrt{7} = 2.6458",
        "sqrt(7) = 2.6458",
        "22 / 7 = 3.14",
        "10 / 3 = 3.33",
        "3 / 28 * 100 = 0.107 * 100",
        "3/28*100=0.107*100",
        "\\frac{3}{28} \\times 100 = 0.107 \\times 100",
        "3 ÷ 28 × 100% = 0.107 × 100%",
    ],
    "precedence": [
        "-6.2^2 = 38.44",
        "-6.2**2 = 38.44",
        "$-6.2^{2} = 38.44$",
        "－６.２^２ ＝ ３８.４４",
        "-5² = 25",
        "−5^4 = 625",
        "-12^0 = 1",
        "-7^2=49",
    ],
    "misrounded": [
        "4163.62 * 3159.87 = 13156498.0",
        "0.1 + 0.2 = 0.30000000000000004",
        "5 / 8 = 0.62",
        "-3 / 8 = -0.37",
        "\\frac{5}{8} = 0.62",
        "5÷8=0.62",
        "1 / 3 = 0.34",
        "2/3=0.66",
    ],
    "false": [
        "14.35 * 3.57 = 51.2928",
        "14.35*3.57=51.2928",
        "14.35 \\times 3.57 = 51.2928",
        "48.5 × () = = ",
        "48.5 \\times () = = ",
    ],
    "wrong_sign": [
        "4 - 9 = 5",
        "4-9=5",
        "-6 \\times -8 = -48",
        "(-6) × (-8) = -48",
        "the result: 12 / -4 = 3",
        "－12 ÷ 4 ＝ 3",
    ],
    "wrong_unit": [
        "7 cm × 4 cm = 28 cm",
        "7厘米×4厘米=28厘米",
        "7 m * 4 m = 28 m",
        "7\\text{ cm} \\times 4\\text{ cm} = 28\\text{ cm}",
        "3 元 + 4 元 = 7 千克",
    ],
}


@pytest.mark.parametrize(("verdict", "text"), [(verdict, text) for verdict, texts in FAULTS.items() for text in texts])
def test_every_spelling_has_its_class(verdict, text):
    """The class does not depend on the hand."""
    assert [finding.verdict.value for finding in verify(text) if finding.flagged][:1] == [verdict]
    assert [[fault.verdict.value for fault in faults][:1] for faults in find_faults([text])] == [[verdict]]


CONTRADICTIONS = [
    ("计算 812.07 的 1 次方？", "812^1 = 812"),
    ("Calculate 812.07 to the power of 1.", "812^1 = 812"),
    ("What is 812.07 to the power of 1?", "812**1=812"),
    ("求 61.25 和 70.3 的平均值", "(61 + 70.3) / 2 = 65.65"),
    ("What is the average of 61.25 and 70.3?", "(61 + 70.3) / 2 = 65.65"),
    (None, "The quotient is positive. The result is 0"),
    (None, "The product is negative, so the answer is 12"),
    (None, "积为负数。结果是 12"),
    (None, "The sum is positive.\nThe answer is -3"),
    ("解方程 3x + 6 = 0", "x = 2"),
    ("Solve 3x + 6 = 0 for x.", "x = 2"),
    ("Solve for x: 3x + 6 = 0", "The solution is x = 2."),
]


@pytest.mark.parametrize(("problem", "text"), CONTRADICTIONS)
def test_every_wording_is_held_against_its_problem(problem, text):
    """A lost decimal of an operand, a sign in words, a root that does not solve its equation."""
    assert "contradiction" in [finding.verdict.value for finding in verify(text, problem=problem) if finding.flagged]
