"""The progress bar of long work, shown on a terminal only."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

    from mathdata.engines.job import Progress


@contextmanager
def bar(total_bytes: int, *, shown: bool) -> "Iterator[Progress | None]":
    """A bar to tell of what is done; null where none is wanted."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    rows = TextColumn("{task.fields[rows]:,} rows, {task.fields[speed]:,} rows/s")
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), rows, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Bar(bars, total_bytes)


class _Bar:
    """One line for whatever is being done: by bytes while files are read, else by rows."""

    def __init__(self, bars: "Bars", total_bytes: int) -> None:
        self._bars = bars
        self._total_bytes = total_bytes or None
        self._task = bars.add_task("read", total=self._total_bytes, rows=0, speed=0)
        self.begin("read")

    def begin(self, stage: str, rows: int | None = None) -> None:
        """Start the line anew."""
        self._rows, self._by_rows, self._since = 0, rows is not None, time.monotonic()
        total = rows if rows is not None else self._total_bytes
        self._bars.reset(self._task, description=stage, total=total, rows=0, speed=0)

    def advance(self, rows: int, size: int = 0) -> None:
        """Move on."""
        self._rows += rows
        speed = int(self._rows / max(time.monotonic() - self._since, 0.001))
        self._bars.update(self._task, advance=rows if self._by_rows else size, rows=self._rows, speed=speed)
