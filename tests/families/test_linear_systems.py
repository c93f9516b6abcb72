"""Linear systems: one solution, none, infinitely many; as equations and as matrices."""

from fractions import Fraction
from random import Random

import pytest
import sympy

from mathdata.families import WorkOptions, families, recognise, worked
from mathdata.verify import verify

STEPS = WorkOptions(style="steps")

ASKED = [
    ("解方程组：x + y = 5，2x - y = 1", "x = 2, y = 3"),
    ("解方程组 $\\begin{cases} x+y+z=1 \\\\ x-y+z=1 \\\\ 2x+2z=2\\end{cases}$", "x = -t + 1, y = 0, z = t"),
    ("解线性方程组：x + y + z + w = 10，x - y = 0，y + z = 5，z - w = -1", "∅"),
    ("Solve the system x + y = 5, 2x + 2y = 11.", "∅"),
    ("Solve the system x + y + z + w = 10, x - y = -1, y - z = -1, z - w = -1.", "x = 1, y = 2, z = 3, w = 4"),
    ("解增广矩阵为 [[1, 1, 1, 6], [0, 1, 2, 8]] 的线性方程组。", "x = t - 2, y = -2t + 8, z = t"),
    ("Solve Ax = b with A = [[1, 2], [3, 4]] and b = [5, 11].", "x = 1, y = 2"),
    (
        "解线性方程组 Ax = b，其中 A = \\begin{pmatrix} 1 & 1 \\\\ 1 & -1 \\end{pmatrix}，"
        "b = \\begin{pmatrix} 3 \\\\ 1 \\end{pmatrix}。",
        "x = 2, y = 1",
    ),
    ("Solve the system x + y - z - w = 1, 2x + 2y = 2z + 2w + 2.", "x = -r + s + t + 1, y = r, z = s, w = t"),
]  # fmt: skip


@pytest.mark.parametrize(("problem", "answer"), ASKED)
def test_asked(problem, answer):
    """The family reads equations, LaTeX and matrices; every statement is proven."""
    assert recognise(problem).family.kind == "linear_system"
    for style in ("brief", "steps", "explain"):
        solution = worked(problem, WorkOptions(style=style))
        assert solution.answer == answer
        told = solution.solution.split("\n")[2 if style == "explain" else 0 :]
        assert {finding.verdict.value for finding in verify("\n".join(told), problem=problem)} == {"true"}


def test_row_operations_are_told():
    """Each operation with the matrix behind it and the equation that its row reads; a check by substitution."""
    problem = "Use row operations to solve the system: 2x + y = 4, x - y = -1."
    assert worked(problem, STEPS).solution.split("\n") == [
        "Augmented matrix: [[2, 1, 4], [1, -1, -1]]",
        "Row operation: [[2, 1, 4], [1, -1, -1]] →(r1 ↔ r2) [[1, -1, -1], [2, 1, 4]]",
        "Row operation: [[1, -1, -1], [2, 1, 4]] →(r2 - 2*r1) [[1, -1, -1], [0, 3, 6]], row 2 reads 3y = 6",
        "Row operation: [[1, -1, -1], [0, 3, 6]] →(r2*(1/3)) [[1, -1, -1], [0, 1, 2]], row 2 reads y = 2",
        "Row operation: [[1, -1, -1], [0, 1, 2]] →(r1 + r2) [[1, 0, 1], [0, 1, 2]], row 1 reads x = 1",
        "So x = 1, y = 2",
        "Check: 2 * 1 + 1 * 2 = 4, 1 * 1 + (-1) * 2 = -1",
    ]


def test_no_solution():
    """A row that no values satisfy is named; no false equation is written."""
    assert worked("解方程组：x + y = 5，2x + 2y = 11", STEPS).solution.split("\n") == [
        "增广矩阵：[[1, 1, 5], [2, 2, 11]]",
        "行变换：[[1, 1, 5], [2, 2, 11]] →(r2 - 2*r1) [[1, 1, 5], [0, 0, 1]]",
        "第 2 行左边为 0，右边为 1，而 0 ≠ 1，所以方程组无解",
    ]


def test_a_whole_family_of_solutions():
    """Unknowns without a pivot are free, and the check holds whatever they are."""
    lines = worked("解方程组：x + y + z = 6，x + 2y + 3z = 14", STEPS).solution.split("\n")
    assert lines[-2:] == [
        "z 可取任意值，所以 x = t - 2，y = -2t + 8，z = t",
        "检验：1 * (t - 2) + 1 * (-2t + 8) + 1 * t = 6，1 * (t - 2) + 2 * (-2t + 8) + 3 * t = 14",
    ]


REFUSED = [
    "解方程组：x + y = a，x - y = b",
    "解方程组：xy = 5，x + y = 6",
    "已知 x + y + z = 6，x - y = 2，求 x、y、z 的值。",
    "Solve x + y = 3, 2x + 2y = 6 for x.",
    "解增广矩阵为 [[0, 0, 1], [0, 0, 2]] 的线性方程组。",
    "解增广矩阵为 [[1, a, 1], [0, 1, 2]] 的线性方程组。",
    "Solve Ax = b with A = [[1, 2], [3, 4]] and b = [5, 11, 2].",
]


@pytest.mark.parametrize("problem", REFUSED)
def test_refused(problem):
    """Parameters, products of unknowns, values that are not determined, and matrices that do not fit."""
    assert worked(problem, STEPS) is None


@pytest.mark.parametrize("difficulty", [6, 7])
def test_sympy_agrees(difficulty):
    """Of drawn systems, SymPy finds the same solutions."""
    family = families()["linear_system"]
    kinds = set()
    for number in range(12):
        given = family.parse(family.draw(Random(number), difficulty=difficulty, language="en"))
        unknowns = sympy.symbols(given.unknowns)
        rows = [
            [*map(sympy.Rational, map(str, row.coefficients)), sympy.Rational(str(row.constant))] for row in given.rows
        ]
        found = sympy.linsolve(sympy.Matrix(rows), *unknowns)
        answer = family.solve(given).digits
        kinds.add((answer == "∅", "t" in answer))
        assert (found == sympy.EmptySet) == (answer == "∅")
        if answer != "∅":
            (theirs,) = found
            ours = [sympy.sympify(_factors(part.split(" = ")[1])) for part in answer.split(", ")]
            free = {sympy.Symbol("t"): Fraction(7), **dict.fromkeys(unknowns, Fraction(7))}
            assert [value.subs(free) for value in theirs] == [value.subs(free) for value in ours]
    assert len(kinds) == (2 if difficulty == 6 else 1)


def _factors(text):
    """Our own answer in the spelling of Python."""
    return text.replace("t", "*t").replace(" *t", " t").replace("-*t", "-t").lstrip("*")
