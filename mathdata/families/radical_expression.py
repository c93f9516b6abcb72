"""Roots of numbers simplified, e.g. "化简 √18 + 2√8" or "Simplify (sqrt(80)*2)**2 - sqrt(5)."."""

from random import Random

from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Node
from mathdata.families.simplification import SIMPLIFY_EN, SIMPLIFY_ZH, Simplification, roots_of_letters, whole_powers
from mathdata.families.worded import Form, Posed


class RadicalExpression(Simplification):
    """A sum of roots of numbers with whole radicands without square factors, and no root below a fraction line.

    Difficulty 1 is a sum, 2 a product, 3 a quotient, 4 the square of a sum.
    """

    kind = "radical_expression"
    topic = "radicals"
    difficulties = (1, 4)
    indexed = False  # √8·√3 and √3·√8 are drawn as two
    markers = Bilingual(zh=("√", "sqrt", "根号"), en=("sqrt", "√"))
    forms = (
        Form(
            "simplify",
            SIMPLIFY_ZH,
            SIMPLIFY_EN,
            Bilingual("最简二次根式的被开方数不含分母，也不含能开得尽方的因数。",
                      "A root is in simplest form if what stands under it is whole and has no square factor."),
            Bilingual("√(ab) = √a·√b，a、b 都不是负数", "√(ab) = √a·√b for a and b that are not negative"),
            Bilingual("化简的结果是 {}。", "the simplest form is {}."),
        ),
    )  # fmt: skip

    def accepts(self, heads: set[str], names: set[str], body: Node) -> bool:
        """Roots of numbers, perhaps with letters outside of them; more than one operation."""
        is_one_root = heads <= {"sqrt"}
        return "sqrt" in heads and not is_one_root and not names & {"e", "i", "pi", "oo"} and (
            not roots_of_letters(body) and whole_powers(body)
        )  # fmt: skip

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Roots of multiples of one number."""
        n, a, b, c, d = rng.choice((2, 3, 5, 6, 7)), *(rng.randint(2, 9) for _ in range(4))
        sign = rng.choice("+-")
        if difficulty == 1:
            e = f"{a}√{n * b**2} {sign} {c}√{n * d**2}"
        elif difficulty == 2:
            e = f"(√{n * a**2} {sign} {b})({c}√{n} + {d})"
        elif difficulty == 3:
            e = f"({a} {sign} {b}√{n})/({c + 20} + {d}√{n})"
        else:
            e = f"({a}√{n} {sign} {b})^2 + √{n * c**2}/√{n * d**2}"
        return Posed("simplify", {"e": e})
