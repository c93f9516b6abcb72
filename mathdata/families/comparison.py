"""Numbers in order, e.g. "把 3、-31、-2.3 从大到小排列" or "Which is the second smallest value?  (a) 0.2  (b) -3".

A number may have a name, `m = 3`; then the answer is its name, and so is the letter of a choice.
"""

import re
from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Formula, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.truth import truth
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import MAX_DIGITS, Precision, half_width

MAX_NUMBERS = 12
_NUMBER = r"[-−－]?[0-9０-９]+(?:[.．][0-9０-９]+)?(?:[/／][0-9０-９]+)?"
_OPERAND = rf"(?:[a-zA-Z] ?= ?)?{_NUMBER}"
_LIST = rf"{_OPERAND}(?:\s*(?:[,，、;；]|and|和|与)\s*{_OPERAND})+"
_CHOICES = rf"(?:\(?[a-zA-Z]\)\s*{_OPERAND}[\s,，;；]*)+"
_READ = re.compile(rf"(?:\(?(?P<label>[a-zA-Z])\))?\s*(?:(?P<name>[a-zA-Z]) ?= ?)?(?P<value>{_NUMBER})")
_ORDINALS = {"": 1, "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
             "eighth": 8, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}  # fmt: skip
_ORDINALS_ZH = ("", "二", "三", "四", "五", "六")
_ORDINALS_EN = ("", "second ", "third ", "fourth ", "fifth ", "sixth ")
_RELATIONS = {"greater": ">", "less": "<", "at least": "≥", "at most": "≤", "equal": "=", "unequal": "≠"}


class Operand(NamedTuple):
    """A number as printed, and what it is called: its name, the letter of its choice, or itself."""

    text: str
    called: str

    @property
    def value(self) -> Fraction:
        """The number."""
        return Fraction(self.text)


class Compared(NamedTuple):
    """What is asked, of which numbers; `place` counts from the wanted end, `target` is what is to be near."""

    form: str
    operands: tuple[Operand, ...]
    place: int = 0
    target: str = "0"

    @property
    def ascending(self) -> list[Operand]:
        """From the smallest to the greatest."""
        return sorted(self.operands, key=lambda operand: operand.value)


_DEFINITION = Bilingual(
    "在数轴上，右边的数总比左边的数大。", "On the number line, the number farther to the right is the greater one."
)
_FORMULA = Bilingual("化成同分母或小数后比较", "compare as decimals or over one denominator")
_ORDER = Bilingual("从小到大排列", "put them in order of size")
_NEAR = Bilingual("与目标的差最小的数最接近", "the nearest number has the smallest distance")
_DONE = Bilingual("答案是 {}。", "the answer is {}.")


def _form(key: str, zh: tuple[str, ...], en: tuple[str, ...], formula: Bilingual[str] = _ORDER) -> Form:
    return Form(key, zh, en, _DEFINITION, formula, _DONE)


_BIG, _SMALL = "(biggest|largest|greatest|~highest)", "(smallest|~least|~lowest)"
_MORE, _LESS = "(greater|bigger|larger|~more)", "(smaller|less)"


