"""Nothing false: a checker that shares no code with the families proves every relation in every style.

What holds of all families alike, over all difficulties, is proven in tests/contracts/test_families.py; here are the
families of plain arithmetic in every way of telling, and their edges.

    HYPOTHESIS_PROFILE=thorough pytest -s tests/families/test_truth.py      four times as many problems
"""

import os
import re
from fractions import Fraction
from random import Random

import pytest
import sympy
from proofs import operands, prove_problem

from mathdata.families import WorkOptions, families, recognise, worked

STEPS = WorkOptions(style="steps")
WAYS = [
    WorkOptions(),
    STEPS,
    WorkOptions(style="steps", granularity="operand"),
    WorkOptions(style="explain"),
    WorkOptions(style="steps", precision="dp:2"),
    WorkOptions(style="steps", precision="sig:5"),
    WorkOptions(style="steps", language="en"),
    WorkOptions(style="steps", language="zh", answer_mark="答案："),
]


PLAIN = (
    "arithmetic", "discount", "fraction_simplification", "function_value", "linear_equation", "mass", "mean", "power",
    "rectangle_area", "sales_growth", "square_root",
)  # fmt: skip
"""Families whose solutions are arithmetic that the checker of this folder reads; `verify` proves those of all."""

SEEDS = 12 if os.environ.get("HYPOTHESIS_PROFILE") == "thorough" else 3
"""Problems of each family, difficulty and language."""


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("difficulty", range(1, 7))
def test_drawn_problems(kind, difficulty):
    """A drawn problem is read back by its own family alone, and every way of telling it is proven."""
    family = families()[kind]
    proven = 0
    for seed in range(SEEDS):
        for language in ("zh", "en"):
            problem = family.sample(Random(seed), difficulty=difficulty, language=language)
            assert recognise(problem.problem).family.kind == kind
            readers = [f.kind for f in families().values() if f.parse(problem.problem) is not None]
            assert readers == [kind]
            for options in WAYS:
                solution = prove_problem(problem.problem, options)
                proven += solution is not None
                if options == WAYS[0]:
                    assert solution.answer == problem.answer
    print(f"{kind}, difficulty {difficulty}: {proven} solutions proven in {len(WAYS)} ways")


@pytest.mark.parametrize("kind", sorted(families()))
def test_samples_depend_on_the_generator_alone(kind):
    """The same generator draws the same problem."""
    family = families()[kind]
    assert family.sample(Random("7/x/3")) == family.sample(Random("7/x/3"))


EDGES = [
    "0",
    "1",
    "-1",
    "0.00",
    "-1.00",
    "10",
    "-10",
    "100.00",
    "0.01",
    "-0.5",
    "99.99",
    "7",
    "-7.70",
    "12.50",
]


@pytest.mark.parametrize("sign", "+-*/")
def test_degenerate_operands(sign):
    """Zero, one, minus one, equal operands and trailing zeros are cases, not accidents."""
    for a in EDGES:
        for b in EDGES:
            for options in WAYS[:4]:
                problem = f"计算 {a} {sign} {b} 等于多少？"
                solution = prove_problem(problem, options)
                assert (solution is None) == (sign == "/" and Fraction(b) == 0)
                if solution is not None:
                    assert operands(problem) <= operands(solution.solution)
                    assert not re.search(r"-0(?:\.0*)?$", solution.answer)


@pytest.mark.parametrize("exponent", [-2, -1, 0, 1, 2, 3, 4, 5])
def test_degenerate_powers(exponent):
    """A negative base is bracketed, whatever the exponent."""
    for base in EDGES:
        for options in WAYS[:4]:
            solution = prove_problem(f"计算 {base} 的 {exponent} 次方？", options)
            if solution is not None and base.startswith("-"):
                assert f"({base})^" in solution.solution


def test_sympy_agrees():
    """An independent system finds the same exact answers, and the same digits of roots."""
    rng = Random(5)
    for _ in range(60):
        a, b, k = rng.randint(-999, 999), rng.randint(1, 999), rng.randint(0, 9)
        expression = f"({a} - {b}) * {k} / {b} + {b}^2"
        x, y, n = sympy.Integer(a), sympy.Integer(b), sympy.Integer(k)
        assert worked(f"Calculate {expression}.").answer == _decimal_or_fraction((x - y) * n / y + y**2)
        assert worked(f"计算 {b} 的平方根？").answer == _digits(sympy.sqrt(b), 28)
        root = worked(f"解方程 {b}x + {a} = 0").result.exact_value
        assert sympy.Rational(str(Fraction(root))) == sympy.solve(b * sympy.Symbol("x") + a)[0]


def _decimal_or_fraction(value):
    fraction = Fraction(int(value.p), int(value.q))
    rest = fraction.denominator
    while rest % 2 == 0:
        rest //= 2
    while rest % 5 == 0:
        rest //= 5
    if rest > 1:
        return str(fraction)
    places = next(n for n in range(400) if (fraction * 10**n).denominator == 1)
    return _point(int(fraction * 10**places), places)


def _point(scaled, places):
    digits = str(abs(scaled)).zfill(places + 1)
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return ("-" if scaled < 0 else "") + (f"{whole}.{decimals}" if decimals else whole)


def _digits(value, count):
    text = str(sympy.N(value, count))
    return text.rstrip("0").rstrip(".") if value.is_Integer else text
