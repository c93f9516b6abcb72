"""Equations with the unknown below a fraction line, e.g. "解方程：3/(x + 2) = 5/(x - 4)" or "Solve 2/(p+4) = 3."."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Node, Term, Unreadable, letters, read_formula, walk
from mathdata.families.notation import written as written_formula
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.equations import UNKNOWN
from mathdata.families.working.quadratics import Quadratic
from mathdata.families.working.quadratics import roots as quadratic_roots
from mathdata.families.working.rational_functions import (
    Coefficients,
    at,
    common,
    divided,
    plus,
    quotient_of,
    text_of,
    times,
    whole,
)
from mathdata.families.working.surds import Surd
from mathdata.numbers import Precision


class Fractional(NamedTuple):
    """Both sides as trees, and the unknown."""

    left: Node
    right: Node
    letter: str


class Solved(NamedTuple):
    """The equation without fractions, against 0; the roots that count, and those that make a denominator 0."""

    polynomial: Coefficients
    roots: tuple[Surd, ...]
    excluded: tuple[Surd, ...]


class RationalEquation(WordedFamily[Fractional]):
    """An equation of quotients of polynomials that becomes linear or quadratic; roots that make a bottom 0 are none.

    Difficulty 1 is a proportion that becomes linear, 2 one that becomes quadratic, 3 a sum of two fractions.
    """

    kind = "rational_equation"
    topic = "rational_expressions"
    difficulties = (1, 3)
    markers = Bilingual(zh=("方程",), en=("solve", "proportion"))
    slots: ClassVar[Mapping[str, str]] = {
        "eq": r"\$?[^:：。，？=＝]{1,300}[=＝][^:：。，？=＝]{1,300}?\$?",
        "x": UNKNOWN,
    }
    forms = (
        Form(
            "solve",
            ("解(分式方程|方程)(：|~ |~){eq}", "求方程 {eq} 的解。"),
            (
                "Solve (the equation|~|~the rational equation|~the following equation)(:|~) {eq}.",
                "Solve the proportion(:|~) {eq}.",
                "~Solve the (rational |)equation for {x}(:|) {eq}.",
                "Solve {eq} for {x}.",
            ),
            Bilingual("分母里含有未知数的方程是分式方程，它的解不能使分母为 0。",
                      "A solution of an equation with the unknown in a denominator may not make that denominator 0."),
            Bilingual("两边同乘最简公分母，解出后检验", "multiply by the common denominator, solve, and check"),
            Bilingual("方程的解是 {}。", "the solution is {}."),
        ),
    )  # fmt: skip

    def given(self, form: str, found: Found) -> Fractional | None:
        """The equation, if its unknown stands below a line and it has a real solution."""
        try:
            equation = read_formula(found["eq"].strip().rstrip("."))
        except Unreadable:
            return None
        names = letters(equation)
        if not isinstance(equation, Term) or equation.head != "=" or len(names) != 1:
            return None
        letter = next(iter(names))
        asked = (found.get("x") or "").strip("$ ")
        strange = any(isinstance(node, Name) and node.text != letter for node in walk(equation))
        below = any(isinstance(node, Term) and node.head == "/" and letters(node.parts[1]) for node in walk(equation))
        if len(letter) > 1 or asked not in ("", letter) or strange or not below or _is_plain_proportion(equation):
            return None
        given = Fractional(equation.parts[0], equation.parts[1], letter)
        try:
            return given if _solved(given).roots else None
        except CannotSolve:
            return None

    def form_of(self, given: Fractional) -> str:
        """There is one."""
        return "solve"

    def solve(self, given: Fractional, precision: Precision | None = None) -> Answer:
        """The solutions, the smaller one first."""
        roots = _solved(given).roots
        if len(roots) == 1 and not roots[0].factor:
            value = Fraction(roots[0].rational, roots[0].divisor)
            return Answer(value, str(value), is_exact=True)
        text = ", ".join(root.text for root in roots)
        return Answer(Formula(text, ", ".join(root.latex for root in roots)), text, is_exact=True)

    def chain(self, given: Fractional, answer: Answer, manner: Manner) -> str:
        """The equation and its solutions."""
        return f"{_put(given)}{manner.words.comma}{_stated(given, manner.language)}"

    def working(self, given: Fractional, answer: Answer, manner: Manner) -> list[str]:
        """Without fractions, the roots, and which of them are none."""
        solved = _solved(given)
        zh = manner.language == "zh"
        lines = [_put(given), f"{text_of(solved.polynomial, given.letter)} = 0"]
        lines += [f"{root.text} {'使分母为 0，舍去' if zh else 'makes a denominator 0 and is left out'}"
                  for root in solved.excluded]  # fmt: skip
        return [*lines, _stated(given, manner.language)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The solution is drawn first."""
        root = rng.choice([n for n in range(-9, 10) if n])
        a, b = rng.randint(1, 9), rng.randint(1, 9)
        if difficulty == 1:
            return Posed("solve", {"eq": f"{a * (root + b + 9)}/(x + {b + 9}) = {a}", "x": "x"})
        if difficulty == 2:
            product = (root + a + 20) * (root + b + 30)
            return Posed(
                "solve", {"eq": f"(x + {a + 20})/{rng.choice((1, 2, 3, 5))} = {product}/(x + {b + 30})", "x": "x"}
            )
        total = Fraction(a, root + 11) + Fraction(b, root + 13)
        return Posed("solve", {"eq": f"{a}/(x + 11) + {b}/(x + 13) = {total}", "x": "x"})


