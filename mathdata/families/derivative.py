"""Derivatives, e.g. "求函数 f(x) = x^2*sin(x) 的导数。" or "Find the second derivative of 3x^4 - 2x wrt x."."""

import re
from random import Random
from typing import ClassVar

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Node, Term, Unreadable, holds, letters, read_formula, written
from mathdata.families.patterns import named
from mathdata.families.symbolic.derivative_words import RULES
from mathdata.families.symbolic.drawing import drawn_function
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import DerivativeQuestion
from mathdata.families.symbolic.wording import (
    ASK,
    ASKED,
    AT,
    FORMULA_EN,
    FORMULA_ZH,
    LETTER,
    MATH,
    STOP,
    Ways,
    named_formula,
    one_pattern,
    only_letter,
    order_of,
    plain_letter,
    require_expression,
)

_F_ZH, _F_EN = named("f", FORMULA_ZH), named("f", FORMULA_EN)
_BY, _AT = named("by", LETTER), named("at", AT)
_NTH = named("order", "[一二三四五六1-6]")
_ORDER_ZH = rf"(?:{_NTH}\s*阶)?\s*(?:偏)?(?:导数|导函数)"
_ORDER_EN = rf"(?:{named('order', '(?i:first|second|third|fourth|fifth|sixth)')}\s+)?(?i:partial\s+)?(?i:derivative)"
_PRIMED = (
    rf"{named('of', '[a-zA-Z]')}\s*{named('primes', '(?:[' + chr(39) + '′’]){1,4}')}(?:\(\s*(?:{_AT}|[a-zA-Z])\s*\))?"
)
_D = r"(?:d|∂|\\partial|\\mathrm\s*\{[\s~]*d[\s~]*\}|\\mathrm\s+d)"
_SMALL_D_OF = rf"{_D}\s*{named('of', '[a-zA-Z]')}"
_LEIBNIZ = rf"(?:\\[dt]?frac\s*\{{\s*)?{_SMALL_D_OF}\s*(?:/|\}}\s*\{{)\s*{_D}\s*{named('by', '[a-zA-Z]')}\s*\}}?"
_INDEXED = rf"{named('of', '[a-zA-Z]')}\s*_\s*\{{?\s*{named('by', '[a-zA-Z]')}\s*\}}?\s*(?:\([^()]{{1,20}}\))?"
_GAP = r"\s*"
_SIGN = r"(?:d(?:\^[0-9])?\s*/\s*d|\\d?frac\s*\{\s*(?:d|\\mathrm|\\partial|∂)|∂\s*/\s*∂)"
_GIVEN_ZH = rf"(?:{ASK}\s*(?:导数\s*)?)(?:函数|已知函数|已知|设函数|设|若)?{MATH}{_F_ZH}{MATH}"
_WITH = rf"(?:[,\s]+(?i:with respect to|wrt|w\.r\.t\.)\s+{_BY})?"
_OF_EN = r"(?i:if|for|when|where|given(?: that)?)\s+"
_WAYS: Ways = Bilingual(
    zh=(
        rf"{_GIVEN_ZH}(?:关于|对于?)\s*{_BY}\s*的\s*{_ORDER_ZH}\s*(?:是什么|是|为)?{STOP}",
        rf"{_GIVEN_ZH}在\s*(?:点\s*)?{MATH}[a-zA-Z]\s*=\s*{_AT}{MATH}(?:处|点|时)?\s*的\s*{_ORDER_ZH}(?:值)?{STOP}",
        rf"{_GIVEN_ZH}的\s*{_ORDER_ZH}\s*(?:是什么|是|为)?{STOP}",
        rf"{_GIVEN_ZH}[，,；;。]\s*(?:求|则|计算|试求)\s*{MATH}(?:{_PRIMED})\s*(?:的值|等于多少)?{STOP}",
        rf"{_GIVEN_ZH}[，,；;。]\s*(?:求|则|计算|试求)\s*{MATH}(?:{_LEIBNIZ}|{_ORDER_ZH})\s*(?:的值)?{STOP}",
        rf"{_GIVEN_ZH}[，,；;。]\s*(?:求|则|计算|试求)\s*{MATH}{_INDEXED}{STOP}",
        rf"^\s*(?:请)?求导\s*[:：]\s*{MATH}{_F_ZH}{STOP}",
        rf"^\s*(?:请)?对\s*(?:函数)?{MATH}{_F_ZH}{MATH}\s*(?:关于\s*{_BY}\s*)?求(?:{_NTH}阶)?导数?{STOP}",
        rf"{ASK}{MATH}{named('sign', _SIGN + _GAP + FORMULA_ZH)}\s*(?:的值)?(?:等于多少|是多少)?{STOP}",
    ),
    en=(
        rf"{ASKED}{_ORDER_EN}\s+(?i:of)\s+(?i:the function\s+)?{MATH}{_F_EN}"
        rf"[,\s]+(?i:at)\s+{MATH}[a-zA-Z]\s*=\s*{_AT}{STOP}",
        rf"{ASKED}{_ORDER_EN}\s+(?i:of)\s+(?i:the function\s+)?{MATH}{_F_EN}{MATH}{_WITH}{STOP}",
        rf"^\s*(?i:differentiate)\s+(?i:the function\s+)?{MATH}{_F_EN}{MATH}{_WITH}{STOP}",
        rf"^\s*(?i:if|let|given|suppose|for)\s+(?i:that\s+)?{MATH}{_F_EN}{MATH}[,.;]\s*(?i:then\s+)?"
        rf"(?i:find|compute|calculate|determine|what is)\s+{MATH}{_PRIMED}{STOP}",
        rf"^\s*(?i:if|let|given|suppose|for)\s+(?i:that\s+)?{MATH}{_F_EN}{MATH}[,.;]\s*(?i:then\s+)?"
        rf"(?i:find|compute|calculate|determine|what is)\s+{MATH}"
        rf"(?:{_LEIBNIZ}|(?i:its|the) {_ORDER_EN}{_WITH.replace('<by>', '<by2>')}){STOP}",
        rf"^\s*(?i:if|let|given|suppose|for)\s+(?i:that\s+)?{MATH}{_F_EN}{MATH}[,.;]\s*(?i:then\s+)?"
        rf"(?i:find|compute|calculate|determine|what is)\s+{MATH}{_INDEXED}{STOP}",
        rf"{ASKED}{MATH}{_LEIBNIZ}{MATH}{_OF_EN}{MATH}{_F_EN}{STOP}",
        rf"{ASKED}{MATH}{_PRIMED}{MATH}{_OF_EN}{MATH}{_F_EN}{STOP}",
        rf"{ASKED}{MATH}{_INDEXED}{MATH}{_OF_EN}{MATH}{_F_EN}{STOP}",
        rf"{ASKED}{MATH}{named('sign', _SIGN + _GAP + FORMULA_EN)}{STOP}",
    ),
)


