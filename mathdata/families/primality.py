"""Prime and composite numbers, e.g. "97 是质数吗？" or "Is 7633 composite?"."""

from collections.abc import Mapping
from math import isqrt
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.truth import truth
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.numerals import prime_factors
from mathdata.numbers import Precision, half_width

MAX_NUMBER = 10**10
"""Beyond this, trial division would take longer than a problem is worth."""
MAX_TRIALS = 10
"""Divisions by primes that are written out one by one; more of them are told in a sentence."""


class Asked(NamedTuple):
    """`prime` or `composite`, and the number."""

    form: str
    number: int

    @property
    def divisor(self) -> int:
        """The smallest prime that divides the number; itself if it is prime, 0 for numbers below 2."""
        return prime_factors(self.number)[0] if self.number > 1 else 0


_DEFINITION = Bilingual(
    "大于 1 的整数，除了 1 和它本身没有别的因数的是质数，否则是合数。",
    "A whole number above 1 is prime if only 1 and itself divide it; else it is composite.",
)
_FORMULA = Bilingual("用不超过其平方根的质数逐一试除", "try all primes up to its square root")
_CONCLUSION = Bilingual("答案：{}。", "the answer is {}.")
_SMALL = Bilingual("{} 小于 2，既不是质数也不是合数", "{} is below 2: neither prime nor composite")
_NONE = Bilingual("不超过 {} 的质数都不能整除 {}，它是质数", "no prime up to {} divides {}: it is prime")
_BIG = Bilingual("{} 能整除它，它是合数", "{} divides it: it is composite")


class Primality(WordedFamily[Asked]):
    """Whether a whole number is prime, or composite.

    Difficulty is the number of digits of the number.
    """

    kind = "primality"
    topic = "number_theory"
    difficulties = (1, 6)
    states_formula = True
    markers = Bilingual(zh=("质数", "素数", "合数"), en=("prime", "composite"))
    slots: ClassVar[Mapping[str, str]] = {"n": f"-?{DIGITS}"}
    forms = (
        Form(
            "prime",
            ("{n} (是|是不是)(质数|素数)(吗|)？", "(判断|~试判断) {n} (是否为|是不是)(质数|素数)。"),
            ("Is {n} (prime|a prime number)?", "Determine whether {n} is (prime|a prime number)."),
            _DEFINITION,
            _FORMULA,
            _CONCLUSION,
        ),
        Form(
            "composite",
            ("{n} (是|是不是)合数(吗|)？", "(判断|~试判断) {n} (是否为|是不是)合数。"),
            ("Is {n} (composite|a composite number)?", "Determine whether {n} is (composite|a composite number)."),
            _DEFINITION,
            _FORMULA,
            _CONCLUSION,
        ),
    )

    def given(self, form: str, found: Found) -> Asked | None:
        """A number that can be tried."""
        text = half_width(found["n"]).strip()
        return Asked(form, int(text)) if len(text) <= 11 and int(text) <= MAX_NUMBER else None

    def form_of(self, given: Asked) -> str:
        """Prime or composite."""
        return given.form

    def solve(self, given: Asked, precision: Precision | None = None) -> Answer:
        """True or False; 0, 1 and negative numbers are neither."""
        if given.number < 2:
            return truth(False)
        return truth((given.divisor == given.number) == (given.form == "prime"))

    def chain(self, given: Asked, answer: Answer, manner: Manner) -> str:
        """The smallest factor, or up to where there is none."""
        return f"{_reason(given, manner)}{manner.words.comma}{answer.digits}"

    def working(self, given: Asked, answer: Answer, manner: Manner) -> list[str]:
        """Divisions by small primes, as far as they are few."""
        tried = [p for p in range(2, isqrt(max(given.number, 0)) + 1) if p < max(given.divisor, 2) and _is_prime(p)]
        lines = [f"{given.number} = {p} * {given.number // p} + {given.number % p}" for p in tried]
        if len(lines) > MAX_TRIALS:
            lines = []
        if given.number > 1 and given.divisor == given.number:
            root = isqrt(given.number)
            lines.insert(0, f"{root}^2 = {root**2} ≤ {given.number} < {root + 1}^2 = {(root + 1) ** 2}")
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Any number of as many digits."""
        return Posed(rng.choice(("prime", "composite")), {"n": rng.randint(10 ** (difficulty - 1), 10**difficulty)})


def _is_prime(number: int) -> bool:
    return all(number % p for p in range(2, isqrt(number) + 1))


def _reason(given: Asked, manner: Manner) -> str:
    number, divisor = given.number, given.divisor
    if number < 2:
        return _SMALL.of(manner.language).format(number)
    if divisor == number:
        return _NONE.of(manner.language).format(isqrt(number), number)
    return f"{number} = {divisor} * {number // divisor}{manner.words.comma}{_BIG.of(manner.language).format(divisor)}"
