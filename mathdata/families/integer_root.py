"""Roots to the nearest whole number, e.g. "What is the cube root of 9854 to the nearest integer?"."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, Precision, half_width, show

MAX_LENGTH = 25
_EN = {"square": 2, "cube": 3, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
       "ninth": 9, "tenth": 10}  # fmt: skip
_ZH = ("平方", "立方", "四次方", "五次方", "六次方", "七次方", "八次方", "九次方", "十次方")
_NAMES_EN = ("square", "cube", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


class Root(NamedTuple):
    """A positive whole number and which root of it."""

    number: int
    degree: int


class IntegerRoot(WordedFamily[Root]):
    """A root of a whole number, rounded to the nearest whole number.

    Difficulty is the number of digits of the number but one.
    """

    kind = "integer_root"
    topic = "radicals"
    difficulties = (1, 6)
    states_formula = True
    markers = Bilingual(zh=("次方根", "平方根", "立方根"), en=("nearest integer", "nearest whole number"))
    slots: ClassVar[Mapping[str, str]] = {
        "n": DIGITS,
        "k": "10|[2-9]",
        "name": "|".join(_EN),
        "zh": "|".join(_ZH),
    }
    forms = (
        Form(
            "root",
            zh=(
                "{n} 的{zh}根(最接近|约等于)(哪个整数|多少（取整数）)？",
                "(求|计算) {n} 的{zh}根，(四舍五入到整数|结果四舍五入到整数|~结果取最接近的整数)。",
            ),
            en=(
                "What is the {name} root of {n} to the nearest (integer|whole number)?",
                "What is {n} to the power of 1/{k}, to the nearest (integer|whole number)?",
                "(Find|Calculate) the {name} root of {n}(,|) to the nearest (integer|whole number).",
            ),
            definition=Bilingual(
                "如果 x 的 k 次方等于 a，那么 x 是 a 的 k 次方根。",
                "A k-th root of a is a number whose k-th power is a.",
            ),
            formula=Bilingual(
                "看被开方数在哪两个半整数的乘方之间", "find between which powers of halves the number lies"
            ),
            conclusion=Bilingual("最接近的整数是 {}。", "to the nearest integer the root is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Root | None:
        """The number and the index."""
        text = half_width(found["n"]).strip()
        name = (found.get("name") or "").lower()
        index = int(found["k"]) if found.get("k") else _EN.get(name) or _ZH.index(found.get("zh") or "平方") + 2
        return Root(int(text), index) if len(text) <= MAX_LENGTH and int(text) else None

    def form_of(self, given: Root) -> str:
        """There is one."""
        return "root"

    def solve(self, given: Root, precision: Precision | None = None) -> Answer:
        """A whole number."""
        value = _nearest(given)
        return Answer(value, *show(value, EXACT))

    def chain(self, given: Root, answer: Answer, manner: Manner) -> str:
        """The number between two powers, and the root."""
        number, degree = given
        root = _nearest(given)
        halves = (f"{2 * root - 1}^{degree}", f"2^{degree} * {number}", f"{2 * root + 1}^{degree}")
        if root**degree == number:
            return f"{root}^{degree} = {number}"
        return (
            f"{' < '.join(halves)}{manner.words.comma}{2 * root - 1} / 2 < {number}^(1/{degree}) < {2 * root + 1} / 2"
        )

    def working(self, given: Root, answer: Answer, manner: Manner) -> list[str]:
        """The powers of the two halves around the root."""
        number, degree = given
        root = _nearest(given)
        if root**degree == number:
            return [self.chain(given, answer, manner)]
        low, high = 2 * root - 1, 2 * root + 1
        lines = [f"2^{degree} * {number} = {2**degree * number}"]
        lines += [f"{end}^{degree} = {end**degree}" for end in (low, high)]
        lines.append(f"{low**degree} < {2**degree * number} < {high**degree}")
        return [*lines, f"{low} / 2 < {number}^(1/{degree}) < {high} / 2"]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A number, and a root of it that is not tiny."""
        number, index = rng.randint(10**difficulty, 10 ** (difficulty + 1) - 1), rng.randint(2, min(3 + difficulty, 10))
        return Posed("root", {"n": number, "k": index, "name": _NAMES_EN[index - 2], "zh": _ZH[index - 2]})


def _nearest(given: Root) -> int:
    """The whole number r with (2r - 1)^k < 2^k n < (2r + 1)^k; by halving."""
    number, degree = given
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high) // 2
        if (2 * middle + 1) ** degree > 2**degree * number:
            high = middle
        else:
            low = middle + 1
    return low
