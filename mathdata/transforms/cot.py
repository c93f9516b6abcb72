"""Write a chain of thought around the solutions that are there."""

from collections import Counter
from typing import ClassVar, Literal

import polars as pl

from mathdata.families.language import Language
from mathdata.inference import Asked
from mathdata.step import RowStep, marked
from mathdata.transforms.thinking.answers import final_answer
from mathdata.transforms.thinking.frame import told_in
from mathdata.transforms.thinking.styles import CotStyle, Refused, Telling, instruction, told


class Cot(RowStep):
    r"""Put a chain of thought into each solution; its equations stay the same, and it is not done twice.

    Changes `solution` and, with an `instruction`, `problem`. A solution that has the form already stays, whoever
    wrote it. Rows are counted as `injected`, `already`, `unanswered` (the style needs the final answer, and none
    is certain, or the solution states another one than `answer`), `bare` (a mere answer has no steps) or `unfit`
    (its equations would be read differently afterwards); of these only `injected` ones change.
    """

    kind: ClassVar[str] = "cot"
    python_bound: ClassVar[bool] = True

    style: CotStyle = "prefix"
    """`prefix` puts a phrase in front, `numbered` numbers the steps, `analysis` writes purpose, structure, handling
    and result as headings, `think` puts the working between `<think>` and `</think>`, `boxed` marks the answer."""
    language: Literal["auto", "zh", "en"] = "auto"
    """Language of what is added; `auto` is that of the solution, or of the problem where it has no words."""
    prefix: str | None = None
    """The phrase of the style `prefix`; null: `计算过程：` or `Working: `."""
    answer_mark: Literal["phrase", "答案：", "####", "boxed"] | None = None
    """How `boxed`, `think` and `analysis` mark the final answer; null: LaTeX's box in the style `boxed`, else the
    mark that the solution has, or a phrase."""
    instruction: str | None = None
    """A sentence behind each problem that asks for the form; `auto`: one that suits the style; null: none."""
    unanswered: Literal["keep", "drop"] = "keep"
    """What happens to a row that needs a final answer and has none that is certain."""

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their chains of thought, and what happened to how many."""
        rows = records.select("problem", "solution", "answer").rows()
        done = [self._told(*row) for row in rows]
        names = ("problem", "solution", "#outcome")
        new = pl.DataFrame(done, schema=dict.fromkeys(names, pl.String), orient="row")
        after = records.with_columns(new)
        if self.unanswered == "drop":
            after = marked(after, {"unanswered": pl.col("#outcome") == "unanswered"})
        return after.drop("#outcome"), dict(sorted(Counter(row[2] for row in done).items()))

    def asked(self, ways: list[Asked]) -> list[Asked]:
        """Each way with the instruction behind the problem, in each language that it may have."""
        if self.instruction is None:
            return ways
        languages: tuple[Language, ...] = ("zh", "en") if self.language == "auto" else (self.language,)
        texts = {language: self._instruction(language) for language in languages}
        if len(set(texts.values())) == 1:
            return [way._replace(user=f"{way.user}\n{text}") for way in ways for text in set(texts.values())]
        return [
            way._replace(user=f"{way.user}\n{text}", language=language, share=way.share / len(texts))
            for way in ways
            for language, text in texts.items()
            if way.language in (None, language)
        ]

    def _told(self, problem: str | None, solution: str, answer: str | None) -> tuple[str | None, str, str]:
        """Problem, solution, and what happened."""
        if not solution.strip():
            return problem, solution, "bare"
        language = told_in(problem or "", solution) if self.language == "auto" else self.language
        found = final_answer(solution, answer) if self.style not in ("prefix", "numbered") else None
        row = Telling(problem or "", solution, found, language, self.answer_mark, self.prefix)
        new = told(self.style, row)
        if isinstance(new, Refused):
            return problem, solution, new.reason
        return self._instructed(problem, language), new, "already" if new == solution else "injected"

    def _instructed(self, problem: str | None, language: Language) -> str | None:
        if problem is None or self.instruction is None:
            return problem
        text = self._instruction(language)
        return problem if problem.rstrip().endswith(text.strip()) else f"{problem}\n{text}"

    def _instruction(self, language: Language) -> str:
        if self.instruction != "auto":
            return self.instruction or ""
        return instruction(self.style, self.answer_mark, language)
