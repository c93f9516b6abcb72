"""A function over many items, on threads, with the results in the order of the items."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def cores() -> int:
    """Cores that this process may use; where the system does not say, those of the machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


WORKERS = min(8, cores())
_PATIENCE_SECONDS = 0.25


def in_order(
    function: Callable[[Item], Result], items: Iterable[Item], pool: ThreadPoolExecutor, *, ahead: int
) -> Iterator[Result]:
    """Results of `function`, at most `ahead` items before the one that is asked for.

    Polars and Arrow leave the interpreter lock while they work, so threads are enough.

    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(in_order(str, [1, 2, 3], pool, ahead=2))
    ['1', '2', '3']
    """
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) > ahead:
                yield _result(waiting.popleft())
        while waiting:
            yield _result(waiting.popleft())
    finally:
        for future in waiting:
            future.cancel()


def _result(future: Future[Result]) -> Result:
    # Polars has a signal handler of its own, under which a wait without an end does not hear of Ctrl-C.
    while not future.done():
        wait([future], timeout=_PATIENCE_SECONDS)
    return future.result()