_PARTIAL = re.compile(r"偏导|∂|\\partial|(?i:partial derivative)|(?<![\\a-zA-Z])[a-zA-Z]\s*_\s*\{?\s*[a-zA-Z]")


_PRIMES = ("f'", "g'", "h'", "s'", "u'", "y'", "′", "’", "dy/d", "dx/d", "ds/d", "du/d", "dz/d")


class Derivative(SymbolicFamily[DerivativeQuestion]):
    """The derivative of a function by the rules, of any order up to 6, also at a point.

    Difficulty counts the rules: 1 one power, 2 a polynomial, 3 a product, 4 an inner function, 5 a quotient,
    6 and more a product of inner functions.
    """

    kind = "derivative"
    solver = "mathdata.families.symbolic.derivation:solve"
    markers = Bilingual(
        zh=("导数", "求导", "导函数", *_PRIMES, "d/d", "frac{d", "frac{\\mathrm{d}", "∂"),
        en=("derivative", "differentiate", *_PRIMES, "d/d", "frac{d", "frac{\\mathrm{d}", "∂"),
    )
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("求函数 f(x) = {} 的导数。", "求 y = {} 的导数", "设 f(x) = {}，求 f'(x)。", "对 {} 求导", "计算 d/dx({})"),
        en=(
            "Find the derivative of {} with respect to x.",
            "Differentiate {} with respect to x.",
            "If f(x) = {}, find f'(x).",
            "What is the derivative of f(x) = {}?",
            "Compute d/dx({}).",
        ),
    )
    phrases = RULES

    partial: ClassVar[bool] = False
    """Whether partial derivatives are this family's, and no others."""

    def read_formulas(self, match: "re.Match[str]") -> DerivativeQuestion | None:
        """The function, its letter, the order and the point."""
        if (_PARTIAL.search(match.string) is not None) != self.partial:
            return None
        groups = {name: text for name, text in match.groupdict().items() if text}
        if "sign" in groups:
            return _signed(read_formula(groups["sign"]))
        name, arguments, body = named_formula(groups["f"])
        asked = plain_letter(groups.get("by") or groups.get("by2")) or (arguments[0] if len(arguments) == 1 else "")
        letter = only_letter(body, preferred=asked)
        if letter == name or name in letters(body) or groups.get("of", name) != name:
            return None
        order = max(order_of(groups.get("order")), len(groups.get("primes", "")))
        point = read_formula(groups["at"]) if "at" in groups else None
        return DerivativeQuestion(require_expression(body), letter, order, point)

    def lesson(self, given: DerivativeQuestion, answer: Answer, language: Language) -> Lesson:
        """What a derivative is, and the rules."""
        limit = "f'(x) = lim(h→0) (f(x + h) - f(x))/h"
        if language == "zh":
            return Lesson(
                "导数是函数的瞬时变化率，即当自变量的改变量趋于 0 时，函数的改变量与它之比的极限。",
                f"{limit}；(u + v)' = u' + v'，(uv)' = u'v + uv'，(u/v)' = (u'v - uv')/v^2",
                f"所求导数为 {answer.text}。",
            )
        return Lesson(
            "The derivative is the rate at which a function changes: the limit of its difference quotient.",
            f"{limit}; (u + v)' = u' + v', (uv)' = u'v + uv', (u/v)' = (u'v - uv')/v^2",
            f"the derivative is {answer.text}.",
        )

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A function built from as many rules as the difficulty says."""
        function = drawn_function(rng, difficulty)
        return rng.choice(self.wordings.of(language)).format(function)


def _signed(node: Node) -> DerivativeQuestion | None:
    """`d/dx(…)`, with nothing around it."""
    if not isinstance(node, Term) or node.head != "D" or holds(node.parts[0], "D"):
        return None
    body, letter, order = node.parts
    if not isinstance(letter, Name):
        raise Unreadable("formula: a derivative by no letter")
    return DerivativeQuestion(require_expression(body), letter.text, int(written(order)))
