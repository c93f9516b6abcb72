"""Row operations on matrices, and systems whose unknowns keep a free letter."""

import pytest

from mathdata.verify import find_faults, verify


def verdicts(text, problem=None):
    """What is known of each statement."""
    return [finding.verdict.value for finding in verify(text, problem=problem)]


TRUE = [
    "[[1, 1, 5], [2, -1, 1]] →(r2 - 2*r1) [[1, 1, 5], [0, -3, -9]]",
    "行变换：[[0, 1], [1, 0]] →(r1 ↔ r2) [[1, 0], [0, 1]]",
    "Row operation: [[2, 4], [1, 1]] →(r1*(1/2)) [[1, 2], [1, 1]]",
]


@pytest.mark.parametrize("text", TRUE)
def test_done_rightly(text):
    """Each operation is a finding, carried out again."""
    assert verdicts(text) == ["true"]


def test_done_wrongly():
    """A matrix that does not come from the one before is refuted, also in an audit of many texts."""
    text = "行变换：[[1, 2], [3, 4]] →(r2 - 3*r1) [[1, 2], [0, 2]]"
    (finding,) = verify(text)
    assert (finding.verdict, finding.wrong) == ("false", True)
    assert finding.text == "[[1, 2], [3, 4]] →(r2 - 3*r1) [[1, 2], [0, 2]]"
    assert [len(faults) for faults in find_faults([text, TRUE[0]])] == [1, 0]


def test_what_is_no_operation():
    """A row that is not there, or one added to itself, is left open."""
    assert verdicts("[[1, 2], [3, 4]] →(r2 - 3*r5) [[1, 2], [0, 2]]") == ["unproven"]
    assert verdicts("[[1, 2], [3, 4]] →(r2 + r2) [[1, 2], [6, 8]]") == ["unproven"]


def test_a_free_letter():
    """Values with a letter that may be anything hold where the equation is true whatever the letter is."""
    problem = "解方程组：x + y + z = 6，x + 2y + 3z = 14"
    assert verdicts("y + 2z = 8，x = t - 2，y = -2t + 8，z = t", problem) == ["true"] * 4
    assert "true" not in verdicts("x = t - 3，y = -2t + 8，z = t", problem)


def test_a_letter_of_the_problem_is_not_free():
    """What the problem itself is about may not be anything."""
    assert verdicts("y = x + 1", "Find y if x = 4 and y = x + 2.") == ["unproven"]


def test_a_system_that_is_put_as_a_matrix():
    """The rows of an augmented matrix, or of Ax = b, are the equations of the problem."""
    problems = (
        "解增广矩阵为 [[1, 1, 3], [0, 1, 0]] 的线性方程组。",
        "Solve Ax = b with A = [[1, 1], [0, 1]] and b = [3, 0].",
    )
    for problem in problems:
        assert verdicts("x + y = 3，y = 0，x = 3，y = 0", problem) == ["true"] * 4
        assert verdicts("x = 2", problem) == ["unproven"]
        assert verdicts("x = 2，y = 0", problem)[0] == "unproven"
