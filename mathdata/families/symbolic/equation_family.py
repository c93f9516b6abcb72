"""What the families of differential equations share: their wordings and how a new one is put."""

from random import Random
from typing import ClassVar

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import written
from mathdata.families.symbolic.differential_equations import EQUATION_WAYS
from mathdata.families.symbolic.family import Phrases, SymbolicFamily
from mathdata.families.symbolic.integral_words import RULES
from mathdata.families.symbolic.questions import EquationQuestion
from mathdata.families.symbolic.wording import one_pattern

EQUATION_MARKERS: Bilingual[tuple[str, ...]] = Bilingual(
    zh=("微分方程", "初值问题", "通解", "特解", "dy/dx", "y'", "′", "\\prime", "{dy}", "\\mathrm{d}"),
    en=("differential equation", "initial value problem", "dy/dx", "y'", "\\prime", "{dy}", "\\mathrm{d}"),
)  # fmt: skip
EQUATION_WORDS: Phrases = Bilingual(
    zh={
        **RULES.zh, "given": "已知 ", "general": "所以 ", "through": "由 {note} 得 {}", "solution": "解得 ",
        "put_back": "代回方程，", "start": "代入初始点，", "integrate": "两边积分：",
    },
    en={
        **RULES.en, "given": "Given: ", "general": "So ", "through": "From {note}: {}", "solution": "So ",
        "put_back": "", "start": "", "integrate": "Integrate: ",
    },
)  # fmt: skip


class EquationFamily(SymbolicFamily[EquationQuestion]):
    """A family whose problem is a differential equation of the first order, perhaps with a start."""

    topic = "differential_equation"
    markers = EQUATION_MARKERS
    ways = EQUATION_WAYS
    patterns = one_pattern(EQUATION_WAYS)
    wordings: ClassVar[Bilingual[tuple[str, ...]]] = Bilingual(
        zh=("求微分方程 {} 的通解。", "解微分方程 {}。", "求 {} 的通解。"),
        en=("Solve the differential equation {}.", "Find the general solution of {}."),
    )
    start_wordings: ClassVar[Bilingual[tuple[str, ...]]] = Bilingual(
        zh=("求微分方程 {} 满足 y({}) = {} 的特解。", "解微分方程 {}，y({}) = {}。"),
        en=("Solve the initial value problem {}, y({}) = {}.", "Find the solution of {} with y({}) = {}."),
    )
    """How a problem with a start is put."""
    definition: ClassVar[Bilingual[str]]
    """What such an equation is."""
    formula: ClassVar[str]
    """How it is solved."""

    def lesson(self, given: EquationQuestion, answer: Answer, language: Language) -> Lesson:
        """What such an equation is, and how it is solved."""
        end = f"所求的解为 {answer.text}。" if language == "zh" else f"the solution: {answer.text}."
        return Lesson(self.definition.of(language), self.formula, end)

    def restated(self, problem: str, given: EquationQuestion, language: Language, rng: Random) -> list[str]:
        """The same equation in the wordings of new problems."""
        equation = f"{written(given.left)} = {written(given.right)}"
        if given.start is None:
            return [wording.format(equation) for wording in self.wordings.of(language)]
        start = [written(coordinate) for coordinate in given.start]
        return [wording.format(equation, *start) for wording in self.start_wordings.of(language)]

    def put(self, rng: Random, drawn: tuple[str, int, int | str], language: Language, *, with_start: bool) -> str:
        """An equation in words, with or without its start."""
        equation, point, value = drawn
        if with_start:
            return rng.choice(self.start_wordings.of(language)).format(equation, point, value)
        return rng.choice(self.wordings.of(language)).format(equation)
