"""Whether two formulas are equal: held against each other at points, exactly where everything is rational."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.formula import (
    Apply,
    Definitions,
    Formula,
    Letter,
    Value,
    depends,
    derivative,
    expanded,
    heads,
    names,
    replaced,
)
from mathdata.verify.symbolic.grammar import read_formula
from mathdata.verify.symbolic.matrices import evaluate
from mathdata.verify.symbolic.operators import (
    OPERATOR_DIGITS,
    SUM_DIGITS,
    carried_out,
    holds_infinite_sum,
    infinity_sign,
    same_limit,
)
from mathdata.verify.symbolic.values import AGREED, Real, is_close, is_real, mp

POINTS_WANTED = 4
POINTS_TRIED = 24
FAR_POINTS_TRIED = 12
MAX_LETTERS = 8
CLOSER_DIGITS = 300
"""With how many digits two sides are computed before they are called different."""
REMEMBERED = 4_096
"""Comparisons whose outcome is kept."""

NONE_WHOLE: Mapping[str, int] = MappingProxyType({})

_NUMERATORS = (7, 13, 3, 23, 11, 5, 17, 2, 29, 19, 31, 8)
_DENOMINATORS = (5, 11, 7, 10, 4, 9, 13, 3)


def points(letters: list[str], whole: Mapping[str, int] = NONE_WHOLE) -> Iterator[dict[str, Real]]:
    """Rational points without a pattern, between the numbers at which formulas like to be special.

    Letters that count are `whole` numbers from the given one on. The last points lie farther out, on both sides:
    ln(2x - 8) has values only there.
    """
    for k in range(POINTS_TRIED + FAR_POINTS_TRIED):
        yield {name: _coordinate(k, i, whole.get(name)) for i, name in enumerate(letters)}


def _coordinate(k: int, i: int, first: int | None) -> Fraction:
    if first is not None:
        return Fraction(first + (k * 5 + i * 7) % POINTS_TRIED)
    size = Fraction(_NUMERATORS[(k * 5 + i * 3) % 12], _DENOMINATORS[(k * 3 + i) % 8])
    if k < POINTS_TRIED:
        return -size if k % 3 == 2 else size
    return size + (3 + 3 * ((k - POINTS_TRIED) // 2)) * (-1 if k % 2 else 1)


def same_formula(left: str, right: str) -> bool:
    r"""Whether two texts are one formula; of two antiderivatives, whether they differ by a constant.

    >>> same_formula(r"\frac{x^{2}}{2} + C", "x*x/2 + C"), same_formula("sin(2x)", "2*sin(x)*cos(x)")
    (True, True)
    >>> same_formula("x^2", "x^3")
    False
    """
    try:
        one, other = read_formula(left), read_formula(right)
        if "C" in names(one) and "C" in names(other):
            return _same_up_to_a_constant(one, other)
        return are_equal(one, other, {})
    except Unproven:
        return False


def are_equal(left: Formula, right: Formula, known: Definitions, whole: Mapping[str, int] = NONE_WHOLE) -> bool:
    """Whether two formulas are equal wherever both have a value; letters that count are whole numbers.

    Raises:
        Unproven: if too few points could be found to say so.
    """
    left, right = _antiderivatives_gone(expanded(left, known), expanded(right, known), known)
    left, right = with_definitions(left, known), with_definitions(right, known)
    held = names(left) | names(right)
    agreed = _agreed(left, right, tuple(sorted((name, first) for name, first in whole.items() if name in held)))
    if isinstance(agreed, str):
        raise Unproven(agreed)
    return agreed


@lru_cache(maxsize=REMEMBERED)
def _agreed(left: Formula, right: Formula, whole: tuple[tuple[str, int], ...]) -> bool | str:
    """Whether two formulas without definitions agree at the points, or why that cannot be said.

    A corpus repeats its statements: each solution in another style or language, each template with its constants.
    """
    pair = _Pair.of(left, right)
    letters = sorted(names(left) | names(right))
    if len(letters) > MAX_LETTERS:
        return "too many letters"
    found = 0
    reason = "too few points at which both sides have a value"
    for point in points(letters, dict(whole)):
        try:
            verdict = pair.agrees_at(point) or pair.agrees_more_closely(point)
        except Unproven as unproven:
            reason = str(unproven)
            continue
        if verdict is False:
            return False
        found += verdict is True
        if found >= (POINTS_WANTED if letters else 1):
            return True
    return reason


def with_definitions(formula: Formula, known: Mapping[str, Formula]) -> Formula:
    """A formula in which no letter stands for another formula any more."""
    known = {name: value for name, value in known.items() if not depends(value)}
    for _ in range(len(known) + 1):
        after = replaced(formula, known)
        if after == formula:
            return formula
        formula = after
    raise Unproven("definitions that go in a circle")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sides, and what need not be asked of them at each point."""

    sides: tuple[Formula, Formula]
    infinite: tuple[int, int]
    kinds: frozenset[str]
    digits: int
    """To how many they must agree."""
    speaks_of_i: bool

    @classmethod
    def of(cls, left: Formula, right: Formula) -> "_Pair":
        """Both sides looked through once."""
        kinds = frozenset(heads(left) | heads(right))
        digits = OPERATOR_DIGITS + 2 if "int" in kinds else AGREED
        if "sum" in kinds and (holds_infinite_sum(left) or holds_infinite_sum(right)):
            digits = SUM_DIGITS
        infinite = infinity_sign(left), infinity_sign(right)
        return cls((left, right), infinite, kinds, digits, _speaks_of_i(left, right))

    def agrees_at(self, point: dict[str, Real]) -> bool | None:
        """Whether both sides agree at a point; None where one of them is not real there."""
        left, right = (
            mp().inf * sign if sign else _value(side, point)
            for side, sign in zip(self.sides, self.infinite, strict=True)
        )
        if isinstance(left, list) or isinstance(right, list):
            return _same_matrix(left, right)
        if "lim" in self.kinds:
            return same_limit(left, right)
        if not self.speaks_of_i and not (is_real(left) and is_real(right)):
            return None
        return is_close(left, right, self.digits)

    def agrees_more_closely(self, point: dict[str, Real]) -> bool | None:
        """The same with more digits, of which a difference of large numbers may lose many."""
        if self.kinds & {"int", "lim", "sum", "matrix"}:
            return self.agrees_at(point)
        context = mp()
        before, context.dps = context.dps, CLOSER_DIGITS
        try:
            return self.agrees_at(point)
        finally:
            context.dps = before


