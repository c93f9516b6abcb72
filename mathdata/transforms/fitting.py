"""Which family reads each problem of a column, found once for each template.

```text
"计算 12.5 + 3 等于多少？"  "计算 88.0 + 7 等于多少？"   ->   "计算 11.1 + 1 等于多少？"  ->  arithmetic
```

A template is a problem with a 1 for each digit: a corpus of 800,000 problems may have a few hundred. A 1 is in order
where a 0 may not be. Digits behind `^`, `*` and `_` stay, because an equation with `x^2` is of another kind than one
with `x^1`. A template that has the form of a family, but makes no problem with ones (`log` to the base 1), is not
judged: its problems are, one by one.
"""

from functools import reduce
from threading import Lock

import numpy as np
import numpy.typing as npt
import polars as pl

from mathdata.arrays import Bytes, from_numpy, in_pieces
from mathdata.families.forms import formed, has_form
from mathdata.families.recognition import recognise
from mathdata.text_bytes import Places, TextBytes

_CASTS = b"^*_"
_REMEMBERED = 1 << 16
_FEW = 4096
"""Templates up to which each is judged by itself, which spares compiling the patterns of all families."""
_SLOT_BITS = 16
_DOUBTFUL = ""
_judging = Lock()
_known: dict[str, str | None] = {}
"""The family of each template that was judged, null for none, `_DOUBTFUL` where its problems decide."""


def fitting(problems: pl.Series) -> pl.Series:
    """The family that reads each problem as a whole, or null.

    >>> fitting(pl.Series(["计算 12.5 + 3 等于多少？", "Hello!"])).to_list()
    ['arithmetic', None]
    """
    numbers, templates = _templates(problems)
    with _judging:  # two threads with the same new templates would judge each of them twice
        kinds = _judged(templates)
    found = kinds.gather(numbers)
    doubtful = (found == _DOUBTFUL).arg_true()
    return found.scatter(doubtful, _recognised(problems.gather(doubtful))) if len(doubtful) else found


def _templates(problems: pl.Series) -> tuple[pl.Series, pl.Series]:
    """The number of each problem's template, and the templates."""
    given = TextBytes.of(problems)
    masked = TextBytes(_masked(given), given.bounds).texts()
    keys = masked.hash().to_numpy()
    numbers, count = _numbered(keys)
    rows = np.zeros(count, np.uint32)  # any row where a number is not used
    rows[numbers] = np.arange(len(keys), dtype=np.uint32)
    templates = masked.gather(from_numpy(rows))
    column = from_numpy(numbers)
    if (masked == templates.gather(column)).all():
        return column, templates
    return pl.int_range(len(masked), dtype=pl.UInt32, eager=True), masked  # two templates of one hash


def _numbered(keys: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.uint32], int]:
    """A number for each key, and how many numbers there are; only equal keys share one.

    Most templates stand among the first rows already, and to look up a few keys takes a tenth of sorting all.
    """
    usual = _distinct(keys[:_FEW])
    slots = np.zeros(1 << _SLOT_BITS, np.uint32)
    shift = np.uint64(64 - _SLOT_BITS)
    slots[usual >> shift] = np.arange(len(usual), dtype=np.uint32)
    numbers = slots[keys >> shift]
    others = np.flatnonzero(usual[numbers] != keys)  # those, too, whose slot another key has taken
    rare = _distinct(keys[others])
    numbers[others] = len(usual) + np.searchsorted(rare, keys[others])
    return numbers, len(usual) + len(rare)


def _distinct(keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Each key once, in order; NumPy's own way imports all that it has for masked arrays."""
    ordered = np.sort(keys)
    return ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(keys)]]  # type: ignore[no-any-return]


def _masked(given: TextBytes) -> Bytes:
    """The bytes with a 1 for each digit, but for those of exponents and indices.

    ASCII is never part of another character, so bytes can be replaced without a look at what they stand in.
    """
    data = given.data
    ones = np.empty_like(data)
    casts: list[Places] = [np.empty(0, np.int64)]
    for begin, piece in in_pieces(data):
        ones[begin : begin + len(piece)] = _with_ones(piece)
        casts.append(np.flatnonzero(reduce(np.logical_or, (piece == byte for byte in _CASTS))) + begin)
    at = np.concatenate(casts) + 1
    at = at[_inside(at, given.bounds)]
    at = np.where(data[at] == ord("{"), at + 1, at)
    while len(at := at[_inside(at, given.bounds)]):
        at = at[data[at] - np.uint8(ord("0")) < 10]
        ones[at] = data[at]
        at = at + 1
    return ones


def _with_ones(data: Bytes) -> Bytes:
    """The bytes with a 1 for each digit; sums of small numbers are the quickest that NumPy does with bytes.

    >>> bytes(_with_ones(np.frombuffer(b"y = -20.5", np.uint8)))
    b'y = -11.1'
    """
    digits = data - np.uint8(ord("0"))
    above_one = (digits - np.uint8(1)) * (digits < 10).view(np.uint8)  # for a zero 255, which is one less than none
    return data - above_one


def _inside(at: Places, bounds: Places) -> npt.NDArray[np.bool_]:
    """Whether each place, which is behind a character, is in the text of that character still, not behind its end."""
    following = np.searchsorted(bounds, at)
    return bounds[following] != at  # type: ignore[no-any-return]


def _judged(templates: pl.Series) -> pl.Series:
    """The family of each template."""
    texts = templates.to_list()
    new = [text for text in texts if text not in _known]
    judged = dict(zip(new, _families_of(new), strict=True))
    if len(_known) + len(new) <= _REMEMBERED:
        _known.update(judged)
    kinds = [judged[text] if text in judged else _known[text] for text in texts]
    return pl.Series("category", kinds, dtype=pl.String)


def _families_of(templates: list[str]) -> list[str | None]:
    if len(templates) > _FEW:
        hopeful = formed(templates)
        kinds = [_kind(text) if hope else None for text, hope in zip(templates, hopeful, strict=True)]
    else:
        kinds = [_kind(text) for text in templates]
        hopeful = [kind is None and has_form(text) for text, kind in zip(templates, kinds, strict=True)]
    return [_DOUBTFUL if kind is None and hope else kind for kind, hope in zip(kinds, hopeful, strict=True)]


def _kind(problem: str) -> str | None:
    found = recognise(problem)
    return found.family.kind if found else None


def _recognised(problems: pl.Series) -> pl.Series:
    return pl.Series([_kind(problem) for problem in problems], dtype=pl.String)
