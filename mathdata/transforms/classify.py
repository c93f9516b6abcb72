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
import pyarrow as pa

from mathdata.families.framing import unframed
from mathdata.families.recognition import recognise, sentences_pattern
from mathdata.families.registry import families
from mathdata.step import RowStep
from mathdata.transforms.scores import best_categories
from mathdata.transforms.taxonomy import rules, topics
from mathdata.transforms.taxonomy.rule import Rule

Judge = Callable[[pl.Series], pl.Series]
_ONES = bytes.maketrans(b"023456789", b"111111111")


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
        asked = records.select(wanted)["problem"].arg_true()
        found = categories(records["problem"].gather(asked), own=self.rules, otherwise=self.otherwise)
        category = records["category"].clone().scatter(asked, found) if len(asked) else records["category"]
        return records.with_columns(category), {"classified": len(found) - found.null_count()}


def categories(problems: pl.Series, *, own: tuple[Rule, ...] = (), otherwise: str | None = "other") -> pl.Series:
    """The category of each problem, none of them null.

    >>> categories(pl.Series(["解方程 -81x + -45 = 0", "Is 8939 prime?", "Hello!"])).to_list()
    ['linear_equation', 'number_theory', 'other']
    """
    found = pl.Series("category", [None], dtype=pl.String).new_from_index(0, len(problems))
    judges: list[Judge] = [_fitting, partial(_scored, rules())]
    if own:
        judges.insert(0, partial(_scored, own))
    for judge in judges:
        rest = found.is_null().arg_true()
        found = found.scatter(rest, judge(problems.gather(rest))) if len(rest) else found
    return found.fill_null(otherwise) if otherwise is not None else found


def _scored(rules: Sequence[Rule], problems: pl.Series) -> pl.Series:
    return best_categories(problems, rules, list(topics()))


def _fitting(problems: pl.Series) -> pl.Series:
    """The family that reads a problem as a whole, or null."""
    numbers, templates = _templates(problems)
    fitted = pl.Series([None] * len(templates), dtype=pl.String)
    for kind, family in families().items():
        rest = fitted.is_null().arg_true()
        texts = templates.gather(rest)
        likely = rest.filter(texts.str.contains(family.patterns.zh) | texts.str.contains(family.patterns.en))
        found = [n for n in likely if family.parse(templates[n]) is not None]
        fitted = fitted.scatter(found, kind) if found else fitted
    return _reworded(templates, fitted).gather(numbers)


def _reworded(templates: pl.Series, fitted: pl.Series) -> pl.Series:
    """The families of those that are put in a rarer sentence, or have words around them."""
    rest = fitted.is_null().arg_true()
    bare = pl.Series([unframed(templates[n]) for n in rest], dtype=pl.String)
    likely = rest.filter(bare.str.contains(sentences_pattern()) | (bare != templates.gather(rest)))
    read = [(n, recognised.family.kind) for n in likely if (recognised := recognise(templates[n])) is not None]
    return fitted.scatter([n for n, _ in read], [kind for _, kind in read]) if read else fitted


def _templates(problems: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The number of each problem's template, and the templates: the problems with a 1 for each digit.

    A corpus has few of them, so what a family does with each may take its time; a 1 is in order where a 0 may
    not be, and `x^111` is within bounds where `x^999` is not. The digits are replaced in the bytes of the whole
    column: ASCII is never part of another character.
    """
    array = problems.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest()).cast(pa.large_string())
    valid, offsets, texts = array.buffers()
    if texts is None:
        return pl.repeat(0, len(problems), dtype=pl.UInt32, eager=True), pl.Series([""])
    ones = pa.py_buffer(texts.to_pybytes().translate(_ONES))
    masked = pa.Array.from_buffers(pa.large_string(), len(array), [valid, offsets, ones], offset=array.offset)
    encoded = masked.dictionary_encode()
    return pl.Series(encoded.indices), pl.Series(encoded.dictionary)
