"""Powers of letters simplified, e.g. "化简 a^5/(a^2*a^(-3))" or "Simplify c**9/c**(-4/9) assuming c is positive."."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Name, Node, Number, Term, walk
from mathdata.families.simplification import (
    FORMULA,
    SIMPLIFY_EN,
    Simplification,
    Simplified,
    roots_of_letters,
    whole_powers,
)
from mathdata.families.worded import Form, Found, Posed

_RULE = Bilingual("同底数幂相乘，指数相加；相除，指数相减；幂的乘方，指数相乘",
                  "add exponents in a product, subtract them in a quotient, multiply them in a power")  # fmt: skip
_DEFINITION = Bilingual(
    "负指数幂是正指数幂的倒数。", "A power with a negative exponent is the inverse of the one with its opposite."
)
_DONE = Bilingual("化简的结果是 {}。", "the simplest form is {}.")


class PowerProduct(Simplification):
    """A product of powers of letters: each letter once, with one exponent.

    Difficulty 1 is a quotient of two powers, 2 has a power of a power, 3 two letters and a number.
    """

    kind = "power_product"
    topic = "exponents"
    difficulties = (1, 3)
    markers = Bilingual(zh=("化简",), en=("simplify", "divide", "multiply", "evaluate", "quotient"))
    slots: ClassVar[Mapping[str, str]] = {"e": FORMULA, "x": r"\$?[a-zA-Z]\$?(?:,? (?:and )?[a-zA-Z])*"}
    forms = (
        Form("simplify", ("化简(：|~ |~){e}",), ("Simplify(:|~) {e}.", *SIMPLIFY_EN[1:-1]), _DEFINITION, _RULE, _DONE),
        Form(
            "positive",
            ("化简 {e}，其中 {x} (是正数|为正数|~大于 0)。",),
            ("Simplify {e} assuming {x} (is|~are) positive.", "~Simplify {e}, where {x} (is|are) positive."),
            _DEFINITION,
            _RULE,
            _DONE,
        ),
    )

    def given(self, form: str, found: Found) -> Simplified | None:
        """The formula; with exponents that are fractions only where the letters are said to be positive."""
        given = super().given(form, found)
        if given is None or (form == "simplify" and not whole_powers(given.body)):
            return None
        return given

    def accepts(self, heads: set[str], names: set[str], body: Node) -> bool:
        """One product of powers, not merely a polynomial."""
        if not names or (names & {"e", "pi", "oo", "d"} and heads & {"sqrt", "root"}) or "pi" in names or "oo" in names:
            return False
        if heads & {"+", "sqrt", "root"} or roots_of_letters(body):
            return False
        return any(isinstance(node, Term) and ((node.head == "/" and _has_letter(node.parts[1])) or _is_strange(node))
                   for node in walk(body))  # fmt: skip

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Exponents that are easy to tell apart."""
        a, b = rng.randint(2, 12), rng.randint(2, 12)
        if difficulty == 1:
            return Posed("simplify", {"e": rng.choice((f"x^{a}/x^{b + 12}", f"x^{a}/x^(-{b})")), "x": "x"})
        c = rng.choice((2, 3, 5, 7))
        if difficulty == 2:
            return Posed("positive", {"e": f"(x^(1/{b}))^{c}/x^{a}", "x": "x"})
        return Posed("simplify", {"e": f"{b * c}x^{a}y^(-{c})/({c}x^{b}y^{a})", "x": "x"})


def _has_letter(node: Node) -> bool:
    return any(isinstance(one, Name) for one in walk(node))


def _is_strange(node: Term) -> bool:
    """A power that no polynomial has: with a negative exponent, or a fraction."""
    if node.head != "^" or not _has_letter(node.parts[0]):
        return False
    exponent = node.parts[1]
    return not (isinstance(exponent, Number) and exponent.value.denominator == 1)
