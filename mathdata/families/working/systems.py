"""New linear systems: the solution is drawn first, and coefficients whose determinant is known."""

from fractions import Fraction
from random import Random

from mathdata.families.working.elimination import Row

Coefficients = list[list[int]]


def drawn_rows(rng: Random, difficulty: int) -> list[Row]:
    """The rows of a system: one solution up to difficulty 5 and in 7, none or many in 6."""
    if difficulty == 6:
        return _dependent(rng)
    if difficulty == 7:
        coefficients = _triangles(rng, 4, [rng.randint(1, 2) for _ in range(4)], bound=1)
    else:
        coefficients = _two(rng, difficulty) if difficulty < 4 else _three(rng, difficulty)
    size = 5 * difficulty if difficulty < 7 else 5
    return _rows(coefficients, [rng.randint(-size, size) for _ in coefficients])


def _rows(coefficients: Coefficients, values: list[int]) -> list[Row]:
    return [
        Row(tuple(map(Fraction, row)), Fraction(sum(a * value for a, value in zip(row, values, strict=True))))
        for row in coefficients
    ]


def _two(rng: Random, difficulty: int) -> Coefficients:
    """Coefficients of opposite signs in the second equation: the determinant is never 0."""
    size = 3 if difficulty == 1 else 9
    (a, b), (c, d) = ([rng.randint(1, size), rng.randint(1, size)] for _ in range(2))
    signs = [rng.choice((1, -1)) for _ in range(2)] if difficulty == 3 else [1, 1]
    return [[a * signs[0], b * signs[1]], [c * signs[0], -d * signs[1]]]


def _three(rng: Random, difficulty: int) -> Coefficients:
    """A product of triangular matrices, whose determinant is that of the diagonal."""
    size = difficulty - 3
    below = [rng.randint(-size, size) for _ in range(3)]
    above = [rng.randint(-size, size) for _ in range(3)]
    diagonal = [rng.randint(1, size + 1) for _ in range(3)]
    upper = [[diagonal[0], above[0], above[1]], [0, diagonal[1], above[2]], [0, 0, diagonal[2]]]
    lower = [[1, 0, 0], [below[0], 1, 0], [below[1], below[2], 1]]
    return _product(lower, upper)


def _dependent(rng: Random) -> list[Row]:
    """The third row is a sum of multiples of the others, and so is its right side, or it is not."""
    upper = [
        [rng.randint(1, 2), rng.randint(-3, 3), rng.choice((-3, -2, -1, 1, 2, 3))],
        [0, rng.randint(1, 2), rng.randint(-3, 3)],
    ]
    lower = [[1, 0], [rng.randint(-2, 2), 1], [rng.choice((-2, -1, 1, 2)), rng.randint(-2, 2)]]
    rows = _rows(_product(lower, upper), [rng.randint(-4, 4) for _ in range(3)])
    off = rng.randint(0, 3)
    return [*rows[:2], rows[2]._replace(constant=rows[2].constant + off)]


def _triangles(rng: Random, size: int, diagonal: list[int], *, bound: int) -> Coefficients:
    """A product of a lower triangle with ones and an upper one with a diagonal."""
    lower = [[int(i == j) if j >= i else rng.randint(-bound, bound) for j in range(size)] for i in range(size)]
    upper = [
        [diagonal[i] if i == j else rng.randint(-bound, bound) if j > i else 0 for j in range(size)]
        for i in range(size)
    ]
    return _product(lower, upper)


def _product(left: Coefficients, right: Coefficients) -> Coefficients:
    return [
        [sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*right, strict=True)] for row in left
    ]
