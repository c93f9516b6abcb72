"""The shape of one side of an equation, and its exact value."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from mathdata.verify import exact
from mathdata.verify.distributions import probability
from mathdata.verify.exact import Exact
from mathdata.verify.functions import call
from mathdata.verify.limits import MAX_DIGITS, Unproven
from mathdata.verify.units import Unit


@lru_cache(maxsize=1024)
def last_place(places: int) -> Fraction:
    """One unit of the last of so many decimals."""
    return Fraction(10) ** -places


class Number(NamedTuple):
    """A number as shown: its value without percent sign and unit, and the place of its last digit."""

    value: Fraction
    places: int
    """Decimals shown; `1.50` has 2, `2.7E+34` has -33."""
    start: int
    end: int
    percent: bool = False
    unit: Unit | None = None
    label: str = ""
    """A word behind the number that is no known unit: `apples`."""

    @property
    def step(self) -> Fraction:
        """One unit of the last place shown."""
        return last_place(self.places)


class Negation(NamedTuple):
    """A minus sign before something, and where the sign stands."""

    operand: "Node"
    start: int


class Operation(NamedTuple):
    """Two operands and one of `+ - * / ^`."""

    sign: str
    left: "Node"
    right: "Node"


class Root(NamedTuple):
    """A root and its degree."""

    radicand: "Node"
    degree: int


class Call(NamedTuple):
    """A function by its name, and what it is applied to."""

    name: str
    arguments: tuple["Node", ...]
    in_degrees: bool = False


class Constant(NamedTuple):
    """The number π, e or i, or the probability of an event, and where it stands."""

    name: str
    start: int
    end: int


Node = Number | Negation | Operation | Root | Call | Constant

_CONSTANTS = {"π": exact.PI, "e": exact.E, "i": exact.I}


def read_number(text: str, start: int, end: int) -> Number:
    """The number of a token, with the place of its last digit.

    Raises:
        Unproven: if it has more digits than the limits allow.

    >>> read_number("2.70E+3", 0, 7)[:2]
    (Fraction(2700, 1), -1)
    """
    if end - start > MAX_DIGITS:
        raise Unproven("a number with too many digits")
    mantissa, _, power = text.replace(",", "").replace("e", "E").partition("E")
    whole, _, decimals = mantissa.partition(".")
    places = len(decimals) - int(power or 0)
    if abs(places) > MAX_DIGITS * 4:
        raise Unproven("an exponent that is too large")
    digits = int(whole + decimals)
    value = Fraction(digits, 10**places) if places > 0 else Fraction(digits * 10**-places)
    return Number(value, places, start, end)


def evaluate(node: Node, shifts: Mapping[int, Fraction] | None = None, *, percent: bool = True) -> Exact:
    """The exact value of a tree.

    `shifts` moves the numbers that start at the given offsets; with `percent` false the percent sign is only
    a label.

    Raises:
        Unproven: division by zero, a root that is not real, or anything beyond the limits.
    """
    if isinstance(node, Number):
        value = node.value + shifts.get(node.start, 0) if shifts else node.value
        return value / 100 if node.percent and percent else value
    if isinstance(node, Negation):
        return exact.negate(evaluate(node.operand, shifts, percent=percent))
    if isinstance(node, Root):
        return exact.root(evaluate(node.radicand, shifts, percent=percent), node.degree)
    if isinstance(node, Call):
        arguments = [evaluate(argument, shifts, percent=percent) for argument in node.arguments]
        return call(node.name, arguments, in_degrees=node.in_degrees)
    if isinstance(node, Constant):
        return _CONSTANTS[node.name] if node.name in _CONSTANTS else probability(node.name)
    return _operate(node, shifts, percent=percent)


def _operate(node: Operation, shifts: Mapping[int, Fraction] | None, *, percent: bool) -> Exact:
    pending: list[Operation] = []
    first: Node = node
    while isinstance(first, Operation):  # a sum of a thousand terms leans left; it must not nest a thousand calls
        pending.append(first)
        first = first.left
    value = evaluate(first, shifts, percent=percent)
    for operation in reversed(pending):
        value = _apply(operation.sign, value, evaluate(operation.right, shifts, percent=percent))
    return value


def _apply(sign: str, left: Exact, right: Exact) -> Exact:
    if sign == "+":
        return exact.add(left, right)
    if sign == "-":
        return exact.add(left, exact.negate(right))
    if sign == "*":
        return exact.multiply(left, right)
    if sign == "/":
        return exact.divide(left, right)
    return exact.power(left, right)


def walk(node: Node) -> Iterator[Node]:
    """Every node, the tree itself first."""
    pending: list[Node] = [node]
    while pending:
        here = pending.pop()
        yield here
        if isinstance(here, Operation):
            pending += (here.right, here.left)
        elif isinstance(here, Negation):
            pending.append(here.operand)
        elif isinstance(here, Root):
            pending.append(here.radicand)
        elif isinstance(here, Call):
            pending += here.arguments


def numbers(node: Node) -> list[Number]:
    """The numbers of a tree, from left to right."""
    found: list[Number] = []
    pending: list[Node] = [node]
    while pending:
        here = pending.pop()
        if isinstance(here, Number):
            found.append(here)
        elif isinstance(here, Operation):
            pending += (here.right, here.left)
        elif isinstance(here, Call):
            pending += here.arguments[::-1]
        elif not isinstance(here, Constant):
            pending.append(here.operand if isinstance(here, Negation) else here.radicand)
    return found


def shown(node: Node) -> Number | None:
    """The tree as one number that was printed as a value: `-3.5`, `2.7 × 10^34`, `(12)`; None for working.

    A sign is part of it, so the value may be negative.
    """
    if isinstance(node, Number):
        return node
    if isinstance(node, Negation):
        inner = shown(node.operand)
        return inner and inner._replace(value=-inner.value, start=node.start)
    return _scientific(node) if isinstance(node, Operation) else None


def _scientific(node: Operation) -> Number | None:
    scale = node.right
    if node.sign != "*" or isinstance(node.left, Operation):
        return None  # before going down: a long product leans left
    mantissa = shown(node.left)
    if mantissa is None or not isinstance(scale, Operation) or scale.sign != "^":
        return None
    base, exponent = shown(scale.left), shown(scale.right)
    if not base or not exponent or base.value != 10 or exponent.value.denominator != 1 or base.percent:
        return None
    shift = exponent.value.numerator
    if abs(shift) > MAX_DIGITS:
        return None
    last = exponent if exponent.end > base.end else base
    return mantissa._replace(
        value=mantissa.value * Fraction(10) ** shift,
        places=mantissa.places - shift,
        end=last.end,
        unit=last.unit,
        label=last.label,
    )
