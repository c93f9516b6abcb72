"""Poisson probabilities, e.g. "设 X 服从参数为 2 的泊松分布，求 P(X = 3)。" or "Let X ~ Poisson(2). Find P(X ≤ 1)."."""

import re
from collections.abc import Mapping
from fractions import Fraction
from math import factorial
from random import Random
from typing import ClassVar

from mathdata.errors import CannotSolve
from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.distribution import COUNTED, HOW, INNER, Counts, DistributionFamily, Question, event_of, summed
from mathdata.families.enumeration import branch, pair
from mathdata.families.interval import COUNT, EVENT, QUOTIENT, VARIABLE, number_spelled
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed
from mathdata.families.working.bounded import Enclosure, Part, exponential, rounded, total
from mathdata.families.working.expression import number_text
from mathdata.numbers import Precision

MAX_MEAN = 100
MAX_TERMS = 24

_NAMES = r"(?:Poisson|Poi|Po|P|π|\\pi|\\text\{Poisson\}|\\mathrm\{Poisson\})"
_ONE = rf"[(（]\s*(?:\\lambda\s*=\s*|λ\s*=\s*)?(?:{QUOTIENT})\s*[)）]"
_DEFINITION = Bilingual(
    "若 P(X = k) = λ^k / k! * e^(-λ)（k = 0, 1, 2, …），就说 X 服从参数为 λ 的泊松分布。",
    "X has a Poisson distribution with mean λ if P(X = k) = λ^k / k! * e^(-λ) for k = 0, 1, 2, …",
)
_FORMULA = Bilingual("P(X = k) = λ^k / k! * e^(-λ)", "P(X = k) = λ^k / k! * e^(-λ)")
_CONCLUSION = Bilingual("所求概率是 {}。", "the probability is {}.")


def _form(key: str, zh: tuple[str, ...], en: tuple[str, ...]) -> Form:
    return Form(key, zh, en, _DEFINITION, _FORMULA, _CONCLUSION)


