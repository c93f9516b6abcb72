r"""Questions in words whose answer is recomputed, and congruences in a text."""

import time
from fractions import Fraction

import pytest

from mathdata.verify import Verdict, verify
from mathdata.verify.worded import Asked, asked_in_words

ASKED = [
    ("What is the greatest common divisor of $606$ and $65$?", Asked(Fraction(1))),
    ("Find the least common multiple of 12, 15 and 20.", Asked(Fraction(60))),
    ("求 12 和 18 的最大公约数。", Asked(Fraction(6))),
    ("Find the remainder when $9^{44}$ is divided by $51$.", Asked(Fraction(pow(9, 44, 51)))),
    ("What is the remainder when $3 \\cdot 7^{100} + 5$ is divided by 11?", Asked(Fraction((3 * 7**100 + 5) % 11))),
    ("Find the sum of the arithmetic series $-16 + 0 + 16 + \\cdots + 208$.", Asked(Fraction(1440))),
    ("Compute $1 + 2 + 3 + \\dots + 100$.", Asked(Fraction(5050))),
    ("Convert $23304_{5}$ to a base $10$ integer.", Asked(Fraction(1704))),
    ("Express the base $10$ integer $2874$ in base $5$.", Asked(Fraction(2874), base=5)),
    ("The area of a circle is $3025\\pi$ square inches. What is its circumference?", Asked(Fraction(110), True)),
    ("The radius of a circle is 5 cm. What is the area of the circle?", Asked(Fraction(25), True)),
    (
        "Two standard six-sided dice are rolled. What is the probability that the sum is 7?",
        Asked(Fraction(1, 6)),
    ),
    ("Evaluate $\\log_{125} 390625$.", Asked(Fraction(8, 3))),
    (
        "A club has 5 girls and 9 boys. How many different committees of 2 girls and 2 boys can be formed?",
        Asked(Fraction(360)),
    ),
    (
        "Bo has 2 quarters, 12 dimes and 3 nickels. What is the total value of the coins, in dollars?",
        Asked(Fraction("1.85")),
    ),
    ("How many positive integers $n$ satisfy $9n - 8 < 8$?", Asked(Fraction(1))),
    ("How many positive integers $n$ satisfy $-2n \\ge -8$?", Asked(Fraction(4))),
]


@pytest.mark.parametrize(("problem", "asked"), ASKED, ids=range(len(ASKED)))
def test_asked(problem, asked):
    """A question that leaves no choice has one exact answer."""
    assert asked_in_words(problem) == asked


NOT_READ = [
    "What is the greatest common divisor of 12 and x?",
    "Find the sum of the series 1 + 2 + 4 + \\cdots + 64.",
    "Find the sum 1 + 3 + 5 + \\cdots + 98.",
    "Evaluate $\\log_{2} 3$.",
    "How many positive integers n satisfy n > 3?",
    "How many positive integers n satisfy n^2 < 50?",
    "A club has 5 girls and 9 boys. How many committees of 2 girls and 2 men can be formed?",
    "Bo has 2 quarters and 3 marbles. What is the total value of the coins, in cents?",
    "The area of a circle is 12 square inches. What is its circumference?",
    "The area of a circle is 7\\pi square inches. What is its circumference?",
    "Find the remainder when x^2 is divided by 5.",
    "Find the remainder when 5 is divided by 0.",
    "Convert $987_{5}$ to a base 10 integer.",
    "Express 1" + "0" * 500 + " in base 5.",
    "How many positive integers x satisfy x^3 - 3x^2 + 4x - 9 < 0?",
]


@pytest.mark.parametrize("problem", NOT_READ, ids=range(len(NOT_READ)))
def test_not_read(problem):
    """What says more, is not whole or has no such answer is left alone."""
    assert asked_in_words(problem) is None


STATED = [
    (ASKED[0][0], "Therefore it is $\\boxed{11}$.", True),
    (ASKED[0][0], "Therefore it is $\\boxed{1}$.", False),
    (ASKED[8][0], "we find $\\boxed{42444_{5}}$.", False),
    (ASKED[8][0], "we find $\\boxed{42444}$.", False),
    (ASKED[8][0], "we find $\\boxed{42444_{11}}$.", True),
    (ASKED[8][0], "we find $\\boxed{42445_{5}}$.", True),
    (ASKED[9][0], "so its circumference is $\\boxed{111\\pi}$.", True),
    (ASKED[9][0], "so its circumference is $\\boxed{110\\pi}$.", False),
    (ASKED[9][0], "so its circumference is $\\boxed{345.6}$.", False),
    (ASKED[11][0], "The probability is $\\boxed{\\frac{1}{6}}$.", False),
    (ASKED[11][0], "The answer is 0.17.", False),
    (ASKED[11][0], "The answer is 5/36.", True),
]


@pytest.mark.parametrize(("problem", "solution", "wrong"), STATED, ids=range(len(STATED)))
def test_stated(problem, solution, wrong):
    """A marked answer is held against it; a form that cannot be compared is left alone."""
    found = verify(solution, problem=problem)
    assert any(finding.verdict is Verdict.CONTRADICTION for finding in found) is wrong


CONGRUENCES = [
    ("$23^{73} \\equiv \\boxed{47} \\pmod{70}$", True),
    ("$23^{73} \\equiv \\boxed{23} \\pmod{70}$", False),
    ("we find 17 ≡ 5 (mod 12)", False),
    ("we find 17 ≡ 6 (mod 12)", True),
    ("$-1 \\equiv 6 \\equiv 13 \\pmod 7$", False),
    ("$2x \\equiv 6 \\pmod{7}$ so $x \\equiv 3 \\pmod{7}$", False),
    ("$9^{9^{9^{9}}} \\equiv 1 \\pmod{7}$", False),
    ("5 ≡ 1 (mod 0)", False),
]


@pytest.mark.parametrize(("text", "wrong"), CONGRUENCES, ids=range(len(CONGRUENCES)))
def test_congruences(text, wrong):
    """Whole numbers are compared by their remainders; letters and towers of powers are left alone."""
    assert any(finding.wrong for finding in verify(text)) is wrong


HOSTILE = [
    "Find the sum of the series " + "1 + " * 95 + "!",
    "What is the greatest common divisor of " + "1, " * 110 + "!",
    "Bo has " + "2 dimes, " * 40 + "!",
    "Find the remainder when " + "9^" * 150 + "9 is divided by 7.",
    "Find the remainder when " + "(" * 170 + "1 is divided by 7.",
    "How many positive integers n satisfy " + "n + " * 18 + "1 < 9?",
    "2 six-sided dice are rolled. What is the probability that the sum " + "a " * 150 + "!",
    "999999999 six-sided dice are rolled. What is the probability that the sum is 7?",
    "Evaluate \\log_{2} " + "9" * 350,
    "Express " + "9" * 350 + " in base 5.",
]


@pytest.mark.parametrize("problem", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile(problem):
    """Whatever repeats, nests or grows is done with at once."""
    start = time.process_time()
    asked_in_words(problem)
    verify(problem.replace(" is divided by 7.", r" \equiv 1 \pmod{7}"))
    assert time.process_time() - start < 0.5
