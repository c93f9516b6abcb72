r"""Final answers as typed values: a number is not a percentage, a pair is not an interval, 30 克 is not 30.

| kind | examples |
|---|---|
| `number` | `-5/9`, `1,200`, `2.7E+34`, `2√3`, `x = 3`, `30 克` |
| `percent` | `45.1%` |
| `choice` | `B`, `(B)`, `B. 15` |
| `tuple` | `(1, 2)` |
| `interval` | `[1, 2)`, `(-\infty, 3]` |
| `set` | `{1, 2}`, `x = 1 或 x = 2`, `3, 4, 5` |
| `text` | anything else, compared letter by letter without white space |
"""

import re
from typing import NamedTuple

from mathdata.verify.exact import Exact
from mathdata.verify.limits import Unproven
from mathdata.verify.parse import parse
from mathdata.verify.tokens import Token, normalise, tokenise
from mathdata.verify.tree import Node, Number, evaluate, numbers, shown
from mathdata.verify.units import BARE, Unit

_CHOICE = re.compile(r"[(（\[]?\s*([A-H])\s*(?:[)）\]]\s*[.、:：]?|[.、:：])?(?:\s+.*|(?<=[.、:：)）]).*)?", re.DOTALL)
_NAME = re.compile(r"(?:[A-Za-z](?:_\{?\w\}?)?(?:\([A-Za-z]\))?)\s*(?:=|≈|\\approx)\s*")
_SEPARATOR = re.compile(r"[,，;；、]|\bor\b|\band\b|或者?|和|以及")
_AROUND = re.compile(
    r"^(?:约为?|大约|about|approximately|≈|\\approx|\\\(|\\\[|[\s*`])+|(?:\\\)|\\\]|[\s*`。.，,;；])+$"
)
_EMPTY = re.compile(r"\\(?:left|right|displaystyle|,|;|!|:)|[\s$]|\{,\}")
_WRAPPED = re.compile(r"\\(?:text|textbf|textrm|mathrm|mathbf|mathbb|mbox)\s?\{([^{}]{0,80})\}")
_NAMED = {"\\infty": "∞", "\\emptyset": "∅", "\\varnothing": "∅"}
_WIDE = str.maketrans({**{c: chr(c - 0xFEE0) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}, "：": ":"})
_RANGE = re.compile(r"\d+[-–~～]\d+(?:[-–]\d+)?")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "｛": "｝"}


class Answer(NamedTuple):
    """One typed answer."""

    kind: str
    value: Exact | None = None
    unit: Unit = BARE
    number: Number | None = None
    """The number as printed, where it is one and not an expression."""
    parts: tuple["Answer", ...] = ()
    text: str = ""
    """The letter of a choice, the brackets of an interval, the words behind a number, or the text itself."""
    name: str = ""
    """In a set the unknown that has this value, without an index: `x` of `x_1 = 2`."""


def read_answer(text: str) -> Answer:
    r"""The typed value of a bare answer.

    >>> read_answer("45.10 %").kind, read_answer(r"\frac{1}{2}").value
    ('percent', Fraction(1, 2))
    >>> [part.value for part in read_answer("x=1 或 x=2").parts]
    [Fraction(1, 1), Fraction(2, 1)]
    """
    stripped = _spelled(bare(text))
    choice = _CHOICE.fullmatch(stripped)
    if choice:
        return Answer("choice", text=choice[1])
    words = _EMPTY.sub("", normalise(stripped)).casefold()
    if is_range(stripped):
        return Answer("text", text=words)
    return _number(stripped) or _collection(stripped) or Answer("text", text=words)


def is_range(text: str) -> bool:
    """Whether a text is two or three whole numbers with dashes, as pages and dates are, and no difference.

    >>> is_range("2023-05-01"), is_range("5 - 3")
    (True, False)
    """
    return _RANGE.fullmatch(text) is not None


def _spelled(text: str) -> str:
    r"""The text in one spelling: full-width letters, `\text{}` and the names of ∞ and ∅.

    >>> _spelled(r"\text{Ｂ}"), _spelled(r"(-\infty, 3]")
    ('B', '(-∞, 3]')
    """
    if text.isascii() and "\\" not in text:
        return text
    text = _WRAPPED.sub(r"\1", text.translate(_WIDE))
    for name, sign in _NAMED.items():
        text = text.replace(name, sign)
    return text


