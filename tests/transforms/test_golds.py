"""Whether an answer says what was computed: right in any writing, wrong only where another one is announced."""

from random import Random

import polars as pl
import pytest

from mathdata.families import WorkOptions, families, worked
from mathdata.families.solve import Style
from mathdata.schema import COLUMNS, Record
from mathdata.step import framed
from mathdata.transforms.golds import says
from mathdata.transforms.verify import verdicts_on
from mathdata.transforms.work import Work

SYSTEM = "Solve the following system of equations: x + y = 5 and 2x - y = 1"
ROOTS = "Solve the following equation: x^2 - 5x + 6 = 0"


@pytest.mark.parametrize(
    ("problem", "solution", "is_wrong"),
    [
        (SYSTEM, "Solving this system of equations, we get x = 2, y = 3.", False),
        (SYSTEM, "Adding, 3x = 6, so x = 2. Then y = 5 - 2 = 3.", False),
        (SYSTEM, "So the solution is (x, y) = (2, 3).", False),
        (SYSTEM, "x = 2\ny = 3", False),
        (SYSTEM, "Hence x equals 2, while y equals 3.", False),
        (SYSTEM, "We get x = 3, y = 2.", True),
        (SYSTEM, "Add the equations first.", False),
        (ROOTS, "Factoring, (x-2)(x-3) = 0, we get x = 2 or x = 3.", False),
        (ROOTS, "The roots of this equation are 2 and 3.", False),
        (ROOTS, "x = 2 or x = 4", True),
        ("2x^2+3x+1=10，求x", "由求根公式，x1 = 1.5，x2 = -3。", False),
        ("解一元一次方程 7x + 8 = 78", "x = 10\n检验：7 * 10 + 8 = 78", False),
        ("解一元一次方程 7x + 8 = 78", "x = 11", True),
        ("求积分 $\\int_{0}^{1} x dx$", r"$\int_0^1 x dx = \left.\frac{x^2}{2}\right|_0^1 = \frac12$", False),
        ("求不等式 6x - 16 ≥ -46 的解集。", "$x \\geqslant -5$", False),
        ("求不等式 6x - 16 ≥ -46 的解集。", "x ≤ -5", True),
        ("计算底面半径是 4 分米，高为 10 分米的圆锥的体积。", "体积为 160π/3 立方分米", False),
        ("Find the derivative of 6x^5 with respect to x.", "The derivative is 30x^5.", True),
        ("Express the base $10$ integer $5$ in base $2$.", r"Working down, we find $\boxed{101_{2}}$.", False),
        ("Express the base $10$ integer $5$ in base $2$.", r"Working down, we find $\boxed{110_{2}}$.", True),
    ],
)
def test_a_wrong_answer_is_one_that_is_announced(problem: str, solution: str, is_wrong: bool) -> None:
    """Prose around an answer, another notation or no answer at all is no fault."""
    assert [fault.wrong for fault in verdicts_on([problem], [solution], [None], recompute=True)[0]][-1:] == (
        [True] if is_wrong else []
    )


@pytest.mark.parametrize("style", ["brief", "steps", "explain"])
@pytest.mark.parametrize("kind", sorted(families()))
def test_an_audit_finds_nothing_in_what_a_family_writes(kind: str, style: Style) -> None:
    """Each kind of problem, in both languages and each style: no solution of ours is called wrong."""
    for language in ("zh", "en"):
        family = families()[kind]
        problem = family.sample(Random(kind), difficulty=family.difficulties[0], language=language).problem
        told = worked(problem, WorkOptions(style=style))
        assert told is not None
        assert verdicts_on([problem], [told.solution], [None], recompute=True) == [[]]
        assert says(told.answer, told.answer) is not False


def test_work_counts_a_mismatch_only_where_there_is_one() -> None:
    """A gold in another notation agrees, another pair is a mismatch, and a hint is neither."""
    golds = ["We get x = 2, y = 3.", "(x, y) = (2, 3)", "x = 3, y = 2", "Add the equations first."]
    rows = [Record(id=str(n), source="", problem=SYSTEM, solution=gold).model_dump() for n, gold in enumerate(golds)]
    _, counts = Work().counted(framed(pl.DataFrame(rows, schema=COLUMNS)))
    assert counts == {"worked": 3, "gold_mismatch": 1}
