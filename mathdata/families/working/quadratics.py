"""The roots of ax² + bx + c = 0 and the three ways to them, as a teacher writes them down."""

from fractions import Fraction
from math import gcd, isqrt
from typing import NamedTuple

from mathdata.families.language import Language
from mathdata.families.working.polynomials import written
from mathdata.families.working.surds import Surd


class Quadratic(NamedTuple):
    """Coprime whole coefficients, the first one positive."""

    unknown: str
    a: int
    b: int
    c: int

    @property
    def discriminant(self) -> int:
        """b² - 4ac."""
        return self.b**2 - 4 * self.a * self.c

    @property
    def text(self) -> str:
        """The left side in normal form."""
        x = self.unknown
        terms = {(x, x): self.a, (x,): self.b, (): self.c}
        return written({monomial: Fraction(value) for monomial, value in terms.items() if value})


def roots(normal: Quadratic) -> list[Surd]:
    """The roots, the smaller one first; a double root once.

    >>> [root.text for root in roots(Quadratic("x", 2, 3, -9))]
    ['-3', '3/2']
    """
    _, a, b, _ = normal
    signs = (-1, 1) if normal.discriminant else (1,)
    return [Surd.of(-b, sign, normal.discriminant, 2 * a) if normal.discriminant else Surd(*_double(-b, 2 * a))
            for sign in signs]  # fmt: skip


def _double(top: int, bottom: int) -> tuple[int, int, int, int]:
    common = gcd(top, bottom)
    return top // common, 0, 1, bottom // common


def working_lines(normal: Quadratic, method: str, language: Language) -> list[str]:
    """The lines from the normal form to the roots, by the method asked for or the one that is easiest."""
    root = isqrt(max(normal.discriminant, 0))
    is_square = normal.discriminant >= 0 and root**2 == normal.discriminant
    if method == "formula":
        return _by_formula(normal, language)
    if method == "square" or (not is_square and normal.a == 1 and normal.b % 2 == 0):
        return _by_square(normal, language)
    return _by_factors(normal, language) if is_square else _by_formula(normal, language)


def _or(language: Language) -> str:
    return " 或 " if language == "zh" else " or "


def _by_factors(normal: Quadratic, language: Language) -> list[str]:
    """Two linear factors with whole coefficients; each of them may be 0."""
    x, (one, other) = normal.unknown, _rational(normal)
    if one == other:
        factor = _linear(x, one)
        return [f"({factor})^2 = 0", f"{factor} = 0"]
    first, second = (_linear(x, root) for root in (one, other))
    shown = [f"({factor})" if " " in factor else factor for factor in (first, second)]
    if shown[1] == x:
        shown = shown[::-1]
    spare = normal.a // (one.denominator * other.denominator)
    return [f"{spare if spare > 1 else ''}{''.join(shown)} = 0", f"{first} = 0{_or(language)}{second} = 0"]


def _rational(normal: Quadratic) -> tuple[Fraction, Fraction]:
    root = isqrt(normal.discriminant)
    return Fraction(-normal.b - root, 2 * normal.a), Fraction(-normal.b + root, 2 * normal.a)


def _linear(x: str, root: Fraction) -> str:
    """The factor that is 0 at a root: 2x - 3."""
    terms = {(x,): Fraction(root.denominator), (): Fraction(-root.numerator)}
    return written({monomial: value for monomial, value in terms.items() if value})


def _by_square(normal: Quadratic, language: Language) -> list[str]:
    """The square completed on the left."""
    x, a, b, c = normal
    half, moved = Fraction(b, 2 * a), Fraction(-c, a)
    lines = []
    if b:
        left = written({(x, x): Fraction(1), (x,): Fraction(b, a)})
        lines.append(f"{left} = {moved}")
        square = f"({half})^2" if half.denominator > 1 else str(half**2)
        lines.append(f"{left} + {square} = {moved} + {square}")
    right = moved + half**2
    base = written({(x,): Fraction(1), (): half}) if b else x
    lines.append(f"({base})^2 = {right}" if b else f"{x}^2 = {right}")
    if not right:
        return [*lines, f"{base} = 0"]
    taken = Surd.of(0, 1, right.numerator * right.denominator, right.denominator)
    return [*lines, f"{base} = {taken.text}{_or(language)}{base} = -{taken.text}"]


def _by_formula(normal: Quadratic, language: Language) -> list[str]:
    """The discriminant, and both signs of its root put into the formula."""
    x, a, b, c = normal
    value = normal.discriminant
    name = "判别式：" if language == "zh" else "discriminant: "
    line = f"{name}{_bracketed(b)}^2 - 4 * {a} * {_bracketed(c)} = {value}"
    if not value:
        return [line, f"{x} = {-b} / (2 * {a}) = {Fraction(-b, 2 * a)}"]
    root = Surd.of(0, 1, value, 1).text
    under = f"√{value}" if value > 0 else root
    branches = [
        f"{x} = ({-b} {sign} {under}) / (2 * {a}) = {found.text}"
        for sign, found in zip("-+", roots(normal), strict=True)
    ]
    lines = [line]
    if value < 0:
        real = "没有实数根，只有复数根" if language == "zh" else "there are no real roots, only complex ones"
        lines = [f"{line} < 0{'，' if language == 'zh' else ', '}{real}"]
    return [*lines, *branches]


def _bracketed(value: int) -> str:
    return f"({value})" if value < 0 else str(value)
