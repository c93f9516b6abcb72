"""From an exact value to its digits: the one place where a result is rounded and printed.

A value is printed with `=` if and only if the digits say all of it; otherwise it is rounded once, half up,
and printed with `≈`. No binary noise, no negative zero; an exponent only where the plain digits would need
padding zeros that nobody computed.
"""

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation, Overflow
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from mathdata.errors import CannotSolve
from mathdata.numbers.precision import EXACT, MAX_SHOWN_DIGITS, Precision
from mathdata.numbers.reading import Exact

# Traps on Inexact: an operation in this context is exact or an error, never silently rounded.
EXACTLY = Context(prec=20_000, Emax=MAX_EMAX, Emin=MIN_EMIN, capitals=1, traps=[Inexact, InvalidOperation, Overflow])

MAX_PLAIN_EXPONENT = 30
"""An exact whole number beyond 10^30 that ends in zeros is printed with an exponent."""


class Shown(NamedTuple):
    """A printed value: its digits, and whether they are all of it."""

    text: str
    is_exact: bool

    @property
    def relation(self) -> str:
        """The sign that may stand before the digits: `=` if they are exact, else `≈`."""
        return "=" if self.is_exact else "≈"


def show(value: Exact, precision: Precision = EXACT) -> Shown:
    """The digits of a value at a precision.

    An exact decimal that fits the precision keeps the places it came with, so prices add up to
    `9603.20`.

    Raises:
        CannotSolve: if the exact value has more digits than any reader wants.

    >>> show(Fraction(1, 8))
    Shown(text='0.125', is_exact=True)
    >>> show(Fraction(-1, 8), Precision.of("dp:2"))
    Shown(text='-0.13', is_exact=False)
    >>> show(Fraction(1, 3))
    Shown(text='1/3', is_exact=True)
    >>> show(Decimal("9603.20"), Precision.of("sig:28")).text
    '9603.20'
    """
    if isinstance(value, Decimal):
        if precision is EXACT and value:
            text = str(value)
            if len(text) < MAX_PLAIN_EXPONENT and "E" not in text:
                return Shown(text, True)
        return _show_decimal(value, precision)
    if isinstance(value, Fraction):
        return _show_fraction(value, precision)
    return _show_decimal(Decimal(value), precision)


class Ratio(NamedTuple):
    """A quotient that is not reduced until somebody asks; reducing costs more than printing a row."""

    dividend: Decimal
    divisor: Decimal

    def reduced(self) -> Fraction:
        """The quotient in lowest terms."""
        return Fraction(self.dividend) / Fraction(self.divisor)


def show_ratio(ratio: Ratio, precision: Precision) -> Shown:
    """The digits of a quotient: all of them if they end within the precision, else rounded.

    >>> show_ratio(Ratio(Decimal(2), Decimal(3)), Precision.of("sig:5"))
    Shown(text='0.66667', is_exact=False)
    >>> show_ratio(Ratio(Decimal("-0.6"), Decimal("-0.4")), EXACT)
    Shown(text='1.5', is_exact=True)
    """
    if precision.mode != "sig":
        return show(ratio.reduced(), precision)
    rounded = _rounding(precision.digits).divide(ratio.dividend, ratio.divisor)
    # A product of two decimals is exact in EXACTLY, so this compares the rounded quotient with the true one.
    is_exact = EXACTLY.multiply(rounded, ratio.divisor) == ratio.dividend
    return Shown(_digits(rounded, is_exact=is_exact), is_exact)


