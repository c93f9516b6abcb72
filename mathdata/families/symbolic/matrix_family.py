"""What the families of matrices share: how a matrix stands in a problem, and how one is drawn."""

import re
from random import Random
from typing import ClassVar

from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Term, read_formula
from mathdata.families.patterns import named
from mathdata.families.symbolic.family import SymbolicFamily
from mathdata.families.symbolic.questions import MatrixQuestion
from mathdata.families.symbolic.wording import ASK, ASKED, MATH, STOP, Ways

_MATRIX_ZH = named("m", r"[\[\\|][^一-鿿。？]{3,900}?[^\s$：:一-鿿。？]")
_MATRIX_EN = named("m", r"[\[\\|].{3,900}?[^\s$:]")
_LETTER = r"[A-Z]\s*=\s*"
_NAME = rf"(?:{_LETTER})?"


_IS_ZH = r"(?:是多少|是什么|等于多少|为多少)?"
_GIVEN_ZH = r"^\s*(?:设|已知|给定|若|记)?\s*(?:矩阵|方阵)?"
_GIVEN_EN = r"^\s*(?i:let|given|consider|if|for|suppose)\s+(?i:that\s+)?(?i:the matrix\s+)?"
_DEMAND_EN = r"(?i:find|calculate|compute|determine|evaluate|what is|what are)"
_CAPITAL = re.compile(r"(?<![a-zA-Z\\])[A-Z](?![a-zA-Z])")
_IF_EN = r"(?i:if|for|where|when|given(?: that)?)\s+"
_BY_ROWS_ZH = r"(?:(?:用|利用|通过)(?:初等(?:行)?变换|高斯消元法?)(?:法)?[，,]?)?"


def matrix_ways(zh: str, en: str, bare_zh: str = "", *, sign: str = "", applied: str = "") -> Ways:
    r"""The wordings for a noun in both languages; `bare_zh` is said before a matrix, as in 计算行列式.

    Args:
        zh: the noun, as a pattern.
        en: the same in English.
        bare_zh: the noun that stands before a matrix, if it is another one.
        sign: a pattern for the thing of a matrix that has a name: `A^{-1}`, `|A|`, `r(A)`.
        applied: a pattern for what stands before a matrix in its place: `\det`, `rank(`.
    """
    before = bare_zh or zh
    opening_zh, opening_en = rf"{_GIVEN_ZH}{MATH}", rf"{_GIVEN_EN}{MATH}"
    then_zh, then_en = rf"{MATH}[，,。；;]\s*(?:试|请)?(?:求|计算|则)\s*{MATH}", rf"{MATH}[,.]\s*{_DEMAND_EN}\s+"
    of_en = r"(?i:of|for)\s+(?i:the\s+)?(?i:following\s+)?(?i:matrix\s+)?"
    which_en = r"(?i:the\s+|its\s+|all\s+(?:the\s+)?)?"
    whose_en = r"(?:\s+(?i:of)\s+(?i:the matrix\s+)?\$?[A-Z]\$?)?"
    ways_zh = [
        rf"^\s*{_BY_ROWS_ZH}{ASK.removeprefix('^')}\s*(?:矩阵|方阵|行列式)?{MATH}{_NAME}{_MATRIX_ZH}{MATH}的\s*"
        rf"{zh}{_IS_ZH}{STOP}",
        rf"{opening_zh}{_NAME}{_MATRIX_ZH}{then_zh}(?:(?:矩阵)?\s*[A-Z]?{MATH}的\s*)?{zh}{STOP}",
        rf"{ASK}\s*(?:[二三四2-4]\s*阶)?{before}{MATH}{_MATRIX_ZH}{MATH}(?:的值)?{_IS_ZH}{STOP}",
    ]
    ways_en = [
        rf"{ASKED}(?i:all\s+(?:the\s+)?)?{en}\s+{of_en}{MATH}{_NAME}{_MATRIX_EN}{STOP}",
        rf"{opening_en}{_NAME}{_MATRIX_EN}{then_en}{which_en}{en}{whose_en}{STOP}",
    ]
    if sign:
        ways_zh.append(rf"{opening_zh}{_LETTER}{_MATRIX_ZH}{then_zh}{sign}{STOP}")
        ways_en.append(rf"{opening_en}{_LETTER}{_MATRIX_EN}{then_en}{MATH}{sign}{STOP}")
        ways_en.append(rf"{ASKED}{MATH}{sign}{MATH}{_IF_EN}(?i:the matrix\s+)?{MATH}{_LETTER}{_MATRIX_EN}{STOP}")
    if applied:
        ways_zh.append(rf"{ASK}{MATH}{applied}\s*\(?\s*{_MATRIX_ZH}\s*\)?{MATH}{_IS_ZH}{STOP}")
        ways_en.append(rf"{ASKED}{MATH}{applied}\s*\(?\s*{_MATRIX_EN}\s*\)?{STOP}")
    return Bilingual(zh=tuple(ways_zh), en=tuple(ways_en))


class MatrixFamily(SymbolicFamily[MatrixQuestion]):
    """A family whose problem is one matrix."""

    takes_bars: ClassVar[bool] = False
    """Whether a matrix between bars is meant as it stands there."""

    def read_formulas(self, match: "re.Match[str]") -> MatrixQuestion | None:
        """The matrix."""
        outside = match.string[: match.start("m")] + match.string[match.end("m") :]
        if len(set(_CAPITAL.findall(outside))) > 1:
            return None  # A is given, and something of B is asked for
        node = read_formula(match["m"])
        if self.takes_bars and isinstance(node, Term) and node.head == "abs":
            node = node.parts[0]
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
