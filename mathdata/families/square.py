"""Squares, e.g. "一个正方形的边长是 6 厘米，求它的面积。" or "Find the perimeter of a square with side 5 m."."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("正方形", "square")
_DEFINITION = Bilingual(
    "正方形是四条边相等、四个角都是直角的四边形。",
    "A square is a quadrilateral with four equal sides and four right angles.",
)
_SIDE = Side("边长", "side", "a")


class Square(Figure):
    """Area and perimeter of a square.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "square"
    markers = Bilingual(zh=("正方形",), en=("square with", "square has", "square whose"))
    forms = (
        figure_form(
            "area",
            _NAME,
            (_SIDE,),
            Bilingual("面积", "area"),
            Bilingual("正方形的面积 = 边长^2", "area of a square = side^2"),
            _DEFINITION,
            "{a}^2",
            power=2,
        ),
        figure_form(
            "perimeter",
            _NAME,
            (_SIDE,),
            Bilingual("周长", "perimeter"),
            Bilingual("正方形的周长 = 4 * 边长", "perimeter of a square = 4 * side"),
            _DEFINITION,
            "4 * {a}",
            power=1,
        ),
    )
