r"""The final answer in a text: where it is stated, and by which words.

The marks are tried in this order, and of one mark the last in the text counts: `####`, `\boxed{}`, a phrase
that announces the answer (答案是, 方程的解为, the answer is), the last sentence that concludes (所以,
therefore), and last the last number.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from mathdata.verify.answers import read_answer
from mathdata.verify.measures import read_measure
from mathdata.verify.tokens import tokenise

MAX_ANSWER_CHARS = 400
MAX_BARE_CHARS = 80


class Mark(StrEnum):
    """By what the answer was found."""

    HASHES = "####"
    BOXED = "boxed"
    PHRASE = "phrase"
    WHOLE = "whole text"
    CONCLUSION = "conclusion"
    LAST_NUMBER = "last number"


class Stated(NamedTuple):
    """An answer as stated, and where."""

    text: str
    start: int
    end: int
    mark: Mark


_HASHES = re.compile(r"####[ \t]*([^\n]{1,400})")
_PHRASE = re.compile(
    r"""(?: (?:最终|正确|最后)?(?:答案|结果)\s{0,2}(?:应该|应|就)?(?:是|为|[:：])\s{0,2}[:：]?
          | (?:方程的解|平均值|平均数|面积|函数的?值|函数值|最简化的?形式|最简分数|折扣比例|折扣率|质量|销售额
              |平方根|商|积|和|差)
            \s?(?:是|为|[:：])\s{0,2}[:：]?
          | 故?选(?:择)?\s?[:：]?(?=\s?[(（]?[A-H])
          | \b(?:final\ |correct\ |right\ )?answer\s(?:is|:|would\ be)\s?:?
          | \b(?:final\ |correct\ )?answer\s?:
          | \b(?:correct\ |right\ )?(?:option|choice)\s(?:is|:)\s?(?=[(]?[A-H]\b)
          | \bsolution\ set\s(?:is|:)
          | \bsolutions?\s(?:is|are)\s?:?(?=\s{0,4}(?:\\left)?[$({\[\\]|\s{0,4}[A-Za-z](?:_\{?\w\}?)?\s?=)
          | (?:解集|[【\[]答案[】\]])\s?(?:是|为|[:：])?
          | ^A:
        )\s{0,4}""",
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
_ANNOUNCING = ("nswer", "ANSWER", "A:", "option ", "choice ", "olution")
"""One of these stands in every English announcement."""

_CONCLUSION = re.compile(
    r"(?:所以|因此|于是|综上|\btherefore\b|\bthus\b|\bhence\b|\bso\b)[^\n。]{1,400}", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?:(?<![\w)\]}%.\s])[-−－]|(?<![\d)\]}%.]\s)(?<![\w)\]}%.])[-−－])?\$?"
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][+-]?\d{1,9}\b)?"
    r"(?:\s?(?:[×*·]|\\times|\\cdot)\s?10\s?\^\s?\{?[-−]?\d{1,9}\}?)?(?:\s?/\s?\d+(?!\.?\d))?\s?%?"
)
_CHECK = re.compile(
    r"^[ \t*_>#-]{0,8}(?:检验|验算|验证|代入检验"
    r"|(?:to\s|we\s|let us\s)?(?:double-)?(?:check(?:ing)?|verify)|verification)(?=[\s:：,，*])[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that tests the answer: its last number is a value that was known before."""
_SENTENCE_END = re.compile(
    r"[\n。；;]|[.!?？！](?=\s|$|\*|\"|”)|[,，](?!\d)(?=[^\d\s(（{\[-])|[，,]\s?(?=[\u4e00-\u9fff])"
)
_TRAILING = " \t*_。.，,；;：:！!？?`”\"'"


def extract_answer(text: str) -> Stated | None:
    r"""The final answer a text states, with its place; None where there is not even a number.

    >>> extract_answer(r"We get $2x = 6$, so $x = \boxed{\frac{6}{2}}$.").text
    '\\frac{6}{2}'
    >>> extract_answer("所以方程的解为：-5/9。").text
    '-5/9'
    """
    return (
        _hashes(text)
        or _boxed(text)
        or _phrase(text)
        or _whole(text)
        or _conclusion(text)
        or _last_number(without_checks(text))
    )


def announced(text: str) -> Stated | None:
    """The final answer, only where a mark of its own announces it outside the working."""
    return _hashes(text) or _phrase(text)


def _hashes(text: str) -> Stated | None:
    found = None
    for match in _HASHES.finditer(text):
        found = _trim(text, match.start(1), match.end(1), Mark.HASHES)
    return found


def _boxed(text: str) -> Stated | None:
    at = max(text.rfind("\\boxed"), text.rfind("\\fbox"))
    opening = text.find("{", at, at + 8) if at >= 0 else -1
    if opening < 0:
        return None
    depth = 0
    for i in range(opening, min(len(text), opening + MAX_ANSWER_CHARS)):
        depth += {"{": 1, "}": -1}.get(text[i], 0)
        if depth == 0:
            return Stated(text[opening + 1 : i], opening + 1, i, Mark.BOXED)
    return None


def _phrase(text: str) -> Stated | None:
    if text.isascii() and not any(sign in text for sign in _ANNOUNCING):
        return None  # no Chinese, and no English announcement: spare the search
    for match in reversed(list(_PHRASE.finditer(text))):
        end = _SENTENCE_END.search(text, match.end())
        stop = end.start() if end else len(text)
        stated = _trim(text, match.end(), min(stop, match.end() + MAX_ANSWER_CHARS), Mark.PHRASE)
        if stated is not None:
            return stated
    return None


def _whole(text: str) -> Stated | None:
    r"""A text that is nothing but a value: `30 克`, `$-2-4\sqrt{2}$`."""
    if len(text) > MAX_BARE_CHARS or "\n" in text.strip() or read_answer(text).kind == "text":
        return None
    return _trim(text, 0, len(text), Mark.WHOLE)


def _conclusion(text: str) -> Stated | None:
    last = None
    for match in _CONCLUSION.finditer(without_checks(text)):
        last = _named_values(text, match) or _last_number(text, match.start(), match.end()) or last
    return last and last._replace(mark=Mark.CONCLUSION)


_SAID = re.compile(
    r"(?:所以|因此|于是|综上|therefore|thus|hence|so)[,，:：]?\s{0,2}(?=[$\\(]{0,3}[A-Za-z](?:_\{?\w\}?)?\s?=)", re.I
)


def _named_values(text: str, match: re.Match[str]) -> Stated | None:
    """All of `x = 3 or x = -2`, where the conclusion says nothing else."""
    said = _SAID.match(text, match.start(), match.end())
    if said is None:
        return None
    end = _SENTENCE_END.search(text, said.end(), match.end())
    stated = _trim(text, said.end(), end.start() if end else match.end(), Mark.CONCLUSION)
    return stated if stated is not None and read_answer(stated.text).kind == "set" else None


def in_check(text: str, place: int) -> bool:
    """Whether a place lies in a line that tests the answer."""
    return any(line.start() <= place < line.end() for line in _CHECK.finditer(text))


def without_checks(text: str) -> str:
    """The text with blanks for the lines that test the answer; the text itself where nothing else is left."""
    if _CHECK.search(text) is None:
        return text
    rest = _CHECK.sub(lambda line: " " * len(line.group()), text)
    return rest if _NUMBER.search(rest) else text


def _last_number(text: str, start: int = 0, end: int | None = None) -> Stated | None:
    last = None
    for match in _NUMBER.finditer(text, start, len(text) if end is None else end):
        last = match
    if last is None or _cuts_number(text, last.end()):
        return None
    start = last.start() + text.startswith("$", last.start()) * text.startswith("$", last.end())  # $3 \times 10^5$
    return _trim(text, start, _with_unit(text, last.end()), Mark.LAST_NUMBER)


def _with_unit(text: str, end: int) -> int:
    """Past the unit behind a number, if it is a known one."""
    tokens = tokenise(text[end : end + 40])
    measure = read_measure(tokens, 0)
    return end + tokens[measure.next - 1].end if measure.unit is not None else end


def _cuts_number(text: str, end: int) -> bool:
    """Whether a span ends within a number that is longer than an answer may be: its first digits are none."""
    return text[end - 1 : end].isdigit() and re.match(r"\.?\d", text[end : end + 2]) is not None


def _trim(text: str, start: int, end: int, mark: Mark) -> Stated | None:
    """The span without white space, closing marks and the `$` or `**` around it."""
    if _cuts_number(text, end):
        return None
    while end > start and text[end - 1] in _TRAILING:
        end -= 1
    while start < end and text[start] in _TRAILING and text[start : start + 2].strip(".") == text[start : start + 2]:
        start += 1
    return Stated(text[start:end], start, end, mark) if end > start else None
