"""Normal probabilities, e.g. "设 X ~ N(1, 4)，求 P(-1 < X < 3)。": standardised exactly, then by Φ to four places."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import isqrt
from random import Random
from typing import ClassVar

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.distribution import INNER, SIGN_OF, DistributionFamily, Question, event_of
from mathdata.families.enumeration import branch, pair
from mathdata.families.interval import EVENT, QUOTIENT, VARIABLE, number, number_spelled
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed
from mathdata.families.working.bounded import Enclosure, Part, normal_share, rounded, total
from mathdata.families.working.expression import number_text
from mathdata.numbers import EXACT, Precision, show

MAX_DEVIATIONS = 30
"""Farther from the mean the share is 0 or 1 to more places than anybody asks for."""

_POWER = r"(?:\s*(?:\^\s*\{?\s*2\s*\}?|²))?"
_PAIR = rf"[(（]\s*(?:{QUOTIENT})\s*[,，]\s*(?:{QUOTIENT}){_POWER}\s*[)）]"
_LAW = re.compile(rf"[(（]\s*(?P<m>{QUOTIENT})\s*[,，]\s*(?P<v>{QUOTIENT})(?P<square>{_POWER})\s*[)）]")
_DEFINITION = Bilingual(
    "若 X ~ N(μ, σ^2)，则 Z = (X - μ) / σ 服从标准正态分布，Φ(z) = P(Z ≤ z)。",
    "If X ~ N(μ, σ^2), then Z = (X - μ) / σ is standard normal, and Φ(z) = P(Z ≤ z).",
)
_FORMULA = Bilingual("P(X ≤ b) = Φ((b - μ) / σ)，Φ(-z) = 1 - Φ(z)", "P(X ≤ b) = Φ((b - μ) / σ), Φ(-z) = 1 - Φ(z)")
_CONCLUSION = Bilingual("所求概率是 {}。", "the probability is {}.")
_SAID = {
    "deviation": Bilingual("标准差：", "Standard deviation: "),
    "standardised": Bilingual("标准化：", "Standardised: "),
}
_COMPARISONS: Bilingual[tuple[tuple[str, str], ...]] = Bilingual(
    zh=(("低于", "<"), ("高于", ">"), ("不超过", "≤")),
    en=(("less than", "<"), ("greater than", ">"), ("at most", "≤")),
)
_SIDES = "|".join(sorted((word for word, sign in SIGN_OF.items() if sign != "="), key=len, reverse=True))


def _form(key: str, zh: tuple[str, ...], en: tuple[str, ...]) -> Form:
    return Form(key, zh, en, _DEFINITION, _FORMULA, _CONCLUSION)


class NormalProbability(DistributionFamily):
    """The probability that a normal variable lies below, above or between numbers; the second number is the variance.

    Difficulty: 1 asks for one side at whole deviations from the mean, 2 between two numbers, 3 at halves of a
    deviation, 4 and 5 at any number.
    """

    kind = "normal_probability"
    gold_slack = Decimal("1.5")  # answers from tables add or double values that were rounded before
    difficulties = (1, 5)
    markers = Bilingual(zh=("正态", "N(", "N（"), en=("normal", "~ n(", "~n(", "sim n("))
    slots: ClassVar[Mapping[str, str]] = {
        "law": rf"{VARIABLE}\s*(?:~|∼|～|\\sim)\s*N\s*{_PAIR}\$?",
        "dist": rf"\$?N\s*{_PAIR}\$?",
        "x": VARIABLE,
        "event": EVENT,
        "how": _SIDES,
        **dict.fromkeys(("m", "s", "v", "a", "b", "k"), QUOTIENT),
    }
    forms = (
        _form(
            "law",
            zh=(
                "(设|已知|~若|~)(随机变量|) {law}，(求|计算|~则|~试求) {event}(的值|~等于多少|~是多少|~=|~的概率|)。",
                "(设|若|~)(随机变量|) {law}，则 {event} (等于多少|是多少|~=)？",
                "(设|已知|若)(随机变量|) {x} 服从正态分布 {dist}，(求|计算|~则) {event}(的值|~等于多少|~是多少|)。",
                "~(设|已知|若)(随机变量|) {x} 服从均值为 {m}(、|，)标准差为 {s} 的正态分布，"
                "(求|计算|则) {event}(的值|等于多少|是多少|)。",
                "~(设|已知|若)(随机变量|) {x} 服从均值为 {m}(、|，)方差为 {v} 的正态分布，"
                "(求|计算|则) {event}(的值|等于多少|是多少|)。",
            ),
            en=(
                "(Let|Suppose|~Suppose that|~) {law}. (Find|Calculate|~Compute|~Determine|What is) {event}.",
                "(If|~Given|~For) {law}, (find|calculate|what is) {event}.",
                "~(Find|Calculate|Compute|What is) {event} (if|where|for|given that|given) {law}.",
                "~{x} (has a|follows the|follows a) normal distribution {dist}. (Find|Calculate|What is) {event}.",
                "~{x} is normally distributed with (a mean of|mean|~a mean|~mean of) {m} and "
                "(a standard deviation of|standard deviation|~a standard deviation) {s}. "
                "(Find|Calculate|What is) {event}.",
                "~{x} is normally distributed with (a |)mean (of |){m} and (a |)variance (of |){v}. "
                "(Find|Calculate|What is) {event}.",
            ),
        ),
        _form(
            "side",
            zh=(
                "某次考试的成绩服从均值为 {m}、标准差为 {s} 的正态分布，"
                "(随机|任意)抽取一名考生，成绩{how} {k} 分的概率是多少？",
                "~(某地|某校)(成年男性|成年人|学生|男生|女生|)的身高服从均值为 {m} 厘米、标准差为 {s} 厘米的正态分布，"
                "(求|随机抽取一人，)身高{how} {k} 厘米的概率(是多少|)。",
            ),
            en=(
                "Test scores are normally distributed with (a mean of|mean|~a mean|~mean of) {m} and "
                "(a standard deviation of|standard deviation|~a standard deviation) {s}. "
                "What is the probability that a (random |)score is {how} {k}?",
                "~The heights of (adults|students|men|women) are normally distributed with (a |)mean (of |){m} cm and "
                "(a |)standard deviation (of |){s} cm. What is the probability that a (random |)(height|person) is "
                "{how} {k} cm?",
            ),
        ),
        _form(
            "between",
            zh=(
                "某次考试的成绩服从均值为 {m}、标准差为 {s} 的正态分布，"
                "(随机|任意)抽取一名考生，成绩在 {a} 分到 {b} 分之间的概率是多少？",
            ),
            en=(
                "Test scores are normally distributed with (a mean of|mean|~a mean|~mean of) {m} and "
                "(a standard deviation of|standard deviation|~a standard deviation) {s}. "
                "What is the probability that a (random |)score is between {a} and {b}?",
            ),
        ),
    )

    def given(self, form: str, found: Found) -> Question | None:
        """Mean and variance, if its root is rational: another second number may be meant as the deviation."""
        numbers, event = _numbers(found), event_of(found)
        if event is None or event.low == event.high:
            return None
        question = Question(form, numbers, event)
        return question if question.value(1) > 0 and _root(question.value(1)) is not None else None

    def law(self, given: Question, language: Language) -> str:
        """`N(μ, σ^2)` with the variance as a number."""
        return f"N({', '.join(given.numbers)})"

    def solve(self, given: Question, precision: Precision | None = None) -> Answer:
        """To four places; exactly, it is a sum of values of Φ, or a number where only Φ(0) is in it.

        Raises:
            CannotSolve: if an end is too many deviations from the mean.
        """
        if any(abs(z) > MAX_DEVIATIONS for _, z in _ends(given)):
            raise CannotSolve(f"{self.kind}: found an end of more than {MAX_DEVIATIONS} standard deviations")
        constant, terms = _collected(given)
        if not terms:
            return Answer(constant, *show(constant, precision or EXACT))
        if precision is not None and precision.mode == "exact":
            text = _value_text(given)
            return Answer(Formula(text, text.replace("Φ", "\\Phi")), text, is_exact=True)
        parts = tuple(Part(Fraction(factor), _enclosure(z)) for z, factor in terms)
        low, high = total(constant, parts, 256)
        return Answer((low + high) / 2, *rounded(constant, parts, precision or self.precision))

    def told(self, given: Question, answer: Answer) -> str:
        """The ends by Φ, then by Φ of positive numbers, then the value."""
        chain = " = ".join(dict.fromkeys([given.event.text, _ends_text(given), _value_text(given)]))
        is_said = isinstance(answer.value, Formula) or chain.endswith(f"= {answer.digits}")
        return chain if is_said else f"{chain} {answer.relation} {answer.digits}"

    def parts(self, given: Question, manner: Manner) -> list[str]:
        """The deviation, the standardised ends, and the values of Φ."""
        lines = []
        root = given.numbers[1] if "/" not in given.numbers[1] else f"({given.numbers[1]})"
        if given.value(1) != 1:
            lines.append(f"{_SAID['deviation'].of(manner.language)}√{root} = {number_text(_deviation(given))}")
        if given.numbers != ("0", "1"):
            ends = [f"{_standardised(given, end)} = {number_text(z)}" for end, z in _ends(given)]
            lines.append(_SAID["standardised"].of(manner.language) + manner.words.comma.join(ends))
        terms = _collected(given)[1]
        if len(terms) > 1 or any(factor != 1 for _, factor in terms):
            lines.append(manner.words.comma.join(f"Φ({number_text(z)}) ≈ {_share(z)}" for z, _ in terms))
        return lines

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Mean and deviation, then one end or two, some deviations from the mean or anywhere near it."""
        comparisons = _COMPARISONS.of(language)

        def side(rng: Random) -> Posed:
            form, (how, sign) = rng.choice(("law", "side")), rng.choice(comparisons)
            mean, deviation = rng.choice(_means(difficulty)), rng.choice(_deviations(difficulty))
            end = number_text(mean + rng.choice(_offsets(difficulty)) * _unit(difficulty, deviation))
            return Posed(form, _said(mean, deviation, f"P(X {sign} {end})") | {"how": how, "k": end})

        def between(rng: Random) -> Posed:
            form, offsets = rng.choice(("law", "between")), _offsets(difficulty)
            mean, deviation = rng.choice(_means(difficulty)), rng.choice(_deviations(difficulty))
            first, second = pair(rng, len(offsets) - 1)
            places = offsets[first], offsets[second + 1]
            low, high = (number_text(mean + place * _unit(difficulty, deviation)) for place in places)
            return Posed(form, _said(mean, deviation, f"P({low} < X < {high})") | {"a": low, "b": high})

        return side(rng) if difficulty == 1 else branch(rng, side, between)


