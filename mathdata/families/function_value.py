"""Values of functions, e.g. "当 x = 4.03 时，求函数 y = 57x^54 的值" or "If f(x) = 2x^2 - 3, find f(4)."."""

import re
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Family, Lesson, Manner, decimal
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import (
    ASCII_NUMBER,
    COMMA,
    DIGITS,
    END,
    EQUALS,
    PLEASE,
    SIGNED,
    UNSIGNED,
    named,
)
from mathdata.families.phrasings.formulas import FUNCTION_VALUE
from mathdata.families.working.decimals import signed
from mathdata.families.working.powers import power, power_text, rounded_power_lines
from mathdata.families.working.products import product
from mathdata.families.working.sums import total
from mathdata.numbers import Precision, half_width, plain, show

MAX_DEGREE = 200
MAX_TERMS = 12
MAX_DIGITS_OF_X = 20
GUARD_DIGITS = 6
"""Intermediate powers show this many digits more than the answer."""


class Term(NamedTuple):
    """One term of a polynomial."""

    factor: Decimal
    exponent: int
    has_factor: bool
    """Whether the factor was written; `x^2` has none."""
    has_exponent: bool
    """Whether the exponent was written; one of 1 or 0 is shown then, as every operand of the problem."""


class Given(NamedTuple):
    """A polynomial, its argument, and how both were written."""

    terms: tuple[Term, ...]
    x: Decimal
    letter: str


_POWER = rf"[a-zA-Zｘ](?:\s*(?:\^|\*\*)\s*{DIGITS})?"
_ONE_TERM = rf"(?:{UNSIGNED}(?:\s*[*＊×·]?\s*{_POWER})?|{_POWER})"
_SIGN = "[-+－−–＋]"
_POLYNOMIAL = rf"(?:{_SIGN}\s*)?{_ONE_TERM}(?:\s*{_SIGN}\s*{_ONE_TERM})*"
_EXPRESSION = named("expression", _POLYNOMIAL)
_NAME = r"(?:[yｙ]|[a-zA-Z]\s*[(（]\s*[a-zA-Zｘ]\s*[)）])"
_NAMED = rf"(?:[yｙ]|{named('function', '[a-zA-Z]')}\s*[(（]\s*[a-zA-Zｘ]\s*[)）])"
_X = rf"[a-zA-Zｘ]\s*{EQUALS}\s*{named('x', SIGNED)}"
_X2 = rf"[a-zA-Zｘ]\s*{EQUALS}\s*{named('x2', SIGNED)}"
_CALL = rf"{named('called', '[a-zA-Z]')}\s*[(（]\s*{named('at', SIGNED)}\s*[)）]"
_SECOND = named("second", _POLYNOMIAL)
_TERM = re.compile(
    rf"\s*([-+]?)\s*(?:({UNSIGNED})\s*\*?\s*)?(?:([a-zA-Z])(?:\s*(?:\^|\*\*)\s*({DIGITS}))?)?\s*(?=[-+]|$)"
)

_ASK = r"(?i:what is|find|calculate|evaluate|compute|determine|give|then)?\s*"
_ZH = (
    rf"{PLEASE}(?:已知)?(?:当\s*{_X}\s*时?\s*{COMMA}?\s*(?:请|求|计算|请计算)?(?:出)?(?:函数)?\s*"
    rf"{_NAME}\s*{EQUALS}\s*{_EXPRESSION}"
    rf"|(?:函数)?\s*{_NAMED}\s*{EQUALS}\s*{_SECOND}\s*{COMMA}\s*(?:请|求|计算|则|那么)?\s*"
    rf"(?:当?\s*{_X2}\s*时?\s*{COMMA}?\s*(?:求|计算)?\s*(?:[yｙ]|函数)?|{_CALL}))"
    rf"\s*(?:的)?(?:函数)?(?:的)?(?:值)?(?:是多少|为多少|等于多少)?{END}"
)
_EN = (
    rf"^\s*\$?(?:(?i:when|if|for|given)\s+\$?{_X}\$?\s*,?\s*{_ASK}(?i:the value of)?\s*(?i:the function)?\s*"
    rf"\$?{_NAME}\s*{EQUALS}\s*{_EXPRESSION}"
    r"|(?i:if|given|let|find the value of|evaluate|calculate|for)?\s*(?i:that\s+)?(?i:the\s+)?"
    r"(?i:function\s+)?"
    rf"\$?{_NAMED}\s*{EQUALS}\s*{_SECOND}\$?\s*[,.]?\s*{_ASK}(?i:the value of)?\s*"
    rf"\$?(?:{_CALL}|(?i:y)?\s*(?i:when|for|at|if)\s+\$?{_X2}))\$?{END}"
)


