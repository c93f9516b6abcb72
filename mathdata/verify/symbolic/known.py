"""What a text has defined so far, and what its problem gives: letters, functions, and one function by its equation."""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from mathdata.verify.limits import MAX_TEXT_CHARS, Unproven
from mathdata.verify.symbolic.dependence import Dependence, dependent_letter, is_stated, plain_slopes
from mathdata.verify.symbolic.formula import CONSTANTS, ZERO, Apply, Formula, Letter, Value, depends, names, replaced
from mathdata.verify.symbolic.grammar import read_formula
from mathdata.verify.symbolic.relations import outer_signs, statements, whole_letters

_DELIMITERS = re.compile(r"\$|(?<!\\)\\[()\[\]]")
_AT = re.compile(r"([a-zA-Z])\s*(?:\\(?:left\.|right)\s*)*\|\s*_\s*\{\s*[a-zA-Z]\s*=([^{}]{1,12})\}")
"""`y|_{x=0}` is y(0)."""

Relation: TypeAlias = tuple[Formula, Formula]


@dataclass
class Known:
    """What has been defined so far."""

    letters: dict[str, Formula] = field(default_factory=dict)
    functions: dict[str, tuple[str, Formula]] = field(default_factory=dict)
    whole: dict[str, int] = field(default_factory=dict)
    dependence: Dependence | None = None
    stated: Sequence[Relation] | None = None
    """The equations of the problem; None where it is not at hand."""

    @classmethod
    def of(cls, text: str, problem: str | None) -> "Known":
        """What is known before the first statement of a text."""
        whole = whole_letters(f"{problem or ''}\n{text}")
        return cls(whole=whole, stated=None if problem is None else _relations(problem))

    @property
    def called(self) -> set[str]:
        """The letters behind which a bracket holds an argument."""
        return {*self.functions, *([self.dependence.name] if self.dependence is not None else [])}


def is_given(left: Formula, right: Formula, known: Known) -> bool:
    """Whether a relation is the equation that defines a function, or says through which point it goes.

    Raises:
        Unproven: if it would be, but the problem does not state it.
    """
    dependence = known.dependence or _undefined_function(left, right, known)
    if dependence is None:
        return False
    is_start = _is_start(left, dependence)
    if dependence.slope is not None and not is_start:
        return False
    if known.stated is not None and not is_stated((left, right), known.stated):
        if dependence.solution is not None:
            return False
        raise Unproven("an equation that the problem does not state")
    if is_start:
        dependence.begin(left, right)
        return True
    dependence.take(plain_slopes(left), plain_slopes(right))
    known.dependence = dependence
    known.letters[dependence.name] = dependence.as_definition()
    for one, other in known.stated or ():
        if _is_start(one, dependence):
            dependence.begin(one, other)
    return True


def _undefined_function(left: Formula, right: Formula, known: Known) -> Dependence | None:
    """The letter whose derivative stands in a relation, if nothing is known of it."""
    found = dependent_letter(left, right)
    if found is None or found[0] in known.letters or found[0] in known.functions:
        return None
    return Dependence(*found)


def _is_start(left: Formula, dependence: Dependence) -> bool:
    """Whether it is `y(0)` of a function that is not known yet, or but for its constant."""
    return (
        dependence.slope is not None
        and not dependence.is_settled
        and isinstance(left, Apply)
        and left.head == "call"
        and left.args[:2] == (Letter(dependence.name), ZERO)
        and not names(left.args[2])
    )


def defines(left: Formula, right: Formula, known: Known) -> bool:
    """Whether a relation says what a new letter stands for."""
    if not isinstance(left, Letter) or left.name in CONSTANTS or left.name in known.letters:
        return False
    if left.name in names(right):
        return False
    known.letters[left.name] = right
    return True


def resolved(formula: Formula, known: Known) -> Formula:
    """A formula in which calls of defined functions, and their primes, are carried out."""
    if isinstance(formula, Letter) and formula.name.endswith("'"):
        return _primed(formula, known)
    if not isinstance(formula, Apply):
        return formula
    if formula.head == "slope":
        return _slope(formula, known)
    args = tuple(resolved(arg, known) for arg in formula.args)
    if formula.head != "call":
        return Apply(formula.head, args)
    name, primes, *values = args
    assert isinstance(name, Letter), formula
    assert isinstance(primes, Value), formula
    if known.dependence is not None and (name, *values) == known.dependence.called:
        return name if not primes.number else _primed(Letter(name.name + "'" * int(primes.number)), known)
    if name.name not in known.functions or len(values) != 1:
        raise Unproven(f"the function {name.name} is not defined")
    letter, body = known.functions[name.name]
    if primes.number:
        body = Apply("D", (body, Letter(letter), primes))
        return Apply("at", (body, Letter(letter), values[0])) if values[0] != Letter(letter) else body
    return replaced(body, {letter: values[0]})


def _primed(formula: Letter, known: Known) -> Formula:
    name = formula.name.rstrip("'")
    body = known.letters.get(name)
    if depends(body):
        return _repeated(Letter(name), body.args[0], len(formula.name) - len(name))
    inner = names(body) if body is not None else frozenset()
    if body is None or len(inner) != 1:
        raise Unproven(f"{formula.name} is the derivative of nothing that is known")
    return _repeated(body, Letter(next(iter(inner))), len(formula.name) - len(name))


def _slope(formula: Apply, known: Known) -> Formula:
    """`dy/dx` of a letter that stands for something, or depends on x."""
    letter, by = formula.args
    assert isinstance(letter, Letter), formula
    if letter.name not in known.letters:
        raise Unproven(f"d{letter.name} is the differential of nothing that is known")
    return _repeated(letter, by, 1)


def _repeated(body: Formula, by: Formula, order: int) -> Formula:
    return Apply("D", (body, by, Value(Fraction(order))))


def _relations(problem: str) -> list[Relation]:
    """The equations of a problem that can be read; behind a letter with a slope a bracket may hold an argument."""
    plain = list(_read_equations(problem, ()))
    called = {found[0] for pair in plain if (found := dependent_letter(*pair)) is not None}
    return plain + list(_read_equations(problem, called)) if called else plain


def _read_equations(problem: str, called: Collection[str]) -> Iterator[Relation]:
    plain = _AT.sub(r"\1(\2)", _DELIMITERS.sub(" ", problem[:MAX_TEXT_CHARS]))
    for _, statement in statements(plain):
        sign = next((start for start, _, sign in outer_signs(statement) if sign == "="), len(statement))
        left, right = statement[:sign], statement[sign + 1 :]
        with suppress(Unproven):
            yield read_formula(left, called), read_formula(right, called)
