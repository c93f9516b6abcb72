"""Set the category of each problem.

```text
problem ─digits as 1─> template ─families─> category        once for each template of the corpus
   └───────────────────────────── rules ─> scores ─> category        the problems that are left
```
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

import polars as pl

from mathdata.step import RowStep
from mathdata.transforms.fitting import fitting
from mathdata.transforms.scores import best_categories
from mathdata.transforms.taxonomy import rules, topics
from mathdata.transforms.taxonomy.rule import Rule

Judge = Callable[[pl.Series], pl.Series]


class Classify(RowStep):
    """Set `category`: the family that reads the problem as a whole, else the topic whose rules weigh most.

    Needs `problem`; a row without one stays as it is. A category that is there already stays unless
    `overwrite`. The topics and their rules are listed in the documentation.
    """

    kind: ClassVar[str] = "classify"

    rules: tuple[Rule, ...] = ()
    """Rules of yours, added to the taxonomy; they are weighed before all others."""
    overwrite: bool = False
    """Whether to replace categories that are there already."""
    otherwise: str | None = "other"
    """Category of a problem that no rule recognises; null leaves it empty."""

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their category, and how many were set."""
        wanted = pl.col("problem").is_not_null()
        if not self.overwrite:
            wanted &= pl.col("category").is_null()
        asked = records.select(wanted=wanted)["wanted"]
        found = categories(records["problem"].filter(asked), own=self.rules, otherwise=self.otherwise)
        details = {"classified": len(found) - found.null_count()}
        if asked.all():
            return records.with_columns(category=found), details
        category = records["category"].clone()
        return records.with_columns(category.scatter(asked.arg_true(), found) if len(found) else category), details


def categories(problems: pl.Series, *, own: tuple[Rule, ...] = (), otherwise: str | None = "other") -> pl.Series:
    """The category of each problem, none of them null.

    >>> categories(pl.Series(["解方程 -81x + -45 = 0", "Is 8939 prime?", "Hello!"])).to_list()
    ['linear_equation', 'primality', 'other']
    """
    judges: list[Judge] = [fitting, lambda texts: _scored(rules(), texts)]
    if own:
        judges.insert(0, partial(_scored, own))
    found = judges[0](problems)
    for judge in judges[1:]:
        rest = found.is_null().arg_true()
        found = found.scatter(rest, judge(problems.gather(rest))) if len(rest) else found
    return found.fill_null(otherwise) if otherwise is not None else found


def _scored(rules: Sequence[Rule], problems: pl.Series) -> pl.Series:
    return best_categories(problems, rules, list(topics()))
