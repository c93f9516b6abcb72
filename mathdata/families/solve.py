"""From a problem's text to its worked solution: recognise, solve, tell, mark the answer.

```text
recognise(problem) -> (family, parameters)
worked(problem, options) -> category, solution, answer …, or None if no family can
```
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from mathdata.errors import CannotSolve
from mathdata.families.contract import MAX_PROBLEM_CHARS, Answer, Family, Lesson, Manner
from mathdata.families.language import Language, language_of
from mathdata.families.registry import families
from mathdata.numbers import Precision

Style = Literal["brief", "steps", "explain"]
Granularity = Literal["digit", "operand"]
AnswerMark = Literal["none", "答案：", "####", "boxed"]


class WorkOptions(BaseModel):
    """How solutions are told; the defaults are one true line in the language of the problem."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    style: Style = "brief"
    """`brief`: one true line; `steps`: the working; `explain`: definition, formula, substitution, conclusion."""

    granularity: Granularity = "digit"
    """In `steps`: `digit` needs one table look-up at a time, `operand` takes whole numbers at once."""

    precision: Precision | dict[str, Precision] | None = None
    """Digits of rounded results, for all categories or for those named; else each category has its own."""

    language: Literal["auto", "zh", "en"] = "auto"
    """Language of the solution; `auto` is that of the problem."""

    answer_mark: AnswerMark = "none"
    """What introduces the final answer on a line of its own; `boxed` writes LaTeX's box."""

    max_chars: int | None = Field(default=None, ge=1)
    """A longer solution is told more briefly: steps by digit, by operand, then one line."""


class Worked(NamedTuple):
    """A worked solution, and what was needed to write it."""

    category: str
    solution: str
    answer: str
    """The final answer with its unit."""
    result: Answer
    """The same, typed."""
    style: Style
    granularity: Granularity | None
    """How finely `steps` were told; None in other styles."""
    shortened: bool
    """Whether `max_chars` forced a briefer telling than was asked."""


class Recognised(NamedTuple):
    """A problem that some family can read."""

    family: Family[Any]
    given: Any


def recognise(problem: str) -> Recognised | None:
    """The family that reads a problem, with its parameters; None if there is none.

    Families are tried by the markers that stand in the text, the longest marker first, so the outcome depends
    on the text alone.
    """
    if len(problem) > MAX_PROBLEM_CHARS:
        return None
    is_ascii = problem.isascii()
    text = problem.lower() if is_ascii else problem
    failed: Family[Any] | None = None
    for marker, family in _markers(is_ascii):
        if marker in text and family is not failed:
            given = family.parse(problem)
            if given is not None:
                return Recognised(family, given)
            failed = family
    return None


def worked(problem: str, options: WorkOptions | None = None) -> Worked | None:
    """The worked solution of a problem, or None if no family reads it or it has no answer.

    Also None if even the briefest telling is longer than `max_chars`.
    """
    options = options or WorkOptions()
    recognised = recognise(problem)
    if recognised is None:
        return None
    try:
        return tell(
            recognised, options, language_of(problem) if options.language == "auto" else options.language
        )
    except CannotSolve:
        return None


def worked_batch(problems: Iterable[str], options: WorkOptions | None = None) -> list[Worked | None]:
    """The worked solutions of many problems, in order; equal problems are worked once."""
    options = options or WorkOptions()
    known: dict[str, Worked | None] = {}
    solutions = []
    for problem in problems:
        if problem not in known:
            known[problem] = worked(problem, options)
        solutions.append(known[problem])
    return solutions


def tell(recognised: Recognised, options: WorkOptions, language: Language) -> Worked | None:
    """Solve a recognised problem and tell it, more briefly as long as it exceeds `max_chars`.

    Raises:
        CannotSolve: if the problem has no answer or is beyond the limits of its family.
    """
    family, given = recognised
    asked = _asked_precision(options.precision, family.kind)
    answer = family.solve(given, asked)
    precision = asked or family.precision
    mark = _marked(answer, options.answer_mark)
    for style, granularity in _TELLINGS[options.style, options.granularity]:
        manner = Manner(language, precision, granularity == "digit")
        solution = _TELL[style](family, given, answer, manner) + mark
        if options.max_chars is None or len(solution) <= options.max_chars:
            shortened = (style, granularity) != _TELLINGS[options.style, options.granularity][0]
            return Worked(family.kind, solution, answer.text, answer, style, granularity, shortened)
    return None


