"""Proportions, e.g. "解比例：x:12 = 3:4" or "Solve the proportion x/12 = 3/4."."""

import re
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.calculated import decimal_text
from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import UNSIGNED
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, MAX_DIGITS, Precision, half_width, show

_TERM = rf"(?:{UNSIGNED}|[a-zA-Z])"
_OVER = r"\s*(?:[:：∶/]|over)\s*"
_FRACTION = rf"(?:\\[dt]?frac\s*\{{\s*{_TERM}\s*\}}\s*\{{\s*{_TERM}\s*\}}|{_TERM}{_OVER}{_TERM})"
_TERMS = re.compile(rf"\\[dt]?frac|over|({_TERM})")


class Ratios(NamedTuple):
    """The four terms `a : b = c : d` as printed; one of them is a letter."""

    terms: tuple[str, str, str, str]

    @property
    def place(self) -> int:
        """Where the unknown stands."""
        return next(n for n, term in enumerate(self.terms) if term.isalpha())

    @property
    def product(self) -> tuple[str, str]:
        """The two known terms whose product is known."""
        a, b, c, d = self.terms
        return (b, c) if self.place in (0, 3) else (a, d)

    @property
    def partner(self) -> str:
        """The term that is multiplied with the unknown."""
        return self.terms[3 - self.place]

    @property
    def value(self) -> Fraction:
        """The unknown."""
        one, other = map(Fraction, self.product)
        return one * other / Fraction(self.partner)


class Proportion(WordedFamily[Ratios]):
    """The unknown term of a proportion of plain numbers.

    Difficulty is the number of digits of the terms; from 3 on they have a decimal.
    """

    kind = "proportion"
    topic = "ratio"
    difficulties = (1, 4)
    indexed = False  # the ratios 1:2 and 2:4 make the same proportion with other factors
    states_formula = True
    markers = Bilingual(zh=("比例",), en=("proportion", "over"))
    slots: ClassVar[Mapping[str, str]] = {"one": _FRACTION, "other": _FRACTION}
    forms = (
        Form(
            "solve",
            zh=("解比例(：|~){one} = {other}", "~解比例(：|){one}={other}"),
            en=(
                "Solve the proportion(:|~) {one} = {other}.",
                "~Solve (the proportion(:|) |)${one}={other}$.",
                "~Solve {one} = {other}.",
            ),
            definition=Bilingual("表示两个比相等的式子叫作比例。", "A proportion says that two ratios are equal."),
            formula=Bilingual("两内项之积 = 两外项之积", "product of the means = product of the extremes"),
            conclusion=Bilingual("所求的项是 {}。", "the unknown term is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Ratios | None:
        """The terms, one of them a letter and none of them 0."""
        terms = [term for name in ("one", "other") for term in _TERMS.findall(half_width(found[name])) if term]
        unknown = [term for term in terms if term.isalpha()]
        if len(terms) != 4 or len(unknown) != 1 or max(map(len, terms)) > MAX_DIGITS:
            return None
        if not all(Fraction(term) for term in terms if not term.isalpha()):
            return None
        return Ratios(tuple(terms))

    def form_of(self, given: Ratios) -> str:
        """There is one."""
        return "solve"

    def solve(self, given: Ratios, precision: Precision | None = None) -> Answer:
        """A number or a fraction."""
        return Answer(given.value, *show(given.value, precision or EXACT))

    def chain(self, given: Ratios, answer: Answer, manner: Manner) -> str:
        """The product of the known terms over the other one."""
        one, other = given.product
        unknown = given.terms[given.place]
        a, b, c, d = given.terms
        head = f"{a} / {b} = {c} / {d}{manner.words.comma}"
        return f"{head}{unknown} = {one} * {other} / {given.partner} {answer.relation} {answer.digits}"

    def working(self, given: Ratios, answer: Answer, manner: Manner) -> list[str]:
        """The proportion, the products, the quotient."""
        one, other = given.product
        unknown, (a, b, c, d) = given.terms[given.place], given.terms
        known = decimal_text(Fraction(one) * Fraction(other))
        return [
            f"{a} / {b} = {c} / {d}",
            f"{given.partner} * {unknown} = {one} * {other} = {known}",
            f"{unknown} = {known} / {given.partner} {answer.relation} {answer.digits}",
        ]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Two terms and a factor are drawn, and which term is hidden."""
        size, tenths = 10 ** min(difficulty, 2), 10 if difficulty > 2 else 1
        a, b = Fraction(rng.randint(1, size), tenths), Fraction(rng.randint(1, size), tenths)
        factor = rng.randint(2, 9 * difficulty)
        terms = [decimal_text(value) for value in (a, b, a * factor, b * factor)]
        terms[rng.randint(0, 3)] = "x"
        sign = rng.choice((":", "/"))
        return Posed("solve", {"one": sign.join(terms[:2]), "other": sign.join(terms[2:])})