def _is_plain_proportion(equation: Term) -> bool:
    """Whether it is `3/x = 6/8`, which is a family of its own."""
    parts = [part for side in equation.parts for part in (side.parts if isinstance(side, Term) else (side,))]
    heads = {side.head for side in equation.parts if isinstance(side, Term)}
    return heads <= {"/"} and not any(isinstance(part, Term) for part in parts)


@lru_cache(maxsize=256)
def _solved(given: Fractional) -> Solved:
    """Clear the fractions and solve.

    Raises:
        CannotSolve: if what is left is not linear or quadratic with real roots.
    """
    left, right = (quotient_of(side, given.letter) for side in (given.left, given.right))
    shared = common(left.bottom, right.bottom)
    factors = [divided(side.bottom, shared)[0] for side in (right, left)]
    top = plus(times(left.top, factors[0]), times(right.top, factors[1]), -1)
    polynomial = whole(top)
    if not 2 <= len(polynomial) <= 4:
        raise CannotSolve("rational_equation: found an equation of another degree")
    roots = _roots(polynomial, given.letter)
    excluded = tuple(root for root in roots if _is_zero(_bottoms(given), root))
    kept = tuple(root for root in roots if root not in excluded)
    return Solved(polynomial, kept, excluded)


def _roots(polynomial: Coefficients, letter: str) -> list[Surd]:
    values = [int(value) for value in polynomial]
    found = []
    while values[0] == 0 and len(values) > 3:
        values.pop(0)
        found.append(Surd(0, 0, 1, 1))
    if len(values) == 2:
        return sorted([*found, Surd.of(-values[0], 0, 1, values[1])], key=_size)
    if len(values) != 3:
        raise CannotSolve("rational_equation: found an equation of another degree")
    normal = Quadratic(letter, values[2], values[1], values[0])
    if normal.discriminant < 0:
        raise CannotSolve("rational_equation: found no real solution")
    return sorted(dict.fromkeys([*found, *quadratic_roots(normal)]), key=_size)


def _size(root: Surd) -> float:
    return float((root.rational + root.factor * root.radicand**0.5) / root.divisor)


def _bottoms(given: Fractional) -> list[Coefficients]:
    """All that stands below a fraction line."""
    found = []
    for side in (given.left, given.right):
        for node in walk(side):
            if isinstance(node, Term) and node.head == "/":
                bottom = quotient_of(node.parts[1], given.letter)
                found += [bottom.top, bottom.bottom]
            elif isinstance(node, Term) and node.head == "^":
                found.append(quotient_of(node, given.letter).bottom)
    return found


def _is_zero(bottoms: list[Coefficients], root: Surd) -> bool:
    if root.factor:
        return any(len(common(bottom, _minimal(root))) > 1 for bottom in bottoms if bottom)
    value = Fraction(root.rational, root.divisor)
    return any(at(bottom, value) == 0 for bottom in bottoms)


def _minimal(root: Surd) -> Coefficients:
    """The quadratic that an irrational root solves."""
    p, q = Fraction(root.rational, root.divisor), Fraction(root.factor, root.divisor)
    return p * p - q * q * root.radicand, -2 * p, Fraction(1)


def _put(given: Fractional) -> str:
    return f"{written_formula(given.left)} = {written_formula(given.right)}"


def _stated(given: Fractional, language: Language) -> str:
    joint = " 或 " if language == "zh" else " or "
    return joint.join(f"{given.letter} = {root.text}" for root in _solved(given).roots)
