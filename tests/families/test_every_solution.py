"""Nothing false: small spaces of problems whole and a hundred thousand others a kind, every solution proven.

By default a part of each is proven, spread over the whole. Everything is proven with

    HYPOTHESIS_PROFILE=thorough pytest -n 2 -s tests/families/test_every_solution.py [-k discount]

which takes about an hour of one core. Both print how many solutions were proven.
"""

import os

import pytest
from proofs import prove_problem
from spaces import ALL_WAYS, DRAWS, SPACES, STYLES, WAYS, drawn

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
RANDOM_PROBLEMS = 100_000
PIECES = 10 if THOROUGH else 1
"""Each test is one piece, so that a full run can be spread, and taken up again with `-k`."""

PART = 150
"""Problems of each space or kind that are proven by default."""


def prove_all(name, tasks):
    """Prove every problem in its way, and say how many solutions there were."""
    worked = [prove_problem(problem, way) for problem, way in tasks]
    solved = sum(solution is not None for solution in worked)
    print(f"{name}: {solved:,} solutions proven, {len(worked) - solved:,} problems without an answer")
    return solved


@pytest.mark.parametrize("piece", range(PIECES))
@pytest.mark.parametrize("space", SPACES)
def test_whole_space(space, piece):
    """Every problem of a small space has a proven solution in every style, the languages in turn."""
    problems = SPACES[space]()
    step = 1 if THOROUGH else len(problems) // PART
    tasks = [
        (problems[i], WAYS[style + len(STYLES) * ((i + style) % 2)])
        for i in range(piece, len(problems), PIECES * step)
        for style in (range(len(STYLES)) if THOROUGH else [i // step % len(STYLES)])
    ]
    assert prove_all(f"{space}, whole space, piece {piece}", tasks) == len(tasks)


@pytest.mark.parametrize("piece", range(PIECES))
@pytest.mark.parametrize("kind", DRAWS)
def test_random_problems(kind, piece):
    """Zero, one, equal operands, trailing zeros, tiny and huge numbers: whatever is answered is proven."""
    numbers = range(piece, RANDOM_PROBLEMS, PIECES) if THOROUGH else range(PART)
    ways = (ALL_WAYS[n % len(ALL_WAYS)] for n in (n // PIECES for n in numbers))
    solved = prove_all(f"{kind}, drawn, piece {piece}", zip(drawn(kind, numbers), ways, strict=True))
    assert solved > len(numbers) * 0.8
