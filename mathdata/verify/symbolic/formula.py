"""A formula as this room sees it, how it is differentiated, and how names in it are replaced."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, TypeGuard

from mathdata.verify.limits import Unproven

CONSTANTS = frozenset({"pi", "e", "i", "oo"})


@dataclass(frozen=True, slots=True)
class Value:
    """A rational number."""

    number: Fraction


@dataclass(frozen=True, slots=True)
class Letter:
    """A variable or a constant by name."""

    name: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A function or an operation, and what it is applied to."""

    head: str
    args: tuple["Formula", ...]


Formula: TypeAlias = Value | Letter | Apply
ZERO, ONE, TWO = (Value(Fraction(n)) for n in range(3))


def add(*args: Formula) -> Formula:
    """A sum."""
    return Apply("+", args)


def mul(*args: Formula) -> Formula:
    """A product; a factor 0 makes it 0, but of a matrix a matrix of zeros."""
    if ZERO in args and not any(heads(arg) & {"matrix"} for arg in args):
        return ZERO
    rest = tuple(arg for arg in args if arg != ONE)
    return rest[0] if len(rest) == 1 else Apply("*", rest) if rest else ONE


def neg(arg: Formula) -> Formula:
    """The opposite."""
    return mul(Value(Fraction(-1)), arg)


def power(base: Formula, exponent: Formula) -> Formula:
    """A power."""
    return Apply("^", (base, exponent))


def divide(top: Formula, bottom: Formula) -> Formula:
    """A quotient."""
    return Apply("/", (top, bottom))


def fn(name: str, arg: Formula) -> Formula:
    """A function of one argument."""
    return Apply(name, (arg,))


def heads(formula: Formula) -> set[str]:
    """The heads of all operations in a formula."""
    if not isinstance(formula, Apply):
        return set()
    return {formula.head}.union(*map(heads, formula.args))


def names(formula: Formula) -> frozenset[str]:
    """The free letters of a formula, without constants and bound variables."""
    if isinstance(formula, Value):
        return frozenset()
    if isinstance(formula, Letter):
        return frozenset() if formula.name in CONSTANTS else frozenset({formula.name})
    inner = frozenset().union(*map(names, formula.args)) if formula.args else frozenset()
    if formula.head in ("lim", "sum") or (formula.head == "int" and len(formula.args) == 4):
        bound = formula.args[1]
        ends = formula.args[2:3] if formula.head == "lim" else formula.args[2:]  # the side of a limit is no letter
        outside = frozenset().union(*map(names, ends))
        return (names(formula.args[0]) - names(bound)) | outside
    return inner


def replaced(formula: Formula, values: Mapping[str, Formula]) -> Formula:
    """A formula with other formulas in the place of letters; bound variables stay."""
    if isinstance(formula, Letter):
        return values.get(formula.name, formula)
    if isinstance(formula, Value):
        return formula
    if formula.head in ("lim", "sum", "int", "D"):
        bound = formula.args[1]
        inner = {k: v for k, v in values.items() if not isinstance(bound, Letter) or k != bound.name}
        first = replaced(formula.args[0], inner)
        return Apply(formula.head, (first, bound, *(replaced(arg, values) for arg in formula.args[2:])))
    return Apply(formula.head, tuple(replaced(arg, values) for arg in formula.args))


Definitions: TypeAlias = Mapping[str, Formula]


def derivative(formula: Formula, x: str, known: Definitions) -> Formula:
    """The derivative with respect to a letter; letters that stand for a formula in it are followed.

    Raises:
        Unproven: for what has no rule here.
    """
    if isinstance(formula, Value) or not _moves(formula, x, known):
        return ZERO
    if isinstance(formula, Letter):
        if formula.name == x:
            return ONE
        return derivative(known[formula.name], x, known) if formula.name in known else ZERO
    rule = _RULES.get(formula.head)
    if rule is not None:
        return rule(formula.args, lambda arg: derivative(arg, x, known))
    return _derivative_of_operator(formula, x, known)


def _moves(formula: Formula, x: str, known: Definitions) -> bool:
    """Whether a formula changes with a letter; an antiderivative always does."""
    if isinstance(formula, Value):
        return False
    if isinstance(formula, Letter):
        return formula.name == x or (formula.name in known and _moves(known[formula.name], x, known))
    if formula.head == "depends":
        return formula.args[0] == Letter(x)
    return formula.head == "int" or any(_moves(arg, x, known) for arg in formula.args)


def depends(formula: Formula | None) -> TypeGuard[Apply]:
    """Whether it stands for a letter of which only the slope is known, as `y` of `y' = x*y`.

    It is written `Apply("depends", (by, slope))` among the definitions.
    """
    return isinstance(formula, Apply) and formula.head == "depends"


def _derivative_of_operator(formula: Apply, x: str, known: Definitions) -> Formula:
    head, args = formula.head, formula.args
    if head == "depends":
        return args[1]
    if head == "D":
        return derivative(expanded(formula, known), x, known)
    if head == "int" and len(args) == 2 and isinstance(args[1], Letter):
        inner = args[1]
        if inner.name == x:
            return args[0]
        if inner.name in known:
            return mul(args[0], derivative(inner, x, known))
        raise Unproven("an integral over a letter that stands for nothing")
    held = names(formula)
    if x not in held and not any(depends(known.get(name)) for name in held):
        return ZERO
    raise Unproven(f"the derivative of {head}")


