"""Worker processes for steps whose work is Python code a row: threads would wait for one another."""

import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import polars as pl

from mathdata.step import RowStep

SLICE_ROWS = 2_048
"""Rows that a process does at a time: few enough to share the work out, many enough to pay for the journey."""

LEAST_ROWS = 32
"""Rows of a slice of a small batch; a row that SymPy solves takes longer than the journey of a thousand."""

Counted = tuple[pl.DataFrame, dict[str, int]]


class Processes:
    """Processes that are started when the first Python-bound step comes, and end with the run."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def start(self) -> None:
        """Make the pool; the processes come with the first rows.

        They are spawned, not forked: Polars and Arrow hold threads that a fork would lose.
        """
        if self._workers > 1 and self._pool is None:
            self._pool = ProcessPoolExecutor(self._workers, get_context("spawn"), _leave_interrupts)

    def counted(self, step: RowStep, records: pl.DataFrame) -> Counted:
        """What `step` makes of the records, in their order."""
        if self._pool is None or not step.python_bound or not records.height:
            return step.counted(records)
        share = -(-records.height // (4 * self._workers))
        rows = min(SLICE_ROWS, max(LEAST_ROWS, share))
        waiting = [self._pool.submit(_counted, step, part) for part in records.iter_slices(rows)]
        results = [future.result() for future in waiting]
        details: dict[str, int] = {}
        for _, more in results:
            for name, count in more.items():
                details[name] = details.get(name, 0) + count
        return pl.concat([part for part, _ in results]), details


def _counted(step: RowStep, records: pl.DataFrame) -> Counted:
    return step.counted(records)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; the main one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
