"""Coefficients by name, e.g. "Rearrange 2*s**3 + 9 - s**3 to the form w*s**3 + k and give w."."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.polynomials import Polynomial, letters, read_polynomial, written
from mathdata.numbers import EXACT, Precision, show

MAX_DEGREE = 8
_FORMULA = r"[-+*/^().0-9a-zA-Z²³ ]{1,250}"


class Coefficient(NamedTuple):
    """The polynomial as put and collected, its letter, and the power whose factor is asked for."""

    text: str
    collected: tuple[Fraction, ...]
    """The factor of each power of the letter, from 0 up."""
    letter: str
    power: int


class NamedCoefficient(WordedFamily[Coefficient]):
    """The factor of one power in a polynomial, asked for by its name in a given form.

    Difficulty is the degree of the polynomial.
    """

    kind = "named_coefficient"
    topic = "polynomials"
    difficulties = (1, 4)
    markers = Bilingual(zh=("的形式",), en=(" form ", "rearrange ", "express ", "write "))
    slots: ClassVar[Mapping[str, str]] = {"p": _FORMULA, "form": _FORMULA, "w": "[a-zA-Z]"}
    forms = (
        Form(
            "factor",
            zh=("(把|将) {p} (整理成|写成) {form} 的形式，求 {w}。",),
            en=(
                "Rearrange {p} (to|~into) the form {form} and (give|find) {w}.",
                "(Express|Write) {p} (in|as|~in the form|~to) the form {form} and (give|find) {w}.",
                "~(Express|Write|Rearrange) {p} (as|to|in|into) {form} and (give|find) {w}.",
            ),
            definition=Bilingual(
                "多项式中某一项的数字因数是它的系数。", "The coefficient of a power is the number that multiplies it."
            ),
            formula=Bilingual("合并同类项，再对照各项的系数", "collect like terms, then compare the coefficients"),
            conclusion=Bilingual("所求的系数是 {}。", "the coefficient is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Coefficient | None:
        """The polynomial and the place of the named letter; the form has each name once, before a power."""
        polynomial = read_polynomial(found["p"], degree=MAX_DEGREE)
        shape = read_polynomial(found["form"], degree=MAX_DEGREE + 1)
        if polynomial is None or shape is None or len(letters(polynomial)) > 1:
            return None
        powers = _powers(shape, letters(polynomial))
        if powers is None or found["w"] not in powers[1]:
            return None
        letter, names = powers
        if any(len(monomial) not in names.values() for monomial in polynomial):
            return None
        collected = tuple(polynomial.get((letter,) * power, Fraction(0)) for power in range(MAX_DEGREE + 1))
        return Coefficient(" ".join(found["p"].replace("**", "^").split()), collected, letter, names[found["w"]])

    def form_of(self, given: Coefficient) -> str:
        """There is one."""
        return "factor"

    def solve(self, given: Coefficient, precision: Precision | None = None) -> Answer:
        """A number."""
        value = given.collected[given.power]
        return Answer(value, *show(value, EXACT))

    def chain(self, given: Coefficient, answer: Answer, manner: Manner) -> str:
        """The polynomial collected, and the factor."""
        collected = written({(given.letter,) * n: value for n, value in enumerate(given.collected) if value})
        stated = f"{given.text} = {collected}" if given.text != collected else collected
        power = given.letter if given.power == 1 else f"{given.letter}^{given.power}"
        zh = manner.language == "zh"
        if not given.power:
            return f"{stated}{'，常数项：' if zh else '; the constant: '}{answer.digits}"
        named = f"，{power} 的系数：" if zh else f"; the coefficient of {power}: "
        return f"{stated}{named}{answer.digits}"

    def steps(self, given: Coefficient, answer: Answer, manner: Manner) -> list[str]:
        """None: collecting like terms is one step."""
        return []

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A polynomial with two terms of each power."""
        names = "pqrstuv"[: difficulty + 1]
        asked = rng.choice(names)
        terms, shape = [], []
        for power, name in enumerate(names):
            x = {0: "", 1: "x"}.get(power, f"x^{power}")
            first, second = rng.randint(2, 19), rng.randint(2, 19)
            terms += [f"{first}{x} - {second}{x}" if first != second else f"{first}{x}"]
            shape.append(f"{name}*{x}" if x else name)
        return Posed("factor", {"p": " + ".join(reversed(terms)), "form": " + ".join(reversed(shape)), "w": asked})


def _powers(shape: Polynomial, known: set[str]) -> tuple[str, dict[str, int]] | None:
    """The letter of the powers, and the power behind each name; None if the form is not of this kind."""
    monomials = list(shape)
    counts = {name: sum(name in monomial for monomial in monomials) for name in letters(shape)}
    letter = next(iter(known), "") or max(counts, key=lambda name: counts[name])
    names: dict[str, int] = {}
    for monomial, factor in shape.items():
        others = [name for name in monomial if name != letter]
        if factor != 1 or len(others) != 1 or others[0] in names:
            return None
        names[others[0]] = len(monomial) - 1
    return (letter, names) if len(set(names.values())) == len(names) else None
