"""The answer that a solution ends in, only where that is certain."""

import re
from typing import NamedTuple

from mathdata.transforms.thinking.equations import chains_in
from mathdata.verify import Comparison, Mark, Stated, Verdict, extract_answer, same_answer
from mathdata.verify.context import judge_in_context

_UNIT_OPTIONAL = Comparison(unit_optional=True)
_TAIL = re.compile(r"[\s$。.，,;；!！*)）\]}]*(?:\\[)\]])?[\s。.]*")
ANNOUNCED = frozenset((Mark.HASHES, Mark.BOXED, Mark.PHRASE, Mark.WHOLE))
"""Marks that leave no doubt of what the answer is."""
_UNKNOWN_BEFORE = re.compile(r"(?<![\w.)}\]])[A-Za-z]\s*[=≈]\s*$")
_NO_CLAIM = re.compile(r"(?:[<>≤≥≠]|\\(?:le|ge|ne|leq|geq|neq|leqslant|geqslant)\b|不|非|\bnot\b)\s*$", re.IGNORECASE)

_CHECK = re.compile(r"检验|验算|验证|\bcheck\b|\bverif", re.IGNORECASE)


class Found(NamedTuple):
    """The final answer of a row, and how it stands in the solution."""

    text: str
    stated: Stated | None
    """Where the solution announces it; None where it only comes from the column `answer`."""


def final_answer(solution: str, answer: str | None) -> Found | None:
    r"""The answer of the column, or the one that the solution announces or ends in; None rather than a guess.

    >>> final_answer("48 / 2 = 24, 48 + 24 = 72", None).text, final_answer("He bought 3, then 4 more.", None)
    ('72', None)
    >>> final_answer("So she has 5.\n#### 5", "6") is None
    True
    """
    stated = extract_answer(solution)
    if stated is not None and not _is_certain(solution, stated):
        stated = None
    if answer is None or not answer.strip():
        return None if stated is None else Found(stated.text.strip(), stated)
    known = answer.strip()
    if stated is not None and not agree(known, stated.text):
        return None
    return Found(known, stated)


def agree(one: str, other: str) -> bool:
    """Whether two texts state one answer; a unit may stand in one of them only.

    >>> agree("30", "30 克"), agree("30", "31")
    (True, False)
    """
    return same_answer(one, other, comparison=_UNIT_OPTIONAL)


def _is_certain(solution: str, stated: Stated) -> bool:
    if not _is_whole(stated.text):
        return False
    if stated.mark in ANNOUNCED:
        return True
    ends = _TAIL.fullmatch(solution, stated.end) is not None
    if not ends or _NO_CLAIM.search(solution, 0, stated.start) or _CHECK.search(solution.rpartition("\n")[2]):
        return False
    return stated.mark is Mark.CONCLUSION or ("\n" not in solution.strip() and _ends_calculation(solution, stated))


def _ends_calculation(solution: str, stated: Stated) -> bool:
    """Whether the number is the right side of a proven equation, or the value of a letter that stands alone."""
    if _UNKNOWN_BEFORE.search(solution, 0, stated.start):
        return True
    last = next((chain[-1] for chain in chains_in(solution) if chain[-1].right.end >= stated.end), None)
    if last is None or last.sign_end > stated.start:
        return False
    judgement = judge_in_context(solution, last)
    return judgement.verdict is not Verdict.UNPROVEN and not judgement.wrong


def _is_whole(text: str) -> bool:
    """Whether a text is one value: its brackets close, and it is no chain of equations."""
    pairs = all(text.count(one) == text.count(other) for one, other in (("{", "}"), ("(", ")"), ("（", "）")))
    return pairs and text.count("=") <= 1
