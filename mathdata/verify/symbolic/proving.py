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
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from mathdata.verify.limits import MAX_TEXT_CHARS, Unproven
from mathdata.verify.symbolic.dependence import Dependence
from mathdata.verify.symbolic.equality import are_equal, points, with_definitions
from mathdata.verify.symbolic.formula import Formula, Letter, Value, names
from mathdata.verify.symbolic.grammar import read_formula
from mathdata.verify.symbolic.known import Known, defines, is_given, resolved
from mathdata.verify.symbolic.matrices import evaluate
from mathdata.verify.symbolic.operators import carried_out
from mathdata.verify.symbolic.relations import outer_signs, statements
from mathdata.verify.symbolic.rows import follows
from mathdata.verify.symbolic.values import Real, is_real, lifted

MAX_STATEMENTS = 400

_DEFINED = re.compile(r"^\s*([a-zA-Z](?:_\d+)?)\(([a-zA-Z])\)\s*=")
_DECLARED = re.compile(r"([a-zA-Z]) = \1\(([a-zA-Z])\)")
"""`y = y(x)` says that y depends on x; the next equation about it defines it."""
_DIFFERENTIAL = re.compile(r"(?:([^∫]{1,200}?)\s+)?d([a-zA-Z]) = ([^∫]{0,200}?)\s*d([a-zA-Z])")
"""`du = 2x dx` says that the derivative of u is 2x, and `1/y dy = x dx` that of y times 1/y is x."""
HOLDS_FOR_FUNCTIONS = "it holds as a statement about functions"
_FUNCTIONS = re.compile(
    r"∫|∑|lim|d/d|\bd[a-zA-Z]/d[a-zA-Z]|\[\[|[a-zA-Z]'"
    r"|\b(?:sin|cos|tan|cot|sec|csc|ln|arc\w{3}|sqrt|det|rank)\b|\^[(a-z]|\(x\)"
)

Standing = Literal["true", "false", "unproven", "defined", "given"]


@dataclass(frozen=True, slots=True)
class Proof:
    """One statement and what is known about it."""

    text: str
    standing: Standing
    sign: int
    """Where the relation sign stands in the whole text."""
    reason: str = ""


def prove(text: str, problem: str | None = None) -> list[Proof]:
    """A proof, a refutation or the reason why there is neither, for each statement of a text.

    An equation that defines a function, such as `y' = x*y`, is given. With the `problem`, which may be empty,
    it is one of those that the problem states, else it is unproven.

    >>> [proof.standing for proof in prove("Let u = x^2: ∫ 2x*cos(x^2) dx = ∫ cos(u) du = sin(x^2) + C")]
    ['defined', 'true', 'true']
    >>> prove("d/dx(x^3) = 3x")[0].standing
    'false'
    """
    if len(text) > MAX_TEXT_CHARS:
        return [Proof("", "unproven", 0, f"a text of more than {MAX_TEXT_CHARS:,} characters")]
    context = Known.of(text, problem)
    proofs: list[Proof] = []
    for start, statement in statements(text):
        proofs += _proofs(statement, start, context)
        if len(proofs) > MAX_STATEMENTS:
            break
    return proofs


def proven_signs(text: str, problem: str | None = None) -> set[int]:
    """Where the relation signs stand whose statements are proven or define something, in a text about functions.

    Statements of plain arithmetic are left to those who read prose better.
    """
    if _FUNCTIONS.search(text) is None:
        return set()
    return {proof.sign for proof in prove(text, problem or "") if proof.standing in ("true", "defined", "given")}


def _proofs(statement: str, start: int, context: Known) -> Iterator[Proof]:
    signs = list(outer_signs(statement))
    starts, ends = [0, *(end for _, end, _ in signs)], [*(start for start, _, _ in signs), len(statement)]
    sides = [statement[a:b].strip() for a, b in zip(starts, ends, strict=True)]
    named = _DEFINED.match(statement)
    if named is not None and named[1] not in context.functions and named[1] not in context.letters:
        yield _defined_function(statement, start + signs[0][0], (named[1], named[2]), sides, context)
        sides, signs = sides[1:], signs[1:]
    for (place, _, sign), left, right in zip(signs, sides, sides[1:], strict=False):
        text = f"{left} {sign} {right}"
        if (declared := _DECLARED.fullmatch(text)) and not {declared[1]} & {*context.letters, *context.functions}:
            context.dependence = Dependence(declared[1], declared[2])
            yield Proof(text, "defined", start + place)
        else:
            yield _proof(text, start + place, _of_differentials(text, context) or (left, sign, right), context)


def _of_differentials(text: str, context: Known) -> tuple[str, str, str] | None:
    """What a relation between differentials says of derivatives."""
    match = _DIFFERENTIAL.fullmatch(text)
    if match is None or (match[1] and match[2] not in context.letters):
        return None
    slope = f"d/d{match[4]}({match[2]})"
    return (f"({match[1]})*{slope}" if match[1] else slope), "=", match[3] or "1"


def _defined_function(statement: str, sign: int, named: tuple[str, str], sides: list[str], context: Known) -> Proof:
    name, letter = named
    try:
        body = resolved(read_formula(sides[1], context.functions), context)
    except Unproven as unproven:
        return Proof(statement, "unproven", sign, str(unproven))
    context.functions[name] = (letter, body)
    return Proof(statement, "defined", sign)


def _proof(text: str, place: int, relation: tuple[str, str, str], context: Known) -> Proof:
    left, sign, right = relation
    try:
        raw = [read_formula(side, context.called) for side in (left, right)]
        if sign == "=" and is_given(raw[0], raw[1], context):
            return Proof(text, "given", place)
        one, other = (resolved(side, context) for side in raw)
        if sign == "=" and defines(one, other, context):
            return Proof(text, "defined", place)
        if sign.startswith("→"):
            return Proof(text, "true" if follows(one, sign[2:-1], other) else "false", place)
        holds = _equal(one, other, context) if sign == "=" else _ordered(one, sign, other, context)
    except Unproven as unproven:
        return Proof(text, "unproven", place, str(unproven))
    return Proof(text, "true" if holds else "false", place)


def _equal(left: Formula, right: Formula, context: Known) -> bool:
    """Whether both sides are equal, if not everywhere then along the solution of the equation that is given."""
    dependence, known = context.dependence, context.letters
    held = names(left) | names(right)
    if dependence is None or dependence.name not in held:
        return are_equal(left, right, known, context.whole)
    if dependence.slope is None:
        raise Unproven("a function of which nothing is known")
    is_solved = left == Letter(dependence.name) and dependence.name not in names(right)
    if not is_solved and are_equal(left, right, known):
        return True
    holds = dependence.goes(left, right, known)
    if holds and dependence.solution is not None:
        context.functions[dependence.name] = (dependence.by, dependence.solution)
    return holds


def _ordered(left: Formula, sign: str, right: Formula, context: Known) -> bool:
    left, right = with_definitions(left, context.letters), with_definitions(right, context.letters)
    letters = sorted(names(left) | names(right))
    found = 0
    for point in points(letters, context.whole):
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