def plain(value: Decimal) -> str:
    """The shortest plain digits of a decimal: no exponent, no trailing zeros, no negative zero.

    >>> plain(Decimal("15900780.00")), plain(Decimal("-0.0")), plain(Decimal("1E+3"))
    ('15900780', '0', '1000')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def terminates(value: Fraction) -> bool:
    """Whether the decimals of a fraction end: its denominator has no prime factor but 2 and 5.

    >>> terminates(Fraction(3, 40)), terminates(Fraction(3, 14))
    (True, False)
    """
    return _places_needed(value.denominator) is not None


def as_decimal(value: Fraction) -> Decimal | None:
    """The decimal that equals a fraction, or None if its digits never end or are too many to print.

    >>> as_decimal(Fraction(3, 40)), as_decimal(Fraction(1, 3))
    (Decimal('0.075'), None)
    """
    places = _places_needed(value.denominator)
    if places is None:
        return None
    return Decimal(value.numerator * (10**places // value.denominator)).scaleb(-places, EXACTLY)


def rounded_decimal(value: Decimal, precision: Precision) -> Decimal:
    """A decimal rounded half up to a precision; values that fit are returned unchanged.

    >>> rounded_decimal(Decimal("2.345"), Precision.of("dp:2"))
    Decimal('2.35')
    """
    if precision.mode == "exact":
        return value
    if precision.mode == "sig":
        return _rounding(precision.digits).plus(value)
    places = -int(value.as_tuple().exponent)
    if places <= precision.digits:
        return value
    return value.quantize(Decimal(1).scaleb(-precision.digits), context=_rounding(MAX_SHOWN_DIGITS * 20))


@lru_cache(maxsize=64)
def _rounding(digits: int) -> Context:
    return Context(prec=digits, rounding=ROUND_HALF_UP, Emax=MAX_EMAX, Emin=MIN_EMIN, capitals=1)


def _show_decimal(value: Decimal, precision: Precision) -> Shown:
    if precision is EXACT:
        return Shown(_within_limit(_digits(value, is_exact=True)), is_exact=True)
    is_by_digits = precision.mode == "sig"  # by far the most
    rounded = _rounding(precision.digits).plus(value) if is_by_digits else rounded_decimal(value, precision)
    is_exact = rounded == value
    return Shown(_within_limit(_digits(rounded, is_exact=is_exact)), is_exact)


def _show_fraction(value: Fraction, precision: Precision) -> Shown:
    if precision.mode == "exact":
        return _show_exact_quotient(value)
    if precision.mode == "dp":
        return _quotient_at_places(value.numerator, value.denominator, precision.digits)
    return show_ratio(Ratio(Decimal(value.numerator), Decimal(value.denominator)), precision)


def _quotient_at_places(dividend: int, divisor: int, places: int) -> Shown:
    scaled, rest = divmod(abs(dividend) * 10**places, divisor)
    if rest == 0:
        exact = Decimal(-scaled if dividend < 0 else scaled).scaleb(-places, EXACTLY)
        return Shown(plain(exact), is_exact=True)
    scaled += 2 * rest >= divisor
    sign = "-" if dividend < 0 and scaled else ""
    return Shown(sign + _point(str(scaled), places), is_exact=False)


def _point(digits: str, places: int) -> str:
    if not places:
        return digits
    digits = digits.zfill(places + 1)
    return f"{digits[:-places]}.{digits[-places:]}"


def _show_exact_quotient(value: Fraction) -> Shown:
    decimal = as_decimal(value)
    return Shown(_within_limit(str(value) if decimal is None else plain(decimal)), is_exact=True)


def _places_needed(denominator: int) -> int | None:
    twos = (denominator & -denominator).bit_length() - 1
    rest, fives = denominator >> twos, 0
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
        if fives > MAX_SHOWN_DIGITS:
            return None
    places = max(twos, fives)
    return places if rest == 1 and places <= MAX_SHOWN_DIGITS else None


def _digits(value: Decimal, *, is_exact: bool) -> str:
    """Plain digits, or an exponent where plain digits would show zeros that were never computed."""
    if not value:
        text = str(value.copy_abs())
        return "0" if "E" in text else text
    text = str(value)
    if is_exact and "E+" in text and int(value.as_tuple().exponent) > 0 and value.adjusted() < MAX_PLAIN_EXPONENT:
        return format(value, "f")
    return text


def _within_limit(text: str) -> str:
    if len(text) > MAX_SHOWN_DIGITS:
        raise CannotSolve(
            f"result: found {len(text)} digits, wanted at most {MAX_SHOWN_DIGITS}; ask for a precision such as sig:28"
        )
    return text
