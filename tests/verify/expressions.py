r"""Random arithmetic over exact rationals, and the many ways in which people write it.

A tree is a `Leaf`, an `Operation`, a `Minus` or a `Root`; it knows its exact value, computed here and not by
`mathdata`. A `Hand` writes trees: in ASCII, with × and ÷, in LaTeX, with full-width digits, tight or spaced.
"""

from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from hypothesis import strategies as st


class Leaf(NamedTuple):
    """A number: its value and how it is printed, in ASCII and in LaTeX."""

    value: Fraction
    plain: str
    latex: str
    binding: int = 9
    """How tightly the printed form holds together: `1/2` only as a quotient does."""


class Operation(NamedTuple):
    """Two trees and one of `+-*/^`."""

    sign: str
    left: "Tree"
    right: "Tree"


class Minus(NamedTuple):
    """The opposite of a tree."""

    inner: "Tree"


class Root(NamedTuple):
    """The square root of a tree whose value is a square."""

    inner: "Tree"


Tree = Leaf | Operation | Minus | Root
BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}


def value_of(tree: Tree) -> Fraction:
    """The exact value.

    >>> value_of(Operation("/", Leaf(Fraction(1), "1", "1"), Leaf(Fraction(4), "4", "4")))
    Fraction(1, 4)
    """
    match tree:
        case Leaf():
            return tree.value
        case Minus(inner):
            return -value_of(inner)
        case Root(inner):
            square = value_of(inner)
            return Fraction(isqrt(square.numerator), isqrt(square.denominator))
        case Operation(sign, left, right):
            return _operate(sign, value_of(left), value_of(right))


