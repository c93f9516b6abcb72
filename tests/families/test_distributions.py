"""Binomial, Poisson and normal probabilities: as they are put, as they are told, and as they are rounded."""

from fractions import Fraction
from random import Random

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.families import WorkOptions, agrees, families, recognise, worked
from mathdata.families.interval import read_interval
from mathdata.families.working.bounded import Part, exponential, normal_share, rounded
from mathdata.numbers import Precision

STEPS = WorkOptions(style="steps")

ASKED = [
    ("设随机变量 X ~ B(5, 1/3)，求 P(X = 2)。", "binomial_probability", "80/243"),
    ("$X\\sim B(4,\\frac{1}{2})$，求$P(X\\leq 1)$", "binomial_probability", "5/16"),
    ("已知随机变量 X 服从二项分布 B（6，50%），则 P（X＜2）等于多少？", "binomial_probability", "0.109375"),
    ("Find P(X = 3) if X ~ B(5, 0.3).", "binomial_probability", "0.1323"),
    ("Let X ~ B(20, 0.35). Find P(X = 6).", "binomial_probability", "0.1712"),
    ("A fair coin is tossed 6 times. What is the probability of at least 5 heads?", "binomial_probability", "7/64"),
    ("某射手每次射击命中目标的概率是 0.8，独立射击 5 次，恰好命中 3 次的概率？", "binomial_probability", "0.2048"),
    ("X is binomial with n = 8 and p = 1/4. What is P(2 < X ≤ 4)?", "binomial_probability", "9639/32768"),
    ("设 X 服从参数为 2 的泊松分布，求 P(X = 3)。", "poisson_probability", "0.1804"),
    ("若 $X \\sim P(3)$，则 $P(1 \\le X \\le 2)$ 等于多少？", "poisson_probability", "0.3734"),
    ("X has a Poisson distribution with mean 2.5. Find P(X ≥ 2).", "poisson_probability", "0.7127"),
    ("设 X ~ N(1, 4)，求 P(-1 < X < 3)。", "normal_probability", "0.6827"),
    ("若随机变量 $\\xi \\sim N(2, 3^2)$，则 $P(\\xi > -1)$ 等于多少？", "normal_probability", "0.8413"),
    ("Let X ~ N(0, 1). Find P(|X| < 1.96).", "normal_probability", "0.9500"),
    ("设 X ~ N(1, 4)，求 P(X ≤ 1)。", "normal_probability", "0.5"),
    (
        "Test scores are normally distributed with a mean of 70 and a standard deviation of 8. "
        "What is the probability that a score is above 90?",
        "normal_probability",
        "0.0062",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "kind", "answer"), ASKED)
def test_asked(problem, kind, answer):
    """Symbols, LaTeX and words, in both languages."""
    solution = worked(problem, STEPS)
    assert (solution.category, solution.answer) == (kind, answer)


def test_binomial_steps():
    """Each term of a sum by the formula, then the sum; the fraction first, then decimals."""
    assert worked("Let X ~ B(6, 1/2). Find P(X ≤ 1).", STEPS).solution.split("\n") == [
        "P(X = k) = C(n, k) * p^k * (1 - p)^(n - k)",
        "X ~ B(6, 1/2)",
        "P(X = 0) = (1/2)^6 = 1/64",
        "P(X = 1) = C(6, 1) * (1/2) * (1/2)^5 = 3/32",
        "P(X ≤ 1) = P(X = 0) + P(X = 1) = 1/64 + 3/32 = 7/64 ≈ 0.1094",
        "Therefore, the probability is 7/64.",
    ]


def test_poisson_steps():
    """What has no end is told by what it leaves of 1; the value is a multiple of a power of e."""
    assert worked("设 X ~ P(2)，求 P(X > 1)。", STEPS).solution.split("\n") == [
        "P(X = k) = λ^k / k! * e^(-λ)",
        "X ~ P(2)",
        "P(X = 0) = e^(-2) ≈ 0.135335",
        "P(X = 1) = 2 * e^(-2) = 2e^(-2) ≈ 0.270671",
        "P(X > 1) = 1 - (P(X = 0) + P(X = 1)) = 1 - 3e^(-2) ≈ 0.5940",
        "所以，所求概率约为 0.5940。",
    ]


def test_normal_steps():
    """Standardised exactly, then by Φ of positive numbers, and rounded once."""
    assert worked("Let X ~ N(70, 64). Find P(60 < X < 75).", STEPS).solution.split("\n") == [
        "P(X ≤ b) = Φ((b - μ) / σ), Φ(-z) = 1 - Φ(z)",
        "X ~ N(70, 64)",
        "Standard deviation: √64 = 8",
        "Standardised: (75 - 70) / 8 = 0.625, (60 - 70) / 8 = -1.25",
        "Φ(1.25) ≈ 0.894350, Φ(0.625) ≈ 0.734014",
        "P(60 < X < 75) = Φ(0.625) - Φ(-1.25) = Φ(1.25) + Φ(0.625) - 1 ≈ 0.6284",
        "Therefore, the probability is about 0.6284.",
    ]


