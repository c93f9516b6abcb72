"""Rows as JSON texts in a column, joined into bytes."""

import codecs

import polars as pl
import pyarrow as pa


def joined(texts: pl.Series, *, end: str, ascii_only: bool) -> bytes:
    r"""The texts that are not null, each followed by `end`, as UTF-8 or as ASCII with escapes.

    >>> joined(pl.Series(["{}", None, '{"a":"√"}']), end="\\n", ascii_only=True)
    b'{}\\n{"a":"\\u221a"}\\n'
    """
    ended = texts.drop_nulls().to_frame("text").select(pl.concat_str(pl.col("text"), pl.lit(end)))["text"]
    # Arrow's column of strings is their bytes, one after the other: no string is made in Python.
    arrays = ended.to_arrow(compat_level=pl.CompatLevel.oldest())
    data = b"".join(_bytes(array) for array in (arrays.chunks if isinstance(arrays, pa.ChunkedArray) else [arrays]))
    return data.decode().encode("ascii", "mathdata-json") if ascii_only else data


def _bytes(array: pa.Array) -> bytes:
    values = array.buffers()[2]
    if values is None or not len(array):
        return b""
    scalars = array.offset, array.offset + len(array)
    offsets = pa.Array.from_buffers(pa.int64(), len(array) + array.offset + 1, [None, array.buffers()[1]])
    first, last = (offsets[at].as_py() for at in scalars)
    return bytes(values[first:last].to_pybytes())


def _json_escape(error: UnicodeError) -> tuple[str, int]:
    """RFC 8259, section 7: UTF-16 code units as six-character escapes."""
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2)), error.end


codecs.register_error("mathdata-json", _json_escape)
