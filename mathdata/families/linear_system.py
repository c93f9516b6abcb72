"""Linear systems, e.g. "解方程组：x + y = 5，2x - y = 1" or "Solve the system x + y = 5 and 2x - y = 1".

Two or three unknowns with one solution are told as at school, with numbered equations; all else by row operations
on the augmented matrix, and so is whatever is put as a matrix.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Formula, Lesson, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.augmented import in_one_line, solved, stated_values, told
from mathdata.families.working.elimination import Row, eliminated
from mathdata.families.working.equations import SIDE, UNKNOWN, sides
from mathdata.families.working.matrices import MATRIX, read_matrix
from mathdata.families.working.polynomials import Polynomial, letters, plus, written
from mathdata.families.working.systems import drawn_rows
from mathdata.numbers import Precision

_SEPARATOR = r"(?:\$?\s*(?:[,，;；、]\s*(?:and\b)?|\band\b|和|且|\\\\|\$\s+\$)\s*\$?)"
_EQUATION = rf"{SIDE}[=＝]{SIDE}"
_SYSTEM = (
    rf"\$?\$?(?:\\left\s*\\\{{\s*)?(?:\\begin\{{(?:cases|array)\}}(?:\{{[lcr]+\}})?)?{_EQUATION}(?:{_SEPARATOR}{_EQUATION}){{1,3}}"
    r"(?:\\end\{(?:cases|array)\})?\s*(?:\\right\s*\.?)?\$?\$?"
)
_FRAME = re.compile(r"\\(?:begin|end)\{[a-z]+\}(?:\{[lcr]+\})?|\\(?:left|right)\\?[{.]?|[&$]")


MAX_UNKNOWNS, MAX_EQUATIONS = 4, 5
_PLAIN = "xyzw"
"""Letters that are unknowns wherever they stand: a system with other ones may have parameters."""

_NONE = Bilingual("方程组无解，解集是 ∅。", "the system has no solution: the set of its solutions is ∅.")
_MANY = Bilingual(
    "方程组有无穷多组解：{}，其中 {} 可取任意值。", "the system has infinitely many solutions: {} for any value of {}."
)


def _form(key: str, zh: tuple[str, ...], en: tuple[str, ...], *, asked: bool = False) -> Form:
    return Form(
        key,
        zh,
        en,
        definition=Bilingual(
            "方程组的解是使每个方程都成立的一组未知数的值。", "A solution of a system makes each of its equations true."
        ),
        formula=Bilingual(
            "用加减消元法逐个消去未知数", "add multiples of the equations so that one unknown after another goes"
        ),
        conclusion=Bilingual("所求的值是 {}。", "the value is {}.")
        if asked
        else Bilingual("方程组的解是 {}。", "the solution is {}."),
    )


class System(NamedTuple):
    """The equations as they were put, each as a row of coefficients, and the unknown that is asked for, if one is."""

    equations: tuple[str, ...]
    rows: tuple[Row, ...]
    unknowns: tuple[str, ...]
    asked: str
    by_rows: bool = False
    """Whether it is told by row operations."""
    form: str = "all"


class LinearSystem(WordedFamily[System]):
    """Linear equations in two to four unknowns, by elimination: one solution, none, or infinitely many.

    Difficulty 1 to 3 have two unknowns, 1 with coefficients up to 3, 3 with negative ones; 4 and 5 have three; 6 has
    none or infinitely many solutions, 7 four unknowns, both by row operations.
    """

    kind = "linear_system"
    difficulties = (1, 7)
    markers = Bilingual(zh=("方程组", "求"), en=("system", "solve"))
    slots: ClassVar[Mapping[str, str]] = {
        "eqs": _SYSTEM,
        "m": MATRIX,
        "v": MATRIX,
        "x": UNKNOWN,
        "xs": r"[A-Za-z$, 、，和]+?(?:and [A-Za-z]\$?)?",
    }
    forms = (
        _form(
            "all",
            zh=(
                "(解|求解)方程组(：|~){eqs}",
                "(若|已知) {eqs}，求 {xs}(的值|~)。",
                "求方程组 {eqs} 的解。",
                "~求解(：|) {eqs}。",
            ),
            en=(
                "Solve the (|following )system(| of equations|~ of linear equations)(:|~) {eqs}.",
                "Find the solution (of|to) the (|following )system(| of equations)(:|,|~) {eqs}.",
                "Solve the simultaneous equations {eqs}.",
                "~Solve for {xs}(:|,|) {eqs}.",
                "~Solve the following systems of equation(s|)(:|) {eqs}.",
                "~Solve the following system of equations by (elimination|substitution)(:|) {eqs}.",
            ),
        ),
        _form("one", zh=("已知 {eqs}，求 {x} 的值。",), en=("Solve {eqs} for {x}.",), asked=True),
        _form(
            "rows",
            zh=(
                "用(高斯消元法|初等行变换)(求解|解)(线性|)方程组(：|~){eqs}",
                "(求解|解|~求)线性方程组(：|~){eqs}(~ 的(解|通解|全部解)|)。",
            ),
            en=(
                "Solve the system {eqs} by (Gaussian elimination|row operations).",
                "Use (Gaussian elimination|row operations|~Gauss-Jordan elimination) to solve the system"
                "(| of equations|~ of linear equations)(:|,|~) {eqs}.",
                "~(Use|By) (Gaussian elimination|row operations|Gauss-Jordan elimination)(,|) (to |)solve(:|) {eqs}.",
            ),
        ),
        _form(
            "matrix",
            zh=(
                "(求解|解)增广矩阵为 {m} 的线性方程组。",
                "(已知|设)线性方程组的增广矩阵为 {m}，(求方程组的解|解这个方程组)。",
                "~用增广矩阵 {m} (求解|解)(线性|)方程组。",
            ),
            en=(
                "Solve the (linear |)system with (the |)augmented matrix {m}.",
                "The augmented matrix of a linear system is {m}. Find (its solutions|all solutions).",
            ),
        ),
        _form(
            "product",
            zh=(
                "(求解|解)线性方程组 Ax = b，其中 A = {m}，b = {v}。",
                "(已知|设) A = {m}，b = {v}，(求解|解)线性方程组 Ax = b。",
            ),
            en=(
                "Solve Ax = b (with|where|for) A = {m} and b = {v}.",
                "~Let A = {m} and b = {v}. Solve Ax = b.",
            ),
        ),
    )

    def given(self, form: str, found: Found) -> System | None:
        """The equations, if they are linear; letters that may be parameters are not solved for."""
        system = _of_matrix(found) if "m" in found else _of_equations(form, found)
        if system is None or not 2 <= len(system.unknowns) <= MAX_UNKNOWNS or len(system.rows) > MAX_EQUATIONS:
            return None
        outcome = solved(system.rows)
        is_school = len(system.rows) == len(system.unknowns) <= 3 and bool(outcome.values) and not outcome.free
        if not is_school and (not set(system.unknowns) <= set(_PLAIN) or found.get("x") or found.get("xs")):
            return None
        return system._replace(by_rows=not is_school or form not in ("all", "one"), form=form)

    def form_of(self, given: System) -> str:
        """The one that was read."""
        return given.form

    def solve(self, given: System, precision: Precision | None = None) -> Answer:
        """The value of each unknown, in the order of the alphabet; the empty set where there is none."""
        outcome = solved(given.rows)
        if not outcome.values:
            return Answer(Formula("∅", r"\varnothing"), "∅", is_exact=True)
        if given.asked:
            value = outcome.values[given.unknowns.index(given.asked)].get((), Fraction(0))
            return Answer(value, str(value), is_exact=True)
        text = ", ".join(stated_values(outcome, given.unknowns))
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: System, answer: Answer, manner: Manner) -> str:
        """The equations, then the values; or the operations that lead to a row which no values satisfy."""
        outcome = solved(given.rows)
        if not outcome.values:
            return f"{in_one_line(outcome)}{manner.words.comma}0 ≠ {outcome.contradiction[1]}"
        return manner.words.comma.join([*given.equations, *stated_values(outcome, given.unknowns)])

    def working(self, given: System, answer: Answer, manner: Manner) -> list[str]:
        """Numbered equations, eliminations and values put back; or operations on the rows of the augmented matrix."""
        if given.by_rows:
            return told(solved(given.rows), given.unknowns, manner.language)
        return eliminated(given.equations, given.rows, given.unknowns, manner.language)

    def check(self, given: System, answer: Answer, manner: Manner) -> list[str]:
        """The values put into every equation."""
        outcome = solved(given.rows)
        if not outcome.values:
            return []
        lines = []
        for row in given.rows:
            pairs = zip(row.coefficients, outcome.values, strict=True)
            terms = [f"{_bracketed(str(a))} * {_bracketed(written(value))}" for a, value in pairs if a]
            lines += [f"{' + '.join(terms)} = {row.constant}"] if terms else []
        head = f"{manner.words.check}{manner.words.colon}"
        return [head + manner.words.comma.join(lines)]

    def lesson(self, given: System, answer: Answer, language: Language) -> Lesson:
        """What a solution is, and whether there is one."""
        lesson, outcome = super().lesson(given, answer, language), solved(given.rows)
        if not outcome.values:
            return lesson._replace(conclusion=_NONE.of(language))
        if outcome.free:
            return lesson._replace(conclusion=_MANY.of(language).format(answer.text, ", ".join(outcome.free)))
        return lesson

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The solution is drawn first, and coefficients that have just one, or are known to have none or many."""
        if difficulty < 6:
            equations = [row.text(_PLAIN[: len(row.coefficients)]) for row in drawn_rows(rng, difficulty)]
            joint = "，" if language == "zh" else ", " if len(equations) > 2 else " and "
            asked = "、".join("xyz"[: len(equations)]) if language == "zh" else ""
            return Posed("all", {"eqs": joint.join(equations), "xs": asked})
        form = rng.choice(("rows", "matrix"))
        rows = drawn_rows(rng, difficulty)
        equations = [row.text(_PLAIN[: len(row.coefficients)]) for row in rows]
        matrix = [[*map(int, row.coefficients), int(row.constant)] for row in rows]
        return Posed(form, {"eqs": ("，" if language == "zh" else ", ").join(equations), "m": matrix})


