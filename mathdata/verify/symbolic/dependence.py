"""A letter that depends on another one by an equation: `y` of `x^2 + y^2 = 25`, or of `y' = x*y` with `y(0) = 2`.

```text
the equation gives the slope     x^2 + y^2 = 25: y' = -x/y        y' = x*y: the slope is x*y
what is said of y and y'         2x + 2y*y' = 0                   1/y*y' = x               at any x and y
what is said of a solution       y = C*e^(x^2/2)                  ln(|y|) = x^2/2 + C      along the curve
```

The equation itself is given, not proven: it counts only if the problem states it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.equality import are_equal
from mathdata.verify.symbolic.formula import (
    ONE,
    TWO,
    ZERO,
    Apply,
    Definitions,
    Formula,
    Letter,
    Value,
    add,
    derivative,
    divide,
    heads,
    mul,
    names,
    neg,
    replaced,
)

_CONSTANT = re.compile(r"C(?:_\d+)?")


@dataclass
class Dependence:
    """What is known of a letter that depends on another one."""

    name: str
    by: str
    slope: Formula | None = None
    """Its derivative, in both letters; none before the equation is known."""
    has_many: bool = False
    """Whether the equation is a differential one, so that constants belong to its solutions."""
    start: tuple[Formula, Formula] | None = None
    """The point through which the solution goes."""
    solution: Formula | None = None
    """The last solution that was proven, without the letter itself."""
    general: tuple[Formula, str] | None = None
    """The last relation that was proven for every constant: what is 0, and the constant in it."""

    @property
    def prime(self) -> str:
        """How the derivative is called."""
        return f"{self.name}'"

    @property
    def called(self) -> tuple[Letter, Letter]:
        """Letter and argument of `y(x)`."""
        return Letter(self.name), Letter(self.by)

    @property
    def is_settled(self) -> bool:
        """Whether a solution without a constant was proven."""
        return self.solution is not None and not any(map(_CONSTANT.fullmatch, names(self.solution)))

    def as_definition(self) -> Formula:
        """What stands for it among the definitions."""
        return Apply("depends", (Letter(self.by), ZERO if self.slope is None else self.slope))

    def take(self, left: Formula, right: Formula) -> None:
        """Draw the slope from the equation.

        Raises:
            Unproven: if the equation does not give it.
        """
        gap = add(left, neg(right))
        held = names(gap)
        if heads(gap) & {"int", "lim", "sum", "D"} or not held & {self.name, self.prime}:
            raise Unproven(f"an equation that does not define {self.name}")
        if self.prime in held:
            self.slope, self.has_many = linear_root(gap, self.prime), True
        else:
            by_x, by_y = (derivative(gap, letter, {}) for letter in (self.by, self.name))
            if by_y == ZERO:
                raise Unproven(f"an equation that does not define {self.name}")
            self.slope = neg(divide(by_x, by_y))

    def begin(self, called: Formula, value: Formula) -> None:
        """Note that the solution goes through a point, from `y(0) = 2`."""
        assert isinstance(called, Apply), called
        self.start = called.args[2], value

    def goes(self, left: Formula, right: Formula, known: Definitions) -> bool:
        """Whether a relation holds along a solution, for every value of its constant.

        Raises:
            Unproven: if that cannot be said.
        """
        assert self.slope is not None, "the equation is known"
        if not self.has_many:
            raise Unproven("it holds on the curve at most")
        if left == Letter(self.name) and self.name not in names(right):
            return self._solves(right, known)
        gap = add(left, neg(right))
        if self.name not in names(gap):
            return False
        constants = [name for name in names(gap) if _CONSTANT.fullmatch(name) and name not in known]
        if len(constants) > 1:
            raise Unproven("more than one constant")
        return self._stays(gap, constants[0], known) if constants else self._starts_and_stays(gap, known)

    def _solves(self, solution: Formula, known: Definitions) -> bool:
        """Whether it has the right slope everywhere, and goes through the start unless a constant is left."""
        assert self.slope is not None, "the equation is known"
        settled = {name: value for name, value in known.items() if name != self.name}
        put_in = replaced(self.slope, {self.name: solution})
        if not are_equal(derivative(solution, self.by, settled), put_in, settled):
            return False
        is_settled = not any(_CONSTANT.fullmatch(name) and name not in known for name in names(solution))
        if self.start is not None and is_settled and not self._starts(add(Letter(self.name), neg(solution)), known):
            return False
        self.solution = solution
        return True

    def _stays(self, gap: Formula, constant: str, known: Definitions) -> bool:
        """Whether the constant that makes the relation true at a point stays the same along the solution."""
        value = linear_root(gap, constant)
        moved = replaced(derivative(gap, self.by, known), {constant: value})
        if not are_equal(moved, ZERO, _without(known, constant)):
            return False
        self.general = gap, constant
        return True

    def _starts_and_stays(self, gap: Formula, known: Definitions) -> bool:
        """Whether a relation without a constant is the general one at its value, and holds at the start."""
        if self.start is None or not self._starts(gap, known):
            raise Unproven("a relation that holds for one solution, if at all")
        if self.general is not None and self.general[1] in known:
            general, constant = self.general
            if are_equal(gap, replaced(general, {constant: known[constant]}), known):
                return True
        return are_equal(derivative(gap, self.by, known), ZERO, known)

    def _starts(self, gap: Formula, known: Definitions) -> bool:
        assert self.start is not None, "there is a start"
        point, value = self.start
        settled = {name: other for name, other in known.items() if name != self.name}
        return are_equal(replaced(gap, {self.by: point, self.name: value}), ZERO, settled)


def linear_root(gap: Formula, name: str) -> Formula:
    """The value of a letter at which something linear in it is 0.

    Raises:
        Unproven: if it is not linear.
    """
    at = [replaced(gap, {name: value}) for value in (ZERO, ONE, TWO)]
    rise = add(at[1], neg(at[0]))
    if not are_equal(at[2], add(at[0], mul(TWO, rise)), {}):
        raise Unproven(f"an equation that is not linear in {name}")
    return neg(divide(at[0], rise))


def plain_slopes(formula: Formula) -> Formula:
    """A formula with `y'` for `dy/dx`, and a letter for `y(0)`."""
    if not isinstance(formula, Apply):
        return formula
    if formula.head == "slope":
        letter = formula.args[0]
        assert isinstance(letter, Letter), formula
        return Letter(f"{letter.name}'")
    if formula.head == "call":  # y(0) is one number, the same wherever it stands
        return Letter(str(formula))
    return Apply(formula.head, tuple(map(plain_slopes, formula.args)))


def dependent_letter(*formulas: Formula) -> tuple[str, str] | None:
    """The letter of the only `y'` or `dy/dx` in some formulas, and the one it depends on."""
    found: set[tuple[str, str]] = set()
    for formula in formulas:
        found |= _slopes(formula)
    held = frozenset().union(*map(names, formulas))
    primed = {name.rstrip("'") for name in held if name.endswith("'")}
    if len({name for name, _ in found} | primed) != 1:
        return None
    if found:
        return next(iter(found)) if len(found) == 1 else None
    name = next(iter(primed))
    others = sorted(other for other in held if other != name and not other.endswith("'"))
    return name, others[0] if len(others) == 1 else "x"


def _slopes(formula: Formula) -> set[tuple[str, str]]:
    if not isinstance(formula, Apply):
        return set()
    if formula.head == "slope":
        letter, by = formula.args
        assert isinstance(letter, Letter), formula
        assert isinstance(by, Letter), formula
        return {(letter.name, by.name)}
    return set().union(*map(_slopes, formula.args))


def is_stated(relation: tuple[Formula, Formula], stated: Iterable[tuple[Formula, Formula]]) -> bool:
    """Whether a relation is one of those that a problem states, but for what stands on which side."""
    gap = _gap(relation)
    return any(_same(gap, _gap(other)) for other in stated)


def _gap(relation: tuple[Formula, Formula]) -> Formula:
    left, right = map(plain_slopes, relation)
    return add(left, neg(right))


def _same(one: Formula, other: Formula) -> bool:
    if names(one) != names(other):
        return False
    for sign in (Fraction(1), Fraction(-1)):
        try:
            if are_equal(one, mul(Value(sign), other), {}):
                return True
        except Unproven:
            return False
    return False


def _without(known: Definitions, name: str) -> Mapping[str, Formula]:
    return {other: value for other, value in known.items() if other != name}
