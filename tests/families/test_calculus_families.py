"""Implicit derivatives, Taylor polynomials, differential equations and series: read, solved, and every step proven."""

import pytest

from mathdata.families import WorkOptions, recognise, worked
from mathdata.families.symbolic import process
from mathdata.verify import Verdict, same_answer, verify

STEPS = WorkOptions(style="steps")

ASKED = [
    ("x^2 + y^2 = 25, find dy/dx", "implicit_derivative", "-x/y"),
    ("设 y = y(x) 由方程 xy + e^y = 1 确定，求 dy/dx。", "implicit_derivative", "-y/(x + e^y)"),
    ("求由方程 e^y + xy - e = 0 所确定的隐函数的导数 \\frac{dy}{dx}", "implicit_derivative", "-y/(x + e^y)"),
    (
        "If \\(x^3+y^3=6xy\\), find \\(\\frac{\\mathrm{d}y}{\\mathrm{d}x}\\) by implicit differentiation.",
        "implicit_derivative",
        "(x^2 - 2y)/(2x - y^2)",
    ),
    ("已知 $x^{2}+xy+y^{2}=7$，求 $y^{\\prime}$。", "implicit_derivative", "-(2x + y)/(x + 2y)"),
    ("Find the slope of the tangent line to x^2 + y^2 = 25 at the point (3, 4).", "implicit_derivative", "-3/4"),
    ("求曲线 x^3 + y^3 - 3xy = 3 在点 (1, 2) 处的切线斜率", "implicit_derivative", "1/3"),
    ("求 f(x) = e^x 在 x = 0 处的 3 阶泰勒多项式", "taylor_polynomial", "1 + x + x^2/2 + x^3/6"),
    ("求函数 ln(1+x) 的三阶麦克劳林展开式。", "taylor_polynomial", "x - x^2/2 + x^3/3"),
    ("将 $\\sqrt{1+x}$ 展开成麦克劳林公式到 $x^3$ 项", "taylor_polynomial", "1 + x/2 - x^2/8 + x^3/16"),
    (
        "Find the third-degree Taylor polynomial of $\\ln x$ about x = 1.",
        "taylor_polynomial",
        "(x - 1) - (x - 1)^2/2 + (x - 1)^3/3",
    ),
    (
        "Find the Taylor expansion of e^x about x = 2 up to and including the term of degree 2.",
        "taylor_polynomial",
        "e^2 + e^2*(x - 2) + e^2*(x - 2)^2/2",
    ),
    ("Solve the differential equation dy/dx = x*y with y(0) = 2.", "separable_equation", "2*e^(x^2/2)"),
    ("求微分方程 $\\frac{\\mathrm{d}y}{\\mathrm{d}x} = 2xy$ 的通解。", "separable_equation", "C*e^(x^2)"),
    ("Solve y' = x/y, y(0) = 2.", "separable_equation", "sqrt(x^2 + 4)"),
    ("解微分方程 x*y' = 2y", "separable_equation", "C*x^2"),
    ("Solve dy/dx = 3 - y.", "separable_equation", "3 + C*e^(-x)"),
    ("求微分方程 y' + 2y = e^x 的通解。", "first_order_linear", "e^x/3 + C*e^(-2x)"),
    ("Solve x*y' - y = x^3, y(1) = 0.", "first_order_linear", "x^3/2 - x/2"),
    ("求微分方程 y'+y\\cos x=\\cos x 满足 y|_{x=0}=2 的特解", "first_order_linear", "1 + e^(-sin(x))"),
    ("Find the sum of ∑_{n=0}^{∞} (1/2)^n.", "series_convergence", "2"),
    ("求级数 $\\sum_{n=1}^{\\infty} \\frac{1}{n(n+1)}$ 的和", "series_convergence", "1"),
]


def unproven(problem, solution):
    """What a checker that knows the problem does not prove."""
    return [finding for finding in verify(solution, problem=problem) if finding.verdict is not Verdict.TRUE]