_ONE_POWER = r"[0-9]{1,9}x\^[0-9]{1,3}"


class FunctionValue(Family[Given]):
    """A polynomial function at a number.

    Difficulty is the number of digits of the argument; the degree goes up to ten times that with one term, up
    to 3 with several.
    """

    kind = "function_value"
    topic = "functions"
    markers = Bilingual(zh=("函数", "y ="), en=("f(", "g(", "h(", "function", "y =", "y=", "when x", "if x", "let "))
    patterns = Bilingual(zh=_ZH, en=_EN)
    quick = re.compile(
        rf"^当 x = {named('x', ASCII_NUMBER)} 时，"
        rf"求函数 y = {named('expression', _ONE_POWER)} 的值$"
    )
    wordings = Bilingual(
        zh=(
            "当 x = {x} 时，求函数 y = {f} 的值",
            "已知函数 f(x) = {f}，求 f({x})。",
            "函数 y = {f}，当 x = {x} 时，求 y 的值。",
        ),
        en=(
            "If f(x) = {f}, find f({x}).",
            "When x = {x}, find the value of the function y = {f}.",
            "Given y = {f}, find y when x = {x}.",
        ),
    )
    phrasings = FUNCTION_VALUE
    gold_slack = Decimal(20)  # the power and the product are usually rounded one after the other

    def read(self, match: "re.Match[str]") -> Given | None:
        """The terms of the polynomial and the argument."""
        found = match.groupdict()
        x = decimal(found["x"] or found["x2"] or found["at"])
        terms = _terms(half_width(found["expression"] or found["second"]).strip())
        if x is None or terms is None or len(str(x)) > MAX_DIGITS_OF_X:
            return None
        if found.get("called") and found["function"] and found["called"] != found["function"]:
            return None
        return Given(terms[0], x, terms[1])

    def solve(self, given: Given, precision: Precision | None = None) -> Answer:
        """The exact sum of the terms, shown at 28 digits."""
        value = Decimal(0)
        for term in given.terms:
            value = total(value, "+", _term_value(term, given.x))
        return Answer(value, *show(value, precision or self.precision))

    def chain(self, given: Given, answer: Answer, manner: Manner) -> str:
        """The argument put into the function."""
        return f"{_substituted(given)} {answer.relation} {answer.digits}"

    def steps(self, given: Given, answer: Answer, manner: Manner) -> list[str]:
        """The substitution, each power by repeated squaring, each term, and their sum."""
        say = _SAY[manner.language]
        lines = [say.format(given.letter, given.x) + _substituted(given)]
        working = _working_precision(manner.precision)
        for term in given.terms:
            lines += _term_lines(term, given, working)
        if len(given.terms) > 1:
            lines += _sum_line(given, working)
        return lines

    def closing(self, given: Given, answer: Answer, manner: Manner) -> str:
        """The value."""
        return self.chain(given, answer, manner)

    def lesson(self, given: Given, answer: Answer, language: Language) -> Lesson:
        """A function value is what comes out when the argument is put in."""
        x, letter = given.x, given.letter
        about = "" if answer.is_exact else ("约" if language == "zh" else "about ")
        if language == "zh":
            return Lesson(
                f"函数在 {letter} = {x} 处的值，就是把 {letter} 换成 {x} 后算出的结果。",
                f"先把 {letter} = {x} 代入，先算乘方，再算乘法，最后算加减",
                f"函数的值{about}是 {answer.text}。",
            )
        return Lesson(
            f"The value of a function at {letter} = {x} is what comes out when {letter} is replaced by {x}.",
            f"put {letter} = {x} in, then take powers first, products next and sums last",
            f"the value of the function is {about}{answer.text}.",
        )

    def said(self, given: Given, language: Language) -> Mapping[str, str] | None:
        """The polynomial, its argument and its letter, unless that is the name of the value or the function."""
        if given.letter in "yf":
            return None
        return {"f": _polynomial(given), "x": str(given.x), "v": given.letter}

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """One term of high degree, or a polynomial of degree 2 or 3, at `difficulty` digits."""
        if rng.random() < 0.5:
            x = Decimal(rng.randint(1, 10**difficulty)).scaleb(1 - difficulty)
            function = f"{rng.randint(2, 100)}x^{rng.randint(2, 10 * difficulty)}"
        else:
            x = Decimal(rng.choice((-1, 1)) * rng.randint(1, 10**difficulty))
            a, b, c = (rng.randint(1, 20) for _ in range(3))
            function = f"{a}x^{rng.randint(2, 3)} {rng.choice('+-')} {b}x {rng.choice('+-')} {c}"
        return rng.choice(self.wordings.of(language)).format(f=function, x=x)


