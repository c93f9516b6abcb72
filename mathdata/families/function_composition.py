"""Functions put into one another, e.g. "设 f(x) = 2x，g(x) = x^2，求 f(g(3))。" or "Let f(x) = 3x. Find f(f(x))."."""

import re
from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.polynomials import (
    Known,
    Polynomial,
    letters,
    read_polynomial,
    written,
)
from mathdata.numbers import EXACT, Precision, half_width, show

MAX_DEGREE = 12
MAX_FUNCTIONS = 4
_BODY = r"[-+*/^0-9a-zA-Z.²³ ]{1,120}"
_NAMED = rf"\$?[a-zA-Z] ?\( ?[a-zA-Z] ?\) ?= ?{_BODY}\$?"
_ALL = rf"{_NAMED}(?:(?:[,，;；.。]? ?(?:and|和|Let|设)?) ?{_NAMED}){{0,3}}"
_DEFINED = re.compile(r"([a-zA-Z]) ?\( ?([a-zA-Z]) ?\) ?= ?")
_SEPARATOR = re.compile(r"[\s,，;；.。$]*(?:and|和|Let|设)?\s*$")
_CALL = re.compile(r"^([a-zA-Z])\((.+)\)$")


class Composition(NamedTuple):
    """The functions by name, each with its argument and its body, and the call that is asked for."""

    functions: tuple[tuple[str, str, str], ...]
    """Name, letter and body as it is written."""
    call: str

    @property
    def known(self) -> Known:
        """The functions for the reader of polynomials."""
        bodies = {name: (letter, _read(body)) for name, letter, body in self.functions}
        return Known({}, bodies)


class FunctionComposition(WordedFamily[Composition]):
    """Polynomial functions put into one another, at a number or at a letter.

    Difficulty 1 asks for a value, 2 for a composition of linear functions, 3 and 4 of quadratic ones.
    """

    kind = "function_composition"
    topic = "functions"
    difficulties = (1, 4)
    markers = Bilingual(zh=("设", "已知", "函数"), en=("let ", "if ", "given "))
    slots: ClassVar[Mapping[str, str]] = {"defs": _ALL, "call": r"\$?[a-zA-Z] ?\([-+*/^0-9a-zA-Z()²³. ]{1,60}\)\$?"}
    forms = (
        Form(
            "composition",
            zh=("(设|已知|~已知函数|~若) {defs}，(求|~则) {call}(| 的值|~ 的表达式|~ 等于多少|~ 是多少)。",),
            en=(
                "Let {defs}. (What is|Find|Calculate|Determine|Give) {call}?",
                "~(If|Given) {defs}, then {call} ?(=|is|equals)",
                "(If|Given) {defs}, (find|what is|~calculate|~determine|~evaluate) {call}.",
            ),
            definition=Bilingual(
                "复合函数 f(g(x)) 是把 g(x) 的值代入 f。", "In f(g(x)) the value of g(x) is put into f."
            ),
            formula=Bilingual("由内向外逐层代入", "put in from the inside to the outside"),
            conclusion=Bilingual("结果是 {}。", "the result is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Composition | None:
        """The functions and the call, if one is put into another one or into itself."""
        functions = _functions(found["defs"])
        call = half_width(found["call"]).strip("$ ").replace("**", "^").replace(" ", "")
        if functions is None or not 1 <= len(functions) <= MAX_FUNCTIONS:
            return None
        given = Composition(functions, call)
        layers = _layers(given)
        if layers is None or (len(layers) == 1 and _is_number(layers[0][1])):
            return None  # the value of one function is another family's
        return None if read_polynomial(call, degree=MAX_DEGREE, known=given.known) is None else given

    def form_of(self, given: Composition) -> str:
        """There is one."""
        return "composition"

    def solve(self, given: Composition, precision: Precision | None = None) -> Answer:
        """A number or a polynomial."""
        value = read_polynomial(given.call, degree=MAX_DEGREE, known=given.known) or {}
        if not letters(value):
            number = value.get((), Fraction(0))
            return Answer(number, *show(number, EXACT))
        text = written(value)
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: Composition, answer: Answer, manner: Manner) -> str:
        """The outermost function with what is put into it, and the result."""
        return self.working(given, answer, manner)[-1]

    def working(self, given: Composition, answer: Answer, manner: Manner) -> list[str]:
        """Layer by layer from the inside."""
        layers = _layers(given) or []
        inner, lines = layers[-1][1], []
        for name, _ in reversed(layers):
            _, letter, body = next(function for function in given.functions if function[0] == name)
            text = _put(written(_read(body)), letter, inner)
            value = written(read_polynomial(f"{name}({inner})", degree=MAX_DEGREE, known=given.known) or {})
            lines.append(f"{text} = {value}" if text != value else value)
            inner = value
        return lines

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Two functions, one put into the other."""
        a, b, c, d = rng.randint(2, 9), rng.randint(1, 9), rng.randint(2, 9), rng.randint(1, 9)
        sign = rng.choice("+-")
        outer = f"{a}x {sign} {b}" if difficulty < 3 else f"{a}x^2 {sign} {b}"
        inner = f"{c}x + {d}" if difficulty < 4 else f"{c}x^2 - {d}x"
        argument = rng.randint(-9, 9) if difficulty == 1 else "x"
        joint = "，" if language == "zh" else " and "
        return Posed("composition", {"defs": f"f(x) = {outer}{joint}g(x) = {inner}", "call": f"f(g({argument}))"})


def _read(body: str) -> Polynomial:
    return read_polynomial(body, degree=MAX_DEGREE) or {}


def _functions(text: str) -> tuple[tuple[str, str, str], ...] | None:
    """Name, letter and body of each function; None if one is no polynomial in its letter, or a name is used twice."""
    starts = list(_DEFINED.finditer(half_width(text)))
    ends = [match.start() for match in starts[1:]] + [len(text)]
    found = []
    for match, end in zip(starts, ends, strict=True):
        body = _SEPARATOR.sub("", half_width(text)[match.end() : end])
        polynomial = read_polynomial(body, degree=MAX_DEGREE)
        if polynomial is None or not letters(polynomial) <= {match[2]}:
            return None
        found.append((match[1], match[2], body.strip().replace("**", "^")))
    names = [name for name, _, _ in found]
    return tuple(found) if len(set(names)) == len(names) else None


def _layers(given: Composition) -> list[tuple[str, str]] | None:
    """The functions of `f(g(x))` from outside to inside, each with what stands in its brackets."""
    names = {name for name, _, _ in given.functions}
    layers, rest = list[tuple[str, str]](), given.call
    while (match := _CALL.match(rest)) is not None and match[1] in names:
        rest = match[2]
        layers.append((match[1], rest))
    inside = read_polynomial(rest, degree=MAX_DEGREE)
    if not layers or inside is None or letters(inside) & names or len(letters(inside)) > 1:
        return None
    return layers


def _is_number(text: str) -> bool:
    polynomial = read_polynomial(text)
    return polynomial is not None and not letters(polynomial)


def _put(body: str, letter: str, value: str) -> str:
    """The body with a value in brackets for its letter.

    >>> _put("8x^2 - x + 1", "x", "2u")
    '8 * (2u)^2 - (2u) + 1'
    """
    return re.sub(rf"(\d)?{letter}", lambda match: f"{match[1]} * ({value})" if match[1] else f"({value})", body)
