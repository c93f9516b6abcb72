"""What users hand over, made into columns of exactly the schema's types; nothing is rounded, cut or guessed.

| field | column |
|---|---|
| int, float | array of one dimension |
| string | list of str |
| bytes, arrays | `Ragged` |
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mathdata.containers.mindrecord.runs import Counts, starts_of, take
from mathdata.containers.mindrecord.schema import Field, Schema
from mathdata.errors import InputError


@dataclass(frozen=True, eq=False)
class Ragged:
    """Arrays of different lengths in one: row `i` is the next `counts[i]` of `values`.

    >>> rows = Ragged(np.array([7, 8, 9]), np.array([2, 1]))
    >>> [row.tolist() for row in rows], len(rows)
    ([[7, 8], [9]], 2)
    """

    values: NDArray[Any]
    counts: Counts
    shape: tuple[int, ...] = (-1,)
    """The shape in which a row comes out."""

    def __len__(self) -> int:
        return self.counts.size

    def __iter__(self) -> Iterator[NDArray[Any]]:
        ends = np.cumsum(self.counts).tolist()
        for start, end in zip([0, *ends], ends, strict=False):
            yield self.values[start:end].reshape(self.shape)

    def rows(self, which: slice) -> "Ragged":
        """Some of the rows; a slice with step 1 copies nothing."""
        starts, counts = starts_of(self.counts)[which], self.counts[which]
        if not counts.size or which.step in (None, 1):
            first = int(starts[0]) if counts.size else 0
            return Ragged(self.values[first : first + int(counts.sum())], counts, self.shape)
        size = self.values.itemsize
        data = take(np.ascontiguousarray(self.values).view(np.uint8), starts * size, counts * size)
        return Ragged(data.view(self.values.dtype), counts, self.shape)


_LAST_EXACT = 1 << 53  # beyond, not every integer is a float64

Column = NDArray[Any] | list[str] | list[bytes] | Ragged
Columns = Mapping[str, Column]


def checked_columns(schema: Schema, columns: Mapping[str, Any], *, first_row: int = 0) -> dict[str, Column]:
    """The columns of a batch in the schema's types.

    Args:
        schema: the fields that must be there, and no others.
        columns: for scalars an array or a sequence; for strings and bytes a sequence; for arrays a `Ragged`,
            an array whose first axis is the row, a Polars list column, or a sequence of arrays.
        first_row: the number of the batch's first row, for messages.

    Raises:
        InputError: naming field and row, if a value is not what the schema says.
    """
    if sorted(columns) != sorted(schema.fields):
        raise InputError(f"columns: found {sorted(columns)}, the schema wants {sorted(schema.fields)}")
    checked = {
        name: _checked(field, columns[name], f"field {name!r}", first_row) for name, field in schema.fields.items()
    }
    lengths = {name: len(column) for name, column in checked.items()}
    if len(set(lengths.values())) > 1:
        raise InputError(f"columns must have the same number of rows, found {lengths}")
    return checked


def rows_of(columns: Columns, which: slice) -> dict[str, Column]:
    """The same rows of every column."""
    return {
        name: column.rows(which) if isinstance(column, Ragged) else column[which] for name, column in columns.items()
    }


def _checked(field: Field, cells: Any, where: str, first_row: int) -> Column:
    if field.type == "string":
        return _strings(cells, where, first_row)
    if field.type == "bytes":
        return _byte_strings(cells, where, first_row)
    if field.shape is None:
        return _scalars(field, cells, where, first_row)
    return _arrays(field, cells, where, first_row)


def _strings(cells: Iterable[Any], where: str, first_row: int) -> list[str]:
    strings = list(cells)
    for row, cell in enumerate(strings, first_row):
        if not isinstance(cell, str):
            raise InputError(f"{where}, row {row}: found {_shown(cell)}, wanted a string")
    _refuse_surrogates(strings, where, first_row)
    return strings


def _refuse_surrogates(strings: list[str], where: str, first_row: int) -> None:
    try:
        "".join(strings).encode()
    except UnicodeEncodeError:
        surrogate = re.compile("[\\ud800-\\udfff]")
        row = next(row for row, cell in enumerate(strings, first_row) if surrogate.search(cell))
        raise InputError(f"{where}, row {row}: half a surrogate pair, which UTF-8 cannot hold") from None


def _byte_strings(cells: Iterable[Any], where: str, first_row: int) -> Ragged:
    pieces = list(cells)
    for row, cell in enumerate(pieces, first_row):
        if not isinstance(cell, bytes | bytearray | memoryview):
            raise InputError(f"{where}, row {row}: found {_shown(cell)}, wanted bytes")
    joined = np.frombuffer(b"".join(pieces), np.uint8)
    return Ragged(joined, np.fromiter((memoryview(cell).nbytes for cell in pieces), np.int64, len(pieces)))


def _scalars(field: Field, cells: Any, where: str, first_row: int) -> NDArray[Any]:
    if not isinstance(cells, np.ndarray):
        cells = list(cells)
        _refuse_other_types(field, cells, where, first_row)
    found = np.asarray(cells)
    if found.ndim != 1:
        raise InputError(f"{where}: found an array of shape {found.shape}, wanted one value a row")
    return _exact(field, found, where, first_row, np.arange(found.size), from_python=isinstance(cells, list))


def _refuse_other_types(field: Field, cells: list[Any], where: str, first_row: int) -> None:
    """Numbers only; numpy would read True as 1, round an integer among floats, and make an object of None."""
    is_integer = field.type.startswith("int")
    wanted = (int, np.integer) if is_integer else (int, float, np.integer, np.floating)
    for row, cell in enumerate(cells, first_row):
        rounds = not is_integer and isinstance(cell, int) and abs(cell) > _LAST_EXACT
        if rounds or isinstance(cell, bool | np.bool_) or not isinstance(cell, wanted):
            raise InputError(f"{where}, row {row}: found {_shown(cell)}, wanted {field.type}")


def _arrays(field: Field, cells: Any, where: str, first_row: int) -> Ragged:
    found, from_python = _ragged(field, cells, where, first_row)
    size, fixed = field.item_size, field.has_fixed_size
    wrong = found.counts != size if fixed else (found.counts % size != 0) | (found.counts == 0)
    if wrong.any():
        row = int(np.argmax(wrong))
        shape = list(field.shape or ())
        hint = "" if found.counts[row] else "; MindSpore cannot read an empty array"
        raise InputError(f"{where}, row {first_row + row}: {found.counts[row]} values do not make shape {shape}{hint}")
    if not len(found):
        return Ragged(np.empty(0, field.dtype), found.counts)
    rows = np.repeat(np.arange(len(found)), found.counts) if _may_fail(field, found.values) else found.counts
    return Ragged(_exact(field, found.values, where, first_row, rows, from_python=from_python), found.counts)


def _may_fail(field: Field, values: NDArray[Any]) -> bool:
    # numpy calls int64 to float64 safe, though it rounds beyond 2**53.
    to_float = values.dtype.kind in "iu" and field.type.startswith("float")
    return to_float or not np.can_cast(values.dtype, field.dtype, "safe")


def _ragged(field: Field, cells: Any, where: str, first_row: int) -> tuple[Ragged, bool]:
    """The values of array cells, and whether they came as Python numbers."""
    if isinstance(cells, Ragged):
        return _sound(cells, where), False
    if isinstance(cells, np.ndarray) and cells.ndim > 1:
        counts = np.full(len(cells), cells[0].size if len(cells) else 0, np.int64)
        return Ragged(np.ascontiguousarray(cells).reshape(-1), counts), False
    if hasattr(cells, "explode") and hasattr(cells, "null_count"):
        return _from_polars(cells, where), False
    return _from_cells(field, list(cells), where, first_row)


def _sound(ragged: Ragged, where: str) -> Ragged:
    if ragged.values.ndim != 1 or int(ragged.counts.sum()) != ragged.values.size or (ragged.counts < 0).any():
        raise InputError(f"{where}: the counts of a Ragged column do not add up to its {ragged.values.size} values")
    return Ragged(np.ascontiguousarray(ragged.values), ragged.counts.astype(np.int64, copy=False))


def _from_polars(cells: Any, where: str) -> Ragged:
    if str(cells.dtype).startswith("Array"):
        cells = cells.arr.to_list()
    counts = cells.list.len()
    values = cells.explode()
    if cells.null_count() or values.null_count() > (counts == 0).sum():
        raise InputError(f"{where}: found a null, wanted numbers in every row")
    if not (counts == 0).any():
        return Ragged(values.to_numpy(), counts.to_numpy().astype(np.int64))
    return Ragged(values.drop_nulls().to_numpy(), counts.to_numpy().astype(np.int64))


def _from_cells(field: Field, cells: Sequence[Any], where: str, first_row: int) -> tuple[Ragged, bool]:
    arrays = [cell if isinstance(cell, np.ndarray) else np.asarray(cell) for cell in cells]
    for row, array in enumerate(arrays, first_row):
        if array.ndim == 0 or array.dtype.kind not in "iuf":
            raise InputError(f"{where}, row {row}: found {_shown(cells[row - first_row])}, wanted an array of numbers")
    counts = np.fromiter((array.size for array in arrays), np.int64, len(arrays))
    from_python = not any(isinstance(cell, np.ndarray) for cell in cells)
    flat = [array.reshape(-1) for array in arrays]
    if len({array.dtype for array in flat}) > 1:  # numpy would join integers of two kinds to floats
        flat = [
            _exact(field, array, where, row, np.zeros(array.size, np.int64), from_python=from_python)
            for row, array in enumerate(flat, first_row)
        ]
    return Ragged(np.concatenate(flat) if flat else np.empty(0), counts), from_python


def _exact(
    field: Field, found: NDArray[Any], where: str, first_row: int, rows: Counts, *, from_python: bool
) -> NDArray[Any]:
    """`found` in the field's type, every value the same.

    Only Python's own floats may round to float32, since it has no literals of its own.
    """
    if found.size == 0:
        return np.empty(0, field.dtype)
    if found.dtype.kind not in ("iu" if field.type.startswith("int") else "iuf"):
        raise InputError(f"{where}: found values of type {found.dtype}, wanted {field.type}")
    if not _may_fail(field, found):
        return np.ascontiguousarray(found, field.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        cast = found.astype(field.dtype)
        lost = cast.astype(found.dtype) != found
    lost &= found == found  # not a number stays not a number
    lost |= (cast < 0) != (found < 0)  # an unsigned value that became negative comes back as it was
    if from_python and found.dtype.kind == "f":
        lost = np.isinf(cast) & np.isfinite(found)
    if lost.any():
        at = int(np.argmax(lost))
        raise InputError(
            f"{where}, row {first_row + int(rows[at])}: {found[at]!r} cannot be stored exactly as "
            f"{field.type}; choose a wider type or convert the column first"
        )
    return cast


def _shown(cell: Any) -> str:
    text = repr(cell)
    return f"{type(cell).__name__} {text if len(text) <= 60 else text[:57] + '...'}"
