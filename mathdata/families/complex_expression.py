"""Complex numbers worked out, e.g. "计算 (2 + 3i)(1 - i)" or "Find product: (-4+5 i)(2-7 i)"."""

from random import Random

from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Node
from mathdata.families.simplification import SIMPLIFY_EN, SIMPLIFY_ZH, Simplification, whole_powers
from mathdata.families.worded import Form, Posed


class ComplexExpression(Simplification):
    """A sum, a product, a quotient or a power of complex numbers as a + bi.

    Difficulty 1 is a sum, 2 a product, 3 a quotient, 4 a power of i in a sum.
    """

    kind = "complex_expression"
    topic = "complex_numbers"
    difficulties = (1, 4)
    indexed = False  # some powers of i are the same problem twice
    markers = Bilingual(zh=("i",), en=("i",))
    forms = (
        Form(
            "simplify",
            SIMPLIFY_ZH,
            SIMPLIFY_EN,
            Bilingual("虚数单位 i 的平方是 -1。", "The square of the imaginary unit i is -1."),
            Bilingual("像多项式一样运算，再用 -1 代替 i 的平方", "as with polynomials, then -1 for the square of i"),
            Bilingual("结果是 {}。", "the result is {}."),
        ),
    )  # fmt: skip

    def accepts(self, heads: set[str], names: set[str], body: Node) -> bool:
        """Numbers and i, with some operation."""
        return names == {"i"} and heads <= {"+", "-", "*", "/", "^"} and len(heads) > 0 and whole_powers(body)

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Two numbers with whole parts."""
        a, b, c, d = (rng.randint(2, 9) for _ in range(4))
        first, second = rng.choice("+-"), rng.choice("+-")
        if difficulty > 3:
            return Posed("simplify", {"e": f"{a}i^{4 * b + c} {first} ({d} {second} {a}i)"})
        one, other = f"({a} {first} {b}i)", f"({c} {second} {d}i)"
        joint = {1: " - ", 2: "", 3: "/"}[difficulty]
        return Posed("simplify", {"e": f"{one}{joint}{other}"})
