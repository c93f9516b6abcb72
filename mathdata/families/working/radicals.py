r"""Exact sums of numbers, roots and powers of letters: `-5 + √5`, `3x^(1/2)/2`, `27 + 38i`.

```text
sum      {key: coefficient}        key   ((base, exponent), …)     base  a prime, a letter, or i
-5 + √5  {(): -5, ((5, 1/2),): 1}
```

A prime has an exponent between 0 and 1, i has exponent 1, and what is whole stands in the coefficient; so a number
has one form only, and sums are equal if their forms are.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import islice
from math import lcm
from typing import TypeAlias

from mathdata.errors import CannotSolve
from mathdata.families.notation import Name, Node, Number
from mathdata.families.working.numerals import prime_factors

Base: TypeAlias = int | str
Key: TypeAlias = tuple[tuple[Base, Fraction], ...]
Radicals: TypeAlias = Mapping[Key, Fraction]

MAX_TERMS = 24
MAX_POWER = 64
MAX_NUMBER = 10**12
_HALF = Fraction(1, 2)


def of_number(value: Fraction | int) -> Radicals:
    """A rational number."""
    return {(): Fraction(value)} if value else {}


def added(left: Radicals, right: Radicals) -> Radicals:
    """The sum."""
    total = {key: left.get(key, Fraction(0)) + right.get(key, Fraction(0)) for key in [*left, *right]}
    return {key: value for key, value in total.items() if value}


def negated(value: Radicals) -> Radicals:
    """The opposite."""
    return {key: -factor for key, factor in value.items()}


def multiplied(left: Radicals, right: Radicals) -> Radicals:
    """The product."""
    total: dict[Key, Fraction] = {}
    for one, a in left.items():
        for other, b in right.items():
            key, factor = _joined(one, other)
            total[key] = total.get(key, Fraction(0)) + a * b * factor
    if len(total) > MAX_TERMS:
        raise CannotSolve("radicals: too many terms")
    return {key: value for key, value in total.items() if value}


def divided(left: Radicals, right: Radicals) -> Radicals:
    """The quotient; a divisor of several terms is made one number by its conjugates."""
    if not right:
        raise CannotSolve("radicals: found a division by 0")
    top, bottom = left, right
    for _ in range(4):
        if len(bottom) == 1:
            break
        conjugate = _conjugate(bottom)
        top, bottom = multiplied(top, conjugate), multiplied(bottom, conjugate)
    if len(bottom) != 1:
        raise CannotSolve("radicals: cannot divide by such a sum")
    ((key, factor),) = bottom.items()
    inverse = multiplied({(): 1 / factor}, {(): Fraction(1)} if not key else _powered({key: Fraction(1)}, Fraction(-1)))
    return multiplied(top, inverse)


def raised(base: Radicals, exponent: Fraction) -> Radicals:
    """A power; of a sum only with a whole exponent."""
    if len(base) == 1 or exponent.denominator != 1:
        return _powered(base, exponent)
    whole = int(exponent)
    if not base or abs(whole) > MAX_POWER:
        raise CannotSolve("radicals: found such a power of 0, or one that is too high")
    result: Radicals = of_number(1)
    for _ in range(abs(whole)):
        result = multiplied(result, base)
    return result if whole >= 0 else divided(of_number(1), result)


def _powered(base: Radicals, exponent: Fraction) -> Radicals:
    """A power of one term; of a negative number only with a whole exponent or an odd root."""
    if not base and exponent > 0:
        return {}
    if len(base) != 1 or abs(exponent) > 400:
        raise CannotSolve("radicals: found such a power of a sum or of 0")
    ((key, factor),) = base.items()
    if (
        exponent.denominator == 1
        or factor > 0
        or (exponent.denominator % 2 and not any(base == "i" for base, _ in key))
    ):
        sign = -1 if factor < 0 and exponent.numerator % 2 else 1
    else:
        raise CannotSolve("radicals: found an even root of a negative number")
    if exponent.denominator > 1 and any(base == "i" for base, _ in key):
        raise CannotSolve("radicals: found a root of an imaginary number")
    powers: dict[Base, Fraction] = {name: value * exponent for name, value in key}
    for number, direction in ((abs(factor.numerator), 1), (factor.denominator, -1)):
        if number > MAX_NUMBER:
            raise CannotSolve("radicals: the numbers grow too large")
        for prime in prime_factors(number):
            powers[prime] = powers.get(prime, Fraction(0)) + direction * exponent
    if sum(abs(value) for name, value in powers.items() if isinstance(name, int)) > 400:
        raise CannotSolve("radicals: the numbers grow too large")
    tidy, size = _tidied(powers)
    return {tidy: sign * size}


def _joined(one: Key, other: Key) -> tuple[Key, Fraction]:
    powers: dict[Base, Fraction] = dict(one)
    for base, exponent in other:
        powers[base] = powers.get(base, Fraction(0)) + exponent
    return _tidied(powers)


def _tidied(powers: Mapping[Base, Fraction]) -> tuple[Key, Fraction]:
    """The key of a product of powers, and the rational factor that comes out of it."""
    kept: dict[Base, Fraction] = {}
    factor = Fraction(1)
    for base, exponent in powers.items():
        rest = exponent
        if base == "i":
            turn = int(exponent) % 4
            factor *= -1 if turn in (2, 3) else 1
            rest = Fraction(turn % 2)
        elif isinstance(base, int):
            whole = exponent.numerator // exponent.denominator
            factor *= Fraction(base) ** whole
            rest = exponent - whole
        if rest:
            kept[base] = rest
    return tuple(sorted(kept.items(), key=lambda item: (str(item[0]).isdigit(), str(item[0])))), factor


def _conjugate(value: Radicals) -> Radicals:
    """The sum with the sign of one square root, or of i, turned around."""
    candidates = {base for key in value for base, exponent in key
                  if base == "i" or (isinstance(base, int) and exponent == _HALF)}  # fmt: skip
    if any(base not in candidates for key in value for base, _ in key):
        raise CannotSolve("radicals: cannot divide by such a sum")
    turned = max(candidates, key=str)
    return {key: -factor if any(base == turned for base, _ in key) else factor for key, factor in value.items()}


def text_of(value: Radicals) -> str:
    """As plain text; roots other than square ones as powers.

    >>> text_of({(): Fraction(-5), ((5, Fraction(1, 2)),): Fraction(1)})
    '-5 + √5'
    >>> text_of({(("u", Fraction(2)), ("v", Fraction(-5))): Fraction(1, 12)})
    'u^2/(12v^5)'
    """
    common = lcm(*(factor.denominator for factor in value.values())) if value else 1
    is_plain = all(isinstance(base, int) or base == "i" for key in value for base, _ in key)
    if len(value) > 1 and common > 1 and is_plain:
        return f"({text_of({key: factor * common for key, factor in value.items()})})/{common}"
    terms = sorted(value.items(), key=lambda item: _rank(item[0]))
    text = "".join(f" {'-' if factor < 0 else '+'} {_term(key, abs(factor))}" for key, factor in terms)
    return ("-" + text[3:] if text.startswith(" -") else text[3:]) or "0"


def _rank(key: Key) -> tuple[bool, bool, str]:
    return any(base == "i" for base, _ in key), bool(key), str(key)


def _term(key: Key, factor: Fraction) -> str:
    """One term without its sign, what is below the line behind a slash."""
    top = _product([item for item in key if item[1] > 0], factor.numerator)
    bottom = _product([(base, -exponent) for base, exponent in key if exponent < 0], factor.denominator)
    if bottom == "1":
        return top
    return f"{top}/{bottom}" if bottom.isalnum() and (bottom.isdigit() or len(bottom) == 1) else f"{top}/({bottom})"


def _product(powers: list[tuple[Base, Fraction]], number: int) -> str:
    letters = "".join(_power(str(base), exponent) for base, exponent in powers if isinstance(base, str) and base != "i")
    squares = 1
    others = ""
    for base, exponent in powers:
        if isinstance(base, int) and exponent == _HALF:
            squares *= base
        elif isinstance(base, int):
            others += f"*{_power(str(base), exponent)}"
    imaginary = "i" if any(base == "i" for base, _ in powers) else ""
    root = f"√{squares}" if squares > 1 else ""
    rest = letters + imaginary
    rest = f"{rest}*{root}" if rest and root else rest + root
    shown = (str(number) if number > 1 or not (rest or others) else "") + rest
    return f"{shown}{others}".lstrip("*")


def _power(base: str, exponent: Fraction) -> str:
    if exponent == 1:
        return base
    return f"{base}^{exponent}" if exponent.denominator == 1 else f"{base}^({exponent})"


class Evaluation:
    """A formula worked out from the inside to the outside; `lines` has each operation that changes something."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def value(self, node: Node) -> Radicals:
        """The value of a formula.

        Raises:
            CannotSolve: for what is no such formula, or beyond the limits.
        """
        if isinstance(node, Number):
            return of_number(node.value)
        if isinstance(node, Name):
            if node.text in ("pi", "oo") or len(node.text) > 1:
                raise CannotSolve(f"radicals: found {node.text!r}")
            return {((node.text, Fraction(1)),): Fraction(1)}
        values = [self.value(part) for part in node.parts]
        result = _apply(node.head, values)
        self._say(node.head, values, result)
        return result

    def _say(self, head: str, values: list[Radicals], result: Radicals) -> None:
        texts = [text_of(value) for value in values]
        done = text_of(result)
        if head == "+":
            first, *rest = texts
            shown = first + "".join(f" - {text[1:]}" if text[0] == "-" and not _is_sum(text[1:]) else
                                    f" + {_bracketed(text)}" for text in rest)  # fmt: skip
        elif head == "*":
            shown = " * ".join(map(_bracketed, texts))
        elif head == "/":
            shown = f"{_bracketed(texts[0])} / {_tight(texts[1])}"
        elif head == "^":
            shown = f"{_tight(texts[0])}^{_tight(texts[1])}"
        elif head == "sqrt":
            shown = f"√{_tight(texts[0])}"
        elif head == "root":
            shown = f"{_tight(texts[1])}^(1/{texts[0]})"
        else:
            return
        if shown.replace(" ", "") != done.replace(" ", "").replace("(", "").replace(")", ""):
            self.lines.append(f"{shown} = {done}")


