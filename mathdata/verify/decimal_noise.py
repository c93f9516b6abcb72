"""What 28-digit decimals make of an expression: each operation is rounded, so the last digits may be off.

A gold answer that Python's `Decimal` printed is no slip, though its last digit is not that of the exact value.
So the same operations are done in the same way, and only what they print is excused.
"""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction

from mathdata.verify.limits import Unproven
from mathdata.verify.tree import Negation, Node, Number, Operation

DIGITS = 28

DECIMALS = Context(DIGITS, ROUND_HALF_EVEN, -999_999, 999_999, traps=[InvalidOperation, DivisionByZero, Overflow])
"""The arithmetic of Python's `decimal` as it is set when nobody sets it."""

_WORK: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": DECIMALS.add,
    "-": DECIMALS.subtract,
    "*": DECIMALS.multiply,
    "/": DECIMALS.divide,
    "^": DECIMALS.power,
}


def prints(node: Node, value: Fraction) -> bool:
    """Whether decimals of 28 digits make just this value of an expression.

    >>> from mathdata.verify.parse import parse
    >>> from mathdata.verify.tokens import tokenise
    >>> tree = parse(tokenise("2 * (1 / 3)"), 0).tree
    >>> [prints(tree, Fraction(digits)) for digits in ("0." + "6" * 28, "0." + "6" * 27 + "7")]
    [True, False]
    """
    try:
        return Fraction(_rounded(node)) == value
    except (Unproven, InvalidOperation, DivisionByZero, Overflow):
        return False


def _rounded(node: Node) -> Decimal:
    if isinstance(node, Number) and not node.percent:
        return DECIMALS.divide(Decimal(node.value.numerator), Decimal(node.value.denominator))
    if isinstance(node, Negation):
        return DECIMALS.minus(_rounded(node.operand))
    if not isinstance(node, Operation):
        raise Unproven("not done in decimals")
    left, right = _rounded(node.left), _rounded(node.right)
    return _WORK[node.sign](left, right)
