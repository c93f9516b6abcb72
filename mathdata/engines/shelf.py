"""A shelf: frames that wait for the next step, in memory while they are few, in files beyond."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

ORDERED_ROWS = 65_536
_FEW_ROWS, _FEW_BYTES = 65_536, 16 << 20
"""Frames are joined up to this size, whichever is reached first: each one costs the next step some milliseconds."""


class Shelf:
    """Frames in the order in which they were put; taken once, the small ones joined.

    >>> with Shelf(memory_bytes=0) as shelf:
    ...     shelf.put(pl.DataFrame({"position": [7]}))
    ...     [frame.height for frame in shelf.take()]
    [1]
    """

    def __init__(self, *, memory_bytes: int) -> None:
        self._free = memory_bytes
        self._waiting: list[pl.DataFrame | Path] = []
        self.rows = 0
        """Rows that were put."""
        self._room: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> "Shelf":
        return self

    def __exit__(self, *_: object) -> None:
        self._waiting.clear()
        if self._room is not None:
            self._room.cleanup()

    def put(self, frame: pl.DataFrame) -> None:
        """Keep a frame."""
        self.rows += frame.height
        size = int(frame.estimated_size())
        if size <= self._free:
            self._free -= size
            self._waiting.append(frame)
            return
        if self._room is None:
            self._room = tempfile.TemporaryDirectory(prefix="mathdata-")
        file = Path(self._room.name) / f"{len(self._waiting)}.arrow"
        frame.write_ipc(file)
        self._waiting.append(file)

    def take(self) -> Iterator[pl.DataFrame]:
        """All rows; what was taken is no longer kept."""
        return in_larger(self._taken())

    def _taken(self) -> Iterator[pl.DataFrame]:
        self._waiting.reverse()
        while self._waiting:
            kept = self._waiting.pop()
            if isinstance(kept, pl.DataFrame):
                yield kept
                del kept  # the caller is at work on it; its memory is his to free
            else:
                yield pl.read_ipc(kept.read_bytes())
                kept.unlink()

    def copy(self, room: Path) -> int:
        """Write all frames that wait as `rows-0.arrow`, `rows-1.arrow` … into a folder; gives their number."""
        for number, kept in enumerate(self._waiting):
            place = room / f"rows-{number}.arrow"
            if isinstance(kept, pl.DataFrame):
                kept.write_ipc(place)
            else:
                shutil.copyfile(kept, place)
        return len(self._waiting)

    @property
    def in_memory(self) -> bool:
        """Whether no file was needed."""
        return self._room is None


def in_larger(frames: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """The same rows in the same order, small frames joined.

    >>> [frame.height for frame in in_larger(iter([pl.DataFrame({"position": [7]}), pl.DataFrame({"position": [8]})]))]
    [2]
    """
    few: list[pl.DataFrame] = []
    rows = size = 0
    for frame in frames:
        more = int(frame.estimated_size())
        if few and (rows + frame.height > _FEW_ROWS or size + more > _FEW_BYTES):
            yield _joined(few)
            rows = size = 0
        few.append(frame)
        rows, size = rows + frame.height, size + more
        del frame
    if few:
        yield _joined(few)


def _joined(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """One frame of several; the list is emptied, because its frames are the caller's to free."""
    joined = pl.concat(frames, rechunk=True) if len(frames) > 1 else frames[0]
    frames.clear()
    return joined


def in_position(shelf: Shelf, *, memory_bytes: int) -> Iterator[pl.DataFrame]:
    """All rows of a shelf by their positions, where a step gave them new ones.

    Rows in files are dealt into as many drawers as memory asks for, by ranges of positions.
    """
    if shelf.in_memory:
        frames = list(shelf.take())
        if frames:
            yield from pl.concat(frames).sort("position").iter_slices(ORDERED_ROWS)
        return
    with Shelf(memory_bytes=memory_bytes) as first:
        positions, size = _seen(shelf, first)
        edges = _edges(positions, drawers=1 + 2 * size // max(1, memory_bytes))
        yield from _from_drawers(first, edges, memory_bytes)


def _seen(shelf: Shelf, first: Shelf) -> tuple[pl.Series, int]:
    """Positions of all rows, and their bytes; the rows go on to another shelf."""
    positions, size = [pl.Series("position", [], dtype=pl.UInt64)], 0
    for frame in shelf.take():
        positions.append(frame["position"])
        size += int(frame.estimated_size())
        first.put(frame)
    return pl.concat(positions).sort(), size


def _edges(positions: pl.Series, *, drawers: int) -> list[int]:
    """First positions of all drawers but the first."""
    step = max(1, len(positions) // min(drawers, 256))
    return [int(positions[at]) for at in range(step, len(positions), step)]


def _from_drawers(rows: Shelf, edges: list[int], memory_bytes: int) -> Iterator[pl.DataFrame]:
    drawers = [Shelf(memory_bytes=memory_bytes // (len(edges) + 1)) for _ in range(len(edges) + 1)]
    try:
        for frame in rows.take():
            drawer = pl.Series(edges, dtype=pl.UInt64).search_sorted(frame["position"], side="right")
            for (number,), part in frame.with_columns(pl.Series("#", drawer)).group_by("#", maintain_order=True):
                drawers[int(number)].put(part.drop("#"))
        for kept in drawers:
            if frames := list(kept.take()):
                yield from pl.concat(frames).sort("position").iter_slices(ORDERED_ROWS)
    finally:
        for kept in drawers:
            kept.__exit__()