@pytest.mark.parametrize(("problem", "kind", "answer"), ASKED)
def test_asked(problem, kind, answer):
    """Problems in plain notation and LaTeX, in both languages: the right family, the right answer, and a proof."""
    assert recognise(problem).family.kind == kind
    solution = worked(problem, STEPS)
    stated = solution.answer.removeprefix("y = ")
    assert same_answer(answer, stated), solution.answer
    assert not unproven(problem, solution.solution), solution.solution
    assert not unproven(problem, worked(problem).solution)


VERDICTS = [
    ("判断级数 ∑_{n=1}^{∞} 1/n^2 的敛散性。", "收敛"),
    ("Does the series $\\sum_{n=1}^{\\infty} \\frac{2^n}{n!}$ converge?", "converges"),
    ("判断级数 $\\sum_{n=1}^{\\infty} \\frac{(-1)^{n-1}}{n}$ 是绝对收敛、条件收敛还是发散。", "条件收敛"),
    ("Does the series ∑_{n=1}^{∞} (-1)^n/n^2 converge absolutely?", "converges absolutely"),
    ("Does the series ∑_{n=2}^{∞} (-1)^n/ln(n) converge absolutely?", "converges conditionally"),
    ("Determine whether ∑_{n=1}^{∞} n/(2n + 1) converges or diverges.", "diverges"),
    ("级数 ∑_{n=1}^{∞} (n/(2n + 1))^n 是否收敛？", "收敛"),
    ("Test the series ∑_{n=1}^{∞} (n + 1)/(n^2 + 2) for convergence.", "diverges"),
    ("讨论级数 ∑_{n=1}^{∞} ln(1 + 1/n) 的敛散性", "发散"),
    ("Is the series ∑_{n=0}^{∞} (3/2)^n convergent?", "diverges"),
    ("Is the series ∑_{n=1}^{∞} (n + 2)/(n + 2) convergent?", "diverges"),
]


@pytest.mark.parametrize(("problem", "verdict"), VERDICTS)
def test_verdicts(problem, verdict):
    """A series converges, absolutely or conditionally, or diverges; the answer is words in the problem's language."""
    solution = worked(problem, STEPS)
    assert solution.answer == verdict
    assert solution.solution.endswith(verdict)
    assert not unproven(problem, solution.solution), solution.solution


def test_a_verdict_in_the_other_language():
    """The words of an answer follow the language of the solution."""
    problem = "判断级数 ∑_{n=1}^{∞} 1/n 的敛散性。"
    assert worked(problem, WorkOptions(language="en")).answer == "diverges"
    assert worked(problem, WorkOptions(answer_mark="boxed")).solution.endswith("\\boxed{\\text{发散}}")


def test_implicit_steps():
    """Both sides are differentiated by rule, the terms of y' are collected, and the equation is solved for it."""
    assert worked("Find dy/dx if x^2 + x*y = 3.", STEPS).solution.split("\n") == [
        "Let y = y(x) be given by x^2 + xy = 3",
        "Differentiate both sides: d/dx(x^2 + xy) = d/dx(3)",
        "Sum rule: d/dx(x^2 + xy) = d/dx(x^2) + d/dx(xy)",
        "Power rule: d/dx(x^2) = 2x^(2 - 1) = 2x",
        "Product rule: d/dx(xy) = d/dx(x)*y + x*d/dx(y)",
        "Power rule: d/dx(x) = 1",
        "So d/dx(xy) = y + x*y' = x*y' + y",
        "So d/dx(x^2 + xy) = x*y' + 2x + y",
        "A constant has derivative 0: d/dx(3) = 0",
        "So x*y' + 2x + y = 0",
        "Collect the terms with the derivative: x*y' = -2x - y",
        "Solve: y' = (-2x - y)/x = -2 - y/x",
        "So dy/dx = -2 - y/x",
    ]


def test_taylor_steps():
    """The derivatives at the point stand in a table; the polynomial is called T_n, for the function is another one."""
    assert worked("求 ln(x) 在 x = 1 处的 2 阶泰勒多项式", STEPS).solution.split("\n") == [
        "f(x) = ln(x)",
        "f(1) = 0",
        "f'(x) = 1/x, f'(1) = 1",
        "f''(x) = -1/x^2, f''(1) = -1",
        "代入泰勒公式：T_2(x) = f(1) + f'(1)*(x - 1) + (f''(1)/2!)*(x - 1)^2 = (x - 1) - (x - 1)^2/2",
    ]


