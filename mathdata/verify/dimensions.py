"""Units through a calculation: what a side measures, where every unit in it is known."""

from fractions import Fraction

from mathdata.verify import exact
from mathdata.verify.exact import Exact
from mathdata.verify.limits import Unproven
from mathdata.verify.tree import Call, Constant, Negation, Node, Number, Root, evaluate, numbers
from mathdata.verify.units import BARE, Unit, combine, is_sure

MAX_MEASURED = 40
"""Numbers in a link whose units are followed; longer links carry none in practice."""

Quantity = tuple[Exact, tuple[tuple[str, int], ...]]


def quantity(node: Node) -> Quantity | None:
    """Value in base units and dimensions of a side; None where a unit is unknown or sums do not fit.

    Raises:
        Unproven: where the value itself cannot be computed.
    """
    if isinstance(node, Number):
        unit = node.unit or BARE
        return None if node.label else (exact.multiply(evaluate(node), unit.size), unit.dimensions)
    if isinstance(node, Negation):
        inner = quantity(node.operand)
        return inner and (exact.negate(inner[0]), inner[1])
    if isinstance(node, Root):
        inner = quantity(node.radicand)
        return (exact.root(inner[0], node.degree), ()) if inner and not inner[1] else None
    if isinstance(node, Constant):
        return evaluate(node), ()
    if isinstance(node, Call):
        return None
    left, right = quantity(node.left), quantity(node.right)
    return _operate(node.sign, left, right) if left and right else None


def _operate(sign: str, left: Quantity, right: Quantity) -> Quantity | None:
    if sign in "+-":
        value = exact.add(left[0], right[0] if sign == "+" else exact.negate(right[0]))
        return (value, left[1]) if left[1] == right[1] else None
    if sign == "^":
        return (exact.power(left[0], right[0]), ()) if not left[1] and not right[1] else None
    power = 1 if sign == "*" else -1
    value = exact.multiply(left[0], right[0]) if sign == "*" else exact.divide(left[0], right[0])
    return value, combine(Unit(left[1], Fraction(1)), Unit(right[1], Fraction(1)), power).dimensions


def agree(left: Node, right: Node) -> bool | None:
    """Whether both sides measure the same; None where no unit is given, or not all can be followed."""
    if not is_measured(left, right):
        return None
    try:
        one, other = quantity(left), quantity(right)
        if one is None or other is None:
            return None
        return one[1] == other[1] and exact.compare(one[0], other[0]) == 0
    except Unproven:
        return None


def is_measured(left: Node, right: Node) -> bool:
    """Whether a number carries a unit, and there are few enough of them to follow."""
    found = numbers(left) + numbers(right)
    return len(found) <= MAX_MEASURED and any(number.unit is not None for number in found)


def is_wrong_unit(left: Node, right: Node) -> bool:
    """Whether two sides whose plain numbers agree differ in unit beyond doubt: `5 cm * 3 cm = 15 cm`.

    Told only where every number carries a unit of length, mass or money, because prose leaves out the `per
    hour` of `5 hours * $10 = $50`.
    """
    if not is_measured(left, right):
        return False
    if any(number.unit is None and not number.percent for number in numbers(left) + numbers(right)):
        return False
    if all(number.percent for number in numbers(right)):
        return False  # a formula between dollar signs: $0.5 = 50\%$
    one = quantity(left)
    return one is not None and is_sure(one[1]) and agree(left, right) is False


def measured_apart(left: Node, right: Node) -> bool:
    """Whether both sides are lengths, masses or sums of money in known units, and differ: `3 m = 200 cm`."""
    if not is_measured(left, right):
        return False
    one, other = quantity(left), quantity(right)
    same = one is not None and other is not None and one[1] == other[1] and is_sure(one[1])
    return same and agree(left, right) is False


def has_mixed_units(left: Node, right: Node) -> bool:
    """Whether several units, or thousands and dozens, meet: the bare numbers need not agree then."""
    units = {number.unit for number in numbers(left) + numbers(right) if number.unit is not None}
    return len(units) > 1 or any(not unit.dimensions for unit in units)
