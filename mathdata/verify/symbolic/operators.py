"""Limits, definite integrals and finite sums as numbers: another road than the one on which they were worked out."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import Any

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.formula import Apply, Formula, Letter, neg
from mathdata.verify.symbolic.values import Point, Real, is_close, is_real, lifted, mp, value_of

OPERATOR_DIGITS = 8
"""To how many digits a limit or an integral is believed."""

SUM_DIGITS = 18
"""To how many digits a sum without an end is believed: a decimal that was rounded is another number."""

_INTEGRAL_DIGITS = 30
"""With how many an integral is measured: more make quadrature look at many more places for digits nobody compares."""

MAX_TERMS = 500
_SUMMED = 512
"""How many terms of a sum without an end are added, and how many where they fall off like a power of a number."""
MOST_SUMMED = 4_096
_STRIDE = 32
"""After how many of them each, where a sum is extrapolated."""
_FALLS = 0.75
"""By this factor at least they fall off from one stride to the next, where a sum ends with its last term."""
_EXPONENTS = (20, 40, 80, 160)
"""A limit is looked at from 10^-20, 10^-40 … away, or as far as 10^20, 10^40 … out."""
_LIMIT_DIGITS = 700
_SLOW = 0.75
"""Differences that shrink less from one look to the next tell nothing."""
_LARGE = 100
"""What grows without bound is beyond this by then: even the logarithm of 10^160."""
_REGULAR = 0.05
"""Nor do differences that shrink now more and now less, as those of something that swings."""


def carried_out(formula: Formula, point: Point, extra: dict[str, Real]) -> Formula:
    """A formula with a new letter for each limit, definite integral or sum; the letters' values go to `extra`.

    Raises:
        Unproven: where a value cannot be told.
    """
    if not isinstance(formula, Apply) or not holds_operator(formula):
        return formula
    operator = _OPERATORS.get(formula.head)
    if operator is None:
        return Apply(formula.head, tuple(carried_out(arg, point, extra) for arg in formula.args))
    name = f"#{len(extra)}"
    extra[name] = None
    extra[name] = operator(formula.args, point)
    return Letter(name)


def holds_operator(formula: Formula) -> bool:
    """Whether a limit, an integral or a sum stands in a formula."""
    return isinstance(formula, Apply) and (formula.head in _OPERATORS or any(map(holds_operator, formula.args)))


def _inner(body: Formula, letter: Formula, point: Point) -> Callable[[Real], Real]:
    assert isinstance(letter, Letter), letter
    if not holds_operator(body):
        return lambda x: value_of(body, {**point, letter.name: x})

    def compute(x: Real) -> Real:
        here = {**point, letter.name: x}
        extra: dict[str, Real] = {}
        return value_of(carried_out(body, here, extra), {**here, **extra})

    return compute


def _definite(args: tuple[Formula, ...], point: Point) -> Real:
    if len(args) != 4:
        raise Unproven("an integral without ends")
    compute = _inner(args[0], args[1], point)
    context = mp()
    before, context.dps = context.dps, _INTEGRAL_DIGITS
    try:
        low, high = (_end(arg, point) for arg in args[2:])
        value, error = context.quad(lambda x: lifted(compute(x)), [low, high], error=True)
    finally:
        context.dps = before
    if not is_real(value) or error > context.mpf(10) ** -(OPERATOR_DIGITS + 4) * (1 + abs(value)):
        raise Unproven("an integral that cannot be measured")
    return value


def _end(formula: Formula, point: Point) -> Real:
    sign = infinity_sign(formula)
    return lifted(value_of(formula, point)) if sign == 0 else mp().inf * sign


def infinity_sign(formula: Formula) -> int:
    """1 or -1 for `oo` and its opposite, 0 for anything else."""
    if formula == Letter("oo"):
        return 1
    return -1 if formula == neg(Letter("oo")) else 0


def _finite_sum(args: tuple[Formula, ...], point: Point) -> Real:
    compute = _inner(args[0], args[1], point)
    if infinity_sign(args[3]) == 1:
        return _infinite_sum(compute, value_of(args[2], point))
    ends = [value_of(arg, point) for arg in args[2:]]
    if not all(isinstance(end, Fraction) and end.denominator == 1 for end in ends):
        raise Unproven("a sum between such ends")
    first, last = (int(end) for end in ends)
    if not 0 <= last - first <= MAX_TERMS:
        raise Unproven("a sum of too many terms")
    values = [compute(Fraction(n)) for n in range(first, last + 1)]
    exact = all(isinstance(value, Fraction) for value in values)
    return sum(values, Fraction(0)) if exact else sum(map(lifted, values))


def holds_infinite_sum(formula: Formula) -> bool:
    """Whether a sum without an end stands in a formula, whose value is known to fewer digits."""
    if not isinstance(formula, Apply):
        return False
    return (formula.head == "sum" and formula.args[3] == Letter("oo")) or any(map(holds_infinite_sum, formula.args))


def _infinite_sum(compute: Callable[[Real], Real], first: Real) -> Real:
    """What the partial sums come to, if that can be told from the first few hundred of them.

    Terms that fall off like a power of a number leave nothing behind them; those that fall off like 1/n^2 leave
    sums which differ from the last one by powers of 1/n, and are extrapolated.
    """
    if not isinstance(first, Fraction) or first.denominator != 1:
        raise Unproven("a sum from such a beginning")
    context = mp()
    terms: list[Any] = []
    for count in range(_STRIDE, MOST_SUMMED + 1, _STRIDE):
        terms += [lifted(compute(first + k)) for k in range(len(terms), count)]
        sizes = [abs(term) for term in terms]
        if not all(map(is_real, terms[-_STRIDE:])):
            raise Unproven("a sum of what is not real")
        is_falling = sizes[-1] <= _FALLS * sizes[-_STRIDE]
        if is_falling and sizes[-1] < context.mpf(10) ** -(SUM_DIGITS + 6):
            return context.fsum(terms)
        if count >= _SUMMED and not is_falling:
            break
    if sizes[-1] > sizes[len(sizes) // 2 - 1] * (1 + _REGULAR) / 4 or sizes[-1] * len(sizes) > 1:
        raise Unproven("a sum whose terms fall off too slowly")
    places = range(_STRIDE, len(terms) + 1, _STRIDE)
    return _extrapolated([(place, context.fsum(terms[:place])) for place in places])


def _extrapolated(sums: list[tuple[int, Any]]) -> Real:
    """Neville's extrapolation of sums of so many terms to infinitely many, by a polynomial in 1/n."""
    row = [value for _, value in sums]
    before = row
    for step in range(1, len(sums)):
        before = row
        row = [
            (sums[i + step][0] * high - sums[i][0] * low) / (sums[i + step][0] - sums[i][0])
            for i, (low, high) in enumerate(pairwise(row))
        ]
    if abs(row[0] - before[-1]) > mp().mpf(10) ** -SUM_DIGITS * (1 + abs(row[0])):
        raise Unproven("a sum that settles too slowly")
    return row[0]


