"""Letters drawn from a bag, e.g. "Two letters picked without replacement from {l: 4}. Give prob of sequence ll."."""

import re
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from math import comb
from random import Random
from typing import ClassVar, NamedTuple

from mathdata.families.contract import Answer, Manner
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed, WordedFamily
from mathdata.numbers import EXACT, Precision, show

MAX_LETTERS = 200
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
           "一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}  # fmt: skip
_EN, _ZH = ("", "one", "two", "three", "four", "five"), ("", "一", "两", "三", "四", "五")
_BAG = r"\{\s*[a-z]\s*[:：]\s*[0-9]{1,2}(?:\s*[,，]\s*[a-z]\s*[:：]\s*[0-9]{1,2})*\s*\}|[a-z]{2,60}"
_PICKED = r"[0-9]{1,2} (?:个 )?[a-z](?:(?:\s*[,，、]\s*(?:and )?|\s*和\s*|\s+and\s+)[0-9]{1,2} (?:个 )?[a-z])*"
_PAIR = re.compile(r"([a-z])\s*[:：]\s*([0-9]+)")
_PICK = re.compile(r"([0-9]+) (?:个 )?([a-z])(?![a-z])")


class Drawing(NamedTuple):
    """The bag with how many there are of each letter, and which letters are to come: in order, or in any."""

    bag: tuple[tuple[str, int], ...]
    wanted: str
    in_order: bool

    @property
    def size(self) -> int:
        """Letters in the bag."""
        return sum(count for _, count in self.bag)

    def count(self, letter: str) -> int:
        """How often a letter is in the bag."""
        return dict(self.bag).get(letter, 0)


_DEFINITION = Bilingual(
    "不放回地取，每取一次，剩下的总数少 1。", "Without replacement, each draw leaves one less in the bag."
)


