"""Binomial probabilities, e.g. "设随机变量 X ~ B(5, 1/3)，求 P(X = 2)。" or "exactly 3 heads in 5 tosses"."""

import re
from collections.abc import Mapping
from fractions import Fraction
from math import comb
from random import Random
from typing import ClassVar

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Manner
from mathdata.families.distribution import COUNTED, HOW, INNER, Counts, DistributionFamily, Question, event_of, summed
from mathdata.families.enumeration import branch, pair
from mathdata.families.interval import COUNT, EVENT, QUOTIENT, VARIABLE, number_spelled
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed
from mathdata.families.working.expression import number_text
from mathdata.numbers import Precision, half_width, show

MAX_TRIALS = 200
MAX_TERMS = 24
"""Longer sums are nothing that a teacher writes out."""

MAX_EXACT_CHARS = 14
"""A longer fraction is no answer; its decimals are."""

_PAIR = rf"[(（]\s*{COUNT}\s*[,，]\s*(?:{QUOTIENT})\s*[)）]"
_DEFINITION = Bilingual(
    "n 次独立重复试验中，每次试验成功的概率为 p，成功的次数 X 服从二项分布 B(n, p)。",
    "The number X of successes in n independent trials, each with probability p, is binomial: B(n, p).",
)
_FORMULA = Bilingual("P(X = k) = C(n, k) * p^k * (1 - p)^(n - k)", "P(X = k) = C(n, k) * p^k * (1 - p)^(n - k)")
_CONCLUSION = Bilingual("所求概率是 {}。", "the probability is {}.")
_MANY_ZH = (
    "某射手每次射击命中目标的概率(是|为) {p}，(独立|连续)射击 {n} 次，{how}命中 {k} 次的概率(是多少|~)？",
    "每次试验成功的概率(为|是) {p}，独立重复试验 {n} 次，(求|){how}成功 {k} 次的概率(|~是多少)。",
    "一批产品的次品率(为|是) {p}，有放回地(任取|抽取) {n} 件，{how}有 {k} 件次品的概率是多少？",
)
_MANY_EN = (
    "The probability of success in each trial is {p}. What is the probability of {how} {k} {wins} in {n} independent "
    "trials?",
    "A shooter hits the target with probability {p} on each shot. What is the probability of {how} {k} {hits} in {n} "
    "(independent |)shots?",
    "~In a binomial experiment with n = {n} and p = {p}, (find|what is) the probability of {how} {k} {wins}.",
)


def _form(key: str, zh: tuple[str, ...], en: tuple[str, ...]) -> Form:
    return Form(key, zh, en, _DEFINITION, _FORMULA, _CONCLUSION)