def test_separable_steps():
    """The letters are separated, both sides integrated, the constant found from the start, the solution put back."""
    assert worked("Solve y' = 2x*y, y(0) = 3.", STEPS).solution.split("\n") == [
        "Given: y' = 2xy, y(0) = 3",
        "Separate: 1/y dy = 2x dx",
        "Integrate: ∫ 1/y dy = ∫ 2x dx",
        "Basic integral: ∫ 1/y dy = ln(|y|) + C",
        "Power rule: ∫ 2x dx = x^2 + C",
        "So ln(|y|) = x^2 + C_1",
        "Take exponentials: y = C*e^(x^2)",
        "From y(0) = 3: C = 3/e^(0^2) = 3",
        "So y = 3*e^(x^2)",
        "Check: d/dx(3*e^(x^2)) = 2x*(3*e^(x^2))",
        "Check: y(0) = 3*e^(0^2) = 3",
    ]


def test_linear_steps():
    """Times the integrating factor the left side is the derivative of a product."""
    assert worked("求微分方程 y' + y/x = 3x 的通解。", STEPS).solution.split("\n") == [
        "已知 y' + y/x = 3x",
        "基本积分公式：∫ 1/x dx = ln(|x|) + C",
        "取积分因子 μ = x",
        "两边同乘 μ，左边是乘积的导数：d/dx(xy) = x*y' + y = 3x^2",
        "两边积分：xy = ∫ 3x^2 dx",
        "幂函数的积分：∫ 3x^2 dx = x^3 + C",
        "所以 xy = x^3 + C",
        "解得 y = C/x + x^2",
        "检验：代回方程，d/dx(C/x + x^2) + (C/x + x^2)/x = 3x",
    ]


REFUSED = [
    "Find dy/dx if x^2 + y^2 = z^2 + w^2 + 1/2x.",  # read in two ways
    "Find the slope of the tangent line to x^2 + y^2 = 25 at the point (1, 1).",  # not on the curve
    "Find the slope of the tangent line to x^2 + y^2 = 25 at the point (5, 0).",  # upright there
    "求 1/x 在 x = 0 处的 3 阶泰勒多项式",
    "Find the Maclaurin polynomial of degree 3 for ln(x).",
    "Find the Taylor polynomial of degree 3 of e^x.",  # about which point?
    "Solve the differential equation y'' + y = 0.",
    "Solve y' = x + y^2.",
    "Solve y' = sqrt(y), y(0) = 0.",  # more than one solution
    "Solve x*y' + y = x, y(0) = 1.",  # none
    "Does the series ∑_{n=1}^{∞} sin(n)/n converge?",
    "Find the sum of ∑_{n=1}^{∞} 1/n^3.",  # converges, but its sum is no known number
    "Does the series ∑_{n=1}^{∞} 1/(n - 3) converge?",  # a term without a value
    "Does the series ∑_{n=1}^{∞} a^n converge?",
]


@pytest.mark.parametrize("problem", REFUSED, ids=range(len(REFUSED)))
def test_refused(problem):
    """No answer is better than a guess."""
    assert worked(problem, STEPS) is None


def test_an_integral_does_not_depend_on_those_before():
    """What was integrated by parts before changes no later solution of the same process."""
    first = worked("求 ∫ e^(2x)*sin(x) dx", STEPS).solution
    for factor in range(3, 9):
        assert worked(f"求 ∫ e^({factor}x)*sin(x) dx", STEPS) is not None
    process.outcome.cache_clear()
    assert worked("求 ∫ e^(2x)*sin(x) dx", STEPS).solution == first


def test_neighbouring_families_keep_their_problems():
    """An explicit function is differentiated as before, and what can be separated is not read as linear."""
    assert recognise("If y = x^2 + 1, find dy/dx").family.kind == "derivative"
    assert recognise("Solve y' = x*y.").family.kind == "separable_equation"
    assert recognise("Solve y' = x*y + 1.").family.kind == "first_order_linear"
    assert recognise("Solve 2x + 3 = 7.").family.kind == "linear_equation"
