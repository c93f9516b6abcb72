"""A sheet: rows of one text with marks, each of which stands for pieces that differ from row to row.

```text
text     «before» * 10 = «whole»            marks are characters of a private area
keys     [23] [" * 10 = "] [231]            a row of keys of pieces for each row, 0 where there is nothing
         [ 5] [" * 10 = "] [ 51]
told     "22 * 10 = 230", "4 * 10 = 50"     one `take`, which writes all pieces behind one another
```
"""

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from mathdata.families.language import Words
from mathdata.families.working.sheets.numerals import decimal_keys, number_keys
from mathdata.families.working.sheets.pieces import COUNT, Holds, Keys, Texts, Whole, pieces

# A plane of Unicode without any characters of its own; no words of ours use it.
_FIRST_MARK = "\U000f0000"
_MARK = re.compile("([\U000f0000-\U000ffffd])")

_RARE = 4
"""A text that stands in less than one of so many rows is told for these alone."""
_FEW_PIECES, _FEW_ROWS = 3, 1000
"""Shorter texts, and those of smaller sheets, are not worth it."""


class Sheet:
    """Texts of as many rows, in the words of a language.

    >>> from mathdata.families.language import WORDS
    >>> sheet = Sheet(2, WORDS.en)
    >>> left, right = sheet.number(np.array([7, 123456])), sheet.number(np.array([0, 8]))
    >>> text = f"{left} + {right}" + sheet.where(np.array([True, False]), "!")
    >>> sheet.told(text).to_pylist()
    ['7 + 0!', '123456 + 8']
    """

    def __init__(self, height: int, words: Words) -> None:
        self.height, self.words = height, words
        self._table = [pieces(words)]
        self._size = COUNT
        self._constants: dict[str, Keys] = {}
        self._marked: list[Keys] = []

    def pieces(self, keys: Keys) -> str:
        """The mark of pieces of the table: one of each row, or several."""
        self._marked.append(np.atleast_2d(keys))
        return chr(ord(_FIRST_MARK) + len(self._marked) - 1)

    def printed(self, keys: Keys) -> str:
        """The mark of long numbers that stand there several times: their pieces are written behind one another once."""
        width, height = keys.shape
        if width == 1:
            return self.pieces(keys)
        written = self._table[0].take(pa.array(keys.T.reshape(-1)))
        return self.texts(joined(written, np.arange(height + 1) * width))

    def number(self, values: Whole) -> str:
        """The mark of whole numbers that are not negative."""
        return self.pieces(number_keys(values))

    def integer(self, values: Whole) -> str:
        """The mark of whole numbers with their sign."""
        return self.where(values < 0, "-") + self.number(np.abs(values))

    def decimal(self, values: Whole, places: Whole) -> str:
        """The mark of `values / 10**places`, without zeros at the end."""
        return self.pieces(decimal_keys(values, places))

    def texts(self, texts: Texts, which: npt.NDArray[np.integer] | None = None) -> str:
        """The mark of texts told before: one for each row, or those that the numbers name; -1 is none."""
        first = self._added(texts)
        numbers = np.arange(self.height) if which is None else which
        return self.pieces(np.where(numbers < 0, 0, numbers + first).astype(np.int32))

    def where(self, holds: Holds, text: str) -> str:
        """A text that stands only in some rows."""
        count = int(holds.sum())
        if count == len(holds):
            return text
        if not count:
            return ""
        keys = list(self._keys(text))
        if sum(map(len, keys)) > _FEW_PIECES and self.height > _FEW_ROWS and count * _RARE < self.height:
            rows = np.flatnonzero(holds)
            texts = self._written([key if key.shape[1] == 1 else key[:, rows] for key in keys], count)
            return self.texts(texts, np.where(holds, holds.cumsum() - 1, -1))
        return self.pieces(np.concatenate([key * holds for key in keys]))

    def either(self, holds: Holds, text: str, other: str) -> str:
        """One of two texts in each row."""
        return self.where(holds, text) + self.where(~holds, other)

    def told(self, text: str) -> Texts:
        """The text of each row."""
        return self._written(list(self._keys(text)), self.height)

    def _keys(self, text: str) -> Iterator[Keys]:
        for part in filter(None, _MARK.split(text)):
            if part[0] >= _FIRST_MARK:
                yield self._marked[ord(part) - ord(_FIRST_MARK)]
            else:
                if part not in self._constants:
                    self._constants[part] = np.array([[self._added(pa.array([part], pa.string()))]], np.int32)
                yield self._constants[part]

    def _written(self, parts: list[Keys], height: int) -> Texts:
        width = sum(map(len, parts))
        keys = np.empty((height, width), np.int32)
        column = 0
        for part in parts:
            keys[:, column : column + len(part)] = part.T
            column += len(part)
        written = pa.concat_arrays(self._table).take(pa.array(keys.reshape(-1)))
        return joined(written, np.arange(height + 1) * width)

    def _added(self, texts: Texts) -> int:
        """The key of the first of some texts, which are now part of the table."""
        first = self._size
        self._table.append(texts)
        self._size += len(texts)
        return first


def joined(texts: Texts, bounds: npt.NDArray[np.integer]) -> Texts:
    """Neighbouring texts as one: from each bound up to the next. No character moves, they stand so in memory.

    >>> joined(pa.array(["a", "b", "c"]), np.array([0, 2, 2, 3])).to_pylist()
    ['ab', '', 'c']
    """
    _, offsets, characters = texts.buffers()
    starts = np.frombuffer(offsets, np.int32)[texts.offset :][bounds]
    return pa.StringArray.from_buffers(len(bounds) - 1, pa.py_buffer(starts), characters)


def bounds_of(rows: Whole, height: int) -> Whole:
    """Where the lines of each of so many rows begin, and where the last ones end; `rows` says whose each line is.

    >>> bounds_of(np.array([0, 0, 2]), 3).tolist()
    [0, 2, 2, 3]
    """
    return np.searchsorted(rows, np.arange(height + 1))
