"""Problems that define what they ask about: read in both languages, worked out, and every line proven."""

from random import Random

import pytest

from mathdata.families import WorkOptions, recognise, worked
from mathdata.families.definitions import defined, slope
from mathdata.families.working.polynomials import read_polynomial, written
from mathdata.verify import Verdict, verify

READ = [
    ("Let j = 131 - 96. What is the remainder when j is divided by 16?", "remainder", "3"),
    ("Suppose -2*h + 24 = 2*x, -3*x = -h - 48. Is x prime?", "primality", "False"),
    ("Let u(g) = g**2 - 6. Let d be u(4). Is d a multiple of 5?", "divisibility", "True"),
    ("Let f = 26 - 24. What is the closest to 1.9 in f, -2, 1/10?", "comparison", "f"),
    ("Let x = 2 - 5. Which is the biggest value?  (a) x  (b) -4  (c) 1/2", "comparison", "c"),
    ("Let b(w) be the second derivative of w**4/4 + w**3. Calculate b(-2).", "function_value", "0"),
    ("Let h(w) = -2*w**2. Let c(j) = 3*j**2. Determine c(h(a)).", "function_composition", "12a^4"),
    ("Let m = 16 + -14. Factor m*f**2 - 2.", "polynomial_factorization", "2(f + 1)(f - 1)"),
    ("What is the remainder when 14 is divided by 528/64 + (-2)/8?", "remainder", "6"),
    ("设 a = 3 + 4。15 除以 a 的余数是多少？", "remainder", "1"),
    ("设 x + y = 5，x - y = 1。x 是质数吗？", "primality", "是"),
]


@pytest.mark.parametrize(("problem", "kind", "answer"), READ)
def test_what_is_defined_is_put_in(problem, kind, answer):
    """The family of the question reads it, and the answer is that of the question with the numbers in it."""
    solution = worked(problem)
    assert (solution.category, solution.answer.replace("*", "")) == (kind, answer)


@pytest.mark.parametrize("problem", [problem for problem, _, _ in READ])
@pytest.mark.parametrize("style", ["brief", "steps", "explain"])
def test_no_line_is_refuted(problem, style):
    """What leads to the question is written out, and nothing of it is false."""
    solution = worked(problem, WorkOptions(style=style)).solution
    assert not [finding for finding in verify(solution, problem=problem) if finding.flagged], solution


REFUSED = [
    "Let j = 131 - k. What is the remainder when j is divided by 16?",
    "Suppose x + y = 5. Is x prime?",
    "Suppose x**2 = 4. Is x prime?",
    "Suppose 2*x = 4, 3*x = 5. Is x prime?",
    "Let x = 3. Let x = 4. Is x prime?",
    "Let x = 3/0. Is x prime?",
    "Let f(x) = 1/x. What is f(3)?",
    "Let x = 2. What is the colour of the sky?",
]


@pytest.mark.parametrize("problem", REFUSED)
def test_what_has_no_one_value_is_refused(problem):
    """A definition that is none, or not in one way, leaves the problem unread."""
    assert recognise(problem) is None


def drawn(number):
    """A problem with a sum, an equation and a function before its question, and the number it asks about."""
    rng = Random(f"definitions/{number}")
    a, b, c, d = (rng.randint(2, 30) for _ in range(4))
    asked = (a + b) * c - d
    stated = f"Let k = {a} + {b}. Suppose {c}*n = {c * d}. Let u(t) = {c}*t - {d}."
    return f"{stated} What is the remainder when u(k) is divided by n?", asked % d


def test_drawn_definitions_are_proven_line_by_line():
    """Of many drawn problems each line before the question is proven and the answer is right."""
    for number in range(100):
        problem, answer = drawn(number)
        solution = worked(problem, WorkOptions(style="steps"))
        assert solution.answer == str(answer), problem
        told = [line for line in solution.solution.split("\n") if "quotient" not in line]
        findings = verify("\n".join(told), problem=problem)
        assert all(finding.verdict is Verdict.TRUE for finding in findings), (problem, solution.solution)


def test_lines_tell_each_definition():
    """A number is worked out, an equation solved, a derivative taken."""
    found = defined("Let a = 2 + 3. Suppose 2*b = a + 1. Let f(x) be the first derivative of x**3. Is f(b) even?")
    assert found.question == "Is 27 even?"
    assert found.lines == ("a: 2 + 3 = 5", "2b = 6", "b = 3", "f(x): d/dx(x^3) = 3x^2", "3 * (3)^2 = 27")


def test_the_slope_of_a_polynomial():
    """Term by term."""
    assert written(slope(read_polynomial("x^3 - 2x + 5"), "x")) == "3x^2 - 2"
