"""Arithmetic and geometric sequences, e.g. "等差数列的首项是 3，公差是 4，求第 10 项。"."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from mathdata.errors import CannotSolve
from mathdata.families.calculated import Calculated, Data
from mathdata.families.contract import Answer
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS, SIGNED
from mathdata.families.worded import Form, Found, Posed
from mathdata.numbers import Precision

MAX_INDEX = 60
"""Terms farther on are too long for an exact power."""

_ARITHMETIC = Bilingual(
    "等差数列从第二项起，每一项与前一项的差都是公差。",
    "In an arithmetic sequence each term is the one before plus the common difference.",
)
_GEOMETRIC = Bilingual(
    "等比数列从第二项起，每一项与前一项的比都是公比。",
    "In a geometric sequence each term is the one before times the common ratio.",
)


def _form(kind: str, asked: str, formula: Bilingual[str], expression: str) -> Form:
    is_arithmetic = kind == "arithmetic"
    name, step = ("等差", "公差") if is_arithmetic else ("等比", "公比")
    article = "(an|~the)" if is_arithmetic else "(a|~the)"
    step_en = "difference" if is_arithmetic else "ratio"
    what, what_en = (
        ("第 {n} 项", "the {n}{th} term") if asked == "term" else ("前 {n} 项(的|)和", "the sum of the first {n} terms")
    )
    subject = f"(一个|已知|~某){name}数列的首项(是|为) {{a}}，{step}(是|为) {{d}}"
    return Form(
        f"{kind}_{asked}",
        zh=(
            f"{subject}，求(它的|~)(|~其){what}。",
            f"{subject}，{what}是多少？",
            f"求首项(是|为) {{a}}，{step}(是|为) {{d}} 的{name}数列的{what}。",
        ),
        en=(
            f"(Find|What is|Calculate) {what_en} of {article} {kind} sequence with first term {{a}} and common "
            f"{step_en} {{d}}?",
            f"The first term of {article} {kind} sequence is {{a}} and (its|the) common {step_en} is {{d}}. "
            f"(Find|Calculate|What is) {what_en}.",
        ),
        definition=_ARITHMETIC if is_arithmetic else _GEOMETRIC,
        formula=formula,
        conclusion=Bilingual("结果是 {}。", "the result is {}."),
        expression=expression,
    )


class Sequence(Calculated):
    """The n-th term, or the sum of the first n terms, of an arithmetic or a geometric sequence.

    Difficulty is the number of tens that n may have, and the size of first term and step.
    """

    kind = "sequence"
    topic = "sequences"
    difficulties = (1, 4)
    markers = Bilingual(zh=("等差数列", "等比数列"), en=("arithmetic sequence", "geometric sequence"))
    slots: ClassVar[Mapping[str, str]] = {"a": SIGNED, "d": SIGNED, "n": DIGITS, "th": "(?:st|nd|rd|th)"}
    forms = (
        _form(
            "arithmetic",
            "term",
            Bilingual("第 n 项 = 首项 + (n - 1) * 公差", "n-th term = first term + (n - 1) * difference"),
            "{a} + ({n} - 1) * {d}",
        ),
        _form(
            "arithmetic",
            "sum",
            Bilingual(
                "前 n 项的和 = 首项 * n + n * (n - 1) / 2 * 公差",
                "sum of n terms = first term * n + n * (n - 1) / 2 * difference",
            ),
            "{a} * {n} + {n} * ({n} - 1) / 2 * {d}",
        ),
        _form(
            "geometric",
            "term",
            Bilingual("第 n 项 = 首项 * 公比^(n - 1)", "n-th term = first term * ratio^(n - 1)"),
            "{a} * {d}^({n} - 1)",
        ),
        _form(
            "geometric",
            "sum",
            Bilingual(
                "前 n 项的和 = 首项 * (公比^n - 1) / (公比 - 1)",
                "sum of n terms = first term * (ratio^n - 1) / (ratio - 1)",
            ),
            "{a} * ({d}^{n} - 1) / ({d} - 1)",
        ),
    )

    def unit(self, form: str, found: Found) -> str | None:
        """A bare number."""
        return ""

    def given(self, form: str, found: Found) -> Data | None:
        """First term and step, bracketed where they are negative, and which term."""
        data = super().given(form, found)
        if data is None:
            return None
        shown = tuple((name, f"({text})" if text[0] == "-" and name == "d" else text) for name, text in data.numbers)
        return data._replace(numbers=shown)

    def is_sensible(self, data: Data) -> bool:
        """There is such a term, and no ratio of 0 or 1."""
        if not data.value("n"):
            return False
        return not data.form.startswith("geometric") or data.value("d") not in (0, 1)

    def solve(self, given: Data, precision: Precision | None = None) -> Answer:
        """The value of the expression.

        Raises:
            CannotSolve: if the term is too far on.
        """
        numbers = dict(given.numbers)
        if given.form.startswith("geometric") and int(numbers["n"]) > MAX_INDEX:
            raise CannotSolve(f"sequence: found term {numbers['n']}, wanted {MAX_INDEX} at most")
        return super().solve(given, precision)

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """First term, step and number of terms."""
        kind, asked = rng.choice(("arithmetic", "geometric")), rng.choice(("term", "sum"))
        first = rng.choice([n for n in range(-10 * difficulty, 10 * difficulty + 1) if n])
        step, place = rng.randint(0, 5 * difficulty), rng.randint(0, 7)
        if kind == "arithmetic":
            step, n = step - 2 * difficulty or 5 * difficulty, place + 5 * difficulty
        else:
            step, n = step if step > 1 else -2 - step, 3 + place
        return Posed(f"{kind}_{asked}", {"a": first, "d": step, "n": n, "th": _ordinal(n)})


def _ordinal(number: int) -> str:
    return "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
