"""Areas of trapezoids, e.g. "一个梯形的上底是 3 厘米，下底是 5 厘米，高是 4 厘米，求它的面积。"."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("梯形", "trapezoid")
_DEFINITION = Bilingual(
    "梯形是只有一组对边平行的四边形，平行的两边叫作底。",
    "A trapezoid is a quadrilateral with one pair of parallel sides, its bases.",
)
_TOP = Side("上底", "upper base", "a")
_BOTTOM = Side("下底", "lower base", "b")
_HEIGHT = Side("高", "height", "h")


class TrapezoidArea(Figure):
    """The area of a trapezoid from its two parallel sides and its height.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "trapezoid_area"
    markers = Bilingual(zh=("梯形",), en=("trapezoid",))
    forms = (
        figure_form(
            "area",
            _NAME,
            (_TOP, _BOTTOM, _HEIGHT),
            Bilingual("面积", "area"),
            Bilingual(
                "梯形的面积 = (上底 + 下底) * 高 / 2", "area of a trapezoid = (upper base + lower base) * height / 2"
            ),
            _DEFINITION,
            "({a} + {b}) * {h} / 2",
            power=2,
        ),
    )