def expanded(formula: Formula, known: Definitions) -> Formula:
    """A formula with its derivatives carried out."""
    if not isinstance(formula, Apply):
        return formula
    args = tuple(expanded(arg, known) for arg in formula.args)
    if formula.head == "at" and isinstance(args[1], Letter):
        return replaced(args[0], {args[1].name: args[2]})
    if formula.head != "D":
        return Apply(formula.head, args)
    body, letter, order = args
    if not isinstance(letter, Letter) or not isinstance(order, Value):
        raise Unproven("a derivative with respect to what is no letter")
    for _ in range(int(order.number)):
        body = derivative(body, letter.name, known)
    return body


Rule: TypeAlias = Callable[[tuple[Formula, ...], Callable[[Formula], Formula]], Formula]


def _plus(*args: Formula) -> Formula:
    """A sum without its zeros: derivatives of derivatives would fill with them."""
    rest = tuple(arg for arg in args if arg != ZERO)
    return rest[0] if len(rest) == 1 else add(*rest) if rest else ZERO


def _times(*args: Formula) -> Formula:
    """A product with its numbers gathered in front."""
    number, rest = Fraction(1), list[Formula]()
    for arg in args:
        for factor in arg.args if isinstance(arg, Apply) and arg.head == "*" else (arg,):
            if isinstance(factor, Value):
                number *= factor.number
            else:
                rest.append(factor)
    return mul(Value(number), *rest)


def _raised(base: Formula, exponent: Fraction) -> Formula:
    """A power with a number for its exponent; of a power a whole one is gathered: (u^(1/2))^(-2) is u^(-1)."""
    if isinstance(base, Apply) and base.head == "^" and isinstance(base.args[1], Value) and exponent.denominator == 1:
        return _raised(base.args[0], base.args[1].number * exponent)
    return ONE if exponent == 0 else base if exponent == 1 else power(base, Value(exponent))


def _product_rule(args: tuple[Formula, ...], d: Callable[[Formula], Formula]) -> Formula:
    return _plus(*(_times(*args[:i], d(arg), *args[i + 1 :]) for i, arg in enumerate(args)))


def _quotient_rule(args: tuple[Formula, ...], d: Callable[[Formula], Formula]) -> Formula:
    top, bottom = args
    d_top, d_bottom = d(top), d(bottom)
    if d_bottom == ZERO:
        return divide(d_top, bottom)
    square = _raised(bottom, Fraction(-2))
    if d_top == ZERO:
        return _times(Value(Fraction(-1)), top, d_bottom, square)
    return _times(_plus(_times(d_top, bottom), _times(Value(Fraction(-1)), top, d_bottom)), square)


def _power_rule(args: tuple[Formula, ...], d: Callable[[Formula], Formula]) -> Formula:
    base, exponent = args
    d_base, d_exponent = d(base), d(exponent)
    if d_exponent == ZERO and isinstance(exponent, Value):
        return _times(exponent, _raised(base, exponent.number - 1), d_base)
    if d_exponent == ZERO:
        return _times(exponent, power(base, add(exponent, neg(ONE))), d_base)
    grown = _times(power(base, exponent), d_exponent, ONE if base == Letter("e") else fn("ln", base))
    if d_base == ZERO:
        return grown
    return _plus(grown, _times(exponent, power(base, add(exponent, neg(ONE))), d_base))


def _root_rule(args: tuple[Formula, ...], d: Callable[[Formula], Formula]) -> Formula:
    index, radicand = args
    exponent = Value(1 / index.number) if isinstance(index, Value) and index.number else divide(ONE, index)
    return _power_rule((radicand, exponent), d)


def _log_rule(args: tuple[Formula, ...], d: Callable[[Formula], Formula]) -> Formula:
    base, argument = args
    return divide(d(argument), mul(argument, fn("ln", base)))


def _chain(outer: Callable[[Formula], Formula]) -> Rule:
    return lambda args, d: _times(outer(args[0]), d(args[0]))


def _square(name: str, u: Formula) -> Formula:
    return power(fn(name, u), TWO)


_RULES: dict[str, Rule] = {
    "+": lambda args, d: _plus(*map(d, args)),
    "*": _product_rule,
    "/": _quotient_rule,
    "^": _power_rule,
    "root": _root_rule,
    "log": _log_rule,
    "sqrt": lambda args, d: _power_rule((args[0], Value(Fraction(1, 2))), d),
    "ln": _chain(lambda u: _raised(u, Fraction(-1))),
    "abs": _chain(lambda u: divide(u, fn("abs", u))),
    "sin": _chain(lambda u: fn("cos", u)),
    "cos": _chain(lambda u: neg(fn("sin", u))),
    "tan": _chain(lambda u: add(ONE, _square("tan", u))),
    "cot": _chain(lambda u: neg(add(ONE, _square("cot", u)))),
    "sec": _chain(lambda u: mul(fn("sec", u), fn("tan", u))),
    "csc": _chain(lambda u: neg(mul(fn("csc", u), fn("cot", u)))),
    "arcsin": _chain(lambda u: divide(ONE, fn("sqrt", add(ONE, neg(power(u, TWO)))))),
    "arccos": _chain(lambda u: neg(divide(ONE, fn("sqrt", add(ONE, neg(power(u, TWO))))))),
    "arctan": _chain(lambda u: power(add(ONE, power(u, TWO)), Value(Fraction(-1)))),
    "sinh": _chain(lambda u: fn("cosh", u)),
    "cosh": _chain(lambda u: fn("sinh", u)),
    "tanh": _chain(lambda u: add(ONE, neg(_square("tanh", u)))),
}
