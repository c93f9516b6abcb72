"""Sums and differences in another base, e.g. "In base 6, what is -444 - -5?"."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.number_base import MAX_BASE, MAX_LENGTH, written
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import Precision, half_width

_ZH = {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十二": 12, "十六": 16}
_NAMED = {value: name for name, value in _ZH.items()}
_DIGITS = "0123456789abcdef"
_NUMERAL = r"[-−]?[0-9a-fA-F]{1,40}"


class Sum(NamedTuple):
    """Two numerals, the sign between them, and their base."""

    a: str
    sign: str
    b: str
    base: int

    @property
    def value(self) -> int:
        """The sum or the difference."""
        a, b = int(self.a, self.base), int(self.b, self.base)
        return a + b if self.sign == "+" else a - b


class BaseArithmetic(WordedFamily[Sum]):
    """The sum or the difference of two whole numbers that are written in a base from 2 to 16.

    Difficulty is the number of decimal digits of the numbers.
    """

    kind = "base_arithmetic"
    topic = "number_base"
    difficulties = (1, 5)
    indexed = False  # 10 and its neighbour are drawn as one
    states_formula = True
    markers = Bilingual(zh=("进制",), en=("in base ",))
    slots: ClassVar[Mapping[str, str]] = {
        "a": _NUMERAL,
        "b": rf"{_NUMERAL}|\([-−][0-9a-fA-F]{{1,40}}\)",
        "s": "[-+−]",
        "base": "[0-9]{1,2}",
        "zh": "[0-9]{1,2}|" + "|".join(_ZH),
    }
    forms = (
        Form(
            "sum",
            zh=("在{zh}进制(中|下)，{a} {s} {b} (等于多少|是多少)？", "(用|在){zh}进制(中|)计算 {a} {s} {b}。"),
            en=("In base {base}, what is {a} {s} {b}?", "(Calculate|Find) {a} {s} {b} in base {base}."),
            definition=Bilingual("b 进制逢 b 进一，借一当 b。", "In base b a place is full when it holds b."),
            formula=Bilingual("同一数位相加减，满 b 进一", "add or subtract place by place, carrying at b"),
            conclusion=Bilingual("结果是 {}。", "the result is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Sum | None:
        """The numerals, if the base has all of their digits."""
        named = half_width(found.get("base") or found.get("zh") or "").strip()
        base = int(named) if named.isdigit() else _ZH[named]
        a, b = (found[name].lower().replace("−", "-").strip("() ") for name in ("a", "b"))
        if not 2 <= base <= MAX_BASE or max(len(a), len(b)) > MAX_LENGTH:
            return None
        if any(digit not in _DIGITS[:base] for digit in a.lstrip("-") + b.lstrip("-")):
            return None
        return Sum(a, "+" if found["s"] == "+" else "-", b, base)

    def form_of(self, given: Sum) -> str:
        """There is one."""
        return "sum"

    def solve(self, given: Sum, precision: Precision | None = None) -> Answer:
        """The digits of the result in the same base."""
        text = written(given.value, given.base)
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: Sum, answer: Answer, manner: Manner) -> str:
        """Both numerals with their base, and the result."""
        b = _based(given.b, given.base)
        return f"{_based(given.a, given.base)} {given.sign} {f'({b})' if b[0] == '-' else b} = " + _based(
            answer.digits, given.base
        )

    def working(self, given: Sum, answer: Answer, manner: Manner) -> list[str]:
        """The values of both, their sum, and its digits."""
        values = [int(text, given.base) for text in (given.a, given.b)]
        lines = [f"{_based(text, given.base)} = {value}" for text, value in zip(given[:3:2], values, strict=True)
                 if given.base != 10]  # fmt: skip
        second = f"({values[1]})" if values[1] < 0 else str(values[1])
        lines.append(f"{values[0]} {given.sign} {second} = {given.value}")
        rest = abs(given.value)
        while rest and given.base != 10:
            quotient, digit = divmod(rest, given.base)
            lines.append(f"{rest} = {given.base} * {quotient} + {digit}")
            rest = quotient
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Two numbers of about as many digits."""
        base = rng.choice((2, 3, 4, 5, 6, 7, 8, 9, 12, 16))
        a, b = (rng.randint(1, 10**difficulty) * rng.choice((1, -1)) for _ in range(2))
        a, b = (value + 1 if abs(value) == 10 else value for value in (a, b))  # a bare "a" would be an article
        texts = [written(value, base) for value in (a, b)]
        second = f"({texts[1]})" if b < 0 and language == "zh" else texts[1]
        return Posed("sum", {"a": texts[0], "s": rng.choice("+-"), "b": second, "base": base, "zh": _NAMED[base]})


def _based(text: str, base: int) -> str:
    """A numeral with its base.

    >>> _based("-7b", 15), _based("80", 10)
    ('-(7b)_15', '80')
    """
    return text if base == 10 else f"{'-' * (text[0] == '-')}({text.lstrip('-')})_{base}"
