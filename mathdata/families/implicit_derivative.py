"""Implicit derivatives, e.g. "Find dy/dx if x^2 + y^2 = 25." or "设 y = y(x) 由方程 xy + e^y = 1 确定，求 dy/dx。"."""

import re
from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Node, Term, holds, letters, read_formula, written
from mathdata.families.patterns import named
from mathdata.families.symbolic.derivative_words import RULES
from mathdata.families.symbolic.drawn_equations import drawn_curve
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import ImplicitQuestion
from mathdata.families.symbolic.wording import (
    ASK,
    ASKED,
    FORMULA_EN,
    FORMULA_ZH,
    MATH,
    SLOPE,
    STOP,
    Ways,
    one_pattern,
    require_expression,
    slope_letters,
)

_F_ZH, _F_EN = named("f", FORMULA_ZH), named("f", FORMULA_EN)
_S = named("slope", SLOPE)
_HAS = r"(?:y\s*=\s*[yf]\s*\(\s*x\s*\)|[a-z]\s*=\s*[a-z]\s*\(\s*[a-z]\s*\)|y)"
_WHAT_ZH = rf"(?:{_S}|(?:[a-z]\s*的\s*)?导数(?:{MATH}{SLOPE})?)"
_COORDINATE = r"[-−]?(?:[0-9]{1,4}(?:/[0-9]{1,3})?|[eπ]|\\pi)"
_POINT = rf"{MATH}(?:[A-Z]\s*)?[(（]\s*{named('a', _COORDINATE)}\s*[,，]\s*{named('b', _COORDINATE)}\s*[)）]{MATH}"
_METHOD_ZH = r"[，,；;。]\s*(?:(?:用|利用|通过)隐函数求导法?[，,]?\s*)?(?:试?求|则|计算)"
_FUNCTION_ZH = rf"(?:所?确定了?\s*(?:隐函数)?(?:{MATH}{_HAS})?)?{MATH}"
_BY_EN = r"(?:,?\s+(?i:using|by)\s+(?i:implicit differentiation))?"
_DEMAND = r"(?i:find|compute|calculate|determine|what is)"
_IF = r"\s*(?:(?i:if|for|when|given that|given|where|from)\s+(?i:the equation\s+)?|:)"
_WAYS: Ways = Bilingual(
    zh=(
        rf"{ASK}\s*(?:曲线|方程)?{MATH}{_F_ZH}{MATH}(?:在|上)(?:\s*点)?{_POINT}(?:处\s*)?(?:的\s*)?"
        rf"(?:切线的?斜率|{_WHAT_ZH})(?:的值)?{STOP}",
        rf"{ASK}\s*由?\s*(?:方程)?{MATH}{_F_ZH}{MATH}所?确定的?\s*(?:隐函数)?(?:{MATH}{_HAS})?(?:{MATH}的)?{MATH}{_WHAT_ZH}"
        rf"{STOP}",
        rf"^\s*(?:设|已知|若)\s*(?:函数)?{MATH}{_HAS}{MATH}(?:是)?由\s*(?:方程)?{MATH}{_F_ZH}{MATH}所?(?:确定|给出|定义)"
        rf"的?(?:隐?函数)?{_METHOD_ZH}{MATH}{_WHAT_ZH}(?:等于多少)?{STOP}",
        rf"^\s*(?:设|已知|若)?\s*(?:方程|曲线)?{MATH}{_F_ZH}{MATH}{_FUNCTION_ZH}{_METHOD_ZH}{MATH}{_WHAT_ZH}"
        rf"(?:等于多少)?{STOP}",
        rf"^\s*(?:请)?对方程{MATH}{_F_ZH}{MATH}(?:(?:用|利用|通过)隐函数求导法?[，,]?\s*)?求{MATH}{_WHAT_ZH}{STOP}",
    ),
    en=(
        rf"{ASKED}(?:(?i:slope of (?:the )?(?:tangent line|tangent|curve)(?: to| of)?)|{MATH}{_S}{MATH}(?i:for))\s+"
        rf"(?i:(?:the curve|the graph of)\s+)?{MATH}{_F_EN}{MATH}(?i:at)\s+(?i:(?:the\s+)?point)?{_POINT}{STOP}",
        rf"{ASKED}{MATH}{_S}(?:\$)?{_BY_EN}{_IF}{MATH}{_F_EN}{STOP}",
        rf"^\s*(?i:use implicit differentiation to)\s+{_DEMAND}\s+{MATH}{_S}(?:\$)?{_IF}{MATH}{_F_EN}{STOP}",
        rf"^\s*(?:(?i:if|let|given|suppose|for|given that|suppose that)\s+)?(?i:the equation\s+)?{MATH}{_F_EN}{MATH}"
        rf"(?i:defines y (?:implicitly )?as a function of x)?[,.;]\s*(?i:then\s+)?{_DEMAND}\s+{MATH}{_S}(?:\$)?"
        rf"{_BY_EN}{STOP}",
    ),
)
_AT_POINT = Bilingual(
    zh="求曲线 {} 在点 ({}, {}) 处的切线斜率。", en="Find the slope of the tangent line to {} at the point ({}, {})."
)


