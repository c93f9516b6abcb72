"""Words that may stand around any problem: what leads to it, and what follows. They change nothing that is asked."""

import re
from collections.abc import Iterable

from mathdata.families.language import Bilingual, Language

LEAD_INS = Bilingual(
    zh=(
        "题目：",
        "请看题：",
        "请解答下面的题目：",
        "练习题：",
        "请回答：",
        "有这样一道题：",
        "老师出了一道题：",
        "作业里有一道题：",
        "帮我看看这道题：",
        "数学题：",
    ),
    en=(
        "Question: ",
        "Problem: ",
        "Exercise: ",
        "Here is a problem: ",
        "Please answer this: ",
        "Please solve this problem: ",
        "My teacher asked this: ",
        "Here is an exercise from my homework: ",
        "Help me with this problem: ",
        "Math problem: ",
    ),
)
TAILS = Bilingual(
    zh=("谢谢！", "请作答。", "请给出答案。", "请写出答案。", "请帮忙解答。", "麻烦解答一下。"),
    en=("Thank you!", "Please answer.", "Please give the answer.", "State the answer.", "Thanks!", "Please help."),
)

_FINISHED = re.compile(r"[。．.？?！!]\s*$")


def framed(problem: str, lead_in: str, tail: str, language: Language) -> str:
    """A problem with words around it; either may be empty.

    >>> framed("What is 3 + 4?", "Question: ", "Thank you!", "en")
    'Question: What is 3 + 4? Thank you!'
    """
    if not tail:
        return lead_in + problem
    stop, gap = ("。", "") if language == "zh" else (".", " ")
    return f"{lead_in}{problem}{'' if _FINISHED.search(problem) else stop}{gap}{tail}"


def unframed(text: str) -> str:
    """A problem without the words around it.

    >>> unframed("题目：3 + 4 等于几？谢谢！")
    '3 + 4 等于几？'
    """
    return _TAIL.sub("", _LEAD_IN.sub("", text))


def _any_of(texts: Iterable[Iterable[str]]) -> str:
    return "|".join(re.escape(text.strip()) for language in texts for text in language)


_LEAD_IN = re.compile(rf"^\s*(?:{_any_of(LEAD_INS)})\s*")
_TAIL = re.compile(rf"(?<=[。．.？?！!\s])(?:{_any_of(TAILS)})\s*$")
