"""How equations stand in problems of both languages, and their two sides."""

import re

from mathdata.families.working.polynomials import Polynomial, read_polynomial
from mathdata.numbers import half_width

SIDE = r"[-+−–－*·×/^(){}\[\]\\²³0-9０-９A-Za-z.＋ ]{1,150}"
"""Signs that a side may be made of; whether it is one is told by reading it."""

EQUATION = rf"\$?{SIDE}[=＝]{SIDE}\$?"
UNKNOWN = r"\$?[A-Za-z]\$?"

SOLVE_ZH = (
    "(~请|)(解|求解|~解下列|~解一元二次)方程(：|~ |~){eq}",
    "{eq}，求 {x}(| 的值|~等于多少|~是多少)。",
    "(求|~求出|~计算)方程 {eq} 的(解|根|~所有根)。",
    "(若|已知) {eq}，求 {x} 的值。",
    "~(若|已知) {eq}，(则|那么) {x}(|的值)(是多少|等于多少|是|为|)。",
    "解方程：${eq}$",
    "~{eq}，求{x}",
)
SOLVE_EN = (
    "Solve {eq} for {x}.",
    "Solve (the|~this|~the following) (equation|quadratic equation|~following equation)(:|~) {eq}",
    "Solve (for {x}|~this)(:|~) {eq}",
    "Solve(:|~) {eq}",
    "Find (the roots|all solutions|~the solutions) of {eq}.",
    "What are the (solutions|roots) of {eq}?",
    "~(Let|Suppose) {eq}. (Calculate|Find|What is) {x}.",
    "~(What|Determine|Find) (is |){x}(, given that| in| if) {eq}.",
    "~(Use mental math to |)solve the equation {eq}. (Check your answer|).",
    "~Use mental math to solve {eq}.",
    "~What is the value of {x} in the equation {eq}?",
    "~(Identify|Find) a solution (for|of) the equation {eq}( from the given numbers|).",
)

_EQUALS = re.compile("[=＝]")


def sides(equation: str) -> tuple[Polynomial, Polynomial] | None:
    """Both sides of an equation of polynomials, or None.

    >>> sides("2x + 1 = 3 - x") is not None, sides("2x for x = 3") is None
    (True, True)
    """
    texts = _EQUALS.split(half_width(equation).strip("$ .。"))
    if len(texts) != 2:
        return None
    left, right = map(read_polynomial, texts)
    return None if left is None or right is None else (left, right)
