"""Perimeters of rectangles, e.g. "一个长方形的长是 8 厘米，宽是 5 厘米，求它的周长。"."""

from mathdata.families.figure import Figure, Side, figure_form
from mathdata.families.language import Bilingual

_NAME = Bilingual("长方形", "rectangle")
_DEFINITION = Bilingual(
    "长方形的周长是它四条边的长度之和，对边相等。",
    "The perimeter of a rectangle is the sum of its four sides, of which opposite ones are equal.",
)
_LENGTH = Side("长", "length", "a")
_WIDTH = Side("宽", "width", "b")


class RectanglePerimeter(Figure):
    """The perimeter of a rectangle.

    Difficulty is the number of digits of the lengths, from 4 on with a decimal.
    """

    kind = "rectangle_perimeter"
    markers = Bilingual(zh=("长方形",), en=("rectangle",))
    forms = (
        figure_form(
            "perimeter",
            _NAME,
            (_LENGTH, _WIDTH),
            Bilingual("周长", "perimeter"),
            Bilingual("长方形的周长 = (长 + 宽) * 2", "perimeter of a rectangle = (length + width) * 2"),
            _DEFINITION,
            "({a} + {b}) * 2",
            power=1,
        ),
    )
