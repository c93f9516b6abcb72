"""Uniform motion, e.g. "一辆汽车每小时行驶 60 千米，3 小时行驶多少千米？" or "How long does it take …?"."""

from collections.abc import Mapping
from fractions import Fraction
from random import Random
from typing import ClassVar

from mathdata.families.calculated import Calculated, Data, decimal_text
from mathdata.families.enumeration import branch
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed
from mathdata.families.working.lengths import LENGTH_EN, LENGTH_ZH, plural, same_unit

_DEFINITION = Bilingual("速度是单位时间内所走的路程。", "Speed is the distance covered in one unit of time.")
_WHO_ZH = "(一辆汽车|一列火车|一辆自行车|小明|~小红|~小刚|~一艘轮船|~一架飞机|~一辆客车|~一辆货车|~某人|~他|~她)"
_WHO_EN = "(A car|A train|A cyclist|~A bus|~A truck|~A boat|~A plane|~A runner)"
_GOES_ZH = "(行驶|行|~走|~骑|~跑|~飞行)"
_FORMS = (
    Form(
        "distance",
        zh=(
            f"{_WHO_ZH}每{{tp}}{_GOES_ZH} {{v}} {{la}}，{_GOES_ZH}了 {{n}} {{ta}}，(一共|~)(行驶|~行|~走)"
            f"了多少{{lb}}？",
            f"{_WHO_ZH}从甲地开往乙地，每{{tp}}{_GOES_ZH} {{v}} {{la}}，{_GOES_ZH}了 {{n}} (~个|){{ta}}，"
            "(甲乙两地|~甲、乙两地|甲地到乙地)(相距|的距离是)多少{lb}？",
            f"{_WHO_ZH}每{{tp}}{_GOES_ZH} {{v}} {{la}}，{{n}} {{ta}}{_GOES_ZH}多少{{lb}}？",
        ),
        en=(
            f"{_WHO_EN} travels at {{v}} {{la}} per {{tp}} for {{n}} {{ta}}. How far does it travel?",
            f"{_WHO_EN} travels at a (constant |)speed of {{v}} {{la}} per {{tp}}. "
            "(How far does it travel|What distance does it cover|How many {lb} does it travel) in {n} {ta}?",
        ),
        definition=_DEFINITION,
        formula=Bilingual("路程 = 速度 * 时间", "distance = speed * time"),
        conclusion=Bilingual("路程是 {}。", "the distance is {}."),
        expression="{v} * {n}",
    ),
    Form(
        "speed",
        zh=(
            f"{_WHO_ZH} {{n}} {{ta}}{_GOES_ZH}了 {{d}} {{la}}，(平均|)每{{tp}}{_GOES_ZH}多少{{lb}}？",
            f"{_WHO_ZH} {{n}} {{ta}}{_GOES_ZH}了 {{d}} {{la}}，求(它|~他|~她)的(平均|)速度。",
        ),
        en=(f"{_WHO_EN} (travels|covers) {{d}} {{la}} in {{n}} {{ta}}. (What is|Find) its (average |)speed?",),
        definition=_DEFINITION,
        formula=Bilingual("速度 = 路程 / 时间", "speed = distance / time"),
        conclusion=Bilingual("速度是 {}。", "the speed is {}."),
        expression="{d} / {n}",
    ),
    Form(
        "time",
        zh=(
            f"{_WHO_ZH}每{{tp}}{_GOES_ZH} {{v}} {{la}}，{_GOES_ZH} {{d}} {{lb}}需要多少{{ta}}？",
            f"(两地|~甲、乙两地|甲乙两地)(相距|~的距离是) {{d}} {{lb}}，{_WHO_ZH}每{{tp}}{_GOES_ZH} {{v}} {{la}}，"
            "(行完|~走完)全程需要多少{ta}？",
        ),
        en=(
            f"{_WHO_EN} travels at {{v}} {{la}} per {{tp}}. How (long|many {{ta}}) does it take to "
            f"(travel|cover) {{d}} {{lb}}?",
        ),
        definition=_DEFINITION,
        formula=Bilingual("时间 = 路程 / 速度", "time = distance / speed"),
        conclusion=Bilingual("需要 {}。", "the time is {}."),
        expression="{d} / {v}",
    ),
    Form(
        "meeting",
        zh=(
            "甲、乙两地相距 {d} {la}，两车同时从两地(出发，|)相向而行，甲车每{tp}行 {v} {lb}，乙车每{tp_b}行 {w} {lc}，"
            "(多少|~几){ta}后(两车|)相遇？",
        ),
        en=(
            "Two (cars|trains|cyclists) start at the same time {d} {la} apart and (move|travel) toward(~s|) each other "
            "at {v} {lb} per {tp} and {w} {lc} per {tp_b}. After how many {ta} do they meet?",
        ),
        definition=Bilingual(
            "相向而行的两者，每单位时间共走两个速度之和。",
            "Two that approach each other cover the sum of their speeds in each unit of time.",
        ),
        formula=Bilingual(
            "相遇时间 = 路程 / (甲的速度 + 乙的速度)", "time to meet = distance / (first speed + second speed)"
        ),
        conclusion=Bilingual("经过 {}相遇。", "they meet after {}."),
        expression="{d} / ({v} + {w})",
    ),
    Form(
        "catching_up",
        zh=(
            "甲在乙前面 {d} {la}，两人同时同向(出发|而行)，乙每{tp}(走|行|跑) {v} {lb}，甲每{tp_b}(走|行|跑) {w} {lc}，"
            "(多少|~几){ta}后乙追上甲？",
        ),
        en=(
            "A runner is {d} {la} ahead of a cyclist. The cyclist moves at {v} {lb} per {tp} and the runner at "
            "{w} {lc} per {tp_b} in the same direction. After how many {ta} does the cyclist catch up?",
        ),
        definition=Bilingual(
            "同向而行的两者，每单位时间距离缩短两个速度之差。",
            "Of two that move in one direction, the gap shrinks by the difference of their speeds in each "
            "unit of time.",
        ),
        formula=Bilingual(
            "追及时间 = 路程差 / (快者的速度 - 慢者的速度)", "time to catch up = gap / (faster speed - slower speed)"
        ),
        conclusion=Bilingual("经过 {}追上。", "it takes {}."),
        expression="{d} / ({v} - {w})",
    ),
)
_LENGTHS, _TIMES = ("la", "lb", "lc"), ("ta", "tp", "tp_b")
_UNITS = {
    "zh": (("千米", "小时", "小时"), ("米", "秒", "秒")),
    "en": (("km", "hour", "hours"), ("meters", "second", "seconds")),
}


