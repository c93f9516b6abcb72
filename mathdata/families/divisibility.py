"""Factors and multiples, e.g. "847 能被 28 整除吗？" or "Is 28 a factor of 847?"."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.enumeration import branch
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.truth import truth
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import MAX_DIGITS, Precision, half_width


class Pair(NamedTuple):
    """Which form of the question, the number that is asked about, and what it may be a multiple of."""

    form: str
    number: int
    divisor: int

    @property
    def divides(self) -> bool:
        """Whether nothing is left."""
        return self.number % self.divisor == 0


_DEFINITION = Bilingual(
    "如果 b 除 a 没有余数，就说 a 能被 b 整除，b 是 a 的因数，a 是 b 的倍数。",
    "If dividing a by b leaves no remainder, b divides a: it is a factor of a, and a is a multiple of b.",
)
_FORMULA = Bilingual("余数为 0 时整除", "it divides if the remainder is 0")
_CONCLUSION = Bilingual("答案：{}。", "the answer is {}.")


def _form(key: str, zh: tuple[str, ...], en: tuple[str, ...]) -> Form:
    return Form(key, zh, en, _DEFINITION, _FORMULA, _CONCLUSION)


class Divisibility(WordedFamily[Pair]):
    """Whether one whole number divides another one; even and odd numbers too.

    Difficulty is the number of digits of the divisor; the number has one or two more.
    """

    kind = "divisibility"
    topic = "number_theory"
    difficulties = (1, 5)
    states_formula = True
    markers = Bilingual(
        zh=("整除", "因数吗", "约数吗", "倍数吗", "偶数", "奇数", "的因数", "的约数", "的倍数"),
        en=("a factor of", "a multiple of", "a divisor of", "divide ", "divisible by", " even", " odd"),
    )
    slots: ClassVar[Mapping[str, str]] = {"a": DIGITS, "b": DIGITS, "m": f"-?{DIGITS}"}
    forms = (
        _form(
            "divides",
            (
                "{m} 能被 {b} 整除吗？",
                "~{m} 能否被 {b} 整除？",
                "{b} 是 {m} 的(因数|约数)吗？",
                "{m} 是 {b} 的倍数吗？",
                "~{b} (是不是|是否是|是否为) {m} 的(因数|约数)？",
                "~{m} (是不是|是否是|是否为) {b} 的倍数？",
            ),
            (
                "Is {b} a (factor|divisor) of {m}?",
                "Is {m} a multiple of {b}?",
                "Does {b} divide {m}?",
                "Is {m} (divisible|~evenly divisible) by {b}?",
            ),
        ),
        _form("even", ("{m} 是偶数吗？", "~{m} (是不是|是否是|是否为)偶数？"), ("Is {m} (even|an even number)?",)),
        _form("odd", ("{m} 是奇数吗？", "~{m} (是不是|是否是|是否为)奇数？"), ("Is {m} (odd|an odd number)?",)),
    )

    def given(self, form: str, found: Found) -> Pair | None:
        """The two numbers."""
        number, divisor = half_width(found["m"]).strip(), half_width(found.get("b") or "2").strip()
        if len(number) > MAX_DIGITS or len(divisor) > MAX_DIGITS or not int(divisor):
            return None
        return Pair(form, int(number), int(divisor))

    def form_of(self, given: Pair) -> str:
        """The one that was read."""
        return given.form

    def solve(self, given: Pair, precision: Precision | None = None) -> Answer:
        """True or False."""
        return truth(given.divides != (given.form == "odd"))

    def chain(self, given: Pair, answer: Answer, manner: Manner) -> str:
        """The number as a multiple of the divisor, and what is left, if anything is."""
        quotient, rest = divmod(given.number, given.divisor)
        divided = f"{given.number} = {given.divisor} * {_bracketed(quotient)}" + (f" + {rest}" if rest else "")
        return f"{divided}{manner.words.comma}{answer.digits}"

    def working(self, given: Pair, answer: Answer, manner: Manner) -> list[str]:
        """The nearest multiples, then the whole."""
        number, divisor = given.number, given.divisor
        low = number // divisor
        if given.divides:
            return [f"{number} / {divisor} = {low}", self.chain(given, answer, manner)]
        ends = [f"{divisor} * {_bracketed(n)} = {divisor * n}" for n in (low, low + 1)]
        return [
            manner.words.comma.join(ends),
            f"{divisor * low} < {number} < {divisor * (low + 1)}",
            self.chain(given, answer, manner),
        ]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """As often as not a multiple."""
        size = 10**difficulty
        return branch(rng, lambda rng: _pair(rng, size), lambda rng: _parity(rng, size))


def _pair(rng: Random, size: int) -> Posed:
    """A number, a multiple as often as not, and a possible divisor."""
    divisor, quotient, is_multiple = rng.randint(2, size), rng.randint(2, 99), rng.choice((True, False))
    rest = 0 if is_multiple else 1 + divisor // 3
    return Posed("divides", {"m": divisor * quotient + rest, "b": divisor})


def _parity(rng: Random, size: int) -> Posed:
    return Posed(rng.choice(("even", "odd")), {"m": rng.randint(size, size * 10 - 1)})


def _bracketed(number: int) -> str:
    return f"({number})" if number < 0 else str(number)