def bare(text: str) -> str:
    """An answer without what stands around it: dollars, marks, `about`, and the name before `=`.

    >>> bare("$x = 1/2$.")
    '1/2'
    """
    before = None
    while before != text:
        before = text
        text = _AROUND.sub("", text.strip())
        if len(text) > 1 and text[0] == text[-1] == "$":
            text = text[1:-1]
        text = _NAME.sub("", text, count=1) if _NAME.match(text) and not _SEPARATOR.search(text) else text
    return text


def _number(text: str) -> Answer | None:
    tokens = tokenise(text)
    if not tokens:
        return None
    try:
        parsed = parse(tokens, 0)
        words = tokens[parsed.next :]
        if any(token.kind not in ("word", "han") for token in words) or _is_glued(tokens, parsed.next):
            return None
        return _typed(parsed.tree, " ".join(token.text for token in words).casefold())
    except Unproven:
        return None


def _is_glued(tokens: list[Token], i: int) -> bool:
    """Whether a letter stands directly behind the number, so that it is `2x` and not `2 apples`."""
    return i < len(tokens) and tokens[i].kind == "word" and (len(tokens[i].text) == 1 or tokens[i].text == "pi")


def _typed(tree: Node, words: str) -> Answer:
    number, inside = shown(tree), numbers(tree)
    value = evaluate(tree, percent=False)
    if any(n.percent for n in inside):
        if number is None:
            raise Unproven("a percent sign inside an expression")
        return Answer("percent", value, number=number, text=words)
    units = {n.unit for n in inside if n.unit is not None}
    if number is None and units and not _is_fraction_with_unit(inside):
        raise Unproven("units inside an expression")
    return Answer("number", value, next(iter(units), BARE), number, text=words or (number.label if number else ""))


def _is_fraction_with_unit(inside: list[Number]) -> bool:
    """`3/4 米`: one unit, behind the last number."""
    return len(inside) == 2 and inside[0].unit is None


def _collection(text: str) -> Answer | None:
    text = text.replace("\\{", "{").replace("\\}", "}").replace("\\left", "").replace("\\right", "")
    opening, closing = text[:1], text[-1:]
    if opening in _BRACKETS and closing in _BRACKETS.values() and _spans(text):
        parts = _parts(text[1:-1])
        if opening in "{｛":
            return Answer("set", parts=parts)
        if "[" in opening or "]" in closing:
            return Answer("interval", parts=parts, text=opening + closing) if len(parts) == 2 else None
        return Answer("tuple", parts=parts) if len(parts) > 1 else None
    parts = _parts(text)
    readable = len(parts) > 1 and all(part.kind in ("number", "percent", "tuple") for part in parts)
    return Answer("set", parts=parts) if readable else None


def _spans(text: str) -> bool:
    """Whether the first bracket closes only at the end."""
    depth = 0
    for i, sign in enumerate(text):
        depth += (sign in "([{（［｛") - (sign in ")]}）］｝")
        if depth == 0:
            return i == len(text) - 1
    return False


def _parts(text: str) -> tuple[Answer, ...]:
    """The answers between separators that stand outside brackets."""
    cuts, depth, last = [], 0, 0
    separators = {match.start(): match.end() for match in _SEPARATOR.finditer(text)}
    for i, sign in enumerate(text):
        depth += (sign in "([{（［｛") - (sign in ")]}）］｝")
        if depth == 0 and i in separators and i >= last and not _in_number(text, i):
            cuts.append(text[last:i])
            last = separators[i]
    cuts.append(text[last:])
    if len(cuts) > 64 or len(cuts) == 1:
        return ()
    return tuple(read_answer(cut)._replace(name=_name(cut)) for cut in cuts if cut.strip())


def _name(text: str) -> str:
    named = _NAME.match(_AROUND.sub("", text.strip()))
    return named[0][0] if named else ""


def _in_number(text: str, i: int) -> bool:
    """Whether the comma at `i` groups thousands, as in `1,200`."""
    return bool(re.fullmatch(r"\d,\d{3}", text[max(i - 1, 0) : i + 4])) and not text[i + 4 : i + 5].isdigit()
