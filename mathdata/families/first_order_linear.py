"""Linear equations of the first order, e.g. "求微分方程 y' + 2y = e^x 的通解。" or "Solve x*y' - y = x^3."."""

import re
from random import Random

from mathdata.families.language import Bilingual, Language
from mathdata.families.symbolic.differential_equations import is_linear, is_separable, read_equation
from mathdata.families.symbolic.drawn_slopes import drawn_linear
from mathdata.families.symbolic.equation_family import EQUATION_WORDS, EquationFamily
from mathdata.families.symbolic.questions import EquationQuestion


class FirstOrderLinear(EquationFamily):
    """A differential equation y' + p(x) y = q(x), with or without a start, by an integrating factor.

    Difficulty: 1 and 2 a multiple of x on the right, 3 and 4 an exponential or a polynomial, 5 and 6 p = n/x, beyond
    that other functions; every second one has a start.
    """

    kind = "first_order_linear"
    solver = "mathdata.families.symbolic.linear_equations:solve"
    difficulties = (1, 8)
    phrases = Bilingual(
        zh={
            **EQUATION_WORDS.zh, "standard": "化为标准形式：", "integrating": "取积分因子 ",
            "multiply": "两边同乘 μ，左边是乘积的导数：",
        },
        en={
            **EQUATION_WORDS.en, "standard": "Standard form: ", "integrating": "Integrating factor: ",
            "multiply": "Times μ the left side is the derivative of a product: ",
        },
    )  # fmt: skip
    definition = Bilingual(
        zh="形如 y' + p(x)y = q(x) 的方程叫做一阶线性微分方程；乘以积分因子 μ 后，左边成为 μy 的导数。",
        en="An equation y' + p(x)y = q(x) is linear; times the integrating factor μ its left side is (μy)'.",
    )
    formula = "μ = e^(∫ p(x) dx), μy = ∫ μq(x) dx"

    def read_formulas(self, match: "re.Match[str]") -> EquationQuestion | None:
        """The equation and its start; what can be separated is read by another family."""
        return read_equation(match, lambda question: is_linear(question) and not is_separable(question))

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """An equation for which both integrals are known."""
        return self.put(rng, drawn_linear(rng, difficulty), language, with_start=difficulty % 2 == 0)