class Comparison(WordedFamily[Compared]):
    """Numbers sorted; the k-th greatest or smallest; the one nearest to another; two of them compared.

    Difficulty is the number of numbers in a list but two, and of the digits of each.
    """

    kind = "comparison"
    difficulties = (1, 4)
    states_formula = True
    keeps_names = True
    indexed = False  # numbers of a list are different, so they are drawn until they are
    markers = Bilingual(
        zh=("排列", "排序", "最大", "最小", "第", "最接近", "哪个", "大吗", "小吗", "大于", "小于", "相等", "等于"),
        en=(" order", "sort ", "biggest", "largest", "greatest", "highest", "smallest", "least", "lowest", "closest",
            "nearest", "bigger", "larger", "greater", "smaller", "less", "more", "equal", "same value", "different",
            "at most", "is ", "<", ">"),
    )  # fmt: skip
    slots: ClassVar[Mapping[str, str]] = {
        "list": _LIST,
        "choices": _CHOICES,
        "a": _OPERAND,
        "b": _OPERAND,
        "k": "(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth) )?",
        "zk": "[一二三四五六]",
    }
    forms = (
        _form(
            "ascending",
            ("(把|将|) {list} (按|)从小到大(的顺序|)(排列|排序)。",),
            ("(Sort|Put|~Arrange|~Order) {list} in (ascending|increasing) order.", "Sort {list}."),
        ),
        _form(
            "descending",
            ("(把|将|) {list} (按|)从大到小(的顺序|)(排列|排序)。",),
            ("(Sort|Put|~Arrange|~Order) {list} in (descending|decreasing) order.",),
        ),
        _form(
            "biggest",
            ("{list} 中(最大的数|最大的)是(哪个|多少|几)？", "{list} 中第{zk}大的(数|)是(哪个|多少|几)？"),
            (
                f"What is the {{k}}{_BIG} (value|number|~one) (in|of|among) {{list}}?",
                f"Which is the {{k}}{_BIG} (value|number|~one|~)? {{choices}}",
            ),
        ),
        _form(
            "smallest",
            ("{list} 中(最小的数|最小的)是(哪个|多少|几)？", "{list} 中第{zk}小的(数|)是(哪个|多少|几)？"),
            (
                f"What is the {{k}}{_SMALL} (value|number|~one) (in|of|among) {{list}}?",
                f"Which is the {{k}}{_SMALL} (value|number|~one|~)? {{choices}}",
            ),
        ),
        _form(
            "closest",
            ("{list} 中最接近 {a} 的(数|)是(哪个|多少|几)？",),
            (
                "What is the (closest|nearest) to {a} in {list}?",
                "Which is the (closest|nearest) to {a}? {choices}",
                "~Which (number|value) (in|of|among) {list} is (closest|nearest) to {a}?",
            ),
            _NEAR,
        ),
        _form(
            "greater",
            ("{a} 大于 {b} 吗？", "{a} 比 {b} 大吗？"),
            (f"Is {{a}} {_MORE} than {{b}}?", "~Is {a} > {b}?"),
            _FORMULA,
        ),
        _form(
            "less",
            ("{a} 小于 {b} 吗？", "{a} 比 {b} 小吗？"),
            (f"Is {{a}} {_LESS} than {{b}}?", "~Is {a} < {b}?"),
            _FORMULA,
        ),
        _form(
            "at least",
            ("{a} 大于或等于 {b} 吗？", "~{a} 大于等于 {b} 吗？", "~{a} 不小于 {b} 吗？"),
            ("Is {a} at least {b}?", f"Is {{a}} {_MORE} than or equal to {{b}}?", "~Is {a} (>=|≥) {b}?"),
            _FORMULA,
        ),
        _form(
            "at most",
            ("{a} 小于或等于 {b} 吗？", "~{a} 小于等于 {b} 吗？", "~{a} 不大于 {b} 吗？"),
            ("Is {a} at most {b}?", f"Is {{a}} {_LESS} than or equal to {{b}}?", "~Is {a} (<=|≤) {b}?"),
            _FORMULA,
        ),
        _form(
            "equal",
            ("{a} 和 {b} 相等吗？", "{a} 等于 {b} 吗？"),
            (
                "(Are|~Do) {a} and {b} (equal|~have the same value)?",
                "Do {a} and {b} have the same value?",
                "(Does|~Is) {a} (equal|~equal to) {b}?",
                "~Is {a} = {b}?",
            ),
            _FORMULA,
        ),
        _form(
            "unequal",
            ("{a} 和 {b} 不相等吗？", "{a} 不等于 {b} 吗？"),
            (
                "Do {a} and {b} have different values?",
                "(Is|~Are) {a} (unequal|not equal) to {b}?",
                "~Are {a} and {b} (nonequal|unequal|non-equal|different)?",
                "~Is {a} (not equal to|different from|unequal to) {b}?",
            ),
            _FORMULA,
        ),
        _form(
            "the greater",
            ("{a} 和 {b} (哪个|~，哪个)(更大|大)？",),
            (f"Which is {_MORE}: {{a}} or {{b}}?", f"~Which is {_MORE}, {{a}} or {{b}}?"),
            _FORMULA,
        ),
        _form(
            "the smaller",
            ("{a} 和 {b} (哪个|~，哪个)(更小|小)？",),
            (f"Which is {_LESS}: {{a}} or {{b}}?", f"~Which is {_LESS}, {{a}} or {{b}}?"),
            _FORMULA,
        ),
    )

    def given(self, form: str, found: Found) -> Compared | None:
        """The numbers, if just one answer is right."""
        listed = found.get("list") or found.get("choices")
        texts = listed or f"{found['a']}, {found['b']}"
        operands = _operands(texts)
        if operands is None or not 2 <= len(operands) <= MAX_NUMBERS:
            return None
        place = _ORDINALS[(found.get("k") or found.get("zk") or "").strip().lower()]
        target = _operands(found["a"]) if form == "closest" else None
        given = Compared(form, operands, place, target[0].text if target else "0")
        return given if _is_clear(given) else None

    def form_of(self, given: Compared) -> str:
        """The one that was read."""
        return given.form

    def solve(self, given: Compared, precision: Precision | None = None) -> Answer:
        """Numbers in order, a number, its name or the letter of its choice, or True and False."""
        if given.form in _RELATIONS:
            return truth(_holds(given))
        if given.form in ("ascending", "descending"):
            text = ", ".join(operand.called for operand in _ordered(given))
        else:
            text = _wanted(given).called
        return Answer(Formula(text, text), text, is_exact=True)

    def chain(self, given: Compared, answer: Answer, manner: Manner) -> str:
        """The numbers with the signs between them, and the answer where it is not seen in them."""
        lines = self.working(given, answer, manner)
        return manner.words.comma.join([*lines, answer.digits] if given.form != "ascending" else lines)

    def working(self, given: Compared, answer: Answer, manner: Manner) -> list[str]:
        """Fractions as decimals where that helps, then the order."""
        if given.form == "closest":
            return _distances(given)
        ordered = given.ascending
        if given.form == "descending":
            ordered = ordered[::-1]
        if given.form in _RELATIONS or given.form.startswith("the "):
            ordered = list(given.operands)
        signs = [_sign(one, other) for one, other in pairwise(ordered)]
        return ["".join(f"{operand.text} {sign} " for operand, sign in zip(ordered, [*signs, ""], strict=True)).strip()]

    def closing(self, given: Compared, answer: Answer, manner: Manner) -> str:
        """The order, and the answer."""
        return self.chain(given, answer, manner)

    def steps(self, given: Compared, answer: Answer, manner: Manner) -> list[str]:
        """Fractions over one denominator, or the distances."""
        if given.form == "closest":
            return _distances(given)
        fractions = [operand for operand in given.operands if "/" in operand.text]
        if not fractions:
            return []
        common = 1
        for operand in given.operands:
            common = common * operand.value.denominator // _gcd(common, operand.value.denominator)
        return [f"{operand.text} = {operand.value * common}/{common}" for operand in given.ascending
                if f"{operand.value * common}/{common}" != operand.text]  # fmt: skip

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Different numbers, some of them decimals or fractions."""
        forms = ("ascending", "descending", "biggest", "smallest", "closest", *_RELATIONS, "the greater", "the smaller")
        form = rng.choice(forms)
        numbers: list[str] = []
        while len(numbers) < difficulty + 2:
            text = _drawn(rng, difficulty)
            if all(Fraction(text) != Fraction(other) for other in numbers):
                numbers.append(text)
        a, b = numbers[:2]
        if form == "closest":
            return Posed(form, {"a": _far(rng, numbers), **_listed(numbers, language)})
        place = rng.randint(0, min(len(numbers), len(_ORDINALS_EN) + 1) - 2)
        named = {"k": _ORDINALS_EN[place], "zk": _ORDINALS_ZH[place] or "一"}
        return Posed(form, {"a": a, "b": b, **named, **_listed(numbers, language)})


def _listed(numbers: list[str], language: Language) -> dict[str, str]:
    choices = "  ".join(f"({letter}) {number}" for letter, number in zip("abcdefgh", numbers, strict=False))
    return {"list": ("、" if language == "zh" else ", ").join(numbers), "choices": choices}


def _drawn(rng: Random, difficulty: int) -> str:
    whole = rng.randint(-(10**difficulty), 10**difficulty)
    kind = rng.randint(0, 3)
    if kind == 0:
        return str(Fraction(whole * 10 + 1, rng.choice((3, 7, 9))))
    return str(whole) if kind > 1 else f"{'-' if whole < 0 else ''}{abs(whole)}.{rng.randint(1, 99):02d}".rstrip("0")


def _far(rng: Random, numbers: list[str]) -> int:
    """A target that no two of the numbers are equally near to."""
    while True:
        target = rng.randint(-9, 9)
        gaps = sorted(abs(Fraction(number) - target) for number in numbers)
        if gaps[0] != gaps[1]:
            return target


def _operands(text: str) -> tuple[Operand, ...] | None:
    """The numbers of a list or of choices; None if one has too many digits or no value, or letters repeat."""
    found = [match.groupdict() for match in _READ.finditer(half_width(text).replace("−", "-"))]
    texts = [str(each["value"]) for each in found]
    labels = [each["label"] for each in found]
    if any(len(value) > MAX_DIGITS or (value.partition("/")[2].strip("0") == "" and "/" in value) for value in texts):
        return None
    if any(labels) and [str(label).lower() for label in labels] != list("abcdefghijkl")[: len(labels)]:
        return None
    return tuple(
        Operand(value, each["label"] or each["name"] or value) for value, each in zip(texts, found, strict=True)
    )


def _is_clear(given: Compared) -> bool:
    """Whether just one answer is right: no place beyond the end, no equal numbers where they would both be it."""
    if given.form in _RELATIONS or given.form in ("ascending", "descending"):
        return True
    if given.form == "closest":
        target = Fraction(given.target)
        gaps = sorted(abs(operand.value - target) for operand in given.operands)
        return gaps[0] != gaps[1]
    values = [operand.value for operand in given.operands]
    return given.place <= len(values) and len(set(values)) == len(values)


def _ordered(given: Compared) -> list[Operand]:
    return given.ascending[:: -1 if given.form == "descending" else 1]


def _wanted(given: Compared) -> Operand:
    """The one operand that is asked for."""
    if given.form == "closest":
        return min(given.operands, key=lambda operand: abs(operand.value - Fraction(given.target)))
    ascending = given.ascending
    from_top = given.form in ("biggest", "the greater")
    return ascending[-given.place if from_top else given.place - 1]


def _holds(given: Compared) -> bool:
    a, b = (operand.value for operand in given.operands)
    return {"greater": a > b, "less": a < b, "at least": a >= b, "at most": a <= b, "equal": a == b,
            "unequal": a != b}[given.form]  # fmt: skip


def _sign(one: Operand, other: Operand) -> str:
    return "<" if one.value < other.value else ">" if one.value > other.value else "="


def _distances(given: Compared) -> list[str]:
    """The greater minus the smaller, for each number, and which of the differences is least."""
    target, lines = Fraction(given.target), []
    for operand in given.operands:
        high, low = (operand.text, given.target) if operand.value >= target else (given.target, operand.text)
        low = f"({low})" if low[0] == "-" else low
        lines.append(f"{high} - {low} = {_shown(abs(operand.value - target))}")
    gaps = sorted(abs(operand.value - target) for operand in given.operands)
    return [*lines, f"{_shown(gaps[0])} < {_shown(gaps[1])}"]


def _shown(value: Fraction) -> str:
    return str(value)


def _gcd(a: int, b: int) -> int:
    while b:
        a, b = b, a % b
    return a