def _said(mean: Fraction, deviation: Fraction, event: str) -> dict[str, object]:
    dist = f"N({number_text(mean)}, {number_text(deviation**2)})"
    texts = {"m": number_text(mean), "s": number_text(deviation), "law": f"X ~ {dist}", "dist": dist}
    return {**texts, "x": "X", "event": event}


def _means(difficulty: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(5 * n) for n in range(4 + 4 * difficulty))


def _deviations(difficulty: int) -> tuple[Fraction, ...]:
    if difficulty < 4:
        return tuple(Fraction(n) for n in range(2, 3 + 3 * difficulty))
    return tuple(Fraction(n, 1 if difficulty == 4 else 2) for n in (5, 7, 8, 9, 10, 12))


def _offsets(difficulty: int) -> tuple[Fraction, ...]:
    """How far from the mean an end may lie: whole deviations, halves of one, or so many units."""
    if difficulty < 3:
        return tuple(Fraction(n) for n in (-3, -2, -1, 1, 2, 3))
    return tuple(Fraction(n, 2 if difficulty == 3 else 1) for n in range(-6, 7) if n)


def _unit(difficulty: int, deviation: Fraction) -> Fraction:
    """What an offset counts: deviations, from difficulty 4 on the units of the variable."""
    return deviation if difficulty < 4 else Fraction(1)


