"""Dice and urns, e.g. "同时掷两枚骰子，点数之和是 7 的概率是多少？" or balls drawn without replacement."""

from collections.abc import Mapping
from fractions import Fraction
from math import comb
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.enumeration import branch
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import Precision, half_width, show

MAX_BALLS = 200
_DICE_ZH = {"一": 1, "两": 2, "三": 3, "1": 1, "2": 2, "3": 3}
_DICE_EN = {"a": 1, "one": 1, "two": 2, "three": 3}


class Chance(NamedTuple):
    """What is asked, and its numbers."""

    form: str
    numbers: tuple[tuple[str, int], ...]


class Probability(WordedFamily[Chance]):
    """Sums of dice, and balls drawn from an urn: of one colour, several of one colour, or one of each.

    Difficulty 1 has one die or one ball, 2 two dice, 3 three; the urn holds up to 5 more of each colour with each step.
    """

    kind = "probability"
    difficulties = (1, 4)
    states_formula = True
    markers = Bilingual(zh=("概率",), en=("probability",))
    slots: ClassVar[Mapping[str, str]] = {
        "dice": "|".join((*_DICE_ZH, *_DICE_EN)),
        **dict.fromkeys(("s", "r", "b", "k"), DIGITS),
    }
    forms = (
        Form(
            "sum",
            zh=(
                "(同时|)(掷|~抛|~投){dice}(枚|~个|~颗)(均匀的|质地均匀的|)骰子，(点数之和|~点数和)(是|为|等于)"
                " {s} 的概率是多少？",
            ),
            en=(
                "{dice} (fair |)dice are rolled. What is the probability that the sum is {s}?",
                "What is the probability of rolling a (sum|total) of {s} with {dice} (fair |)dice?",
            ),
            definition=Bilingual("每枚骰子有 6 种等可能的结果。", "Each die has 6 equally likely outcomes."),
            formula=Bilingual(
                "概率 = 符合条件的结果数 / 全部结果数", "probability = favorable outcomes / all outcomes"
            ),
            conclusion=Bilingual("所求概率是 {}。", "the probability is {}."),
        ),
        Form(
            "one",
            zh=(
                "(一个|)(袋子|口袋|袋|盒子)(里|中)有 {r} 个红球和 {b} 个白球，(从中|)(任意|随机|)(摸出|取出)"
                "(1|一)个球，(摸到|取到|是|它是)红球的概率是多少？",
            ),
            en=(
                "(A bag|An urn|A box) contains {r} red and {b} (blue|white) balls. One ball is drawn at "
                "random. What is the probability that it is red?",
            ),
            definition=Bilingual("每个球被取出的可能性相同。", "Each ball is equally likely to be drawn."),
            formula=Bilingual("概率 = 红球个数 / 球的总数", "probability = red balls / all balls"),
            conclusion=Bilingual("所求概率是 {}。", "the probability is {}."),
        ),
        Form(
            "all",
            zh=(
                "(一个|)(袋子|口袋|袋|盒子)(里|中)有 {r} 个红球和 {b} 个白球，(从中|)(随机|任意|)"
                "不放回地(摸出|取出) {k} 个球，(它们|)(都|全)是红球的概率是多少？",
            ),
            en=(
                "(A bag|An urn|A box) contains {r} red and {b} (blue|white) balls. {k} balls are drawn (at "
                "random |)without replacement. What is the probability that all of them are red?",
            ),
            definition=Bilingual(
                "不放回地取球，各种取法的可能性相同。", "Without replacement, all selections are equally likely."
            ),
            formula=Bilingual(
                "概率 = 只取红球的取法数 / 全部取法数", "probability = selections of red balls / all selections"
            ),
            conclusion=Bilingual("所求概率是 {}。", "the probability is {}."),
        ),
        Form(
            "exactly",
            zh=(
                "(一个|)(袋子|口袋|袋|盒子)(里|中)有 {r} 个红球和 {b} 个白球，(从中|)(随机|任意|)"
                "不放回地(摸出|取出) {k} 个球，恰(好|)有 {s} 个红球的概率是多少？",
            ),
            en=(
                "(A bag|An urn|A box) contains {r} red and {b} (blue|white) balls. {k} balls are drawn (at "
                "random |)without replacement. What is the probability that exactly {s} of them are red?",
            ),
            definition=Bilingual(
                "不放回地取球，各种取法的可能性相同。", "Without replacement, all selections are equally likely."
            ),
            formula=Bilingual(
                "概率 = 红球的取法数 * 白球的取法数 / 全部取法数",
                "probability = selections of red * selections of the others / all selections",
            ),
            conclusion=Bilingual("所求概率是 {}。", "the probability is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Chance | None:
        """The numbers, if there are so many balls."""
        dice = (found.get("dice") or "").lower()
        numbers = {name: int(half_width(found[name]).strip()[:4]) for name in ("s", "r", "b", "k") if found.get(name)}
        if form == "sum":
            return Chance(form, (("n", (_DICE_ZH | _DICE_EN)[dice]), ("s", numbers["s"])))
        total, taken = numbers["r"] + numbers["b"], numbers.get("k", 1)
        if not 0 < taken <= total <= MAX_BALLS or numbers.get("s", 0) > taken:
            return None
        return Chance(form, tuple(sorted(numbers.items())))

    def form_of(self, given: Chance) -> str:
        """Which of the four."""
        return given.form

    def solve(self, given: Chance, precision: Precision | None = None) -> Answer:
        """An exact fraction."""
        value = Fraction(*_counts(given))
        return Answer(value, *show(value, precision)) if precision else Answer(value, str(value), is_exact=True)

    def chain(self, given: Chance, answer: Answer, manner: Manner) -> str:
        """The quotient of two counts."""
        top, bottom = _counts(given)
        stated = _counted(given)
        quotient = f"{top} / {bottom}"
        shown = str(Fraction(top, bottom))
        value = f" = {shown}" if shown != f"{top}/{bottom}" else ""
        end = "" if answer.is_exact else f" ≈ {answer.digits}"
        return (f"{stated} = {quotient}" if stated != quotient else quotient) + (value or " = " + shown) + end

    def working(self, given: Chance, answer: Answer, manner: Manner) -> list[str]:
        """Both counts, then their quotient."""
        lines = _dice_lines(given, manner) if given.form == "sum" else _urn_lines(given, manner)
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Dice, or balls of two colours."""
        size = 5 * difficulty

        def dice(rng: Random) -> Posed:
            count = min(difficulty, 3)
            word = {"zh": "一两三", "en": ("one", "two", "three")}[language][count - 1]
            return Posed("sum", {"dice": word, "s": rng.randint(count, 6 * count)})

        def urn(rng: Random) -> Posed:
            red, white = rng.randint(3, 3 + size), rng.randint(3, 3 + size)
            if difficulty == 1:
                return Posed("one", {"r": red, "b": white})
            taken, some = rng.randint(2, 3), rng.choice((None, 1))
            return Posed("all" if some is None else "exactly", {"r": red, "b": white, "k": taken, "s": some})

        return branch(rng, dice, urn) if difficulty in (2, 3) else urn(rng)


def _counts(given: Chance) -> tuple[int, int]:
    """Favourable outcomes and all outcomes, not reduced."""
    numbers = dict(given.numbers)
    if given.form == "sum":
        return _ways(numbers["n"], numbers["s"]), 6 ** numbers["n"]
    red, total = numbers["r"], numbers["r"] + numbers["b"]
    if given.form == "one":
        return red, total
    taken, some = numbers["k"], numbers.get("s", numbers["k"])
    return comb(red, some) * comb(numbers["b"], taken - some), comb(total, taken)


def _ways(dice: int, total: int) -> int:
    """How many outcomes of some dice have a sum."""
    if dice == 0:
        return int(total == 0)
    return sum(_ways(dice - 1, total - face) for face in range(1, 7))


def _counted(given: Chance) -> str:
    """The quotient as it is first written."""
    numbers = dict(given.numbers)
    if given.form == "sum":
        return f"{_counts(given)[0]} / 6^{numbers['n']}" if numbers["n"] > 1 else f"{_counts(given)[0]} / 6"
    red, white = numbers["r"], numbers["b"]
    if given.form == "one":
        return f"{red} / ({red} + {white})"
    taken = numbers["k"]
    some = numbers.get("s", taken)
    others = f" * C({white}, {taken - some})" if taken > some else ""
    return f"C({red}, {some}){others} / C({red + white}, {taken})"


def _dice_lines(given: Chance, manner: Manner) -> list[str]:
    """The outcomes with the sum, one for each face of the first die."""
    numbers = dict(given.numbers)
    count, total = numbers["n"], numbers["s"]
    if count < 2:
        return []
    zh = manner.language == "zh"
    ways = [(face, _ways(count - 1, total - face)) for face in range(1, 7)]
    told = [f"第一枚是 {face}：{n} 种" if zh else f"first die {face}: {n} way{'s' * (n != 1)}" for face, n in ways if n]
    summed = " + ".join(str(n) for _, n in ways if n)
    lines = ["；".join(told) if zh else "; ".join(told)] if told else []
    return [*lines, f"{summed} = {sum(n for _, n in ways)}"] if len(told) > 1 else lines


def _urn_lines(given: Chance, manner: Manner) -> list[str]:
    """The selections of each colour, and all of them."""
    numbers = dict(given.numbers)
    red, white = numbers["r"], numbers["b"]
    if given.form == "one":
        return [f"{red} + {white} = {red + white}"]
    taken = numbers["k"]
    some = numbers.get("s", taken)
    chosen = [(red, some), *([(white, taken - some)] if taken > some else []), (red + white, taken)]
    return [f"C({n}, {k}) = {comb(n, k)}" for n, k in chosen]
