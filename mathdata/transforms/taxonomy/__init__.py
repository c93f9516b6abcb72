"""The taxonomy of mathematics: topics and the rules that recognise them, as rows of tables.

```text
topics.tsv    category, subject                in the order in which ties are decided
others        terms and patterns with weights, a file for each subject
```

Each row of a rule has an example that it recognises; a test holds them to it.
"""

import csv
from functools import cache
from importlib.resources import files

from mathdata.families.registry import family, points
from mathdata.transforms.taxonomy.rule import Rule

_TABLES = (
    "arithmetic",
    "algebra",
    "geometry",
    "calculus",
    "linear_algebra",
    "discrete",
    "statistics",
    "applied",
)


@cache
def topics() -> dict[str, str]:
    """The subject of each category; of two categories with the same score the first here wins."""
    return {row["category"]: row["subject"] for row in _rows("topics")}


def topic_of(category: str) -> str:
    """The topic that a category belongs to: that of its family, else itself.

    >>> topic_of("gcd_lcm"), topic_of("trigonometry")
    ('number_theory', 'trigonometry')
    """
    return (family(category).topic or category) if category in points() else category


@cache
def rules() -> tuple[Rule, ...]:
    """The rules for problems that no family reads: their weights add up."""
    return tuple(Rule.model_validate(row) for table in _TABLES for row in _rows(table))


def _rows(table: str) -> list[dict[str, str]]:
    text = (files(__package__) / f"{table}.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
