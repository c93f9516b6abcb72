"""Definite integrals, e.g. "求积分 ∫_{0}^{1} x dx" or "Evaluate the integral of e^(-x) from 0 to infinity."."""

import re
from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Node, Term, letters, read_formula
from mathdata.families.patterns import named
from mathdata.families.symbolic.drawing import drawn_integrand
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.integral_words import RULES
from mathdata.families.symbolic.questions import IntegralQuestion
from mathdata.families.symbolic.wording import (
    ASK,
    ASKED,
    FORMULA_EN,
    FORMULA_ZH,
    MATH,
    STOP,
    Ways,
    named_formula,
    one_pattern,
    only_letter,
    require_expression,
)

_SIGN_ZH = named("integral", rf"(?:∫|\\int)\s*{FORMULA_ZH}")
_SIGN_EN = named("integral", rf"(?:∫|\\int)\s*{FORMULA_EN}")
_F_ZH, _F_EN = named("f", FORMULA_ZH), named("f", FORMULA_EN)
_END = r"\$?[-−+]?(?:[0-9a-zπ∞\\/]{1,12}|\\frac\{[0-9\\a-z]{1,6}\}\{[0-9]{1,4}\})\$?"
_LOW, _HIGH = named("low", _END), named("high", _END)
_WAYS: Ways = Bilingual(
    zh=(
        rf"{ASK}\s*(?:积分|定积分|反常积分|广义积分)?{MATH}{_SIGN_ZH}{MATH}(?:的值|的结果)?(?:等于多少|是多少|的值)?{STOP}",
        rf"{ASK}\s*(?:函数)?{MATH}{_F_ZH}{MATH}在\s*(?:区间\s*)?{MATH}[\[(（]\s*{_LOW}\s*[,，]\s*{_HIGH}\s*[\])）]{MATH}"
        rf"上的\s*(?:定)?积分(?:的值)?{STOP}",
        rf"{ASK}\s*(?:函数)?{MATH}{_F_ZH}{MATH}从\s*{_LOW}\s*到\s*{_HIGH}\s*的\s*(?:定)?积分(?:的值)?{STOP}",
    ),
    en=(
        rf"{ASKED}(?:(?i:definite |improper )?(?i:integral)(?i: of)?)?{MATH}{_SIGN_EN}{STOP}",
        rf"{ASKED}(?i:definite )?(?i:integral\s+of)\s+(?i:the function\s+)?{MATH}{_F_EN}{MATH}"
        rf"(?i:from)\s+(?:[a-z]\s*=\s*)?{_LOW}\s+(?i:to)\s+(?:[a-z]\s*=\s*)?{_HIGH}{STOP}",
        rf"^\s*(?i:integrate)\s+(?i:the function\s+)?{MATH}{_F_EN}{MATH}(?i:from)\s+(?:[a-z]\s*=\s*)?{_LOW}\s+"
        rf"(?i:to)\s+(?:[a-z]\s*=\s*)?{_HIGH}{STOP}",
    ),
)


class DefiniteIntegral(SymbolicFamily[IntegralQuestion]):
    """The integral between two ends, one of which may be infinite; agreed with what quadrature measures.

    Difficulty counts the rules that the antiderivative needs, as in `indefinite_integral`.
    """

    kind = "definite_integral"
    topic = "integral"
    solver = "mathdata.families.symbolic.integration:definite"
    markers = Bilingual(zh=("定积分", "积分", "∫", "\\int"), en=("integral", "integrate", "\\int", "∫"))
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("求积分 ∫_{{{low}}}^{{{high}}} {f} dx", "计算定积分 ∫_{{{low}}}^{{{high}}} {f} dx。",
            "求 {g} 在 [{low}, {high}] 上的定积分。"),
        en=("Evaluate ∫_{{{low}}}^{{{high}}} {f} dx.", "Find the integral of {g} from {low} to {high}."),
    )  # fmt: skip
    phrases = RULES

    def read_formulas(self, match: "re.Match[str]") -> IntegralQuestion | None:
        """The integrand, its letter and both ends."""
        groups = {name: text for name, text in match.groupdict().items() if text}
        if "integral" in groups:
            node = read_formula(groups["integral"])
            if not isinstance(node, Term) or node.head != "int" or len(node.parts) != 4:
                return None
            body, letter, low, high = node.parts
            assert isinstance(letter, Name), "an integral is over a letter"
            return _between(body, letter.text, low, high)
        _, arguments, body = named_formula(groups["f"])
        letter_name = only_letter(body, preferred=arguments[0] if len(arguments) == 1 else "")
        return _between(body, letter_name, read_formula(groups["low"]), read_formula(groups["high"]))

    def lesson(self, given: IntegralQuestion, answer: Answer, language: Language) -> Lesson:
        """The fundamental theorem."""
        if language == "zh":
            return Lesson(
                "定积分是积分和的极限，几何上是曲线与 x 轴之间带符号的面积。",
                "∫_{a}^{b} f(x) dx = F(b) - F(a)，其中 F'(x) = f(x)",
                f"所求积分为 {answer.text}。",
            )
        return Lesson(
            "A definite integral is the limit of sums, the signed area between a curve and the axis.",
            "∫_{a}^{b} f(x) dx = F(b) - F(a) where F'(x) = f(x)",
            f"the integral is {answer.text}.",
        )

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """An integrand without poles between two whole ends that are not negative."""
        low = rng.randint(1, 3)
        body = drawn_integrand(rng, difficulty)
        inner = f"({body})" if " + " in body or " - " in body else body
        return rng.choice(self.wordings.of(language)).format(low=low, high=low + rng.randint(1, 3), f=inner, g=body)


def _between(body: Node, letter: str, low: Node, high: Node) -> IntegralQuestion | None:
    """A question whose ends are numbers."""
    if letters(low) or letters(high):
        return None
    return IntegralQuestion(require_expression(body), letter, low, high)
