"""Cones, e.g. "一个圆锥的底面半径是 3 厘米，高是 4 厘米，求它的体积。"."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("圆锥", "cone")
_DEFINITION = Bilingual(
    "圆锥的体积是同底等高的圆柱体积的三分之一。",
    "The volume of a cone is a third of that of a cylinder with the same base and height.",
)
_RADIUS = Side("底面半径", "radius", "r")
_HEIGHT = Side("高", "height", "h")


class Cone(Figure):
    """The volume of a cone; π stays exact unless a value is given for it.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "cone"
    topic = "solid_geometry"
    markers = Bilingual(zh=("圆锥",), en=("cone",))
    forms = (
        figure_form(
            "volume",
            _NAME,
            (_RADIUS, _HEIGHT),
            Bilingual("体积", "volume"),
            Bilingual("圆锥的体积 = π * 底面半径^2 * 高 / 3", "volume of a cone = π * radius^2 * height / 3"),
            _DEFINITION,
            "π * {r}^2 * {h} / 3",
            power=3,
        ),
    )
