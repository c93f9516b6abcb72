"""Quadratic equations, e.g. "2x^2+3x+1=10，求x" or "Solve the following equation: x^2 - 4x + 4 = 0"."""

from collections.abc import Mapping
from fractions import Fraction
from math import gcd, isqrt, lcm
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.enumeration import pair
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.equations import EQUATION, SOLVE_EN, SOLVE_ZH, UNKNOWN, sides
from mathdata.families.working.polynomials import Polynomial, letters, plus, written
from mathdata.families.working.quadratics import Quadratic, roots, working_lines
from mathdata.families.working.surds import Surd
from mathdata.numbers import Precision


class Given(NamedTuple):
    """The equation as it was put, in normal form with coprime whole coefficients, and the method asked for."""

    left: str
    right: str
    normal: Quadratic
    method: str


_METHODS_ZH = {"配方法": "square", "公式法": "formula", "因式分解法": "factors"}
_METHODS_EN = {"completing the square": "square", "the quadratic formula": "formula", "factoring": "factors"}


class QuadraticEquation(WordedFamily[Given]):
    """Both roots of a quadratic equation: by factors, by completing the square, or by the formula; complex ones too.

    Difficulty 1 and 2 have whole roots, 3 fractions, 4 square roots, 5 complex roots, 6 any coefficients.
    """

    kind = "quadratic_equation"
    difficulties = (1, 6)
    markers = Bilingual(zh=("^2", "²", "^{2}", "**2"), en=("^2", "²", "^{2}", "**2"))
    slots: ClassVar[Mapping[str, str]] = {
        "eq": EQUATION,
        "x": UNKNOWN,
        "method": "|".join([*_METHODS_ZH, *_METHODS_EN]),
    }
    forms = (
        Form(
            "roots",
            zh=(
                *SOLVE_ZH,
                "用{method}(解|求解)(一元二次|)方程：{eq}",
            ),
            en=(
                *SOLVE_EN,
                "Solve {eq} by {method}.",
            ),
            definition=Bilingual(
                "只含一个未知数、最高次数是 2 的整式方程是一元二次方程。",
                "A quadratic equation is a polynomial equation of degree 2 in one unknown.",
            ),
            formula=Bilingual(
                "化成右边是 0 的形式，再用因式分解、配方或求根公式",
                "bring everything to one side, then factor, complete the square, or use the formula",
            ),
            conclusion=Bilingual("方程的根是 {}。", "the roots are {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Given | None:
        """The equation, if it is quadratic in one letter."""
        both = sides(found["eq"])
        if both is None:
            return None
        difference = plus(*both, -1)
        names = letters(difference)
        unknown = (found.get("x") or "").strip("$ ")
        if len(names) != 1 or (unknown and {unknown} != names) or max(map(len, difference)) != 2:
            return None
        method = found.get("method") or ""
        normal = _normal(difference, names.pop())
        return Given(written(both[0]), written(both[1]), normal, (_METHODS_ZH | _METHODS_EN).get(method, ""))

    def form_of(self, given: Given) -> str:
        """There is one."""
        return "roots"

    def solve(self, given: Given, precision: Precision | None = None) -> Answer:
        """The roots in order of size, complex ones by their imaginary part; a double root once."""
        found = roots(given.normal)
        if len(found) == 1 and not found[0].factor:
            value = Fraction(found[0].rational, found[0].divisor)
            return Answer(value, str(value), True)
        text = ", ".join(root.text for root in found)
        return Answer(Formula(text, ", ".join(root.latex for root in found)), text, is_exact=True)

    def chain(self, given: Given, answer: Answer, manner: Manner) -> str:
        """The equation and its roots."""
        comma = manner.words.comma
        return f"{given.left} = {given.right}{comma}{_stated(given.normal, manner.language)}"

    def working(self, given: Given, answer: Answer, manner: Manner) -> list[str]:
        """From the equation to its roots, one thought a line."""
        normal = given.normal
        lines = [f"{given.left} = {given.right}"]
        if lines[0] != f"{normal.text} = 0":
            lines.append(f"{normal.text} = 0")
        lines += working_lines(normal, given.method, manner.language)
        stated = _stated(normal, manner.language)
        return lines if lines[-1] == stated else [*lines, stated]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The roots are drawn first; a constant on the right side hides them."""
        a, b, c = _drawn(rng, difficulty)
        right = rng.randint(0, 9) if difficulty < 6 else 0
        left: Polynomial = {m: Fraction(v) for m, v in ((("x", "x"), a), (("x",), b), ((), c + right)) if v}
        spelled = written(left)
        return Posed("roots", {"eq": f"{spelled} = {right}", "x": "x", "method": _method(rng, difficulty, language)})


def _method(rng: Random, difficulty: int, language: Language) -> str:
    """A method that may be asked for; which one is a matter of words."""
    names = list(_METHODS_ZH if language == "zh" else _METHODS_EN)
    return names[int(rng.random() * (3 if difficulty < 4 else 2))]


def _drawn(rng: Random, difficulty: int) -> tuple[int, int, int]:
    if difficulty < 3:
        size = 9 if difficulty == 1 else 25
        one, other = (root - size for root in pair(rng, 2 * size + 1))
        return 1, -(one + other), one * other
    if difficulty == 3:
        a, t, n = rng.choice((2, 3, 5)), rng.randint(-9, 9), rng.randint(-9, 9)
        m = a * t + 1  # (ax - m)(x - n), where m/a is in lowest terms
        return a, -(a * n + m), m * n
    middle = rng.randint(-15, 15)
    if difficulty == 4:
        return 1, -2 * middle, middle**2 - rng.choice(_NO_SQUARES)
    if difficulty == 5:
        return 1, -2 * middle, middle**2 + rng.randint(1, 12) ** 2
    return rng.randint(1, 9), middle, rng.choice([n for n in range(-20, 21) if n])


_NO_SQUARES = [n for n in range(2, 76) if isqrt(n) ** 2 != n]


def _normal(difference: Polynomial, unknown: str) -> Quadratic:
    values = [difference.get((unknown,) * power, Fraction(0)) for power in (2, 1, 0)]
    common = lcm(*(value.denominator for value in values))
    whole = [int(value * common) for value in values]
    factor = gcd(*whole) * (-1 if whole[0] < 0 else 1)
    return Quadratic(unknown, *(value // factor for value in whole))


def _stated(normal: Quadratic, language: Language) -> str:
    found: list[Surd] = roots(normal)
    joined = (" 或 " if language == "zh" else " or ").join(f"{normal.unknown} = {root.text}" for root in found)
    if len(found) > 1:
        return joined
    return f"{joined}（二重根）" if language == "zh" else f"{joined} (double root)"