def _limit(args: tuple[Formula, ...], point: Point) -> Real:
    body, letter, target, side = args
    compute = _inner(body, letter, point)
    context = mp()
    before = context.dps
    context.dps = _LIMIT_DIGITS
    try:
        sign = infinity_sign(target)
        if sign:
            return _approached([compute(context.mpf(10) ** k * sign) for k in _EXPONENTS])
        centre = value_of(target, point)
        sides = {"+": (1,), "-": (-1,)}.get(side.name if isinstance(side, Letter) else "", (1, -1))
        found = [_approached([compute(lifted(centre) + s * context.mpf(10) ** -k) for k in _EXPONENTS]) for s in sides]
    finally:
        context.dps = before
    if len(found) == 2 and not same_limit(*found):
        raise Unproven("a limit that differs from side to side")
    return found[0]


def same_limit(left: Real, right: Real) -> bool:
    """Whether two limits are one: both the same infinity, or near enough."""
    context = mp()
    if context.isinf(lifted(left)) or context.isinf(lifted(right)):
        return bool(lifted(left) == lifted(right))
    return is_close(left, right, OPERATOR_DIGITS)


def _approached(values: list[Any]) -> Real:
    """What four values, each much nearer than the one before, come to."""
    if not all(is_real(value) for value in values):
        raise Unproven("a limit of what is not real")
    context = mp()
    first, second, third, last = map(lifted, values)
    steps = (second - first, third - second, last - third)
    if abs(steps[2]) <= context.mpf(10) ** -(2 * OPERATOR_DIGITS) * (1 + abs(last)):
        return last
    is_growing = (
        abs(steps[2]) >= abs(steps[1]) >= abs(steps[0]) > 0 and len({context.sign(step) for step in steps}) == 1
    )
    if is_growing and abs(last) > _LARGE:
        return context.inf * context.sign(steps[2])
    ratios = (steps[1] / steps[0], steps[2] / steps[1]) if steps[0] and steps[1] else (1, 1)
    if all(0 < ratio < _SLOW for ratio in ratios) and abs(ratios[0] - ratios[1]) < _REGULAR:
        return last - steps[2] ** 2 / (steps[2] - steps[1])
    raise Unproven("a limit that is approached too slowly")


_OPERATORS: dict[str, Callable[[tuple[Formula, ...], Point], Real]] = {
    "int": _definite,
    "lim": _limit,
    "sum": _finite_sum,
}
