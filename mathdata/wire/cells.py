"""Rows of text cells, as CSV gives them: every value is text, and an empty cell may mean nothing at all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl
import pyarrow as pa

from mathdata.errors import InputError
from mathdata.wire.batch import Types, polars_schema
from mathdata.wire.json_text import dumps

# Keys that are optional in every layout: an empty cell leaves them out, for CSV cannot say null.
_OPTIONAL = frozenset({"system", "system_prompt", "history", "input", "rejected", "rejected_response", "tools", "id"})


def _is_optional(name: str) -> bool:
    return name in _OPTIONAL or name.startswith("@")


class CellRows:
    """Rows of cells below a header; `faults` gives reason and bytes of those that could not be read."""

    unit = "line"

    def __init__(
        self,
        header: Sequence[str],
        cells: Sequence[Sequence[str]],
        lines: Sequence[int],
        faults: Mapping[int, tuple[str, bytes]],
    ) -> None:
        self._header, self._cells, self._lines, self._faults = header, cells, lines, faults

    @property
    def size(self) -> int:
        """Characters of the cells."""
        return sum(len(cell) for row in self._cells for cell in row)

    def typed(self, types: Types) -> pl.DataFrame | None:
        """The cells as columns, if all of them are announced as texts and no row has a fault."""
        if self._faults or any(types.get(name) != pa.string() for name in self._header):
            return None
        schema = dict.fromkeys(self._header, pl.String)
        frame = pl.DataFrame(self._cells, schema=schema, orient="row")
        optional = [name for name in self._header if _is_optional(name)]
        wanted = polars_schema(types)
        missing = {n: pl.lit(None, dtype) for n, dtype in wanted.items() if n not in schema}
        frame = frame.with_columns(pl.col(name).replace("", None) for name in optional)
        return frame.with_columns(**missing).select(wanted.names())

    def parsed(self, indices: Iterable[int] | None = None) -> list[Any]:
        """The rows (of these indices) as dicts."""
        return [self._row(i) for i in (range(len(self._cells)) if indices is None else indices)]

    def _row(self, index: int) -> Any:
        if index in self._faults:
            return InputError(self._faults[index][0])
        cells = zip(self._header, self._cells[index], strict=True)
        return {name: cell for name, cell in cells if cell or not _is_optional(name)}

    def places(self) -> Sequence[int]:
        """The lines on which the rows begin."""
        return self._lines

    def raw(self, index: int) -> bytes:
        """The row as it stood in the file, if it could not be read; else its cells as JSON."""
        if index in self._faults:
            return self._faults[index][1]
        return dumps(dict(zip(self._header, self._cells[index], strict=True))).encode()