_SAY = {"zh": "代入 {} = {}：", "en": "Substitute {} = {}: "}


def _terms(text: str) -> tuple[tuple[Term, ...], str] | None:
    """The terms of a polynomial in one letter, and the letter."""
    terms: list[Term] = []
    letters: set[str] = set()
    position = 0
    while position < len(text):
        match = _TERM.match(text, position)
        if match is None or match.end() == position or (terms and not match[1]) or len(terms) == MAX_TERMS:
            return None
        term = _term(match)
        if term is None:
            return None
        letters.update(match[3] or "")
        terms.append(term)
        position = match.end()
    return (tuple(terms), letters.pop()) if len(letters) == 1 else None


def _term(match: "re.Match[str]") -> Term | None:
    sign, factor, letter, exponent = match.groups()
    if factor is None and letter is None:
        return None
    size = decimal(factor) if factor else Decimal(1)
    degree = (int(exponent[:6]) if exponent else 1) if letter else 0
    if size is None or degree > MAX_DEGREE:
        return None
    return Term(size.copy_negate() if sign == "-" else size, degree, factor is not None, exponent is not None)


def _power(x: Decimal, exponent: int) -> Decimal:
    if not x and not exponent:
        raise CannotSolve("function value: 0^0 has no value")
    return power(x, exponent)


def _term_value(term: Term, x: Decimal) -> Decimal:
    if not term.exponent:
        return term.factor
    return Decimal(plain(product(term.factor, _power(x, term.exponent))))


def _size_text(term: Term, x: Decimal) -> str:
    """A term without its sign, with the argument put in."""
    factor = str(term.factor.copy_abs())
    if not term.exponent and not term.has_exponent:
        return factor
    raised = power_text(x, term.exponent) if term.has_exponent else signed(x)
    return f"{factor} * {raised}" if term.has_factor else raised


def _polynomial(given: Given) -> str:
    """The terms as they are written in a problem."""
    pieces: list[str] = []
    for term in given.terms:
        minus = term.factor.is_signed()
        sign = (" - " if minus else " + ") if pieces else ("-" if minus else "")
        has_letter = bool(term.exponent) or term.has_exponent
        factor = str(term.factor.copy_abs()) if term.has_factor or not has_letter else ""
        power = given.letter * has_letter + (f"^{term.exponent}" if term.has_exponent else "")
        pieces.append(sign + factor + power)
    return "".join(pieces)


def _substituted(given: Given) -> str:
    pieces: list[str] = []
    for term in given.terms:
        minus = term.factor.is_signed()
        sign = (" - " if minus else " + ") if pieces else ("-" if minus else "")
        pieces.append(sign + _size_text(term, given.x))
    return "".join(pieces)


def _working_precision(precision: Precision) -> Precision:
    if precision.mode == "sig":
        return Precision(mode="sig", digits=precision.digits + GUARD_DIGITS)
    return Precision(mode="sig", digits=40 + precision.digits)


def _term_lines(term: Term, given: Given, working: Precision) -> list[str]:
    """The power of one term, and the term itself where it has a factor and is not alone."""
    x, exponent = given.x, term.exponent
    if exponent == 0 and not term.has_exponent:
        return []
    lines = []
    if exponent < 2 and term.has_exponent and (term.has_factor or len(given.terms) > 1):
        lines.append(f"{power_text(x, exponent)} = {_power(x, exponent)!s}")
    if exponent > 1:
        lines = rounded_power_lines(x, exponent, working)
        if x.is_signed():
            shown = show(_power(x, exponent), working)
            lines.append(f"{power_text(x, exponent)} {shown.relation} {shown.text}")
    if term.has_factor and len(given.terms) > 1:
        shown = show(_term_value(term, x).copy_negate() if term.factor.is_signed() else _term_value(term, x), working)
        lines.append(f"{_size_text(term, x)} {shown.relation} {shown.text}")
    return lines


def _sum_line(given: Given, working: Precision) -> list[str]:
    """All terms as numbers, if each of them is exact."""
    texts = []
    for term in given.terms:
        shown = show(_term_value(term, given.x), working)
        if not shown.is_exact:
            return []
        texts.append(shown.text)
    first, *rest = texts
    numbers = " + ".join([first, *[f"({text})" if text[0] == "-" else text for text in rest]])
    return [f"{_substituted(given)} = {numbers}"]
