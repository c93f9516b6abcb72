"""From a problem's text to its worked solution: recognise, solve, tell, mark the answer.

```text
worked(problem, options) -> category, solution, answer …, or None if no family can
```
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

from pydantic import Field

from mathdata.errors import CannotSolve
from mathdata.families.choices import chosen
from mathdata.families.contract import Answer, Family, Formula, Manner
from mathdata.families.language import Language, language_of
from mathdata.families.marks import AnswerMark, marked
from mathdata.families.recognition import Recognised, recognise
from mathdata.families.working.lines import concludes
from mathdata.model import Model
from mathdata.numbers import Precision

Style: TypeAlias = Literal["brief", "steps", "explain"]
Granularity: TypeAlias = Literal["digit", "operand"]


class WorkOptions(Model):
    """How solutions are told; the defaults are one true line in the language of the problem."""

    style: Style = "brief"
    """`brief` is one true line, `steps` the working, `explain` names definition and formula first."""

    granularity: Granularity = "digit"
    """In `steps`: `digit` is one table look-up at a time, `operand` a whole number times one digit."""

    precision: Precision | dict[str, Precision] | None = None
    """Digits of rounded results, for all categories or for those named; else each category has its own."""

    language: Literal["auto", "zh", "en"] = "auto"
    """Language of the solution; `auto` is that of the problem."""

    answer_mark: AnswerMark = "none"
    """What introduces the final answer on a line of its own: `phrase` is `答案：` or `Answer: `, `boxed` LaTeX's."""

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

    @property
    def is_exact(self) -> bool:
        """Whether the answer is shown with all of its digits."""
        return self.result.is_exact


Tell: TypeAlias = Callable[[Family[Any], Any, Answer, Manner], str]


class Telling(NamedTuple):
    """One way to tell a solution: its style, what writes it, and the manner."""

    style: Style
    granularity: Granularity | None
    tell: Tell
    manner: Manner


def worked(problem: str, options: WorkOptions | None = None) -> Worked | None:
    """The worked solution of a problem, or None if no family reads it or it has no answer.

    Also None if even the briefest telling is longer than `max_chars`.

    >>> worked("计算 48 * -24 等于多少？").solution
    '48 * -24 = -1152'
    >>> worked("今天天气怎么样？") is None
    True
    """
    return Solver(options or WorkOptions()).work(problem)


def worked_batch(problems: Iterable[str], options: WorkOptions | None = None) -> list[Worked | None]:
    """The worked solutions of many problems, in order; equal problems are worked once."""
    work = Solver(options or WorkOptions()).work
    known: dict[str, Worked | None] = {}
    solutions = []
    for problem in problems:
        if problem not in known:
            known[problem] = work(problem)
        solutions.append(known[problem])
    return solutions


class Solver:
    """Works problems in one way; what the options mean for a family is looked up once."""

    def __init__(self, options: WorkOptions) -> None:
        self.options = options
        self._max_chars, self._mark = options.max_chars, options.answer_mark
        self._precision = options.precision
        self._tellings: dict[tuple[str, Language], tuple[Telling, ...]] = {}

    def work(self, problem: str) -> Worked | None:
        """The worked solution of one problem, or None."""
        recognised = recognise(problem)
        if recognised is None:
            return None
        try:
            return self.tell(recognised, self._language(problem))
        except CannotSolve:
            return None

    def tell(self, recognised: Recognised, language: Language) -> Worked | None:
        """Solve a recognised problem and tell it, more briefly as long as it exceeds `max_chars`.

        Raises:
            CannotSolve: if the problem has no answer or is beyond the limits of its family.
        """
        family, given, before, options = recognised
        opening = "".join(f"{line}\n" for line in before)
        answer = family.solve(given, self._asked_precision(family.kind) if self._precision else None)
        answer = answer.in_language(language)
        letter = chosen(answer, options) if options else None
        if options and letter is None:
            return None
        max_chars = self._max_chars
        result = answer if letter is None else Answer(Formula(letter, letter), letter, is_exact=True)
        mark = "" if self._mark == "none" else f"\n{marked(result, self._mark, language)}"
        if letter is not None:
            mark = f"\n{_CHOSEN[language].format(letter)}{mark}"
        ways = self._ways(family, language)
        for style, granularity, tell, manner in ways:
            solution = opening + tell(family, given, answer, manner) + mark
            if max_chars is None or len(solution) <= max_chars:
                shortened = manner is not ways[0].manner
                return Worked(family.kind, solution, result.text, result, style, granularity, shortened)
        return None

    def manner_of(self, family: Family[Any], problem: str) -> Manner:
        """How a problem of a family is told, and so all problems in its language."""
        return self._ways(family, self._language(problem))[0].manner

    def _language(self, problem: str) -> Language:
        return language_of(problem) if self.options.language == "auto" else self.options.language

    def _asked_precision(self, kind: str) -> Precision | None:
        asked = self._precision
        return asked.get(kind) if isinstance(asked, dict) else asked

    def _ways(self, family: Family[Any], language: Language) -> tuple[Telling, ...]:
        """How this family is told under these options, then ever more briefly."""
        ways = self._tellings.get((family.kind, language))
        if ways is None:
            precision = self._asked_precision(family.kind) or family.precision
            ways = tuple(
                Telling(style, granularity, _TELL[style], Manner(language, precision, granularity == "digit"))
                for style, granularity in _BRIEFER[self.options.style, self.options.granularity]
            )
            self._tellings[family.kind, language] = ways
        return ways


def _brief(family: Family[Any], given: Any, answer: Answer, manner: Manner) -> str:
    return family.chain(given, answer, manner)


def _steps(family: Family[Any], given: Any, answer: Answer, manner: Manner) -> str:
    lines = family.steps(given, answer, manner)
    closing = family.closing(given, answer, manner)
    if not lines or not concludes(lines[-1], closing):
        lines = [*lines, closing]
    lines += family.check(given, answer, manner)
    if family.states_formula:
        lesson = family.lesson(given, answer, manner.language)
        lines = [lesson.formula, *lines, lesson.therefore(manner.language)]
    return "\n".join(lines)


def steps_of(family: Family[Any], problem: str, answer: Answer, manner: Manner) -> str | None:
    """The steps of a problem of a family; None where they ask for more than the text that is known of the answer."""
    try:
        return _steps(family, family.parse(problem), answer, manner)
    except CannotSolve:
        return None


def _explain(family: Family[Any], given: Any, answer: Answer, manner: Manner) -> str:
    lesson = family.lesson(given, answer, manner.language)
    return lesson.around(family.chain(given, answer, manner), manner.language)


_TELL: Mapping[Style, Tell] = {"brief": _brief, "steps": _steps, "explain": _explain}
_BRIEFER: Mapping[tuple[Style, Granularity], tuple[tuple[Style, Granularity | None], ...]] = {
    ("brief", "digit"): (("brief", None),),
    ("brief", "operand"): (("brief", None),),
    ("steps", "digit"): (("steps", "digit"), ("steps", "operand"), ("brief", None)),
    ("steps", "operand"): (("steps", "operand"), ("brief", None)),
    ("explain", "digit"): (("explain", None), ("brief", None)),
    ("explain", "operand"): (("explain", None), ("brief", None)),
}
_CHOSEN = {"zh": "所以选 {}。", "en": "So the answer is {}."}
