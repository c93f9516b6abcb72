"""Which family reads each problem of a column, found once for each template.

```text
"计算 12.5 + 3 等于多少？"  "计算 88.0 + 7 等于多少？"   ->   "计算 11.1 + 1 等于多少？"  ->  arithmetic
```

A template is a problem with a 1 for each digit: a corpus of 800,000 problems may have a few hundred. A 1 is in order
where a 0 may not be, and `x^111` is within bounds where `x^999` is not. A template that has the form of a family,
but makes no problem with ones (`log` to the base 1), is not judged: its problems are, one by one.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl

from mathdata.families.forms import formed
from mathdata.families.recognition import recognise
from mathdata.text_bytes import TextBytes

_ONES = bytes.maketrans(b"023456789", b"111111111")
_REMEMBERED = 1 << 16
_DOUBTFUL = ""
_known: dict[str, str | None] = {}
"""The family of each template that was judged, null for none, `_DOUBTFUL` where its problems decide."""


def fitting(problems: pl.Series) -> pl.Series:
    """The family that reads each problem as a whole, or null.

    >>> fitting(pl.Series(["计算 12.5 + 3 等于多少？", "Hello!"])).to_list()
    ['arithmetic', None]
    """
    numbers, templates = _templates(problems)
    found = _judged(templates).gather(numbers)
    doubtful = (found == _DOUBTFUL).arg_true()
    return found.scatter(doubtful, _recognised(problems.gather(doubtful))) if len(doubtful) else found


def _templates(problems: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The number of each problem's template, and the templates."""
    given = TextBytes.of(problems)
    # ASCII is never part of another character, so the digits can be replaced in the bytes of the whole column.
    ones = np.frombuffer(given.data.tobytes().translate(_ONES), np.uint8)
    masked = TextBytes(ones, given.bounds).texts()
    keys = masked.hash().to_numpy()
    ordered = np.sort(keys)
    distinct = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(keys)]]
    numbers = np.searchsorted(distinct, keys).astype(np.uint32)
    rows = np.empty(len(distinct), np.uint32)
    rows[numbers] = np.arange(len(keys), dtype=np.uint32)
    templates = masked.gather(rows)
    if (masked == templates.gather(numbers)).all():
        return pl.Series(numbers), templates
    return pl.int_range(len(masked), dtype=pl.UInt32, eager=True), masked  # two templates of one hash


def _judged(templates: pl.Series) -> pl.Series:
    """The family of each template."""
    texts = templates.to_list()
    new = [text for text in texts if text not in _known]
    judged = dict(zip(new, _families_of(new), strict=True))
    if len(_known) + len(new) <= _REMEMBERED:
        _known.update(judged)
    kinds = [judged[text] if text in judged else _known[text] for text in texts]
    return pl.Series("category", kinds, dtype=pl.String)


def _families_of(templates: list[str]) -> Iterator[str | None]:
    for template, has_form in zip(templates, formed(templates), strict=True):
        found = recognise(template) if has_form else None
        yield found.family.kind if found else _DOUBTFUL if has_form else None


def _recognised(problems: pl.Series) -> pl.Series:
    found = (recognise(problem) for problem in problems)
    return pl.Series([one.family.kind if one else None for one in found], dtype=pl.String)
