"""Linear systems, e.g. "解方程组：x + y = 5，2x - y = 1" or "Solve the system x + y = 5 and 2x - y = 1"."""

import re
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.elimination import Row, eliminated, solution
from mathdata.families.working.equations import SIDE, UNKNOWN, sides
from mathdata.families.working.polynomials import Polynomial, letters, plus, written
from mathdata.numbers import Precision

_SEPARATOR = r"(?:\$?\s*(?:[,，;；、]\s*(?:and\b)?|\band\b|和|且|\\\\|\$\s+\$)\s*\$?)"
_EQUATION = rf"{SIDE}[=＝]{SIDE}"
_SYSTEM = (
    rf"\$?\$?(?:\\left\\\{{)?(?:\\begin\{{(?:cases|array)\}}(?:\{{[lcr]+\}})?)?{_EQUATION}(?:{_SEPARATOR}{_EQUATION}){{1,2}}"
    r"(?:\\end\{(?:cases|array)\})?(?:\\right\.?)?\$?\$?"
)
_FRAME = re.compile(r"\\(?:begin|end)\{[a-z]+\}(?:\{[lcr]+\})?|\\(?:left|right)\\?[{.]?|[&$]")


class System(NamedTuple):
    """The equations as they were put, each as a row of coefficients, and the unknown that is asked for, if one is."""

    equations: tuple[str, ...]
    rows: tuple[Row, ...]
    unknowns: tuple[str, ...]
    asked: str


