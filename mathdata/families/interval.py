"""Events such as `P(X ≤ 3)`, `P(1 < X < 4)` or `P(|X - 1| < 2)`: read in any spelling, written in one."""

import re
from fractions import Fraction
from typing import NamedTuple

from mathdata.families.working.expression import number_text
from mathdata.numbers import half_width

VARIABLE = r"\$?(?:[A-Z]|ξ|η|\\xi|\\eta)\$?"
_DIGITS, _DIVISOR = "[0-9０-９]{1,12}", "[1-9１-９][0-9０-９]{0,11}"
_SIGNED = rf"[-−－–+＋]?{_DIGITS}(?:[.．]{_DIGITS})?"
COUNT = _DIGITS
"""A whole number of few digits."""

QUOTIENT = (
    rf"{_SIGNED}(?:\s*[/／]\s*{_DIVISOR}|\s*[%％])?"
    rf"|[-−－–]?\\[dt]?frac\s*\{{\s*{_DIGITS}\s*\}}\s*\{{\s*{_DIVISOR}\s*\}}"
)
"""A number, a quotient of two that is not over 0, or a percentage, of few digits."""

_NUMBER = rf"(?:{QUOTIENT})"
_SIGN = r"(?:<=|>=|\\leqslant|\\geqslant|\\leq|\\geq|\\le|\\ge|\\lt|\\gt|[<>=≤≥⩽⩾≦≧＜＞＝])"
_BARE = r"(?:[A-Z]|ξ|η|\\xi|\\eta)"
_OPEN, _CLOSE = r"(?:\\left)?\s*(?:\\\{|[(（{\[])", r"(?:\\right)?\s*(?:\\\}|[)）}\]])"
EVENT = (
    rf"\$?P\s*{_OPEN}\s*(?:(?:{_NUMBER}\s*{_SIGN}\s*)?{_BARE}(?:\s*{_SIGN}\s*{_NUMBER})?"
    rf"|\|\s*{_BARE}\s*(?:[-−－–+]\s*{_NUMBER}\s*)?\|\s*{_SIGN}\s*{_NUMBER})\s*{_CLOSE}\$?"
)
"""The probability of an event of one variable, in dollars or not."""

_WHOLE = re.compile(EVENT)
_ENDS = re.compile(rf"(?:(?P<a>{_NUMBER})\s*(?P<s>{_SIGN})\s*)?(?P<x>{_BARE})(?:\s*(?P<t>{_SIGN})\s*(?P<b>{_NUMBER}))?")
_DISTANCE = re.compile(
    rf"\|\s*(?P<x>{_BARE})\s*(?:(?P<way>[-+])\s*(?P<m>{_NUMBER})\s*)?\|\s*(?P<t>{_SIGN})\s*(?P<b>{_NUMBER})"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{\s*(\d+)\s*\}\s*\{\s*(\d+)\s*\}")
_SPELLINGS = {
    "<": ("\\lt", "＜"), ">": ("\\gt", "＞"), "≤": ("<=", "\\leqslant", "\\leq", "\\le", "⩽", "≦"),
    "≥": (">=", "\\geqslant", "\\geq", "\\ge", "⩾", "≧"), "=": ("＝",),
}  # fmt: skip
_SIGNS = {spelling: sign for sign, spellings in _SPELLINGS.items() for spelling in (sign, *spellings)}
_LETTERS = {"\\xi": "ξ", "\\eta": "η"}
_MIRRORED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "=": "="}


class Interval(NamedTuple):
    """A variable between two ends; None is no end."""

    variable: str
    low: Fraction | None
    low_sign: str
    """`≤` where the lower end belongs to the event, else `<`; empty without an end."""
    high: Fraction | None
    high_sign: str

    @property
    def text(self) -> str:
        """As it is written.

        >>> Interval("X", Fraction(1), "≤", Fraction(3), "<").text, Interval("X", Fraction(1), "<", None, "").text
        ('P(1 ≤ X < 3)', 'P(X > 1)')
        """
        if self.low is not None and self.low == self.high:
            return f"P({self.variable} = {number_text(self.low)})"
        if self.low is None or self.high is None:
            end = self.high if self.low is None else self.low
            sign = self.high_sign if self.low is None else _MIRRORED[self.low_sign]
            return f"P({self.variable} {sign} {number_text(end or Fraction(0))})"
        low, high = number_text(self.low), number_text(self.high)
        return f"P({low} {self.low_sign} {self.variable} {self.high_sign} {high})"


def bounded(variable: str, sign: str, end: Fraction) -> Interval:
    """The event that a variable is at most, at least, less than, more than or just a number."""
    low, high = (end if sign in signs else None for signs in (">≥=", "<≤="))
    low_sign = {">": "<", "≥": "≤", "=": "≤"}.get(sign, "")
    return Interval(variable, low, low_sign, high, {"<": "<", "≤": "≤", "=": "≤"}.get(sign, ""))


def read_interval(text: str) -> Interval | None:
    r"""The event of a probability as it stands in a problem, or None if it is none.

    >>> read_interval(r"$P(1 < X \leq \frac{7}{2})$").text
    'P(1 < X ≤ 3.5)'
    >>> read_interval("P(|X - 1| < 2)").text
    'P(-1 < X < 3)'
    """
    if _WHOLE.fullmatch(text.strip()) is None:
        return None
    bare = re.sub(rf"^\$?P\s*{_OPEN}\s*|\s*{_CLOSE}\$?$", "", half_width(text).strip())
    ends, distance = _ENDS.fullmatch(bare), _DISTANCE.fullmatch(bare)
    if distance is not None:
        return _within(distance)
    if ends is None:
        return None
    variable = variable_of(ends["x"])
    behind = bounded(variable, _SIGNS[ends["t"]], number(ends["b"])) if ends["t"] else None
    before = bounded(variable, _MIRRORED[_SIGNS[ends["s"]]], number(ends["a"])) if ends["s"] else None
    if behind is None or before is None:
        return behind or before
    if before.low is None or before.high is not None or behind.high is None or behind.low is not None:
        return None  # 3 > X > 1, or an equation within
    if before.low >= behind.high:
        return None
    return Interval(variable, before.low, before.low_sign, behind.high, behind.high_sign)


def _within(match: "re.Match[str]") -> Interval | None:
    """|X - m| < d is an interval around m; that it is more than d is two of them, and no event here."""
    sign, distance = _SIGNS[match["t"]], number(match["b"])
    middle = number(match["m"] or "0") * (-1 if match["way"] == "+" else 1)
    if sign not in "<≤" or distance <= 0:
        return None
    return Interval(variable_of(match["x"]), middle - distance, sign, middle + distance, sign)


def variable_of(text: str) -> str:
    """The letter of a variable in one spelling."""
    bare = text.strip("$ ")
    return _LETTERS.get(bare, bare)


def number_spelled(text: str) -> str:
    r"""A number of a problem in plain digits; a percentage as a decimal, a quotient in lowest terms.

    >>> number_spelled(r"\frac{2}{6}"), number_spelled("30%"), number_spelled("0.50")
    ('1/3', '0.3', '0.5')
    """
    plain = _FRACTION.sub(r"\1/\2", half_width(text)).replace(" ", "").lstrip("+")
    if "/" in plain:
        return str(number(plain))
    return number_text(number(plain))


def number(text: str) -> Fraction:
    """The value of such a number."""
    plain = _FRACTION.sub(r"\1/\2", half_width(text)).replace(" ", "").lstrip("+")
    digits, percent, _ = plain.partition("%")
    return Fraction(digits) / (100 if percent else 1)
