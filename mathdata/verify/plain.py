"""The shapes that most contest solutions have, decided without tokens and trees.

`a + b = c`, `√a = c` and `a^k = c` with plain decimals cover nine of ten solutions that hold an equation at
all. Here they are decided with three integers; anything unusual, a tie or a wrong value included, is left to
the full reading, so this file can only be quicker than the rest, never of another opinion.
"""

import re
from decimal import Decimal
from fractions import Fraction

from mathdata.verify.decimal_noise import DECIMALS
from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.judge import NEGATIVE_BASE, NOT_EQUAL, PLACES_SHOWN
from mathdata.verify.rounding import (
    DECIMAL_DIGITS,
    DECIMAL_NOISE,
    DOUBLE_DIGITS,
    DOUBLE_PRECISION,
    printed,
    terminating,
)

_BINARY = re.compile(
    r"(-?\d{1,12})(?:\.(\d{1,12}))? ([-+*/]) (-?\d{1,12})(?:\.(\d{1,12}))? = (-?\d{1,30})(?:\.(\d{1,30}))?"
)
_ROOT = re.compile(r"√(\d{1,12})(?:\.(\d{1,12}))? = (\d{1,30})(?:\.(\d{1,30}))?")
_POWER = re.compile(r"(-?)(\d{1,12})(?:\.(\d{1,12}))?\^(\d{1,2}) = (-?\d{1,60})(?:\.(\d{1,60}))?")
_TENS = [10**n for n in range(400)]

_EQUATION = re.compile(r"(?<![0-9A-Za-z.)^*/+-] )(?<![0-9A-Za-z.)^*/+-])(-?\d{1,9})x ([-+]) (-?\d{1,9}) = 0(?![\d.x])")
_SOLUTION = re.compile(r"[^\d=<>≈-]{0,12}(-?\d{1,15})(?:\.(\d{1,30}))?")
_FUNCTION = re.compile(r"当 x = (\d{1,6})(?:\.(\d{1,6}))? 时，求函数 y = (\d{1,6})x\^(\d{1,3}) 的值")
_VALUE = re.compile(r"[^\d=<>≈-]{0,12}(\d{1,40})(?:\.(\d{1,40}))?(?:E([+-]?\d{1,3}))?")

MAY_HOLD_CHAIN = re.compile(r"[=≈≠<>≤≥＝＜＞≒≃≅⩽⩾≦≧]|等于|equals|equal to|\\(?:approx|[lg]e|[lg]t|ne|equiv)|≡")
"""A text without a match holds no relation sign."""


def decide(text: str) -> tuple[Finding, ...] | None:
    """The faults of a text of one plain equation; None where it is not one, or not plainly right.

    >>> decide("3.5 * 2 = 7.0"), decide("3 * 4 = 13")
    ((), None)
    >>> decide("2 / 3 = 0.67")[0].verdict.value
    'rounded_as_equal'
    """
    if (match := _BINARY.fullmatch(text)) is not None:
        return _binary(text, match)
    if text[:1] == "√":
        match = _ROOT.fullmatch(text)
        return _root(text, match) if match else None
    match = _POWER.fullmatch(text)
    return _power(text, match) if match else None


def solves(text: str, problem: str) -> bool:
    """Whether a text is one bare number and solves the one equation `ax + b = 0` of its problem.

    >>> solves("方程的解为：-0.55556", "解方程 -9x + -5 = 0"), solves("x = 2", "解方程 2x + 4 = 0")
    (True, False)
    """
    stated, equation = _SOLUTION.fullmatch(text), _EQUATION.search(problem)
    if stated is None or equation is None or len(re.findall("[=<>]", problem)) > 1:
        return False
    a, sign, b = equation.groups()
    slope, constant, places = int(a), int(b) if sign == "+" else -int(b), len(stated[2] or "")
    if not slope:
        return False
    gap = abs(-constant * _TENS[places] - int(stated[1] + (stated[2] or "")) * slope)
    exact_enough = 2 * gap < abs(slope) and (places > 0 or not gap)
    digits = len((stated[1] + (stated[2] or "")).lstrip("-0"))
    return exact_enough or (digits in DOUBLE_DIGITS and gap * DOUBLE_PRECISION < abs(constant) * _TENS[places])


