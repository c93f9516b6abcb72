"""What 28-digit decimals make of an expression: each operation is rounded, so the last digits may be off.

A gold answer that Python's `Decimal` printed is no slip, though its last digit is not that of the exact value.
So the same operations are done in the same way, and only what they print is excused.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from fractions import Fraction

from mathdata.verify.limits import Unproven
from mathdata.verify.tree import Negation, Node, Number, Operation

DIGITS = 28
MAX_REPEATED = 200
"""The exponent up to which a power is also tried as one product after another."""

_CONTEXT = Context(DIGITS, ROUND_HALF_EVEN, -999_999, 999_999, traps=[InvalidOperation, DivisionByZero, Overflow])


def prints(node: Node, value: Fraction) -> bool:
    """Whether decimals of 28 digits make just this value of an expression.

    >>> from mathdata.verify.parse import parse
    >>> from mathdata.verify.tokens import tokenise
    >>> tree = parse(tokenise("2 * (1 / 3)"), 0).tree
    >>> [prints(tree, Fraction(digits)) for digits in ("0." + "6" * 28, "0." + "6" * 27 + "7")]
    [True, False]
    """
    try:
        return any(Fraction(_rounded(node, repeated=repeated)) == value for repeated in (False, True))
    except (Unproven, InvalidOperation, DivisionByZero, Overflow):
        return False


def _rounded(node: Node, *, repeated: bool) -> Decimal:
    if isinstance(node, Number) and not node.percent:
        return _CONTEXT.divide(Decimal(node.value.numerator), Decimal(node.value.denominator))
    if isinstance(node, Negation):
        return _CONTEXT.minus(_rounded(node.operand, repeated=repeated))
    if not isinstance(node, Operation):
        raise Unproven("not done in decimals")
    left, right = _rounded(node.left, repeated=repeated), _rounded(node.right, repeated=repeated)
    if node.sign == "^":
        return _power(left, right, repeated=repeated)
    work = {"+": _CONTEXT.add, "-": _CONTEXT.subtract, "*": _CONTEXT.multiply, "/": _CONTEXT.divide}
    return work[node.sign](left, right)


def _power(base: Decimal, exponent: Decimal, *, repeated: bool) -> Decimal:
    if not repeated or exponent != int(exponent) or not 0 < exponent <= MAX_REPEATED:
        return _CONTEXT.power(base, exponent)
    product = base
    for _ in range(int(exponent) - 1):
        product = _CONTEXT.multiply(product, base)
    return product