def _numbers(found: Found) -> tuple[str, str]:
    """Mean and variance, from the law in symbols or from words."""
    law = _LAW.search(found.get("law") or found.get("dist") or "")
    if law is not None:
        variance = number(law["v"]) ** (2 if law["square"].strip() else 1)
        return number_spelled(law["m"]), number_text(variance)
    variance = number(found["v"]) if "v" in found else number(found["s"]) ** 2
    return number_spelled(found["m"]), number_text(variance)


def _root(value: Fraction) -> Fraction | None:
    """The root of a positive number, where it is rational."""
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return root if root**2 == value else None


def _deviation(given: Question) -> Fraction:
    root = _root(given.value(1))
    assert root is not None, "a variance that is no square was refused when it was read"
    return root


def _ends(given: Question) -> list[tuple[Fraction, Fraction]]:
    """The ends of the event, upper one first, and each standardised."""
    ends = [end for end in (given.event.high, given.event.low) if end is not None]
    return [(end, (end - given.value(0)) / _deviation(given)) for end in ends]


def _standardised(given: Question, end: Fraction) -> str:
    return f"({number_text(end)} - {_in_brackets(given.value(0))}) / {_in_brackets(_deviation(given))}"


def _in_brackets(value: Fraction) -> str:
    text = number_text(value)
    return f"({text})" if value < 0 or "/" in text else text


