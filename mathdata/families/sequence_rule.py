"""Sequences given by their first terms, e.g. "数列 9, 16, 25, 36 的下一项是多少？" or "What is next in 3, 8, 13?".

The rule is a polynomial, found by differences, or a constant ratio; one that the terms do not prove is refused.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import SIGNED
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.differences import continued, differences, rule
from mathdata.families.working.polynomials import written
from mathdata.numbers import EXACT, MAX_DIGITS, Precision, half_width, show

MAX_TERMS = 20
_TERMS = rf"{SIGNED}(?:\s*[,，、]\s*{SIGNED})+"
_NUMBER = re.compile(SIGNED)


class Terms(NamedTuple):
    """Whether the next term is asked for or the n-th, the terms as printed, and the letter that counts them."""

    form: str
    texts: tuple[str, ...]
    letter: str = "n"

    @property
    def values(self) -> list[Fraction]:
        """The terms."""
        return list(map(Fraction, self.texts))


_DEFINITION = Bilingual("数列是按一定规律排列的一列数。", "A sequence is a list of numbers that goes on by a rule.")
_FORMULA = Bilingual("逐次求相邻两项的差，直到差都相等", "take differences of neighbours until they are all the same")


class SequenceRule(WordedFamily[Terms]):
    """The next term of a sequence, or its n-th term as a polynomial.

    Difficulty is the degree of the polynomial but one, and the size of its coefficients.
    """

    kind = "sequence_rule"
    topic = "sequences"
    difficulties = (1, 3)
    states_formula = True
    markers = Bilingual(zh=("下一项", "下一个数", "通项", "找规律"), en=("next", "th term"))
    slots: ClassVar[Mapping[str, str]] = {"terms": _TERMS, "x": "[a-zA-Z]"}
    forms = (
        Form(
            "next",
            zh=(
                "数列 {terms}(，…|，……|) 的下一项是(多少|几)？",
                "~(找规律|按规律)(填数|)(：|，){terms}，(下一个数|下一项)是(多少|几)？",
            ),
            en=(
                "What (is|comes) next(:| in) {terms}?",
                "What is the next (term|number) in {terms}?",
                "~What is the next (term|number) (in|of) the sequence {terms}(, ...|)?",
            ),
            definition=_DEFINITION,
            formula=_FORMULA,
            conclusion=Bilingual("下一项是 {}。", "the next term is {}."),
        ),
        Form(
            "nth",
            zh=("(求|写出)数列 {terms}(，…|，……|) 的通项公式(，用 {x} 表示项数|)。",),
            en=("What is the {x}'th term of {terms}?", "~Find the {x}(th|-th|'th) term of {terms}."),
            definition=_DEFINITION,
            formula=_FORMULA,
            conclusion=Bilingual("通项是 {}。", "the general term is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Terms | None:
        """The terms, if they prove a rule."""
        texts = tuple(half_width(text).lstrip("+") for text in _NUMBER.findall(found["terms"]))
        if not 3 <= len(texts) <= MAX_TERMS or max(map(len, texts)) > MAX_DIGITS:
            return None
        given = Terms(form, texts, found.get("x") or "n")
        if differences(given.values) is None and (form == "nth" or _ratio(given) is None):
            return None
        return given

    def form_of(self, given: Terms) -> str:
        """Next or n-th."""
        return given.form

    def solve(self, given: Terms, precision: Precision | None = None) -> Answer:
        """A number, or a polynomial in the letter that counts."""
        rows = differences(given.values)
        if given.form == "nth" and rows is not None:
            text = written(rule(rows, given.letter)[1])
            return Answer(Formula(text, text), text, is_exact=True)
        value = continued(rows)[-1] if rows is not None else given.values[-1] * (_ratio(given) or 1)
        return Answer(value, *show(value, EXACT))

    def chain(self, given: Terms, answer: Answer, manner: Manner) -> str:
        """The last term and what is added to it, or the rule in two forms."""
        rows = differences(given.values)
        if rows is None:
            return f"{given.texts[-1]} * {_bracketed(_ratio(given) or Fraction(1))} = {answer.digits}"
        if given.form == "nth":
            text, polynomial = rule(rows, given.letter)
            return f"{text} = {written(polynomial)}"
        steps = continued(rows)
        return f"{given.texts[-1]} + {_bracketed(steps[-2] if len(steps) > 1 else Fraction(0))} = {answer.digits}"

    def working(self, given: Terms, answer: Answer, manner: Manner) -> list[str]:
        """The rows of differences; then back up to the next term, or the rule."""
        rows = differences(given.values)
        comma = manner.words.comma
        if rows is None:
            ratio = _ratio(given)
            lines = [comma.join(f"{b} / {_bracketed(a)} = {ratio}" for a, b in pairwise(given.values))]
            return [*lines, self.chain(given, answer, manner)]
        lines = [comma.join(f"{b} - {_bracketed(a)} = {b - a}" for a, b in pairwise(row)) for row in rows[:-1]]
        if given.form == "nth":
            return [*lines, self.chain(given, answer, manner)]
        steps = continued(rows)
        for row, step in zip(reversed(rows[1:-1]), steps, strict=False):
            lines.append(f"{row[-1]} + {_bracketed(step)} = {row[-1] + step}")
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A polynomial rule and its first terms."""
        size, difficulty = 10 * difficulty, min(difficulty, 5)
        factors = [rng.randint(-size, size), rng.randint(1, size)]
        factors += [rng.randint(1, size) for _ in range(difficulty - 1)]
        form = rng.choice(("next", "nth"))
        count = difficulty + 3
        terms = [sum(factor * n**power for power, factor in enumerate(factors)) for n in range(1, count + 1)]
        return Posed(form, {"terms": ", ".join(map(str, terms)), "x": "n"})


def _ratio(given: Terms) -> Fraction | None:
    """The quotient of all neighbours, seen at least three times."""
    values = given.values
    if len(values) < 4 or not all(values):
        return None
    ratios = {b / a for a, b in pairwise(values)}
    return ratios.pop() if len(ratios) == 1 else None


def _bracketed(value: Fraction) -> str:
    return f"({value})" if value < 0 or value.denominator > 1 else str(value)
