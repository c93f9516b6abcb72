"""Where arithmetic meets prose: whether a side may really end here.

Each function gives None where the side is surely longer than what was read (so it is unknown), a doubt where
it may be, and "" where it ends cleanly.
"""

from collections.abc import Sequence

from mathdata.verify.tokens import Token
from mathdata.verify.units import UNITS
from mathdata.verify.vocabulary import (
    ARTICLES,
    COMPUTING_AFTER,
    COMPUTING_BEFORE,
    COUNTING,
    HAN_AFTER,
    HAN_BEFORE,
    HAN_YIELDING,
    JOINING,
    JOINING_AFTER,
    NAMING,
)

DECIMALS_GO_ON = "the decimals go on"
"""The doubt of a number with dots behind it, `0.333...`: it was cut there on purpose."""

WORD_BEFORE = "a word before it may belong to it"
"""The doubt of `twice 5` and `11 mod 10`."""

WORD_BEHIND = "a word behind it may belong to it"


def left_edge(tokens: Sequence[Token], start: int, *, calculates: bool = False) -> str | None:
    """Judge the place before a side that starts at token `start`, and `calculates` or is a lone number."""
    if start == 0:
        return ""
    before, first = tokens[start - 1], tokens[start]
    glued = before.end == first.start
    if before.kind == "operator":
        return _operator_before(tokens, start)
    if before.kind == "ellipsis":
        return None
    if first.text == "-" and glued and before.kind == "han" and before.text[-1] in HAN_YIELDING:
        return ""  # 由题意得-1 - 2 = -3
    if first.text in ("+", "-") and before.kind in ("word", "han"):
        if first.text == "+" or glued or (len(before.text) == 1 and before.text not in HAN_YIELDING):
            return None
        dash = start + 1 < len(tokens) and first.end < tokens[start + 1].start
        if dash:
            return "a dash or a minus stands before it"
    if first.text in ("+", "-", "*") and before.text in ("?", "？"):
        return None  # ? + 20 = 26
    if before.kind == "word":
        if calculates and not glued and _names_value(tokens, start - 1):
            return ""
        return _word_before(tokens, start - 1, glued=glued)
    if before.kind == "han":
        return WORD_BEFORE if before.text.endswith(HAN_BEFORE) else ""
    if before.kind in ("number", "percent", "super"):
        return "a number stands directly before it"
    if before.text == "'" and glued and first.text == "(":
        return None  # f'(2)
    if before.kind == "stop":
        return _stop_between(tokens, start - 1)
    if before.kind in ("newline", "relation", "currency"):
        return ""
    if before.text == "|" and not glued:
        return ""  # the border of a table; that of |x| stands close
    return None if glued or before.text.isalpha() else "an unknown sign stands before it"


def _operator_before(tokens: Sequence[Token], start: int) -> str | None:
    sign = tokens[start - 1]
    opens_line = start == 1 or tokens[start - 2].kind in ("newline", "stop")
    if sign.text in "([{":
        return None if start > 1 and _is_applied(tokens[start - 2], sign) else ""
    if opens_line and sign.text in "*+-" and sign.end < tokens[start].start:
        return ""  # a bullet
    if sign.text in ")]":
        return "a bracket stands directly before it" if not is_numbering(tokens, start - 1) else ""
    if sign.text == "-" and start > 1 and tokens[start - 2].kind in ("word", "han"):
        return "a dash stands before it"
    return None


def _is_applied(before: Token, bracket: Token) -> bool:
    """Whether a bracket belongs to what stands before it: `f(`, `C(`, `5(`, and `5 + (` that never closes."""
    glued = before.end == bracket.start and before.kind in ("word", "number", "other")
    return glued or before.kind in ("operator", "root", "frac")


def is_numbering(tokens: Sequence[Token], closer: int) -> bool:
    """`1)` or `(1)` at the start of a line or sentence."""
    first = closer - 1
    if first >= 0 and tokens[first].kind in ("number", "word"):
        if first > 0 and tokens[first - 1].text in ("(", "["):
            first -= 1
        return first == 0 or tokens[first - 1].kind in ("newline", "stop")
    return False


