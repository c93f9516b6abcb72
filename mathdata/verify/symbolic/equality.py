"""Whether two formulas are equal: held against each other at points, exactly where everything is rational."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.formula import (
    Apply,
    Definitions,
    Formula,
    Letter,
    Value,
    derivative,
    expanded,
    heads,
    names,
    replaced,
)
from mathdata.verify.symbolic.grammar import read_formula
from mathdata.verify.symbolic.matrices import evaluate
from mathdata.verify.symbolic.operators import OPERATOR_DIGITS, carried_out, infinity_sign, same_limit
from mathdata.verify.symbolic.values import AGREED, Real, is_close, is_real, mp

POINTS_WANTED = 4
POINTS_TRIED = 24
FAR_POINTS_TRIED = 12
MAX_LETTERS = 8

_NUMERATORS = (7, 13, 3, 23, 11, 5, 17, 2, 29, 19, 31, 8)
_DENOMINATORS = (5, 11, 7, 10, 4, 9, 13, 3)


def points(letters: list[str]) -> Iterator[dict[str, Real]]:
    """Rational points without a pattern, between the numbers at which formulas like to be special.

    The last ones lie farther out, on both sides: ln(2x - 8) has values only there.
    """
    for k in range(POINTS_TRIED):
        yield {name: _number(k, i) * (-1 if k % 3 == 2 else 1) for i, name in enumerate(letters)}
    for k in range(FAR_POINTS_TRIED):
        beyond = (3 + 3 * (k // 2)) * (-1 if k % 2 else 1)
        yield {name: _number(k, i) + beyond for i, name in enumerate(letters)}


def _number(k: int, i: int) -> Fraction:
    return Fraction(_NUMERATORS[(k * 5 + i * 3) % 12], _DENOMINATORS[(k * 3 + i) % 8])


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


def are_equal(left: Formula, right: Formula, known: Definitions) -> bool:
    """Whether two formulas are equal wherever both have a value.

    Raises:
        Unproven: if too few points could be found to say so.
    """
    left, right = _antiderivatives_gone(expanded(left, known), expanded(right, known), known)
    left, right = with_definitions(left, known), with_definitions(right, known)
    letters = sorted(names(left) | names(right))
    if len(letters) > MAX_LETTERS:
        raise Unproven("too many letters")
    found = 0
    reason = "too few points at which both sides have a value"
    for point in points(letters):
        try:
            verdict = _agree_at(left, right, point)
        except Unproven as unproven:
            reason = str(unproven)
            continue
        if verdict is False:
            return False
        found += verdict is True
        if found >= (POINTS_WANTED if letters else 1):
            return True
    raise Unproven(reason)


def with_definitions(formula: Formula, known: Mapping[str, Formula]) -> Formula:
    """A formula in which no letter stands for another formula any more."""
    for _ in range(len(known) + 1):
        after = replaced(formula, known)
        if after == formula:
            return formula
        formula = after
    raise Unproven("definitions that go in a circle")


def _agree_at(left: Formula, right: Formula, point: dict[str, Real]) -> bool | None:
    """Whether both sides agree at a point; None where one of them is not real there."""
    infinite = [infinity_sign(side) for side in (left, right)]
    values = [
        _value(side, point) if not sign else mp().inf * sign for side, sign in zip((left, right), infinite, strict=True)
    ]
    kinds = heads(left) | heads(right)
    if isinstance(values[0], list) or isinstance(values[1], list):
        return _same_matrix(values[0], values[1])
    if "lim" in kinds:
        return same_limit(values[0], values[1])
    if not _speaks_of_i(left, right) and not all(map(is_real, values)):
        return None
    return is_close(values[0], values[1], OPERATOR_DIGITS + 2 if "int" in kinds else AGREED)


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
    if not both and "C" not in names(left) | names(right):
        raise Unproven("the constant of integration is missing")
    while letter in known:
        inner = names(known[letter])
        if len(inner) != 1:
            raise Unproven("a substitution in several letters")
        letter = next(iter(inner))
    return expanded(derivative(left, letter, known), known), expanded(derivative(right, letter, known), known)


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
