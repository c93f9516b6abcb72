"""Column arithmetic as true equations: each column of a sum, a difference, or a product by one digit.

Every column is one of a few hundred equations, so they are written once, in tables, and looked up. Numbers are
laid over each other as bytes, so that one sum of whole numbers finds the keys of all columns at once:

```text
  6874.58        8 + 2 = 10                key   8 + 10 * 2
+ 2728.62        5 + 6 + 1 = 11 + 1 = 12         5 + 10 * 6 + 100, for the 1 that was carried
---------        4 + 8 + 1 = 12 + 1 = 13         4 + 10 * 8 + 100   ...
```
"""

from functools import lru_cache

from mathdata.families.language import Words

_MOST_DIGITS = 4300
"""Python prints no longer whole numbers, and the limits of all families are far below."""

_ONES = int.from_bytes(b"\1" * _MOST_DIGITS)
_DIGITS = int.from_bytes(b"\x0f" * _MOST_DIGITS)  # what the codes of `0` to `9` are beyond that of `0`


def _sum_column(a: int, b: int, carry: int) -> str:
    added = f" + {carry} = {a + b} + {carry}" if carry else ""
    return f"{a} + {b}{added} = {a + b + carry}"


def _difference_column(a: int, b: int, borrowed: int) -> str:
    a += 10 * _borrows(a, b, borrowed)
    taken = f" - {borrowed} = {a - b} - {borrowed}" if borrowed else ""
    return f"{a} - {b}{taken} = {a - b - borrowed}"


def _borrows(a: int, b: int, borrowed: int) -> bool:
    return a - b - borrowed < 0


def _product_column(a: int, digit: int, carry: int) -> str:
    product = a * digit
    added = f" + {carry} = {product} + {carry} = {product + carry}" if carry else f" = {product}"
    return f"{a} * {digit}{added}"


# The key of a column is a + 10 * b, and 100 more where something is carried into it or was borrowed from it.
_COLUMNS = [(a, b, carry) for carry in (0, 1) for b in range(10) for a in range(10)]
SUMS = [_sum_column(*column) for column in _COLUMNS]
DIFFERENCES = [_difference_column(*column) for column in _COLUMNS]
# Here it is a + 10 * the digit below the line, from which what was carried follows: at most 8.
PRODUCTS = [
    [_product_column(key % 10, digit, (key // 10 - key % 10 * digit) % 10) for key in range(100)]
    for digit in range(10)
]  # fmt: skip


@lru_cache
def noted(sign: str, carry: str, borrow: str) -> list[str]:
    """The columns of sums or differences, followed by what goes to the next column."""
    if sign == "-":
        return [text + borrow * _borrows(*column) for text, column in zip(DIFFERENCES, _COLUMNS, strict=True)]
    totals = [(text, sum(column)) for text, column in zip(SUMS, _COLUMNS, strict=True)]
    return [text + carry.format(total % 10, total // 10) * (total > 9) for text, total in totals]


def noted_columns(above: str, sign: str, below: str, result: str, words: Words) -> list[str]:
    """The equations of the columns of a sum or difference, each with what it passes on.

    >>> from mathdata.families.language import WORDS
    >>> noted_columns("58", "+", "67", "125", WORDS.en)
    ['8 + 7 = 15, write 5, carry 1', '5 + 6 + 1 = 11 + 1 = 12']
    """
    keys = _keys(spread(above), spread(below), spread(result), max(len(above), len(below)))
    texts = noted(sign, words.write_and_carry, words.borrow)
    columns = [texts[key] for key in keys]
    columns[-1] = (SUMS if sign == "+" else DIFFERENCES)[keys[-1]]
    return columns


def spread(digits: str) -> int:
    """A whole number in base 256 with the digits of another in base 10.

    >>> hex(spread("4096"))
    '0x4000906'
    """
    return int.from_bytes(digits.encode()) & _DIGITS


def with_columns(stated: str, columns: str, conclusion: str, words: Words) -> str:
    """A line that states a calculation, works its columns, and concludes."""
    return f"{stated}{words.colon}{columns}{words.comma}{words.so}{conclusion}"


def sum_text(above: int, below: int, result: int, size: int, separator: str) -> str:
    """The equations of as many columns of a sum in one line, from the ones upwards; all numbers are `spread`.

    >>> sum_text(spread("58"), spread("67"), spread("125"), 2, ", ")
    '8 + 7 = 15, 5 + 6 + 1 = 11 + 1 = 12'
    """
    return separator.join([SUMS[key] for key in _keys(above, below, result, size)])


def difference_text(above: int, below: int, result: int, size: int, separator: str) -> str:
    """The same of a difference that is not negative.

    >>> difference_text(spread("52"), spread("17"), spread("35"), 2, ", ")
    '12 - 7 = 5, 5 - 1 - 1 = 4 - 1 = 3'
    """
    carried = (above ^ below ^ result) & _ONES
    keys = (above + 10 * below + 100 * carried).to_bytes(size, "little")
    return separator.join([DIFFERENCES[key] for key in keys])


def product_text(above: int, digit: int, result: int, size: int, separator: str) -> str:
    """The same of a product by one digit, each column with what was carried into it.

    >>> product_text(spread("48"), 4, spread("192"), 2, ", ")
    '8 * 4 = 32, 4 * 4 + 3 = 16 + 3 = 19'
    """
    table = PRODUCTS[digit]
    # The product may be longer by one digit, which has no column of its own.
    keys = (above + 10 * result).to_bytes(size + 1, "little")[:size]
    return separator.join([table[key] for key in keys])


def _keys(above: int, below: int, result: int, size: int) -> bytes:
    # What goes into a column makes its result odd where the two digits make it even, and the other way round.
    carried = (above ^ below ^ result) & _ONES
    return (above + 10 * below + 100 * carried).to_bytes(size + 1, "little")[:size]
