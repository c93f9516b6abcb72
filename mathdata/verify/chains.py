"""Equation chains in prose: where they start, where they end, and how sure that is.

```text
Tom has 48 / 2 = 24 clips, and 48 + 24 = 72 altogether.
        ------   ---------      -------   --
        side  sign  side        side  sign side
```

The side behind a sign is the longest arithmetic that follows it; the side before a sign is the longest
arithmetic that ends there. A side that touches something we cannot read is unknown (its `tree` is None); a
side whose edge could also lie elsewhere carries a `doubt`, and a link with a doubt is never refuted.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from mathdata.verify.edges import is_numbering, left_edge, right_edge
from mathdata.verify.limits import MAX_RELATIONS, MAX_SIDE_TOKENS, MAX_STARTS, Unproven
from mathdata.verify.parse import Parsed, parse
from mathdata.verify.tokens import Token, tokenise
from mathdata.verify.tree import Negation, Node, Number, Operation, read_number, shown

_OPENING = ("number", "currency", "root", "frac", "function", "constant", "based", "event")
_CLOSERS = (")", "]", "}")
_BRACKETS = ("(", "[", "{", *_CLOSERS)
NOTHING_BETWEEN = "nothing stands between two signs"


class Side(NamedTuple):
    """One side: its place in the text, its tree (None: unknown) and what makes us unsure."""

    start: int
    end: int
    tree: Node | None
    doubt: str = ""
    other: Node | None = None
    """A second reading, without the dash that may be a bullet."""
    remainder: Number | None = None
    """The 2 of `17 ÷ 5 = 3 …… 2`."""

    @property
    def missing(self) -> bool:
        """Whether nothing at all stands where the side should be."""
        return self.start == self.end


class Link(NamedTuple):
    """Two sides and the sign between them."""

    left: Side
    sign: str
    right: Side
    sign_start: int
    sign_end: int


Chain = tuple[Link, ...]


def find_chains(text: str) -> list[Chain]:
    """Every chain of equations and inequalities in a text, GSM8K's annotations included.

    >>> [[text[link.left.start : link.right.end] for link in chain]
    ...  for text in ["so 48/2 = <<48/2=24>>24 clips"] for chain in find_chains(text)]
    [['48/2 = <<48/2=24>>24'], ['48/2=24']]
    """
    return chains_of(tokenise(text))


def chains_of(tokens: Sequence[Token]) -> list[Chain]:
    """The chains of a text that is tokenised already."""
    outer = [token for token in tokens if token.kind != "annotation"]
    chains = _Finder(outer).chains()
    for token in tokens:
        if token.kind == "annotation":
            shift = token.start + 2
            inner = [t._replace(start=t.start + shift, end=t.end + shift) for t in tokenise(token.text[2:-2])]
            chains += _Finder(inner).chains()
    return chains


class _Finder:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.signs = [i for i, token in enumerate(tokens) if token.kind == "relation"][:MAX_RELATIONS]

    def chains(self) -> list[Chain]:
        chains: list[Chain] = []
        links: list[Link] = []
        side, end = Side(-1, -1, None), -1  # the last side that was read, and the token behind it
        for i in self.signs:
            token = self.tokens[i]
            if not (end >= 0 and self.joins(end, i)):
                if links:
                    chains.append(tuple(links))
                links, side = [], self.side_before(i, max(end, 0))
            right, end = self.side_behind(i)
            if token.text == ">" and i and self.tokens[i - 1].kind == "newline":
                side = side._replace(doubt=side.doubt or "a line may be quoted")
            if side.start >= 0:
                links.append(Link(side, token.text, right, token.start, token.end))
            side = right
        if links:
            chains.append(tuple(links))
        return chains

    def joins(self, end: int, i: int) -> bool:
        """Whether the sign at `i` goes on from the side that ends at token `end`, on its line or the next."""
        return all(token.kind == "newline" for token in self.tokens[end:i]) and i - end <= 3

    def side_behind(self, i: int) -> tuple[Side, int]:
        """The side after the sign at token `i`, and the index behind it."""
        first = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        sign = self.tokens[i]
        if first is None or first.kind in ("newline", "relation"):
            fell_out = first is not None and sign.text in "=≈" and first.text in "=≈"
            return Side(sign.end, sign.end, None, NOTHING_BETWEEN if fell_out else "nothing follows the sign"), i + 1
        try:
            parsed = parse(self.tokens, i + 1)
        except Unproven:
            end = self.unknown_end(i + 1)
            return Side(first.start, self.tokens[end - 1].end, None), end
        rest = self.remainder(parsed.next)
        edge = right_edge(self.tokens, parsed.next) if rest is None else ""
        if edge is None:
            end = self.unknown_end(parsed.next)
            return Side(first.start, self.tokens[end - 1].end, None), end
        doubt = parsed.doubt or edge or self.list_between_signs(i + 1, parsed.next)
        side = Side(first.start, self.last_place(parsed.next), parsed.tree, doubt)
        if rest is not None:
            return side._replace(remainder=rest, end=rest.end, doubt=""), parsed.next + 2
        return side, parsed.next

    def list_between_signs(self, first: int, end: int) -> str:
        """In `870/2=435,440=439+1` the comma separates two numbers, in `= 1,200 =` it groups one."""
        between = end < len(self.tokens) and self.tokens[end].kind == "relation"
        grouped = "," in self.tokens[first].text and self.tokens[first].kind == "number"
        tight = all(a.end == b.start for a, b in pairwise(self.tokens[first - 1 : end + 1]))
        return "a comma may separate two numbers" if between and grouped and tight else ""

    def last_place(self, end: int) -> int:
        """Where the last token before `end` ends; the closing $ of a formula is no part of a side."""
        last = self.tokens[end - 1]
        return self.tokens[end - 2].end if last.kind == "currency" else last.end

    def remainder(self, end: int) -> Number | None:
        """The number behind the dots, 余 or `remainder` that follow a quotient.

        Behind dots, which may be full stops, it is none if it begins another relation: `1 + 1 = 2.. 5 = 5`.
        """
        if end + 1 >= len(self.tokens) or self.tokens[end + 1].kind != "number":
            return None
        token = self.tokens[end + 1]
        begins = end + 2 < len(self.tokens) and self.tokens[end + 2].kind == "relation"
        dotted = self.tokens[end].kind == "ellipsis" and not begins
        marked = dotted or self.tokens[end].text in ("余", "remainder", "R", "r")
        return read_number(token.text, token.start, token.end) if marked and token.text.isdigit() else None

    def unknown_end(self, i: int) -> int:
        """Past an unknown side: up to the next sign on the line, if only algebra stands between."""
        at = i
        while at < len(self.tokens) and self.tokens[at].kind not in ("relation", "newline", "stop"):
            at += 1
        stopped = at >= len(self.tokens) or self.tokens[at].kind != "relation"
        words = any(t.kind in ("word", "han") and len(t.text) > 1 for t in self.tokens[i:at])
        return max(i, 1) if stopped or words else at

    def side_before(self, i: int, floor: int) -> Side:
        """The side before the sign at token `i`; a newline may stand between."""
        end = i
        while end > floor and self.tokens[end - 1].kind == "newline" and i - end < 2:
            end -= 1
        low = self.lowest(end, floor)
        for start in self.starts(low, end):
            parsed = self.try_parse(start, end)
            if parsed is not None:
                return self.left_side(start, end, parsed)
        place = self.tokens[end - 1].start if end > floor else -1
        return Side(place, self.tokens[end - 1].end if end > floor else -1, None)

    def lowest(self, end: int, floor: int) -> int:
        """How far back the side may reach: to the last mark of prose, past the commas inside brackets."""
        low, depth = end, 0
        while low > max(floor, end - MAX_SIDE_TOKENS):
            token = self.tokens[low - 1]
            depth += (token.text == ")") - (token.text == "(")
            inside = depth > 0 and token.text in (",", "，")
            if token.kind in ("stop", "newline", "relation", "ellipsis") and not inside:
                break
            low -= 1
        return low

    def starts(self, low: int, end: int) -> list[int]:
        """Where the side may start, farthest first."""
        places = [p for p in range(low, end) if self.may_start(p, low)]
        return places[-MAX_STARTS:]

    def may_start(self, p: int, low: int) -> bool:
        token = self.tokens[p]
        signed = token.text in ("-", "+")
        opens = signed or token.kind in _OPENING or token.text in ("(", "[")
        if not opens or p == low:
            return opens
        before = self.tokens[p - 1]
        if signed and before.text in _CLOSERS:
            return is_numbering(self.tokens, p - 1)
        if signed and before.kind in ("number", "percent", "super"):
            return False  # it goes on from there
        return before.kind != "operator" or before.text in _BRACKETS

    def try_parse(self, start: int, end: int) -> Parsed | None:
        try:
            parsed = parse(self.tokens, start)
        except Unproven:
            return None
        return parsed if parsed.next == end else None

    def left_side(self, start: int, end: int, parsed: Parsed) -> Side:
        place, last = self.tokens[start].start, self.last_place(end)
        edge = left_edge(self.tokens, start, calculates=shown(parsed.tree) is None)
        if edge is None:
            return Side(place, last, None)
        other = _without_dash(parsed.tree) if self.may_be_bullet(start) else self.without_numbering(start, end)
        if shown(parsed.tree) is not None and start and self.tokens[start - 1].kind in ("word", "han"):
            edge = edge or "a lone number in prose"
        return Side(place, last, parsed.tree, parsed.doubt or edge, other)

    def without_numbering(self, start: int, end: int) -> Node | None:
        """The `-3 + 4` of `(1) -3 + 4 = 1` and `[1] -3 + 4 = 1`."""
        numbered = [token.text for token in self.tokens[start : start + 3 : 2]] in (["(", ")"], ["[", "]"])
        if not numbered or start + 3 >= end or not is_numbering(self.tokens, start + 2):
            return None
        parsed = self.try_parse(start + 3, end)
        return parsed.tree if parsed is not None else None

    def may_be_bullet(self, start: int) -> bool:
        """`- 3 + 4 = 7` on a line of its own, or `Monday - 3 + 4 = 7`."""
        dash = self.tokens[start]
        return dash.text == "-" and start + 1 < len(self.tokens) and self.tokens[start + 1].start > dash.end


def _without_dash(node: Node) -> Node | None:
    """The tree without the sign it starts with."""
    if isinstance(node, Negation):
        return node.operand
    if isinstance(node, Operation):
        spine = [node]
        while isinstance(spine[-1].left, Operation):
            spine.append(spine[-1].left)
        first = _without_dash(spine[-1].left)
        if first is None:
            return None
        for operation in reversed(spine):
            first = Operation(operation.sign, first, operation.right)
        return first
    return None