def _brief(family: Family[Any], given: Any, answer: Answer, manner: Manner) -> str:
    return family.chain(given, answer, manner)


def _steps(family: Family[Any], given: Any, answer: Answer, manner: Manner) -> str:
    lines = family.steps(given, answer, manner)
    closing = family.closing(given, answer, manner)
    lines = [*lines, closing] if not lines or lines[-1] != closing else lines
    lines += family.check(given, answer, manner)
    if family.states_formula:
        lesson = family.lesson(given, answer, manner.language)
        lines = [lesson.formula, *lines, _therefore(lesson, manner.language)]
    return "\n".join(lines)


def _explain(family: Family[Any], given: Any, answer: Answer, manner: Manner) -> str:
    lesson = family.lesson(given, answer, manner.language)
    definition, formula, substitution = _HEADINGS[manner.language]
    return "\n".join(
        [
            f"{definition}{lesson.definition}",
            f"{formula}{lesson.formula}",
            f"{substitution}{family.chain(given, answer, manner)}",
            _therefore(lesson, manner.language),
        ]
    )


_TELL = {"brief": _brief, "steps": _steps, "explain": _explain}
_TELLINGS: Mapping[tuple[Style, Granularity], tuple[tuple[Style, Granularity | None], ...]] = {
    ("brief", "digit"): (("brief", None),),
    ("brief", "operand"): (("brief", None),),
    ("steps", "digit"): (("steps", "digit"), ("steps", "operand"), ("brief", None)),
    ("steps", "operand"): (("steps", "operand"), ("brief", None)),
    ("explain", "digit"): (("explain", None), ("brief", None)),
    ("explain", "operand"): (("explain", None), ("brief", None)),
}
_HEADINGS = {"zh": ("定义：", "公式：", "代入："), "en": ("Definition: ", "Formula: ", "Substitution: ")}


def _therefore(lesson: Lesson, language: Language) -> str:
    return f"所以，{lesson.conclusion}" if language == "zh" else f"Therefore, {lesson.conclusion}"


def _marked(answer: Answer, mark: AnswerMark) -> str:
    """The line with the final answer; after `####` the number alone, as graders of that mark expect."""
    if mark == "none":
        return ""
    if mark == "答案：":
        return f"\n答案：{answer.text}"
    if mark == "####":
        return f"\n#### {answer.shown.text}{answer.unit if answer.unit == '%' else ''}"
    return f"\n\\boxed{{{_latex(answer)}}}"


def _latex(answer: Answer) -> str:
    """The answer in LaTeX: a fraction, a power of ten, a percentage, a unit in upright type."""
    digits = answer.shown.text
    if "/" in digits:
        top, bottom = digits.split("/")
        digits = f"{'-' * (top[0] == '-')}\\frac{{{top.lstrip('-')}}}{{{bottom}}}"
    if "E" in digits:
        mantissa, exponent = digits.split("E")
        digits = f"{mantissa} \\times 10^{{{int(exponent)}}}"
    if answer.unit in ("", "%"):
        return digits + answer.unit.replace("%", "\\%")
    return f"{digits}\\text{{ {answer.unit}}}"


def _asked_precision(asked: Precision | dict[str, Precision] | None, kind: str) -> Precision | None:
    return asked.get(kind) if isinstance(asked, dict) else asked


@lru_cache(maxsize=2)
def _markers(is_ascii: bool) -> tuple[tuple[str, Family[Any]], ...]:  # noqa: FBT001 - a cached look-up
    pairs = {
        (marker, family.kind)
        for family in families().values()
        for markers in ((family.markers.en,) if is_ascii else family.markers)
        for marker in markers
    }
    ordered = sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
    return tuple((marker, families()[kind]) for marker, kind in ordered)