def _apply(head: str, values: list[Radicals]) -> Radicals:
    if head == "-":
        return negated(values[0])
    if head == "/":
        return divided(*values)
    if head == "^":
        return raised(values[0], _rational(values[1]))
    if head == "sqrt":
        return _powered(values[0], _HALF)
    if head == "root":
        index = _rational(values[0])
        if index.denominator != 1 or not 2 <= index <= 20:
            raise CannotSolve("radicals: found no index of a root")
        return _powered(values[1], 1 / index)
    if head not in ("+", "*"):
        raise CannotSolve(f"radicals: found {head!r}")
    result = values[0]
    for value in islice(values, 1, None):
        result = added(result, value) if head == "+" else multiplied(result, value)
    return result


def _rational(value: Radicals) -> Fraction:
    if set(value) <= {()}:
        return value.get((), Fraction(0))
    raise CannotSolve("radicals: found an exponent that is no number")


def _is_sum(text: str) -> bool:
    return " " in text and not (text[0] == "(" and text.count("(") == 1 and text.endswith(")"))


def _bracketed(text: str) -> str:
    return f"({text})" if _is_sum(text) or text[0] == "-" else text


def _tight(text: str) -> str:
    return text if text.isalnum() and (text.isdigit() or len(text) == 1) else f"({text})"
