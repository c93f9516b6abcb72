"""Prime factorisations, e.g. "把 360 分解质因数。" or "List the prime factors of 4673."."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.families.working.numerals import as_powers, prime_factors
from mathdata.numbers import Precision, half_width

MAX_NUMBER = 10**9
"""Beyond this, trial division would take longer than a problem is worth."""


class Number(NamedTuple):
    """A whole number, and whether its factorisation or the list of its primes is asked for."""

    form: str
    value: int


_DEFINITION = Bilingual(
    "把一个合数写成几个质数相乘的形式，叫作分解质因数。",
    "A prime factorization writes a number as a product of prime numbers.",
)
_FORMULA = Bilingual(
    "从最小的质数开始，依次试除", "divide by the smallest prime that divides the number, again and again"
)


class PrimeFactors(WordedFamily[Number]):
    """The prime factorisation of a whole number, or the list of its prime factors.

    Difficulty is the number of digits of the number.
    """

    kind = "prime_factors"
    topic = "number_theory"
    difficulties = (2, 6)
    states_formula = True
    markers = Bilingual(zh=("质因数", "素因数"), en=("prime factor",))
    slots: ClassVar[Mapping[str, str]] = {"n": DIGITS}
    forms = (
        Form(
            "factorization",
            zh=("(把|将|~对) {n} (分解质因数|~进行质因数分解)。", "(求|写出) {n} 的(质因数分解|~质因数分解式)。"),
            en=(
                "(Find|Give|Write) the prime factori(zation|~sation) of {n}.",
                "(Write|Express) {n} as a product of (its |)prime (factors|~numbers).",
            ),
            definition=_DEFINITION,
            formula=_FORMULA,
            conclusion=Bilingual("分解质因数的结果是 {}。", "the prime factorization is {}."),
        ),
        Form(
            "list",
            zh=("{n} 的质因数有哪些？", "(写出|列出|~求) {n} 的(所有|全部|)质因数。"),
            en=("What are the prime factors of {n}?", "(List|Find) (all |)the prime factors of {n}."),
            definition=_DEFINITION,
            formula=_FORMULA,
            conclusion=Bilingual("质因数是 {}。", "the prime factors are {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Number | None:
        """A number that has prime factors."""
        text = half_width(found["n"]).strip()
        return Number(form, int(text)) if len(text) <= 10 and int(text) > 1 else None

    def form_of(self, given: Number) -> str:
        """Factorisation or list."""
        return given.form

    def solve(self, given: Number, precision: Precision | None = None) -> Answer:
        """The product of powers, or the different primes.

        Raises:
            CannotSolve: if the number is too large.
        """
        if given.value > MAX_NUMBER:
            raise CannotSolve(f"prime_factors: found {given.value}, wanted {MAX_NUMBER} at most")
        factors = prime_factors(given.value)
        text = ", ".join(map(str, sorted(set(factors)))) if given.form == "list" else as_powers(factors)
        return Answer(Formula(text, text.replace("*", r"\cdot")), text, is_exact=True)

    def chain(self, given: Number, answer: Answer, manner: Manner) -> str:
        """The number as a product of powers of primes."""
        return f"{given.value} = {as_powers(prime_factors(given.value))}"

    def working(self, given: Number, answer: Answer, manner: Manner) -> list[str]:
        """One division a line, down to the last prime."""
        rest, lines, factors = given.value, [], prime_factors(given.value)
        for prime in factors[:-1]:
            lines.append(f"{rest} / {prime} = {rest // prime}")
            rest //= prime
        if len(factors) == 1:
            return [f"{given.value} {'是质数' if manner.language == 'zh' else 'is a prime number'}"]
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Any number of so many digits."""
        form = rng.choice(("factorization", "list"))
        return Posed(form, {"n": rng.randint(10 ** (difficulty - 1), 10**difficulty - 1)})
