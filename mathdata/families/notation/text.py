"""From a tree to one canonical line that reads back as the same tree."""

from collections.abc import Callable
from fractions import Fraction

from mathdata.families.notation.tree import RELATIONS, Name, Node, Number, Term
from mathdata.numbers import as_decimal, plain

_SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(5)
"""How tightly a text binds."""


def written(node: Node) -> str:
    """A formula as plain text.

    >>> from mathdata.families.notation import read_formula
    >>> written(read_formula("3x**2*exp(-x)+(x-1)/2"))
    '3x^2*e^(-x) + (x - 1)/2'
    """
    return _written(node)[0]


def _written(node: Node) -> tuple[str, int]:
    """The text, and how tightly it binds."""
    if isinstance(node, Number):
        return _number(node)
    if isinstance(node, Name):
        return _SHOWN.get(node.text, node.text), _ATOM
    writer = _WRITERS.get(node.head)
    if writer is not None:
        return writer(node)
    if node.head in RELATIONS:
        return f"{written(node.parts[0])} {node.head} {written(node.parts[1])}", _SUM
    return f"{node.head}({', '.join(map(written, node.parts))})", _ATOM


def _number(node: Number) -> tuple[str, int]:
    if node.value.denominator == 1:
        return str(node.value.numerator), _ATOM
    decimal = as_decimal(node.value)
    return (
        (f"{node.value.numerator}/{node.value.denominator}", _PRODUCT) if decimal is None else (plain(decimal), _ATOM)
    )


def _at_least(node: Node, binding: int) -> str:
    text, binds = _written(node)
    return text if binds >= binding else f"({text})"


def _sum(node: Term) -> tuple[str, int]:
    if len(node.parts) == 1:
        return f"+{_at_least(node.parts[0], _POWER)}", _SUM
    first = node.parts[0]
    is_opposite = isinstance(first, Term) and first.head == "-"
    pieces = [written(first) if is_opposite else _at_least(first, _PRODUCT)]
    for part in node.parts[1:]:
        if isinstance(part, Term) and part.head == "-":
            pieces.append(f" - {_at_least(part.parts[0], _PRODUCT)}")
        else:
            text, binds = _written(part)
            pieces.append(f" + {text}" if binds > _SUM else f" + ({text})")
    return "".join(pieces), _SUM


def _minus(node: Term) -> tuple[str, int]:
    return f"-{_at_least(node.parts[0], _PRODUCT)}", _SUM


def _product(node: Term) -> tuple[str, int]:
    first, *rest = node.parts
    text = _at_least(first, _POWER)
    last = text
    for before, part in zip(node.parts, rest, strict=False):
        reaches_on = isinstance(part, Term) and part.head in ("int", "sum") and part is rest[-1]
        piece = _at_least(part, _PRODUCT if reaches_on else _POWER)
        text += piece if _joins(before, part, last, piece) else f"*{piece}"
        last = piece
    return text, _PRODUCT


def _joins(before: Node, part: Node, last: str, piece: str) -> bool:
    """Whether two factors stand together without a sign: `2x`, `3x^2`, `xy`."""
    is_letter = isinstance(part, Name) and len(piece) == 1
    is_power = isinstance(part, Term) and part.head == "^" and isinstance(part.parts[0], Name) and piece[1:2] == "^"
    if not (is_letter or is_power) or piece[0] in "deiπ∞":
        return False
    if isinstance(before, Number):
        return last.isdigit()
    return (
        before != part
        and isinstance(before, Name)
        and len(before.text) == 1
        and before.text not in "deifghFGy"
        and is_letter
    )


def _quotient(node: Term) -> tuple[str, int]:
    top, bottom = node.parts
    reaches_on = isinstance(top, Term) and top.head in ("int", "sum", "/")
    return f"{_at_least(top, _POWER if reaches_on else _PRODUCT)}/{_at_least(bottom, _POWER)}", _PRODUCT


def _power(node: Term) -> tuple[str, int]:
    base, exponent = node.parts
    raised, binds = _written(exponent)
    is_sign = isinstance(exponent, Name | Number) and binds == _ATOM
    return f"{_at_least(base, _ATOM)}^{raised if is_sign else f'({raised})'}", _POWER


def _factorial(node: Term) -> tuple[str, int]:
    return f"{_at_least(node.parts[0], _ATOM)}!", _POWER


def _derivative(node: Term) -> tuple[str, int]:
    body, letter, order = node.parts
    raised = "" if order == Number(Fraction(1)) else f"^{written(order)}"
    return f"d{raised}/d{written(letter)}{raised}({written(body)})", _POWER


def _integral(node: Term) -> tuple[str, int]:
    body, letter, *ends = node.parts
    sign = f"∫_{{{_end(ends[0])}}}^{{{_end(ends[1])}}}" if ends else "∫"
    inner = _at_least(body, _PRODUCT)
    return f"{sign} {inner} d{written(letter)}", _PRODUCT


def _end(node: Node) -> str:
    """An end of an integral or the point of a limit; infinity has its sign."""
    return "+∞" if node == Name("oo") else written(node)


def _limit(node: Term) -> tuple[str, int]:
    body, letter, point, side = node.parts
    mark = f"^{written(side)}" if written(side) else ""
    return f"lim({written(letter)}→{_end(point)}{mark}) {_at_least(body, _PRODUCT)}", _SUM


def _series(node: Term) -> tuple[str, int]:
    body, letter, first, last = node.parts
    inner = _at_least(body, _PRODUCT)
    return f"∑_{{{written(letter)}={written(first)}}}^{{{written(last)}}} {inner}", _PRODUCT


def _matrix(node: Term) -> tuple[str, int]:
    rows = (row.parts for row in node.parts if isinstance(row, Term))
    return f"[{', '.join('[' + ', '.join(map(written, row)) + ']' for row in rows)}]", _ATOM


def _call(node: Term) -> tuple[str, int]:
    name, *arguments = node.parts
    return f"{written(name)}({', '.join(map(written, arguments))})", _ATOM


def _prime(node: Term) -> tuple[str, int]:
    return f"{written(node.parts[0])}'", _ATOM


def _bars(node: Term) -> tuple[str, int]:
    return f"|{written(node.parts[0])}|", _ATOM


def _logarithm(node: Term) -> tuple[str, int]:
    base, argument = node.parts
    return f"log_{_at_least(base, _ATOM)}({written(argument)})", _ATOM


_SHOWN = {"pi": "π", "oo": "∞", "lambda": "λ"}
_WRITERS: dict[str, Callable[[Term], tuple[str, int]]] = {
    "+": _sum, "-": _minus, "*": _product, "/": _quotient, "^": _power, "!": _factorial, "D": _derivative,
    "int": _integral, "lim": _limit, "sum": _series, "matrix": _matrix, "call": _call, "'": _prime,
    "abs": _bars, "log": _logarithm,
}  # fmt: skip