def test_precision():
    """Any number of places, or exactly: a fraction, a multiple of a power of e, values of Φ."""
    problems = ("Let X ~ B(5, 1/3). Find P(X = 2).", "设 X ~ P(2)，求 P(X = 3)。", "Let X ~ N(1, 4). Find P(X > 3).")
    shown = [[worked(text, WorkOptions(precision=p)).answer for text in problems] for p in ("dp:2", "sig:8", "exact")]
    assert shown == [
        ["0.33", "0.18", "0.16"],
        ["0.32921811", "0.18044704", "0.15865525"],
        ["80/243", "(4/3)e^(-2)", "1 - Φ(1)"],
    ]


def test_gold_answers():
    """An answer to other places is right; one that is off in its last place is not."""
    result = worked("设 X ~ N(1, 4)，求 P(X ≤ 3)。").result
    assert agrees(result, "0.841345")
    assert agrees(result, "84%") is False
    assert not agrees(result, "0.8431")


REFUSED = [
    "设 X ~ N(100, 15)，求 P(X < 115)。",
    "设 X ~ N(1, 4)，求 P(X = 1)。",
    "设 X ~ B(5, 3/2)，求 P(X = 2)。",
    "设 X ~ B(5, 0.3)，求 P(Y = 2)。",
    "设 X ~ B(5, 0.3)，求 P(X ≥ 0)。",
    "设 X ~ B(5, 0.3)，求 P(X > 5)。",
    "设 X ~ B(5, 0.3)，求 E(X)。",
    "设 X ~ P(0)，求 P(X = 2)。",
    "设 X ~ B(100000, 0.5)，求 P(X = 2)。",
    "设 X ~ N(0, 1)，求 P(X > 1000)。",
    "设 X ~ P(90)，求 P(X < 90)。",
]


@pytest.mark.parametrize("problem", REFUSED)
def test_refused(problem):
    """A second number of N that is no square may be a deviation; what is certain, impossible or huge is no lesson."""
    assert worked(problem, STEPS) is None


@given(st.fractions(-20, 20, max_denominator=50))
def test_bounds(number):
    """Both bounds hold what another library finds."""
    with mpmath.workdps(80):
        wanted = mpmath.mpf(number.numerator) / number.denominator
        for ours, theirs in ((exponential, mpmath.exp), (normal_share, mpmath.ncdf)):
            low, high = (mpmath.mpf(end.numerator) / end.denominator for end in ours(number, 128))
            assert low <= theirs(wanted) <= high


def test_a_close_call_is_rounded_by_closer_bounds():
    """Bounds on both sides of a tie settle nothing; more bits do."""
    above = Fraction(1, 8) + Fraction(1, 10**40)
    asked = []

    def enclosure(bits):
        asked.append(bits)
        return above - Fraction(1, 3 << bits), above + Fraction(1, 3 << bits)

    assert rounded(Fraction(0), (Part(Fraction(1), enclosure),), Precision.of("dp:2")).text == "0.13"
    assert asked == [64, 128, 256]


def expected(question, kind):
    """The probability as another library computes it."""
    numbers = [mpmath.mpf(value.numerator) / value.denominator for value in map(Fraction, question.numbers)]
    low, low_sign, high, high_sign = question.event[1:]
    if kind == "normal_probability":
        ends = [None if end is None else mpmath.mpf(end.numerator) / end.denominator for end in (low, high)]
        below = [mpmath.ncdf(end, numbers[0], mpmath.sqrt(numbers[1])) if end is not None else None for end in ends]
        return (1 if high is None else below[1]) - (0 if low is None else below[0])
    inside = [
        k for k in range(300)
        if (low is None or (k > low if low_sign == "<" else k >= low))
        and (high is None or (k < high if high_sign == "<" else k <= high))
    ]  # fmt: skip
    if kind == "poisson_probability":
        return sum(numbers[0] ** k / mpmath.factorial(k) * mpmath.exp(-numbers[0]) for k in inside)
    n, p = numbers
    return sum(mpmath.binomial(n, k) * p**k * (1 - p) ** (n - k) for k in inside if k <= n)


@pytest.mark.parametrize("kind", ["binomial_probability", "normal_probability", "poisson_probability"])
def test_another_library_agrees(kind):
    """Of drawn problems, every answer is the value that mpmath finds, within half a unit of its last place."""
    family = families()[kind]
    with mpmath.workdps(50):
        for number in range(60):
            question = family.parse(family.draw(Random(number), difficulty=1 + number % 5, language="en"))
            answer = family.solve(question)
            value, wanted = Fraction(answer.exact_value), expected(question, kind)
            assert abs(mpmath.mpf(value.numerator) / value.denominator - wanted) < mpmath.mpf(10) ** -30
            assert abs(Fraction(answer.digits) - value) <= Fraction(1, 20_000)


@pytest.mark.parametrize("text", ["P(X = 2", "P(3 > X > 1)", "P(3 < X < 1)", "P(|X| > 2)", "P(X Y)", "P(1 = X = 1)"])
def test_what_is_no_event(text):
    """Brackets that do not close, ends in the wrong order and two intervals at once are refused."""
    assert read_interval(text) is None


def test_recognition_is_of_one_family():
    """A problem of an urn stays one, though it asks for a probability."""
    problem = "一个袋子里有 5 个红球和 3 个白球，从中随机不放回地取出 2 个球，恰有 1 个红球的概率是多少？"
    assert recognise(problem).family.kind == "probability"