class Speed(Calculated):
    """Distance, speed or time of a uniform motion; two that meet; and one that catches up with another.

    Difficulty is the number of digits of speed and time; from 3 on times have a decimal.
    """

    kind = "speed"
    topic = "word_problem"
    difficulties = (1, 4)
    markers = Bilingual(zh=("每小时", "每分钟", "每秒", "速度"), en=("per hour", "per second", "per minute", "speed"))
    slots: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(_LENGTHS, f"(?:{LENGTH_ZH}|{LENGTH_EN})"),
        **dict.fromkeys(_TIMES, "(?:小时|分钟|秒钟|秒|hours?|minutes?|seconds?)"),
    }
    forms = _FORMS

    def unit(self, form: str, found: Found) -> str | None:
        """A length, a time, or their quotient, if all lengths and all times have one unit."""
        lengths = [found[name].strip() for name in _LENGTHS if found.get(name)]
        times = [found[name].strip().rstrip("s") for name in _TIMES if found.get(name)]
        if not same_unit(*lengths) or len(set(times)) != 1:
            return None
        length, time = plural(lengths[0]), times[0]
        if form == "distance":
            return length
        english = time.isascii()
        if form == "speed":
            return f"{length} per {time}" if english else f"{length}/{time}"
        return f"{time}s" if english else time

    def is_sensible(self, data: Data) -> bool:
        """Everything is positive, and only the faster one catches up."""
        return super().is_sensible(data) and (data.form != "catching_up" or data.value("v") > data.value("w"))

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Speeds and a time are drawn, the distance follows."""
        size, tenths = 10**difficulty, 10 if difficulty > 2 else 1

        def alone(rng: Random) -> Posed:
            form = rng.choice(("distance", "speed", "time"))
            speed, time = Fraction(rng.randint(2, size + 1)), Fraction(rng.randint(2, size + 1), tenths)
            return self._posed(form, {"v": speed, "n": time, "d": speed * time}, rng, language)

        def together(rng: Random) -> Posed:
            form = rng.choice(("meeting", "catching_up"))
            one, more = Fraction(rng.randint(1, size)), Fraction(rng.randint(1, size))
            time = Fraction(rng.randint(2, 6))
            both = (one, more, one + more) if form == "meeting" else (one + more, one, more)
            return self._posed(form, {"v": both[0], "w": both[1], "d": both[2] * time}, rng, language)

        return branch(rng, alone, together)

    def _posed(self, form: str, values: dict[str, Fraction], rng: Random, language: Language) -> Posed:
        length, per, time = rng.choice(_UNITS[language])
        units = dict.fromkeys(_LENGTHS, length) | {"ta": time, "tp": per, "tp_b": per}
        return Posed(form, {name: decimal_text(value) for name, value in values.items()} | units)