class BinomialProbability(DistributionFamily):
    """The probability of some numbers of successes in independent trials.

    Difficulty: there are up to 4 trials more with each step; from 2 on at least, at most and between, from 3 on
    probabilities with decimals.
    """

    kind = "binomial_probability"
    difficulties = (1, 5)
    markers = Bilingual(zh=("B(", "B（", "二项", "概率"), en=("~ b(", "~b(", "sim b(", "binomial", "probability"))
    slots: ClassVar[Mapping[str, str]] = {
        "law": rf"{VARIABLE}\s*(?:~|∼|～|\\sim)\s*[Bb]\s*{_PAIR}\$?",
        "dist": rf"\$?[Bb]\s*{_PAIR}\$?",
        "x": VARIABLE,
        "event": EVENT,
        "p": QUOTIENT,
        "how": HOW,
        **dict.fromkeys(("n", "k", "a", "b"), COUNT),
        **{name: f"{name}|{name[:-1]}" for name in ("heads", "hits")},
        "wins": "success(?:es)?",
    }
    forms = (
        _form(
            "law",
            zh=(
                "(设|已知|~若|~)(随机变量|) {law}，(求|计算|~则|~试求) {event}(的值|~等于多少|~是多少|~=|~的概率|)。",
                "(设|若|~)(随机变量|) {law}，则 {event} (等于多少|是多少|~=)？",
                "(设|已知|若)(随机变量|) {x} 服从二项分布 {dist}，(求|计算|~则) {event}(的值|~等于多少|~是多少|)。",
            ),
            en=(
                "(Let|Suppose|~Suppose that|~) {law}. (Find|Calculate|~Compute|~Determine|What is) {event}.",
                "(If|~Given|~For) {law}, (find|calculate|what is) {event}.",
                "~(Find|Calculate|Compute|What is) {event} (if|where|for|given that|given) {law}.",
                "(The random variable|~A random variable|~) {x} (has a|follows the) binomial distribution {dist}. "
                "(Find|Calculate|What is) {event}.",
                "{x} is (a |)binomial (random variable |)with n = {n} and p = {p}. (Find|Calculate|What is) {event}.",
                "~{x} (has a|follows a) binomial distribution with n = {n} and p = {p}. (Find|Calculate|What is) "
                "{event}.",
            ),
        ),
        _form("trials", zh=_MANY_ZH, en=_MANY_EN),
        _form(
            "coin",
            zh=(
                "(将|)一枚(质地|)均匀的硬币(连续|)抛掷 {n} 次，{how}(出现|有) {k} 次正面(朝上|)的概率是多少？",
                "~抛一枚(质地|)均匀的硬币 {n} 次，(求|){how}(出现|有) {k} 次正面(朝上|)的概率(是多少|)。",
            ),
            en=(
                "A fair coin is (tossed|flipped) {n} times. What is the probability of (getting |){how} {k} {heads}?",
                "~What is the probability of (getting |){how} {k} {heads} in {n} (tosses|flips) of a fair coin?",
            ),
        ),
        _form(
            "between",
            zh=(
                "每次试验成功的概率(为|是) {p}，独立重复试验 {n} 次，成功次数"
                "(不少于|至少为) {a} 且(不超过|至多为) {b} 的概率是多少？",
            ),
            en=(
                "The probability of success in each trial is {p}. What is the probability of at least {a} and at most "
                "{b} successes in {n} independent trials?",
                "The probability of success in each trial is {p}. What is the probability of between {a} and {b} "
                "successes (inclusive|~, inclusive,) in {n} independent trials?",
            ),
        ),
    )

    def given(self, form: str, found: Found) -> Question | None:
        """The numbers of trials and the chance of one, if there are such things, and an event that may be or not."""
        numbers, event = _numbers(found), event_of(found)
        if event is None:
            return None
        question = Question(form, numbers, event)
        is_law = 0 < question.value(0) <= MAX_TRIALS and 0 < question.value(1) < 1
        return question if is_law and 0 < len(_counts(question)) <= question.value(0) else None

    def law(self, given: Question, language: Language) -> str:
        """`B(n, p)`."""
        return f"B({', '.join(given.numbers)})"

    def solve(self, given: Question, precision: Precision | None = None) -> Answer:
        """The exact probability where it is short, else to four places.

        Raises:
            CannotSolve: if it is a sum of too many terms.
        """
        if len(_summands(given)[0]) > MAX_TERMS:
            raise CannotSolve(f"{self.kind}: found a sum of more than {MAX_TERMS} terms")
        value = sum((_probability(given, k) for k in _counts(given)), Fraction(0))
        exact = _exactly(value, is_fraction=_is_fraction(given))
        shown = show(value, precision) if precision else show(value, self.precision) if exact is None else (exact, True)
        return Answer(value, *shown)

    def told(self, given: Question, answer: Answer) -> str:
        """One product, or the sum of several, or what they leave of 1."""
        counts, is_complement = _summands(given)
        value, event = Fraction(answer.exact_value), given.event
        if len(counts) == 1 and not is_complement:
            states = [event.text, *_products(given, counts[0])]
        else:
            around = "{}" if not is_complement else "1 - {}" if len(counts) == 1 else "1 - ({})"
            states = [event.text, around.format(summed(event.variable, counts))]
            states += [around.format(" + ".join(terms)) for terms in [_values(given, counts)] if terms]
        return " = ".join(states) + self._ends(given, value, answer)

    def _ends(self, given: Question, value: Fraction, answer: Answer) -> str:
        """The exact value where it is short, and the digits that are shown of it."""
        exact = _exactly(value, is_fraction=_is_fraction(given))
        if exact is None or exact == answer.digits:
            end = f" {answer.relation} {answer.digits}"
        else:
            end = f" = {exact} {answer.relation} {answer.digits}"
        decimal = show(value, self.precision)
        return f"{end} {decimal.relation} {decimal.text}" if "/" in answer.digits else end

    def parts(self, given: Question, manner: Manner) -> list[str]:
        """Each term of a sum."""
        counts, is_complement = _summands(given)
        if len(counts) == 1 and not is_complement:
            return []
        return [f"P({given.event.variable} = {k}) = {_term(given, k)}" for k in counts]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Some trials, a chance, and how many of them succeed."""
        most = 4 * difficulty
        comparisons = COUNTED.of(language)[: 1 if difficulty == 1 else 3]

        def one(rng: Random) -> Posed:
            form, (how, sign) = rng.choice(("law", "trials")), rng.choice(comparisons)
            k = rng.randint(1, most)
            slots = {"n": k + rng.randint(1, 4), "p": rng.choice(_chances(difficulty)), "k": k, "how": how}
            return Posed(form, _said(slots, sign))

        def coin(rng: Random) -> Posed:
            (how, sign), k = rng.choice(comparisons), rng.randint(1, most)
            return Posed("coin", _said({"n": k + rng.randint(1, 4), "k": k, "how": how}, sign))

        def between(rng: Random) -> Posed:
            low, gap = pair(rng, most)
            n = gap + 2 + rng.randint(1, 4)
            return Posed("between", {"n": n, "p": rng.choice(_chances(difficulty)), "a": low + 1, "b": gap + 2})

        return branch(rng, one, coin, between) if difficulty > 1 else branch(rng, one, coin)


def _said(slots: dict[str, object], sign: str) -> dict[str, object]:
    """What may stand in the places of the wordings of counts and of symbols."""
    n, k = slots["n"], slots["k"]
    law = f"B({n}, {slots.get('p')})"
    many = {name: name if k != 1 else name[:-1] for name in ("heads", "hits")}
    wins = "success" if k == 1 else "successes"
    return slots | many | {"wins": wins, "law": f"X ~ {law}", "dist": law, "x": "X", "event": f"P(X {sign} {k})"}


def _chances(difficulty: int) -> tuple[str, ...]:
    if difficulty < 3:
        return ("1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/6", "5/6")
    return tuple(f"0.{n}" for n in range(1, 10)) if difficulty < 5 else tuple(f"0.{n}5" for n in range(10))


def _numbers(found: Found) -> tuple[str, str]:
    """Trials and chance, from the law in symbols or from words; a fair coin says no chance."""
    pair_of = re.search(_PAIR, found.get("law") or found.get("dist") or "")
    if pair_of is None:
        trials, chance = found["n"], found.get("p") or "1/2"
    else:
        trials, chance = re.split("[,，]", pair_of[0].strip("()（） "), maxsplit=1)
    return half_width(trials).strip(), number_spelled(chance.strip())


def _counts(given: Question) -> range:
    """How many successes the event allows."""
    n = int(given.value(0))
    low, high = Counts.of(given.event)
    return range(low, min(n if high is None else high, n) + 1)


def _summands(given: Question) -> tuple[range, bool]:
    """The counts to add up: those of the event, or the fewer ones of its complement."""
    counts, n = _counts(given), int(given.value(0))
    others = range(counts.start) if counts.stop == n + 1 else range(counts.stop, n + 1) if not counts.start else None
    if others is not None and len(others) < len(counts):
        return others, True
    return counts, False


def _probability(given: Question, k: int) -> Fraction:
    n, p = int(given.value(0)), given.value(1)
    return comb(n, k) * p**k * (1 - p) ** (n - k)


def _is_fraction(given: Question) -> bool:
    return "/" in given.numbers[1]


def _exactly(value: Fraction, *, is_fraction: bool) -> str | None:
    """The whole value as the numbers of the problem are written, or None if that is too long to read."""
    text = str(value) if is_fraction else number_text(value)
    return text if len(text) <= MAX_EXACT_CHARS else None


def _products(given: Question, k: int) -> list[str]:
    """The product of a term, and that of the values of its factors where they are short."""
    n, p = int(given.value(0)), given.value(1)
    factors = [(f"C({n}, {k})", Fraction(comb(n, k)))] if 0 < k < n else []
    factors += [(_power(given, base, times), base**times) for base, times in ((p, k), (1 - p, n - k)) if times]
    values = [_exactly(value, is_fraction=_is_fraction(given)) for _, value in factors]
    stated = " * ".join(text for text, _ in factors)
    if len(factors) == 1 or None in values:
        return [stated]
    return [stated, " * ".join(filter(None, values))]


def _power(given: Question, base: Fraction, times: int) -> str:
    text = f"({base})" if _is_fraction(given) else number_text(base)
    return f"{text}^{times}" if times > 1 else text


def _term(given: Question, k: int) -> str:
    value = _probability(given, k)
    exact = _exactly(value, is_fraction=_is_fraction(given))
    inner = show(value, INNER)
    end = f" = {exact}" if exact is not None else f" {inner.relation} {inner.text}"
    return _products(given, k)[0] + end


def _values(given: Question, counts: range) -> list[str]:
    """The values of all terms, or none if one of them is too long."""
    values = [_exactly(_probability(given, k), is_fraction=_is_fraction(given)) for k in counts]
    return [] if None in values else [value for value in values if value]
