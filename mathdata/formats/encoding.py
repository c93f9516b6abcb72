"""Wire rows from records, a column at a time where the records allow it.

The mirror of `mathdata.formats.decoding`: a format is run once for each shape of record, on marks instead of texts,
and gives the JSON text of all records of that shape. Records with more turns are written one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from mathdata.errors import InputError
from mathdata.formats.base import TEXT_COLUMNS, Format, Row, given_id, write_row
from mathdata.formats.decoding import is_same
from mathdata.wire import dumps, loads
from mathdata.wire.template import as_json, mark, needs_escapes

_MOST_TURNS = 3
_MOST_SHAPES = 32


class Encoded(NamedTuple):
    """Wire rows of records, in their order."""

    texts: pl.Series
    """JSON text of each row with the end that was asked for; null where a record has none."""
    failed: list[tuple[int, str]]
    """Index and reason of the records that the layout cannot say."""


def encode(
    layout: Format, records: pl.DataFrame, facts: frozenset[str], *, end: str = "", keep_extra: bool = True
) -> Encoded:
    """JSON texts of the wire rows of `records`, with `end` behind each.

    Without `keep_extra` the rows have the keys of the layout only.
    """
    target = _Target(layout, facts, end, keep_extra)
    filled = filled_columns(records)
    shape = [_present(records[name]).alias(name) for name in (*TEXT_COLUMNS, "extra") if name in filled]
    shape.append((~pl.col("id").str.starts_with(_place_prefix(records["source"]))).alias("given"))
    shape.append(_plain(layout, filled).alias("plain"))
    return _encode_shapes(target, records, records.select(shape))


def filled_columns(records: pl.DataFrame) -> frozenset[str]:
    """The columns in which any record has something."""
    lists = {name for name in ("history", "trajectory") if records[name].list.len().sum()}
    return frozenset(lists | {name for name in (*TEXT_COLUMNS, "extra") if records[name].null_count() < records.height})


def _present(column: pl.Series) -> pl.Expr:
    return pl.col(column.name).is_not_null() if column.null_count() else pl.lit(value=True)


def _place_prefix(source: pl.Series) -> pl.Expr:
    """What the id of a record begins with that is named after its place; most batches have one source."""
    one = source.n_unique() == 1
    return pl.lit(f"{source[0]}:") if one else pl.col("source") + ":"


@dataclass(frozen=True)
class _Target:
    layout: Format
    facts: frozenset[str]
    end: str
    keep_extra: bool

    def row(self, record: Mapping[str, Any], *, given: bool) -> Row:
        """The wire row of one record."""
        return write_row(self.layout, record, self.facts, given=given, keep_extra=self.keep_extra)


def _plain(layout: Format, filled: frozenset[str]) -> pl.Expr:
    """Whether a record can be laid out in columns: one question, one answer, no keys that want a place."""
    plain = pl.lit(not layout.looks_inside)
    for name in filled & {"history", "trajectory"}:
        plain &= pl.col(name).list.len() == 0
    if "extra" in filled:
        reserved = ['"@', *(f'"{key}"' for key in ("id", *layout.meant()))]
        plain &= ~pl.col("extra").fill_null("").str.contains_any(reserved, ascii_case_insensitive=True)
    return plain


def _encode_shapes(target: _Target, records: pl.DataFrame, shape: pl.DataFrame) -> Encoded:
    if records.height and is_same(shape):
        return _encode_shape(target, records, shape.row(0, named=True))
    texts: list[pl.DataFrame] = []
    failed: list[tuple[int, str]] = []
    groups = shape.with_row_index("#").group_by(shape.columns, maintain_order=True).agg("#")
    for row in groups.iter_rows(named=True):
        indices = row.pop("#")
        part = _encode_shape(target, records[indices], row)
        texts.append(pl.DataFrame({"#": indices, "text": part.texts}, schema={"#": pl.UInt32, "text": pl.String}))
        failed += [(indices[at], reason) for at, reason in part.failed]
    if not texts:
        return Encoded(pl.Series("text", [], dtype=pl.String), [])
    return Encoded(pl.concat(texts).sort("#")["text"], sorted(failed))


def _encode_shape(target: _Target, records: pl.DataFrame, shape: Mapping[str, bool]) -> Encoded:
    if not shape["plain"]:
        return _encode_rows(target, records)
    filled = [name for name in TEXT_COLUMNS if shape.get(name)]
    example: dict[str, Any] = {name: mark(name) if name in filled else None for name in TEXT_COLUMNS}
    example |= {"id": mark("id"), "history": [], "trajectory": [], "extra": {}}
    try:
        template = dumps(target.row(example, given=shape["given"]))
    except InputError:
        return _encode_rows(target, records)
    columns = {name: pl.col(name) for name in (*filled, "id")}
    escape = {name for name in columns if mark(name) in template and needs_escapes(records[name])}
    if not (shape.get("extra") and target.keep_extra):
        text = as_json(template + target.end, columns, escape=escape)
    else:
        extra = pl.col("extra").str.strip_prefix("{")
        text = pl.concat_str(as_json(template[:-1], columns, escape=escape), pl.lit(","), extra, pl.lit(target.end))
    return Encoded(records.select(text=text)["text"], [])


def _encode_rows(target: _Target, records: pl.DataFrame) -> Encoded:
    texts: list[str | None] = []
    failed: list[tuple[int, str]] = []
    for index, record in enumerate(records.iter_rows(named=True)):
        try:
            row = target.row(with_dicts(record), given=given_id(record))
            texts.append(dumps(row) + target.end)
        except InputError as error:
            texts.append(None)
            failed.append((index, str(error)))
    return Encoded(pl.Series("text", texts, dtype=pl.String), failed)


def with_dicts(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record's columns with each `extra` as a dict: the inverse of `mathdata.schema.flattened`."""
    opened = dict(record)
    for name in ("history", "trajectory"):
        opened[name] = [turn | {"extra": _dict(turn["extra"])} for turn in record[name]]
    return opened | {"extra": _dict(record["extra"])}


def _dict(extra: str | None) -> dict[str, Any]:
    return loads(extra.encode()) if extra else {}
