"""Every statement of a solution, in order: proven, refuted, defined, or left open.

```text
Product rule: d/dx(x*sin(x)) = d/dx(x)*sin(x) + x*d/dx(sin(x)) = sin(x) + x*cos(x)
              -------------- = ------------------------------- = -----------------
Let u = x^2: ∫ 2x*cos(x^2) dx = ∫ cos(u) du
    -------                                     the first `=` behind a new name defines it
```
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from mathdata.verify.limits import MAX_TEXT_CHARS, Unproven
from mathdata.verify.symbolic.equality import are_equal, points, with_definitions
from mathdata.verify.symbolic.formula import CONSTANTS, Apply, Formula, Letter, Value, names, replaced
from mathdata.verify.symbolic.grammar import read_formula
from mathdata.verify.symbolic.matrices import evaluate
from mathdata.verify.symbolic.operators import carried_out
from mathdata.verify.symbolic.rows import follows
from mathdata.verify.symbolic.values import Real, is_real, lifted

MAX_STATEMENTS = 400

_SIGNS = re.compile(r"<=|>=|!=|[=≈<>≠≤≥]|→\(r\d[^()]*(?:\([^()]*\)[^()]*)?\)")
_WORDS = (
    *("arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sin", "cos", "tan", "cot", "sec", "csc", "ln", "log"),
    *("exp", "sqrt", "root", "det", "rank", "lim", "theta", "lambda", "alpha", "beta", "mu", "pi", "oo"),
)
_PROSE = re.compile(
    r"[\u4e00-\u9fff]+|(?<![A-Za-z\\])(?!(?:" + "|".join(_WORDS) + r")(?![a-z]))(?:[A-Za-z]{3,}"
    r"|(?i:so|is|at|by|of|to|we|as|in|if|it|or|on|be|an|no))(?![A-Za-z(])"
)
_SEPARATORS = re.compile(r"[，；。：、]|[,;:.](?=\s|$)")
_DEFINED = re.compile(r"^\s*([a-zA-Z])\(([a-zA-Z])\)\s*=")
_DIFFERENTIAL = re.compile(r"d([a-zA-Z]) = (.{1,200}?)\s*d([a-zA-Z])")
"""`du = 2x dx` says that the derivative of u is 2x."""

HOLDS_FOR_FUNCTIONS = "it holds as a statement about functions"
_FUNCTIONS = re.compile(
    r"∫|∑|lim|d/d|\[\[|[a-zA-Z]'|\b(?:sin|cos|tan|cot|sec|csc|ln|arc\w{3}|sqrt|det|rank)\b|\^[(a-z]|\(x\)"
)

Standing = Literal["true", "false", "unproven", "defined"]


@dataclass(frozen=True, slots=True)
class Proof:
    """One statement and what is known about it."""

    text: str
    standing: Standing
    sign: int
    """Where the relation sign stands in the whole text."""
    reason: str = ""


@dataclass
class _Context:
    """What has been defined so far."""

    letters: dict[str, Formula] = field(default_factory=dict)
    functions: dict[str, tuple[str, Formula]] = field(default_factory=dict)


def prove(text: str) -> list[Proof]:
    """A proof, a refutation or the reason why there is neither, for each statement of a text.

    >>> [proof.standing for proof in prove("Let u = x^2: ∫ 2x*cos(x^2) dx = ∫ cos(u) du = sin(x^2) + C")]
    ['defined', 'true', 'true']
    >>> prove("d/dx(x^3) = 3x")[0].standing
    'false'
    """
    if len(text) > MAX_TEXT_CHARS:
        return [Proof("", "unproven", 0, f"a text of more than {MAX_TEXT_CHARS:,} characters")]
    context = _Context()
    proofs: list[Proof] = []
    for start, statement in statements(text):
        proofs += _proofs(statement, start, context)
        if len(proofs) > MAX_STATEMENTS:
            break
    return proofs


def proven_signs(text: str) -> set[int]:
    """Where the relation signs stand whose statements are proven or define something, in a text about functions.

    Statements of plain arithmetic are left to those who read prose better.
    """
    if _FUNCTIONS.search(text) is None:
        return set()
    return {proof.sign for proof in prove(text) if proof.standing in ("true", "defined")}


def statements(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a text that hold a relation, without the prose around them, and where each starts."""
    place = 0
    for line in text.split("\n"):
        for start, part in _apart(line):
            for inner, piece in _without_prose(part):
                if _SIGNS.search(piece):
                    yield place + start + inner + len(piece) - len(piece.lstrip(" .。")), piece.strip(" .。")
        place += len(line) + 1


def _apart(line: str) -> Iterator[tuple[int, str]]:
    """The parts of a line between the separators that stand outside of brackets."""
    depth = last = 0
    ends = {match.start(): match.end() for match in _SEPARATORS.finditer(line)}
    for i, sign in enumerate(line):
        depth += (sign in "([{") - (sign in ")]}")
        if depth <= 0 and i in ends:
            yield last, line[last:i]
            last = ends[i]
    yield last, line[last:]


def _without_prose(part: str) -> Iterator[tuple[int, str]]:
    last = 0
    for match in _PROSE.finditer(part):
        yield last, part[last : match.start()]
        last = match.end()
    yield last, part[last:]


