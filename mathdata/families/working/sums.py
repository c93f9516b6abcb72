"""Sums and differences: adjacent signs first, then the columns, at last the sign.

```text
6874.58 - -2728.62 = 6874.58 + 2728.62
hundredths: 8 + 2 = 10, write 0, carry 1
tenths: 5 + 6 + 1 = 11 + 1 = 12, write 2, carry 1
…
6874.58 + 2728.62 = 9603.20
```
"""

from decimal import Decimal
from functools import lru_cache

from mathdata.families.language import Words
from mathdata.families.working.columns import noted_columns, spread, sum_text, with_columns
from mathdata.families.working.decimals import printed
from mathdata.numbers import EXACTLY


def rewritten(a: Decimal, sign: str, b: Decimal) -> tuple[str, Decimal, str, Decimal]:
    """A sum or difference without adjacent signs: how it is written, and the two sizes still to be worked.

    >>> rewritten(Decimal(-7), "+", Decimal(3))
    ('-(7 - 3)', Decimal('7'), '-', Decimal('3'))
    >>> rewritten(Decimal(7), "-", Decimal(-3))[0]
    '7 + 3'
    """
    if sign == "-":
        b = b.copy_negate()
    x, y = a.copy_abs(), b.copy_abs()
    if a.is_signed() == b.is_signed():
        size = f"{x!s} + {y!s}"
        return (negated(size), x, "+", y) if a.is_signed() else (size, x, "+", y)
    if a.is_signed():
        x, y = y, x  # -a + b is b - a
    return (f"{x!s} - {y!s}", x, "-", y) if x >= y else (negated(f"{y!s} - {x!s}"), y, "-", x)


def negated(size: str) -> str:
    """A sum or difference with a minus sign in front."""
    return f"-({size})"


def sum_lines(a: Decimal, sign: str, b: Decimal, words: Words, *, by_digit: bool) -> list[str]:
    """The working of `a + b` or `a - b`, without the line that states the problem and its result."""
    written, x, operation, y = rewritten(a, sign, b)
    lines = []
    stated = f"{a!s} {sign} {b!s}"
    if written != stated:
        lines.append(f"{stated} = {written}")
    if by_digit:
        lines += named_columns(x, operation, y, words)
    if written.startswith("-("):
        lines.append(f"{x!s} {operation} {y!s} = {total(x, operation, y)!s}")
    return lines


def total(a: Decimal, sign: str, b: Decimal) -> Decimal:
    """The exact sum or difference, with the places of the longer operand and no negative zero."""
    result = EXACTLY.add(a, b) if sign == "+" else EXACTLY.subtract(a, b)
    return result or result.copy_abs()


def named_columns(a: Decimal, sign: str, b: Decimal, words: Words) -> list[str]:
    """One line for each column of a sum or difference of numbers that are not negative, `a >= b` if `-`."""
    (x, _, decimals), (y, _, others) = printed(a).partition("."), printed(b).partition(".")
    places = max(len(decimals), len(others))
    above, below = int(x + decimals.ljust(places, "0")), int(y + others.ljust(places, "0"))
    result = above + below if sign == "+" else above - below
    columns = noted_columns(str(above), sign, str(below), str(result), words)
    if len(columns) == 1:
        return []
    return [place + column for place, column in zip(_places(-places, len(columns), words), columns, strict=True)]


@lru_cache
def _places(lowest: int, count: int, words: Words) -> tuple[str, ...]:
    """How the lines of the columns begin, from the column of 10^lowest upwards."""
    return tuple(f"{place_name(power, words)}{words.colon}" for power in range(lowest, lowest + count))


def place_name(power: int, words: Words) -> str:
    """The name of the column of 10^power, such as the tens."""
    if power >= 0:
        return words.places[power] if power < len(words.places) else words.column
    return words.decimals[-power - 1] if -power <= len(words.decimals) else words.decimal_column.format(-power)


def column_line(a: str, b: str, result: str, words: Words) -> str:
    """A sum of whole numbers with its columns in one line; without columns where one is enough.

    >>> from mathdata.families.language import WORDS
    >>> column_line("58", "67", "125", WORDS.en)
    '58 + 67: 8 + 7 = 15, 5 + 6 + 1 = 11 + 1 = 12, so 58 + 67 = 125'
    """
    stated, size = f"{a} + {b}", max(len(a), len(b))
    if size == 1:
        return f"{stated} = {result}"
    columns = sum_text(spread(a), spread(b), spread(result), size, words.comma)
    return with_columns(stated, columns, f"{stated} = {result}", words)
