"""What the families of distributions share: the question, how it is put, and how its answer is rounded.

```text
X ~ B(5, 1/3)                        the law, which opens every solution
P(X = 2) = … = 80/243 ≈ 0.3292       the event, exactly, then to four places where decimals do not end
```
"""

import re
from abc import abstractmethod
from collections.abc import Mapping
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from mathdata.families.contract import Answer, Lesson, Manner
from mathdata.families.interval import VARIABLE, Interval, bounded, number, read_interval, variable_of
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Found, WordedFamily
from mathdata.numbers import Precision

FOUR_PLACES = Precision.of("dp:4")
"""As in the tables of textbooks."""

INNER = Precision.of("dp:6")
"""Values on the way show two places more: whoever adds them up comes closer than with those of a table."""

SIGN_OF: Mapping[str, str] = {
    **dict.fromkeys(("恰好", "恰有", "恰", "正好", "刚好", "exactly"), "="),
    **dict.fromkeys(("至少", "最少", "不少于", "不低于", "at least", "no fewer than", "no less than"), "≥"),
    **dict.fromkeys(("至多", "最多", "不超过", "不多于", "不高于", "at most", "no more than", "not more than"), "≤"),
    **dict.fromkeys(("多于", "超过", "高于", "大于", "more than", "greater than", "above", "over"), ">"),
    **dict.fromkeys(("少于", "低于", "小于", "fewer than", "less than", "below", "under"), "<"),
}
"""What the words of a comparison say."""

HOW = "|".join(sorted(SIGN_OF, key=len, reverse=True))
"""The place of these words."""

COUNTED: Bilingual[tuple[tuple[str, str], ...]] = Bilingual(
    zh=(("恰好", "="), ("至少", "≥"), ("至多", "≤")),
    en=(("exactly", "="), ("at least", "≥"), ("at most", "≤")),
)
"""What new problems about counts say."""


_SUBJECT = re.compile(VARIABLE)


class Question(NamedTuple):
    """The form, the numbers of the law as they are written in the working, and the event."""

    form: str
    numbers: tuple[str, ...]
    event: Interval

    def value(self, place: int) -> Fraction:
        """One of the numbers."""
        return Fraction(self.numbers[place])


class DistributionFamily(WordedFamily[Question]):
    """A family of probabilities under one law."""

    states_formula = True
    precision = FOUR_PLACES
    topic = "probability"

    @abstractmethod
    def law(self, given: Question, language: Language) -> str:
        """The distribution in symbols, such as `B(5, 1/3)`."""

    @abstractmethod
    def told(self, given: Question, answer: Answer) -> str:
        """The probability from its definition to its value, in one chain."""

    def form_of(self, given: Question) -> str:
        """The one that was read."""
        return given.form

    def chain(self, given: Question, answer: Answer, manner: Manner) -> str:
        """The law, then the probability."""
        return f"{self._opening(given, manner)}{manner.words.comma}{self.told(given, answer)}"

    def closing(self, given: Question, answer: Answer, manner: Manner) -> str:
        """The probability; the law was said before."""
        return self.told(given, answer)

    def working(self, given: Question, answer: Answer, manner: Manner) -> list[str]:
        """The law, what the probability is made of, and the probability."""
        return [self._opening(given, manner), *self.parts(given, manner), self.told(given, answer)]

    def parts(self, given: Question, manner: Manner) -> list[str]:
        """Lines between the law and the probability; none by default."""
        return []

    def lesson(self, given: Question, answer: Answer, language: Language) -> Lesson:
        """What the form says; a rounded answer is called so."""
        lesson = super().lesson(given, answer, language)
        if answer.is_exact:
            return lesson
        is_said = ("是 ", "约为 ") if language == "zh" else (" is ", " is about ")
        return lesson._replace(conclusion=lesson.conclusion.replace(*is_said))

    def _opening(self, given: Question, manner: Manner) -> str:
        return f"{given.event.variable} ~ {self.law(given, manner.language)}"


class Counts(NamedTuple):
    """The whole numbers from `low` to `high` that an event allows, where None is no end."""

    low: int
    high: int | None

    @classmethod
    def of(cls, event: Interval) -> "Counts":
        """Those of an event; less than 3 is 2 at most."""
        low, high = 0, None
        if event.low is not None:
            low = floor(event.low) + 1 if event.low_sign == "<" else ceil(event.low)
        if event.high is not None:
            high = ceil(event.high) - 1 if event.high_sign == "<" else floor(event.high)
        return cls(max(low, 0), high)


def event_of(found: Found) -> Interval | None:
    """What is asked: of the variable of the law in symbols, between two numbers, or as words compare with one."""
    if "event" in found:
        event = read_interval(found["event"])
        subject = _SUBJECT.match(found.get("law") or found["x"])
        return event if event and subject and variable_of(subject[0]) == event.variable else None
    if "a" in found:
        low, high = number(found["a"]), number(found["b"])
        return Interval("X", low, "≤", high, "≤") if low < high else None
    return bounded("X", SIGN_OF[found["how"].lower()], number(found["k"]))


def summed(variable: str, counts: range) -> str:
    """`P(X = 0) + P(X = 1)`."""
    return " + ".join(f"P({variable} = {k})" for k in counts)
