"""Cuboids, e.g. "一个长方体的长是 5 厘米，宽是 4 厘米，高是 3 厘米，求它的体积。"."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("长方体", "cuboid")
_DEFINITION = Bilingual(
    "长方体是六个面都是长方形的立体，相对的面相等。",
    "A cuboid is a solid with six rectangular faces, of which opposite ones are equal.",
)
_LENGTH = Side("长", "length", "a")
_WIDTH = Side("宽", "width", "b")
_HEIGHT = Side("高", "height", "h")


class Cuboid(Figure):
    """Volume and surface of a cuboid.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "cuboid"
    topic = "solid_geometry"
    markers = Bilingual(zh=("长方体",), en=("cuboid", "rectangular"))
    forms = (
        figure_form(
            "volume",
            _NAME,
            (_LENGTH, _WIDTH, _HEIGHT),
            Bilingual("体积", "volume"),
            Bilingual("长方体的体积 = 长 * 宽 * 高", "volume of a cuboid = length * width * height"),
            _DEFINITION,
            "{a} * {b} * {h}",
            power=3,
        ),
        figure_form(
            "surface",
            _NAME,
            (_LENGTH, _WIDTH, _HEIGHT),
            Bilingual("表面积", "surface area"),
            Bilingual(
                "长方体的表面积 = (长 * 宽 + 长 * 高 + 宽 * 高) * 2",
                "surface area of a cuboid = (length * width + length * height + width * height) * 2",
            ),
            _DEFINITION,
            "({a} * {b} + {a} * {h} + {b} * {h}) * 2",
            power=2,
        ),
    )