class LinearSystem(WordedFamily[System]):
    """Two or three linear equations in as many unknowns, by elimination.

    Difficulty 1 to 3 have two unknowns, 1 with coefficients up to 3, 3 with negative ones; 4 and 5 have three.
    """

    kind = "linear_system"
    difficulties = (1, 5)
    markers = Bilingual(zh=("方程组", "求"), en=("system", "solve"))
    slots: ClassVar[Mapping[str, str]] = {
        "eqs": _SYSTEM,
        "x": UNKNOWN,
        "xs": r"[A-Za-z$, 、，和]+?(?:and [A-Za-z]\$?)?",
    }
    forms = (
        Form(
            "all",
            zh=(
                "(解|求解)方程组(：|~){eqs}",
                "(若|已知) {eqs}，求 {xs}(的值|~)。",
                "求方程组 {eqs} 的解。",
            ),
            en=(
                "Solve the (|following )system(| of equations|~ of linear equations)(:|~) {eqs}.",
                "Find the solution (of|to) the (|following )system(| of equations)(:|,|~) {eqs}.",
                "Solve the simultaneous equations {eqs}.",
                "~Solve the following systems of equation(s|)(:|) {eqs}.",
                "~Solve the following system of equations by (elimination|substitution)(:|) {eqs}.",
                "~(Use Gauss-Jordan elimination to |)solve the system of equations(,|) {eqs}.",
            ),
            definition=Bilingual(
                "方程组的解是使每个方程都成立的一组未知数的值。",
                "A solution of a system makes each of its equations true.",
            ),
            formula=Bilingual(
                "用加减消元法逐个消去未知数", "add multiples of the equations so that one unknown after another goes"
            ),
            conclusion=Bilingual("方程组的解是 {}。", "the solution is {}."),
        ),
        Form(
            "one",
            zh=("已知 {eqs}，求 {x} 的值。",),
            en=("Solve {eqs} for {x}.",),
            definition=Bilingual(
                "方程组的解是使每个方程都成立的一组未知数的值。",
                "A solution of a system makes each of its equations true.",
            ),
            formula=Bilingual(
                "用加减消元法逐个消去未知数", "add multiples of the equations so that one unknown after another goes"
            ),
            conclusion=Bilingual("所求的值是 {}。", "the value is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> System | None:
        """The equations, if they are linear and as many as their unknowns."""
        texts = [_FRAME.sub(" ", text) for text in re.split(_SEPARATOR, found["eqs"])]
        both = [sides(text) for text in texts if text.strip()]
        read = [one for one in both if one is not None]
        differences = [plus(*one, -1) for one in read]
        unknowns = tuple(sorted(set().union(*map(letters, differences)))) if differences else ()
        is_linear = all(len(monomial) <= 1 for difference in differences for monomial in difference)
        if len(read) != len(both) or not is_linear or not 2 <= len(unknowns) == len(read) <= 3:
            return None
        asked = re.findall("[A-Za-z](?![A-Za-z])", (found.get("x") or "") + (found.get("xs") or "").replace("and", " "))
        if not set(asked) <= set(unknowns) or (form == "one") != (len(asked) == 1):
            return None
        if form == "all" and asked and set(asked) != set(unknowns):
            return None
        rows = tuple(_row(difference, unknowns) for difference in differences)
        equations = tuple(f"{written(left)} = {written(right)}" for left, right in read)
        return System(equations, rows, unknowns, asked[0] if form == "one" else "")

    def form_of(self, given: System) -> str:
        """Whether one unknown is asked for."""
        return "one" if given.asked else "all"

    def solve(self, given: System, precision: Precision | None = None) -> Answer:
        """The value of each unknown, in the order of the alphabet.

        Raises:
            CannotSolve: if there is no solution, or more than one.
        """
        values = solution(given.rows)
        if values is None:
            raise CannotSolve(f"linear_system: found {'; '.join(given.equations)}, wanted exactly one solution")
        if given.asked:
            value = values[given.unknowns.index(given.asked)]
            return Answer(value, str(value), is_exact=True)
        text = ", ".join(f"{name} = {value}" for name, value in zip(given.unknowns, values, strict=True))
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: System, answer: Answer, manner: Manner) -> str:
        """The equations, then the values."""
        values = solution(given.rows) or ()
        stated = [f"{name} = {value}" for name, value in zip(given.unknowns, values, strict=True)]
        return manner.words.comma.join([*given.equations, *stated])

    def working(self, given: System, answer: Answer, manner: Manner) -> list[str]:
        """Numbered equations, eliminations, values put back, and a check."""
        return eliminated(given.equations, given.rows, given.unknowns, manner.language)

    def closing(self, given: System, answer: Answer, manner: Manner) -> str:
        """The last value."""
        return self.working(given, answer, manner)[-1]

    def check(self, given: System, answer: Answer, manner: Manner) -> list[str]:
        """The values put into every equation."""
        values = solution(given.rows) or ()
        lines = []
        for row in given.rows:
            terms = [f"{_bracketed(a)} * {_bracketed(x)}" for a, x in zip(row.coefficients, values, strict=True) if a]
            lines.append(f"{' + '.join(terms)} = {row.constant}")
        head = f"{manner.words.check}{manner.words.colon}"
        return [head + manner.words.comma.join(lines)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The solution is drawn first, and coefficients that always have just one."""
        rows = _two(rng, difficulty) if difficulty < 4 else _three(rng, difficulty)
        names = "xyz"[: len(rows)]
        values = [rng.randint(-5 * difficulty, 5 * difficulty) for _ in rows]
        equations = [
            written({(name,): Fraction(a) for name, a in zip(names, row, strict=True) if a})
            + f" = {sum(a * value for a, value in zip(row, values, strict=True))}"
            for row in rows
        ]
        joint = "，" if language == "zh" else ", " if len(rows) > 2 else " and "
        asked = "、".join(names) if language == "zh" else ""
        return Posed("all", {"eqs": joint.join(equations), "xs": asked})


def _two(rng: Random, difficulty: int) -> list[list[int]]:
    """Coefficients of opposite signs in the second equation: the determinant is never 0."""
    size = 3 if difficulty == 1 else 9
    (a, b), (c, d) = ([rng.randint(1, size), rng.randint(1, size)] for _ in range(2))
    signs = [rng.choice((1, -1)) for _ in range(2)] if difficulty == 3 else [1, 1]
    return [[a * signs[0], b * signs[1]], [c * signs[0], -d * signs[1]]]


def _three(rng: Random, difficulty: int) -> list[list[int]]:
    """A product of triangular matrices, whose determinant is that of the diagonal."""
    size = difficulty - 3
    below = [rng.randint(-size, size) for _ in range(3)]
    above = [rng.randint(-size, size) for _ in range(3)]
    diagonal = [rng.randint(1, size + 1) for _ in range(3)]
    upper = [[diagonal[0], above[0], above[1]], [0, diagonal[1], above[2]], [0, 0, diagonal[2]]]
    lower = [[1, 0, 0], [below[0], 1, 0], [below[1], below[2], 1]]
    return [[sum(lower[i][k] * upper[k][j] for k in range(3)) for j in range(3)] for i in range(3)]


def _row(difference: Polynomial, unknowns: tuple[str, ...]) -> Row:
    coefficients = tuple(difference.get((name,), Fraction(0)) for name in unknowns)
    return Row(coefficients, -difference.get((), Fraction(0)))


def _bracketed(value: Fraction) -> str:
    return f"({value})" if value < 0 or value.denominator > 1 else str(value)
