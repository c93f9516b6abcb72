"""Records from wire rows and back, a column at a time where the rows allow it.

Rows of one shape (the same keys filled, the same roles in the same order) are read alike. A format is run
once a shape, on marks instead of texts (see `mathdata.wire.template`), and the result is an expression for
all rows of that shape. Rows with more turns, or of a rare shape, are read one by one by the same code.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl
import pyarrow as pa

from mathdata.arrays import from_arrow
from mathdata.errors import InputError
from mathdata.formats.base import TEXT, TEXT_COLUMNS, Format, read_row
from mathdata.formats.own_keys import STOWED
from mathdata.schema import COLUMNS, flattened
from mathdata.wire import Batch, Rejected, dumps
from mathdata.wire.batch import Types
from mathdata.wire.template import as_json, as_text, mark

_MOST_TURNS = 3
_MOST_SHAPES = 32


@dataclass(frozen=True)
class Decoded:
    """What became of a batch: records in the order of the rows, and the rows that failed."""

    records: pl.DataFrame
    rows: pl.Series
    """Index in the batch of each record."""
    rejects: list[Rejected]


def decode(layout: Format, batch: Batch, types: Types, *, source: str, file: str) -> Decoded:
    """The records of a batch of wire rows.

    `types` are the keys to expect and their types: those of the layout, and the other keys of the file.
    `source` names the data set, `file` is the path for error messages.
    """
    rows = None if layout.looks_inside else batch.typed(types)
    place = pl.Series("place", batch.places(), dtype=pl.Int64)
    if rows is None:
        by_row = list(range(len(place)))
        parts: list[pl.DataFrame] = []
    else:
        rows = rows.with_row_index("#").with_columns(place)
        parts, by_row = _decode_shapes(layout, rows, types)
    rejects: list[Rejected] = []
    if by_row or not parts:
        one_by_one, rejects = _decode_rows(layout, batch, by_row, file)
        parts.append(one_by_one)
    records = pl.concat(parts).sort("#") if len(parts) > 1 else parts[0]
    at = place if records.height == len(place) else place.gather(records["#"])
    return Decoded(_named(records, at, source), records["#"], rejects)


def _named(records: pl.DataFrame, place: pl.Series, source: str) -> pl.DataFrame:
    """The records in the order of `COLUMNS`, with their source and, where none was given, an id."""
    made = pl.concat_str(pl.lit(f"{source}:"), place.cast(pl.String))
    named = made if records["id"].null_count() == records.height else pl.coalesce("id", made)
    return records.with_columns(id=named, source=pl.lit(source)).select(COLUMNS.names())


def _decode_rows(layout: Format, batch: Batch, indices: list[int], file: str) -> tuple[pl.DataFrame, list[Rejected]]:
    records: list[dict[str, Any]] = []
    rejects: list[Rejected] = []
    places = batch.places()
    for index, row in zip(indices, batch.parsed(indices) if indices else (), strict=True):
        try:
            if isinstance(row, InputError):
                raise row
            records.append({"#": index, **flattened(read_row(layout, row))})
        except InputError as error:
            rejects.append(Rejected(file, batch.unit, places[index], str(error), batch.raw(index)))
    return pl.DataFrame(records, schema={"#": pl.UInt32, **COLUMNS}, orient="row"), rejects


def _decode_shapes(layout: Format, rows: pl.DataFrame, types: Types) -> tuple[list[pl.DataFrame], list[int]]:
    """What could be read in columns, and the indices of the rows that could not."""
    known = dict(layout.typed_keys()) | {"id": TEXT} | {f"@{name}": TEXT for name in STOWED}
    extras = [name for name in types if name not in known]
    if any(name.startswith("@") or name.lower() in layout.meant() for name in extras):
        return [], rows["#"].to_list()  # the layout reads them, if only in some rows
    if any(rows[name].null_count() for name in extras):
        return [], rows["#"].to_list()  # absent or null? Only the row itself can tell
    parts: list[pl.DataFrame] = []
    by_row: list[int] = []
    slots = _slots(rows, known, layout.tags)
    for count, (shape, group) in enumerate(_by_shape(rows, slots)):
        columns = None if count >= _MOST_SHAPES else _expressions(layout, slots, shape, extras, types)
        if columns is None:
            by_row += group["#"].to_list()
        else:
            none = _no_turns(group.height)
            parts.append(group.select("#", history=none, trajectory=none, **columns).select("#", *COLUMNS.names()))
    return parts, sorted(by_row)


@dataclass(frozen=True)
class _Slot:
    """A place of a wire row where a text, or the length of a list, may stand."""

    kind: Literal["text", "tag", "length", "other"]
    path: tuple[str | int, ...]
    value: pl.Expr

    def state(self) -> pl.Expr:
        """What a row's shape takes from it: null, a length, a tag, or whether a text is empty."""
        if self.kind == "text":
            filled = pl.when(self.value.str.len_bytes() == 0).then(pl.lit("")).otherwise(pl.lit("x"))
            return pl.when(self.value.is_not_null()).then(filled)
        return self.value.cast(pl.String)


