"""Rows as JSON texts in a column, as bytes."""

import codecs

import polars as pl

from mathdata.wire.template import bytes_of


def joined(texts: pl.Series, *, ascii_only: bool = False) -> bytes | memoryview:
    r"""The texts that are not null, one after the other, as UTF-8 or as ASCII with escapes.

    >>> joined(pl.Series(["{}\n", None, '{"a":"√"}\n']), ascii_only=True)
    b'{}\n{"a":"\\u221a"}\n'
    """
    data = bytes_of(texts)
    return bytes(data).decode().encode("ascii", "mathdata-json") if ascii_only else data


def _json_escape(error: UnicodeError) -> tuple[str, int]:
    """RFC 8259, section 7: UTF-16 code units as six-character escapes."""
    assert isinstance(error, UnicodeEncodeError)
    units = error.object[error.start : error.end].encode("utf-16-be")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2)), error.end


codecs.register_error("mathdata-json", _json_escape)
