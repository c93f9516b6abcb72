"""Quotients of polynomials, e.g. "化简 (x^2 - 1)/(x - 1)" or "Divide: (3n^3 + 9n^2 - 64n - 68)/(n + 6)"."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Node, Term, Unreadable, letters, read_formula, walk
from mathdata.families.notation import written as written_formula
from mathdata.families.simplification import FORMULA, SIMPLIFY_EN
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.rational_functions import (
    Quotient,
    common,
    divided,
    quotient_of,
    quotient_text,
    reduced,
    text_of,
)
from mathdata.numbers import Precision


class Rational(NamedTuple):
    """Whether it is reduced or divided with remainder, the formula, and its letter."""

    form: str
    body: Node
    letter: str


_REDUCED = Bilingual("化简的结果是 {}。", "the simplest form is {}.")


class RationalExpression(WordedFamily[Rational]):
    """A quotient of polynomials in one letter in lowest terms, or divided with remainder.

    Difficulty 1 cancels a linear factor, 2 is a product or a quotient of two, 3 a sum; 4 is a division with remainder.
    """

    kind = "rational_expression"
    topic = "rational_expressions"
    difficulties = (1, 4)
    indexed = False  # two factors in another order are the same problem
    markers = Bilingual(
        zh=("化简", "分式", "多项式除法"),
        en=("simplify", "solve", "divide", "rational", "reduce", "evaluate", "multiply", "quotient"),
    )
    slots: ClassVar[Mapping[str, str]] = {"e": FORMULA}
    forms = (
        Form(
            "reduce",
            ("化简(：|~ |~){e}", "化简分式 {e}。"),
            (
                "Simplify(:|~) {e}.",
                "Simplify the (rational expression|~expression)(:|) {e}.",
                "~(Add|Subtract|Add or subtract|Multiply or divide) the rational expressions and simplify(:|) {e}.",
                "~(Reduce|Solve|Evaluate)(:|) {e}.",
                *SIMPLIFY_EN[2:4],
            ),
            Bilingual("分子、分母没有公因式的分式是最简分式。", "In lowest terms, top and bottom share no factor."),
            Bilingual("分子、分母同除以它们的公因式", "divide top and bottom by their common factor"),
            _REDUCED,
        ),
        Form(
            "divide",
            ("计算多项式除法 {e}。", "~多项式除法：{e}"),
            ("Divide(:|~) {e}.", "Divide the polynomials {e}."),
            Bilingual("多项式除法：余式的次数低于除式的次数。", "The remainder is of lower degree than the divisor."),
            Bilingual("逐项用最高次项相除", "divide the highest terms, one after another"),
            Bilingual("结果是 {}。", "the result is {}."),
        ),
    )  # fmt: skip

    def given(self, form: str, found: Found) -> Rational | None:
        """The formula, if it is a quotient in one letter and no polynomial."""
        try:
            body = read_formula(found["e"].strip().rstrip("."))
        except Unreadable:
            return None
        names = letters(body)
        if len(names) != 1 or any(isinstance(node, Name) and node.text not in names for node in walk(body)):
            return None
        letter = next(iter(names))
        if not any(isinstance(node, Term) and node.head == "/" and letters(node.parts[1]) for node in walk(body)):
            return None
        if not any(isinstance(node, Term) and node.head == "+" for node in walk(body)):
            return None  # a product of powers is another family's
        if len(letter) > 1 or (form == "divide" and not _is_division(body)):
            return None
        try:
            _values(body, letter)
        except CannotSolve:
            return None
        return Rational(form, body, letter)

    def form_of(self, given: Rational) -> str:
        """The one that was read."""
        return given.form

    def solve(self, given: Rational, precision: Precision | None = None) -> Answer:
        """A quotient in lowest terms, or a polynomial and a proper fraction."""
        if given.form == "divide":
            text = _with_remainder(given)
        else:
            text = quotient_text(_values(given.body, given.letter)[1], given.letter)
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: Rational, answer: Answer, manner: Manner) -> str:
        """The formula and its form."""
        return f"{written_formula(given.body)} = {answer.digits}"

    def working(self, given: Rational, answer: Answer, manner: Manner) -> list[str]:
        """One quotient, its common factor above and below, then the whole."""
        raw, _ = _values(given.body, given.letter)
        x = given.letter
        lines = []
        if given.form == "divide":
            quotient, rest = divided(raw.top, raw.bottom)
            product = f"({text_of(raw.bottom, x)})({text_of(quotient, x)})"
            tail = text_of(rest, x)
            ending = "" if not rest else f" - {tail[1:]}" if tail[0] == "-" and " " not in tail else f" + ({tail})"
            return [f"{text_of(raw.top, x)} = {product}{ending}", self.chain(given, answer, manner)]
        whole = f"{written_formula(given.body)} = {quotient_text(raw, x)}"
        if written_formula(given.body).replace(" ", "").replace("*", "") != quotient_text(raw, x).replace(" ", ""):
            lines.append(whole)
        shared = common(raw.top, raw.bottom)
        if len(shared) > 1:
            for side in raw:
                other = text_of(divided(side, shared)[0], x)
                lines.append(f"{text_of(side, x)} = ({text_of(shared, x)})({other})")
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Linear factors, one of them common."""
        a, b, c = (rng.choice([n for n in range(-9, 10) if n]) for _ in range(3))
        top, bottom = _product(a, b), _product(a, c)
        if difficulty == 1:
            return Posed("reduce", {"e": f"({top})/({bottom})"})
        if difficulty == 2:
            sign = rng.choice("*/")
            return Posed(
                "reduce", {"e": f"(x {_signed(a)})/({_product(b, c)}) {sign} ({_product(a, b)})/(x {_signed(c)})"}
            )
        if difficulty == 3:
            return Posed(
                "reduce", {"e": f"{rng.randint(2, 9)}/(x {_signed(a)}) {rng.choice('+-')} {abs(b)}/(x {_signed(c)})"}
            )
        lead = rng.randint(1, 5)
        dividend = f"{lead + 1}x^3 {_signed(a)}x^2 {_signed(b)}x {_signed(c)}"
        return Posed("divide", {"e": f"({dividend})/(x {_signed(a)})"})


@lru_cache(maxsize=256)
def _values(body: Node, letter: str) -> tuple[Quotient, Quotient]:
    """The quotient as it comes, and reduced."""
    raw = quotient_of(body, letter)
    return raw, reduced(raw)


def _is_division(body: Node) -> bool:
    """Whether it is one polynomial over another one."""
    if not isinstance(body, Term) or body.head != "/":
        return False
    return not any(isinstance(node, Term) and node.head == "/" for part in body.parts for node in walk(part))


def _with_remainder(given: Rational) -> str:
    raw, _ = _values(given.body, given.letter)
    quotient, rest = divided(raw.top, raw.bottom)
    shown = text_of(quotient, given.letter)
    if not rest:
        return shown
    sign = "-" if all(value <= 0 for value in rest) else "+"
    size = tuple(-value for value in rest) if sign == "-" else rest
    fraction = quotient_text(_scaled(Quotient(size, raw.bottom)), given.letter)
    return f"{shown} {sign} {fraction}" if quotient else f"{'-' * (sign == '-')}{fraction}"


def _scaled(value: Quotient) -> Quotient:
    """The same quotient with whole numbers above and below."""
    top, bottom = reduced(value)
    return Quotient(top, bottom)


def _product(a: int, b: int) -> str:
    return text_of((Fraction(a * b), Fraction(a + b), Fraction(1)), "x")


def _signed(number: int) -> str:
    return f"{'-' if number < 0 else '+'} {abs(number)}"
