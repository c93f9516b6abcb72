"""Separable equations, e.g. "求微分方程 dy/dx = 2xy 的通解。" or "Solve y' = x/y with y(0) = 2."."""

import re
from random import Random

from mathdata.families.language import Bilingual, Language
from mathdata.families.symbolic.differential_equations import is_separable, read_equation
from mathdata.families.symbolic.drawn_slopes import drawn_separable
from mathdata.families.symbolic.equation_family import EQUATION_WORDS, EquationFamily
from mathdata.families.symbolic.questions import EquationQuestion


class SeparableEquation(EquationFamily):
    """A differential equation y' = f(x) g(y), with or without a start, put back into the equation.

    Difficulty: 1 and 2 y' = f(x) y, 3 and 4 powers of y, 5 and 6 exponentials and 1 + y^2, beyond that functions of
    x that are integrated by rules; every second one has a start.
    """

    kind = "separable_equation"
    solver = "mathdata.families.symbolic.separable_equations:solve"
    difficulties = (1, 8)
    phrases = Bilingual(
        zh={
            **EQUATION_WORDS.zh, "separate": "分离变量：", "raised": "两边取指数：", "scaled": "整理：",
            "stays": "斜率为 0，函数不变：", "lost": "分离变量时除去了常数解 {note}：{}", "relation": "所以 ",
        },
        en={
            **EQUATION_WORDS.en, "separate": "Separate: ", "raised": "Take exponentials: ",
            "scaled": "Rearrange: ", "stays": "The slope is 0 there, so nothing changes: ",
            "lost": "Dividing has lost the constant solution {note}: {}", "relation": "So ",
        },
    )  # fmt: skip
    definition = Bilingual(
        zh="可以化成 y' = f(x)g(y) 的一阶微分方程叫做可分离变量的方程。",
        en="An equation is separable if it can be written as y' = f(x)g(y).",
    )
    formula = "∫ 1/g(y) dy = ∫ f(x) dx"

    def read_formulas(self, match: "re.Match[str]") -> EquationQuestion | None:
        """The equation and its start."""
        return read_equation(match, is_separable)

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """An equation whose both sides can be integrated."""
        return self.put(rng, drawn_separable(rng, difficulty), language, with_start=difficulty % 2 == 0)
