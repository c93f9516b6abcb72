"""How far a printed number is from the exact value, in units of its own last place.

Ties go half up, away from zero: −0.125 at two decimals is −0.13. All comparisons are exact.
"""

from enum import Enum
from fractions import Fraction

from mathdata.verify.exact import Exact, add, compare, multiply, near, negate
from mathdata.verify.tree import Number

_HALF = Fraction(1, 2)
DOUBLE_DIGITS = range(15, 19)
DOUBLE_PRECISION = 10**14
"""A binary double holds a little more than 15 digits; a few operations cost one of them."""
DECIMAL_DIGITS = 28
DECIMAL_NOISE = 6
"""Steps of the last place by which a power and a product with two digits, each rounded, may be off."""
_WHOLE_NUMBER_SHARE = Fraction(1, 20)


class Distance(Enum):
    """How a printed value relates to the exact one."""

    EXACT = "exact"
    ROUNDED = "rounded"
    TIE = "a tie that was not rounded half up"
    NOISE = "the noise of a binary float"
    PADDED = "zeros behind the place it was rounded to"
    CUT = "less than one unit off in the last place"
    FAR = "far"


def distance(value: Exact, number: Number) -> Distance:
    """Compare an exact value with a number as printed.

    >>> from mathdata.verify.tree import read_number
    >>> shown = [read_number(text, 0, 4) for text in ("0.67", "0.66", "0.6", "0.7", "2.67")]
    >>> [distance(Fraction(2, 3), number).name for number in shown]
    ['ROUNDED', 'CUT', 'CUT', 'ROUNDED', 'FAR']
    """
    stated, step = number.value, number.step
    gap = absolute(add(value, -stated))
    if not gap:
        return Distance.EXACT
    side = compare(gap, step * _HALF)
    if side <= 0:
        grew = compare(absolute(value), abs(stated)) < 0
        return Distance.ROUNDED if side < 0 or grew else Distance.TIE
    if _is_noise(value, number, gap):
        return Distance.NOISE
    if _is_padded(number, gap):
        return Distance.PADDED
    return Distance.CUT if compare(gap, step) < 0 else Distance.FAR


def absolute(value: Exact) -> Exact:
    """The value without its sign."""
    if isinstance(value, Fraction):
        return abs(value)
    return negate(value) if compare(value, Fraction(0)) < 0 else value


def is_whole_number_rounding(value: Exact, number: Number) -> bool:
    """Whether a whole number is close enough to pass as rounded: 12 for 12.4, but not 1 for 1/2."""
    if number.places > 0:
        return True
    gap = absolute(add(value, -number.value))
    return compare(gap, multiply(absolute(value), _WHOLE_NUMBER_SHARE)) <= 0


def is_rounded_to_tens(value: Exact, number: Number) -> bool:
    """Whether a whole number that ends in zeros is the value to tens, hundreds and so on: 50 for 49.

    Only `≈` says that this was meant.
    """
    step, stated = Fraction(1), number.value
    while stated and number.places <= 0 and stated % (step * 10) == 0:
        step *= 10
        if compare(absolute(add(value, -stated)), step * _HALF) <= 0:
            return True
    return False


def printed(value: Exact, places: int) -> str:
    """The value at a number of decimals, ties half up.

    >>> printed(Fraction(-1, 8), 2)
    '-0.13'
    """
    scale = 10 ** max(places, 0)
    scaled = near(value) * scale
    units = int(abs(scaled) + _HALF)
    sign = "-" if scaled < 0 and units else ""
    whole, rest = divmod(units, scale)
    return f"{sign}{whole}.{rest:0{places}d}" if places > 0 else f"{sign}{whole}"


def terminating(value: Exact) -> str | None:
    """The value as a finite decimal or whole number, None where it has none that is short.

    >>> terminating(Fraction(-7, 4)), terminating(Fraction(1, 3))
    ('-1.75', None)
    """
    if not isinstance(value, Fraction):
        return None
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    places = max(twos, fives)
    if rest != 1 or places > 40 or abs(value) >= 10**40:
        return None
    return printed(value, places)


def _is_noise(value: Exact, number: Number, gap: Exact) -> bool:
    """`21.240000000000002`: 15 to 18 digits, of which a double could carry no more."""
    digits = len(str(abs(number.value.numerator * 10 ** max(number.places, 0) // number.value.denominator)))
    return digits in DOUBLE_DIGITS and compare(multiply(gap, Fraction(DOUBLE_PRECISION)), absolute(value)) < 0


def _is_padded(number: Number, gap: Exact) -> bool:
    """`26643503.0` for 26643502.5: rounded to one place and printed with more."""
    step = number.step
    while number.places > 0 and step < 1 and number.value and number.value % (step * 10) == 0:
        step *= 10
        if compare(gap, step * _HALF) <= 0:
            return True
    return False
