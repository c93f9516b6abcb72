"""What the families of matrices share: how a matrix stands in a problem, and how one is drawn."""

import re
from random import Random

from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Term, read_formula
from mathdata.families.patterns import named
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import MatrixQuestion
from mathdata.families.symbolic.wording import ASK, ASKED, MATH, STOP, Ways

_MATRIX_ZH = named("m", r"[\[\\|][^一-鿿。？]{3,900}?[^\s$：:一-鿿。？]")
_MATRIX_EN = named("m", r"[\[\\|].{3,900}?[^\s$:]")
_NAME = r"(?:[A-Z]\s*=\s*)?"


def matrix_ways(zh: str, en: str, bare_zh: str = "") -> Ways:
    """The wordings for a noun in both languages; `bare_zh` is said before a matrix, as in 计算行列式."""
    before = bare_zh or zh
    return Bilingual(
        zh=(
            rf"{ASK}\s*(?:矩阵|方阵|行列式)?{MATH}{_NAME}{_MATRIX_ZH}{MATH}的\s*{zh}{STOP}",
            rf"^\s*(?:设|已知|给定)\s*(?:矩阵|方阵)?{MATH}{_NAME}{_MATRIX_ZH}{MATH}[，,。；;]\s*(?:试|请)?(?:求|计算)\s*"
            rf"{MATH}(?:(?:矩阵)?\s*[A-Z]?{MATH}的\s*)?{zh}{STOP}",
            rf"{ASK}\s*{before}{MATH}{_MATRIX_ZH}\s*(?:的值)?{STOP}",
        ),
        en=(
            rf"{ASKED}{en}\s+(?i:of)\s+(?i:the\s+)?(?i:following\s+)?(?i:matrix\s+)?{MATH}{_NAME}{_MATRIX_EN}{STOP}",
            rf"^\s*(?i:let|given|consider|if)\s+(?i:the matrix\s+)?{MATH}{_NAME}{_MATRIX_EN}{MATH}[,.]\s*"
            rf"(?i:find|calculate|compute|determine)\s+(?i:the\s+)?{en}"
            rf"(?:\s+(?i:of)\s+(?i:the matrix\s+)?\$?[A-Z]\$?)?{STOP}",
        ),
    )


class MatrixFamily(SymbolicFamily[MatrixQuestion]):
    """A family whose problem is one matrix."""

    def read_formulas(self, match: "re.Match[str]") -> MatrixQuestion | None:
        """The matrix."""
        node = read_formula(match["m"])
        is_matrix = isinstance(node, Term) and node.head == "matrix"
        return MatrixQuestion(node, self.asks_vectors(match.string)) if is_matrix else None

    def asks_vectors(self, problem: str) -> bool:
        """Whether more is asked than the numbers; only of eigenvalues."""
        return False

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A matrix of whole numbers, in the words of the family."""
        return rng.choice(self.wordings.of(language)).format(self.drawn_matrix(rng, difficulty))

    def drawn_matrix(self, rng: Random, difficulty: int) -> str:
        """Two rows up to difficulty 2, then three, from 5 on four; the entries grow."""
        size = 2 if difficulty <= 2 else 3 if difficulty <= 4 else 4
        bound = 3 + 2 * difficulty
        return matrix([[rng.randint(-bound, bound) for _ in range(size)] for _ in range(size)])


def matrix(rows: list[list[int]]) -> str:
    """Rows as text.

    >>> matrix([[1, 2], [3, 4]])
    '[[1, 2], [3, 4]]'
    """
    return str(rows)


def unimodular(rng: Random, size: int, *, bound: int) -> list[list[int]]:
    """A matrix of determinant 1 or -1, so that its inverse is whole: triangles of ones multiplied."""
    lower = [[1 if i == j else rng.randint(-bound, bound) if j < i else 0 for j in range(size)] for i in range(size)]
    upper = [[rng.choice((-1, 1)) if i == j else rng.randint(-bound, bound) if j > i else 0 for j in range(size)]
             for i in range(size)]  # fmt: skip
    return [[sum(lower[i][k] * upper[k][j] for k in range(size)) for j in range(size)] for i in range(size)]
