"""Equations of the third degree and higher, e.g. "解方程 x^3 - 6x^2 + 11x - 6 = 0" or "Solve f**3 - f = 0.".

Only those are solved whose roots are real, and rational but for a last quadratic factor.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.equations import EQUATION, SOLVE_EN, SOLVE_ZH, UNKNOWN
from mathdata.families.working.polynomials import Polynomial, letters, plus, read_polynomial, times, written
from mathdata.families.working.quadratics import Quadratic
from mathdata.families.working.quadratics import roots as quadratic_roots
from mathdata.numbers import Precision, half_width

MIN_DEGREE, MAX_DEGREE = 3, 8
MAX_CANDIDATES = 4000
"""Fractions that are tried as roots."""


class PolynomialRoots(NamedTuple):
    """The equation against 0, whole and coprime, by powers from the highest; with its letter."""

    letter: str
    coefficients: tuple[int, ...]

    @property
    def text(self) -> str:
        """The polynomial."""
        return written(_polynomial(self.coefficients, self.letter))


class PolynomialEquation(WordedFamily[PolynomialRoots]):
    """All solutions of an equation of degree 3 to 8 that splits into linear factors and at most one quadratic one.

    Difficulty 1 and 2 have degree 3, 2 with a leading factor; 3 degree 4; 4 degree 5.
    """

    kind = "polynomial_equation"
    topic = "polynomials"
    difficulties = (1, 4)
    indexed = False  # a leading factor that is common to all terms makes no other equation
    markers = Bilingual(
        zh=("方程", "求"), en=("solve", "solutions", "roots", "what is", "suppose", "determine", "find", "let ")
    )
    slots: ClassVar[Mapping[str, str]] = {"eq": EQUATION.replace("1,150", "1,250"), "x": UNKNOWN}
    forms = (
        Form(
            "roots",
            zh=SOLVE_ZH,
            en=(
                *SOLVE_EN,
                "~(Find|Determine|Calculate|What is) {x} (so|such) that {eq}.",
                "~(Find|Determine|Calculate|What is) {x}(,|) given that {eq}.",
                "~(Let|Suppose) {eq}. (Calculate|Find|What is|Determine) {x}.",
            ),
            definition=Bilingual(
                "若多项式有根 r，则它能被 x - r 整除。", "If r is a root of a polynomial, it is divisible by x - r."
            ),
            formula=Bilingual("逐个试根并分解因式", "try roots and split off factors"),
            conclusion=Bilingual("方程的解是 {}。", "the solutions are {}."),
        ),
    )

    def given(self, form: str, found: Found) -> PolynomialRoots | None:
        """The equation, if it is of a higher degree in one letter and all of its roots can be found."""
        texts = half_width(found["eq"]).strip("$ .。").split("=")
        if len(texts) != 2:
            return None
        both = [read_polynomial(text, degree=MAX_DEGREE) for text in texts]
        if both[0] is None or both[1] is None:
            return None
        difference = plus(both[0], both[1], -1, degree=MAX_DEGREE)
        names = letters(difference)
        degree = max(map(len, difference), default=0)
        asked = (found.get("x") or "").strip("$ ")
        if len(names) != 1 or degree < MIN_DEGREE or asked not in ("", *names):
            return None
        letter = names.pop()
        values = [difference.get((letter,) * power, Fraction(0)) for power in range(degree, -1, -1)]
        whole = [int(value * lcm(*(v.denominator for v in values))) for value in values]
        common = gcd(*whole) * (-1 if whole[0] < 0 else 1)
        given = PolynomialRoots(letter, tuple(value // common for value in whole))
        try:
            _split(given)
        except CannotSolve:
            return None
        return given

    def form_of(self, given: PolynomialRoots) -> str:
        """There is one."""
        return "roots"

    def solve(self, given: PolynomialRoots, precision: Precision | None = None) -> Answer:
        """The different solutions, rational ones in order first."""
        found, rest = _split(given)
        texts = [str(root) for root in sorted(set(found))]
        if rest is not None:
            texts += dict.fromkeys(root.text for root in quadratic_roots(rest))
        text = ", ".join(texts)
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: PolynomialRoots, answer: Answer, manner: Manner) -> str:
        """The factors, and the solutions."""
        joint = f"{manner.words.comma}"
        return f"{_factored(given)} = 0{joint}{self._stated(given, answer, manner)}"

    def _stated(self, given: PolynomialRoots, answer: Answer, manner: Manner) -> str:
        joint = " 或 " if manner.language == "zh" else " or "
        return joint.join(f"{given.letter} = {text}" for text in answer.digits.split(", "))

    def working(self, given: PolynomialRoots, answer: Answer, manner: Manner) -> list[str]:
        """The equation against 0, each root put in and split off, then the solutions."""
        found, rest = _split(given)
        x = given.letter
        lines = [f"{given.text} = 0"]
        coefficients = list(given.coefficients)
        for root in found:
            if len(coefficients) < 3:
                break
            quotient = _divided(coefficients, root)
            factor = _factor(root, x)
            whole = written(_polynomial(coefficients, x))
            lines.append(f"{whole} = ({factor})({written(_polynomial(quotient, x))})")
            coefficients = quotient
        if rest is not None:
            lines.append(f"{rest.text} = 0")
        lines.append(f"{_factored(given)} = 0")
        return [*dict.fromkeys(lines), self._stated(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The roots are drawn first."""
        degree = {1: 3, 2: 3, 3: 4}.get(difficulty, 5)
        lead = rng.randint(2, 5) if difficulty == 2 else 1
        product: Polynomial = {(): Fraction(lead)}
        # in order, so that the same roots are not drawn twice
        root = rng.randint(-9, 3)
        for n in range(degree):
            root += rng.randint(0, 4) if n else 0
            factor: Polynomial = {("x",): Fraction(1), **({(): Fraction(-root)} if root else {})}
            product = times(product, factor, degree=degree)
        return Posed("roots", {"eq": f"{written(product)} = 0", "x": "x"})


