"""Columns from one example: how a layout written once, for one row, is done for a whole column.

A layout's code turns one row into another. Here it is run once, on a row whose texts are marks; where
the marks come out tells how every row of the same shape is put together, and Polars does that in columns:

```text
code for one row     {"problem": P, "solution": S}  ->  {"from": "human", "value": P} …
run on marks         «problem», «solution»          ->  '{"from":"human","value":"«problem»"} …'
as an expression     concat('{"from":"human","value":"', escaped(problem), '"} …')
```

That holds for code that moves texts and never looks inside them; layouts that do look say so
(`Format.looks_inside`) and are run row by row.
"""

import re
from collections.abc import Collection, Mapping

import numpy as np
import polars as pl

# Two characters of the private use area, which have no meaning in any text.
_OPEN, _CLOSE = "\ue0f0", "\ue0f1"
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")

# RFC 8259, section 7: the quotation mark, the reverse solidus and the characters below U+0020.
_SHORT = {"\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_ESCAPES = {chr(code): f"\\u{code:04x}" for code in range(32)} | _SHORT


def mark(name: str) -> str:
    """The text that stands for column `name` in an example row."""
    return f"{_OPEN}{name}{_CLOSE}"


def marked(text: str) -> list[str]:
    """The names of the columns that `text` is made of, in order.

    >>> marked(f"{mark('instruction')} and {mark('input')}")
    ['instruction', 'input']
    """
    return _MARK.findall(text)


def escaped(text: pl.Expr) -> pl.Expr:
    """`text` as it stands between the quotation marks of a JSON string."""
    return text.str.replace_many(_ESCAPES)


def needs_escapes(texts: pl.Series) -> bool:
    """Whether any text holds a character that JSON writes as an escape.

    A look at the bytes of the whole column costs a fifth of escaping it, and most columns need none.

    >>> needs_escapes(pl.Series(["1 + 1", "√2"])), needs_escapes(pl.Series(['"1"']))
    (False, True)
    """
    data = np.frombuffer(bytes_of(texts), np.uint8)
    return bool(len(data)) and bool(data.min() < 0x20 or (data == 0x22).any() or (data == 0x5C).any())


def bytes_of(texts: pl.Series) -> memoryview:
    """The UTF-8 bytes of all texts that are not null, one after the other."""
    # Arrow's column of strings is just that: no string is made in Python.
    array = texts.drop_nulls().rechunk().to_arrow(compat_level=pl.CompatLevel.oldest())
    return memoryview(array.buffers()[2] or b"")


def as_text(template: str, columns: Mapping[str, pl.Expr]) -> pl.Expr:
    """The column of texts that `template` describes.

    >>> greeting = as_text("Hello, " + mark("name") + "!", {"name": pl.col("name")})
    >>> pl.DataFrame({"name": ["Ada"]}).select(greeting).item()
    'Hello, Ada!'
    """
    return _join([part if i % 2 == 0 else columns[part] for i, part in enumerate(_MARK.split(template))])


def as_json(template: str, columns: Mapping[str, pl.Expr], *, escape: Collection[str] | None = None) -> pl.Expr:
    r"""The column of JSON texts that `template` (itself JSON text) describes.

    `escape` names the columns whose texts may need escapes; null: all of them.

    >>> row = as_json('{"value":"' + mark("problem") + '"}', {"problem": pl.col("problem")})
    >>> pl.DataFrame({"problem": ['say "1"']}).select(row).item()
    '{"value":"say \\"1\\""}'
    """
    parts = _MARK.split(template)
    texts = {n: escaped(text) if escape is None or n in escape else text for n, text in columns.items()}
    return _join([part if i % 2 == 0 else texts[part] for i, part in enumerate(parts)])


def _join(parts: list[str | pl.Expr]) -> pl.Expr:
    kept = [
        pl.lit(part) if isinstance(part, str) else part for part in parts if not (isinstance(part, str) and not part)
    ]
    if not kept:
        return pl.lit("")
    return kept[0] if len(kept) == 1 else pl.concat_str(kept)
