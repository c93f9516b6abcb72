"""The bytes of a column of texts, for work that NumPy does on all of them at once.

Polars keeps each text by itself. Arrow's older layout is one run of bytes, and the places where each text begins:

```text
["12 + 3", null, "数"]   ->   data 31 32 20 2b 20 33 e6 95 b0     bounds 0 6 6 9
```
"""

from typing import Any, NamedTuple

import numpy as np
import polars as pl
import pyarrow as pa

from mathdata.arrays import Bytes, from_arrow

Places = np.ndarray[Any, np.dtype[np.int64]]


class TextBytes(NamedTuple):
    """The UTF-8 bytes of all texts, one after the other; a null has none."""

    data: Bytes
    bounds: Places
    """Where each text begins, and the end of the last."""

    def texts(self, name: str = "text") -> pl.Series:
        """The texts of these bytes, which must be UTF-8 from bound to bound.

        >>> TextBytes.of(pl.Series(["12 + 3", None, "数"])).texts().to_list()
        ['12 + 3', '', '数']
        """
        buffers = [None, pa.py_buffer(self.bounds), pa.py_buffer(self.data)]
        return from_arrow(pa.Array.from_buffers(pa.large_string(), len(self.bounds) - 1, buffers)).rename(name)

    @classmethod
    def of(cls, texts: pl.Series) -> "TextBytes":
        """The bytes of a column."""
        array = texts.rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
        _, bounds, data = array.buffers() if len(array) else (None, None, None)
        if data is None or bounds is None:
            return cls(np.empty(0, np.uint8), np.zeros(len(array) + 1, np.int64))
        places = np.frombuffer(bounds, np.int64)[array.offset : array.offset + len(array) + 1]
        return cls(np.frombuffer(data, np.uint8)[places[0] : places[-1]], places - places[0] if places[0] else places)