def _collected(given: Question) -> tuple[Fraction, list[tuple[Fraction, int]]]:
    """The probability as a number and multiples of Φ of different positive numbers, positive multiples first."""
    constant, factors = Fraction(given.event.high is None), dict[Fraction, int]()
    signs = [1] * (given.event.high is not None) + [-1] * (given.event.low is not None)
    for (_, z), sign in zip(_ends(given), signs, strict=True):
        if z <= 0:
            constant += sign if z else Fraction(sign, 2)
        if z:
            factors[abs(z)] = factors.get(abs(z), 0) + (sign if z > 0 else -sign)
    terms = [(z, factor) for z, factor in factors.items() if factor]
    return constant, sorted(terms, key=lambda term: (term[1] < 0, -term[0]))


def _enclosure(z: Fraction) -> Enclosure:
    return lambda bits: normal_share(z, bits)


def _share(z: Fraction) -> str:
    """Φ of a positive number, with the places of values on the way."""
    return rounded(Fraction(0), (Part(Fraction(1), _enclosure(z)),), INNER).text


def _ends_text(given: Question) -> str:
    """The difference of the shares below both ends."""
    shares = [f"Φ({number_text(z)})" for _, z in _ends(given)]
    return " - ".join(shares if given.event.high is not None else ["1", *shares])


def _value_text(given: Question) -> str:
    """The probability by Φ of positive numbers, as it is looked up in a table."""
    constant, terms = _collected(given)
    pieces = [(factor, f"{abs(factor) if abs(factor) > 1 else ''}Φ({number_text(z)})") for z, factor in terms]
    if constant or not pieces:
        piece = (1 if constant >= 0 else -1, number_text(abs(constant)))
        pieces = [piece, *pieces] if pieces and pieces[0][0] < 0 else [*pieces, piece]
    (_, first), *others = pieces
    return first + "".join(f" {'+' if factor > 0 else '-'} {text}" for factor, text in others)
