"""Row operations: `[[1, 2], [3, 4]] →(r2 - 3*r1) [[1, 2], [0, -2]]`.

| written | done |
|---|---|
| `r1 ↔ r2` | two rows change places |
| `r2 - 3*r1`, `r2 + (1/2)*r1` | a multiple of a row is added to another |
| `r2*(-1/2)` | a row is multiplied by a number other than 0 |
"""

import re
from fractions import Fraction

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.formula import Formula
from mathdata.verify.symbolic.matrices import Matrix, evaluate

_NUMBER = r"\(?(-?\d{1,30}(?:/\d{1,30})?)\)?"
_SWAP = re.compile(r"r(\d)\s*↔\s*r(\d)")
_ADD = re.compile(rf"r(\d)\s*([+-])\s*(?:{_NUMBER}\*)?r(\d)")
_SCALE = re.compile(rf"r(\d)\*{_NUMBER}")


def follows(before: Formula, operation: str, after: Formula) -> bool:
    """Whether a matrix comes from another one by a row operation.

    Raises:
        Unproven: if the sides are no matrices of numbers, or the operation is none of those above.
    """
    one, other = evaluate(before, {}), evaluate(after, {})
    if not isinstance(one, list) or not isinstance(other, list):
        raise Unproven("a row operation on what is no matrix")
    return _done(one, operation.strip()) == other


def _done(rows: Matrix, operation: str) -> Matrix:
    rows = [list(row) for row in rows]
    if match := _SWAP.fullmatch(operation):
        i, j = _row(rows, match[1]), _row(rows, match[2])
        rows[i], rows[j] = rows[j], rows[i]
    elif match := _ADD.fullmatch(operation):
        i, j = _row(rows, match[1]), _row(rows, match[4])
        factor = Fraction(match[3] or 1) * (1 if match[2] == "+" else -1)
        if i == j:
            raise Unproven("a row added to itself")
        rows[i] = [a + factor * b for a, b in zip(rows[i], rows[j], strict=True)]
    elif (match := _SCALE.fullmatch(operation)) and Fraction(match[2]):
        i = _row(rows, match[1])
        rows[i] = [Fraction(match[2]) * a for a in rows[i]]
    else:
        raise Unproven("an unknown row operation")
    return rows


def _row(rows: Matrix, number: str) -> int:
    if not 1 <= int(number) <= len(rows):
        raise Unproven("a row that is not there")
    return int(number) - 1