def _operate(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "^":
        return left ** int(right)
    return {"+": left + right, "-": left - right, "*": left * right}[sign] if sign != "/" else left / right


class Hand(NamedTuple):
    """How somebody writes."""

    times: str
    divide: str
    power: str
    """`^`, `**`, or empty for a raised number."""
    minus: str = "-"
    space: str = " "
    latex: bool = False
    wide: bool = False
    """Whether digits and signs are full-width."""
    generous: bool = False
    """Whether brackets stand where they need not."""
    bare: bool = False
    """Whether a negative number stands without brackets behind a sign: `4 * -3`."""


HANDS = (
    Hand("*", "/", "^"),
    Hand("*", "/", "^", space=""),
    Hand("*", "/", "**"),
    Hand("*", "/", "^", bare=True),
    Hand("×", "÷", "^"),
    Hand("×", "÷", "", space=""),
    Hand("×", "/", "^", minus="−"),
    Hand("x", "/", "^"),
    Hand("·", "÷", ""),
    Hand("×", "÷", "^", wide=True),
    Hand("×", "÷", "^", generous=True),
    Hand(r"\times", r"\div", "^", latex=True),
    Hand(r"\cdot", "frac", "^", latex=True),
    Hand(r"\times", "frac", "^", latex=True, generous=True),
)
_WIDE = str.maketrans("0123456789+-=()%.", "０１２３４５６７８９＋－＝（）％．")
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def write(tree: Tree, hand: Hand) -> str:
    r"""The tree as a hand writes it.

    >>> half, three = fraction(Fraction(1, 2)), integer(3)
    >>> write(Operation("^", half, three), HANDS[0]), write(Operation("/", half, three), HANDS[-2])
    ('(1/2)^3', '\\frac{\\frac{1}{2}}{3}')
    """
    text = _write(tree, hand, 0)
    return text.translate(_WIDE) if hand.wide else text


def _write(tree: Tree, hand: Hand, least: int) -> str:
    match tree:
        case Leaf():
            text, binding = (tree.latex, 9 if tree.binding > 2 else 3) if hand.latex else (tree.plain, tree.binding)
        case Minus(inner):
            text, binding = hand.minus + _write(inner, hand, 3), 1
        case Root(inner):
            text, binding = _root(inner, hand), 9
        case Operation():
            text, binding = _operation(tree, hand)
    if hand.bare and least <= 3 and isinstance(tree, Leaf) and tree.plain[0] == "-" and tree.plain[1:].isdigit():
        return text
    generous = hand.generous and least and not isinstance(tree, Leaf)
    return _bracketed(text, hand) if binding < least or generous else text


def _bracketed(text: str, hand: Hand) -> str:
    return rf"\left({text}\right)" if hand.latex and hand.generous else f"({text})"


def _root(inner: Tree, hand: Hand) -> str:
    if hand.latex:
        return rf"\sqrt{{{_write(inner, hand, 0)}}}"
    return f"√{inner.plain}" if isinstance(inner, Leaf) and inner.plain.isdigit() else f"√({_write(inner, hand, 0)})"


def _operation(tree: Operation, hand: Hand) -> tuple[str, int]:
    sign, binding = tree.sign, BINDING[tree.sign]
    if sign == "/" and hand.divide == "frac":
        return rf"\frac{{{_write(tree.left, hand, 0)}}}{{{_write(tree.right, hand, 0)}}}", 3
    if sign == "^":
        return _write(tree.left, hand, 5) + _raised(tree.right, hand), binding
    shown = {"+": "+", "-": hand.minus, "*": hand.times, "/": hand.divide}[sign]
    space = " " if shown.isalpha() or shown[0] == "\\" else hand.space
    return f"{_write(tree.left, hand, binding)}{space}{shown}{space}{_write(tree.right, hand, binding + 1)}", binding


def _raised(exponent: Tree, hand: Hand) -> str:
    text = _write(exponent, hand._replace(generous=False), 0)
    if hand.latex:
        return f"^{{{text}}}"
    if not hand.power:
        return text.translate(_RAISED)
    return hand.power + (text if text.isdigit() else f"({text})")


# Numbers in their forms.


def integer(value: int, *, grouped: bool = False) -> Leaf:
    """A whole number; a negative one binds like a sum."""
    text = f"{value:,}" if grouped else str(value)
    return Leaf(Fraction(value), text, text.replace(",", "{,}"), 9 if value >= 0 else 1)


def decimal(units: int, places: int, *, grouped: bool = False) -> Leaf:
    """`units` of the last of so many decimals: (125, 2) is 1.25.

    >>> decimal(-5, 2).plain
    '-0.05'
    """
    whole, rest = divmod(abs(units), 10**places)
    sign = "-" if units < 0 else ""
    text = f"{sign}{whole:,}" if grouped else f"{sign}{whole}"
    text += f".{rest:0{places}d}" if places else ""
    return Leaf(Fraction(units, 10**places), text, text.replace(",", "{,}"), 1 if units < 0 else 9)


def fraction(value: Fraction) -> Leaf:
    """`3/4`, or a whole number."""
    if value.denominator == 1:
        return integer(int(value))
    top, bottom = value.numerator, value.denominator
    sign = "-" if top < 0 else ""
    return Leaf(value, f"{top}/{bottom}", rf"{sign}\frac{{{abs(top)}}}{{{bottom}}}", 1 if top < 0 else 2)


def mixed(value: Fraction) -> Leaf:
    """`1 1/2`, or a plain form where the value is below one or whole."""
    if value < 1 or value.denominator == 1:
        return fraction(value)
    whole, rest = divmod(value.numerator, value.denominator)
    latex = rf"{whole}\frac{{{rest}}}{{{value.denominator}}}"
    return Leaf(value, f"{whole} {rest}/{value.denominator}", latex, 2)


def percent(units: int, places: int = 0) -> Leaf:
    """`12.5%`."""
    number = decimal(units, places)
    return Leaf(number.value / 100, number.plain + "%", number.latex + r"\%", number.binding)


def scientific(value: Fraction, digits: int) -> Leaf | None:
    """`2.7 × 10^34` as `2.7E+34`, where so many digits hold the value exactly."""
    if not value:
        return None
    exponent = len(str(int(abs(value)))) - 1 if abs(value) >= 1 else -1
    mantissa = value / Fraction(10) ** exponent * 10 ** (digits - 1)
    if mantissa.denominator != 1 or not 10 ** (digits - 1) <= abs(mantissa) < 10**digits:
        return None
    number = decimal(int(mantissa), digits - 1).plain
    return Leaf(value, f"{number}E{exponent:+03d}", rf"{number} \times 10^{{{exponent}}}", 1)


def places_needed(value: Fraction) -> int | None:
    """Decimals of a value that has a finite decimal form.

    >>> places_needed(Fraction(1, 8)), places_needed(Fraction(1, 3))
    (3, None)
    """
    for places in range(12):
        if 10**places % value.denominator == 0:
            return places
    return None


def rounded(value: Fraction, places: int) -> Leaf:
    """The nearest decimal of so many places, ties away from zero."""
    units = int(abs(value) * 10**places + Fraction(1, 2))
    return decimal(-units if value < 0 else units, places)


# Trees at random.

small = st.integers(0, 99)


@st.composite
def leaves(draw: st.DrawFn, *, whole: bool = False) -> Leaf:
    """A number in any form that may stand in a calculation."""
    form = (
        "integer"
        if whole
        else draw(st.sampled_from(["integer", "integer", "integer", "decimal", "fraction", "mixed", "grouped"]))
    )
    if form == "integer":
        return integer(draw(st.integers(-20, 200)))
    if form == "grouped":
        return integer(draw(st.integers(1000, 2_000_000)), grouped=True)
    if form == "decimal":
        return decimal(draw(st.integers(-500, 20_000)), draw(st.integers(1, 3)))
    value = Fraction(draw(st.integers(1, 40)), draw(st.integers(2, 24)))
    return mixed(value) if form == "mixed" else fraction(value)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Tree:
    """Nested arithmetic of a moderate size, without a division by zero."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(leaves())
    sign = draw(st.sampled_from("+-*/+-*/^√"))
    if sign == "√":
        root = draw(small)
        return Root(integer(root * root))
    left = draw(trees(depth - 1))
    if sign == "^":
        return Operation("^", draw(leaves(whole=True)), integer(draw(st.integers(0, 4))))
    right = draw(trees(depth - 1))
    if sign == "/" and not value_of(right):
        return Operation("+", left, right)
    tree = Operation(sign, left, right)
    return tree if size(value_of(tree)) <= 12 else left


def size(value: Fraction) -> int:
    """Digits of the longer of numerator and denominator."""
    return max(len(str(abs(value.numerator))), len(str(value.denominator)))


def reduced(tree: Tree) -> Tree:
    """The tree with its first innermost operation carried out."""
    if isinstance(tree, Leaf):
        return tree
    if isinstance(tree, (Minus, Root)):
        return printed(value_of(tree)) if isinstance(tree.inner, Leaf) else tree._replace(inner=reduced(tree.inner))
    if not isinstance(tree.left, Leaf):
        return tree._replace(left=reduced(tree.left))
    if not isinstance(tree.right, Leaf):
        return tree._replace(right=reduced(tree.right))
    return printed(value_of(tree))


def printed(value: Fraction) -> Leaf:
    """A value as it is usually shown: whole, a short decimal, or a fraction."""
    places = places_needed(value)
    if places is None or places > 6:
        return fraction(value)
    return decimal(int(value * 10**places), places)
