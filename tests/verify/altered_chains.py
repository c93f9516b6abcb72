"""Chains with one number altered, so that a relation does not hold any more."""

import re
from fractions import Fraction

from expressions import Leaf, Minus, Root, Tree, integer, leaves, printed, reduced, trees, value_of, write
from hypothesis import strategies as st
from true_chains import annotated, equations, hands, percentages, quantities, remainders, sign


@st.composite
def altered_calculations(draw: st.DrawFn) -> str:
    """A chain of which one side has another value, by one number."""
    hand, tree = draw(hands), draw(trees())
    sides = [tree]
    while not isinstance(sides[-1], Leaf):
        sides.append(reduced(sides[-1]))
    if len(sides) == 1:
        sides.append(tree)
    kept = [sides[0], *(side for side in sides[1:-1] if draw(st.booleans())), sides[-1]]
    i = draw(st.integers(0, len(kept) - 1))
    other = draw(with_another_number(kept[i]))
    if value_of(other) == value_of(tree):
        other = integer(int(value_of(tree)) + draw(st.integers(2, 9)))
    kept[i] = other
    return sign(hand, "=").join(write(side, hand) for side in kept)


@st.composite
def with_another_number(draw: st.DrawFn, tree: Tree) -> Tree:
    """The tree with one leaf replaced; where that makes a division by zero, the leaf instead of the tree."""
    if isinstance(tree, Leaf):
        return integer(int(tree.value) + draw(st.sampled_from((-20, -7, -2, -1, 1, 2, 3, 10, 90))))
    if isinstance(tree, (Minus, Root)):
        inner = draw(leaves(whole=True))
        return inner
    if tree.sign == "^" or draw(st.booleans()):
        changed = tree._replace(left=draw(with_another_number(tree.left)))
    else:
        changed = tree._replace(right=draw(with_another_number(tree.right)))
    try:
        value_of(changed)
    except ZeroDivisionError:
        return integer(7)
    return changed


_LAST = re.compile(r"\d+(?:\.\d+)?(?=\D*$)")


def with_another_end(text: str) -> str:
    """A chain whose last number is another one: three times as large and seven more.

    >>> with_another_end("3 cm + 4 cm = 7 cm")
    '3 cm + 4 cm = 28 cm'
    """
    return _LAST.sub(lambda number: str(decimal_of(Fraction(number[0]) * 3 + 7)), text)


def decimal_of(value: Fraction) -> str:
    """A value with a finite decimal form."""
    return printed(value).plain


ALTERED = {
    "calculations": altered_calculations(),
    "quantities": quantities().filter(lambda text: not text.endswith(("²", "^2"))).map(with_another_end),
    "annotations": annotated().map(lambda text: re.sub(r"=-?[\d.]+>>", "=987654>>", text)),
    "percentages": percentages().filter(lambda text: text.isascii()).map(with_another_end),
    "equations": equations().filter(lambda text: "." not in text and "/" not in text).map(with_another_end),
    "remainders": remainders().filter(lambda text: "mod" not in text).map(with_another_end),
}
"""Strategies of false chains."""
