"""Cubes, e.g. "一个正方体的棱长是 5 厘米，求它的表面积。" or "Find the volume of a cube with edge 3 cm."."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("正方体", "cube")
_DEFINITION = Bilingual(
    "正方体是六个面都是相等的正方形的立体。",
    "A cube is a solid with six equal square faces.",
)
_EDGE = Side("棱长", "edge", "a")


class Cube(Figure):
    """Volume and surface of a cube.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "cube"
    topic = "solid_geometry"
    markers = Bilingual(zh=("正方体",), en=("cube with", "cube has", "cube whose"))
    forms = (
        figure_form(
            "volume",
            _NAME,
            (_EDGE,),
            Bilingual("体积", "volume"),
            Bilingual("正方体的体积 = 棱长^3", "volume of a cube = edge^3"),
            _DEFINITION,
            "{a}^3",
            power=3,
        ),
        figure_form(
            "surface",
            _NAME,
            (_EDGE,),
            Bilingual("表面积", "surface area"),
            Bilingual("正方体的表面积 = 6 * 棱长^2", "surface area of a cube = 6 * edge^2"),
            _DEFINITION,
            "6 * {a}^2",
            power=2,
        ),
    )
