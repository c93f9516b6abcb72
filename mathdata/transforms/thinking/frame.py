r"""The frame around a working: what opens a solution, and the line that closes it with the answer.

```text
opening   <think>⏎ 计算过程：
body      48 / 2 = 24 …
closing   ⏎#### 72      ⏎答案：72      ⏎\boxed{72}      ⏎</think>⏎⏎Answer: 72
```
"""

import re
from typing import NamedTuple

from mathdata.families.language import Bilingual, Language, language_of
from mathdata.families.marks import PHRASES

PREFIXES = Bilingual(zh="计算过程：", en="Working: ")
THINK, THOUGHT = "<think>", "</think>"
STEPS = Bilingual(zh="第 {} 步：", en="Step {}: ")

_OPENING = re.compile(
    rf"\s*(?:{THINK}\s*)?(?:(?:计算过程|解题过程|解答过程|Working|Solution)\s*[：:]\s*)?", re.IGNORECASE
)
_PHRASES = "|".join(re.escape(phrase.rstrip()) for phrase in PHRASES)
_MARK_LINE = re.compile(rf"(?:####[ \t]*\S[^\n]*|(?:{_PHRASES})[^\n]+|\$?\\boxed\{{[^\n]*\}}\$?[.。]?)")
_STEP = re.compile(r"^[ \t*#(（]*(?:步骤\s*[1一]|第\s*[1一]\s*步|step\s*1\b)", re.MULTILINE | re.IGNORECASE)
_FIRST = re.compile(r"^[ \t*]*(?:1[.．、)）]|[(（]1[)）]|①)\s*\S", re.MULTILINE)
_SECOND = re.compile(r"^[ \t*]*(?:2[.．、)）]|[(（]2[)）]|②)", re.MULTILINE)
_WORD = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{3,}")


class Frame(NamedTuple):
    """A solution in three parts, which make it again when put together."""

    opening: str
    body: str
    closing: str


def framed(solution: str) -> Frame:
    r"""The working of a solution and what stands around it.

    >>> framed("计算过程：48 + 24 = 72\n#### 72")
    Frame(opening='计算过程：', body='48 + 24 = 72', closing='\n#### 72')
    """
    opening = _OPENING.match(solution)
    start = opening.end() if opening else 0
    end = max(start, _end_of_body(solution))
    return Frame(solution[:start], solution[start:end], solution[end:])


def _end_of_body(solution: str) -> int:
    thought = solution.find(THOUGHT)
    if thought >= 0:
        return len(solution[:thought].rstrip())
    return len(unmarked(solution))


def unmarked(solution: str) -> str:
    r"""The solution without a last line that only marks the answer.

    >>> unmarked("48 + 24 = 72\n#### 72")
    '48 + 24 = 72'
    """
    text = solution.rstrip()
    last = text.rfind("\n") + 1
    return text[:last].rstrip() if _MARK_LINE.fullmatch(text[last:].lstrip()) else text


def is_numbered(text: str) -> bool:
    """Whether somebody numbered the steps already.

    >>> [is_numbered(text) for text in ("第 1 步：3 + 4 = 7", "(1) Add.", "1. 5 kg of rice")]
    [True, False, False]
    """
    first = _FIRST.search(text)
    counted = first is not None and _SECOND.search(text, first.end()) is not None
    return counted or _STEP.search(text) is not None


def has_thought(text: str) -> bool:
    """Whether a working stands between `<think>` and `</think>` already."""
    return THINK in text or THOUGHT in text


def has_prefix(text: str, prefix: str) -> bool:
    """Whether the text begins with the prefix, at any width of its colon.

    >>> has_prefix("计算过程: 3 + 4 = 7", "计算过程：")
    True
    """
    return _plain(text[: len(prefix) + 8]).startswith(_plain(prefix))


def _plain(text: str) -> str:
    return text.lstrip().replace("：", ":").rstrip()


def told_in(problem: str, solution: str) -> Language:
    """The language that a solution is told in; that of the problem where the solution has no words.

    >>> told_in("计算 3 + 4", "3 + 4 = 7"), told_in("计算 3 + 4", "We add: 3 + 4 = 7")
    ('zh', 'en')
    """
    if not solution.isascii() and language_of(solution) == "zh":
        return "zh"
    return "en" if _WORD.search(solution) else language_of(problem or " ")
