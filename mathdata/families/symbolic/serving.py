"""The other end of the pipe: reads requests, solves them with SymPy, writes workings; ends with its parent."""

import importlib
import os
import pickle
import signal
import sys
import time
import warnings
from collections.abc import Callable
from threading import Thread
from typing import Any, BinaryIO

from mathdata.errors import CannotSolve
from mathdata.families.symbolic.working import Working

LIMIT_SECONDS = 10
"""Processor time of one problem, not wall-clock time: what else the machine does changes no result. The usual
problem takes some hundredths of a second."""

OVERDUE = 75
"""The exit code by which the process itself says that the time was over."""

OVERDUE_CODES = (OVERDUE, -int(getattr(signal, "SIGPROF", OVERDUE)))
"""All that say so: the system's timer ends it by this signal."""

_GLANCE_SECONDS = 0.2

MAX_BYTES = 3 << 30
"""Memory that the process may address, where the system can say so."""

Solver = Callable[[Any], Working]


def serve() -> None:
    """Answer requests until the pipe closes."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what SymPy might print is no answer
    warnings.simplefilter("ignore")
    _bound_memory()
    importlib.import_module("sympy")
    _send(answers, pickle.dumps("ready"))
    watch = _Watch()
    while True:
        try:
            solver, given = pickle.load(requests)
        except EOFError:
            return
        with watch:
            answer = _answer(solver, given)
        try:
            _send(answers, answer)
        except BrokenPipeError:  # the parent went while we were at it
            os._exit(0)


class _Watch(Thread):
    """Ends the process when a problem has used up its processor time, or when nobody waits for it any more."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.parent = os.getppid()
        self.deadline: float | None = None
        self.start()

    def __enter__(self) -> None:
        self.deadline = time.process_time() + LIMIT_SECONDS
        _set_timer(LIMIT_SECONDS)

    def __exit__(self, *_: object) -> None:
        self.deadline = None
        _set_timer(0)

    def run(self) -> None:
        """Look at the clock now and then."""
        while True:
            time.sleep(_GLANCE_SECONDS)
            deadline = self.deadline
            if deadline is not None and time.process_time() > deadline:
                os._exit(OVERDUE)
            if os.getppid() != self.parent:
                os._exit(0)


def _set_timer(seconds: int) -> None:
    """Have the system end the process: no thread comes to its turn while a power of integers is computed."""
    if hasattr(signal, "setitimer"):  # not on Windows
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _answer(solver: str, given: bytes) -> bytes:
    """A working, or why there is none, pickled: what cannot be unpickled or pickled is a failure like others."""
    try:
        solve = _solver(solver)
        # Behind the imports, because Polars takes the signal for itself and would let nobody be ended by it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        return pickle.dumps(solve(pickle.loads(given)))
    except CannotSolve as reason:
        return pickle.dumps(str(reason))
    # Not only the classes that SymPy is known to raise: those of its polynomials and series derive from `Exception`
    # itself, and a class that nobody thought of may cost its row the solution, never the others theirs.
    except Exception as failure:
        return pickle.dumps(f"SymPy: {type(failure).__name__}")


def _solver(name: str) -> Solver:
    module, _, function = name.partition(":")
    found: Solver = getattr(importlib.import_module(module), function)
    return found


def _send(answers: BinaryIO, answer: bytes) -> None:
    answers.write(answer)
    answers.flush()


def _bound_memory() -> None:
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limit
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > MAX_BYTES:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, hard))
