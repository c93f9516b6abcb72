"""Percentages, e.g. "80 的 25% 是多少？", "12 是 48 的百分之几？" or "30 is 20% of what number?"."""

from fractions import Fraction
from random import Random

from mathdata.families.calculated import Calculated, Data, decimal_text
from mathdata.families.enumeration import branch
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed
from mathdata.numbers import Precision

_DEFINITION = Bilingual(
    "百分数表示一个数是另一个数的百分之几。", "A percentage says how many hundredths one number is of another."
)
_CHANGE = Bilingual(
    "变化的百分数是变化量占原来的量的百分之几。", "A percent change compares the change with the original amount."
)


class Percentage(Calculated):
    """A percentage of a number, one number as a percentage of another, the whole from a part, and percent changes.

    Difficulty is the number of digits of the numbers; answers are whole up to 3 and have decimals beyond.
    """

    kind = "percentage"
    topic = "percent"
    difficulties = (1, 5)
    precision = Precision.of("sig:16")
    markers = Bilingual(zh=("%", "百分之", "％"), en=("%", "percent"))
    forms = (
        Form(
            "of",
            zh=("{a} 的 {p}(%|~％)是多少？", "(求|计算) {a} 的 {p}(%|~％)。"),
            en=("(What is|Find|Calculate) {p}(%| percent) of {a}?", "How much is {p}% of {a}?"),
            definition=_DEFINITION,
            formula=Bilingual("部分 = 整体 * 百分数", "part = whole * percentage"),
            conclusion=Bilingual("结果是 {}。", "the result is {}."),
            expression="{a} * {p} / 100",
        ),
        Form(
            "share",
            zh=("{a} 是 {b} 的百分之几？", "{a} 占 {b} 的百分之(几|多少)？"),
            en=("What (percent|percentage) of {b} is {a}?", "{a} is what (percent|percentage) of {b}?"),
            definition=_DEFINITION,
            formula=Bilingual("百分数 = 部分 / 整体 * 100%", "percentage = part / whole * 100%"),
            conclusion=Bilingual("占 {}。", "it is {}."),
            expression="{a} / {b}",
        ),
        Form(
            "whole",
            zh=(
                "一个数的 {p}(%|~％)是 {a}，(求这个数。|这个数是多少？)",
                "{a} 是(某个数|一个数)的 {p}(%|~％)，(求这个数。|这个数是多少？)",
            ),
            en=("{a} is {p}(%| percent) of what number?", "{p}% of a number is {a}. (Find|What is) the number?"),
            definition=_DEFINITION,
            formula=Bilingual("整体 = 部分 / 百分数", "whole = part / percentage"),
            conclusion=Bilingual("这个数是 {}。", "the number is {}."),
            expression="{a} / ({p} / 100)",
        ),
        Form(
            "rise",
            zh=("(一个数|数量|产量|价格)从 {a} (增加|增长|上升)到 {b}，(增加|增长|上升)了百分之几？",),
            en=(
                "(Find|What is) the percent(|age) increase from {a} to {b}?",
                "A number (rises|increases) from {a} to {b}. By what percent does it increase?",
            ),
            definition=_CHANGE,
            formula=Bilingual(
                "增加的百分数 = (现在的量 - 原来的量) / 原来的量 * 100%", "percent increase = (new - old) / old * 100%"
            ),
            conclusion=Bilingual("增加了 {}。", "the increase is {}."),
            expression="({b} - {a}) / {a}",
        ),
        Form(
            "fall",
            zh=("(一个数|数量|产量|价格)从 {b} (减少|下降|降低)到 {a}，(减少|下降|降低)了百分之几？",),
            en=(
                "(Find|What is) the percent(|age) decrease from {b} to {a}?",
                "A number (falls|decreases) from {b} to {a}. By what percent does it decrease?",
            ),
            definition=_CHANGE,
            formula=Bilingual(
                "减少的百分数 = (原来的量 - 现在的量) / 原来的量 * 100%", "percent decrease = (old - new) / old * 100%"
            ),
            conclusion=Bilingual("减少了 {}。", "the decrease is {}."),
            expression="({b} - {a}) / {b}",
        ),
    )

    def unit(self, form: str, found: Found) -> str | None:
        """Percent, where a share is asked for."""
        return "" if form in ("of", "whole") else "%"

    def is_sensible(self, data: Data) -> bool:
        """Nothing is compared with nothing, and what rises gets larger."""
        if not all(Fraction(text) > 0 for _, text in data.numbers):
            return False
        return data.form not in ("rise", "fall") or data.value("b") > data.value("a")

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """The percentage and a number that it fits are drawn, the others follow."""
        size = 10**difficulty

        def part(rng: Random) -> Posed:
            form, percent, unit = rng.choice(("of", "whole", "share")), rng.randint(1, 99), rng.randint(1, size)
            whole = Fraction(unit * 20 if difficulty <= 3 else unit, 1 if difficulty <= 3 else 10)
            share = whole * percent / 100
            shown: dict[str, Fraction | int] = (
                {"a": whole, "p": percent} if form == "of" else {"a": share, "b": whole, "p": percent}
            )
            return Posed(form, {name: decimal_text(value) for name, value in shown.items()})

        def change(rng: Random) -> Posed:
            form, percent, unit = rng.choice(("rise", "fall")), rng.randint(1, 90), rng.randint(1, size)
            old = Fraction(100 * unit)
            new = old * (100 + percent if form == "rise" else 100 - percent) / 100
            return Posed(form, {"a": decimal_text(min(old, new)), "b": decimal_text(max(old, new))})

        return branch(rng, part, change)
