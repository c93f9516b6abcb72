"""A small bounded parser: tokens to a tree, from one place, as far as the arithmetic goes.

Powers bind tighter than a sign (`-3^2` is −9), a sign tighter than products, products tighter than sums.
Only what is listed here is arithmetic; anything else ends the side, and a letter, a function or an unknown
sign beside it makes the whole side unknown. Nothing is ever evaluated by Python.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from mathdata.verify.distributions import NORMAL
from mathdata.verify.functions import ANGLES, APPLIED, COUNTS
from mathdata.verify.limits import MAX_ARGUMENTS, MAX_DEPTH, MAX_SIDE_TOKENS, Unproven
from mathdata.verify.measures import read_measure
from mathdata.verify.tokens import Token
from mathdata.verify.tree import Call, Constant, Negation, Node, Number, Operation, Root, numbers, read_number
from mathdata.verify.units import UNITS, combine, currency

DOLLARS = "a dollar sign may enclose a formula"
TWO_UNITS = "two units stand at one number"
_BINDING = {"+": 10, "-": 10, "*": 20, "/": 20, "^": 40}
_SIGN_BINDING = 30
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_FACTORS = ("root", "frac", "constant")
_ANGLE = UNITS["degrees"].dimensions


class Parsed(NamedTuple):
    """A tree, the index behind its last token, and why a second reading is possible (or "")."""

    tree: Node
    next: int
    doubt: str


def parse(tokens: Sequence[Token], start: int) -> Parsed:
    """The longest arithmetic expression that starts at token `start`.

    Raises:
        Unproven: if none starts there, or it is beyond the limits.
    """
    parser = _Parser(tokens, start)
    tree = parser.expression(0, 0)
    return Parsed(tree, parser.at, parser.doubt)


class _Parser:
    def __init__(self, tokens: Sequence[Token], start: int) -> None:
        self.tokens = tokens
        self.at = start
        self.doubt = ""
        self.end = min(len(tokens), start + MAX_SIDE_TOKENS)

    def peek(self, ahead: int = 0) -> Token:
        at = self.at + ahead
        return self.tokens[at] if at < self.end else _END

    def expression(self, least: int, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise Unproven("nested too deeply")
        left = self.operand(depth)
        slash = 0  # where the last operator stands, if it was a division
        while True:
            token = self.peek()
            binding = _BINDING.get(token.text, 0) if token.kind == "operator" else 0
            if binding and binding > least:
                before = self.at
                right = self.try_right(token.text, binding, depth)
                if right is None:
                    self.at = before
                    return left
                if token.text == "/" and slash and self.is_spaced(slash) and not self.is_spaced(before):
                    self.doubt = self.doubt or "a fraction behind a division can be read in two ways"
                left, slash = Operation(token.text, left, right), before if token.text == "/" else 0
            elif token.kind == "super" and least < _BINDING["^"]:
                left = Operation("^", left, self.superscript())
            elif least < _BINDING["*"] and (factor := self.implied_factor(left, depth)):
                if slash:
                    self.doubt = self.doubt or "a product without sign behind a division can be read in two ways"
                left = Operation("*", left, factor)
            else:
                return left

    def try_right(self, sign: str, binding: int, depth: int) -> Node | None:
        """The right operand, or None where the sign belongs to the prose, as the dash of `24 - so`."""
        self.at += 1
        try:
            # `2^3^2` is 2^(3^2); the others go from left to right
            return self.expression(binding - 1 if sign == "^" else binding, depth + 1)
        except Unproven:
            return None

    def is_spaced(self, at: int) -> bool:
        """Whether white space stands beside the sign at `at`: in `6 / 1/2` only beside the first."""
        before, sign, after = self.tokens[at - 1 : at + 2]
        return before.end < sign.start or sign.end < after.start

    def operand(self, depth: int) -> Node:
        token = self.peek()
        if token.kind == "number":
            return self.factorial(self.number())
        if token.kind == "currency":
            return self.money(depth)
        if token.kind in ("frac", "root"):
            return self.fraction(depth) if token.kind == "frac" else self.root(depth)
        if token.kind == "function":
            return self.angle(depth) if token.text in (*ANGLES, *APPLIED) else self.call(depth)
        if token.kind == "constant":
            self.at += 1
            return Constant(token.text, token.start, token.end)
        if token.kind == "event":
            return self.event()
        if token.kind == "based":
            return self.based()
        if token.text in ("-", "+") and token.kind == "operator":
            self.at += 1
            inside = self.expression(_SIGN_BINDING, depth + 1)
            return Negation(inside, token.start) if token.text == "-" else inside
        if token.text in _CLOSERS and token.kind == "operator":
            return self.factorial(self.group(depth))
        raise Unproven("not arithmetic")

    def factorial(self, operand: Node) -> Node:
        """`5!`, where the sign cannot be an exclamation."""
        if self.peek().kind != "factorial":
            return operand
        self.at += 1
        return Call("!", (operand,))

    def based(self) -> Node:
        """`(1011)_2` is eleven; what is no number in that base is refused."""
        token = self.peek()
        digits, _, base = token.text.partition("_")
        try:
            value = int(digits, int(base))
        except ValueError:
            raise Unproven("a digit that its base does not have") from None
        self.at += 1
        self.doubt = self.doubt or "a subscript may mean something else than a base"
        return Number(Fraction(value), 0, token.start, token.end)

    def event(self) -> Node:
        """The probability of an event whose law is known."""
        token = self.peek()
        self.at += 1
        if token.text.startswith(f"{NORMAL} "):
            self.doubt = self.doubt or "the second number of N may be the standard deviation"
        return Constant(token.text, token.start, token.end)

    def angle(self, depth: int) -> Node:
        """The sine of the number or bracket behind it."""
        name = self.peek().text
        self.at += 1
        argument = (
            self.operand(depth + 1) if self.peek().kind in ("number", "constant") or self.peek().text == "(" else None
        )
        if argument is None:
            raise Unproven("not arithmetic")
        degrees = [number.unit is not None and number.unit.dimensions == _ANGLE for number in numbers(argument)]
        return Call(name, (argument,), in_degrees=any(degrees))

    def number(self) -> Node:
        token = self.peek()
        number = read_number(token.text, token.start, token.end)
        if len(token.text) > 1 and token.text.startswith("0") and token.text.isdigit():
            self.doubt = self.doubt or "a number that starts with zero may be a time or a code"
        self.at += 1
        if self.peek().kind == "percent":
            number = number._replace(percent=True, end=self.peek().end)
            self.at += 1
        closed = self.peek().kind == "currency" and self.peek(1).kind not in ("number", "operator")
        self.at += closed  # the closing $ of LaTeX, or `12 $`
        measure = read_measure(self.tokens, self.at)
        if closed and measure.unit is not None:
            self.doubt = self.doubt or DOLLARS
        self.at = measure.next
        return self.mixed(number._replace(unit=measure.unit, label=measure.label))

    def mixed(self, number: Number) -> Node:
        r"""`1 1/2` and `1\frac{1}{2}` are one and a half."""
        if self.peek().kind not in ("number", "frac") or number.places or number.percent:
            return number
        if number.unit or number.label:
            return number
        before = self.at
        part = self.proper_fraction(number)
        if part is None:
            self.at = before
            return number
        return Operation("+", number, part)

    def proper_fraction(self, whole: Number) -> Node | None:
        first, slash, last = self.peek(), self.peek(1), self.peek(2)
        if first.kind == "frac":
            part = self.fraction(0)
        elif first.kind == last.kind == "number" and slash.text == "/" and first.start == whole.end + 1:
            self.at += 3
            part = Operation("/", *(read_number(t.text, t.start, t.end) for t in (first, last)))
        else:
            return None
        top, bottom = part.left, part.right
        if not (isinstance(top, Number) and isinstance(bottom, Number)) or top.places or bottom.places:
            return None
        return part if 0 < top.value < bottom.value else None

    def money(self, depth: int) -> Node:
        sign = self.peek()
        self.at += 1
        if self.peek().kind != "number":
            return self.expression(_SIGN_BINDING, depth + 1)
        number = self.number()
        if isinstance(number, Number) and (number.unit is None or not number.unit.dimensions):
            unit = currency(sign.text)
            number = number._replace(unit=combine(unit, number.unit) if number.unit else unit)
        elif isinstance(number, Number) and number.unit != currency(sign.text):
            self.doubt = self.doubt or TWO_UNITS
        return number

    def group(self, depth: int) -> Node:
        opener = self.peek()
        self.at += 1
        inside = self.expression(0, depth + 1)
        if self.peek().text != _CLOSERS[opener.text]:
            raise Unproven("brackets that do not close")
        self.at += 1
        if opener.text == "[" and _may_be_whole_part(inside):
            self.doubt = self.doubt or "square brackets may mean the whole part"
        if self.peek().kind == "percent":
            return self.percentage(inside)
        measure = read_measure(self.tokens, self.at)
        if measure.unit or measure.label:
            self.at = measure.next
            self.doubt = self.doubt or "a unit stands behind a bracket"
        return inside

    def percentage(self, inside: Node) -> Node:
        """`(300 / 50)%`; the sign of `(17 + 3) % 5` is another."""
        closer, sign, after = self.tokens[self.at - 1], self.peek(), self.peek(1)
        operand_follows = after.kind in ("number", "word") or after.text in ("(", "[", "{")
        if closer.end != sign.start or operand_follows:
            raise Unproven("a percent sign behind a bracket")
        self.at += 1
        if isinstance(inside, Number) and not (inside.percent or inside.unit or inside.label):
            return inside._replace(percent=True, end=sign.end)
        return Operation("/", inside, Number(Fraction(100), 0, sign.start, sign.end))

    def argument(self, depth: int) -> Node:
        token = self.peek()
        if token.text == "{":
            return self.group(depth)
        if token.kind == "number" and len(token.text) == 1:
            self.at += 1
            return read_number(token.text, token.start, token.end)
        raise Unproven("a command without braces")

    def fraction(self, depth: int) -> Operation:
        self.at += 1
        token = self.peek()
        if token.kind == "number" and len(token.text) == 2 and token.text.isdigit():  # \frac12
            self.at += 1
            top = read_number(token.text[0], token.start, token.start + 1)
            return Operation("/", top, read_number(token.text[1], token.start + 1, token.end))
        top_node = self.argument(depth)
        return Operation("/", top_node, self.argument(depth))

    def root(self, depth: int) -> Node:
        self.at += 1
        index = 2
        if self.peek().text == "[" and self.peek(1).text.isdigit() and self.peek(2).text == "]":
            index = int(self.peek(1).text[:4])
            self.at += 3
        if self.peek().kind == "number":
            number = self.peek()
            self.at += 1
            return Root(read_number(number.text, number.start, number.end), index)
        if self.peek().text in ("(", "{"):
            return Root(self.group(depth), index)
        raise Unproven("nothing under the root")

    def call(self, depth: int) -> Node:
        """`gcd(36, 60)`; the `36,60` of `gcd(36,60)` is no number of five digits."""
        name = self.peek().text
        self.at += 2
        arguments: list[Node] = []
        while self.peek().text != ")" and len(arguments) < MAX_ARGUMENTS:
            token = self.peek()
            if token.kind == "number" and "," in token.text:
                arguments += [read_number(part, token.start, token.end) for part in token.text.split(",")]
                self.at += 1
            else:
                arguments.append(self.expression(0, depth + 1))
            self.at += self.peek().text in (",", "，")
        if len(arguments) < 2 or self.peek().text != ")":
            raise Unproven("not arithmetic")
        self.at += 1
        if name in COUNTS:
            self.doubt = self.doubt or "a capital letter may name a point"
        return Call(name, tuple(arguments))

    def superscript(self) -> Node:
        token = self.peek()
        self.at += 1
        digits = token.text.lstrip("-+")
        if not digits.isdigit():
            raise Unproven("a superscript that is no number")
        number = read_number(digits, token.start, token.end)
        return Negation(number, token.start) if token.text.startswith("-") else number

    def implied_factor(self, left: Node, depth: int) -> Node | None:
        """The `(3 + 4)` of `2(3 + 4)`, the `√3` of `2√3`, the `50` of `20% of 50`."""
        token = self.peek()
        before = self.at
        try:
            if token.text == "of" and _is_share(left):
                self.at += 1
                return self.expression(_BINDING["*"], depth + 1)
            counted = isinstance(left, Number) and (left.unit is not None or left.label != "")
            if not counted and (token.kind in _FACTORS or token.text in ("(", *APPLIED)):
                return self.expression(_BINDING["*"], depth + 1)
        except Unproven:
            self.at = before
        return None


def _may_be_whole_part(inside: Node) -> bool:
    """Whether `[7.5]` or `[15/2]` may be 7: no other value is short of whole numbers."""
    return any(number.places > 0 for number in numbers(inside)) or (
        isinstance(inside, Operation) and inside.sign == "/"
    )


def _is_share(node: Node) -> bool:
    if isinstance(node, Number):
        return node.percent
    return isinstance(node, Operation) and node.sign == "/" and isinstance(node.left, Number)


_END = Token("end", "", -1, -1)
