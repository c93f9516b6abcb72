"""The errors that pupils make, by name: what each makes of one calculation.

| name | example |
|---|---|
| `sign_slip` | `5 - -3 = 2`, `-4 * 6 = 24` |
| `carry_slip` | `27 + 35 = 52` |
| `lost_factor_100` | `28 / 100 = 28`, `23 / 50 = 0.46%` |
| `dropped_term` | `3 + 4 + 5 = 7` |
| `operand_swap` | `20 / 5 = 0.25` |
| `operation_swap` | `9 + 4 = 5` |
| `precedence_slip` | `2 + 3 * 4 = 20` |
| `times_table_slip` | `7 * 8 = 63` |
| `misplaced_point` | `52 / 4 = 130` |
| `power_as_product` | `5^3 = 15` |
| `root_as_half` | `√16 = 8` |
| `uneven_cancelling` | `36/60 = 6/5` |
| `early_rounding` | `12.3456 * 2 = 24.7`, and on with 24.7 |
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Literal

from mathdata.verify.limits import Unproven
from mathdata.verify.tree import Negation, Node, Number, Operation, Root, evaluate, numbers, shown, walk

SlipName = Literal[
    "sign_slip",
    "carry_slip",
    "lost_factor_100",
    "dropped_term",
    "operand_swap",
    "operation_swap",
    "precedence_slip",
    "times_table_slip",
    "misplaced_point",
    "power_as_product",
    "root_as_half",
    "uneven_cancelling",
    "early_rounding",
]

MAX_COLUMNS = 40


def slips(name: SlipName, left: Node, result: Number) -> Iterator[Fraction]:
    """The wrong values that an error makes of a calculation, as they would be printed in the place of `result`."""
    value = rational(left)
    if value is None:
        if name == "root_as_half":
            yield from _root(left, result, result.value)
        return
    scale = 100 if result.percent else 1
    if name == "early_rounding":
        yield from (wrong for wrong in _rounded(result, value * scale) if wrong != value * scale)
    else:
        yield from (wrong * scale for wrong in _SLIPS[name](left, result, value) if wrong != value)


def rational(node: Node) -> Fraction | None:
    """The value of a tree, where it is rational and within the limits."""
    try:
        value = evaluate(node)
    except Unproven:
        return None
    return value if isinstance(value, Fraction) else None


def _sign(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A minus sign that is overlooked, or a product, quotient or power that gets the other sign."""
    negatives = [node for node in walk(left) if isinstance(node, Negation)]
    for negative in negatives[:2]:
        found = rational(_replaced(left, negative, negative.operand))
        if found is not None:
            yield found
    if value < 0 or (negatives and isinstance(left, Operation) and left.sign in "*/^"):
        yield -value


def _replaced(node: Node, old: Node, new: Node) -> Node:
    """A tree with one part of it replaced."""
    if node is old:
        return new
    if isinstance(node, Operation):
        return Operation(node.sign, _replaced(node.left, old, new), _replaced(node.right, old, new))
    return node._replace(operand=_replaced(node.operand, old, new)) if isinstance(node, Negation) else node


