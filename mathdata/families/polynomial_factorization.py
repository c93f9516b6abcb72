"""Polynomials as products, e.g. "将 x^2 - 5x + 6 分解因式" or "Factor x^3 - 7x + 6."."""

import re
from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Term, read_formula, walk
from mathdata.families.patterns import named
from mathdata.families.symbolic.drawing import drawn_factors
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import PolynomialQuestion
from mathdata.families.symbolic.wording import FORMULA_EN, FORMULA_ZH, MATH, STOP, Ways, one_pattern

_F_ZH, _F_EN = named("f", FORMULA_ZH), named("f", FORMULA_EN)
_WAYS: Ways = Bilingual(
    zh=(
        rf"^\s*(?:请)?(?:将|把)?\s*(?:多项式|代数式)?{MATH}{_F_ZH}{MATH}(?:进行)?(?:分解因式|因式分解){STOP}",
        rf"^\s*(?:请)?(?:分解因式|因式分解)(?:多项式)?{MATH}{_F_ZH}{STOP}",
    ),
    en=(
        rf"^\s*(?i:please\s+)?(?i:factorize|factorise|factor)\b(?i:\s+completely)?\s*"
        rf"(?i:the polynomial\s+)?{MATH}{_F_EN}{STOP}",
    ),
)


class PolynomialFactorization(SymbolicFamily[PolynomialQuestion]):
    """A polynomial as a product of polynomials with rational coefficients that cannot be split further.

    Difficulty is about the degree: 1 a common factor, 2 squares, 3 a quadratic, 4 one with a leading factor,
    5 a cubic, 6 and more a quartic.
    """

    kind = "polynomial_factorization"
    topic = "polynomials"
    solver = "mathdata.families.symbolic.polynomials:factor"
    markers = Bilingual(zh=("因式",), en=("factor",))
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("分解因式：{}", "将 {} 分解因式。", "因式分解 {}"),
        en=("Factor {}.", "Factor completely: {}", "Factorize {}."),
    )
    phrases = Bilingual(
        zh={
            "collect": "整理：", "common": "提取公因式：", "square": "完全平方公式：", "squares": "平方差公式：",
            "cross": "十字相乘法：", "group": "分组分解：", "root": "代入试根：",
            "divide": "由因式定理，作多项式除法：", "so": "所以 ", "expand": "展开，",
        },
        en={
            "collect": "Collect: ", "common": "Common factor: ", "square": "Perfect square: ",
            "squares": "Difference of squares: ", "cross": "Split the middle term: ", "group": "Group: ",
            "root": "A root: ", "divide": "Divide by its linear factor: ", "so": "So ", "expand": "",
        },
    )  # fmt: skip

    def read_formulas(self, match: "re.Match[str]") -> PolynomialQuestion | None:
        """The polynomial, in ordinary letters."""
        body = read_formula(match["f"])
        nodes = list(walk(body))
        strange = any(isinstance(node, Name) and node.text in ("e", "i", "oo", "pi") for node in nodes)
        heads = {node.head for node in nodes if isinstance(node, Term)}
        if strange or not heads <= {"+", "-", "*", "/", "^"} or not any(isinstance(node, Name) for node in nodes):
            return None
        return PolynomialQuestion(body)

    def lesson(self, given: PolynomialQuestion, answer: Answer, language: Language) -> Lesson:
        """What factoring is."""
        if language == "zh":
            return Lesson(
                "把一个多项式化成几个整式的积的形式，叫做因式分解，它与整式乘法互为逆变形。",
                "a^2 - b^2 = (a + b)(a - b)，a^2 ± 2ab + b^2 = (a ± b)^2，x^2 + (p + q)x + pq = (x + p)(x + q)",
                f"分解的结果是 {answer.text}。",
            )
        return Lesson(
            "To factor a polynomial is to write it as a product of polynomials that cannot be split further.",
            "a^2 - b^2 = (a + b)(a - b), a^2 ± 2ab + b^2 = (a ± b)^2, x^2 + (p + q)x + pq = (x + p)(x + q)",
            f"the factored form is {answer.text}.",
        )

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """The factors are drawn first and multiplied out."""
        return rng.choice(self.wordings.of(language)).format(drawn_factors(rng, difficulty))
