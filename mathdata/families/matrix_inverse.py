"""Inverse matrices, e.g. "求矩阵 [[1, 2], [3, 4]] 的逆矩阵。" or "Find the inverse of [[2, 1], [1, 1]]."."""

from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.symbolic.matrix_family import MatrixFamily, matrix, matrix_ways, unimodular
from mathdata.families.symbolic.questions import MatrixQuestion
from mathdata.families.symbolic.wording import one_pattern

_WAYS = matrix_ways(
    "(?:逆矩阵|逆)",
    "(?i:inverse(?: matrix)?(?:, if it exists,)?)",
    "逆矩阵",
    sign=r"[A-Z]\s*\^\s*(?:\{\s*[-−]\s*1\s*\}|\(\s*[-−]\s*1\s*\)|[-−]\s*1)",
)


class MatrixInverse(MatrixFamily):
    """The inverse of a square matrix of numbers by row operations beside the identity, tested by the product.

    Difficulty is about the size: up to 2 two rows, up to 5 three, then four; the inverse is whole.
    """

    kind = "matrix_inverse"
    topic = "matrices"
    solver = "mathdata.families.symbolic.matrices:inverse"
    markers = Bilingual(zh=("逆", "^{", "^(-1)", "^-1"), en=("inverse", "^{", "^(-1)", "^-1"))
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("求矩阵 {} 的逆矩阵。", "设 A = {}，求 A 的逆矩阵。", "计算 {} 的逆矩阵"),
        en=("Find the inverse of {}.", "Find the inverse of the matrix {}.", "Let A = {}. Find the inverse of A."),
    )
    phrases = Bilingual(
        zh={
            "beside": "在右边添上单位矩阵，对行作初等变换：", "row": "行变换：", "so": "所以 ", "product": "相乘，",
        },
        en={
            "beside": "Augment with the identity and row-reduce: ", "row": "Row operation: ", "so": "So ",
            "product": "",
        },
    )  # fmt: skip

    def lesson(self, given: MatrixQuestion, answer: Answer, language: Language) -> Lesson:
        """What an inverse is."""
        if language == "zh":
            return Lesson(
                "如果方阵 A 与 B 的乘积是单位矩阵，B 就叫做 A 的逆矩阵。",
                "把 [A | E] 用初等行变换化为 [E | B]，B 就是 A 的逆矩阵",
                f"逆矩阵为 {answer.text}。",
            )
        return Lesson(
            "The inverse of a square matrix is the one whose product with it is the identity.",
            "row operations that turn [A | I] into [I | B] give the inverse B",
            f"the inverse is {answer.text}.",
        )

    def drawn_matrix(self, rng: Random, difficulty: int) -> str:
        """A matrix whose inverse is whole."""
        size = 2 if difficulty <= 2 else 3 if difficulty <= 5 else 4
        return matrix(unimodular(rng, size, bound=min(difficulty + 1, 4)))
