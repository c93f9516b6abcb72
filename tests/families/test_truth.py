"""Nothing false: a checker that shares no code with the families proves every relation in every style."""

import re
from fractions import Fraction
from random import Random

import pytest
import sympy
from proofs import prove_problem

from mathdata.families import WorkOptions, families, recognise, worked
from mathdata.families.symbolic import SymbolicFamily

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
NUMBER = re.compile(r"\d+(?:\.\d+)?")


def operands(problem):
    """The numbers in a text; the exponent of a unit such as m^3 is none."""
    return set(NUMBER.findall(problem.replace("m^3", "")))


PLAIN = (
    "arithmetic", "discount", "fraction_simplification", "function_value", "linear_equation", "mass", "mean", "power",
    "rectangle_area", "sales_growth", "square_root",
)  # fmt: skip
"""Families whose solutions are arithmetic that the checker of this folder reads; `verify` proves those of all."""


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("difficulty", range(1, 7))
def test_drawn_problems(kind, difficulty):
    """A drawn problem is read back by its own family alone, proven, and its operands stay as printed."""
    family = families()[kind]
    symbolic = isinstance(family, SymbolicFamily)
    ways = [WAYS[0], WAYS[1], WAYS[3]] if symbolic else WAYS
    for seed in range(2 if symbolic else 12):
        for language in ("zh", "en"):
            problem = family.sample(Random(seed), difficulty=difficulty, language=language)
            assert recognise(problem.problem).family.kind == kind
            readers = [f.kind for f in families().values() if f.parse(problem.problem) is not None]
            assert readers == [kind]
            for options in ways:
                solution = prove_problem(problem.problem, options)
                assert operands(problem.problem) <= operands(solution.solution), solution.solution
                if options == WAYS[0]:
                    assert solution.answer == problem.answer


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


@pytest.mark.slow
def test_every_discount():
    """All 10,000 discounts, with rises and equal prices."""
    for original in range(1, 101):
        for current in range(1, 101):
            problem = f"商品原价为 {original} 元，打折后的价格为 {current} 元，请计算打折的折扣比例。"
            solution = prove_problem(problem, STEPS)
            exact = Fraction(100 * (original - current), original)
            assert abs(Fraction(solution.answer[:-1]) - exact) <= abs(exact) / 10**15


@pytest.mark.slow
def test_every_growth():
    """All 10,100 rises of sales; the result is always exact."""
    for before in range(1, 101):
        for percent in range(101):
            problem = f"去年销售额为 {before} 万元，今年销售额增加了 {percent}%，请计算今年的销售额。"
            solution = prove_problem(problem, STEPS)
            assert Fraction(solution.answer.removesuffix(" 万元")) == Fraction(before * (100 + percent), 100)


@pytest.mark.slow
def test_every_equation():
    """All 40,200 equations with factors from -100 to 100, every fifth with all steps and a check."""
    for factor in (*range(-100, 0), *range(1, 101)):
        for constant in range(-100, 101):
            options = STEPS if (7 * factor + constant) % 5 == 0 else WAYS[0]
            solution = prove_problem(f"解方程 {factor}x + {constant} = 0", options)
            assert solution.result.exact_value == Fraction(-constant, factor)
            if options is STEPS:
                assert solution.solution.split("\n")[-1].startswith("检验：")
                assert solution.solution.endswith(" 0")


@pytest.mark.slow
@pytest.mark.parametrize(
    "template",
    [
        "一个长方形的长为 {} 厘米，宽为 {} 厘米，请计算其面积。",
        "某物体的密度为 {} 克/立方厘米，体积为 {} 立方厘米，请计算该物体的质量。",
    ],
)
def test_every_product(template):
    """All 10,000 areas and masses."""
    for a in range(1, 101):
        for b in range(1, 101):
            assert prove_problem(template.format(a, b), STEPS).result.value == a * b


@pytest.mark.slow
def test_every_fraction():
    """All fractions with parts up to 100."""
    for numerator in range(101):
        for denominator in range(1, 101):
            solution = prove_problem(f"将分数 {numerator}/{denominator} 进行简化。", STEPS)
            assert solution.answer == str(Fraction(numerator, denominator))


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
