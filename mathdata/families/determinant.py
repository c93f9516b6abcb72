"""Determinants, e.g. "计算行列式 [[1, 2], [3, 4]]" or "Find the determinant of [[2, 0, 1], [1, 3, 2], [1, 1, 1]]."."""

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import named
from mathdata.families.symbolic.matrix_family import MatrixFamily, matrix_ways
from mathdata.families.symbolic.questions import MatrixQuestion
from mathdata.families.symbolic.wording import ASK, ASKED, MATH, STOP, one_pattern

_WAYS = matrix_ways(
    "行列式(?:的值)?",
    "(?i:determinant)",
    "行列式",
    sign=r"(?:\\?det\s*\(\s*[A-Z]\s*\)|\\det\s*[A-Z]|\|\s*[A-Z]\s*\||\\left\s*\|\s*[A-Z]\s*\\right\s*\|)",
    applied=r"\\?det",
)
_BARS = named("m", r"(?:\\begin\s*\{vmatrix\}|\\left\s*\|\s*\\begin\s*\{array\}).{3,900}?\}(?:\s*\\right\s*\|)?")
_WAYS = Bilingual(  # a matrix between bars is a determinant, whatever it is called
    zh=(*_WAYS.zh, rf"{ASK}{MATH}{_BARS}{MATH}(?:的值)?(?:是多少|等于多少)?{STOP}"),
    en=(*_WAYS.en, rf"{ASKED}{MATH}{_BARS}{STOP}"),
)


class Determinant(MatrixFamily):
    """The determinant of a square matrix: by diagonals, by the first row, from four rows on by elimination.

    Difficulty is about the size: 1 and 2 two rows, 3 and 4 three, 5 and more four; the entries grow with it.
    """

    kind = "determinant"
    topic = "determinants"
    solver = "mathdata.families.symbolic.matrices:determinant"
    markers = Bilingual(zh=("行列式", "det", "vmatrix", "|"), en=("determinant", "det", "vmatrix", "|"))
    takes_bars = True
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("计算行列式 {}", "求矩阵 {} 的行列式。", "设 A = {}，求 A 的行列式。"),
        en=("Find the determinant of {}.", "Calculate the determinant of the matrix {}."),
    )
    phrases = Bilingual(
        zh={
            "diagonals": "二阶行列式，主对角线之积减副对角线之积：", "first_row": "按第一行展开：",
            "zero_row": "第一行全为 0：", "row": "行变换：", "so": "所以 ",
            "triangle": "上三角行列式是主对角线元素之积，每交换一次两行变一次号：",
        },
        en={
            "diagonals": "2×2 determinant: ", "first_row": "Expand along the first row: ",
            "zero_row": "The first row is zero: ", "row": "Row operation: ", "so": "So ",
            "triangle": "Triangular: multiply the diagonal, with a change of sign for each swap of rows: ",
        },
    )  # fmt: skip

    def lesson(self, given: MatrixQuestion, answer: Answer, language: Language) -> Lesson:
        """What a determinant is."""
        if language == "zh":
            return Lesson(
                "行列式是由方阵的元素确定的一个数，它等于取自不同行不同列的元素之积的代数和。",
                "det([[a, b], [c, d]]) = a*d - b*c；按第一行展开：每个元素乘以它的代数余子式，再相加",
                f"行列式的值为 {answer.text}。",
            )
        return Lesson(
            "The determinant is the signed sum of all products of entries, one from each row and column.",
            "det([[a, b], [c, d]]) = a*d - b*c; larger ones by the entries of the first row and their cofactors",
            f"the determinant is {answer.text}.",
        )
