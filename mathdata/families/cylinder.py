"""Cylinders, e.g. "一个圆柱的底面半径是 3 厘米，高是 10 厘米，求它的体积。"."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("圆柱", "cylinder")
_DEFINITION = Bilingual(
    "圆柱的两个底面是相等的圆，侧面展开是一个长方形。",
    "A cylinder has two equal circles as bases; its lateral surface unrolls to a rectangle.",
)
_RADIUS = Side("底面半径", "radius", "r")
_HEIGHT = Side("高", "height", "h")


class Cylinder(Figure):
    """Volume, lateral area and surface of a cylinder; π stays exact unless a value is given for it.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "cylinder"
    topic = "solid_geometry"
    markers = Bilingual(zh=("圆柱",), en=("cylinder",))
    forms = (
        figure_form(
            "volume",
            _NAME,
            (_RADIUS, _HEIGHT),
            Bilingual("体积", "volume"),
            Bilingual("圆柱的体积 = π * 底面半径^2 * 高", "volume of a cylinder = π * radius^2 * height"),
            _DEFINITION,
            "π * {r}^2 * {h}",
            power=3,
        ),
        figure_form(
            "lateral",
            _NAME,
            (_RADIUS, _HEIGHT),
            Bilingual("侧面积", "lateral area"),
            Bilingual("圆柱的侧面积 = π * 2 * 底面半径 * 高", "lateral area of a cylinder = π * 2 * radius * height"),
            _DEFINITION,
            "π * 2 * {r} * {h}",
            power=2,
        ),
        figure_form(
            "surface",
            _NAME,
            (_RADIUS, _HEIGHT),
            Bilingual("表面积", "surface area"),
            Bilingual(
                "圆柱的表面积 = π * 2 * 底面半径 * (底面半径 + 高)",
                "surface area of a cylinder = π * 2 * radius * (radius + height)",
            ),
            _DEFINITION,
            "π * 2 * {r} * ({r} + {h})",
            power=2,
        ),
    )
