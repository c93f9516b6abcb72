"""Column arithmetic as true equations: each column of a sum, a difference, or a product by one digit.

Every column is one of a few hundred equations, so they are written once, in tables, and looked up:

```text
  6874.58        8 + 2 = 10
+ 2728.62        5 + 6 + 1 = 12
---------        4 + 8 + 1 = 13   ...
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
    return Column(f"{a} + {b}{f' + {carry}' * (carry > 0)} = {total}", total % 10, total // 10)


def _difference_column(a: int, b: int, borrowed: int) -> Column:
    owed = a - b - borrowed < 0
    difference = a + 10 * owed - b - borrowed
    return Column(f"{a + 10 * owed} - {b}{f' - {borrowed}' * borrowed} = {difference}", difference, int(owed))


def _product_column(a: int, digit: int, carry: int) -> Column:
    product = a * digit
    added = f" + {carry} = {product} + {carry} = {product + carry}" if carry else f" = {product}"
    return Column(f"{a} * {digit}{added}", (product + carry) % 10, (product + carry) // 10)


_SUMS: _Table = tuple({a: {b: _sum_column(int(a), int(b), c) for b in DIGITS} for a in DIGITS} for c in (0, 1))
_DIFFERENCES: _Table = tuple(
    {a: {b: _difference_column(int(a), int(b), c) for b in DIGITS} for a in DIGITS} for c in (0, 1)
)
# A product by one digit carries at most 8.
_PRODUCTS = tuple(tuple({a: _product_column(int(a), d, c) for a in DIGITS} for c in range(9)) for d in range(10))


def sum_columns(a: int, b: int) -> list[Column]:
    """The columns of `a + b` from the right, for whole numbers that are not negative.

    >>> [column.equation for column in sum_columns(58, 67)]
    ['8 + 7 = 15', '5 + 6 + 1 = 12']
    """
    return _columns(_SUMS, a, b)


def difference_columns(a: int, b: int) -> list[Column]:
    """The columns of `a - b` from the right, for whole numbers `a >= b >= 0`; a borrowed ten is added first.

    >>> [column.equation for column in difference_columns(52, 17)]
    ['12 - 7 = 5', '5 - 1 - 1 = 3']
    """
    return _columns(_DIFFERENCES, a, b)


def product_columns(a: int, digit: int) -> list[Column]:
    """The columns of `a * digit` from the right, each one-digit product with what was carried.

    >>> [column.equation for column in product_columns(48, 4)]
    ['8 * 4 = 32', '4 * 4 + 3 = 16 + 3 = 19']
    """
    table, carry, columns = _PRODUCTS[digit], 0, []
    for sign in reversed(str(a)):
        column = table[carry][sign]
        carry = column[2]
        columns.append(column)
    return columns


def equations(columns: list[Column], separator: str) -> str:
    """The equations of some columns in one line."""
    return separator.join([column[0] for column in columns])


def _columns(table: _Table, a: int, b: int) -> list[Column]:
    above, below = str(a), str(b)
    width = max(len(above), len(below))
    carry, columns = 0, []
    for x, y in zip(above.zfill(width)[::-1], below.zfill(width)[::-1], strict=True):
        column = table[carry][x][y]
        carry = column[2]
        columns.append(column)
    return columns
