"""Check what others wrote: each equation of a solution, and its answer against the recomputed one."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal, NamedTuple

import polars as pl

from mathdata.families import Working, WorkOptions
from mathdata.step import RowStep, marked
from mathdata.transforms.golds import agreeing
from mathdata.verify import Finding, find_faults, repair
from mathdata.wire import dumps, loads

GOLD = "wrong_answer"
"""The verdict on an answer that a family recomputed to another value; all others are of `mathdata.verify`."""


class Verify(RowStep):
    """Prove or refute every equation of the solutions, and recompute the answers that a family can compute.

    A row with faults gets them in `extra` under `@verdicts`: verdict, start and end (characters of the solution),
    the text there, the reason, whether the value itself is wrong, and what was expected. `fix` mends by span what
    can be mended for sure, and says what it left.
    """

    kind: ClassVar[str] = "verify"
    python_bound: ClassVar[bool] = True

    faults: Literal["mark", "drop"] = "mark"
    """What happens to a row whose solution or answer is wrong; faults of notation alone are always marked."""
    fix: bool = False
    """Mend the solutions; what was mended is no longer marked."""
    recompute: bool = True
    """Compute the answers anew where a family reads the problem."""

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their verdicts, and how many faults of each kind there are."""
        rows = records.select("problem", "solution", "answer", "extra").rows()
        mended = [repair(row[1]) if self.fix else None for row in rows]
        solutions = [row[1] if done is None else done.text for row, done in zip(rows, mended, strict=True)]
        verdicts = verdicts_on([r[0] for r in rows], solutions, [r[2] for r in rows], recompute=self.recompute)
        extras = [_with_verdicts(row[3], found) for row, found in zip(rows, verdicts, strict=True)]
        wrong = pl.Series("#wrong", [any(v.wrong for v in found) for found in verdicts], dtype=pl.Boolean)
        new = (pl.Series("solution", solutions, dtype=pl.String), pl.Series("extra", extras, dtype=pl.String), wrong)
        after = records.with_columns(*new)
        if self.faults == "drop":
            after = marked(after, {"wrong": pl.col("#wrong")})
        counts: dict[str, int] = {}
        for name in [v.verdict for found in verdicts for v in found]:
            counts[name] = counts.get(name, 0) + 1
        changes = sum(len(done.changes) for done in mended if done is not None)
        return after.drop("#wrong"), dict(sorted(counts.items())) | ({"mended": changes} if changes else {})


class FoundFault(NamedTuple):
    """One fault of a row, as it is written into `@verdicts`."""

    verdict: str
    start: int
    end: int
    text: str
    reason: str
    wrong: bool
    expected: str


def verdicts_on(
    problems: Sequence[str | None], solutions: Sequence[str], answers: Sequence[str | None], *, recompute: bool
) -> list[list[FoundFault]]:
    """The faults of each row: of its equations in their order, then of its answer.

    >>> (found,) = verdicts_on(["计算 3 * 4 等于多少？"], ["3 * 4 = 13"], [None], recompute=True)
    >>> [fault.verdict for fault in found]
    ['false', 'contradiction', 'wrong_answer']
    """
    found = [list(map(_fault, faults)) for faults in find_faults(solutions, problems=problems)]
    if recompute:
        for row, computed in _wrong_answers(problems, solutions, answers):
            answer, solution = answers[row], solutions[row]
            gold, end = (solution, len(solution)) if answer is None else (answer, 0)
            reason = f"the problem has the answer {computed}"
            found[row].append(FoundFault(GOLD, 0, end, gold[-80:], reason, True, computed))
    return found


def _wrong_answers(
    problems: Sequence[str | None], solutions: Sequence[str], answers: Sequence[str | None]
) -> Iterator[tuple[int, str]]:
    """The rows whose answer, or else whose solution, says another value than the computed one, and that one."""
    texts = {"problem": problems, "solution": solutions, "answer": answers}
    table = pl.DataFrame(texts, schema=dict.fromkeys(texts, pl.String))
    working = Working(table["problem"], WorkOptions())
    agreed = agreeing(working, table.select(pl.coalesce("answer", "solution")).to_series())
    wrong = (~agreed).fill_null(False).arg_true()
    return zip(wrong, working.table["answer"].gather(wrong), strict=True)


def _fault(finding: Finding) -> FoundFault:
    place = finding.start, finding.end, finding.text
    return FoundFault(finding.verdict.value, *place, finding.reason, finding.wrong, finding.expected)


def _with_verdicts(extra: str | None, found: list[FoundFault]) -> str | None:
    keys: dict[str, Any] = loads(extra.encode()) if extra else {}
    had = keys.pop("@verdicts", None) is not None
    if not found:
        return (dumps(keys) if keys else None) if had else extra
    return dumps({**keys, "@verdicts": [fault._asdict() for fault in found]})
