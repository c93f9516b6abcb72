r"""Sentences that are read and written by one text: a wording with places for numbers and choices of words.

```text
一个圆的半径(是|为) {r} {unit}，(求|请计算)它的面积。
   ├─ read:   ^一个圆的半径(?:是|为)\s*(?P<r>…)\s*(?P<unit>…)[，,]?(?:求|请计算)它的面积[。？]?$
   └─ write:  一个圆的半径为 5 厘米，求它的面积。
```

A problem is read only if the whole text fits a wording; so what is written is read back, and nothing is guessed.
A choice that begins with `~` is read and never written.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from random import Random

from mathdata.families.patterns import UNSIGNED

_PIECE = re.compile(r"\{(?P<slot>[a-z_]+)\}|(?P<mark>[(|)])|\\(?P<escaped>.)|~|(?P<text>[^{(|)~\\]+)")
_UNWRITTEN = "\0"
_STOPS = "。？！.?!"
_CJK_MARKS = {"，": r"\s*[，,、；;。]?\s*", "：": r"\s*[：:]?\s*", "（": r"\s*[（(]\s*", "）": r"\s*[）)]\s*",
              "；": r"\s*[，,；;。]?\s*", "、": r"\s*[、，,]\s*"}  # fmt: skip
_LATIN_MARKS = {", ": r"\s*,?\s*", ". ": r"\s*[.;,]\s*", ": ": r"\s*:?\s*", "? ": r"\s*[?.]\s*"}
_END = r"\s*[。．.？?！!]?\s*$"
_ARTICLE = re.compile(r"\b([Aa])(?= (?:[aeio]|up))")
_QUESTIONS = ("What", "How", "Which", "Is", "At what", "In how", "After how", "By what", "For which", "If")
_HAN = re.compile("[\u4e00-\u9fff]")
_SPACES = re.compile(r"(?:\\s\*){2,}")

Slots = Mapping[str, str]
"""A pattern for each place of a wording that is no unsigned number."""


@lru_cache(maxsize=4096)
def pattern_of(wording: str, slots: tuple[tuple[str, str], ...] = ()) -> str:
    r"""The pattern that reads a wording, for Python's `re` and Rust's `regex` alike.

    >>> re.match(pattern_of("{a}和 {b} 的(最大公约数|最大公因数)是多少？"), "12和18的最大公因数是多少")["b"]
    '18'
    """
    known, english = dict(slots), _HAN.search(wording) is None
    body, depth = "", 0
    for match in _PIECE.finditer(wording):
        slot, mark, escaped, text = match.group("slot", "mark", "escaped", "text")
        if slot:
            body += rf"\s*(?P<{slot}>{known.get(slot, UNSIGNED)})\s*"
        elif mark:
            body += {"(": "(?:", "|": "|", ")": ")"}[mark]
            depth += (mark == "(") - (mark == ")")
        elif text or escaped:
            at_end = match.end() == len(wording)
            body += re.escape(escaped) if escaped else _literal(text, at_end=at_end, english=english)
    if depth:
        raise ValueError(f"wording: found {wording!r}, wanted brackets that close")
    flags = "(?i)" if english else ""
    return _SPACES.sub(lambda _: r"\s*", rf"{flags}^\s*{body}{_END}")


def unnamed(pattern: str) -> str:
    """A pattern whose places have no names, so that several can stand side by side."""
    return re.sub(r"\(\?P<[a-z_]+>", "(?:", pattern.removeprefix("(?i)"))


def write(wording: str, values: Mapping[str, object], rng: Random) -> str:
    """The sentence with its values, each choice of words left to the generator's `random`.

    >>> write("(求|计算) {a} 的平方。", {"a": 5}, Random(1))
    '求 5 的平方。'
    """
    text = _Writer(wording, values, lambda count: int(rng.random() * count)).text()
    return text if _HAN.search(text) else _punctuated(text)


def _punctuated(text: str) -> str:
    """An English problem with the mark that its last sentence asks for."""
    text = _ARTICLE.sub(r"\1n", text)
    start = max(text.rfind(mark, 0, -1) for mark in (". ", "? ")) + 1
    is_question = text[start:].strip().startswith(_QUESTIONS)
    return text.rstrip(".? ") + ("?" if is_question else ".")


class _Writer:
    def __init__(self, wording: str, values: Mapping[str, object], pick: Callable[[int], int]) -> None:
        self.pieces = list(_PIECE.finditer(wording))
        self.at, self.values, self.pick = 0, values, pick

    def text(self) -> str:
        """One of the texts up to the end or the closing bracket."""
        choices: list[str] = [""]
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece["mark"] == ")":
                break
            if piece["mark"] == "|":
                choices.append("")
            elif piece["mark"] == "(":
                choices[-1] += self.text()
            elif piece[0] == "~":
                choices[-1] = _UNWRITTEN
            else:
                choices[-1] += str(self.values[piece["slot"]]) if piece["slot"] else piece["escaped"] or piece["text"]
        choices = [text for text in choices if not text.startswith(_UNWRITTEN)]
        return choices[self.pick(len(choices))] if len(choices) > 1 else choices[0]


def _literal(text: str, *, at_end: bool, english: bool) -> str:
    """A piece of text with lenient marks and spaces; stops at the end of a problem do not matter."""
    if at_end:
        text = text.rstrip(_STOPS + " ")
    marks = _LATIN_MARKS if english else _CJK_MARKS
    for mark in marks:
        text = text.replace(mark, "\0" + mark[0])
    pieces = re.split(r"(\0.|[。？]| )", text)
    return "".join(_lenient(piece, marks, english=english) for piece in pieces if piece)


def _lenient(piece: str, marks: Mapping[str, str], *, english: bool) -> str:
    if piece[0] == "\0":
        return next(pattern for mark, pattern in marks.items() if mark[0] == piece[1])
    if piece in ("。", "？"):
        return r"\s*[。.；;，,？?]\s*"
    if piece == " ":
        return r"\s+" if english else r"\s*"
    if english and piece in ("a", "A", "an", "An"):
        return "an?"
    return re.escape(piece)
