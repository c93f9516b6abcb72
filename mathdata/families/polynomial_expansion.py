"""Polynomials multiplied out, e.g. "展开 (2x + 1)(x - 3)" or "Expand (x + 2)^3."."""

import re
from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Number, Term, read_formula, walk
from mathdata.families.patterns import named
from mathdata.families.symbolic.drawing import drawn_product
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import PolynomialQuestion
from mathdata.families.symbolic.wording import FORMULA_EN, FORMULA_ZH, MATH, STOP, Ways, one_pattern

_F_ZH, _F_EN = named("f", FORMULA_ZH), named("f", FORMULA_EN)
_VERB = (
    r"(?i:expand(?: and simplify)?|multiply out|collect the terms in|combine like terms|find the (?:product|square)"
    r"|distribute|multiply(?: and simplify)?|simplify)"
)
_WAYS: Ways = Bilingual(
    zh=(
        rf"^\s*(?:请)?(?:将|把)?\s*(?:多项式|代数式|式子)?{MATH}{_F_ZH}{MATH}(?:展开|乘开)(?:并化简|并合并同类项)?{STOP}",
        rf"^\s*(?:请)?(?:展开|合并同类项|化简|计算)(?:并化简|并合并同类项)?(?:多项式|代数式|式子)?{MATH}{_F_ZH}{STOP}",
    ),
    en=(rf"^\s*(?i:please\s+)?{_VERB}\s*(?i:the (?:polynomial|expression|product)\s+)?{MATH}{_F_EN}{STOP}",),
)


class PolynomialExpansion(SymbolicFamily[PolynomialQuestion]):
    """A polynomial without brackets, like terms collected.

    Difficulty: 1 a number times a bracket, 2 two brackets, 3 a square, 4 longer brackets, 5 a third power, and
    from 6 on sums of such products.
    """

    kind = "polynomial_expansion"
    topic = "polynomials"
    solver = "mathdata.families.symbolic.polynomials:expand"
    markers = Bilingual(
        zh=("展开", "同类项", "乘开", "化简"),
        en=(
            "expand",
            "collect the terms",
            "like terms",
            "product",
            "find the square",
            "distribute",
            "multiply",
            "simplify",
        ),
    )
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("展开 {}", "将 {} 展开并合并同类项。", "展开并化简：{}"),
        en=("Expand {}.", "Expand and simplify {}.", "Multiply out {}."),
    )
    phrases = Bilingual(
        zh={
            "distribute": "逐项相乘：", "collect": "合并同类项：", "open": "代入并合并同类项：",
            "square": "完全平方公式：", "binomial": "二项式定理：", "so": "所以 ",
        },
        en={
            "distribute": "Multiply term by term: ", "collect": "Collect like terms: ",
            "open": "Put together and collect: ", "square": "Square of a binomial: ", "binomial": "Binomial theorem: ",
            "so": "So ",
        },
    )  # fmt: skip

    def read_formulas(self, match: "re.Match[str]") -> PolynomialQuestion | None:
        """The polynomial; plain numbers and anything with a letter below a fraction line are others' work."""
        body = read_formula(match["f"])
        nodes = list(walk(body))
        heads = {node.head for node in nodes if isinstance(node, Term)}
        has_letter = any(isinstance(node, Name) and len(node.text) == 1 and node.text not in "ei" for node in nodes)
        strange = any(isinstance(node, Name) and (node.text in ("e", "i", "oo", "pi")) for node in nodes)
        fractions = [node.parts[1] for node in nodes if isinstance(node, Term) and node.head == "/"]
        if not has_letter or strange or not heads <= {"+", "-", "*", "/", "^"}:
            return None
        whole = all(isinstance(bottom, Number) for bottom in fractions)
        return PolynomialQuestion(body) if whole and _changes(body) else None

    def lesson(self, given: PolynomialQuestion, answer: Answer, language: Language) -> Lesson:
        """The distributive law."""
        if language == "zh":
            return Lesson(
                "把几个整式的积化成一个多项式叫做展开；所含字母及其指数都相同的项是同类项，可以合并。",
                "(a + b)(c + d) = ac + ad + bc + bd",
                f"展开的结果是 {answer.text}。",
            )
        return Lesson(
            "To expand is to write a product of sums as one sum; terms with the same letters and powers are collected.",
            "(a + b)(c + d) = ac + ad + bc + bd",
            f"the expanded form is {answer.text}.",
        )

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A product with as much to multiply as the difficulty says."""
        return rng.choice(self.wordings.of(language)).format(drawn_product(rng, difficulty))


def _changes(body: "Term | Name | Number") -> bool:
    """Whether there is anything to do: a bracket to open or a term to collect."""
    return isinstance(body, Term) and (body.head != "-" or isinstance(body.parts[0], Term))
