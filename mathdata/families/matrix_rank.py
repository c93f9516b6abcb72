"""Ranks, e.g. "求矩阵 [[1, 2, 3], [2, 4, 6], [1, 1, 1]] 的秩。" or "Find the rank of [[1, 2], [2, 4]]."."""

from random import Random

from mathdata.families.contract import Answer, Lesson
from mathdata.families.language import Bilingual, Language
from mathdata.families.symbolic.matrix_family import MatrixFamily, matrix, matrix_ways
from mathdata.families.symbolic.questions import MatrixQuestion
from mathdata.families.symbolic.wording import one_pattern

_WAYS = matrix_ways(
    "秩",
    "(?i:rank)",
    sign=r"(?:(?:\\?rank|\\operatorname\s*\{\s*rank\s*\}|[rR])\s*\(\s*[A-Z]\s*\)|\\?rank\s+[A-Z])",
    applied=r"(?:\\?rank|\\operatorname\s*\{\s*rank\s*\})",
)


class MatrixRank(MatrixFamily):
    """The rank of a matrix of numbers: the rows that remain in echelon form.

    Difficulty: rows of sums of as many independent rows as may be; 1 to 3 three rows, 4 and more four.
    """

    kind = "matrix_rank"
    topic = "matrices"
    solver = "mathdata.families.symbolic.matrices:rank"
    markers = Bilingual(zh=("秩", "rank", "r("), en=("rank",))
    ways = _WAYS
    patterns = one_pattern(_WAYS)
    wordings = Bilingual(
        zh=("求矩阵 {} 的秩。", "设 A = {}，求 A 的秩。"),
        en=("Find the rank of {}.", "Determine the rank of the matrix {}."),
    )
    phrases = Bilingual(
        zh={"row": "行变换：", "nonzero_rows": "阶梯形矩阵的秩是非零行的行数：", "so": "初等行变换不改变秩，所以 "},
        en={
            "row": "Row operation: ", "nonzero_rows": "The rank of an echelon form is its number of nonzero rows: ",
            "so": "Row operations do not change the rank, so ",
        },
    )  # fmt: skip

    def lesson(self, given: MatrixQuestion, answer: Answer, language: Language) -> Lesson:
        """What a rank is."""
        if language == "zh":
            return Lesson(
                "矩阵的秩是它的行向量组中线性无关的向量的最大个数。",
                "用初等行变换化为阶梯形，非零行的行数就是秩",
                f"矩阵的秩为 {answer.text}。",
            )
        return Lesson(
            "The rank of a matrix is the greatest number of its rows that are linearly independent.",
            "bring it to echelon form by row operations and count the rows that are not zero",
            f"the rank is {answer.text}.",
        )

    def drawn_matrix(self, rng: Random, difficulty: int) -> str:
        """Some rows are drawn, the others are sums of them."""
        size, bound = (3 if difficulty <= 3 else 4), 2 + difficulty
        free = rng.randint(1, size)
        rows = [[rng.randint(-bound, bound) for _ in range(size)] for _ in range(free)]
        while len(rows) < size:
            a, b = rng.choice(rows), rng.choice(rows)
            p, q = rng.randint(1, 3), rng.randint(-2, 2)
            rows.append([p * x + q * y for x, y in zip(a, b, strict=True)])
        return matrix(rows)