class LetterDraw(WordedFamily[Drawing]):
    """The probability of drawing some letters without replacement, in order or in any order.

    Difficulty is the number of letters that are drawn but one.
    """

    kind = "letter_draw"
    topic = "probability"
    difficulties = (1, 4)
    indexed = False  # letters wanted in another order may be the same problem
    states_formula = True
    markers = Bilingual(zh=("不放回",), en=("without replacement",))
    slots: ClassVar[Mapping[str, str]] = {
        "n": "|".join(_COUNTS),
        "bag": _BAG,
        "word": "[a-z]{1,8}",
        "picked": _PICKED,
    }
    forms = (
        Form(
            "sequence",
            zh=("从 {bag} 中不放回地依次取出{n}个字母，依次取到 {word} 的概率是多少？",),
            en=(
                "{n} letters (picked|are picked|~drawn) without replacement from {bag}. "
                "(What is|Give) (prob|the probability) of (sequence|the sequence) {word}?",
                "(Calculate|Find|What is|Give) (prob|the probability) of (sequence|the sequence) {word} when {n} "
                "letters (picked|are picked|~drawn) without replacement from {bag}.",
            ),
            definition=_DEFINITION,
            formula=Bilingual("依次相乘各次取到的概率", "multiply the probabilities of the draws"),
            conclusion=Bilingual("概率是 {}。", "the probability is {}."),
        ),
        Form(
            "level set",
            zh=("从 {bag} 中不放回地取出{n}个字母，取到 {picked} 的概率是多少？",),
            en=(
                "{n} letters (picked|are picked|~drawn) without replacement from {bag}. "
                "(What is|Give) (prob|the probability) of picking {picked}?",
                "(Calculate|Find|What is|Give) (prob|the probability) of picking {picked} when {n} letters "
                "(picked|are picked|~drawn) without replacement from {bag}.",
            ),
            definition=_DEFINITION,
            formula=Bilingual("符合要求的取法数 / 全部取法数", "fitting choices / all choices"),
            conclusion=Bilingual("概率是 {}。", "the probability is {}."),
        ),
    )

    def given(self, form: str, found: Found) -> Drawing | None:
        """The bag and what is wanted, if as many letters are drawn as are wanted."""
        text = found["bag"]
        bag = Counter(dict[str, int]())
        if "{" in text:
            for letter, count in _PAIR.findall(text):
                if letter in bag:
                    return None
                bag[letter] = int(count)
        else:
            bag.update(text)
        if form == "sequence":
            wanted = found["word"]
        else:
            picks = _PICK.findall(found["picked"])
            if len({letter for _, letter in picks}) < len(picks) or sum(int(count) for count, _ in picks) > 20:
                return None
            wanted = "".join(letter * int(count) for count, letter in picks)
        drawing = Drawing(tuple(sorted(bag.items())), wanted, form == "sequence")
        if _COUNTS[found["n"].lower()] != len(wanted) or not len(wanted) <= drawing.size <= MAX_LETTERS:
            return None
        return drawing

    def form_of(self, given: Drawing) -> str:
        """In order or not."""
        return "sequence" if given.in_order else "level set"

    def solve(self, given: Drawing, precision: Precision | None = None) -> Answer:
        """A fraction."""
        value = Fraction(1)
        if given.in_order:
            for top, bottom in _draws(given):
                value *= Fraction(max(top, 0), bottom)
        else:
            for letter, count in Counter(given.wanted).items():
                value *= comb(given.count(letter), count)
            value /= comb(given.size, len(given.wanted))
        return Answer(value, *show(value, precision or EXACT))

    def chain(self, given: Drawing, answer: Answer, manner: Manner) -> str:
        """The product of the draws, or the quotient of the numbers of choices."""
        if given.in_order:
            product = " * ".join(f"{max(top, 0)}/{bottom}" for top, bottom in _draws(given))
            return f"{product} {answer.relation} {answer.digits}"
        top = " * ".join(str(comb(given.count(letter), count)) for letter, count in Counter(given.wanted).items())
        shown = f"({top})" if "*" in top else top
        return f"{shown} / {comb(given.size, len(given.wanted))} {answer.relation} {answer.digits}"

    def working(self, given: Drawing, answer: Answer, manner: Manner) -> list[str]:
        """How many there are, each draw or each number of choices, then the whole."""
        total = f"{' + '.join(str(count) for _, count in given.bag)} = {given.size}"
        lines = [total] if len(given.bag) > 1 else []
        if not given.in_order:
            lines += [
                f"C({given.count(letter)}, {count}) = {comb(given.count(letter), count)}"
                for letter, count in Counter(given.wanted).items()
                if count <= given.count(letter)
            ]
            lines.append(f"C({given.size}, {len(given.wanted)}) = {comb(given.size, len(given.wanted))}")
        return [*lines, self.chain(given, answer, manner)]

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Three kinds of letters, and some of them that are to come."""
        difficulty = min(difficulty, 4)
        letters = [rng.choice("bcdfgh"), rng.choice("jklmnp"), rng.choice("qrstvw")]
        counts = [rng.randint(difficulty + 1, difficulty + 5) for _ in letters]
        bag = "{" + ", ".join(f"{letter}: {count}" for letter, count in zip(letters, counts, strict=True)) + "}"
        n = difficulty + 1
        form = rng.choice(("sequence", "level set"))
        wanted = "".join(letters[rng.randint(0, 2)] for _ in range(n - 1)) + letters[0]
        gap = "个 " if language == "zh" else ""
        picks = [f"{wanted.count(letter)} {gap}{letter}" for letter in letters if letter in wanted]
        joint, last = ("、", " 和 ") if language == "zh" else (", ", " and ")
        picked = joint.join(picks[:-1]) + (last if len(picks) > 1 else "") + picks[-1]
        number = _ZH[n] if language == "zh" else _EN[n]
        return Posed(form, {"n": number, "bag": bag, "word": wanted, "picked": picked})

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A posed problem, its first letter a capital."""
        text = super().draw(rng, difficulty=difficulty, language=language)
        return text[0].upper() + text[1:]


def _draws(given: Drawing) -> list[tuple[int, int]]:
    """For each draw the letters that fit and the letters that are left."""
    return [
        (given.count(letter) - given.wanted[:n].count(letter), given.size - n) for n, letter in enumerate(given.wanted)
    ]