def _carry(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A carry that is not added, or a borrow that is not paid back."""
    terms = _terms(left)
    if len(terms) > 1 and all(term is not None for term in terms):
        yield from _lost_in_columns([term for term in terms if term is not None], value)
    elif isinstance(left, Operation) and left.sign == "*":
        factors = shown(left.left), shown(left.right)
        if factors[0] is not None and factors[1] is not None:
            yield from _lost_in_product(factors[0], factors[1], value)


def _terms(node: Node) -> list[Number | None]:
    """The terms of a sum, with None for what is not a printed number."""
    if isinstance(node, Operation) and node.sign in "+-":
        right = shown(node.right)
        if right is not None and node.sign == "-":
            right = right._replace(value=-right.value)
        return [*_terms(node.left), right]
    return [shown(node)]


def _lost_in_columns(terms: list[Number], value: Fraction) -> Iterator[Fraction]:
    places = max(0, *(term.places for term in terms))
    up = [int(term.value * 10**places) for term in terms if term.value > 0]
    down = [int(-term.value * 10**places) for term in terms if term.value < 0]
    size = len(str(max([*up, *down], default=0)))
    if value <= 0 or size > MAX_COLUMNS or (len(down) > 1 and up) or not up:
        return
    for column in range(size):
        step = 10 ** (column + 1)
        carried = (sum(n % step for n in up) - sum(n % step for n in down)) // step
        if carried:
            yield value - Fraction(carried * step, 10**places)


def _lost_in_product(first: Number, second: Number, value: Fraction) -> Iterator[Fraction]:
    scale = 10 ** (max(0, first.places) + max(0, second.places))
    a, b = (int(abs(n.value) * 10 ** max(0, n.places)) for n in (first, second))
    if max(a, b) >= 10**MAX_COLUMNS:
        return
    for row, digit in enumerate(map(int, str(b)[::-1])):
        carried = 0
        for column, other in enumerate(map(int, str(a)[::-1])):
            carried = (digit * other + carried) // 10
            if carried and column + 1 < len(str(a)):
                lost = Fraction(carried * 10 ** (row + column + 1), scale)
                yield value - lost if value > 0 else value + lost
                break


def _factor(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """The 100 of a percentage or of a change of unit that is forgotten."""
    found = numbers(left)
    if result.percent:
        yield value / 100
    elif any(number.percent for number in found):
        bare = _rational_without_percent(left)
        yield value * 100 if bare is None else bare
    elif any(_is_by_hundred(node) for node in walk(left)):
        yield value * 100
        yield value / 100


def _is_by_hundred(node: Node) -> bool:
    if not isinstance(node, Operation) or node.sign not in "*/":
        return False
    return any(number is not None and number.value == 100 for number in (shown(node.left), shown(node.right)))


def _rational_without_percent(node: Node) -> Fraction | None:
    try:
        value = evaluate(node, percent=False)
    except Unproven:
        return None
    return value if isinstance(value, Fraction) else None


def _dropped(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A sum of three terms or more of which one is forgotten."""
    terms = _terms(left)
    if len(terms) < 3:
        return
    for term in terms[1:]:
        if term is not None and not term.percent:
            yield value - term.value


def _swapped(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A quotient taken the wrong way round, where that is as short as the right one."""
    if isinstance(left, Operation) and left.sign == "/" and value:
        is_rounded = result.value != abs(value) * (100 if result.percent else 1)
        if is_rounded or (1 / value * 10_000).denominator == 1:
            yield 1 / value


def _other_operation(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """Two numbers added instead of subtracted, or the other way round."""
    if isinstance(left, Operation) and left.sign in "+-" and len(_terms(left)) == 2:
        found = rational(Operation("-" if left.sign == "+" else "+", left.left, left.right))
        if found is not None:
            yield found


def _precedence(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A sum taken before the product or quotient that stands behind it."""
    if isinstance(left, Operation) and left.sign in "+-":
        last = left.right
        if isinstance(last, Operation) and last.sign in "*/":
            found = rational(Operation(last.sign, Operation(left.sign, left.left, last.left), last.right))
            if found is not None:
                yield found


def _times_table(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A product of small numbers that is one row off in the table."""
    if isinstance(left, Operation) and left.sign == "*":
        factors = shown(left.left), shown(left.right)
        for one, other in (factors, factors[::-1]):
            small = one is not None and other is not None and 1 < abs(one.value) <= 12 and 1 < abs(other.value) <= 12
            if small and one is not None:
                yield value - abs(one.value) if value > 0 else value + abs(one.value)


def _power(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A power taken for a product of base and exponent."""
    for node in walk(left):
        if isinstance(node, Operation) and node.sign == "^":
            found = rational(_replaced(left, node, Operation("*", node.left, node.right)))
            if found is not None:
                yield found


def _point(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A product or quotient whose decimal point, or last zero, is one place off."""
    if isinstance(left, Operation) and left.sign == "/":
        yield value * 10
    elif isinstance(left, Operation) and left.sign == "*" and any(number.places > 0 for number in numbers(left)):
        yield value / 10


def _root(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A square root taken for a half."""
    if isinstance(left, Root) and left.degree == 2:
        found = rational(left.radicand)
        if found is not None:
            yield found / 2


def _cancelling(left: Node, result: Number, value: Fraction) -> Iterator[Fraction]:
    """A fraction whose denominator was divided by more than its numerator."""
    inner = left.left if isinstance(left, Operation) and left.sign == "*" else None
    top = shown(inner.left) if isinstance(inner, Operation) and inner.sign == "/" else None
    divisor = left.right if isinstance(left, Operation) else None
    is_fraction = isinstance(divisor, Number) and divisor.start > result.start  # it stands on the right side
    if top is not None and is_fraction and value:
        common = top.value / value
        factor = next((n for n in range(2, 100) if common % n == 0), None) if common.denominator == 1 else None
        if factor is not None:
            yield value * factor


def _rounded(result: Number, value: Fraction) -> Iterator[Fraction]:
    """A value that goes on with fewer digits than it has; it is what follows that makes it wrong."""
    for places in (1, 0, 2):
        if places < result.places:
            scaled = abs(value) * 10**places
            cut = Fraction(int(scaled + Fraction(1, 2)), 10**places)
            if cut:
                yield cut if value > 0 else -cut


_SLIPS: Mapping[SlipName, Callable[[Node, Number, Fraction], Iterator[Fraction]]] = {
    "sign_slip": _sign,
    "carry_slip": _carry,
    "lost_factor_100": _factor,
    "dropped_term": _dropped,
    "operand_swap": _swapped,
    "operation_swap": _other_operation,
    "precedence_slip": _precedence,
    "times_table_slip": _times_table,
    "misplaced_point": _point,
    "power_as_product": _power,
    "root_as_half": _root,
    "uneven_cancelling": _cancelling,
}
