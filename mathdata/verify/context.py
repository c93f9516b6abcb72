"""The sentence around a link: a question claims nothing, and a text may quote what it calls wrong."""

import re
from dataclasses import replace

from mathdata.verify.chains import Link
from mathdata.verify.findings import Judgement, Verdict
from mathdata.verify.judge import judge

MAX_SENTENCE_CHARS = 300

_SENTENCE_END = re.compile(r"[。！？!?\n]|\.(?=\s|$)")
_CALLED_WRONG = re.compile(
    r"\b(?:wrong|false|incorrect|mistake|not (?:true|correct|equal)|isn't|doesn't|does not)\b"
    r"|错|不成立|不对|不正确",
    re.IGNORECASE,
)


def judge_in_context(text: str, link: Link) -> Judgement:
    """The verdict on a link; one that is refuted is left alone where its sentence does not claim it.

    >>> from mathdata.verify.chains import find_chains
    >>> texts = ("So 3 + 4 = 8.", "Is 3 + 4 = 8?")
    >>> [judge_in_context(text, find_chains(text)[0][0]).verdict.value for text in texts]
    ['false', 'unproven']
    """
    judgement = judge(link)
    if not judgement.wrong:
        return judgement
    doubt = _doubt(text, link)
    return replace(judgement, verdict=Verdict.UNPROVEN, reason=doubt, wrong=False, expected="") if doubt else judgement


def _doubt(text: str, link: Link) -> str:
    after = text[link.right.end : link.right.end + MAX_SENTENCE_CHARS]
    end = _SENTENCE_END.search(after)
    if end is not None and end.group() in "?？":
        return "it stands in a question"
    before = text[max(link.left.start - MAX_SENTENCE_CHARS, 0) : link.left.start]
    start = max((match.end() for match in _SENTENCE_END.finditer(before)), default=0)
    sentence = before[start:] + " " + (after[: end.start()] if end else after)
    return "the text itself calls it wrong" if _CALLED_WRONG.search(sentence) else ""
