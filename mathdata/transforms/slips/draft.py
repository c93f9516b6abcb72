"""A true text rewritten after one wrong value: whatever was computed from it is computed anew.

```text
86 + 21 = 107              86 + 21 = 97        <- the error
107 + 18 = 125             97 + 18 = 115       <- follows
125 / 5 = 25               115 / 5 = 23        <- follows
```

Every printed number that holds a changed value is changed, and every equation whose operands changed gets
the value that it then has. Where it is not certain what belongs to what, there is no draft.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from mathdata.errors import CannotSolve
from mathdata.numbers import EXACT, Precision, show
from mathdata.verify.chains import Chain, Link
from mathdata.verify.limits import Unproven
from mathdata.verify.tokens import Token
from mathdata.verify.tree import Negation, Node, Number, Operation, evaluate, numbers, read_number, shown, walk

MAX_PRINTED = 60
NEW_PLACES = 4
"""Decimals of a value that does not end and stands where an exact one stood."""

_COLUMN_HEADER = re.compile(r"[-+*/]\s*\(?[-\d.]+\)?\s*[：:]")
_COLUMN_NAME = re.compile(
    r"^(?:[十百千万亿个]+分?位|小数第 \d+ 位|左数下一位|ones|tens|hundreds|tenths|next column|decimal \d+"
    r"|[a-z -]*(?:thousand|million|billion|hundredth|thousandth)s|[a-z-]*millionths)\s*[：:]",
    re.MULTILINE,
)
_CURRENCIES = ("$", "￥", "¥", "€", "£")
_UNARY = re.compile(r"(?:^|[-+*/^×÷·=≈<>≤≥(（\[{,，;；:：\s]\s*)[-−]$")


class Uncertain(Exception):
    """It is not certain what follows from the error."""


@dataclass(frozen=True)
class Place:
    """A result that may be wrong: the link, the number that shows it, and the calculation that leads to it."""

    index: int
    """Of the link among all links, in the order of their signs."""
    number: Number
    calculation: Node
    value: Fraction
    """As printed, with its sign and without its percent sign."""


@dataclass(frozen=True)
class Text:
    """A text with its equations and numbers, read once."""

    text: str
    links: list[Link]
    """By the place of their signs."""
    figures: list[Number]
    """Every number of the text, those inside of annotations included, by place."""
    given: frozenset[Fraction]
    """The numbers of the problem."""

    @classmethod
    def of(cls, text: str, tokens: Iterable[Token], chains: Iterable[Chain], asked: Iterable[Token]) -> "Text":
        """The text with what stands in it.

        Raises:
            Unproven: if a number is beyond the limits.
        """
        links = sorted((link for chain in chains for link in chain), key=lambda link: link.sign_start)
        figures = {token.start: read_number(token.text, token.start, token.end) for token in _numbers(tokens)}
        given = frozenset(read_number(token.text, 0, len(token.text)).value for token in _numbers(asked))
        return cls(text, links, [figures[start] for start in sorted(figures)], given)

    def figure(self, number: Number) -> Number:
        """A number of a tree as it is printed, without the unit or the percent sign behind it."""
        return self._by_start[number.start]

    def stands_before(self, value: Fraction, place: int) -> bool:
        """Whether a value is known before a place: given in the problem, or printed earlier."""
        return value in self.given or self.stands_between(value, 0, place)

    def stands_after(self, number: Number) -> bool:
        """Whether the value of a number is printed again behind it."""
        return self.stands_between(number.value, number.end, len(self.text))

    def stands_between(self, value: Fraction, start: int, end: int) -> bool:
        """Whether a value is printed from one place on and before another."""
        places = self._starts.get(value, [])
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end

    def first_equation(self, place: int) -> int:
        """Where the first equation begins from a place on; the place itself if there is none."""
        at = bisect_left(self._lefts, place)
        return self._lefts[at] if at < len(self._lefts) else place

    @cached_property
    def _by_start(self) -> dict[int, Number]:
        return {figure.start: figure for figure in self.figures}

    @cached_property
    def _starts(self) -> dict[Fraction, list[int]]:
        """The places of each value, in order."""
        found: dict[Fraction, list[int]] = {}
        for figure in self.figures:
            found.setdefault(figure.value, []).append(figure.start)
        return found

    @cached_property
    def _lefts(self) -> list[int]:
        return sorted(link.left.start for link in self.links)


def _numbers(tokens: Iterable[Token]) -> Iterable[Token]:
    return (token for token in tokens if token.kind == "number")


class Draft:
    """The text after one wrong value, while what follows from it is found.

    Raises:
        Uncertain: when it is made, if it is not certain what follows.
    """

    def __init__(self, text: Text, place: Place, wrong: Fraction, *, keeps_equal: bool = False) -> None:
        """`keeps_equal` puts the sign `=` before the wrong value, rounded though it is."""
        self.text, self.place = text, place
        self.start = text.links[place.index].sign_start
        self.edits: dict[int, tuple[int, str]] = {}
        self.at: dict[int, Fraction] = {}
        """What the number that starts at a place has become, without the sign before it."""
        self.known: dict[Fraction, Fraction] = {}
        """The same for every later number of one value."""
        self.flipped: dict[Fraction, bool] = {}
        """For a value that changed its sign: whether a minus sign stood before it."""
        self.restated: set[int] = set()
        """Links that say the wrong thing again."""
        self.recomputed: set[int] = set()
        """Links whose operands changed."""
        self._refuse_columns()
        self._write(place.index, place.number, place.value, wrong)
        if keeps_equal:
            self._edit_sign(text.links[place.index], "=")
        for index in range(place.index + 1, len(text.links)):
            self._follow(index)
        self._replace_everywhere()
        self._refuse_stale_columns()

    def result(self) -> str:
        """The text with all edits."""
        pieces, last = [], 0
        for start, (end, new) in sorted(self.edits.items()):
            if start < last:
                raise Uncertain
            pieces += [self.text.text[last:start], new]
            last = end
        return "".join([*pieces, self.text.text[last:]])

    def moved(self, place: int) -> int:
        """Where a place of the old text lies in the new one."""
        return place + sum(len(new) - (end - start) for start, (end, new) in self.edits.items() if end <= place)

    def _write(self, index: int, number: Number, old: Fraction, new: Fraction) -> None:
        """Put a new value into the place of a printed one, and remember it for what comes behind."""
        link = self.text.links[index]
        number = self.text.figure(number)
        is_end = link.right.tree is not None and shown(link.right.tree) is not None
        printed, is_exact = self._printed(number, new, may_round=is_end)
        unsigned = Fraction(printed) * (1 if old >= 0 else -1)
        self._remember(number, unsigned, since=link.sign_start)
        self._edit(number, unsigned, printed.lstrip("-"))
        if is_end:
            self._edit_sign(link, "=" if is_exact else "≈")

    def _printed(self, number: Number, value: Fraction, *, may_round: bool) -> tuple[str, bool]:
        """The digits of a value in the manner of the number that stood there, and whether they are all of it."""
        text = self.text.text[number.start : number.end].upper()
        places = max(number.places, NEW_PLACES)
        digits = len(text.partition("E")[0].replace(".", "").lstrip("0"))
        size = Precision(mode="sig", digits=digits) if "E" in text else Precision(mode="dp", digits=places)
        try:
            found = show(value, size if may_round else EXACT)
        except CannotSolve as beyond:
            raise Uncertain from beyond
        too_long = len(found.text) > max(MAX_PRINTED, len(text))
        if "/" in found.text or too_long or ("E" in found.text and "E" not in text) or not Fraction(found.text):
            raise Uncertain
        return found.text, found.is_exact

    def _remember(self, number: Number, new: Fraction, *, since: int) -> None:
        """Note what a number has become; `since` is where the equation begins to tell its result."""
        self.at[number.start] = new
        if self.known.get(number.value, new) != new or self._is_told_before(number):
            raise Uncertain
        if new < 0:
            self.flipped[number.value] = self._is_negated(number)
        if not self.text.stands_before(number.value, since) or self._is_final(number):
            self.known[number.value] = new
        elif number.value not in self.known and self.text.stands_after(number):
            raise Uncertain  # which of the two is meant there?

    def _is_told_before(self, number: Number) -> bool:
        """Whether its line says the value before it is computed: `48 pieces, because 32 + 16 = 48`."""
        line = self.text.text.rfind("\n", 0, number.start) + 1
        return self.text.stands_between(number.value, line, self.text.first_equation(line))

    def _is_negated(self, number: Number) -> bool:
        before = self.text.text[: number.start].rstrip()
        return before.endswith(("-", "−")) and _UNARY.search(before) is not None

    def _is_final(self, number: Number) -> bool:
        """Whether it ends the last equation, and a line behind it repeats it once at most."""
        if self.text.links[-1].sign_start > number.start:
            return False
        again = [f.start for f in self.text.figures if f.value == number.value and f.start > number.start]
        return len({self.text.text.count("\n", 0, place) for place in again}) == len(again)

    def _edit(self, number: Number, new: Fraction, digits: str) -> None:
        """Print a value that may have changed its sign; `new` is what the unsigned number has become."""
        text, start = self.text.text, number.start
        before = text[:start].rstrip()
        negated = self._is_negated(number)
        signed = -new if negated else new
        grouped = f"{int(digits):,}" if "," in text[start : number.end] and digits.isdigit() else digits
        if negated:
            start = len(before) - 1
        body = f"-{grouped}" if signed < 0 else grouped
        self.edits[start] = (number.end, f"({body})" if signed < 0 and self._needs_bracket(start, number.end) else body)
        self.at[number.start] = new

    def _needs_bracket(self, start: int, end: int) -> bool:
        before, after = self.text.text[:start].rstrip()[-1:], self.text.text[end:].lstrip()[:1]
        return before in tuple("+-*/^×÷·") or after == "^"

    def _edit_sign(self, link: Link, sign: str) -> None:
        old = self.text.text[link.sign_start : link.sign_end]
        if {old, sign} == {"=", "≈"}:
            self.edits[link.sign_start] = (link.sign_end, sign)
        elif old not in "=≈" and sign != link.sign:
            raise Uncertain

    def _follow(self, index: int) -> None:
        """One later equation: its right side computed anew if its left side changed."""
        link = self.text.links[index]
        left, right = link.left.tree, link.right.tree
        if left is None or right is None:
            return
        changed = self._changed(left)
        if not changed and not self._changed(right):
            return
        if link.sign not in "=≈" or link.right.remainder is not None:
            raise Uncertain
        if not changed:
            self.restated.add(index)
            return
        self._recompute(index, left, right)

    def _become(self, number: Number) -> Fraction | None:
        """What a number has become, if it has."""
        found = self.at.get(number.start)
        return self.known.get(number.value) if found is None and number.start > self.start else found

    def _changed(self, node: Node) -> bool:
        return any(self._become(number) is not None for number in numbers(node))

    def _value(self, node: Node) -> Fraction:
        shifts = {n.start: new - n.value for n in numbers(node) if (new := self._become(n)) is not None}
        try:
            value = evaluate(node, shifts)
        except Unproven as limit:
            raise Uncertain from limit
        if not isinstance(value, Fraction):
            raise Uncertain
        return value

    def _recompute(self, index: int, left: Node, right: Node) -> None:
        self.recomputed.add(index)
        value, number = self._value(left), shown(right)
        if number is None:
            for step, plain in _derived(left, right):
                if self._become(plain) is None:
                    self._write(index, plain, plain.value, self._value(step))
        elif len(numbers(right)) == 1 and self._become(numbers(right)[0]) is None:
            self._write(index, numbers(right)[0], number.value, value * 100 if number.percent else value)
            return
        if self._value(right) != value:
            raise Uncertain

    def _replace_everywhere(self) -> None:
        """Every later number that holds a changed value, in equations and in prose."""
        for figure in self.text.figures:
            new = self.known.get(figure.value)
            if new is not None and figure.start > self.start and figure.start not in self.at:
                if self.flipped.get(figure.value, self._is_negated(figure)) != self._is_negated(figure):
                    raise Uncertain
                if new < 0 and self.text.text[: figure.start].endswith(_CURRENCIES):
                    raise Uncertain
                digits, _ = self._printed(figure, new, may_round="." in self.text.text[figure.start : figure.end])
                self._edit(figure, new, digits.lstrip("-"))

    def _refuse_columns(self) -> None:
        """Columns of digits belong to the numbers they were written for."""
        if _COLUMN_NAME.search(self.text.text, self.place.number.end):
            raise Uncertain

    def _refuse_stale_columns(self) -> None:
        """So do those that stand right behind a number with no name before them."""
        text = self.text.text
        for start, (end, _) in self.edits.items():
            rest = text[end : end + 60]
            if start > self.start and (re.match(r"\s*[：:]", rest) or _COLUMN_HEADER.match(rest.lstrip())):
                raise Uncertain


def _derived(left: Node, right: Node) -> list[tuple[Node, Number]]:
    """Numbers on the right that the left side does not show, with the part of it that they are the value of."""
    there = {number.value for number in numbers(left)}
    parts = [node for node in walk(left) if isinstance(node, Operation | Negation)]
    found: list[tuple[Node, Number]] = []
    for number in numbers(right):
        if number.value not in there and not number.percent:
            step = next((part for part in parts if _equals(part, number.value)), None)
            if step is not None:
                found.append((step, number))
    return found


def _equals(node: Node, value: Fraction) -> bool:
    try:
        return evaluate(node) == value
    except Unproven:
        return False


def places(text: Text, true_links: Iterable[int]) -> list[Place]:
    """Every result of a proven equation that an error can change."""
    found: list[Place] = []
    for index in true_links:
        link = text.links[index]
        left, right = link.left.tree, link.right.tree
        if left is None or right is None or shown(left) is not None:
            continue
        number = shown(right)
        if number is not None and len(numbers(right)) == 1:
            found.append(Place(index, numbers(right)[0]._replace(percent=number.percent), left, number.value))
        elif number is None:
            steps = _derived(left, right) or _fraction(left, right)
            found += [Place(index, plain, step, plain.value) for step, plain in steps]
    return found


def _fraction(left: Node, right: Node) -> list[tuple[Node, Number]]:
    """The numerator of `41/36`, as the left side times the denominator."""
    if isinstance(right, Operation) and right.sign == "/":
        top, bottom = right.left, right.right
        if isinstance(top, Number) and isinstance(bottom, Number):
            return [(Operation("*", left, bottom), top)]
    return []
