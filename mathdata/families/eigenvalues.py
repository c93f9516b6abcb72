"""Eigenvalues, e.g. "求矩阵 [[2, 1], [1, 2]] 的特征值和特征向量。" or "Find the eigenvalues of [[1, 2], [3, 4]]."."""

from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.symbolic.matrix_family import MatrixFamily, matrix, matrix_ways
from mathdata.families.symbolic.questions import MatrixQuestion
from mathdata.families.symbolic.wording import one_pattern

_WAYS = matrix_ways(
    "(?:(?:全部|所有)?(?:的)?特征值(?:[和与及、]\\s*(?:对应的|相应的|其)?特征向量)?|(?:全部|所有)?(?:的)?特征向量)",
    "(?i:eigen(?:values|vectors)(?:\\s+and\\s+(?:the\\s+|corresponding\\s+)*eigen(?:values|vectors))?)",
)


class Eigenvalues(MatrixFamily):
    """The eigenvalues of a matrix of up to three rows, and a basis of each space where vectors are asked for.

    Difficulty is about the size of the entries: up to 3 two rows, then a triangular matrix of three rows, turned.
    """

    kind = "eigenvalues"
    solver = "mathdata.families.symbolic.matrices:eigenvalues"
    markers = Bilingual(zh=("特征值", "特征向量"), en=("eigenvalue", "eigenvector"))
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("求矩阵 {} 的特征值。", "求矩阵 {} 的特征值和特征向量。", "设 A = {}，求 A 的特征值。"),
        en=("Find the eigenvalues of {}.", "Find the eigenvalues and eigenvectors of the matrix {}."),
    )
    phrases = Bilingual(
        zh={
            "diagonals": "二阶行列式：", "first_row": "特征多项式按第一行展开：",
            "so": "所以 ",
            "factored": "分解因式：", "zero_row": "第一行全为 0：",
            "value": "{note} 是特征多项式的根：{}", "row": "行变换：",
            "shifted": "对特征值 {note}，化简矩阵 A - λE：{}",
            "vector": "属于特征值 {note} 的特征向量（及其非零倍数）：{}", "values": "所以 ",
        },
        en={
            "diagonals": "2×2 determinant: ", "first_row": "Characteristic polynomial, along the first row: ",
            "so": "So ", "factored": "Factor: ", "zero_row": "The first row is zero: ",
            "value": "{note} is a root: {}", "row": "Row operation: ",
            "shifted": "For the eigenvalue {note}, reduce A - λI: {}",
            "vector": "An eigenvector for {note}, up to a nonzero factor: {}", "values": "So ",
        },
    )  # fmt: skip

    def asks_vectors(self, problem: str) -> bool:
        """Whether the eigenvectors are asked for."""
        return "向量" in problem or "eigenvector" in problem.lower()

    def lesson(self, given: MatrixQuestion, answer: Answer, language: Language) -> Lesson:
        """What an eigenvalue is."""
        if language == "zh":
            return Lesson(
                "如果非零向量 v 满足 A v = λ v，数 λ 就叫做方阵 A 的特征值，v 叫做属于 λ 的特征向量。",
                "特征方程：det(λE - A) = 0",
                f"结果为 {answer.text}。",
            )
        return Lesson(
            "A number λ is an eigenvalue of A if A v = λ v for a vector v that is not zero.",
            "the characteristic equation det(λI - A) = 0",
            f"the result is {answer.text}.",
        )

    def drawn_matrix(self, rng: Random, difficulty: int) -> str:
        """The eigenvalues are drawn first: a triangular matrix, turned by a shear with whole entries."""
        size, bound = (2 if difficulty <= 3 else 3), 2 + difficulty
        rows = [[rng.randint(-bound, bound) if j >= i else 0 for j in range(size)] for i in range(size)]
        shear = rng.choice((-2, -1, 1, 2))
        for row in rows:  # columns: the first takes the last, then rows the other way round
            row[0] += shear * row[-1]
        rows[-1] = [low - shear * top for low, top in zip(rows[-1], rows[0], strict=True)]
        return matrix(rows)
