"""What each kind of problem asks, and how its working is built: sentences that are true of every problem of the kind.

They hold no sign of equality, so that an analysis adds no equation to a solution.
"""

from typing import NamedTuple

from mathdata.families.language import Bilingual


class Plan(NamedTuple):
    """The purpose of a problem, and the structure of its working."""

    purpose: str
    structure: str


PLANS: dict[str, Bilingual[Plan]] = {
    "arithmetic": Bilingual(
        zh=Plan("求一个算式的值。", "按运算顺序计算：先括号，再乘方，然后乘除，最后加减。"),
        en=Plan(
            "Find the value of an expression.",
            "Follow the order of operations: brackets, powers, products and quotients, then sums and differences.",
        ),
    ),
    "discount": Bilingual(
        zh=Plan("求降价的金额占原价的百分之几。", "先用原价减现价，再除以原价，最后化成百分数。"),
        en=Plan(
            "Find which part of the original price is taken off, in percent.",
            "Subtract the new price from the original one, divide by the original price, and write a percentage.",
        ),
    ),
    "fraction_simplification": Bilingual(
        zh=Plan("把一个分数化成最简分数。", "分子与分母同时除以它们的最大公约数。"),
        en=Plan(
            "Write a fraction in lowest terms.",
            "Divide numerator and denominator by their greatest common divisor.",
        ),
    ),
    "function_value": Bilingual(
        zh=Plan("求函数在给定自变量处的值。", "把自变量的值代入式子，再按运算顺序计算。"),
        en=Plan(
            "Find the value of a function at a given argument.",
            "Put the argument into the expression and follow the order of operations.",
        ),
    ),
    "linear_equation": Bilingual(
        zh=Plan("求使方程成立的未知数的值。", "把含未知数的项移到一边，常数移到另一边，再除以未知数的系数。"),
        en=Plan(
            "Find the value of the unknown that makes the equation true.",
            "Bring the unknown to one side and the numbers to the other, then divide by the factor of the unknown.",
        ),
    ),
    "mass": Bilingual(
        zh=Plan("由密度和体积求质量。", "密度是单位体积的质量，所以用密度乘体积。"),
        en=Plan(
            "Find a mass from a density and a volume.",
            "Density is the mass of one unit of volume, so multiply it by the volume.",
        ),
    ),
    "mean": Bilingual(
        zh=Plan("求一组数的平均数。", "先求这些数的总和，再除以数的个数。"),
        en=Plan("Find the mean of some numbers.", "Add the numbers, then divide by how many there are."),
    ),
    "power": Bilingual(
        zh=Plan("求一个数的乘方。", "按乘方的定义计算，注意底数的符号。"),
        en=Plan("Find a power of a number.", "Use the definition of a power, and mind the sign of the base."),
    ),
    "rectangle_area": Bilingual(
        zh=Plan("由长和宽求长方形的面积。", "长乘宽，面积的单位是长度单位的平方。"),
        en=Plan(
            "Find the area of a rectangle from its sides.",
            "Multiply length by width; the unit is the square of the unit of length.",
        ),
    ),
    "sales_growth": Bilingual(
        zh=Plan("由去年的数额和变化的百分比求今年的数额。", "先求今年是去年的几倍，再乘去年的数额。"),
        en=Plan(
            "Find this year's amount from last year's and the change in percent.",
            "Find how many times last year's amount it is, then multiply.",
        ),
    ),
    "square_root": Bilingual(
        zh=Plan("求一个非负数的算术平方根。", "找出平方后是这个数的非负数。"),
        en=Plan("Find the square root of a number.", "Look for the number, not negative, whose square it is."),
    ),
}
"""By category, for the problems that a family reads."""
