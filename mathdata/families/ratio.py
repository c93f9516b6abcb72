"""Ratios, e.g. "化简比 12:18。" or "Divide 60 in the ratio 2:3."."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from math import gcd, lcm
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.calculated import decimal_text
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.enumeration import branch
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS, UNSIGNED
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import MAX_DIGITS, Precision, half_width


class Shares(NamedTuple):
    """The terms of a ratio as printed, and the whole that is divided, if one is."""

    terms: tuple[str, ...]
    whole: str = ""

    @property
    def values(self) -> tuple[Fraction, ...]:
        """The terms."""
        return tuple(map(Fraction, self.terms))

    @property
    def lowest(self) -> tuple[int, ...]:
        """The same ratio in the smallest whole numbers."""
        common = lcm(*(value.denominator for value in self.values))
        whole = [int(value * common) for value in self.values]
        return tuple(term // gcd(*whole) for term in whole)


_RATIO = rf"{UNSIGNED}\s*[:：∶]\s*{UNSIGNED}(?:\s*[:：∶]\s*{UNSIGNED})?"


class Ratio(WordedFamily[Shares]):
    """A ratio in lowest terms, or a whole divided in a ratio.

    Difficulty is the number of digits of the terms; from 3 on they have a decimal, or there are three of them.
    """

    kind = "ratio"
    difficulties = (1, 4)
    states_formula = True
    indexed = False  # 2:4 times 3 is 1:2 times 6
    markers = Bilingual(zh=("比", "分配", "分成"), en=("ratio",))
    slots: ClassVar[Mapping[str, str]] = {"ratio": _RATIO, "whole": DIGITS}
    forms = (
        Form(
            "simplify",
            zh=("化简比 {ratio}。", "(把|将) {ratio} 化(成|为)最简(单的|)整数比。", "{ratio} 的最简整数比是多少？"),
            en=(
                "Simplify the ratio {ratio}.",
                "(Write|Express) the ratio {ratio} in (its |)(simplest form|lowest terms).",
            ),
            definition=Bilingual(
                "比的前项和后项同乘或同除以一个不为 0 的数，比值不变。",
                "A ratio stays the same if its terms are multiplied or divided by the same number.",
            ),
            formula=Bilingual("各项同除以最大公约数", "divide all terms by their greatest common divisor"),
            conclusion=Bilingual("最简整数比是 {}。", "the ratio in lowest terms is {}."),
        ),
        Form(
            "divide",
            zh=("(把|将) {whole} 按 {ratio} (分配|分成(几|~两|~三)(份|部分))，(每份|各部分|~各)(各|)是多少？",),
            en=(
                "(Divide|Share) {whole} in the ratio {ratio}.",
                "Divide {whole} in the ratio {ratio}. What are the parts?",
            ),
            definition=Bilingual(
                "按比分配时，每份与它的比例项成正比。", "Divided in a ratio, each part is proportional to its term."
            ),
            formula=Bilingual("每部分 = 总量 / 各项之和 * 该项", "part = whole / sum of the terms * term"),
            conclusion=Bilingual("各部分是 {}。", "the parts are {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Shares | None:
        """The terms, and the whole."""
        text = half_width(found["ratio"].replace("∶", ":")).replace(" ", "")
        shares = Shares(tuple(text.split(":")), half_width(found.get("whole") or "").strip())
        if len(text) > MAX_DIGITS or len(shares.whole) > MAX_DIGITS or not all(shares.values):
            return None
        return shares if not shares.whole or int(shares.whole) else None

    def form_of(self, given: Shares) -> str:
        """Whether something is divided."""
        return "divide" if given.whole else "simplify"

    def solve(self, given: Shares, precision: Precision | None = None) -> Answer:
        """The ratio, or the parts in its order."""
        if given.whole:
            parts = [int(given.whole) * term / sum(given.values) for term in given.values]
            text = ", ".join(map(decimal_text, parts))
        else:
            text = ":".join(map(str, given.lowest))
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: Shares, answer: Answer, manner: Manner) -> str:
        """Every part, or the ratio as a quotient."""
        if given.whole:
            return manner.words.comma.join(self._parts(given))
        return manner.words.semicolon.join(self._reduced(given))

    def working(self, given: Shares, answer: Answer, manner: Manner) -> list[str]:
        """The sum of the terms and the parts; or the terms made whole and divided by their common divisor."""
        if given.whole:
            total = sum(given.values)
            lines = [f"{' + '.join(given.terms)} = {decimal_text(total)}", *self._parts(given)]
            parts = [int(given.whole) * term / total for term in given.values]
            return [*lines, f"{' + '.join(map(decimal_text, parts))} = {given.whole}"]
        common = lcm(*(value.denominator for value in given.values))
        whole = [int(value * common) for value in given.values]
        lines = [f"{text} * {common} = {term}" for text, term in zip(given.terms, whole, strict=True) if common > 1]
        lines.append(f"gcd({', '.join(map(str, whole))}) = {gcd(*whole)}")
        divided = [f"{term} / {gcd(*whole)} = {term // gcd(*whole)}" for term in whole]
        return [*lines, *divided, self.chain(given, answer, manner)]

    def _parts(self, given: Shares) -> list[str]:
        total = decimal_text(sum(given.values))
        return [
            f"{given.whole} * {term} / {total} = {decimal_text(int(given.whole) * Fraction(term) / sum(given.values))}"
            for term in given.terms
        ]

    def _reduced(self, given: Shares) -> list[str]:
        """Neighbouring terms as quotients: 12 / 18 = 2 / 3."""
        pairs = zip(pairwise(given.terms), pairwise(given.lowest), strict=True)
        return [f"{a} / {b} = {c} / {d}" for (a, b), (c, d) in pairs]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The ratio in lowest terms is drawn first, then what it is multiplied by."""
        size = 10 ** min(difficulty, 2)

        def terms(rng: Random) -> list[int]:
            return [rng.randint(1, size) for _ in range(3 if difficulty > 3 else 2)]

        def simplify(rng: Random) -> Posed:
            factor = Fraction(rng.randint(2, 10 * difficulty), 10 if difficulty == 3 else 1)
            return Posed("simplify", {"ratio": ":".join(decimal_text(term * factor) for term in terms(rng))})

        def divide(rng: Random) -> Posed:
            found, unit = terms(rng), rng.randint(1, 10 * difficulty)
            return Posed("divide", {"ratio": ":".join(map(str, found)), "whole": sum(found) * unit})

        return branch(rng, simplify, divide)
