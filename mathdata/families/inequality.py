"""Inequalities in one unknown, e.g. "解不等式：3x + 5 > 11" or "Solve the inequality x^2 - 2x - 3 < 0."."""

from collections.abc import Mapping
from fractions import Fraction
from math import gcd, lcm
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Lesson, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.equations import SIDE
from mathdata.families.working.polynomials import Polynomial, letters, plus, read_polynomial, written
from mathdata.families.working.quadratics import Quadratic, roots, working_lines
from mathdata.numbers import Precision, half_width

_SIGNS = {"<": "<", ">": ">", "≤": "≤", "≥": "≥", "<=": "≤", ">=": "≥", "⩽": "≤", "⩾": "≥", "＜": "<", "＞": ">",
          r"\leqslant": "≤", r"\geqslant": "≥", r"\leq": "≤", r"\geq": "≥", r"\le": "≤", r"\ge": "≥",
          r"\lt": "<", r"\gt": ">"}  # fmt: skip
_SIGN = r"(?:\\leqslant|\\geqslant|\\leq|\\geq|\\le|\\ge|\\lt|\\gt|<=|>=|[<>≤≥⩽⩾＜＞])"
_MIRRORED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}


class Inequality(NamedTuple):
    """Both sides as they were put, and `a x^2 + b x + c` with its sign against 0, whole and coprime."""

    left: str
    right: str
    sign: str
    """As it was put."""
    moved: str
    """Against 0, with a positive leading coefficient."""
    normal: Quadratic