def _same_matrix(left: Real, right: Real) -> bool:
    if not isinstance(left, list) or not isinstance(right, list) or len(left) != len(right):
        return False
    return all(
        len(a) == len(b) and all(is_close(x, y) for x, y in zip(a, b, strict=True))
        for a, b in zip(left, right, strict=True)
    )


def _value(formula: Formula, point: dict[str, Real]) -> Real:
    extra: dict[str, Real] = {}
    plain = carried_out(formula, point, extra)
    return evaluate(plain, {**point, **extra})


def _speaks_of_i(*formulas: Formula) -> bool:
    def holds(formula: Formula) -> bool:
        if isinstance(formula, Apply):
            return any(map(holds, formula.args))
        return formula == Letter("i")

    return any(map(holds, formulas))


def _antiderivatives_gone(left: Formula, right: Formula, known: Definitions) -> tuple[Formula, Formula]:
    """Both sides differentiated, if an indefinite integral stands in one: it is only known up to a constant."""
    letter = _integral_letter(left) or _integral_letter(right)
    if letter is None:
        return left, right
    both = _integral_letter(left) is not None and _integral_letter(right) is not None
    held = names(left) | names(right)
    if not both and "C" not in held and not any(depends(known.get(name)) for name in held):
        raise Unproven("the constant of integration is missing")
    while letter in known:
        letter = _moved_by(known[letter])
    return expanded(derivative(left, letter, known), known), expanded(derivative(right, letter, known), known)


def _moved_by(formula: Formula) -> str:
    """The one letter that moves what a letter stands for."""
    inner = names(formula.args[0]) if depends(formula) else names(formula)
    if len(inner) != 1:
        raise Unproven("a substitution in several letters")
    return next(iter(inner))


def _integral_letter(formula: Formula) -> str | None:
    if not isinstance(formula, Apply):
        return None
    if formula.head == "int" and len(formula.args) == 2 and isinstance(formula.args[1], Letter):
        return formula.args[1].name
    for arg in formula.args:
        found = _integral_letter(arg)
        if found is not None:
            return found
    return None


def _same_up_to_a_constant(left: Formula, right: Formula) -> bool:
    letters = (names(left) | names(right)) - {"C"}
    if len(letters) != 1:
        return are_equal(left, right, {})
    x = next(iter(letters))
    bare = [replaced(side, {"C": Value(Fraction(0))}) for side in (left, right)]
    return are_equal(derivative(bare[0], x, {}), derivative(bare[1], x, {}), {})
