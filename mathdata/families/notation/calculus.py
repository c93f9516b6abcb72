"""Integrals, limits, sums and derivative signs: the parts of a formula that bind a letter."""

from collections.abc import Sequence
from fractions import Fraction

from mathdata.families.notation.stream import CLOSERS, Stream, product_of
from mathdata.families.notation.tokens import Token
from mathdata.families.notation.tree import Name, Node, Number, Term, Unreadable, holds, letters


class CalculusReader(Stream):
    """Reads what binds a letter."""

    def integral(self) -> Node:
        """`∫ f dx`, with or without ends."""
        self.take()
        ends: tuple[Node, ...] = ()
        if self.accept("_"):
            low = self.bound()
            self.expect("^")
            ends = (low, self.bound())
        elif self.accept("^"):
            high = self.bound()
            self.expect("_")
            ends = (self.bound(), high)
        self.integrals += 1
        inner = self.sum(until_differential=True)
        self.integrals -= 1
        body, letter = _without_differential(inner)
        return Term("int", (body, letter, *ends))

    def bound(self) -> Node:
        """An end of an integral: a group, or one atom with its sign."""
        if self.peek().text in ("{", "("):
            return self.group()
        if self.peek().text in ("-", "+"):
            sign = self.take().text
            bound = self.atom()
            return Term("-", (bound,)) if sign == "-" else bound
        return self.atom()

    def limit(self) -> Node:
        """`lim(x→0^+) f`; the body reaches as far as its sum."""
        self.take()
        self.accept("_")
        closer = CLOSERS.get(self.peek().text)
        if closer:
            self.take()
        letter = self.take()
        if letter.kind != "name":
            raise Unreadable("formula: a limit without a letter")
        self.expect("→")
        point = self.limit_point(closer is not None)
        side = ""
        if self.accept("^"):
            braced = self.accept("{")
            side = self.take().text
            if braced:
                self.expect("}")
        elif closer and self.peek().text in ("+", "-"):
            side = self.take().text
        if side not in ("", "+", "-"):
            raise Unreadable("formula: a limit from a side that is none")
        if closer:
            self.expect(closer)
        body = self.sum()
        return Term("lim", (body, Name(letter.text), point, Name(side)))

    def limit_point(self, is_closed: bool) -> Node:  # noqa: FBT001
        """Where a limit goes; a plus sign before infinity says nothing more."""
        if self.accept("-"):
            return Term("-", (self.limit_size(is_closed),))
        self.accept("+")
        return self.limit_size(is_closed)

    def limit_size(self, is_closed: bool) -> Node:  # noqa: FBT001
        """The point of a limit without its sign: an atom, a quotient, a multiple."""
        first = self.atom()
        while is_closed and self.peek().text == "/":
            self.take()
            first = Term("/", (first, self.atom()))
        if is_closed and isinstance(first, Number) and self.peek().kind == "name":
            first = Term("*", (first, self.atom()))
        return first

    def series(self) -> Node:
        """`∑_{n=1}^{∞} f`."""
        self.take()
        self.expect("_")
        self.expect("{")
        letter = self.take()
        self.expect("=")
        first = self.sum()
        self.expect("}")
        self.expect("^")
        last = self.bound()
        return Term("sum", (self.product(), Name(letter.text), first, last))

    def is_derivative_sign(self) -> bool:
        """Whether `d/dx`, `d^2/dx^2` or a fraction of the two stands here."""
        return _derivative_sign(self.tokens, self.at) is not None

    def derivative_sign(self) -> Node:
        """`d/dx(f)`; without brackets the product behind it."""
        found = _derivative_sign(self.tokens, self.at)
        if found is None:
            raise Unreadable("formula: found a differential, wanted d/dx")
        letter, order, self.at = found
        is_bracketed = self.peek().text in ("(", "[")
        body = self.group() if is_bracketed else self.product()
        if is_bracketed and (self.peek().text == "^" or self.starts_factor(self.peek(), body)):
            raise Unreadable("formula: how far a derivative reaches can be read in two ways")
        return Term("D", (body, Name(letter), Number(Fraction(order))))


def _derivative_sign(tokens: Sequence[Token], at: int) -> tuple[str, int, int] | None:
    """Letter, order and what follows `d^n / dx^n`, bare or in a fraction."""
    texts = [token.text for token in tokens[at : at + 24]]
    joined = texts + [""] * 24
    is_fraction = joined[0] == "frac"
    i = 2 if is_fraction else 0
    sign = joined[i]
    if sign not in ("d", "∂") or (is_fraction and joined[1] != "{"):
        return None
    top, i = _raised(joined, i + 1)
    separators = ("}", "{") if is_fraction else ("/",)
    for separator in separators:
        if joined[i] != separator:
            return None
        i += 1
    if joined[i] != sign or (len(joined[i + 1]) != 1 and joined[i + 1] not in ("theta", "alpha", "beta", "lambda")):
        return None
    letter = joined[i + 1]
    bottom, i = _raised(joined, i + 2)
    if top != bottom or not letter.isalpha():
        return None
    if is_fraction:
        if joined[i] != "}":
            return None
        i += 1
    return letter, top, at + i


def _raised(texts: Sequence[str], i: int) -> tuple[int, int]:
    """The order behind `^`, and what follows it."""
    if texts[i] != "^":
        return 1, i
    if texts[i + 1] in ("{", "(") and texts[i + 2].isdigit():
        return int(texts[i + 2]), i + 4
    return (int(texts[i + 1]), i + 2) if texts[i + 1].isdigit() else (0, i)


def _without_differential(node: Node) -> tuple[Node, Name]:
    """The integrand and its letter: `x dx` gives x, `dx/x` gives 1/x, and a sum before `dx` its own."""
    head, parts = (node.head, node.parts) if isinstance(node, Term) else ("", ())
    if head == "d":
        return Number(Fraction(1)), _letter(parts[0])
    if head == "+":
        last, letter = _without_differential(parts[-1])
        rest = parts[:-1]
        if any(holds(part, "d") for part in rest):
            raise Unreadable("formula: more than one differential")
        return Term("+", (*rest, last)), letter
    if head == "-":
        inner, letter = _without_differential(parts[0])
        return Term("-", (inner,)), letter
    if head == "/" and holds(parts[0], "d") and not holds(parts[1], "d"):
        inner, letter = _without_differential(parts[0])
        return Term("/", (inner, parts[1])), letter
    if head == "*":
        return _out_of_product(parts)
    raise Unreadable("formula: an integral without its differential")


def _out_of_product(parts: tuple[Node, ...]) -> tuple[Node, Name]:
    places = [i for i, part in enumerate(parts) if holds(part, "d")]
    if len(places) != 1:
        raise Unreadable("formula: an integral without its differential, or with two")
    inner, letter = _without_differential(parts[places[0]])
    rest = [*parts[: places[0]], *([] if inner == Number(Fraction(1)) else [inner]), *parts[places[0] + 1 :]]
    return product_of(rest), letter


def _letter(node: Node) -> Name:
    if not isinstance(node, Name) or not letters(node):
        raise Unreadable("formula: an integral over what is no letter")
    return node
