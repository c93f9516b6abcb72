"""Column arithmetic as true equations: each column of a sum, a difference, or a product by one digit.

Every column is one of a few hundred equations, so they are written once, in tables, and looked up:

```text
  6874.58        8 + 2 = 10
+ 2728.62        5 + 6 + 1 = 11 + 1 = 12
---------        4 + 8 + 1 = 12 + 1 = 13   ...
```
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias


class Column(NamedTuple):
    """One column: its equation, the digit written below the line, and what goes to the next column."""

    equation: str
    digit: int
    carry: int


DIGITS = "0123456789"
# Indexed by what is carried, the digit above and the digit below; digits as characters, to save conversions.
_Table: TypeAlias = tuple[Mapping[str, Mapping[str, Column]], ...]


def _sum_column(a: int, b: int, carry: int) -> Column:
    total = a + b + carry
    added = f" + {carry} = {a + b} + {carry} = {total}" if carry else f" = {total}"
    return Column(f"{a} + {b}{added}", total % 10, total // 10)


def _difference_column(a: int, b: int, borrowed: int) -> Column:
    owed = a - b - borrowed < 0
    above = a + 10 * owed
    difference = above - b - borrowed
    taken = f" - {borrowed} = {above - b} - {borrowed} = {difference}" if borrowed else f" = {difference}"
    return Column(f"{above} - {b}{taken}", difference, int(owed))


def _product_column(a: int, digit: int, carry: int) -> Column:
    product = a * digit
    added = f" + {carry} = {product} + {carry} = {product + carry}" if carry else f" = {product}"
    return Column(f"{a} * {digit}{added}", (product + carry) % 10, (product + carry) // 10)


_SUMS: _Table = tuple({a: {b: _sum_column(int(a), int(b), c) for b in DIGITS} for a in DIGITS} for c in (0, 1))
_DIFFERENCES: _Table = tuple(
    {a: {b: _difference_column(int(a), int(b), c) for b in DIGITS} for a in DIGITS} for c in (0, 1)
)
# What was carried into a column follows from its two digits and the digit below the line, so a whole working can
# be looked up without going from column to column.
_SUM_TEXTS = {(a, b, str(column.digit)): column.equation for table in _SUMS for a in DIGITS for b in DIGITS
              for column in (table[a][b],)}  # fmt: skip
_DIFFERENCE_TEXTS = {(a, b, str(column.digit)): column.equation for table in _DIFFERENCES for a in DIGITS
                     for b in DIGITS for column in (table[a][b],)}  # fmt: skip
# A product by one digit carries at most 8.
_PRODUCT_TEXTS = tuple(
    {(a, str(column.digit)): column.equation for a in DIGITS for carry in range(9)
     for column in (_product_column(int(a), digit, carry),)}
    for digit in range(10)
)  # fmt: skip


def sum_columns(a: int, b: int) -> list[Column]:
    """The columns of `a + b` from the right, for whole numbers that are not negative.

    >>> [column.equation for column in sum_columns(58, 67)]
    ['8 + 7 = 15', '5 + 6 + 1 = 11 + 1 = 12']
    """
    return _columns(_SUMS, a, b)


def difference_columns(a: int, b: int) -> list[Column]:
    """The columns of `a - b` from the right, for whole numbers `a >= b >= 0`; a borrowed ten is added first.

    >>> [column.equation for column in difference_columns(52, 17)]
    ['12 - 7 = 5', '5 - 1 - 1 = 4 - 1 = 3']
    """
    return _columns(_DIFFERENCES, a, b)


def sum_text(a: int, b: int, separator: str) -> str:
    """The equations of the columns of `a + b` in one line.

    >>> sum_text(58, 67, ", ")
    '8 + 7 = 15, 5 + 6 + 1 = 11 + 1 = 12'
    """
    above, below, result = str(a), str(b), str(a + b)
    if len(above) != len(below):
        width = max(len(above), len(below))
        above, below = above.zfill(width), below.zfill(width)
    # The sum may be longer by one digit, which `zip` leaves aside.
    return separator.join(map(_SUM_TEXTS.__getitem__, zip(above[::-1], below[::-1], result[::-1], strict=False)))


def difference_text(a: int, b: int, separator: str) -> str:
    """The equations of the columns of `a - b` in one line, for `a >= b >= 0`.

    >>> difference_text(52, 17, ", ")
    '12 - 7 = 5, 5 - 1 - 1 = 4 - 1 = 3'
    """
    above = str(a)
    below, result = str(b).zfill(len(above)), str(a - b).zfill(len(above))
    return separator.join(map(_DIFFERENCE_TEXTS.__getitem__, zip(above[::-1], below[::-1], result[::-1], strict=True)))


def product_text(a: int, digit: int, separator: str) -> str:
    """The equations of the columns of `a * digit` in one line, each one-digit product with what was carried.

    >>> product_text(48, 4, ", ")
    '8 * 4 = 32, 4 * 4 + 3 = 16 + 3 = 19'
    """
    above, result = str(a), str(a * digit).zfill(len(str(a)))
    return separator.join(map(_PRODUCT_TEXTS[digit].__getitem__, zip(above[::-1], result[::-1], strict=False)))


def _columns(table: _Table, a: int, b: int) -> list[Column]:
    above, below = str(a), str(b)
    width = max(len(above), len(below))
    carry, columns = 0, []
    for x, y in zip(above.zfill(width)[::-1], below.zfill(width)[::-1], strict=True):
        column = table[carry][x][y]
        carry = column[2]
        columns.append(column)
    return columns