class InequalityFamily(WordedFamily[Inequality]):
    """A linear or quadratic inequality in one unknown.

    Difficulty 1 to 3 are linear, 1 with a whole bound, 3 with the unknown on both sides; 4 and 5 are quadratic.
    """

    kind = "inequality"
    difficulties = (1, 5)
    markers = Bilingual(zh=("不等式",), en=("inequality",))
    slots: ClassVar[Mapping[str, str]] = {"left": SIDE, "sign": _SIGN, "right": SIDE}
    forms = (
        Form(
            "solve",
            zh=("(解|求解|~解下列)不等式(：|~ ){left}{sign}{right}", "(求|~)不等式 {left}{sign}{right} 的解集。"),
            en=(
                "Solve the inequality(:|~) {left}{sign}{right}.",
                "Find the solution(s|~ set) of the inequality {left}{sign}{right}.",
                "~Solve the inequality(:|) ${left}{sign}{right}$.",
            ),
            definition=Bilingual(
                "不等式的解集是使不等式成立的所有数。",
                "The solutions of an inequality are all numbers for which it is true.",
            ),
            formula=Bilingual(
                "两边除以负数时，不等号改变方向", "dividing both sides by a negative number turns the sign around"
            ),
            conclusion=Bilingual("不等式的解集是 {}。", "the solution is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Inequality | None:
        """The inequality, if it is linear or quadratic in one letter."""
        left, right = (read_polynomial(found[name].strip("$ .。")) for name in ("left", "right"))
        sign = _SIGNS.get(half_width(found["sign"])) or _SIGNS.get(found["sign"])
        if left is None or right is None or sign is None:
            return None
        difference = plus(left, right, -1)
        names = letters(difference)
        degree = max(map(len, difference), default=0)
        if len(names) != 1 or degree > 2:
            return None
        normal, is_turned = _normal(difference, names.pop(), degree)
        moved = _MIRRORED[sign] if is_turned else sign
        return Inequality(written(left), written(right), sign, moved, normal)

    def form_of(self, given: Inequality) -> str:
        """There is one."""
        return "solve"

    def solve(self, given: Inequality, precision: Precision | None = None) -> Answer:
        """A half-line, what lies between two bounds, or what lies outside of them.

        Raises:
            CannotSolve: if a quadratic one has no two bounds.
        """
        text = " or ".join(_solution(given))
        latex = text.replace("≤", r"\le ").replace("≥", r"\ge ").replace("or", r"\text{ or }")
        return Answer(Formula(text, latex), text, is_exact=True)

    def chain(self, given: Inequality, answer: Answer, manner: Manner) -> str:
        """The inequality and its solution."""
        return f"{_put(given)}{manner.words.comma}{_joined(given, manner.language)}"

    def working(self, given: Inequality, answer: Answer, manner: Manner) -> list[str]:
        """Terms collected and divided; a quadratic one by its roots."""
        lines = _linear_lines(given) if not given.normal.a else _quadratic_lines(given, manner.language)
        stated = _joined(given, manner.language)
        lines = list(dict.fromkeys([_put(given), *lines]))
        return lines if lines[-1] == stated else [*lines, stated]

    def lesson(self, given: Inequality, answer: Answer, language: Language) -> Lesson:
        """What the form says, with the solution in the words of the language."""
        return super().lesson(given, answer._replace(digits=_joined(given, language)), language)

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The bounds are drawn first."""
        sign = rng.choice("<>≤≥")
        if difficulty > 3:
            left = _between_roots(rng, difficulty)
            return Posed("solve", {"left": f"{written(left)} ", "sign": sign, "right": " 0"})
        factor = rng.choice([n for n in range(-9, 10) if n not in (-1, 0, 1)])
        constant, right = rng.randint(-20, 20), rng.randint(-20, 20)
        if difficulty == 1:
            right = constant + factor * right
        terms = {("x",): Fraction(factor), (): Fraction(constant)}
        other = (
            {("x",): Fraction(rng.choice((10, 11, 12))), (): Fraction(right)}
            if difficulty == 3
            else {(): Fraction(right)}
        )
        sides = [written({m: v for m, v in side.items() if v}) for side in (terms, other)]
        return Posed("solve", {"left": f"{sides[0]} ", "sign": sign, "right": f" {sides[1]}"})


def _between_roots(rng: Random, difficulty: int) -> Polynomial:
    """A quadratic with two different roots."""
    one, gap = rng.randint(-9, 9), rng.randint(1, 9)
    first, second = Fraction(one), Fraction(one + gap)
    lead = 1
    if difficulty > 4:
        lead = rng.choice((-1, 2, 3, -2))
    whole = {("x", "x"): Fraction(lead), ("x",): -lead * (first + second), (): lead * first * second}
    return {monomial: value for monomial, value in whole.items() if value}


def _normal(difference: Polynomial, x: str, degree: int) -> tuple[Quadratic, bool]:
    """Coprime whole coefficients with a positive first one, and whether the sign turned for that."""
    values = [difference.get((x,) * power, Fraction(0)) for power in (2, 1, 0)]
    whole = [int(value * lcm(*(v.denominator for v in values))) for value in values]
    is_turned = whole[2 - degree] < 0
    factor = gcd(*whole) * (-1 if is_turned else 1)
    return Quadratic(x, *(value // factor for value in whole)), is_turned


def _put(given: Inequality) -> str:
    return f"{given.left} {given.sign} {given.right}"


def _solution(given: Inequality) -> list[str]:
    x, a, b, c = given.normal
    if not a:
        return [f"{x} {given.moved} {Fraction(-c, b)}"]
    if given.normal.discriminant <= 0:
        raise CannotSolve(f"inequality: found {_put(given)}, wanted two bounds")
    low, high = (root.text for root in roots(given.normal))
    if given.moved[0] in "<≤":
        return [f"{low} {given.moved} {x} {given.moved} {high}"]
    return [f"{x} {_MIRRORED[given.moved]} {low}", f"{x} {given.moved} {high}"]


def _joined(given: Inequality, language: Language) -> str:
    return (" 或 " if language == "zh" else " or ").join(_solution(given))


def _linear_lines(given: Inequality) -> list[str]:
    """Terms with the unknown on the left, numbers on the right, then the division."""
    left, right = (read_polynomial(text) or {} for text in (given.left, given.right))
    x = (given.normal.unknown,)
    coefficient = left.get(x, Fraction(0)) - right.get(x, Fraction(0))
    number = right.get((), Fraction(0)) - left.get((), Fraction(0))
    term = written({x: coefficient})
    lines = [f"{term} {given.sign} {number}"]
    if coefficient != 1:
        divisor = f"({coefficient})" if coefficient < 0 or coefficient.denominator > 1 else str(coefficient)
        quotient = f"({number}) / {divisor}" if number.denominator > 1 else f"{number} / {divisor}"
        lines.append(f"{x[0]} {given.moved} {quotient}")
    return lines


def _quadratic_lines(given: Inequality, language: Language) -> list[str]:
    """The roots of the quadratic, and on which side of them it has the sign."""
    normal = given.normal
    lines = [f"{normal.text} {given.moved} 0", f"{normal.text} = 0", *working_lines(normal, "", language)]
    low, high = (root.text for root in roots(normal))
    joint = " 或 " if language == "zh" else " or "
    lines.append(f"{normal.unknown} = {low}{joint}{normal.unknown} = {high}")
    return lines