def _polynomial(coefficients: list[int] | tuple[int, ...], letter: str) -> Polynomial:
    degree = len(coefficients) - 1
    return {(letter,) * (degree - n): Fraction(value) for n, value in enumerate(coefficients) if value}


def _factor(root: Fraction, letter: str) -> str:
    """The linear factor with whole coefficients."""
    return written({(letter,): Fraction(root.denominator), (): Fraction(-root.numerator)} if root else
                   {(letter,): Fraction(1)})  # fmt: skip


@lru_cache(maxsize=256)
def _split(given: PolynomialRoots) -> tuple[tuple[Fraction, ...], Quadratic | None]:
    """The rational roots, each as often as it is one, and the quadratic factor that is left.

    Raises:
        CannotSolve: if more is left.
    """
    coefficients, found = list(given.coefficients), list[Fraction]()
    while len(coefficients) > 1 and coefficients[-1] == 0:
        coefficients.pop()
        found.append(Fraction(0))
    for root in _candidates(coefficients):
        while len(coefficients) > 1 and _value(coefficients, root) == 0:
            found.append(root)
            coefficients = _divided(coefficients, root)
    rest = Quadratic(given.letter, *coefficients) if len(coefficients) == 3 else None
    if len(coefficients) > 3 or (rest is not None and rest.discriminant < 0):
        raise CannotSolve(f"polynomial_equation: not all roots of {given.text} are real and can be found")
    return tuple(found), rest


def _candidates(coefficients: list[int]) -> list[Fraction]:
    """Divisors of the last coefficient over those of the first, the simplest first."""
    tops, bottoms = (_divisors(abs(value)) for value in (coefficients[-1], coefficients[0]))
    if len(tops) * len(bottoms) > MAX_CANDIDATES:
        raise CannotSolve("polynomial_equation: too many fractions may be roots")
    sizes = {Fraction(a, b) for a in tops for b in bottoms}
    return [sign * size for size in sorted(sizes) for sign in (1, -1)]


def _divisors(number: int) -> list[int]:
    if number > 10**9:
        raise CannotSolve("polynomial_equation: the coefficients are too large")
    small = [n for n in range(1, min(int(number**0.5), 40_000) + 1) if number % n == 0]
    return sorted({*small, *(number // n for n in small)})


def _value(coefficients: list[int], root: Fraction) -> Fraction:
    value = Fraction(0)
    for coefficient in coefficients:
        value = value * root + coefficient
    return value


def _divided(coefficients: list[int], root: Fraction) -> list[int]:
    """The quotient by the linear factor with whole coefficients."""
    quotient, carried = [], Fraction(0)
    for coefficient in coefficients[:-1]:
        carried = carried * root + coefficient
        quotient.append(carried)
    return [int(value / root.denominator) for value in quotient]


def _factored(given: PolynomialRoots) -> str:
    found, rest = _split(given)
    coefficients = list(given.coefficients)
    texts = []
    for root in sorted(set(found)):
        factor = _factor(root, given.letter)
        count = found.count(root)
        shown = f"({factor})" if root else factor
        texts.append(shown + (f"^{count}" if count > 1 else ""))
        for _ in range(count):
            coefficients = _divided(coefficients, root)
    if rest is not None:
        return "".join(texts) + f"({rest.text})"
    lead = coefficients[0]
    return ("" if lead == 1 else str(lead)) + "".join(texts)
