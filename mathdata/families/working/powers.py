"""Powers by repeated squaring, every product exact; the sign of a negative base is settled first.

```text
5 = 4 + 1
183.94^2 = 183.94 * 183.94 = 33833.9236
183.94^4 = 33833.9236 * 33833.9236 = 1144734386.16997…
```
"""

from decimal import Decimal

from mathdata.families.language import Words
from mathdata.families.working.decimals import signed
from mathdata.families.working.products import product, product_lines
from mathdata.numbers import EXACTLY, Precision, show


def power(base: Decimal, exponent: int) -> Decimal:
    """The exact power of a decimal for an exponent that is not negative; 0 to the 0 is not asked for."""
    return EXACTLY.power(base, exponent) if exponent else Decimal(1)


def squarings(exponent: int) -> list[int]:
    """The powers of two that add up to an exponent, largest first.

    >>> squarings(54)
    [32, 16, 4, 2]
    """
    return [1 << place for place in range(exponent.bit_length() - 1, -1, -1) if exponent >> place & 1]


def sign_of_power_lines(base: Decimal, exponent: int) -> list[str]:
    """How the power of a negative base becomes one of its size: an even exponent takes the sign away."""
    if not base.is_signed():
        return []
    return [sign_of_power_line(str(base), str(base.copy_abs()), exponent)]


def sign_of_power_line(base: str, size: str, exponent: int) -> str:
    """The same sentence of numbers as they are printed."""
    power = f"{size}^{exponent}"
    return f"({base})^{exponent} = {f'-({power})' if exponent % 2 else power}"


def power_lines(base: Decimal, exponent: int, words: Words, *, by_digit: bool) -> list[str]:
    """The working of `base ^ exponent`, exact throughout, for exponents of at least 2."""
    size = base.copy_abs()
    lines = sign_of_power_lines(base, exponent)
    needed = squarings(exponent)
    values, reached = {1: size}, 1
    while reached < needed[0]:
        half, reached = values[reached], 2 * reached
        values[reached] = product(half, half)
        lines += product_lines(half, half, words, by_digit=by_digit)
        lines.append(power_line(str(size), reached, str(half), str(half), str(values[reached])))
    running, total = values[needed[0]], needed[0]
    for further in needed[1:]:
        factor, total = values[further], total + further
        lines += product_lines(running, factor, words, by_digit=by_digit)
        result = product(running, factor)
        lines.append(power_line(str(size), total, str(running), str(factor), str(result)))
        running = result
    return lines


def power_line(size: str, exponent: int, first: str, second: str, value: str) -> str:
    """A power as the product of two that were worked before."""
    return f"{size}^{exponent} = {first} * {second} = {value}"


def rounded_power_lines(base: Decimal, exponent: int, working: Precision) -> list[str]:
    """Repeated squaring shown at a number of digits: `=` while the power fits, then `≈`.

    Each line shows the power itself, not a product of rounded numbers, so no rounding is carried on.
    """
    size = base.copy_abs()
    lines = sign_of_power_lines(base, exponent)
    needed = squarings(exponent)
    if len(needed) > 1:
        lines.append(f"{exponent} = {' + '.join(map(str, needed))}")
    text, values, reached = str(size), {1: size}, 1
    while reached < needed[0]:
        values[2 * reached] = EXACTLY.multiply(values[reached], values[reached]) or Decimal(0)
        lines.append(_power_line(text, reached, reached, values[2 * reached], working))
        reached *= 2
    value, total = values[needed[0]], needed[0]
    for further in needed[1:]:
        value = EXACTLY.multiply(value, values[further]) or Decimal(0)
        lines.append(_power_line(text, total, further, value, working))
        total += further
    return lines


def _power_line(size: str, first: int, second: int, value: Decimal, working: Precision) -> str:
    shown, is_exact = show(value, working)
    left = f"{size}^{first}" if first > 1 else size
    right = f"{size}^{second}" if second > 1 else size
    return f"{size}^{first + second} = {left} * {right} {'=' if is_exact else '≈'} {shown}"


def power_text(base: Decimal, exponent: int) -> str:
    """A power as it is written: a negative base is bracketed, so that -2^4 is never meant for (-2)^4.

    >>> power_text(Decimal("-711.31"), 4)
    '(-711.31)^4'
    >>> power_text(Decimal(2), -3)
    '2^(-3)'
    """
    return f"{signed(base)}^{exponent if exponent >= 0 else f'({exponent})'}"
