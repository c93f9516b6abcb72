"""The plain form of a text: what two texts must share to say the same, character for character.

```text
"计算　１２ +  3 等于多少？"  and  "计算12 + 3等于多少?"   ->  "计算12 + 3等于多少?"
```

Unicode's NFC; full-width forms as ASCII; runs of white space as one space, and none at the ends or beside a
character beyond ASCII. A space between ASCII characters stays: `1 2` is not `12`. Compatibility forms stay:
`x²` is not `x2`.
"""

import numpy as np
import polars as pl
import pyarrow as pa

_WIDE = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SPACE = np.zeros(256, dtype=bool)
_SPACE[[0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20]] = True
# First bytes of UTF-8 whose characters NFC leaves alone: ASCII, Latin (U+0080 to U+02FF), U+4000 to U+9FFF,
# and bytes inside a character. White space is among Latin (C2), CJK signs stand under E3: both get a closer look.
_CALM = np.zeros(256, dtype=bool)
_CALM[[*range(0xC0), *range(0xC3, 0xCC), *range(0xE4, 0xEA)]] = True


def plain(texts: pl.Series) -> pl.Series:
    """The plain form of each text; null stays null.

    >>> plain(pl.Series(["计算　１２ +  3 等于多少？", "1 2", " x² "])).to_list()
    ['计算12 + 3等于多少?', '1 2', 'x²']
    """
    array = texts.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest()).cast("large_string")
    if not len(array) or array.buffers()[2] is None:
        return texts
    offsets = np.frombuffer(array.buffers()[1], dtype="<i8")[array.offset : array.offset + len(array) + 1]
    data = np.frombuffer(array.buffers()[2], dtype=np.uint8)[offsets[0] : offsets[-1]]
    made, restless = _in_bytes(data, offsets - offsets[0])
    done = pl.Series(texts.name, made, dtype=pl.String)
    if texts.null_count():
        done = done.set(texts.is_null(), None)
    return done.scatter(restless, plain_by_words(texts.gather(restless))) if len(restless) else done


def plain_by_words(texts: pl.Series) -> pl.Series:
    """As `plain`, by regular expressions: slower, for any text."""
    text = pl.col("text").str.normalize("NFC").str.replace_many(_WIDE)
    text = text.str.replace_all(r"\s+", " ").str.strip_chars(" ")
    return texts.to_frame("text").select(text.str.replace_all(r" ?([^\x00-\x7f]) ?", "$1"))["text"]


Bytes = np.ndarray[tuple[int], np.dtype[np.uint8]]
Places = np.ndarray[tuple[int], np.dtype[np.int64]]


def _in_bytes(data: Bytes, offsets: Places) -> tuple[pa.Array, Places]:
    """The plain forms as far as bytes can tell, and the rows that need a closer look."""
    if not len(data):
        return pa.array([""] * (len(offsets) - 1), pa.large_string()), np.empty(0, np.int64)
    space = _SPACE[data]
    restless = ~_CALM[data]
    wide = _wide(data, restless)
    kept = np.ones(len(data), dtype=bool)
    if len(wide):
        data = data.copy()
        code = data[wide + 2] - 0x60 + np.where(data[wide + 1] == 0xBD, 0x40, 0).astype(np.uint8)
        for byte in range(3):  # all three, so that its neighbours see an ASCII character
            data[wide + byte] = code
        kept[wide] = kept[wide + 1] = False
    edge = np.zeros(len(data) + 1, dtype=bool)
    edge[offsets] = True
    spaces = np.flatnonzero(space)
    before, behind = data[np.maximum(spaces - 1, 0)], data[np.minimum(spaces + 1, len(data) - 1)]
    kept[spaces] = (before < 0x80) & (behind < 0x80) & ~edge[spaces] & ~edge[spaces + 1]
    # A run of white space, or another than the space itself.
    restless[spaces] = (_SPACE[behind] & ~edge[spaces + 1]) | (data[spaces] != 0x20)
    filled = np.flatnonzero(np.diff(offsets))
    ends = np.zeros(len(offsets), np.int64)
    ends[filled + 1] = np.add.reduceat(kept, offsets[filled], dtype=np.int64)
    ends = np.cumsum(ends)
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(data[kept])]
    rows = np.unique(np.searchsorted(offsets, np.flatnonzero(restless), side="right") - 1)
    return pa.Array.from_buffers(pa.large_string(), len(offsets) - 1, buffers), rows


def _wide(data: Bytes, restless: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Places:
    """Where full-width forms (U+FF01 to U+FF5E) begin; with the signs of U+3001 to U+303F they come to rest."""
    signs = np.flatnonzero(data == 0xE3)
    calm = (data[signs + 1] == 0x80) & (data[signs + 2] != 0x80)
    # The tone marks U+302A to U+302F combine with what stands before them.
    calm &= (data[signs + 2] < 0xAA) | (data[signs + 2] > 0xAF)
    restless[signs[calm]] = False
    forms = np.flatnonzero(data == 0xEF)
    second, third = data[forms + 1], data[forms + 2]
    wide = forms[((second == 0xBC) & (third >= 0x81)) | ((second == 0xBD) & (third <= 0x9E))]
    restless[wide] = False
    found: Places = wide
    return found