def _of_equations(form: str, found: Found) -> System | None:
    """The system of some equations in letters."""
    texts = [_FRAME.sub(" ", text) for text in re.split(_SEPARATOR, found["eqs"])]
    both = [sides(text) for text in texts if text.strip()]
    read = [one for one in both if one is not None]
    differences = [plus(*one, -1) for one in read]
    unknowns = tuple(sorted(set().union(*map(letters, differences)), key=_order)) if differences else ()
    is_linear = all(len(monomial) <= 1 for difference in differences for monomial in difference)
    if len(read) != len(both) or not is_linear:
        return None
    asked = re.findall("[A-Za-z](?![A-Za-z])", (found.get("x") or "") + (found.get("xs") or "").replace("and", " "))
    if not set(asked) <= set(unknowns) or (form == "one") != (len(asked) == 1):
        return None
    if form == "all" and asked and set(asked) != set(unknowns):
        return None
    rows = tuple(_row(difference, unknowns) for difference in differences)
    equations = tuple(f"{written(left)} = {written(right)}" for left, right in read)
    return System(equations, rows, unknowns, asked[0] if form == "one" else "")


def _of_matrix(found: Found) -> System | None:
    """The system of an augmented matrix, or of a matrix and what its product is to be."""
    matrix = read_matrix(found["m"])
    if matrix is not None and "v" in found:
        sides_of = read_matrix(found["v"])
        column = [row[0] for row in sides_of or [] if len(row) == 1] or (sides_of or [[]])[0]
        matrix = (
            [[*row, side] for row, side in zip(matrix, column, strict=True)] if len(column) == len(matrix) else None
        )
    if matrix is None or len(matrix[0]) - 1 > len(_PLAIN) or not any(any(row[:-1]) for row in matrix):
        return None
    unknowns = tuple(_PLAIN[: len(matrix[0]) - 1])
    rows = tuple(Row(tuple(row[:-1]), row[-1]) for row in matrix)
    return System(tuple(row.text(unknowns) for row in rows), rows, unknowns, "")


def _order(name: str) -> tuple[bool, str]:
    """The alphabet, but that w follows z."""
    return name == "w", name


def _row(difference: Polynomial, unknowns: tuple[str, ...]) -> Row:
    coefficients = tuple(difference.get((name,), Fraction(0)) for name in unknowns)
    return Row(coefficients, -difference.get((), Fraction(0)))


def _bracketed(text: str) -> str:
    return f"({text})" if text[0] == "-" or "/" in text or " " in text else text
