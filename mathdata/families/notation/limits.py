"""How large a formula may be before anybody works with it."""

from mathdata.families.notation.tree import Name, Node, Number, Term, Unreadable, letters, walk

MAX_NODES = 250
MAX_EXPONENT = 60
MAX_ORDER = 6
MAX_MATRIX = 8
"""Rows or columns."""


def check_size(tree: Node) -> None:
    """Refuse what would grow beyond all bounds: towers of powers, many nodes, large matrices.

    Raises:
        Unreadable: with the bound that is passed.
    """
    for count, node in enumerate(walk(tree), start=1):
        if count > MAX_NODES:
            raise Unreadable(f"formula: found more than {MAX_NODES} parts")
        if isinstance(node, Term):
            _check_term(node)


def _check_term(node: Term) -> None:
    if node.head == "^":
        _check_exponent(node.parts[1])
    elif node.head == "!" and not _is_small(node.parts[0], MAX_EXPONENT) and not letters(node.parts[0]):
        raise Unreadable(f"formula: found the factorial of a number above {MAX_EXPONENT}")
    elif node.head == "D" and not _is_small(node.parts[2], MAX_ORDER):
        raise Unreadable(f"formula: found a derivative of an order above {MAX_ORDER}")
    elif node.head == "matrix":
        widest = max(len(node.parts), *(len(row.parts) for row in node.parts if isinstance(row, Term)))
        if widest > MAX_MATRIX:
            raise Unreadable(f"formula: found a matrix with {widest} rows or columns, wanted at most {MAX_MATRIX}")


def _check_exponent(exponent: Node) -> None:
    """Numbers in an exponent are small, and none of them is a power itself."""
    for part in walk(exponent):
        if isinstance(part, Number) and not _is_small(part, MAX_EXPONENT):
            raise Unreadable(f"formula: found the exponent {part.value}, wanted at most {MAX_EXPONENT}")
        if isinstance(part, Term) and part.head in ("^", "!") and not letters(part):
            raise Unreadable("formula: found a tower of powers")
    if isinstance(exponent, Name) and exponent.text == "oo":
        raise Unreadable("formula: found an infinite exponent")


def _is_small(node: Node, bound: int) -> bool:
    return isinstance(node, Number) and node.value <= bound and node.value.denominator <= bound