class ImplicitDerivative(SymbolicFamily[ImplicitQuestion]):
    """dy/dx from an equation in x and y, by differentiating both sides, also at a point of the curve.

    Difficulty: 1 and 2 powers of x and y apart, 3 and 4 their products, 5 and 6 a function of one of them, beyond
    that a function of both.
    """

    kind = "implicit_derivative"
    topic = "derivative"
    solver = "mathdata.families.symbolic.implicit:solve"
    markers = Bilingual(
        zh=("隐函数", "dy/dx", "y'", "确定", "切线", "{dy}", "\\mathrm{d}", "\\prime", "导数"),
        en=("implicit", "dy/dx", "y'", "slope", "{dy}", "\\mathrm{d}", "\\prime"),
    )
    difficulties = (1, 8)
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("设 y = y(x) 由方程 {} 确定，求 dy/dx。", "求由方程 {} 确定的隐函数的导数 dy/dx。", "已知 {}，求 y'。"),
        en=("Find dy/dx if {}.", "Use implicit differentiation to find dy/dx: {}", "If {}, find y'.",
            "{}, find dy/dx."),
    )  # fmt: skip
    phrases = Bilingual(
        zh={
            **RULES.zh, "function": "设 {note} 由方程 {} 确定", "both": "两边对自变量求导：", "equation": "所以 ",
            "collect": "移项，合并含导数的项：", "solve": "解得 ", "result": "所以 ", "inner": "链式法则：",
            "on_curve": "点 {note} 在曲线上：{}", "at_point": "在点 {note} 处的斜率：{}",
        },
        en={
            **RULES.en, "function": "Let {note} be given by {}", "both": "Differentiate both sides: ",
            "equation": "So ", "collect": "Collect the terms with the derivative: ", "solve": "Solve: ",
            "result": "So ", "inner": "Chain rule: ",
            "on_curve": "The point {note} is on the curve: {}", "at_point": "The slope at {note}: {}",
        },
    )  # fmt: skip

    def read_formulas(self, match: "re.Match[str]") -> ImplicitQuestion | None:
        """The equation, its two letters and the point."""
        groups = {name: text for name, text in match.groupdict().items() if text}
        equation = read_formula(groups["f"])
        if not isinstance(equation, Term) or equation.head != "=":
            return None
        left, right = map(require_expression, equation.parts)
        pair = slope_letters(groups.get("slope", ""), letters(equation))
        if pair is None or not set(pair) <= letters(equation) or _is_explicit(left, right, pair[0]):
            return None
        point = (read_formula(groups["a"]), read_formula(groups["b"])) if "a" in groups else None
        return ImplicitQuestion(left, right, pair[1], pair[0], point)

    def lesson(self, given: ImplicitQuestion, answer: Answer, language: Language) -> Lesson:
        """How an implicit function is differentiated."""
        slope = f"d{given.function}/d{given.letter}"
        at = "k" if given.point is not None else slope
        if language == "zh":
            return Lesson(
                "由方程 F(x, y) = 0 确定的函数 y = y(x) 叫做隐函数；方程两边对 x 求导，再从所得方程解出导数。",
                "dy/dx = -F_x/F_y",
                f"所求为 {at} = {answer.text}。" if given.point is None else f"所求斜率为 {answer.text}。",
            )
        return Lesson(
            "An equation F(x, y) = 0 defines y as a function of x; differentiate both sides and solve for dy/dx.",
            "dy/dx = -F_x/F_y",
            f"{at} = {answer.text}." if given.point is None else f"the slope is {answer.text}.",
        )

    def restated(self, problem: str, given: ImplicitQuestion, language: Language, rng: Random) -> list[str]:
        """The same curve in the wordings of new problems."""
        curve = f"{written(given.left)} = {written(given.right)}"
        if given.point is not None:
            return [_AT_POINT.of(language).format(curve, *map(written, given.point))]
        return [wording.format(curve) for wording in self.wordings.of(language)]

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """An equation in x and y; on the curves of whole points sometimes the slope there."""
        curve, point = drawn_curve(rng, difficulty)
        if point is not None and rng.random() < 0.4:
            return _AT_POINT.of(language).format(curve, *point)
        return rng.choice(self.wordings.of(language)).format(curve)


def _is_explicit(left: Node, right: Node, function: str) -> bool:
    """Whether one side is the function alone and the other does not hold it: nothing is implicit there."""
    pairs = ((left, right), (right, left))
    return any(one == Name(function) and function not in letters(other) for one, other in pairs) or holds(left, "call")
