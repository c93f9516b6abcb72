r"""What a problem asks in words that leave no choice, as competition problems do.

Each reader knows one question, whole, in a few wordings, and gives its exact value; a problem that says
anything else is not read. Nothing of the solution is looked at.

```text
Find the remainder when $23^{73}$ is divided by $70$.      23
What is the least common multiple of 665 and 410?          54530
Express the base $10$ integer $2874$ in base $5$.          42444 in base 5
```
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import comb, gcd, isqrt, lcm
from typing import NamedTuple

from mathdata.verify.algebra import line_between, names, side_of
from mathdata.verify.limits import Unproven
from mathdata.verify.modular import remainder_of
from mathdata.verify.parse import parse
from mathdata.verify.tokens import tokenise

MAX_CHARS = 400
MAX_FACES = 2_000
"""Dice times faces: as many sums are counted."""


class Asked(NamedTuple):
    """The value asked for, and what stands behind its digits."""

    value: Fraction
    times_pi: bool = False
    base: int = 10


_FIND = r"(?:what is|what's|find|compute|calculate|determine|evaluate|求)(?: the)? ?(?:value of )?"
_NUMBERS = r"(-?\d+(?: ?(?:, and|,|and|、|和|与) ?-?\d+)+)"
_END = r" ?[.?？。]?"
_UNIT = r"(?: (?:square )?[a-z]+)?"
_COINS = {"penny": 1, "pennies": 1, "cent": 1, "nickel": 5, "dime": 10, "quarter": 25, "half-dollar": 50}
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12, "twenty": 20}
_COUNT = rf"(\d+|{'|'.join(_WORDS)})"


def asked_in_words(problem: str) -> Asked | None:
    """The exact value that a problem asks for, None where no reader knows it.

    >>> asked_in_words("Find the remainder when $23^{73}$ is divided by $70$.")
    Asked(value=Fraction(23, 1), times_pi=False, base=10)
    """
    if len(problem) > MAX_CHARS:
        return None
    text = " ".join(problem.replace("$", "").replace("\\[", " ").replace("\\]", " ").split())
    for pattern, read in _READERS:
        match = pattern.fullmatch(text)
        if match is not None:
            try:
                return read(match)
            except Unproven:
                return None
    return None


def _common(match: re.Match[str]) -> Asked | None:
    """The greatest common divisor or least common multiple of some numbers."""
    numbers = [int(number) for number in re.findall(r"-?\d+", match["numbers"] or match["zh_numbers"])]
    name = (match["name"] or match["zh_name"]).lower()
    is_divisor = name.startswith("great") or "大" in name
    return Asked(Fraction((gcd if is_divisor else lcm)(*numbers)))


def _remainder(match: re.Match[str]) -> Asked | None:
    tokens = tokenise(match["expression"])
    parsed = parse(tokens, 0)
    modulus = int(match["modulus"])
    if parsed.next != len(tokens) or parsed.doubt or not modulus:
        return None
    return Asked(Fraction(remainder_of(parsed.tree, modulus)))


def _series(match: re.Match[str]) -> Asked | None:
    """An arithmetic series from three terms and its last."""
    terms = [int(term) for term in re.findall(r"-?\d+", match["terms"])]
    steps = {b - a for a, b in pairwise(terms)}
    last = int(match["last"])
    if len(steps) != 1 or len(terms) < 3 or not (step := steps.pop()):
        return None
    count, rest = divmod(last - terms[0], step)
    return None if rest or count < 0 else Asked(Fraction((terms[0] + last) * (count + 1), 2))


def _in_base(match: re.Match[str]) -> Asked | None:
    """A number written in one base, for another."""
    digits, base, target = match["digits"], int(match["base"] or 10), int(match["target"])
    if not (2 <= base <= 10 and 2 <= target <= 10) or any(int(digit) >= base for digit in digits):
        return None
    return Asked(Fraction(int(digits, base)), base=target)


def _circle(match: re.Match[str]) -> Asked | None:
    """One measure of a circle from another."""
    given, wanted = match["given"].lower(), match["wanted"].lower()
    value, has_pi = Fraction(match["value"]), bool(match["pi"])
    if has_pi != (given in ("area", "circumference")):
        return None  # a radius with π, or an area without
    square = {"radius": value**2, "diameter": value**2 / 4, "circumference": value**2 / 4, "area": value}[given]
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    if wanted == "area":
        return Asked(square, times_pi=True)
    if root**2 != square:
        return None
    return Asked(root * (1 if wanted == "radius" else 2), times_pi=wanted == "circumference")


def _dice(match: re.Match[str]) -> Asked | None:
    """The probability that dice show a sum."""
    count, faces, wanted = _number(match["count"]), _number(match["faces"]), int(match["sum"])
    if count * faces > MAX_FACES or count > 50:
        return None
    ways = {0: 1}
    for _ in range(count):
        ways = reduce(_rolled, range(1, faces + 1), (ways, dict[int, int]()))[1]
    return Asked(Fraction(ways.get(wanted, 0), faces**count))


def _rolled(both: tuple[dict[int, int], dict[int, int]], face: int) -> tuple[dict[int, int], dict[int, int]]:
    before, after = both
    for total, ways in before.items():
        after[total + face] = after.get(total + face, 0) + ways
    return both


def _number(text: str) -> int:
    return _WORDS.get(text.lower()) or int(text)


def _logarithm(match: re.Match[str]) -> Asked | None:
    """A rational logarithm of whole numbers."""
    base, value = int(match["base"]), int(match["value"])
    if base < 2 or value < 2 or max(base, value).bit_length() > 512:
        return None
    exponent, power = _as_power(value)
    other, root = _as_power(base)
    return Asked(Fraction(exponent, other)) if power == root else None


def _as_power(value: int) -> tuple[int, int]:
    """The largest exponent of which a number is a power, and the base.

    >>> _as_power(390625)
    (8, 5)
    """
    for exponent in range(value.bit_length(), 1, -1):
        guess = round(value ** (1 / exponent)) if value < 2**512 else 0
        for base in (guess - 1, guess, guess + 1):
            if base > 1 and base**exponent == value:
                return exponent, base
    return 1, value


def _committee(match: re.Match[str]) -> Asked | None:
    """How many ways there are to choose some of each kind."""
    have = {match["one"]: int(match["n"]), match["other"]: int(match["m"])}
    choose = {match["first"]: int(match["i"]), match["second"]: int(match["j"])}
    if have.keys() != choose.keys() or max(have.values()) > 1_000:
        return None
    return Asked(Fraction(reduce(lambda ways, kind: ways * comb(have[kind], choose[kind]), have, 1)))


def _coins(match: re.Match[str]) -> Asked | None:
    """What some coins are worth."""
    worth = 0
    for count, name in re.findall(r"(\d+) ([a-z-]+)", match["coins"].lower()):
        if name not in _COINS and name.removesuffix("s") not in _COINS:
            return None
        worth += int(count) * (_COINS.get(name) or _COINS[name.removesuffix("s")])
    return Asked(Fraction(worth, 1 if match["unit"].lower() == "cents" else 100))


def _count(match: re.Match[str]) -> Asked | None:
    """How many positive integers satisfy a linear inequality."""
    tokens = tokenise(match["inequality"])
    signs = [i for i, token in enumerate(tokens) if token.kind == "relation"]
    if len(signs) != 1 or names(tokens) != {match["letter"]}:
        return None
    left, right = side_of(tokens, signs[0], -1), side_of(tokens, signs[0], 1)
    line, sign = line_between(left, right, match["letter"]), tokens[signs[0]].text
    if line is None or not line.slope or sign not in "<>≤≥" or (line.slope > 0) != (sign in "<≤"):
        return None  # not linear, or without end
    bound = -line.at_zero / line.slope
    last = bound.numerator // bound.denominator
    strictly = sign in "<>" and bound == last
    return Asked(Fraction(max(last - strictly, 0)))


def _readers() -> Iterator[tuple[str, Callable[[re.Match[str]], Asked | None]]]:
    common = "greatest common (?:divisor|factor)|least common multiple"
    yield (
        rf"{_FIND}(?P<name>{common}) of (?P<numbers>{_NUMBERS}){_END}"
        rf"|(?:求|计算) ?(?P<zh_numbers>{_NUMBERS}) ?的(?P<zh_name>最大公[约因]数|最小公倍数){_END}",
        _common,
    )
    yield rf"{_FIND}remainder when (?P<expression>.+) is divided by (?P<modulus>\d+){_END}", _remainder
    plus, dots = r" ?\+ ?", r"(?:\\c?dots|\\ldots|\.\.\.|…+|⋯)"
    yield (
        rf"{_FIND}(?:sum of the )?(?:arithmetic )?(?:series|sum|progression)?:? ?"
        rf"(?P<terms>-?\d+(?:{plus}\(?-?\d+\)?)+){plus}{dots}{plus}\(?(?P<last>-?\d+)\)?{_END}",
        _series,
    )
    number = r"(?:the )?(?:number |base 10 (?:integer|number) )?(?P<digits>\d+)(?:_\{?(?P<base>\d+)\}?)?"
    yield (
        rf"(?:convert|express|write) {number} (?:to|in|as) (?:an? )?base (?P<target>\d+)(?: (?:integer|number))?{_END}",
        _in_base,
    )
    measures = "area|circumference|radius|diameter"
    pi = r" ?(?P<pi>\\pi|π)?"
    yield (
        rf"the (?P<given>{measures}) of a circle is (?P<value>\d+(?:\.\d+)?){pi}{_UNIT}[.,] "
        rf"(?:what is|find|compute) (?:its|the) (?P<wanted>{measures})(?: of the circle)?"
        rf"(?:,? in (?:square )?[a-z]+)?{_END}",
        _circle,
    )
    yield (
        rf"(?P<count>{_COUNT}) (?:fair |standard )?(?P<faces>{_COUNT})-sided dice"
        r"(?:, with faces numbered 1 through \d+,)? are (?:rolled|thrown)[.,] "
        r"what is the probability that (?:the )?(?:numbers|sum|total)[a-z ]*? (?:sum to|is|equals) "
        rf"(?P<sum>\d+)\?(?: express your answer as a common fraction\.)?",
        _dice,
    )
    yield rf"{_FIND}\\log_\{{?(?P<base>\d+)\}}? ?\{{?(?P<value>\d+)\}}?{_END}", _logarithm
    yield (
        r"[a-z' ]+ has (?P<n>\d+) (?P<one>[a-z]+) and (?P<m>\d+) (?P<other>[a-z]+)\. (?:in )?how many (?:different )?"
        r"(?:ways|committees|teams)[a-z ]*? of (?P<i>\d+) (?P<first>[a-z]+) and (?P<j>\d+) (?P<second>[a-z]+)"
        rf"(?: can)?(?: be)?(?: chosen| formed| selected)?{_END}",
        _committee,
    )
    yield (
        r"[a-z]+ has (?P<coins>\d+ [a-z-]+(?:,? (?:and )?\d+ [a-z-]+)*)\. what is the (?:total )?value of "
        rf"(?:the|his|her|these) coins,? in (?P<unit>dollars|cents){_END}",
        _coins,
    )
    yield rf"how many positive integers (?P<letter>[a-z]) satisfy (?P<inequality>.{{3,80}}?){_END}", _count


_READERS = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _readers())
