"""All short texts that worked lines are made of, each with its key: numbers of four digits, columns, zeros.

```text
key      0  1 … 10000    10001 … 20000        SUM …            PRODUCT …
piece    ""  0 … 9999     0000 … 9999          5 + 8 + 1 = …    3 * 8 + 1 = …
```
"""

from functools import lru_cache
from itertools import accumulate
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from mathdata.families.language import Words
from mathdata.families.working.columns import DIFFERENCES, PRODUCTS, SUMS, noted

Keys = npt.NDArray[np.int32]
"""Keys of pieces; the first axis counts the pieces of a row, the last one the rows."""
Whole = npt.NDArray[np.int64]
Holds = npt.NDArray[np.bool_]
Texts: TypeAlias = "pa.StringArray"
"""Texts as Arrow has them: all characters behind one another."""

CHUNK = 10_000
"""Numbers are printed by four digits."""
MAX_ZEROS = 20

_SIZES = {
    "nothing": 1,
    "number": CHUNK,
    "padded": CHUNK,
    "sum": 200,
    "further sum": 200,
    "noted sum": 200,
    "last sum": 200,
    "difference": 200,
    "further difference": 200,
    "noted difference": 200,
    "last difference": 200,
    "product": 1000,
    "further product": 1000,
    "zeros": MAX_ZEROS,
    "point and digit": 10,
    "decimals": CHUNK,
    "all decimals": CHUNK,
    "last decimals": CHUNK,
    "point": 1,
    "padded to 1": 10,
    "padded to 2": 100,
    "padded to 3": 1000,
}
FIRST = dict(zip(_SIZES, accumulate(_SIZES.values(), initial=0), strict=False))
FIRST["padded to 4"] = FIRST["padded"]
"""The key of the first piece of each kind."""
COUNT = sum(_SIZES.values())


@lru_cache
def pieces(words: Words) -> pa.StringArray:
    """The table of one language.

    >>> from mathdata.families.language import WORDS
    >>> table = pieces(WORDS.en)
    >>> [table[key].as_py() for key in (0, 1 + 42, 10_001 + 42, FIRST["further sum"] + 8 + 10 * 5 + 100)]
    ['', '42', '0042', ', 8 + 5 + 1 = 13 + 1 = 14']
    """
    texts = [
        "",
        *(str(number) for number in range(CHUNK)),
        *(f"{number:04}" for number in range(CHUNK)),
        *_columns(words),
        *("0" * count for count in range(MAX_ZEROS)),
        *(f".{digit}" for digit in range(10)),
        *(f".{number:04}" for number in range(CHUNK)),
        *(f".{number:04}".rstrip("0").rstrip(".") for number in range(CHUNK)),
        *(f"{number:04}".rstrip("0") for number in range(CHUNK)),
        ".",
        *(f"{number:0{size}}" for size in (1, 2, 3) for number in range(10**size)),
    ]
    return pa.array(texts, pa.string())


def _columns(words: Words) -> list[str]:
    texts = []
    for sign, plain in (("+", SUMS), ("-", DIFFERENCES)):
        lines = [*noted(sign, words.write_and_carry, words.borrow), *plain]
        texts += [*plain, *_further(plain, words), *(f"{text}\n" for text in lines)]
    products = [text for table in PRODUCTS for text in table]
    return [*texts, *products, *_further(products, words)]


def _further(columns: list[str], words: Words) -> list[str]:
    """The columns as they follow others in one line."""
    return [words.comma + text for text in columns]
