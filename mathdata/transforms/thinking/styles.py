"""The styles of a chain of thought: what each makes of one solution, or why it leaves it alone."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from mathdata.families.language import Bilingual, Language
from mathdata.families.marks import AnswerMark, mark_line
from mathdata.transforms.thinking.analysis import analysis, is_analysed
from mathdata.transforms.thinking.answers import Found, agree
from mathdata.transforms.thinking.equations import equations
from mathdata.transforms.thinking.frame import (
    PREFIXES,
    STEPS,
    THINK,
    THOUGHT,
    Frame,
    framed,
    has_prefix,
    has_thought,
    is_numbered,
    unmarked,
)
from mathdata.transforms.thinking.sentences import step_spans
from mathdata.verify import Mark, extract_answer

CotStyle = Literal["prefix", "numbered", "analysis", "think", "boxed"]

_MARKED_BY = {"phrase": Mark.PHRASE, "答案：": Mark.PHRASE, "####": Mark.HASHES, "boxed": Mark.BOXED}
_BOX = "\\boxed{}"
_ASK: dict[str, Bilingual[str]] = {
    "prefix": Bilingual(zh="请写出计算过程。", en="Show your working."),
    "numbered": Bilingual(zh="请一步一步地解答，并给每一步编号。", en="Solve it step by step, and number the steps."),
    "analysis": Bilingual(
        zh="请先分析题目，再给出解答和结果。",
        en="Analyse the problem first, then give the working and the result.",
    ),
    "think": Bilingual(
        zh="请先在 <think> 与 </think> 之间推理，再给出答案。",
        en="Reason between <think> and </think> first, then give the answer.",
    ),
    "boxed": Bilingual(
        zh=f"请逐步推理，并把最终答案写在 {_BOX} 中。",
        en=f"Reason step by step, and put the final answer in {_BOX}.",
    ),
    "####": Bilingual(
        zh="请逐步推理，并在最后一行的 #### 之后写出最终答案。",
        en="Reason step by step, and end with the final answer behind ####.",
    ),
    "phrase": Bilingual(
        zh="请逐步推理，并在最后一行的“答案：”之后写出最终答案。",
        en='Reason step by step, and end with the final answer behind "Answer:".',
    ),
}


class Telling(NamedTuple):
    """What the telling of one row may use."""

    problem: str
    solution: str
    found: Found | None
    """The final answer, where it is certain."""
    language: Language
    mark: AnswerMark | None
    prefix: str | None


class Refused(NamedTuple):
    """Why a solution stays as it is."""

    reason: str


UNANSWERED, BARE, UNFIT = Refused("unanswered"), Refused("bare"), Refused("unfit")


def told(style: CotStyle, row: Telling) -> str | Refused:
    r"""The solution in a style; itself if it has the form already.

    >>> told("think", Telling("", "3 + 4 = 7", Found("7", None), "en", "boxed", None))
    '<think>\n3 + 4 = 7\n</think>\n\n\\boxed{7}'
    """
    new = _STYLES[style](row)
    return UNFIT if isinstance(new, str) and new != row.solution and not _keeps(row, new) else new


def instruction(style: CotStyle, mark: AnswerMark | None, language: Language) -> str:
    """The sentence that asks for a style, and in the style `boxed` for its mark."""
    if style != "boxed":
        return _ASK[style].of(language)
    return _ASK["phrase" if mark == "答案：" else mark or "boxed"].of(language)


def _keeps(row: Telling, new: str) -> bool:
    """Whether every equation is still there, none is new but those of the answer, and the answer is the same."""
    before, after = equations(row.solution), equations(new)
    if row.found is None:
        return before == after
    stated = extract_answer(new)
    added = after - before
    return (
        not (before - after)
        and added <= equations(row.found.text)
        and stated is not None
        and agree(row.found.text, stated.text)
    )


def _prefix(row: Telling) -> str | Refused:
    prefix = PREFIXES.of(row.language) if row.prefix is None else row.prefix
    start = len(row.solution) - len(row.solution.lstrip())
    if row.solution.startswith(THINK, start):
        start += len(THINK)
        start += len(row.solution[start:]) - len(row.solution[start:].lstrip())
    rest = row.solution[start:]
    return row.solution if has_prefix(rest, prefix) else row.solution[:start] + prefix + rest


def _numbered(row: Telling) -> str | Refused:
    frame = framed(row.solution)
    if _is_bare(frame.body):
        return BARE
    if is_numbered(frame.body):
        return row.solution
    label = STEPS.of(row.language)
    lines = [label.format(n) + frame.body[start:end] for n, (start, end) in enumerate(step_spans(frame.body), start=1)]
    gap = "" if not frame.opening or frame.opening.endswith("\n") else "\n"
    return f"{frame.opening.rstrip(' ')}{gap}" + "\n".join(lines) + frame.closing


def _think(row: Telling) -> str | Refused:
    if has_thought(row.solution):
        return row.solution
    frame = framed(row.solution)
    if row.found is None:
        return UNANSWERED
    if _is_bare(frame.body):
        return BARE
    return f"{THINK}\n{frame.opening}{frame.body}\n{THOUGHT}\n\n{_result(row, frame)}"


def _analysis(row: Telling) -> str | Refused:
    if is_analysed(row.solution):
        return row.solution
    if row.found is None:
        return UNANSWERED
    if has_thought(row.solution):
        return UNFIT
    frame = framed(row.solution)
    return analysis(row.problem, frame.opening + frame.body, _result(row, frame), row.language)


def _boxed(row: Telling) -> str | Refused:
    if row.found is None:
        return UNANSWERED
    mark = row.mark or "boxed"
    line = mark_line(row.found.text, mark, row.language)
    stated = row.found.stated
    if row.solution.rstrip().endswith(line) or (stated is not None and stated.mark is _MARKED_BY[mark]):
        return row.solution
    return f"{unmarked(row.solution)}\n{line}"


def _result(row: Telling, frame: Frame) -> str:
    """The line with the answer: the one that is there, unless another mark is asked for."""
    assert row.found is not None
    if frame.closing.strip() and row.mark is None:
        return frame.closing.strip()
    return mark_line(row.found.text, row.mark or "phrase", row.language)


def _is_bare(body: str) -> bool:
    stated = extract_answer(body)
    return not body.strip() or (stated is not None and stated.mark is Mark.WHOLE)


_STYLES: dict[CotStyle, Callable[[Telling], str | Refused]] = {
    "prefix": _prefix,
    "numbered": _numbered,
    "analysis": _analysis,
    "think": _think,
    "boxed": _boxed,
}
