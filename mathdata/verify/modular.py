r"""Remainders: `23^{73} \equiv 23 \pmod{70}`, without ever computing the power."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from mathdata.verify.findings import Finding, Verdict
from mathdata.verify.limits import MAX_DIGITS, Unproven
from mathdata.verify.parse import Parsed, parse
from mathdata.verify.tokens import Token, tokenise
from mathdata.verify.tree import Negation, Node, Number, Operation, evaluate

_CONGRUENCE = re.compile(
    r"(?P<sides>[^\n。；;]{1,400}?)(?:\\pmod\s*\{?(?P<pmod>\d+)\}?|[(（]\s*(?:\\)?(?:bmod|mod|模)\s*\{?(?P<mod>\d+)\}?\s*[)）])"
)
_EQUIVALENT = re.compile(r"\\equiv|≡")


def remainder_of(node: Node, modulus: int) -> int:
    """The remainder of a whole expression.

    Raises:
        Unproven: for fractions, roots, negative powers, and modulus zero.
    """
    if not modulus:
        raise Unproven("a remainder of a division by zero")
    if isinstance(node, Negation):
        return -remainder_of(node.operand, modulus) % modulus
    if isinstance(node, Operation) and node.sign in "+-*":
        left, right = remainder_of(node.left, modulus), remainder_of(node.right, modulus)
        return {"+": left + right, "-": left - right, "*": left * right}[node.sign] % modulus
    if isinstance(node, Operation) and node.sign == "^":
        return pow(remainder_of(node.left, modulus), _exponent(node.right), modulus)
    if isinstance(node, Number) and node.value.denominator == 1 and not node.percent:
        return node.value.numerator % modulus
    raise Unproven("not a whole number")


def _exponent(node: Node) -> int:
    value = evaluate(node)
    if not isinstance(value, Fraction) or value.denominator != 1 or not 0 <= value < 10**MAX_DIGITS:
        raise Unproven("not a whole exponent")
    return value.numerator


def false_congruences(text: str) -> list[Finding]:
    r"""Congruences of whole numbers that do not hold.

    >>> [finding.text for finding in false_congruences(r"$7^4 \equiv 1 \pmod{5}$ and $2^{10} \equiv 3 \pmod{11}$")]
    ['2^{10} \\equiv 3']
    """
    if _EQUIVALENT.search(text) is None:
        return []
    return [finding for match in _CONGRUENCE.finditer(text) for finding in _refuted(text, match)]


def _refuted(text: str, match: re.Match[str]) -> Iterator[Finding]:
    modulus = int((match["pmod"] or match["mod"])[:MAX_DIGITS])
    cuts = [(cut.start() + match.start(), cut.end() + match.start()) for cut in _EQUIVALENT.finditer(match["sides"])]
    starts, ends = [match.start(), *(end for _, end in cuts)], [*(start for start, _ in cuts), match.end("sides")]
    sides = [_side(text, start, end) for start, end in zip(starts, ends, strict=True)]
    for left, right in pairwise(sides):
        if left is None or right is None or not right[2]:
            continue
        try:
            gap = remainder_of(left[1], modulus) - remainder_of(right[1], modulus)
        except Unproven:
            continue
        if gap % modulus:
            start, end = left[0], right[3]
            reason = f"the sides leave different remainders of a division by {modulus}"
            yield Finding(Verdict.FALSE, start, end, text[start:end], reason, wrong=True)


def _side(text: str, start: int, end: int) -> tuple[int, Node, bool, int] | None:
    """Where the arithmetic that ends a side starts, its tree, whether it is the whole side, and its end."""
    tokens = [token for token in tokenise(text[start:end]) if token.kind != "currency"]
    for first in range(len(tokens)):
        if first and not _may_precede(tokens[first - 1]):
            continue
        parsed = _parsed(tokens, first)
        if parsed is not None and parsed.next == len(tokens) and not parsed.doubt:
            return tokens[first].start + start, parsed.tree, first == 0, tokens[-1].end + start
    return None


def _may_precede(token: Token) -> bool:
    return (token.kind in ("word", "han", "stop", "newline") and len(token.text) != 1) or token.kind == "stop"


def _parsed(tokens: Sequence[Token], first: int) -> Parsed | None:
    try:
        return parse(tokens, first)
    except Unproven:
        return None