def _word_before(tokens: Sequence[Token], i: int, *, glued: bool) -> str | None:
    word = tokens[i].text.lower()
    if glued:
        return None
    if len(word) == 1:
        return "" if word in ("a", "i") else None
    counted = i > 0 and tokens[i - 1].kind in ("number", "percent")
    if counted and word in UNITS:
        return "the quantity may start before it"  # 2 hours 20 minutes
    if i > 0 and tokens[i - 1].kind == "operator" and tokens[i - 1].text in "+-*/^":
        return "it goes on before a word"  # December 2013 - December 2012
    if i > 0 and word in ARTICLES and tokens[i - 1].kind == "word":
        word, counted = tokens[i - 1].text.lower(), True
    belongs = word in COMPUTING_BEFORE or (counted and word in JOINING)
    return WORD_BEFORE if belongs else ""


def _names_value(tokens: Sequence[Token], i: int) -> bool:
    """Whether `total of` or `increased by` ends at token `i`."""
    return i > 0 and tokens[i].text in ("of", "by") and tokens[i - 1].text.lower() in NAMING


def _stop_between(tokens: Sequence[Token], i: int) -> str:
    """The comma of `1,50` and the colon of `3:5` are no end; that of `so, 3 + 4` is."""
    around = 0 < i < len(tokens) - 1 and tokens[i - 1].kind == tokens[i + 1].kind == "number"
    if not around:
        return ""
    before, mark, after = tokens[i - 1 : i + 2]
    tight_left, tight_right = before.end == mark.start, mark.end == after.start
    groups = mark.text == "," and tight_left and tight_right
    ratio = mark.text in (":", "：") and tight_left == tight_right  # not that of "step 3: 4 + 5"
    return "the mark between two numbers can be read in two ways" if groups or ratio else ""


def right_edge(tokens: Sequence[Token], end: int) -> str | None:
    """Judge the place behind a side whose last token is `end - 1`."""
    if end >= len(tokens):
        return ""
    last, after = tokens[end - 1], tokens[end]
    glued = last.end == after.start
    if after.kind == "operator":
        return _operator_after(tokens, end)
    if after.kind == "word":
        return _word_after(tokens, end, glued=glued)
    if after.kind == "han":
        return WORD_BEHIND if after.text[0] in HAN_AFTER else ""
    if after.kind == "stop":
        return "it may be a factorial" if after.text == "!" and glued else _stop_between(tokens, end)
    if after.kind in ("newline", "relation", "currency", "ellipsis"):
        return _dots_after(tokens, end) if after.kind == "ellipsis" else ""
    if after.kind == "number":
        return "a number stands directly behind it"
    if after.text == "|" and not glued:
        return ""
    return None if glued or after.kind in ("root", "frac", "super", "percent") else "an unknown sign follows"


def _dots_after(tokens: Sequence[Token], end: int) -> str:
    more = end + 1 < len(tokens) and tokens[end + 1].kind == "percent"
    return "a percent sign stands behind the dots" if more else DECIMALS_GO_ON


def _operator_after(tokens: Sequence[Token], end: int) -> str | None:
    sign = tokens[end]
    after = tokens[end + 1] if end + 1 < len(tokens) else None
    if sign.text in ")]}":
        return ""
    if sign.text in "([" and after is not None and after.kind in ("word", "han"):
        glued = tokens[end - 1].end == sign.start and after.kind == "word"
        return None if glued or after.text in ("mod", "模") else ""
    prose = after is None or (after.kind in ("word", "han", "newline", "stop") and len(after.text) > 1)
    if sign.text in "-*" and prose and tokens[end - 1].end < sign.start:
        return "a dash stands behind it"
    return None


def _word_after(tokens: Sequence[Token], end: int, *, glued: bool) -> str | None:
    if glued:
        return None
    word, name = tokens[end], tokens[end].text.lower()
    if len(word.text) == 1 and word.text not in ("a", "A", "I"):
        return None
    if name in JOINING_AFTER and _is_prose(tokens, end + 1):
        return ""
    return WORD_BEHIND if name in COMPUTING_AFTER else ""


def _is_prose(tokens: Sequence[Token], i: int) -> bool:
    """Whether words go on at token `i` that count nothing, or nothing does."""
    if i >= len(tokens) or tokens[i].kind in ("stop", "newline"):
        return True
    return tokens[i].kind == "word" and len(tokens[i].text) > 1 and tokens[i].text.lower() not in COUNTING