def _proofs(statement: str, start: int, context: _Context) -> Iterator[Proof]:
    signs = list(_outer_signs(statement))
    starts, ends = [0, *(end for _, end, _ in signs)], [*(start for start, _, _ in signs), len(statement)]
    sides = [statement[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    named = _DEFINED.match(statement)
    if named is not None and named[1] not in context.functions and named[1] not in context.letters:
        yield _defined_function(statement, start + signs[0][0], (named[1], named[2]), sides, context)
        sides, signs = sides[1:], signs[1:]
    for (place, _, sign), left, right in zip(signs, sides, sides[1:], strict=False):
        text = f"{left} {sign} {right}"
        differential = _DIFFERENTIAL.fullmatch(text)
        if differential is not None:
            text_left, text_right = f"d/d{differential[3]}({differential[1]})", differential[2]
            yield _proof(text, start + place, (text_left, "=", text_right), context)
        else:
            yield _proof(text, start + place, (left, sign, right), context)


def _outer_signs(statement: str) -> Iterator[tuple[int, int, str]]:
    """The relation signs outside of braces: not the one of `∑_{n=1}`."""
    depth = 0
    marks = {match.start(): match for match in _SIGNS.finditer(statement)}
    for i, sign in enumerate(statement):
        if depth == 0 and i in marks:
            yield i, marks[i].end(), marks[i][0]
        depth += (sign in "([{") - (sign in ")]}")


def _defined_function(statement: str, sign: int, named: tuple[str, str], sides: list[str], context: _Context) -> Proof:
    name, letter = named
    try:
        body = _resolved(read_formula(sides[1], context.functions), context)
    except Unproven as unproven:
        return Proof(statement, "unproven", sign, str(unproven))
    context.functions[name] = (letter, body)
    return Proof(statement, "defined", sign)


def _proof(text: str, place: int, relation: tuple[str, str, str], context: _Context) -> Proof:
    left, sign, right = relation
    try:
        one, other = (_resolved(read_formula(side, context.functions), context) for side in (left, right))
        if sign == "=" and _defines(one, other, context):
            return Proof(text, "defined", place)
        if sign.startswith("→"):
            return Proof(text, "true" if follows(one, sign[2:-1], other) else "false", place)
        holds = are_equal(one, other, context.letters) if sign == "=" else _ordered(one, sign, other, context)
    except Unproven as unproven:
        return Proof(text, "unproven", place, str(unproven))
    return Proof(text, "true" if holds else "false", place)


def _defines(left: Formula, right: Formula, context: _Context) -> bool:
    if not isinstance(left, Letter) or left.name in CONSTANTS or left.name in context.letters:
        return False
    if left.name in names(right):
        return False
    context.letters[left.name] = right
    return True


def _resolved(formula: Formula, context: _Context) -> Formula:
    """A formula in which calls of defined functions, and their primes, are carried out."""
    if isinstance(formula, Letter) and formula.name.endswith("'"):
        return _primed(formula, context)
    if not isinstance(formula, Apply):
        return formula
    args = tuple(_resolved(arg, context) for arg in formula.args)
    if formula.head != "call":
        return Apply(formula.head, args)
    name, primes, *values = args
    assert isinstance(name, Letter), formula
    assert isinstance(primes, Value), formula
    if name.name not in context.functions or len(values) != 1:
        raise Unproven(f"the function {name.name} is not defined")
    letter, body = context.functions[name.name]
    if primes.number:
        body = Apply("D", (body, Letter(letter), primes))
        return Apply("at", (body, Letter(letter), values[0])) if values[0] != Letter(letter) else body
    return replaced(body, {letter: values[0]})


def _primed(formula: Letter, context: _Context) -> Formula:
    name = formula.name.rstrip("'")
    body = context.letters.get(name)
    inner = names(body) if body is not None else frozenset()
    if body is None or len(inner) != 1:
        raise Unproven(f"{formula.name} is the derivative of nothing that is known")
    order = Value(Fraction(len(formula.name) - len(name)))
    return Apply("D", (body, Letter(next(iter(inner))), order))


def _ordered(left: Formula, sign: str, right: Formula, context: _Context) -> bool:
    left, right = with_definitions(left, context.letters), with_definitions(right, context.letters)
    letters = sorted(names(left) | names(right))
    found = 0
    for point in points(letters):
        try:
            values = [_plain(side, point) for side in (left, right)]
        except Unproven:
            continue
        if not all(map(is_real, values)):
            continue
        if not _in_order(values[0], sign, values[1], right):
            return False
        found += 1
    if not found:
        raise Unproven("no point at which both sides have a value")
    return True


def _plain(formula: Formula, point: dict[str, Real]) -> Real:
    extra: dict[str, Real] = {}
    return evaluate(carried_out(formula, point, extra), {**point, **extra})


def _in_order(left: Real, sign: str, right: Real, shown: Formula) -> bool:
    gap = left - right if isinstance(left, Fraction) and isinstance(right, Fraction) else lifted(left) - lifted(right)
    gap = gap.real  # a real value may come as a complex one, which has no order
    if sign == "≈":
        if not isinstance(shown, Value):
            raise Unproven("an approximation that is no number")
        return bool(lifted(abs(gap)) * 2 <= lifted(_last_place(shown.number)))
    outcomes = {"<": gap < 0, ">": gap > 0, "<=": gap <= 0, "≤": gap <= 0, ">=": gap >= 0, "≥": gap >= 0}
    return bool(outcomes.get(sign, gap != 0))


def _last_place(number: Fraction) -> Fraction:
    """One unit of the last decimal that a number needs."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    return Fraction(1, 10**places)
