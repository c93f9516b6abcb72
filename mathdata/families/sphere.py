"""Spheres, e.g. "一个球的半径是 3 厘米，求它的体积。" or "Find the surface area of a sphere with radius 5 cm."."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("球", "sphere")
_DEFINITION = Bilingual(
    "球面由空间中到球心的距离都是半径的点组成。",
    "A sphere consists of the points of space whose distance from its center is the radius.",
)
_RADIUS = Side("半径", "radius", "r")


class Sphere(Figure):
    """Volume and surface of a sphere; π stays exact unless a value is given for it.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "sphere"
    topic = "solid_geometry"
    markers = Bilingual(zh=("球的", "球，"), en=("sphere",))
    forms = (
        figure_form(
            "volume",
            _NAME,
            (_RADIUS,),
            Bilingual("体积", "volume"),
            Bilingual("球的体积 = π * 4 * 半径^3 / 3", "volume of a sphere = π * 4 * radius^3 / 3"),
            _DEFINITION,
            "π * 4 * {r}^3 / 3",
            power=3,
        ),
        figure_form(
            "surface",
            _NAME,
            (_RADIUS,),
            Bilingual("表面积", "surface area"),
            Bilingual("球的表面积 = π * 4 * 半径^2", "surface area of a sphere = π * 4 * radius^2"),
            _DEFINITION,
            "π * 4 * {r}^2",
            power=2,
        ),
    )
