"""Worker processes for steps whose work is Python code a row: threads would wait for one another."""

import os
import signal
from collections.abc import Iterator
from concurrent import futures
from multiprocessing import parent_process
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.resource_tracker import ensure_running
from threading import Lock, Thread
from typing import Any

import polars as pl

from mathdata.errors import WorkerLost
from mathdata.step import RowStep

MANY_ROWS = 8_192
_SLICES_OF_FEW, _SLICES_OF_MANY = 4, 2
"""Slices a worker: rows of a small batch may be SymPy's and take long or not; for a large one columns are prepared."""
LEAST_ROWS = 32
"""Fewer rows do not pay for the journey to another process."""

Counted = tuple[pl.DataFrame, dict[str, int]]


class _Spawning(SpawnContext):
    """Spawned, not forked, because Polars and Arrow hold threads that a fork would lose; and not forgotten."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[SpawnProcess] = []

    def Process(self, *args: Any, **options: Any) -> SpawnProcess:  # type: ignore[override]
        """As the pool asks for one."""
        process = SpawnProcess(*args, **options)
        self.started.append(process)
        return process


class Processes:
    """Processes that are started when the first Python-bound step comes, and end with the run."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._pool: futures.ProcessPoolExecutor | None = None
        self._context = _Spawning()
        self._handing = Lock()
        self._over = False

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        with self._handing:  # else the pool may be at starting one that nobody would end
            self._over = True
        if error is not None:
            for process in self._context.started:
                if process.is_alive():
                    # Nobody waits for what it is at. One that was started behind Ctrl-C ignores a termination, as
                    # this process does from then on, and its pool would wait for it without an end.
                    process.kill()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def start(self) -> None:
        """Make the pool; the processes come with the first rows."""
        if self._workers > 1 and self._pool is None:
            if hasattr(signal, "pthread_sigmask"):
                ensure_running()  # beforehand, because it gives Ctrl-C back to the thread that starts it
            self._pool = futures.ProcessPoolExecutor(self._workers, self._context, _obey)

    def counted(self, step: RowStep, records: pl.DataFrame) -> Counted:
        """What `step` makes of the records, in their order."""
        if self._pool is None or not step.python_rows(records):
            return step.counted(records)
        rows = _slice_rows(records.height, self._workers)
        try:
            results = [future.result() for future in self._handed(self._pool, step, records.iter_slices(rows))]
        except futures.BrokenExecutor:
            raise WorkerLost(
                f"{step.kind}: a worker process ended before its rows were done, wanted it to answer; it was killed "
                "or ran out of memory: run again with fewer workers"
            ) from None
        details: dict[str, int] = {}
        for _, more in results:
            for name, count in more.items():
                details[name] = details.get(name, 0) + count
        return pl.concat([part for part, _ in results]), details

    def _handed(
        self, pool: futures.ProcessPoolExecutor, step: RowStep, parts: Iterator[pl.DataFrame]
    ) -> list[futures.Future[Counted]]:
        with self._handing:
            if self._over:
                raise WorkerLost(f"{step.kind}: the run ended before its rows were done")
            return [pool.submit(_counted, step, part) for part in parts]


def _slice_rows(rows: int, workers: int) -> int:
    slices = _SLICES_OF_FEW if rows < MANY_ROWS else _SLICES_OF_MANY
    return max(LEAST_ROWS, -(-rows // (slices * workers)))


def _counted(step: RowStep, records: pl.DataFrame) -> Counted:
    return step.counted(records)


def _obey() -> None:
    """Leave interrupts to the main process, and end with it, also where it was killed: nobody else would say so."""
    leave_interrupts()
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    from multiprocessing.connection import wait  # a process that works has it already, one that is alone needs none

    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def leave_interrupts() -> None:
    """Leave Ctrl-C, which reaches every process of the terminal, to the main thread of the main process.

    What a thread starts inherits this: else a process that is still importing would tell of the interruption.
    """
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
