"""Products: signs aside, the second factor split by its digits, a running sum, the point and the sign last.

At granularity `operand` a factor is taken times one digit at once, at `digit` column by column:

```text
48 * 24
48 * 4: 8 * 4 = 32, 4 * 4 + 3 = 16 + 3 = 19, so 48 * 4 = 192
48 * 20: 8 * 2 = 16, 4 * 2 + 1 = 8 + 1 = 9, so 48 * 20 = 960
192 + 960: 2 + 0 = 2, 9 + 6 = 15, 1 + 9 + 1 = 11, so 192 + 960 = 1152
```
"""

from decimal import Decimal

from mathdata.families.language import Words
from mathdata.families.working.columns import product_text
from mathdata.families.working.decimals import Scaled, parts, signed
from mathdata.families.working.sums import column_line
from mathdata.numbers import EXACTLY, plain


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
    return [*lines, f"{x} * {y} = {product(x, y)}"] if a.is_signed() or b.is_signed() else lines


def sign_lines(a: Decimal, operation: str, b: Decimal) -> list[str]:
    """How the signs of a product or quotient are set aside; nothing if there are none."""
    if not a.is_signed() and not b.is_signed():
        return []
    size = f"{a.copy_abs()} {operation} {b.copy_abs()}"
    return [f"{a} {operation} {b} = {size if a.is_signed() == b.is_signed() else f'-({size})'}"]


def whole_product_lines(a: int, b: int, words: Words) -> list[str]:
    """The columns of a product of whole numbers that are not negative, each partial product added at once."""
    if a < 10 and b < 10:
        return []
    lines: list[str] = []
    running = 0
    for power, sign in enumerate(reversed(str(b))):
        if sign == "0":
            continue
        partial = a * int(sign) * 10**power
        lines.append(digit_product_line(a, int(sign), f"{a} * {sign}{'0' * power}", partial, words))
        if running:
            lines.append(column_line(running, "+", partial, words))
        running += partial
    return lines


def digit_product_line(a: int, digit: int, stated: str, result: int, words: Words) -> str:
    """A product by one digit, perhaps followed by zeros, with its columns in one line."""
    if a < 10:
        return f"{stated} = {result}"
    columns = product_text(str(a), digit, str(a * digit), words.comma)
    return f"{stated}{words.colon}{columns}{words.comma}{words.so}{stated} = {result}"


def _split_by_digit(x: Decimal, y: Decimal, words: Words) -> list[str]:
    (a, a_places), (b, b_places) = Scaled.of(x), Scaled.of(y)
    lines = whole_product_lines(a, b, words)
    if a_places + b_places == 0:
        return lines
    scale = 10 ** (a_places + b_places)
    lines.insert(0, f"{x} * {y} = {a} * {b} / {scale}")
    return [*lines, f"{a} * {b} = {a * b}", f"{x} * {y} = {a * b} / {scale} = {product(x, y)}"]


def _split_by_operand(x: Decimal, y: Decimal) -> list[str]:
    pieces = parts(y)
    if len(pieces) == 1:
        return []
    lines = [f"{x} * {y} = {signed(x)} * ({' + '.join(map(str, pieces))})"]
    partials = [plain(EXACTLY.multiply(x, piece)) for piece in pieces]
    lines += [f"{x} * {piece} = {partial}" for piece, partial in zip(pieces, partials, strict=True)]
    running = Decimal(partials[0])
    for partial in partials[1:]:
        further = EXACTLY.add(running, Decimal(partial))
        lines.append(f"{plain(running)} + {partial} = {plain(further)}")
        running = further
    return lines
