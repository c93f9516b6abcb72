"""Which keys and types rows of JSON text have, for files that must know their columns before the first row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import pyarrow as pa

from mathdata.containers.texts import joined
from mathdata.wire import JsonLines, Number

# Arrow hands names on as C strings; a full stop stands between the steps of `null_paths`.
_UNNAMEABLE = frozenset("\0.")
_INT64 = range(-(2**63), 2**63)


@dataclass
class Kind:
    """What was seen at one place of the rows."""

    scalars: set[str] = field(default_factory=set)
    """Of `text`, `int`, `float`, `bool`, `number` (too long for Arrow)."""
    fields: dict[str, "Kind"] = field(default_factory=dict)
    items: "Kind | None" = None
    objects: int = 0
    seen: int = 0
    nulls: int = 0

    def add(self, value: Any) -> None:
        """Note one more value."""
        self.seen += 1
        if value is None:
            self.nulls += 1
        elif isinstance(value, dict):
            self.objects += 1
            for key, inner in value.items():
                self.fields.setdefault(key, Kind()).add(inner)
        elif isinstance(value, list):
            self.items = self.items or Kind()
            for inner in value:
                self.items.add(inner)
        else:
            self.scalars.add(_scalar(value))

    def arrow(self) -> pa.DataType | None:
        """The Arrow type that holds every value seen without changing one; null if there is none."""
        shapes = len(self.scalars) + (self.items is not None) + (self.objects > 0)
        if shapes > 1 or "number" in self.scalars:
            return None
        if self.items is not None:
            inner = self.items.arrow()
            # A null among the items of a list would come back as no item at all.
            return None if inner is None or self.items.nulls else pa.list_(inner)
        if self.objects:
            return self._struct()
        return {"text": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}[
            next(iter(self.scalars), "text")
        ]

    def _struct(self) -> pa.DataType | None:
        types = {name: kind.arrow() for name, kind in self.fields.items()}
        if (
            not types
            or None in types.values()
            or any("\0" in name for name in types)
            or any(k.unclear(self.objects) for k in self.fields.values())
        ):
            return None
        if any(not name or set(name) & _UNNAMEABLE for name in types):
            return None
        # An absent object and one without keys look alike in Arrow.
        return pa.struct(types) if any(k.seen == self.objects for k in self.fields.values()) else None

    def unclear(self, rows: int) -> bool:
        """Whether null and absent both occur, which one null in Arrow cannot tell apart."""
        return self.nulls > 0 and self.seen < rows

    def null_paths(self, path: str) -> set[str]:
        """Places below `path` where a null is a null, not an absent key."""
        found = {path} if self.nulls else set()
        for name, kind in (*self.fields.items(), *(self.items.fields.items() if self.items else ())):
            found |= kind.null_paths(f"{path}.{name}")
        return found


def survey(texts: Iterable[pl.Series]) -> Kind:
    """What stands in the rows; its `fields` are their keys, in the order in which these first occur."""
    rows = Kind()
    known: dict[str, pa.DataType] = {}
    for block in texts:
        batch = JsonLines(bytes(joined(block)))
        table = batch.typed(known) if known and rows.objects else None
        if table is not None and not any(column.null_count() for column in table.iter_columns()):
            rows.objects += table.height
            for kind in rows.fields.values():
                kind.seen += table.height
            continue
        for row in batch.parsed():
            rows.add(row)
        known = {name: pa.string() for name, kind in rows.fields.items() if kind.scalars == {"text"}}
        known = known if len(known) == len(rows.fields) else {}
    return rows


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "bool"
    if not isinstance(value, Number):
        return "text"
    if value.lstrip("-").isdecimal():
        return "int" if len(value) < 21 and int(value) in _INT64 and str(int(value)) == value else "number"
    return "float" if repr(float(value)) == value else "number"
