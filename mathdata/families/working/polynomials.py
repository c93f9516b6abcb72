r"""Polynomials in letters: a bounded reader of plain text and simple LaTeX, and how they are written.

```text
2x^2+3x+1   -n**2/2 - n + 255/2   \frac{1}{2}x - 3(y + 2)   x²-4x
```

Nothing is evaluated by Python: what is not a number, a single letter, a bracket, or one of `+ - * / ^` is
refused, and so are words, division by letters, and what exceeds the limits.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from mathdata.errors import CannotSolve
from mathdata.numbers import MAX_DIGITS, half_width

MAX_CHARS = 300
MAX_DEPTH = 20
MAX_DEGREE = 4
MAX_TERMS = 60

Monomial: TypeAlias = tuple[str, ...]
"""Letters in order, each as often as it is a factor: `("x", "x")` is x^2."""

Polynomial: TypeAlias = Mapping[Monomial, Fraction]
"""A coefficient other than 0 for each monomial."""


class Known(NamedTuple):
    """What letters stand for: values, and functions as their argument and their body."""

    values: Mapping[str, Polynomial]
    functions: Mapping[str, tuple[str, Polynomial]]


_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|(\\[dt]?frac)|([A-Za-z])(?![A-Za-z])|(\*\*|[-+*/^(){}\[\]])|([²³]))")
_SILENT = re.compile(r"\\(?:left|right|,|;|!|displaystyle)|\$")
_SIGNS = str.maketrans("−–－＋［］｛｝", "---+[]{}")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def read_polynomial(text: str, *, degree: int = MAX_DEGREE, known: Known | None = None) -> Polynomial | None:
    """The polynomial of a text, or None if it is anything else.

    Args:
        text: the polynomial as people write it.
        degree: the highest degree that is read.
        known: what letters stand for, and what letters do to what stands in brackets behind them.

    >>> read_polynomial("2x^2 - (x - 1)/2")[("x",)]
    Fraction(-1, 2)
    >>> read_polynomial("1/x") is read_polynomial("for x") is None
    True
    """
    if len(text) > MAX_CHARS:
        return None
    plain = _SILENT.sub(" ", half_width(text)).translate(_SIGNS).replace("\\cdot", "*").replace("\\times", "*")
    try:
        reader = _Reader(_tokens(plain), degree, known or Known({}, {}))
        found = reader.sum(0)
        return found if not reader.rest else None
    except CannotSolve:
        return None


def letters(polynomial: Polynomial) -> set[str]:
    """The letters that are in it."""
    return {letter for monomial in polynomial for letter in monomial}


def plus(left: Polynomial, right: Polynomial, factor: Fraction | int = 1, *, degree: int = MAX_DEGREE) -> Polynomial:
    """The sum with a multiple of another one."""
    total = {
        monomial: left.get(monomial, Fraction(0)) + right.get(monomial, Fraction(0)) * factor
        for monomial in [*left, *right]
    }
    return _bounded({monomial: value for monomial, value in total.items() if value}, degree)


def times(left: Polynomial, right: Polynomial, *, degree: int = MAX_DEGREE) -> Polynomial:
    """The product."""
    product: dict[Monomial, Fraction] = {}
    for one, a in left.items():
        for other, b in right.items():
            monomial = tuple(sorted(one + other))
            product[monomial] = product.get(monomial, Fraction(0)) + a * b
    return _bounded({monomial: value for monomial, value in product.items() if value}, degree)


def raised(base: Polynomial, exponent: int, *, degree: int = MAX_DEGREE) -> Polynomial:
    """A power."""
    result: Polynomial = {(): Fraction(1)}
    for _ in range(exponent):
        result = times(result, base, degree=degree)
    return result


def put_in(body: Polynomial, letter: str, value: Polynomial, *, degree: int = MAX_DEGREE) -> Polynomial:
    """A polynomial with another one in the place of a letter.

    >>> written(put_in({("x", "x"): Fraction(2)}, "x", {("t",): Fraction(1), (): Fraction(1)}))
    '2t^2 + 4t + 2'
    """
    total: Polynomial = {}
    for monomial, factor in body.items():
        rest = {tuple(name for name in monomial if name != letter): factor}
        power = raised(value, monomial.count(letter), degree=degree)
        total = plus(total, times(rest, power, degree=degree), degree=degree)
    return total


def written(polynomial: Polynomial) -> str:
    """A polynomial as text, highest powers first.

    >>> written({("x", "x"): Fraction(2), ("x",): Fraction(-1), (): Fraction(-3, 2)})
    '2x^2 - x - 3/2'
    """
    terms = sorted(polynomial.items(), key=lambda item: (-len(item[0]), item[0]))
    text = "".join(_term(monomial, value) for monomial, value in terms)
    return ("-" + text[3:] if text.startswith(" -") else text[3:]) or "0"


def _term(monomial: Monomial, value: Fraction) -> str:
    """` + 2x^2` or ` - x`."""
    size = abs(value)
    powers = "".join(
        f"{letter}^{monomial.count(letter)}" if monomial.count(letter) > 1 else letter
        for letter in dict.fromkeys(monomial)
    )
    if size.denominator == 1 or not powers:
        number = str(size) if size != 1 or not powers else ""
        return f" {'-' if value < 0 else '+'} {number}{powers}"
    top = "" if size.numerator == 1 else str(size.numerator)
    return f" {'-' if value < 0 else '+'} {top}{powers}/{size.denominator}"


def _bounded(polynomial: Polynomial, degree: int) -> Polynomial:
    if len(polynomial) > MAX_TERMS or any(len(monomial) > degree for monomial in polynomial):
        raise CannotSolve("polynomial: too many terms or too high a degree")
    return polynomial


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    position, text = 0, text.strip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None or (match[1] and len(match[1]) > MAX_DIGITS):
            raise CannotSolve(f"polynomial: found {text[position : position + 9]!r}")
        number, fraction, letter, sign, power = match.groups()
        tokens += (
            ["^", "2" if power == "²" else "3"] if power else [number or (fraction and "\\frac") or letter or sign]
        )
        position = match.end()
    return tokens[::-1]


class _Reader:
    """Recursive descent; `rest` has the next token last."""

    def __init__(self, rest: list[str], degree: int, known: Known) -> None:
        self.rest, self.degree, self.known = rest, degree, known

    def peek(self) -> str:
        return self.rest[-1] if self.rest else ""

    def take(self) -> str:
        if not self.rest:
            raise CannotSolve("polynomial: the text ends too early")
        return self.rest.pop()

    def sum(self, depth: int) -> Polynomial:
        total = self.product(depth)
        while self.peek() in ("+", "-"):
            factor = 1 if self.take() == "+" else -1
            total = plus(total, self.product(depth), factor, degree=self.degree)
        return total

    def product(self, depth: int) -> Polynomial:
        result = self.signed(depth)
        while (sign := self.peek()) and sign not in ("+", "-", ")", "]", "}"):
            if sign == "/":
                self.take()
                result = _divided(result, self.signed(depth), self.degree)
            else:
                factor = self.signed(depth) if sign == "*" and self.take() else self.power(depth)
                result = times(result, factor, degree=self.degree)
        return result

    def signed(self, depth: int) -> Polynomial:
        factor = 1
        while self.peek() in ("+", "-"):
            factor *= 1 if self.take() == "+" else -1
        return plus({}, self.power(depth), factor, degree=self.degree)

    def power(self, depth: int) -> Polynomial:
        base = self.atom(depth)
        if self.peek() not in ("^", "**"):
            return base
        self.take()
        exponent = self.atom(depth)
        value = exponent.get((), Fraction(0)) if not letters(exponent) else Fraction(-1)
        if value.denominator != 1 or not 0 <= value <= self.degree:
            raise CannotSolve(f"polynomial: found the exponent {value}")
        return raised(base, int(value), degree=self.degree)

    def atom(self, depth: int) -> Polynomial:
        token = self.take()
        if depth > MAX_DEPTH:
            raise CannotSolve("polynomial: nested too deeply")
        if token == "\\frac":
            return _divided(self.atom(depth + 1), self.atom(depth + 1), self.degree)
        if token in _CLOSING:
            inside = self.sum(depth + 1)
            if self.take() != _CLOSING[token]:
                raise CannotSolve("polynomial: a bracket is not closed")
            return inside
        if token.isalpha():
            return self.letter(token, depth)
        if not token[0].isdigit():
            raise CannotSolve(f"polynomial: found {token!r}")
        value = Fraction(Decimal(token))
        return {(): value} if value else {}

    def letter(self, token: str, depth: int) -> Polynomial:
        """A letter, or what it stands for; a known function takes the bracket behind it."""
        if token in self.known.functions:
            if self.peek() != "(":
                raise CannotSolve(f"polynomial: found {token!r}, wanted what it is taken of")
            argument, body = self.known.functions[token]
            return put_in(body, argument, self.atom(depth + 1), degree=self.degree)
        return self.known.values.get(token, {(token,): Fraction(1)})


def _divided(top: Polynomial, bottom: Polynomial, degree: int) -> Polynomial:
    if letters(bottom) or not bottom:
        raise CannotSolve("polynomial: found a division by a letter or by 0")
    return plus({}, top, 1 / bottom[()], degree=degree)
