"""From text to an exact value: plain, scientific, fraction and percent spellings, any width of digits."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

MAX_DIGITS = 50
"""Operands with more digits than this are refused: no lesson needs them, and steps grow with their square."""

MAX_EXPONENT = 400
"""Largest power of ten that a scientific spelling may name."""

Exact = int | Decimal | Fraction
"""An exact number; floats are not numbers here."""

_WIDTHS = str.maketrans(
    dict(zip("０１２３４５６７８９．，＋＝（）％＾：；？ｘｙ", "0123456789.,+=()%^:;?xy", strict=True))
    | dict.fromkeys("－−–—﹣", "-")
    | dict.fromkeys("＊×✕·⋅", "*")
    | dict.fromkeys("／÷∕", "/")
    | dict.fromkeys("［【", "[")
    | dict.fromkeys("］】", "]")
    | {"\u3000": " "}
)

_NUMBER = re.compile(
    r"(?P<mantissa>[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?|[+-]?\.[0-9]+)"
    r"(?:[eE](?P<exponent>[+-]?[0-9]{1,4}))?"
    r"(?:\s*/\s*(?P<denominator>[0-9]+))?"
    r"(?P<percent>\s*%)?"
)


class ReadNumber(NamedTuple):
    """A number as it was written: its exact value, its printed decimals, and whether it was a percentage."""

    value: Decimal | Fraction
    """What the digits say; the value of `45.1%` is 45.1, in percent."""
    places: int
    """Decimals as printed, trailing zeros included; negative for `1.5E+9`, whose last digit counts 10^8."""
    is_percent: bool

    @property
    def significant_digits(self) -> int:
        """How many digits were printed, leading zeros left out."""
        if isinstance(self.value, Fraction):
            return 0
        return len(self.value.as_tuple().digits)


def half_width(text: str) -> str:
    """Digits, signs and brackets in their ASCII form, so that one pattern reads every keyboard.

    >>> half_width("１２．５ × −３ ÷ ４")
    '12.5 * -3 / 4'
    """
    return text if text.isascii() else text.translate(_WIDTHS)


def read_number(text: str) -> ReadNumber | None:
    """The exact value of a written number, or None if it is not one or is beyond the limits.

    >>> read_number("1,234.50")
    ReadNumber(value=Decimal('1234.50'), places=2, is_percent=False)
    >>> read_number("2.7E+34").places
    -33
    >>> read_number("-5/15").value
    Fraction(-1, 3)
    >>> read_number("45.1%").is_percent
    True
    >>> read_number("9**9")
    """
    if len(text) > 4 * MAX_DIGITS:
        return None
    match = _NUMBER.fullmatch(half_width(text.strip()))
    if match is None:
        return None
    mantissa, exponent, denominator, percent = match.group("mantissa", "exponent", "denominator", "percent")
    if exponent is not None and abs(int(exponent)) > MAX_EXPONENT:
        return None
    value = Decimal(mantissa.replace(",", "") + (f"E{exponent}" if exponent else ""))
    places = -int(value.as_tuple().exponent)
    if denominator is None:
        return ReadNumber(value, places, percent is not None)
    if int(denominator) == 0:
        return None
    return ReadNumber(Fraction(value) / int(denominator), places, percent is not None)
