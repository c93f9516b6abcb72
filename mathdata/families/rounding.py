"""Rounded numbers, e.g. "把 3.14159 四舍五入到百分位" or "Round -653.04 to the nearest integer."."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, MAX_DIGITS, Precision, half_width, plain, show

_EN = {"integer": 0, "whole number": 0, "unit": 0, "one": 0, "ten": 1, "hundred": 2, "thousand": 3, "ten thousand": 4,
       "hundred thousand": 5, "million": 6, "ten million": 7, "tenth": -1, "hundredth": -2, "thousandth": -3,
       "ten-thousandth": -4}  # fmt: skip
_ZH = {"整数": 0, "个位": 0, "十位": 1, "百位": 2, "千位": 3, "万位": 4, "十万位": 5, "百万位": 6, "十分位": -1,
       "百分位": -2, "千分位": -3, "万分位": -4}  # fmt: skip
_COUNTS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_COUNTS_ZH = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")
_SIZES = "|".join(sorted(_EN, key=len, reverse=True))
_NUMBER = r"[-−－]?[0-9０-９]+(?:,[0-9]{3})*(?:[.．][0-9０-９]+)?"


class Rounded(NamedTuple):
    """The number as printed, and the power of ten to which it is rounded: -2 for two decimal places."""

    number: Decimal
    power: int


def _form() -> Form:
    return Form(
        "round",
        zh=(
            "(把|将) {n} 四舍五入到{place}(是多少|)。",
            "(把|将) {n} (四舍五入，保留|四舍五入保留|保留){places}位小数(是多少|)。",
            "{n} (四舍五入到|精确到|~四舍五入精确到){place}(是多少|)？",
            "{n} (保留|四舍五入保留){places}位小数(是多少|约是多少|)？",
        ),
        en=(
            "Round {n} to the nearest {size}.",
            "What is {n} rounded to the nearest {size}?",
            "Round {n} to {places} (decimal places|~dps|~dp|decimal place).",
            "What is {n} rounded to {places} (decimal places|~dps|~dp|decimal place)?",
        ),
        definition=Bilingual(
            "四舍五入：看所保留的最后一位的下一位，小于 5 就舍去，否则向前一位进 1。",
            "To round, look at the digit behind the last place that is kept: below 5 the rest is dropped, else "
            "the place goes up by one.",
        ),
        formula=Bilingual("取最接近的数", "take the nearest number"),
        conclusion=Bilingual("四舍五入的结果是 {}。", "the rounded number is {}."),
    )


class Rounding(WordedFamily[Rounded]):
    """A number to the nearest ten, hundred, whole number, or to some decimal places, half away from zero.

    A negative number that lies just in the middle is refused, because schools do not agree on it.
    Difficulty is the number of digits before the point, and the most decimal places but one.
    """

    kind = "rounding"
    difficulties = (1, 5)
    states_formula = True
    markers = Bilingual(zh=("四舍五入", "保留", "精确到"), en=("round ", "rounded"))
    slots: ClassVar[Mapping[str, str]] = {
        "n": _NUMBER,
        "size": rf"(?:one |a )?(?:{_SIZES})|10*(?:\.0)?|0\.0*1",
        "places": "[0-9]{1,2}|" + "|".join((*_COUNTS, *_COUNTS_ZH, "二")),
        "place": "|".join(sorted(_ZH, key=len, reverse=True)),
    }
    forms = (_form(),)

    def given(self, form: str, found: Found) -> Rounded | None:
        """The number and the place, if no school would round it otherwise."""
        text = half_width(found["n"]).replace(",", "").replace(" ", "").replace("−", "-")
        if len(text) > MAX_DIGITS:
            return None
        power = _power(found)
        if power is None or abs(power) > MAX_DIGITS:
            return None
        number = Decimal(text)
        is_middle = number.scaleb(-power) % 1 in (Decimal("0.5"), Decimal("-0.5"))
        return None if is_middle and number < 0 else Rounded(number, power)

    def form_of(self, given: Rounded) -> str:
        """There is one."""
        return "round"

    def solve(self, given: Rounded, precision: Precision | None = None) -> Answer:
        """The nearest number, without zeros that say nothing."""
        value = _nearest(given)
        return Answer(value, *show(Decimal(plain(value)), EXACT))

    def chain(self, given: Rounded, answer: Answer, manner: Manner) -> str:
        """The number and what it is rounded to."""
        sign = "=" if _nearest(given) == given.number else "≈"
        return f"{plain(given.number)} {sign} {answer.digits}"

    def working(self, given: Rounded, answer: Answer, manner: Manner) -> list[str]:
        """Between which two it lies, how far it is from each, and the nearer one."""
        step = Decimal(1).scaleb(given.power)
        low = (given.number // step) * step
        low -= step if low > given.number else 0
        high = low + step
        if low == given.number:
            return [self.chain(given, answer, manner)]
        ends = [f"{plain(low)} < {plain(given.number)} < {plain(high)}"]
        gaps = (given.number - low, high - given.number)
        sign = "<" if gaps[0] < gaps[1] else ">" if gaps[0] > gaps[1] else "="
        ends.append(f"{plain(given.number)} - {_bracketed(low)} = {plain(gaps[0])}")
        ends.append(f"{plain(high)} - {_bracketed(given.number)} = {plain(gaps[1])}")
        return [*ends, f"{plain(gaps[0])} {sign} {plain(gaps[1])}", self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A decimal and a place, one that the number has."""
        decimals = difficulty + 1
        digits = rng.randint(10 ** (difficulty + decimals - 1), 10 ** (difficulty + decimals) - 1)
        place = rng.randint(1, decimals - 1)
        size = rng.randint(0, min(difficulty, 6) - 1)
        number = Decimal(digits * 10 + 1).scaleb(-decimals - 1)
        names = {power: name for name, power in reversed(_EN.items())}
        names_zh = {power: name for name, power in reversed(_ZH.items())}
        return Posed("round", {"n": number, "places": place if language == "en" else _COUNTS_ZH[place],
                               "size": names[size], "place": names_zh[size]})  # fmt: skip


def _power(found: Found) -> int | None:
    """The power of ten that is named."""
    if found.get("place"):
        return _ZH[found["place"].strip()]
    if found.get("places"):
        text = half_width(found["places"]).strip().lower().replace("二", "两")
        names = _COUNTS if text.isascii() else _COUNTS_ZH
        return -(int(text) if text.isdigit() else names.index(text))
    size = (found.get("size") or "").strip().lower()
    if size[:1].isdigit():
        value = Decimal(size)
        return value.normalize().adjusted() if value else None
    return _EN[size.removeprefix("a ")] if size.removeprefix("a ") in _EN else _EN[size.removeprefix("one ")]


def _nearest(given: Rounded) -> Decimal:
    step = Decimal(1).scaleb(given.power)
    value = (given.number / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return value or Decimal(0)


def _bracketed(number: Decimal) -> str:
    return f"({plain(number)})" if number < 0 else plain(number)
