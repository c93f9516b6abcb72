"""Values of formulas that hold matrices: sums, products, powers, determinants, ranks; entries exact."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.formula import Apply, Formula, heads
from mathdata.verify.symbolic.values import Point, Real, lifted, value_of

MAX_SIZE = 10
MAX_POWER = 64

Matrix: TypeAlias = list[list[Real]]


def evaluate(formula: Formula, point: Point) -> Real:
    """The value of a formula at a point: a number, or a list of rows.

    Raises:
        Unproven: where it has none there.
    """
    if not heads(formula) & {"matrix", "det", "rank"}:
        return value_of(formula, point)
    assert isinstance(formula, Apply), "only an operation has a head"
    if formula.head == "matrix":
        return [[value_of(entry, point) for entry in row.args] for row in formula.args if isinstance(row, Apply)]
    values = [evaluate(arg, point) for arg in formula.args]
    compute = _COMPUTED.get(formula.head)
    if compute is None:
        raise Unproven(f"{formula.head} of a matrix")
    return compute(*values)


def _sum(*values: Any) -> Real:
    first, *rest = values
    for other in rest:
        first = _entrywise(first, other)
    return first


def _entrywise(left: Any, right: Any) -> Real:
    if isinstance(left, list) != isinstance(right, list):
        raise Unproven("a number added to a matrix")
    if not isinstance(left, list):
        return _plus(left, right)
    if len(left) != len(right) or any(len(a) != len(b) for a, b in zip(left, right, strict=True)):
        raise Unproven("matrices of different sizes")
    return [[_plus(x, y) for x, y in zip(a, b, strict=True)] for a, b in zip(left, right, strict=True)]


def _plus(x: Real, y: Real) -> Real:
    exact = isinstance(x, Fraction) and isinstance(y, Fraction)
    return x + y if exact else lifted(x) + lifted(y)


def _times(x: Real, y: Real) -> Real:
    exact = isinstance(x, Fraction) and isinstance(y, Fraction)
    return x * y if exact else lifted(x) * lifted(y)


def _product(*values: Any) -> Real:
    first, *rest = values
    for other in rest:
        first = _pair(first, other)
    return first


def _pair(left: Any, right: Any) -> Real:
    if not isinstance(left, list) and not isinstance(right, list):
        return _times(left, right)
    if not isinstance(left, list):
        return [[_times(left, entry) for entry in row] for row in right]
    if not isinstance(right, list):
        return [[_times(entry, right) for entry in row] for row in left]
    if any(len(row) != len(right) for row in left):
        raise Unproven("matrices that cannot be multiplied")
    return [[_dot(row, [line[k] for line in right]) for k in range(len(right[0]))] for row in left]


def _dot(row: list[Real], column: list[Real]) -> Real:
    total: Real = Fraction(0)
    for x, y in zip(row, column, strict=True):
        total = _plus(total, _times(x, y))
    return total


def _quotient(top: Any, bottom: Any) -> Real:
    if isinstance(bottom, list):
        raise Unproven("a division by a matrix")
    return _product(Fraction(1) / bottom if isinstance(bottom, Fraction) else 1 / bottom, top)


def _power(base: Any, exponent: Any) -> Real:
    if not isinstance(base, list) or not isinstance(exponent, Fraction) or exponent.denominator != 1:
        raise Unproven("such a power of a matrix")
    if not 0 < abs(exponent) <= MAX_POWER:
        raise Unproven("such a power of a matrix")
    factor = base if exponent > 0 else inverse(base)
    result = factor
    for _ in range(abs(exponent.numerator) - 1):
        result = _pair(result, factor)
    return result


def inverse(matrix: Matrix) -> Matrix:
    """The inverse, by elimination of the matrix beside the identity."""
    size = _square(matrix)
    identity = [[Fraction(i == j) for j in range(size)] for i in range(size)]
    reduced, pivots, _ = _eliminated([row + other for row, other in zip(matrix, identity, strict=True)], size)
    if len(pivots) < size:
        raise Unproven("a matrix that has no inverse")
    return [row[size:] for row in reduced]


def determinant(matrix: Any) -> Real:
    """The product of the pivots, with the sign of the exchanges."""
    size = _square(matrix)
    _, pivots, sign = _eliminated(matrix, size)
    return _product(Fraction(sign), *pivots) if len(pivots) == size else Fraction(0)


def rank(matrix: Any) -> Real:
    """The number of pivots."""
    if not isinstance(matrix, list):
        raise Unproven("the rank of a number")
    return Fraction(len(_eliminated(matrix, len(matrix[0]))[1]))


def _square(matrix: Any) -> int:
    if not isinstance(matrix, list) or any(len(row) != len(matrix) for row in matrix) or len(matrix) > MAX_SIZE:
        raise Unproven("a matrix that is not square, or too large")
    return len(matrix)


def _eliminated(matrix: Matrix, columns: int) -> tuple[Matrix, list[Real], int]:
    """Reduced rows, the pivots before they were made 1, and the sign of the exchanges."""
    rows = [list(row) for row in matrix]
    if not all(isinstance(entry, Fraction) for row in rows for entry in row):
        raise Unproven("a matrix whose entries are not rational here")
    pivots: list[Real] = []
    sign = 1
    for column in range(columns):
        place = next((i for i in range(len(pivots), len(rows)) if rows[i][column]), None)
        if place is None:
            continue
        top = len(pivots)
        if place != top:
            rows[top], rows[place], sign = rows[place], rows[top], -sign
        pivot = rows[top][column]
        pivots.append(pivot)
        rows[top] = [entry / pivot for entry in rows[top]]
        for i, row in enumerate(rows):
            if i != top and row[column]:
                rows[i] = [a - row[column] * b for a, b in zip(row, rows[top], strict=True)]
    return rows, pivots, sign


_COMPUTED: dict[str, Callable[..., Real]] = {
    "+": _sum,
    "*": _product,
    "/": _quotient,
    "^": _power,
    "det": determinant,
    "abs": determinant,
    "rank": rank,
}
