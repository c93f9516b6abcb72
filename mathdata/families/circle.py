"""Circles, e.g. "一个圆的半径是 5 厘米，求它的面积。" or "Find the circumference of a circle with diameter 10 cm."."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("圆", "circle")
_DEFINITION = Bilingual(
    "圆由平面上到圆心的距离都是半径的点组成。",
    "A circle consists of the points whose distance from its center is the radius.",
)
_RADIUS = Side("半径", "radius", "r")
_DIAMETER = Side("直径", "diameter", "d")


class Circle(Figure):
    """Area and circumference of a circle, from its radius or diameter; π stays exact unless a value is given for it.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "circle"
    markers = Bilingual(zh=("圆",), en=("circle",))
    forms = (
        figure_form(
            "area",
            _NAME,
            (_RADIUS,),
            Bilingual("面积", "area"),
            Bilingual("圆的面积 = π * 半径^2", "area of a circle = π * radius^2"),
            _DEFINITION,
            "π * {r}^2",
            power=2,
        ),
        figure_form(
            "area_of_diameter",
            _NAME,
            (_DIAMETER,),
            Bilingual("面积", "area"),
            Bilingual("圆的面积 = π * (直径 / 2)^2", "area of a circle = π * (diameter / 2)^2"),
            _DEFINITION,
            "π * ({d} / 2)^2",
            power=2,
        ),
        figure_form(
            "circumference",
            _NAME,
            (_RADIUS,),
            Bilingual("周长", "circumference"),
            Bilingual("圆的周长 = π * 2 * 半径", "circumference of a circle = π * 2 * radius"),
            _DEFINITION,
            "π * 2 * {r}",
            power=1,
        ),
        figure_form(
            "circumference_of_diameter",
            _NAME,
            (_DIAMETER,),
            Bilingual("周长", "circumference"),
            Bilingual("圆的周长 = π * 直径", "circumference of a circle = π * diameter"),
            _DEFINITION,
            "π * {d}",
            power=1,
        ),
    )