def is_value(text: str, problem: str) -> bool:
    """Whether a text is one bare number and the value of the one power that its problem asks for.

    >>> problem = "当 x = 0.5 时，求函数 y = 3x^2 的值"
    >>> is_value("函数的值为：0.75", problem), is_value("函数的值为：0.76", problem)
    (True, False)
    """
    stated, asked = _VALUE.fullmatch(text), _FUNCTION.fullmatch(problem)
    if stated is None or asked is None:
        return False
    x, x_rest, factor, exponent = asked.groups("")
    whole, rest, tens = stated.groups("")
    places = len(x_rest) * int(exponent)
    shift = int(tens or 0) - len(rest)
    top, step = int(factor) * int(x + x_rest) ** int(exponent), 10 ** (places + max(shift, 0))
    gap = abs(top * 10 ** max(-shift, 0) - int(whole + rest) * step)
    digits = len((whole + rest).lstrip("0"))
    if 2 * gap <= step:
        return True
    if digits != DECIMAL_DIGITS or gap > DECIMAL_NOISE * step:
        return False
    power = DECIMALS.power(Decimal(f"{x}.{x_rest or 0}"), int(exponent))
    return DECIMALS.multiply(Decimal(factor), power) == Decimal(f"{whole}.{rest or 0}E{tens or 0}")


def quotes(text: str, problem: str) -> bool:
    """Whether a problem asks for just the left side of a plain equation.

    >>> quotes("√2.25 = 1.5", "计算 2.25 的平方根？"), quotes("-2^0 = -1", "计算 -2 的 0 次方？")
    (True, False)
    """
    left, _, stated = text.partition(" = ")
    if left[0] == "√":
        return f" {left[1:]} 的平方根" in problem
    base, power, exponent = left.partition("^")
    if power:
        # What was meant is (-2)^k: with k even, a negative value holds for -2^k alone.
        as_meant = base[0] != "-" or stated[0] != "-" or int(exponent) % 2 == 1
        return as_meant and f" {base} 的 {exponent} 次方" in problem
    return f" {left} " in problem


def _binary(text: str, match: re.Match[str]) -> tuple[Finding, ...] | None:
    a, a_rest, sign, b, b_rest, c, c_rest = match.groups("")
    left, right, stated = int(a + a_rest), int(b + b_rest), int(c + c_rest)
    p, q, places = len(a_rest), len(b_rest), len(c_rest)
    if _may_be_time(a, a_rest) or _may_be_time(b, b_rest) or _may_be_time(c, c_rest):
        return None
    if sign == "*":
        return _against(text, left * right, _TENS[p + q], stated, places)
    if sign == "/":
        top, bottom = left * _TENS[q], right * _TENS[p]
        return _against(text, -top if bottom < 0 else top, abs(bottom), stated, places) if bottom else None
    left, right = left * _TENS[q], right * _TENS[p]
    return _against(text, left + right if sign == "+" else left - right, _TENS[p + q], stated, places)


def _may_be_time(whole: str, rest: str) -> bool:
    """`0730` may be a time or a code."""
    return not rest and whole[:1] == "0" and len(whole) > 1


def _power(text: str, match: re.Match[str]) -> tuple[Finding, ...] | None:
    minus, a, a_rest, k, c, c_rest = match.groups("")
    if _may_be_time(a, a_rest) or _may_be_time(k, "") or _may_be_time(c.lstrip("-"), c_rest):
        return None
    exponent, places = int(k), len(a_rest)
    base, stated = int(a + a_rest), int(c + c_rest)
    if exponent * places >= len(_TENS) or not base:
        return None
    top, bottom = base**exponent, _TENS[exponent * places]
    if minus and exponent % 2 == 0 and stated > 0:
        meant = _against(text, top, bottom, stated, len(c_rest))
        return None if meant is None else _unbracketed(text, Fraction(-top, bottom))
    return _against(text, -top if minus else top, bottom, stated, len(c_rest))


def _unbracketed(text: str, value: Fraction) -> tuple[Finding, ...]:
    """`-3^2 = 9`."""
    expected = terminating(value) or printed(value, PLACES_SHOWN)
    return (Finding(Verdict.PRECEDENCE, 0, len(text), text, NEGATIVE_BASE, False, expected),)


def _root(text: str, match: re.Match[str]) -> tuple[Finding, ...] | None:
    a, a_rest, c, c_rest = match.groups("")
    if _may_be_time(a, a_rest) or _may_be_time(c, c_rest):
        return None
    stated, places = int(c + c_rest), len(c_rest)
    # √(n/d) against s/10^p, both squared and scaled by 4·10^2p
    square, unit = 4 * int(a + a_rest) * _TENS[2 * places], _TENS[len(a_rest)]
    if 4 * stated * stated * unit == square:
        return ()
    if places and stated and (2 * stated - 1) ** 2 * unit < square < (2 * stated + 1) ** 2 * unit:
        return _rounded(text)
    return None


def _against(text: str, top: int, bottom: int, stated: int, places: int) -> tuple[Finding, ...] | None:
    """Compare top/bottom with stated/10^places; bottom is positive."""
    gap = abs(top * _TENS[places] - stated * bottom)
    if not gap:
        return ()
    return _rounded(text) if 2 * gap < bottom and places and stated else None


def _rounded(text: str) -> tuple[Finding, ...]:
    expected = text[text.index("=") + 2 :]
    return (Finding(Verdict.ROUNDED_AS_EQUAL, 0, len(text), text, NOT_EQUAL, False, expected),)
