"""Linear systems by row operations on the augmented matrix: one solution, none, or a family of them.

```text
[[1, 1, 5], [2, -1, 1]] →(r2 - 2*r1) [[1, 1, 5], [0, -3, -9]], row 2 reads -3y = -9
```
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from mathdata.families.language import Bilingual, Language
from mathdata.families.working.elimination import Row
from mathdata.families.working.polynomials import Polynomial, written
from mathdata.families.working.row_operations import RowReduction, RowStep

_FREE = "tsr"
"""Letters for unknowns that may take any value."""

_SAID: Mapping[str, Bilingual[str]] = {
    "matrix": Bilingual("增广矩阵：{}", "Augmented matrix: {}"),
    "step": Bilingual("行变换：{}", "Row operation: {}"),
    "reads": Bilingual("，第 {} 行即 {}", ", row {} reads {}"),
    "one": Bilingual("所以 {}", "So {}"),
    "many": Bilingual("{} 可取任意值，所以 {}", "{} may take any value, so {}"),
    "none": Bilingual(
        "第 {} 行左边为 0，右边为 {}，而 0 ≠ {}，所以方程组无解",
        "Row {} has 0 on the left and {} on the right, but 0 ≠ {}, so there is no solution",
    ),
}


class Outcome(NamedTuple):
    """What the operations come to."""

    start: str
    """The augmented matrix."""
    steps: tuple[RowStep, ...]
    values: tuple[Polynomial, ...]
    """One for each unknown, in letters that are free; empty if there is no solution."""
    free: str
    """These letters."""
    contradiction: tuple[int, Fraction]
    """The number of the row that no values satisfy, and its right side; 0 if there is none."""


@lru_cache(maxsize=64)
def solved(rows: tuple[Row, ...]) -> Outcome:
    """All solutions of a system.

    >>> one = Row((Fraction(1), Fraction(1)), Fraction(3))
    >>> [written(value) for value in solved((one, one)).values], solved((one, one)).free
    (['-t + 3', 't'], 't')
    """
    count = len(rows[0].coefficients)
    done = RowReduction([[*row.coefficients, row.constant] for row in rows], str)
    start = done.text
    done.down(count)
    wrong = [i for i in range(len(done.pivots), len(rows)) if done.rows[i][count]]
    if wrong:
        return Outcome(start, tuple(done.steps), (), "", (wrong[0] + 1, done.rows[wrong[0]][count]))
    done.up()
    columns = {column: top for top, column in done.pivots}
    free = [column for column in range(count) if column not in columns]
    letters = dict(zip(free, _FREE[: len(free)][::-1], strict=True))
    values = tuple(
        _value(done.rows[columns[column]] if column in columns else None, column, letters) for column in range(count)
    )
    return Outcome(start, tuple(done.steps), values, "".join(letters.values()), (0, Fraction(0)))


def _value(row: Sequence[Fraction] | None, column: int, letters: Mapping[int, str]) -> Polynomial:
    """What an unknown is by its row in the end; one without a row is free."""
    if row is None:
        return {(letters[column],): Fraction(1)}
    value: dict[tuple[str, ...], Fraction] = {(): row[-1]} if row[-1] else {}
    return value | {(letter,): -row[place] for place, letter in letters.items() if row[place]}


def told(outcome: Outcome, unknowns: Sequence[str], language: Language) -> list[str]:
    """The augmented matrix, each operation with the equation that it makes, and what can be read off in the end."""
    lines = [_said("matrix", language, outcome.start)]
    for step in outcome.steps:
        line = _said("step", language, step.text)
        if step.number and outcome.values:
            line += _said("reads", language, step.number, Row(step.row[:-1], step.row[-1]).text(unknowns))
        lines.append(line)
    return [*lines, ending(outcome, unknowns, language)]


def ending(outcome: Outcome, unknowns: Sequence[str], language: Language) -> str:
    """What the last matrix says."""
    number, right = outcome.contradiction
    if number:
        return _said("none", language, number, right, right)
    stated = ("，" if language == "zh" else ", ").join(stated_values(outcome, unknowns))
    if not outcome.free:
        return _said("one", language, stated)
    free = [name for name, value in zip(unknowns, outcome.values, strict=True) if written(value) in outcome.free]
    return _said("many", language, _joined(free, language), stated)


def stated_values(outcome: Outcome, unknowns: Sequence[str]) -> list[str]:
    """`x = 3 - t` for each unknown."""
    return [f"{name} = {written(value)}" for name, value in zip(unknowns, outcome.values, strict=True)]


def in_one_line(outcome: Outcome) -> str:
    """All operations in one chain of matrices."""
    chain = outcome.start
    for step in outcome.steps:
        chain += " →" + step.text.split(" →", 1)[1]
    return chain


def _joined(names: Sequence[str], language: Language) -> str:
    return "、".join(names) if language == "zh" else " and ".join(names)


def _said(key: str, language: Language, *values: object) -> str:
    return _SAID[key].of(language).format(*values)
