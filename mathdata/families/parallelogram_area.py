"""Areas of parallelograms, e.g. "一个平行四边形的底是 8 厘米，高是 5 厘米，求它的面积。"."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("平行四边形", "parallelogram")
_DEFINITION = Bilingual(
    "平行四边形沿高剪开，可以拼成一个同底等高的长方形。",
    "Cut along its height, a parallelogram can be put together as a rectangle with the same base and height.",
)
_BASE = Side("底", "base", "a")
_HEIGHT = Side("高", "height", "h")


class ParallelogramArea(Figure):
    """The area of a parallelogram from base and height.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "parallelogram_area"
    markers = Bilingual(zh=("平行四边形",), en=("parallelogram",))
    forms = (
        figure_form(
            "area",
            _NAME,
            (_BASE, _HEIGHT),
            Bilingual("面积", "area"),
            Bilingual("平行四边形的面积 = 底 * 高", "area of a parallelogram = base * height"),
            _DEFINITION,
            "{a} * {h}",
            power=2,
        ),
    )
