"""Remainders of whole divisions, e.g. "583 除以 229 的余数是多少？" or "What is 95 mod 25?"."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, MAX_DIGITS, Precision, half_width, show


class Division(NamedTuple):
    """A dividend and a divisor, both whole; the divisor is not 0."""

    dividend: int
    divisor: int


class Remainder(WordedFamily[Division]):
    """What is left of a whole number when it is divided by another one.

    Difficulty is the number of digits of the divisor; the dividend has up to two more.
    """

    kind = "remainder"
    topic = "number_theory"
    difficulties = (1, 5)
    states_formula = True
    markers = Bilingual(zh=("余数", "余几", "余多少"), en=("remainder", " mod "))
    slots: ClassVar[Mapping[str, str]] = {"a": DIGITS, "b": DIGITS}
    forms = (
        Form(
            "remainder",
            zh=(
                "(求|计算|~求出|) {a} 除以 {b} (的余数|所得的余数)。",
                "{a} 除以 {b} 的余数(是多少|~是几|是)？",
                "{a} (除以|~÷) {b}，(余数是多少|余几|余数是几)？",
            ),
            en=(
                "(What is|Calculate|Find) the remainder when {a} is divided by {b}?",
                "(What is|Calculate|Find) the remainder (of|~on) dividing {a} by {b}?",
                "~(What is|Calculate|Find) the remainder of {a} divided by {b}?",
                "What remainder (is left|do you get) when {a} is divided by {b}?",
                "(What is|Calculate) {a} mod {b}?",
            ),
            definition=Bilingual(
                "被除数减去除数的整数倍，剩下的不够再减一次的数，是余数。",
                "The remainder is what is left when the divisor has been taken away as often as it goes.",
            ),
            formula=Bilingual(
                "被除数 = 除数 * 商 + 余数，余数小于除数",
                "dividend = divisor * quotient + remainder, the remainder being less than the divisor",
            ),
            conclusion=Bilingual("余数是 {}。", "the remainder is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Division | None:
        """The two numbers."""
        texts = [half_width(found[name]).strip() for name in ("a", "b")]
        if any(len(text) > MAX_DIGITS for text in texts) or not int(texts[1]):
            return None
        return Division(int(texts[0]), int(texts[1]))

    def form_of(self, given: Division) -> str:
        """There is one."""
        return "remainder"

    def solve(self, given: Division, precision: Precision | None = None) -> Answer:
        """A whole number from 0 to less than the divisor."""
        value = given.dividend % given.divisor
        return Answer(value, *show(value, EXACT))

    def chain(self, given: Division, answer: Answer, manner: Manner) -> str:
        """The dividend as a multiple of the divisor and what is left."""
        return f"{given.dividend} = {given.divisor} * {given.dividend // given.divisor} + {answer.digits}"

    def working(self, given: Division, answer: Answer, manner: Manner) -> list[str]:
        """The greatest multiple that fits, the difference, and the whole."""
        a, b = given
        quotient, rest = divmod(a, b)
        lines = [f"{b} * {quotient} = {b * quotient} ≤ {a} < {b} * {quotient + 1} = {b * (quotient + 1)}"]
        return [*lines, f"{a} - {b * quotient} = {rest}", self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A divisor of as many digits as the difficulty says."""
        divisor = rng.randint(max(2, 10 ** (difficulty - 1)), 10**difficulty - 1)
        return Posed("remainder", {"a": rng.randint(10**difficulty, 10 ** (difficulty + 2) - 1), "b": divisor})
