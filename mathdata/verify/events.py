"""Probabilities of events whose law a text states: with `X ~ B(5, 1/3)` the `P(X = 2)` behind it is a number.

The sign inside of `P(X = 2)` states nothing. Where a law is known, the tokens of the event become one, which
is read like a number; where none is, or two of them, all stays as it was.
"""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from mathdata.verify.distributions import BINOMIAL, NORMAL, POISSON, Event, Law, spelled
from mathdata.verify.limits import Unproven
from mathdata.verify.parse import parse
from mathdata.verify.tokens import Token, tokenise
from mathdata.verify.tree import evaluate

_FOLLOWS = ("~", "∼", "～", "sim", "服从")
_NAMES = {
    "B": BINOMIAL, "b": BINOMIAL, "P": POISSON, "Poisson": POISSON, "Poi": POISSON, "Po": POISSON, "π": POISSON,
    "N": NORMAL,
}  # fmt: skip
_COUNTS = {BINOMIAL: 2, POISSON: 1, NORMAL: 2}
_MAY_HOLD = re.compile(r"P\s*(?:\\left\s*)?[(（]")
_MIRRORED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤", "=": "="}
MAX_EVENT_TOKENS = 40


class _Read(NamedTuple):
    value: Fraction
    next: int


def may_hold_event(text: str) -> bool:
    """Whether the probability of an event may stand in a text."""
    return _MAY_HOLD.search(text) is not None


def with_events(tokens: list[Token], problem: str | None) -> list[Token]:
    """The tokens of a text, each event of a known law as one.

    >>> [token.text for token in with_events(tokenise("P(X = 2) = 80/243"), "X ~ B(5, 1/3)")]
    ['B 5 1/3 from 2 to 2', '=', '80', '/', '243']
    """
    laws = _laws([*tokens, Token("newline", "\n", -1, -1), *tokenise(problem or "")])
    made: list[Token] = []
    i = 0
    while i < len(tokens):
        found = _event(tokens, i, laws) if laws and tokens[i].text == "P" else None
        event, end = found or (None, i + 1)
        made.append(tokens[i] if event is None else _as_one(event, tokens[i], tokens[end - 1]))
        i = end
    return made


def _as_one(event: Event, first: Token, last: Token) -> Token:
    return Token("event", spelled(event), first.start, last.end)


def _laws(tokens: Sequence[Token]) -> dict[str, Law]:
    """The law of each variable that has just one."""
    found: dict[str, Law] = {}
    doubtful: set[str] = set()
    for i in range(1, len(tokens) - 3):
        if tokens[i].text not in _FOLLOWS or tokens[i + 1].text not in _NAMES or tokens[i + 2].text != "(":
            continue
        variable, law = tokens[i - 1].text, _law(tokens, i + 1)
        if law is None or found.get(variable, law) != law:
            doubtful.add(variable)
        else:
            found[variable] = law
    return {variable: law for variable, law in found.items() if variable not in doubtful}


def _law(tokens: Sequence[Token], name: int) -> Law | None:
    kind = _NAMES[tokens[name].text]
    numbers: list[Fraction] = []
    at = name + 2
    while len(numbers) < _COUNTS[kind]:
        read = _number(tokens, at)
        if read is None or read.next >= len(tokens):
            return None
        numbers.append(read.value)
        at = read.next + 1
        if tokens[read.next].text == ")":
            break
        if tokens[read.next].text not in (",", "，", ";"):
            return None
    return Law(kind, tuple(numbers)) if len(numbers) == _COUNTS[kind] and tokens[at - 1].text == ")" else None


def _number(tokens: Sequence[Token], at: int) -> _Read | None:
    if at < len(tokens) and tokens[at].kind == "number" and "," in tokens[at].text:
        return None  # 1,400 is one number, or two
    try:
        parsed = parse(tokens, at)
        value = evaluate(parsed.tree)
    except Unproven:
        return None
    return _Read(value, parsed.next) if isinstance(value, Fraction) else None


def _event(tokens: Sequence[Token], at: int, laws: dict[str, Law]) -> tuple[Event, int] | None:
    """The event at `P`, and the place behind its bracket."""
    end = next((n for n in range(at + 1, min(at + MAX_EVENT_TOKENS, len(tokens))) if tokens[n].text == ")"), 0)
    if not end or tokens[at + 1].text != "(":
        return None
    inside = list(tokens[at + 2 : end])
    variable = next((n for n, token in enumerate(inside) if token.text in laws), None)
    if variable is None:
        return None
    law = laws[inside[variable].text]
    bounds = list(_bounds(inside, variable))
    if not bounds or None in bounds:
        return None
    return _between(law, [bound for bound in bounds if bound is not None]), end + 1


def _bounds(inside: Sequence[Token], variable: int) -> Iterator[tuple[str, Fraction] | None]:
    """The signs and ends around the variable; None for what is no bound."""
    before, behind = inside[:variable], inside[variable + 1 :]
    if behind:
        yield _bound(behind[0], behind[1:])
    if before:
        found = _bound(before[-1], before[:-1])
        yield found and (_MIRRORED.get(found[0], ""), found[1])


def _bound(sign: Token, tokens: Sequence[Token]) -> tuple[str, Fraction] | None:
    read = _number(tokens, 0) if sign.kind == "relation" and sign.text in _MIRRORED else None
    return (sign.text, read.value) if read is not None and read.next == len(tokens) else None


def _between(law: Law, bounds: Sequence[tuple[str, Fraction]]) -> Event:
    """Both ends included; a count that is less than 3 is 2 at most, and a measure is never just 3."""
    low: Fraction | None = None
    high: Fraction | None = None
    step = 0 if law.name == NORMAL else 1
    for sign, end in bounds:
        if sign in ">≥=":
            bottom = Fraction(ceil(end)) + (sign == ">" and end.denominator == 1) if step else end
            low = bottom if low is None else max(low, bottom)
        if sign in "<≤=":
            top = Fraction(floor(end)) - (sign == "<" and end.denominator == 1) if step else end
            high = top if high is None else min(high, top)
    return Event(law, low, high)