class PoissonProbability(DistributionFamily):
    """The probability of some numbers of events that occur at a mean rate.

    Difficulty: the mean is up to 3 more with each step; from 2 on at least, at most and between, from 3 on means
    with decimals.
    """

    kind = "poisson_probability"
    difficulties = (1, 5)
    markers = Bilingual(zh=("泊松", "P(", "P（"), en=("poisson", "~ p(", "~p(", "sim p(", "\\pi("))
    slots: ClassVar[Mapping[str, str]] = {
        "law": rf"{VARIABLE}\s*(?:~|∼|～|\\sim)\s*{_NAMES}\s*{_ONE}\$?",
        "dist": rf"\$?{_NAMES}\s*{_ONE}\$?",
        "x": VARIABLE,
        "event": EVENT,
        "l": rf"\$?(?:\\lambda\s*=\s*|λ\s*=\s*)?(?:{QUOTIENT})\$?",
        "how": HOW,
        **dict.fromkeys(("k", "a", "b"), COUNT),
        "calls": "calls?",
    }
    forms = (
        _form(
            "law",
            zh=(
                "(设|已知)(随机变量|) {x} 服从参数为 {l} 的泊松分布，(求|计算) {event}(的值|)。",
                "(设|已知|若)(随机变量|) {x} 服从参数为 {l} 的泊松分布，则 {event} (等于多少|是多少|~=)？",
                "(设|已知|~若|~)(随机变量|) {law}，(求|计算|~则|~试求) {event}(的值|~等于多少|~是多少|~=|~的概率|)。",
                "(设|若|~)(随机变量|) {law}，则 {event} (等于多少|是多少|~=)？",
                "~(设|已知|若)(随机变量|) {x} 服从泊松分布 {dist}，(求|计算|则) {event}(的值|等于多少|是多少|)。",
            ),
            en=(
                "(Let|Suppose|~Suppose that|~) {law}. (Find|Calculate|~Compute|~Determine|What is) {event}.",
                "(If|~Given|~For) {law}, (find|calculate|what is) {event}.",
                "~(Find|Calculate|Compute|What is) {event} (if|where|for|given that|given) {law}.",
                "(The random variable|~A random variable|~) {x} has a Poisson distribution with (mean|parameter) {l}. "
                "(Find|Calculate|What is) {event}.",
                "~{x} (follows|has) (a|the) Poisson distribution (with (rate|mean|parameter)|) {l}. "
                "(Find|Calculate|What is) {event}.",
            ),
        ),
        _form(
            "calls",
            zh=(
                "某电话交换台每分钟收到的呼叫次数服从参数为 {l} 的泊松分布，"
                "(求|)一分钟内{how}收到 {k} 次呼叫的概率(|~是多少)。",
                "~某(网站|商店|路口|服务台)每分钟的(访问次数|顾客人数|车辆数|呼叫次数)服从参数为 {l} 的泊松分布，"
                "求一分钟内(访问次数|顾客人数|车辆数|呼叫次数){how} {k} (次|人|辆|~)的概率。",
            ),
            en=(
                "The number of calls (that arrive |)(per|in a) minute has a Poisson distribution with mean {l}. "
                "What is the probability of {how} {k} {calls} in (one|a) minute?",
                "~The number of calls per minute is Poisson with mean {l}. (Find|What is) the probability of {how} {k} "
                "{calls}( in one minute| in a minute|).",
            ),
        ),
        _form(
            "between",
            zh=(
                "某电话交换台每分钟收到的呼叫次数服从参数为 {l} 的泊松分布，"
                "(求|)一分钟内收到的呼叫次数(不少于|至少为) {a} 且(不超过|至多为) {b} 的概率(|~是多少)。",
            ),
            en=(
                "The number of calls (that arrive |)(per|in a) minute has a Poisson distribution with mean {l}. "
                "What is the probability of at least {a} and at most {b} calls in (one|a) minute?",
            ),
        ),
    )

    def given(self, form: str, found: Found) -> Question | None:
        """The mean and an event that may be or not."""
        said = re.search(QUOTIENT, found.get("law") or found.get("dist") or found["l"])
        event = event_of(found)
        if event is None or said is None:
            return None
        question = Question(form, (number_spelled(said[0]),), event)
        counts = Counts.of(event)
        is_event = counts != (0, None) and (counts.high is None or counts.low <= counts.high)
        return question if 0 < question.value(0) <= MAX_MEAN and is_event else None

    def law(self, given: Question, language: Language) -> str:
        """As textbooks of the language write it."""
        return f"{'P' if language == 'zh' else 'Poisson'}({given.numbers[0]})"

    def solve(self, given: Question, precision: Precision | None = None) -> Answer:
        """To four places; exactly, it is a multiple of a power of e, or what that leaves of 1.

        Raises:
            CannotSolve: if it is a sum of too many terms.
        """
        counts, is_complement = _summands(given)
        if len(counts) > MAX_TERMS:
            raise CannotSolve(f"{self.kind}: found a sum of more than {MAX_TERMS} terms")
        if precision is not None and precision.mode == "exact":
            text = _value_text(given)
            return Answer(Formula(text, text.replace("(", "{").replace(")", "}")), text, is_exact=True)
        parts = (Part(-_factor(given) if is_complement else _factor(given), _power_of_e(given)),)
        constant = Fraction(is_complement)
        low, high = total(constant, parts, 256)
        return Answer((low + high) / 2, *rounded(constant, parts, precision or self.precision))

    def told(self, given: Question, answer: Answer) -> str:
        """One term, or the sum of several, or what they leave of 1."""
        counts, is_complement = _summands(given)
        event = given.event
        if len(counts) == 1 and not is_complement:
            states = [event.text, _stated(given, counts[0])]
        else:
            around = "{}" if not is_complement else "1 - {}" if len(counts) == 1 else "1 - ({})"
            states = [event.text, around.format(summed(event.variable, counts))]
        states.append(_value_text(given))
        chain = " = ".join(dict.fromkeys(states))
        return chain if isinstance(answer.value, Formula) else f"{chain} ≈ {answer.digits}"

    def parts(self, given: Question, manner: Manner) -> list[str]:
        """Each term of a sum."""
        counts, is_complement = _summands(given)
        if len(counts) == 1 and not is_complement:
            return []
        lines = []
        for k in counts:
            value = _times_e(given, _ratio(given, k))
            states = dict.fromkeys([f"P({given.event.variable} = {k})", _stated(given, k), value])
            inner = rounded(Fraction(0), (Part(_ratio(given, k), _power_of_e(given)),), INNER)
            lines.append(f"{' = '.join(states)} ≈ {inner.text}")
        return lines

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A mean, and how many events."""
        means = [str(n) for n in range(1, 3 * difficulty + 1)]
        if difficulty > 2:
            means += [f"{n}.5" for n in range(3 * difficulty)]
        comparisons = COUNTED.of(language)[: 1 if difficulty == 1 else 3]

        def one(rng: Random) -> Posed:
            form, (how, sign) = rng.choice(("law", "calls")), rng.choice(comparisons)
            mean, k = rng.choice(means), rng.randint(1, 3 + 2 * difficulty)
            event, calls = f"P(X {sign} {k})", "call" if k == 1 else "calls"
            law = f"X ~ {'P' if language == 'zh' else 'Poisson'}({mean})"
            return Posed(form, {"l": mean, "x": "X", "law": law, "event": event, "how": how, "k": k, "calls": calls})

        def between(rng: Random) -> Posed:
            low, gap = pair(rng, 3 + difficulty)
            return Posed("between", {"l": rng.choice(means), "a": low + 1, "b": gap + 2})

        return branch(rng, one, between) if difficulty > 1 else one(rng)


def _summands(given: Question) -> tuple[range, bool]:
    """The counts to add up: those of the event, or those of its complement where the event has no end."""
    low, high = Counts.of(given.event)
    return (range(low), True) if high is None else (range(low, high + 1), False)


def _ratio(given: Question, k: int) -> Fraction:
    return given.value(0) ** k / factorial(k)


def _factor(given: Question) -> Fraction:
    """What the power of e is multiplied by in all."""
    return sum((_ratio(given, k) for k in _summands(given)[0]), Fraction(0))


def _power_of_e(given: Question) -> Enclosure:
    return lambda bits: exponential(-given.value(0), bits)


def _stated(given: Question, k: int) -> str:
    """A term by its formula."""
    mean = given.numbers[0]
    base = f"({mean})" if "/" in mean else mean
    if k == 0:
        return f"e^(-{mean})"
    return f"{base}^{k} / {k}! * e^(-{mean})" if k > 1 else f"{base} * e^(-{mean})"


def _times_e(given: Question, factor: Fraction) -> str:
    """A multiple of the power of e."""
    text = number_text(factor)
    shown = "" if text == "1" else f"({text})" if "/" in text else text
    return f"{shown}e^(-{given.numbers[0]})"


def _value_text(given: Question) -> str:
    """The probability exactly."""
    text = _times_e(given, _factor(given))
    return f"1 - {text}" if _summands(given)[1] else text
