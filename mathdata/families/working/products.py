"""Products: signs aside, the second factor split by its digits, a running sum, the point and the sign last.

At granularity `operand` a factor is taken times one digit at once, at `digit` column by column:

```text
48 * 24
48 * 4: 8 * 4 = 32, 4 * 4 + 3 = 16 + 3 = 19, so 48 * 4 = 192
48 * 20: 8 * 2 = 16, 4 * 2 + 1 = 8 + 1 = 9, so 48 * 20 = 960
192 + 960: 2 + 0 = 2, 9 + 6 = 15, 1 + 9 + 1 = 10 + 1 = 11, so 192 + 960 = 1152
```
"""

from decimal import Decimal

from mathdata.families.language import Words
from mathdata.families.working.columns import product_text, spread, with_columns
from mathdata.families.working.decimals import Scaled, unscaled
from mathdata.families.working.sums import column_line
from mathdata.numbers import EXACTLY


def product(a: Decimal, b: Decimal) -> Decimal:
    """The exact product with as many places as both factors have together, and no negative zero."""
    result = EXACTLY.multiply(a, b)
    return result or result.copy_abs()


def product_lines(a: Decimal, b: Decimal, words: Words, *, by_digit: bool) -> list[str]:
    """The working of `a * b`, without the line that states the problem and its result."""
    if not a or not b:
        return [words.zero_product]
    x, y = a.copy_abs(), b.copy_abs()
    lines = sign_lines(a, "*", b)
    if x == 1 or y == 1:
        return [*lines, words.unit_product]
    lines += _split_by_digit(x, y, words) if by_digit else _split_by_operand(x, y)
    return [*lines, f"{x!s} * {y!s} = {product(x, y)!s}"] if a.is_signed() or b.is_signed() else lines


def sign_lines(a: Decimal, operation: str, b: Decimal) -> list[str]:
    """How the signs of a product or quotient are set aside; nothing if there are none."""
    if not a.is_signed() and not b.is_signed():
        return []
    size = f"{a.copy_abs()!s} {operation} {b.copy_abs()!s}"
    return [sign_line(f"{a!s} {operation} {b!s}", size, is_negative=a.is_signed() != b.is_signed())]


def sign_line(stated: str, size: str, *, is_negative: bool) -> str:
    """What a product or quotient is with its sign in front."""
    return f"{stated} = {f'-({size})' if is_negative else size}"


def whole_product_lines(a: int, b: int, words: Words) -> list[str]:
    """The columns of a product of whole numbers that are not negative, each partial product added at once."""
    if a < 10 and b < 10:
        return []
    lines: list[str] = []
    factor, running = str(a), 0
    for power, digit in enumerate(reversed(str(b))):
        if digit == "0":
            continue
        zeros, result = "0" * power, str(a * int(digit))
        lines.append(digit_product_line(factor, digit, zeros, result, words))
        partial = int(result + zeros)
        if running:
            lines.append(column_line(str(running), result + zeros, str(running + partial), words))
        running += partial
    return lines


def digit_product_line(factor: str, digit: str, zeros: str, result: str, words: Words) -> str:
    """A product by one digit, perhaps followed by zeros, with its columns in one line."""
    stated = f"{factor} * {digit}{zeros}"
    if len(factor) == 1:
        return f"{stated} = {result}{zeros}"
    columns = product_text(spread(factor), int(digit), spread(result), len(factor), words.comma)
    return with_columns(stated, columns, f"{stated} = {result}{zeros}", words)


def _split_by_digit(x: Decimal, y: Decimal, words: Words) -> list[str]:
    (a, a_places), (b, b_places) = Scaled.of(x), Scaled.of(y)
    lines = whole_product_lines(a, b, words)
    if a_places + b_places == 0:
        return lines
    scale, stated, result = 10 ** (a_places + b_places), f"{x!s} * {y!s}", a * b
    opening, *closing = pointed_lines(stated, f"{a} * {b}", str(scale), str(result), str(product(x, y)))
    return [opening, *lines, *closing]


def pointed_lines(stated: str, size: str, scale: str, result: str, value: str) -> tuple[str, str, str]:
    """How the point is taken out of a product, and after its working, what comes out and the point put in again."""
    return f"{stated} = {size} / {scale}", f"{size} = {result}", f"{stated} = {result} / {scale} = {value}"


def split_line(x: str, y: str, parts: str) -> str:
    """The second factor as a sum of its digits with their zeros."""
    return f"{x} * {y} = {x} * ({parts})"


def _split_by_operand(x: Decimal, y: Decimal) -> list[str]:
    (a, a_places), (b, b_places) = Scaled.of(x), Scaled.of(y)
    top, places = len(str(b)) - 1, a_places + b_places
    pieces = [int(digit) * 10 ** (top - index) for index, digit in enumerate(str(b)) if digit != "0"]
    if len(pieces) == 1:
        return []
    shown = [unscaled(piece, b_places) for piece in pieces]
    partials = [unscaled(a * piece, places) for piece in pieces]
    first = str(x)
    lines = [split_line(first, str(y), " + ".join(shown))]
    lines += [f"{first} * {piece} = {partial}" for piece, partial in zip(shown, partials, strict=True)]
    running, reached = partials[0], pieces[0]
    for piece, partial in zip(pieces[1:], partials[1:], strict=True):
        reached += piece
        further = unscaled(a * reached, places)
        lines.append(f"{running} + {partial} = {further}")
        running = further
    return lines
