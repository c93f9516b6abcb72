"""Digits by their places, e.g. "6696 的千位上的数字是几？" or "What is the hundreds digit of 5122?"."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.patterns import DIGITS
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, MAX_DIGITS, Precision, half_width, show

_ZH = ("个", "十", "百", "千", "万", "十万", "百万", "千万", "亿", "十亿")
_EN = ("ones", "tens", "hundreds", "thousands", "ten thousands", "hundred thousands", "millions", "ten millions",
       "hundred millions", "billions")  # fmt: skip
_PLACES = {name: n for names in (_ZH, _EN) for n, name in enumerate(names)} | {"units": 0, "unit": 0, "one": 0}
_PLACES |= {name.removesuffix("s"): n for n, name in enumerate(_EN)}
_NAMES_ZH, _NAMES_EN = ("|".join(sorted(names, key=len, reverse=True)) for names in
                        (_ZH, [name for name in _PLACES if name.isascii()]))  # fmt: skip


class Place(NamedTuple):
    """A whole number that is not negative, and the power of ten whose digit is asked for."""

    number: int
    power: int


class PlaceValue(WordedFamily[Place]):
    """The digit of a whole number at a named place.

    Difficulty is the number of digits but one.
    """

    kind = "place_value"
    difficulties = (1, 8)
    states_formula = True
    markers = Bilingual(zh=("位上", "位数字", "位是"), en=(" digit of", " digit in", " place of", " place in"))
    slots: ClassVar[Mapping[str, str]] = {"n": DIGITS, "p": _NAMES_ZH, "q": _NAMES_EN.replace(" ", "[- ]")}
    forms = (
        Form(
            "digit",
            zh=(
                "{n} 的{p}位(上的数字|上的数|数字|)是(几|多少)？",
                "在 {n} 中，{p}位上(的数字|的数|)是(几|多少)？",
                "(写出|求) {n} 的{p}位(上的数字|数字)。",
            ),
            en=(
                "What is the {q} digit (of|in) {n}?",
                "(Find|Give) the {q} digit of {n}.",
                "(What|Which) digit is in the {q} place (of|in) {n}?",
            ),
            definition=Bilingual(
                "从右边起，各个数位依次是个位、十位、百位……",
                "From the right, the places of a number are ones, tens, hundreds and so on.",
            ),
            formula=Bilingual(
                "去掉右边的各位，剩下的数的个位就是所求的数字",
                "drop the places to the right; the last digit of what is left is the one",
            ),
            conclusion=Bilingual("这个数字是 {}。", "the digit is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Place | None:
        """A number that has such a place."""
        text = half_width(found["n"]).strip()
        name = (found.get("p") or found.get("q") or "").lower().replace("-", " ").strip()
        power = _PLACES[name]
        if len(text) > MAX_DIGITS or power >= len(text.lstrip("0") or "0"):
            return None
        return Place(int(text), power)

    def form_of(self, given: Place) -> str:
        """There is one."""
        return "digit"

    def solve(self, given: Place, precision: Precision | None = None) -> Answer:
        """A digit."""
        value = given.number // 10**given.power % 10
        return Answer(value, *show(value, EXACT))

    def chain(self, given: Place, answer: Answer, manner: Manner) -> str:
        """What stands before the place, the digit, what stands behind it; then the digit by its place."""
        number, unit = given.number, 10**given.power
        before, behind = number // (unit * 10), number % unit
        terms = ([f"{before} * {unit * 10}"] if before else []) + [f"{answer.digits} * {unit}"]
        terms += [str(behind)] if given.power else []
        where = Bilingual(f"，{_ZH[given.power]}位上的数字是", f", so the {_EN[given.power]} digit is")
        return f"{number} = {' + '.join(terms)}{where.of(manner.language)} {answer.digits}"

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """A place, and a number that has it."""
        difficulty = min(difficulty, 9)
        number, place = rng.randint(10**difficulty, 10 ** (difficulty + 1) - 1), rng.randint(0, difficulty)
        return Posed("digit", {"n": number, "p": _ZH[place], "q": _EN[place]})
