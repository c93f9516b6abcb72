"""What a formula is worth at a point: exact while everything is rational, else to many digits.

`Real` is a `Fraction` as long as it can be; then a number of mpmath at `DIGITS` digits. Two values that agree
to `AGREED` digits at several unrelated points come from one formula, or from two that nobody will tell apart.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from math import factorial
from typing import Any, TypeAlias

from mathdata.verify.limits import MAX_BITS, Unproven
from mathdata.verify.symbolic.formula import Formula, Letter, Value

DIGITS = 60
AGREED = 40
MAX_FACTORIAL = 400
MAX_MAGNITUDE = 5_000
"""Binary digits before the point of what is put into an exponential, a sine and the like."""

Real: TypeAlias = Any
"""A `Fraction`, an `mpf` or an `mpc`; mpmath has no types that mypy could read."""
Point: TypeAlias = Mapping[str, Real]


def mp() -> Any:
    """Mpmath at our precision; its own context, so that nobody else's settings change."""
    return _context()


def value_of(formula: Formula, point: Point) -> Real:
    """The value of a formula where its letters have these values.

    Raises:
        Unproven: where it has none there, or it is beyond the limits.
    """
    if isinstance(formula, Value):
        return formula.number
    if isinstance(formula, Letter):
        return _letter(formula.name, point)
    compute = _COMPUTED.get(formula.head)
    if compute is None:
        raise Unproven(f"the value of {formula.head}")
    if formula.head == "^" and formula.args[0] == _E:
        return _exponential(value_of(formula.args[1], point))
    values = [value_of(arg, point) for arg in formula.args]
    try:
        return compute(*values)
    except (ZeroDivisionError, OverflowError, ValueError) as error:
        raise Unproven("no value at this point") from error


def is_close(left: Real, right: Real, digits: int = AGREED) -> bool:
    """Whether two values are equal, or agree to so many digits."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left == right
    context = mp()
    left, right = lifted(left), lifted(right)
    size = max(abs(left), abs(right), context.mpf(1))
    return bool(abs(left - right) <= size * context.mpf(10) ** -digits)


def lifted(value: Real) -> Real:
    """A value as a number of mpmath."""
    if isinstance(value, Fraction):
        return mp().mpf(value.numerator) / value.denominator
    return value


def is_real(value: Real) -> bool:
    """Whether a value is a finite real number."""
    if isinstance(value, Fraction):
        return True
    context = mp()
    return bool(context.isfinite(value)) and not (isinstance(value, context.mpc) and abs(value.imag) > 0)


_E = Letter("e")
_CONTEXTS: list[Any] = []


def _context() -> Any:
    if not _CONTEXTS:
        from mpmath import MPContext

        context = MPContext()
        context.dps = DIGITS
        _CONTEXTS.append(context)
    return _CONTEXTS[0]


def _letter(name: str, point: Point) -> Real:
    if name in point:
        return point[name]
    if name in ("pi", "e", "i"):
        context = mp()
        return {"pi": +context.pi, "e": +context.e, "i": context.mpc(0, 1)}[name]
    raise Unproven(f"no value for {name}")


def _sum(*values: Real) -> Real:
    if all(isinstance(value, Fraction) for value in values):
        return _bounded(sum(values, Fraction(0)))
    return reduce(lambda a, b: a + b, map(lifted, values))


def _product(*values: Real) -> Real:
    if all(isinstance(value, Fraction) for value in values):
        return _bounded(reduce(lambda a, b: a * b, values, Fraction(1)))
    return reduce(lambda a, b: a * b, map(lifted, values))


def _quotient(top: Real, bottom: Real) -> Real:
    if isinstance(top, Fraction) and isinstance(bottom, Fraction):
        return _bounded(top / bottom)
    if lifted(bottom) == 0:
        raise Unproven("a division by zero")
    return lifted(top) / lifted(bottom)


def _power(base: Real, exponent: Real) -> Real:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
        bits = max(base.numerator.bit_length(), base.denominator.bit_length())
        if bits * abs(exponent.numerator) > MAX_BITS:
            raise Unproven("a power that is too large")
        if not base and exponent <= 0:
            raise Unproven("zero to such a power")
        return base**exponent.numerator
    if isinstance(exponent, Fraction) and exponent.denominator == 1:
        return lifted(base) ** exponent.numerator
    base = lifted(base)
    if base == 0:
        raise Unproven("zero to such a power")
    if isinstance(exponent, Fraction) and is_real(base) and base < 0:
        raise Unproven("a root of a negative number")
    exponent = lifted(exponent)
    _require_moderate(exponent * mp().ln(base))
    return base**exponent


def _exponential(exponent: Real) -> Real:
    """A power of e, at once: mpmath would raise e itself, hundreds of times over where the exponent is large."""
    if exponent == 0:
        return Fraction(1)
    exponent = lifted(exponent)
    _require_moderate(exponent)
    return mp().exp(exponent)


def _root(index: Real, radicand: Real) -> Real:
    if not isinstance(index, Fraction) or index.denominator != 1 or not 1 < index <= 64:
        raise Unproven("such a root")
    radicand = lifted(radicand)
    if radicand < 0 and index.numerator % 2:
        return -mp().root(-radicand, index.numerator)
    if radicand < 0:
        raise Unproven("an even root of a negative number")
    return mp().root(radicand, index.numerator)


def _square_root(value: Real) -> Real:
    if is_real(value) and lifted(value) < 0:
        return mp().mpc(0, 1) * mp().sqrt(-lifted(value))
    return mp().sqrt(lifted(value))


def _logarithm(value: Real) -> Real:
    value = lifted(value)
    if not is_real(value) or value <= 0:
        raise Unproven("a logarithm of what is not positive")
    return mp().ln(value)


def _factorial(value: Real) -> Real:
    if not isinstance(value, Fraction) or value.denominator != 1 or not 0 <= value <= MAX_FACTORIAL:
        raise Unproven("such a factorial")
    return Fraction(factorial(value.numerator))


def _require_moderate(value: Real) -> None:
    """The exponential of a number with a million digits before the point would fill the memory."""
    context = mp()
    if value and context.mag(value) > MAX_MAGNITUDE:
        raise Unproven("a number that is too large")


def _plain(name: str) -> Callable[[Real], Real]:
    def compute(value: Real) -> Real:
        _require_moderate(lifted(value))
        result = getattr(mp(), name)(lifted(value))
        if not mp().isfinite(result) or (is_real(value) and not is_real(result)):
            raise Unproven("no real value at this point")
        return result

    return compute


def _bounded(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MAX_BITS:
        raise Unproven("the numbers grow too large")
    return value


_COMPUTED: dict[str, Callable[..., Real]] = {
    "+": _sum,
    "*": _product,
    "/": _quotient,
    "^": _power,
    "root": _root,
    "sqrt": _square_root,
    "ln": _logarithm,
    "log": lambda base, value: _logarithm(value) / _logarithm(base),
    "abs": abs,
    "!": _factorial,
    **{name: _plain(name) for name in ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh")},
    "arcsin": _plain("asin"),
    "arccos": _plain("acos"),
    "arctan": _plain("atan"),
}
