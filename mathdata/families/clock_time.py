"""Times of day, e.g. "从 9:49 到 11:44 经过多少分钟？" or "What is 69 minutes before 11:27 PM?"."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, Precision, half_width, show

DAY = 24 * 60
"""Minutes of a day."""
MAX_MINUTES = 7 * DAY
_CLOCK = "[0-9]{1,2}[:：][0-9]{2}"


class Moment(NamedTuple):
    """What is asked, a time of day in minutes after midnight, and another one or how many minutes lie between."""

    form: str
    start: int
    other: int


_DEFINITION = Bilingual("1 小时有 60 分钟，1 天有 24 小时。", "An hour has 60 minutes, a day has 24 hours.")


class ClockTime(WordedFamily[Moment]):
    """The minutes from one time to the next other one, or the time some minutes before or after another one.

    In English a time has AM or PM; in Chinese it counts 24 hours. Difficulty is the number of hours that lie
    between at most.
    """

    kind = "clock_time"
    topic = "measurement"
    difficulties = (1, 9)
    states_formula = True
    markers = Bilingual(zh=("多少分钟", "几点", "什么时刻"), en=(" minutes", "what time"))
    slots: ClassVar[Mapping[str, str]] = {
        "t": _CLOCK,
        "u": _CLOCK,
        "m": DIGITS,
        "ampm": r"[AaPp]\.?[Mm]\b\.?",
        "bmpm": r"[AaPp]\.?[Mm]\b\.?",
    }
    forms = (
        Form(
            "between",
            zh=("从 {t} 到 {u} (经过|一共经过|~共有|~有)(了|)多少分钟？", "{t} 到 {u} 之间有多少分钟？"),
            en=(
                "How many minutes (are there|~are) between {t} {ampm} and {u} {bmpm}?",
                "How many minutes (pass|are there) from {t} {ampm} to {u} {bmpm}?",
            ),
            definition=_DEFINITION,
            formula=Bilingual("经过的时间 = 结束时刻 - 开始时刻", "time between = end - start"),
            conclusion=Bilingual("经过了 {} 分钟。", "there are {} minutes between them."),
        ),
        Form(
            "before",
            zh=("{t} 的 {m} 分钟前是(几点几分|什么时刻|几点)？", "{t} 之前 {m} 分钟是(几点几分|什么时刻|几点)？"),
            en=("What (is|time is|~time was it) {m} minutes before {t} {ampm}?",),
            definition=_DEFINITION,
            formula=Bilingual("所求时刻 = 已知时刻 - 时间", "time asked = time given - minutes"),
            conclusion=Bilingual("所求的时刻是 {}。", "the time is {}."),
        ),
        Form(
            "after",
            zh=("{t} 的 {m} 分钟后是(几点几分|什么时刻|几点)？", "{t} 之后 {m} 分钟是(几点几分|什么时刻|几点)？"),
            en=("What (is|time is|~time will it be) {m} minutes after {t} {ampm}?",),
            definition=_DEFINITION,
            formula=Bilingual("所求时刻 = 已知时刻 + 时间", "time asked = time given + minutes"),
            conclusion=Bilingual("所求的时刻是 {}。", "the time is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Moment | None:
        """Times that a clock shows; a span that ends at an earlier time ends on the next day."""
        start = _minutes(found["t"], found.get("ampm"))
        if form == "between":
            other = _minutes(found["u"], found.get("bmpm"))
        else:
            text = half_width(found["m"]).strip()
            other = int(text) if len(text) < 6 and int(text) <= MAX_MINUTES else None
        if start is None or other is None or (form == "between" and other == start):
            return None
        return Moment(form, start, other + DAY if form == "between" and other < start else other)

    def form_of(self, given: Moment) -> str:
        """The one that was read."""
        return given.form

    def solve(self, given: Moment, precision: Precision | None = None) -> Answer:
        """A number of minutes, or a time of day."""
        if given.form == "between":
            return Answer(given.other - given.start, *show(given.other - given.start, EXACT))
        time = _reached(given) % DAY
        said = Bilingual(f"{time // 60}:{time % 60:02d}", _twelve(time))
        return Answer(Formula(said.en, f"\\text{{{said.en}}}", said), said.en, is_exact=True)

    def chain(self, given: Moment, answer: Answer, manner: Manner) -> str:
        """Minutes after midnight, added or subtracted."""
        start = f"{given.start // 60} * 60 + {given.start % 60}"
        if given.form == "between":
            return f"({given.other // 60} * 60 + {given.other % 60}) - ({start}) = {answer.digits}"
        sign, total = "+" if given.form == "after" else "-", _reached(given)
        reached = f"{total // 60} * 60 + {total % 60}" if total >= 0 else str(total)
        return f"{start} {sign} {given.other} = {reached}{manner.words.comma}{answer.digits}"

    def working(self, given: Moment, answer: Answer, manner: Manner) -> list[str]:
        """Both times in minutes after midnight, the result, and the hours in it."""
        lines = [f"{given.start // 60} * 60 + {given.start % 60} = {given.start}"]
        if given.form == "between":
            lines.append(f"{given.other // 60} * 60 + {given.other % 60} = {given.other}")
            return [*lines, f"{given.other} - {given.start} = {answer.digits}"]
        total = _reached(given)
        lines.append(f"{given.start} {'+' if given.form == 'after' else '-'} {given.other} = {total}")
        time = total % DAY
        if time != total:
            days = abs(total // DAY)
            lines.append(f"{total} {'+' if total < 0 else '-'} {days} * {DAY} = {time}")
        return [*lines, f"{time} = {time // 60} * 60 + {time % 60}{manner.words.comma}{answer.digits}"]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A time, and minutes up to the hours of the difficulty."""
        form, start = rng.choice(("between", "before", "after")), rng.randint(0, DAY - 601)
        gap = rng.randint(60 * difficulty - 59, 60 * difficulty)
        times = [f"{time // 60}:{time % 60:02d}" if language == "zh" else _twelve(time)[:-3]
                 for time in (start, start + gap)]  # fmt: skip
        marks = ["AM" if time < DAY // 2 else "PM" for time in (start, start + gap)]
        return Posed(form, {"t": times[0], "u": times[1], "m": gap, "ampm": marks[0], "bmpm": marks[1]})


def _minutes(text: str, mark: str | None) -> int | None:
    """Minutes after midnight; None for a time that no clock shows."""
    hours, minutes = map(int, half_width(text).replace("：", ":").split(":"))
    if minutes > 59 or (hours > 23 if mark is None else not 1 <= hours <= 12):
        return None
    if mark is not None:
        hours = hours % 12 + (12 if mark[0] in "pP" else 0)
    return hours * 60 + minutes


def _reached(given: Moment) -> int:
    return given.start + (given.other if given.form == "after" else -given.other)


def _twelve(time: int) -> str:
    """A time of day with AM or PM.

    >>> _twelve(0), _twelve(727)
    ('12:00 AM', '12:07 PM')
    """
    return f"{(time // 60 - 1) % 12 + 1}:{time % 60:02d} {'AM' if time < DAY // 2 else 'PM'}"
