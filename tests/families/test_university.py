"""University mathematics: what the seeds ask is solved, every step proven, and nothing hangs."""

import subprocess
import sys
import time

import pytest
from proofs import prove_symbolic

from mathdata.errors import CannotSolve
from mathdata.families import WorkOptions, recognise, worked
from mathdata.families.symbolic import end, process
from mathdata.families.symbolic.process import solved
from mathdata.verify import same_answer

STEPS = WorkOptions(style="steps")

ASKED = [
    ("求积分 $\\int_{0}^{1} x dx$", "definite_integral", "1/2"),
    ("Find the limit of lim(x→+∞) ln(1+x)ln(1+1/x)", "limit", "0"),
    ("求函数 f(x) = x^2 sin x 的导数。", "derivative", "x^2*cos(x) + 2x*sin(x)"),
    ("设 y = \\ln(x^2+1)，求 y'", "derivative", "2x/(x^2 + 1)"),
    ("求 z = x^2y + y^3 对 y 的偏导数", "partial_derivative", "x^2 + 3y^2"),
    ("求 f(x) = x^3 - 2x 在 x = 2 处的导数", "derivative", "10"),
    ("What is the second derivative of 3*x**4 - 2*x wrt x?", "derivative", "36x^2"),
    ("Differentiate $\\frac{x+1}{x-1}$ with respect to x.", "derivative", "-2/(x - 1)^2"),
    ("\\frac{d}{dx}(e^{2x}\\cos x)", "derivative", "e^(2x)*(2*cos(x) - sin(x))"),
    ("求不定积分 \\int x e^{x} \\mathrm{~d} x", "indefinite_integral", "e^x*(x - 1) + C"),
    ("Find the antiderivative of 1/(x^2-1).", "indefinite_integral", "ln(|x - 1|)/2 - ln(|x + 1|)/2 + C"),
    ("Evaluate the integral of e^(-x) from 0 to infinity.", "definite_integral", "1"),
    ("计算 \\int_{-1}^{1} x^3\\cos x dx", "definite_integral", "0"),
    ("求 x^4*ln(x) 在 [3, 5] 上的定积分。", "definite_integral", "625*ln(5) - 2882/25 - 243*ln(3)/5"),
    ("Evaluate ∫_{3}^{6} x^5*ln(x) dx.", "definite_integral", "7776*ln(6) - 243*ln(3)/2 - 5103/4"),
    ("求 lim(x→+∞) x^9/e^(4x) 的值。", "limit", "0"),
    ("求极限 \\lim _{x \\rightarrow 0} \\frac{1-\\cos x}{x^{2}}", "limit", "1/2"),
    ("当 x→0 时，求 sin(3x)/x 的极限。", "limit", "3"),
    ("Find the limit of (x^2 - 4)/(x - 2) as x approaches 2.", "limit", "4"),
    ("Find the product: $(8 b+3)(7 b-5)$", "polynomial_expansion", "56b^2 - 19b - 15"),
    ("Collect the terms in -7*z + 8*z - 3*z + z.", "polynomial_expansion", "-z"),
    ("将 x^3 - 7x + 6 分解因式", "polynomial_factorization", "(x - 1)*(x - 2)*(x + 3)"),
]


@pytest.mark.parametrize(("problem", "kind", "answer"), ASKED)
def test_asked(problem, kind, answer):
    """Problems as users put them: the right family, the right answer, and a proof of every step."""
    assert recognise(problem).family.kind == kind
    solution = worked(problem, STEPS)
    assert same_answer(answer, solution.answer), solution.answer
    prove_symbolic(solution.solution)
    prove_symbolic(worked(problem).solution)


def test_steps_by_rule():
    """The steps name their rules in the language of the problem."""
    assert worked("求 x^2*sin(x) 的导数", STEPS).solution.split("\n") == [
        "积的求导法则：d/dx(x^2*sin(x)) = d/dx(x^2)*sin(x) + x^2*d/dx(sin(x))",
        "幂函数求导：d/dx(x^2) = 2x^(2 - 1) = 2x",
        "三角函数求导：d/dx(sin(x)) = cos(x)",
        "所以 d/dx(x^2*sin(x)) = 2x*sin(x) + x^2*cos(x) = x^2*cos(x) + 2x*sin(x)",
    ]
    assert worked("Find ∫ x*cos(x^2) dx.", STEPS).solution.split("\n")[:4] == [
        "Substitute u = x^2",
        "Then du = 2x dx",
        "This gives ∫ x*cos(x^2) dx = ∫ cos(u)/2 du",
        "Constant factor: ∫ cos(u)/2 du = (1/2)*∫ cos(u) du",
    ]


def test_other_styles():
    """One line, or definition and formula first; a boxed answer is in LaTeX."""
    problem = "求积分 ∫_{0}^{1} x dx"
    assert worked(problem).solution == "∫_{0}^{1} x dx = 1/2"
    explained = worked(problem, WorkOptions(style="explain")).solution.split("\n")
    assert [line[:3] for line in explained] == ["定义：", "公式：", "代入：", "所以，"]
    boxed = worked("Find ∫ x dx.", WorkOptions(answer_mark="boxed")).solution
    assert boxed.endswith("\\boxed{\\frac{x^{2}}{2} + C}")


REFUSED = [
    "求 1/2x 的导数",
    "Find the derivative of x*y.",
    "Evaluate ∫ sin(x^2)/ln(x) dx.",
    "Evaluate ∫_{-1}^{1} 1/x^2 dx.",
    "求极限 lim(x→0) 1/x",
    "Find the limit of lim(x→0) sin(1/x)",
    "将 x^2 + 1 分解因式",
    "求 9^9^9^9*x 的导数",
    "求 " + "(" * 900 + "x" + ")" * 900 + " 的导数",
    "Differentiate __import__('os').system('true') with respect to x.",
    "Find the derivative of the population since 1990.",
]


@pytest.mark.parametrize("problem", REFUSED, ids=range(len(REFUSED)))
def test_refused(problem):
    """No answer is better than a guess."""
    assert worked(problem, STEPS) is None


@pytest.fixture
def impatient(monkeypatch):
    """A process that is given up after a second."""
    end()
    monkeypatch.setattr(process, "PATIENCE_SECONDS", 1)
    yield
    end()


@pytest.mark.usefixtures("impatient")
def test_a_hang_costs_one_row():
    """What does not come back is ended, the next problem is solved, and no process is left behind."""
    start = time.monotonic()
    with pytest.raises(CannotSolve, match="takes more than"):
        solved("time:sleep", 600)
    assert time.monotonic() - start < 60
    assert worked("求 x^7 的导数").answer == "7x^6"


def test_a_crash_costs_one_row():
    """A process that dies is tried once more and then given up."""
    with pytest.raises(CannotSolve, match="ended"):
        solved("os:_exit", 3)
    assert worked("求 x^8 的导数").answer == "8x^7"


def test_sympy_stays_outside():
    """Neither recognising nor solving imports SymPy into the process of the user."""
    program = (
        "import sys; from mathdata.families import worked; "
        "print(worked('求 x^2 的导数').answer, worked('计算 3 + 4 等于多少？').answer, 'sympy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2x", "7", "False"]
    assert done.stderr == ""
