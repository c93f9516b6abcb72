"""The plain form of a text: what two texts must share to say the same, character for character.

```text
"计算　１２ +  3 等于多少？"  and  "计算12 + 3等于多少?"   ->  "计算12 + 3等于多少?"
```

Unicode's NFC; full-width forms as ASCII; runs of white space as one space, and none at the ends or beside a
character beyond ASCII. A space between ASCII characters stays: `1 2` is not `12`. Compatibility forms stay:
`x²` is not `x2`.
"""

from typing import Any

import numpy as np
import polars as pl

from mathdata.arrays import Bytes, from_numpy
from mathdata.text_bytes import Places, TextBytes

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def plain(texts: pl.Series) -> pl.Series:
    """The plain form of each text; null stays null.

    >>> plain(pl.Series(["计算　１２ +  3 等于多少？", "1 2", " x² "])).to_list()
    ['计算12 + 3等于多少?', '1 2', 'x²']
    """
    given = TextBytes.of(texts)
    if not len(given.data):
        return texts
    made, restless = _in_bytes(given)
    done = made.texts(texts.name)
    if texts.null_count():
        done = done.set(texts.is_null(), None)
    return done.scatter(restless, plain_by_words(texts.gather(restless))) if len(restless) else done


def plain_by_words(texts: pl.Series) -> pl.Series:
    """As `plain`, by regular expressions: slower, for any text."""
    text = pl.col("text").str.normalize("NFC").str.replace_many(_WIDE)
    text = text.str.replace_all(r"\s+", " ").str.strip_chars(" ")
    return texts.to_frame("text").select(text.str.replace_all(r" ?([^\x00-\x7f]) ?", "$1"))["text"]


Flags = np.ndarray[Any, np.dtype[np.bool_]]


def _in_bytes(given: TextBytes) -> tuple[TextBytes, pl.Series]:
    """The plain forms as far as bytes can tell, and the rows that need a closer look."""
    data, bounds = given
    wide, restless = _looked_at(data)
    if len(wide):
        data = data.copy()
        # At both of its ends, so that its neighbours see an ASCII character.
        data[wide] = data[wide + 2] = data[wide + 2] - 0x60 + np.where(data[wide + 1] == 0xBD, 0x40, 0).astype(np.uint8)
    space = data == 0x20
    dropped = _beside_others(data, space) | _at_ends(bounds, space)
    dropped[wide] = dropped[wide + 1] = True
    runs = np.flatnonzero(space[1:] & space[:-1])
    closer = np.zeros(len(bounds) - 1, np.bool_)
    closer[np.searchsorted(bounds, np.concatenate([restless, runs]), side="right") - 1] = True
    kept = ~dropped
    # Polars leaves bytes out three times as quickly as NumPy.
    left = from_numpy(data).filter(from_numpy(kept)).to_numpy()
    return TextBytes(left, _counted(kept, bounds)), from_numpy(closer).arg_true()


def _looked_at(data: Bytes) -> tuple[Places, Places]:
    """Where full-width forms (U+FF01 to U+FF5E) begin, and where something stands that bytes do not settle.

    NFC leaves characters alone whose first byte is ASCII, C3 to CB (Latin) or E4 to E9 (U+4000 to U+9FFF). White
    space beyond the space itself is in ASCII from 09 to 0D, and else under C2, E1, E2 and E3.
    """
    odd = (data >= 0xC0) & (data - np.uint8(0xC3) > 8) & (data - np.uint8(0xE4) > 5)
    if data.min() < 0x20:
        odd |= data - np.uint8(0x09) < 5
    at = np.flatnonzero(odd)
    first = data[at]
    long = at[first >= 0xE0]
    first, second, third = data[long], data[long + 1], data[long + 2]
    # The signs of CJK are calm, but for the space U+3000 and the tone marks U+302A to U+302F, which combine.
    signs = (first == 0xE3) & (second == 0x80) & (third != 0x80) & ((third < 0xAA) | (third > 0xAF))
    forms = ((second == 0xBC) & (third >= 0x81)) | ((second == 0xBD) & (third <= 0x9E))
    forms &= first == 0xEF
    return long[forms], np.concatenate([at[data[at] < 0xE0], long[~signs & ~forms]])


def _beside_others(data: Bytes, space: Flags) -> Flags:
    """Spaces beside a character beyond ASCII."""
    beyond = data >= 0x80
    beside = np.zeros(len(data), dtype=bool)
    beside[1:] = beyond[:-1]
    beside[:-1] |= beyond[1:]
    beside &= space
    return beside


def _at_ends(bounds: Places, space: Flags) -> Flags:
    """Spaces at the beginning or end of a text."""
    ends = np.zeros(len(space), dtype=bool)
    filled = bounds[1:] > bounds[:-1]
    for places in (bounds[:-1][filled], bounds[1:][filled] - 1):
        ends[places[space[places]]] = True
    return ends


def _counted(kept: Flags, bounds: Places) -> Places:
    """The bounds that are left when only some bytes are kept."""
    lengths = np.diff(bounds)
    filled = np.flatnonzero(lengths)
    # In as few bytes as hold the sums: NumPy adds them four times as quickly.
    width = np.min_scalar_type(int(lengths.max()))
    new = np.zeros(len(bounds), np.int64)
    new[filled + 1] = np.add.reduceat(kept.view(np.uint8), bounds[filled], dtype=width)
    return np.cumsum(new)
