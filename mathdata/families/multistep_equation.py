"""Linear equations with brackets or fractions, e.g. "解方程：-8(n - 7) + 3n = 41" or "Solve (x + 1)/2 = 3."."""

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.equations import EQUATION, SOLVE_EN, SOLVE_ZH, UNKNOWN, sides
from mathdata.families.working.polynomials import Polynomial, letters, plus, written
from mathdata.numbers import Precision, half_width


class Collected(NamedTuple):
    """The equation as it was put, and both sides collected as `a x + b`."""

    text: str
    unknown: str
    left: tuple[Fraction, Fraction]
    right: tuple[Fraction, Fraction]

    @property
    def slope(self) -> Fraction:
        """The factor of the unknown when it stands on the left alone."""
        return self.left[0] - self.right[0]

    @property
    def constant(self) -> Fraction:
        """What stands on the right then."""
        return self.right[1] - self.left[1]


class MultistepEquation(WordedFamily[Collected]):
    """A linear equation in one unknown with brackets or fractions: cleared, collected, divided.

    Difficulty 1 has one bracket, 2 two, 3 brackets on both sides, 4 fractions.
    """

    kind = "multistep_equation"
    topic = "linear_equation"
    difficulties = (1, 4)
    markers = Bilingual(zh=("方程", "求"), en=("solve", "equation", "solutions of", "roots of"))
    slots: ClassVar[Mapping[str, str]] = {"eq": EQUATION, "x": UNKNOWN}
    forms = (
        Form(
            "root",
            zh=SOLVE_ZH,
            en=SOLVE_EN,
            definition=Bilingual(
                "一元一次方程经过去分母、去括号、移项、合并同类项，直到能一步求出未知数。",
                "A linear equation is solved by clearing fractions and brackets and collecting terms.",
            ),
            formula=Bilingual(
                "两边同时进行相同的运算，方程的解不变", "the same operation on both sides keeps the solution"
            ),
            conclusion=Bilingual("方程的解是 {}。", "the solution is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Collected | None:
        """The equation, if it is linear in one letter and has a bracket or a fraction."""
        text = half_width(found["eq"]).strip("$ .。")
        both = sides(text)
        if both is None or not any(sign in text for sign in ("(", "[", "/", "frac")):
            return None
        names = letters(both[0]) | letters(both[1])
        unknown = (found.get("x") or "").strip("$ ")
        if len(names) != 1 or (unknown and {unknown} != names) or max(map(len, [*both[0], *both[1]])) != 1:
            return None
        x = names.pop()
        left, right = ((side.get((x,), Fraction(0)), side.get((), Fraction(0))) for side in both)
        return Collected(_plain(text), x, left, right)

    def form_of(self, given: Collected) -> str:
        """There is one."""
        return "root"

    def solve(self, given: Collected, precision: Precision | None = None) -> Answer:
        """The root as a fraction in lowest terms.

        Raises:
            CannotSolve: if every number is a root, or none.
        """
        if not given.slope:
            raise CannotSolve(f"multistep_equation: found {given.text}, wanted exactly one root")
        root = given.constant / given.slope
        return Answer(root, str(root), is_exact=True)

    def chain(self, given: Collected, answer: Answer, manner: Manner) -> str:
        """The equation and its root."""
        return f"{_sides(given.left, given.right, given.unknown)}{manner.words.comma}{given.unknown} = {answer.digits}"

    def working(self, given: Collected, answer: Answer, manner: Manner) -> list[str]:
        """Brackets multiplied out, fractions cleared, terms moved, and the division."""
        x, left, right = given.unknown, given.left, given.right
        lines = [given.text] if _is_writable(given.text) else []
        lines.append(_sides(left, right, x))
        common = Fraction(lcm(*(value.denominator for value in (*left, *right))))
        if common > 1:
            name = "两边同时乘 {}：" if manner.language == "zh" else "multiply both sides by {}: "
            left, right = ((a * common, b * common) for a, b in (left, right))
            lines.append(name.format(common) + _sides(left, right, x))
        slope, constant = left[0] - right[0], right[1] - left[1]
        lines.append(f"{written({(x,): slope})} = {constant}")
        if slope != 1:
            quotient = f"{constant} / ({slope})" if slope < 0 else f"{constant} / {slope}"
            lines.append(
                f"{x} = {quotient}" + (f" = {answer.digits}" if quotient.replace(" ", "") != answer.digits else "")
            )
        return list(dict.fromkeys(lines))

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The root is drawn first; the last number follows from it."""
        root, a, b = rng.randint(-12, 12), rng.randint(2, 9), rng.randint(1, 12)
        if difficulty == 1:
            return Posed("root", {"eq": f"{a}(x + {b}) = {a * (root + b)}", "x": "x"})
        c = rng.randint(2, 9)
        if difficulty == 2:
            d = rng.randint(1, 12)
            left, right = f"{a}(x + {b}) + {c}(x - {d})", str(a * (root + b) + c * (root - d))
        elif difficulty == 3:
            c, d = c + a, rng.randint(1, 12)  # never the same slope on both sides
            rest = a * (root - b) - d - c * (root - 3)
            left, right = f"{a}(x - {b}) - {d}", f"{c}(x - 3) {'-' if rest < 0 else '+'} {abs(rest)}"
        else:
            c += a
            left, right = f"(x + {b})/{a} - x/{c}", str(Fraction(root + b, a) - Fraction(root, c))
        return Posed("root", {"eq": f"{left} = {right}", "x": "x"})


def _sides(left: tuple[Fraction, Fraction], right: tuple[Fraction, Fraction], x: str) -> str:
    return " = ".join(written(_polynomial(*side, x)) for side in (left, right))


def _polynomial(slope: Fraction, constant: Fraction, x: str) -> Polynomial:
    return plus({}, {(x,): slope, (): constant})


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_writable(text: str) -> bool:
    """Whether the equation can stand in the working as it was put: no LaTeX."""
    return "\\" not in text and "$" not in text
