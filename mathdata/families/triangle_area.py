"""Areas of triangles, e.g. "一个三角形的底是 8 厘米，高是 5 厘米，求它的面积。"."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("三角形", "triangle")
_DEFINITION = Bilingual(
    "三角形的面积是同底等高的平行四边形面积的一半。",
    "The area of a triangle is half that of a parallelogram with the same base and height.",
)
_BASE = Side("底", "base", "a")
_HEIGHT = Side("高", "height", "h")


class TriangleArea(Figure):
    """The area of a triangle from base and height.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "triangle_area"
    markers = Bilingual(zh=("三角形",), en=("triangle",))
    forms = (
        figure_form(
            "area",
            _NAME,
            (_BASE, _HEIGHT),
            Bilingual("面积", "area"),
            Bilingual("三角形的面积 = 底 * 高 / 2", "area of a triangle = base * height / 2"),
            _DEFINITION,
            "{a} * {h} / 2",
            power=2,
        ),
    )