def _slots(rows: pl.DataFrame, known: Types, tags: frozenset[str]) -> list[_Slot]:
    slots: list[_Slot] = []
    for key, dtype in known.items():
        if key not in rows.columns or rows[key].null_count() == rows.height:
            continue
        if dtype == TEXT:
            slots.append(_Slot("text", (key,), pl.col(key)))
        else:
            slots += _list_slots(key, dtype, rows[key], tags)
    return slots


def _list_slots(key: str, dtype: pa.DataType, column: pl.Series, tags: frozenset[str]) -> list[_Slot]:
    slots = [_Slot("length", (key,), pl.col(key).list.len())]
    if not pa.types.is_struct(dtype.value_type):
        return slots
    longest = column.list.len().max()
    for at in range(min(_MOST_TURNS, longest if isinstance(longest, int) else 0)):
        item = pl.col(key).list.get(at, null_on_oob=True).struct
        for inner in dtype.value_type:
            kind: Any = "tag" if inner.name in tags else "text" if inner.type == TEXT else "other"
            slots.append(_Slot(kind, (key, at, inner.name), item.field(inner.name)))
    return slots


def _by_shape(rows: pl.DataFrame, slots: list[_Slot]) -> Iterator[tuple[tuple[str | None, ...], pl.DataFrame]]:
    """Groups of rows of one shape, in the order of their first rows."""
    if not slots:
        yield (), rows
        return
    shapes = rows.select(slot.state().alias(str(n)) for n, slot in enumerate(slots))
    if rows.height and is_same(shapes):
        yield shapes.row(0), rows
        return
    marks = shapes.with_columns(rows["#"]).group_by(shapes.columns, maintain_order=True).agg("#")
    for *shape, indices in marks.iter_rows():
        yield tuple(shape), rows[indices]


def is_same(rows: pl.DataFrame) -> bool:
    """Whether all rows are the first one; to count what is unique takes ten times as long."""
    return all(rows.select(pl.all().eq_missing(pl.all().first()).all()).row(0))


def _expressions(
    layout: Format, slots: list[_Slot], shape: tuple[str | None, ...], extras: list[str], types: Types
) -> dict[str, pl.Expr] | None:
    """The columns of all rows of one shape, or null where they are to be read one by one."""
    example, values = _example(slots, shape)
    if example is None:
        return None
    try:
        record = read_row(layout, example)
    except InputError:
        return None  # the rows themselves give the better message
    if record["history"] or record["trajectory"]:
        return None
    columns = {name: _text_column(record[name], values) for name in ("id", *TEXT_COLUMNS)}
    columns |= {"source": pl.lit(None, pl.String)}
    return columns | {"extra": _extra(record["extra"], values, extras, types)}


def _example(slots: list[_Slot], shape: tuple[str | None, ...]) -> tuple[dict[str, Any] | None, dict[str, pl.Expr]]:
    """A row of this shape with marks for texts, and the column behind each mark."""
    row: dict[str, Any] = {}
    values: dict[str, pl.Expr] = {}
    for number, (slot, state) in enumerate(zip(slots, shape, strict=True)):
        if state is None:
            continue
        if slot.kind == "tag":
            _put(row, slot.path, state)
        elif slot.kind == "text":
            values[str(number)] = slot.value
            _put(row, slot.path, mark(str(number)) if state else "")
        elif slot.kind == "length" and _countable(slots, slot, int(state)):
            row[str(slot.path[0])] = [{} for _ in range(int(state))]
        else:
            return None, {}
    return row, values


def _countable(slots: list[_Slot], length: _Slot, count: int) -> bool:
    """Whether the items of this list have slots of their own."""
    itemised = any(slot.path[0] == length.path[0] and len(slot.path) > 1 for slot in slots)
    return count == 0 or (itemised and count <= _MOST_TURNS)


def _put(row: dict[str, Any], path: tuple[str | int, ...], value: str) -> None:
    *way, last = path
    here: Any = row
    for step in way:
        here = here[step]
    here[last] = value


def _no_turns(count: int) -> pl.Series:
    """Empty lists of turns, made as Arrow keeps them: offsets that do not move."""
    turns = pl.Series([], dtype=COLUMNS["history"]).to_arrow(compat_level=pl.CompatLevel.oldest())
    offsets = pa.py_buffer(np.zeros(count + 1, np.int64))
    lists = pa.Array.from_buffers(turns.type, count, [None, offsets], children=[turns.values])
    return from_arrow(lists).cast(COLUMNS["history"])


def _text_column(text: str | None, values: Mapping[str, pl.Expr]) -> pl.Expr:
    return pl.lit(None, pl.String) if text is None else as_text(text, values)


def _extra(extra: dict[str, Any], values: Mapping[str, pl.Expr], names: list[str], types: Types) -> pl.Expr:
    """JSON text of what the layout left over and of the other columns of the file."""
    if not extra and not names:
        return pl.lit(None, pl.String)
    kinds: dict[str, pl.Expr] = dict(values)
    text = dumps(extra)[1:-1]
    for name in names:
        kinds[name] = pl.col(name)
        value = f'"{mark(name)}"' if types[name] == TEXT else mark(name)
        text += f"{',' if text else ''}{dumps(name)}:{value}"
    return as_json("{" + text + "}", {name: value.cast(pl.String) for name, value in kinds.items()})
