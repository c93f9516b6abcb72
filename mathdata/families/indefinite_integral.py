"""Indefinite integrals, e.g. "求不定积分 ∫ x*e^x dx。" or "Find the antiderivative of x^2 + sin(x)."."""

import re
from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Term, read_formula, written
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
    LETTER,
    MATH,
    STOP,
    Ways,
    named_formula,
    one_pattern,
    only_letter,
    plain_letter,
    require_expression,
)

_SIGN_ZH = named("integral", rf"(?:∫|\\int)\s*{FORMULA_ZH}")
_SIGN_EN = named("integral", rf"(?:∫|\\int)\s*{FORMULA_EN}")
_F_ZH, _F_EN, _BY = named("f", FORMULA_ZH), named("f", FORMULA_EN), named("by", LETTER)
_WITH = rf"(?:[,\s]+(?i:with respect to|wrt)\s+{_BY})?"
_WAYS: Ways = Bilingual(
    zh=(
        rf"{ASK}\s*(?:积分)?{MATH}{_SIGN_ZH}{MATH}(?:的值|的结果)?(?:等于多少|是多少)?{STOP}",
        rf"{ASK}\s*(?:函数)?{MATH}{_F_ZH}{MATH}(?:关于\s*{_BY}\s*)?的\s*(?:不定积分|原函数){STOP}",
    ),
    en=(
        rf"{ASKED}(?:(?i:indefinite )?(?i:integral)(?i: of)?)?{MATH}{_SIGN_EN}{STOP}",
        rf"{ASKED}(?i:(?:indefinite |(?:most )?general )?(?:integral|antiderivative)\s+of\s+(?:the function\s+)?)"
        rf"{MATH}{_F_EN}{MATH}{_WITH}{STOP}",
        rf"^\s*(?i:integrate|antidifferentiate)\s+(?i:the function\s+)?{MATH}{_F_EN}{MATH}{_WITH}{STOP}",
    ),
)


class IndefiniteIntegral(SymbolicFamily[IntegralQuestion]):
    """All antiderivatives of a function, by the rules, tested by differentiation.

    Difficulty counts the rules: 1 one power, 2 a polynomial, 3 basic functions, 4 a linear inner function,
    5 by parts or substitution, 6 and more partial fractions, powers of sines and sums of the others.
    """

    kind = "indefinite_integral"
    topic = "integral"
    solver = "mathdata.families.symbolic.integration:indefinite"
    markers = Bilingual(
        zh=("积分", "原函数", "∫", "\\int"),
        en=("integral", "antiderivative", "integrate", "\\int", "∫"),
    )
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("求不定积分 ∫ {} dx", "计算不定积分 ∫ {} dx。", "求 ∫ {} dx", "求函数 {} 的原函数。"),
        en=("Find the indefinite integral ∫ {} dx.", "Evaluate ∫ {} dx.", "Find the antiderivative of {}.",
            "Integrate {} with respect to x."),
    )  # fmt: skip
    phrases = RULES

    def pieces(self, match: "re.Match[str]", given: IntegralQuestion) -> list[str]:
        """The integrand alone, where its letter is the one of the wordings."""
        return [written(given.body)] if given.letter == "x" else []

    def read_formulas(self, match: "re.Match[str]") -> IntegralQuestion | None:
        """The integrand and its letter."""
        groups = {name: text for name, text in match.groupdict().items() if text}
        if "integral" in groups:
            node = read_formula(groups["integral"])
            if not isinstance(node, Term) or node.head != "int" or len(node.parts) != 2:
                return None
            body, letter = node.parts
            assert isinstance(letter, Name), "an integral is over a letter"
            return IntegralQuestion(require_expression(body), letter.text)
        _, arguments, body = named_formula(groups["f"])
        asked = plain_letter(groups.get("by")) or (arguments[0] if len(arguments) == 1 else "")
        return IntegralQuestion(require_expression(body), only_letter(body, preferred=asked))

    def lesson(self, given: IntegralQuestion, answer: Answer, language: Language) -> Lesson:
        """What an antiderivative is."""
        if language == "zh":
            return Lesson(
                "如果 F 的导数是 f，F 就叫做 f 的原函数；f 的全体原函数 F + C 叫做 f 的不定积分。",
                "∫ f(x) dx = F(x) + C，其中 F'(x) = f(x)",
                f"所求不定积分为 {answer.text}。",
            )
        return Lesson(
            "An antiderivative of f is a function whose derivative is f; all of them differ by a constant.",
            "∫ f(x) dx = F(x) + C where F'(x) = f(x)",
            f"the indefinite integral is {answer.text}.",
        )

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """An integrand whose antiderivative needs as many rules as the difficulty says."""
        wording = rng.choice(self.wordings.of(language))
        body = drawn_integrand(rng, difficulty)
        is_sum = " + " in body or " - " in body
        return wording.format(f"({body})" if "∫" in wording and is_sum else body)
