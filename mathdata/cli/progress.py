"""The progress bar of long work, shown on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def bar(total_bytes: int, *, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Something to call with rows and bytes as they are read; null where no bar is wanted."""
    if not shown:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rows]:,} rows"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total_bytes or None, rows=0)
        rows = 0

        def advance(more_rows: int, more_bytes: int) -> None:
            nonlocal rows
            rows += more_rows
            progress.update(task, advance=more_bytes, rows=rows)

        yield advance
