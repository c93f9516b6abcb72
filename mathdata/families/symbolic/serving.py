"""The other end of the pipe: reads requests, solves them with SymPy, writes workings; ends with its parent."""

import importlib
import os
import pickle
import sys
import warnings
from collections.abc import Callable
from typing import Any, BinaryIO

from mathdata.errors import CannotSolve
from mathdata.families.symbolic.working import Working

MAX_BYTES = 3 << 30
"""Memory that the process may address, where the system can say so."""

FAILURES = (ArithmeticError, AttributeError, LookupError, MemoryError, NotImplementedError, RecursionError, TypeError,
            ValueError)  # fmt: skip
"""What SymPy raises on input that is outside of its algorithms; anything else ends the process."""

Solver = Callable[[Any], Working]


def serve() -> None:
    """Answer requests until the pipe closes."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # what SymPy might print is no answer
    warnings.simplefilter("ignore")
    _bound_memory()
    importlib.import_module("sympy")
    _send(answers, "ready")
    while True:
        try:
            solver, given = pickle.load(requests)
        except EOFError:
            return
        _send(answers, _answer(solver, given))


def _answer(solver: str, given: object) -> Working | str:
    try:
        return _solver(solver)(given)
    except CannotSolve as reason:
        return str(reason)
    except FAILURES as failure:
        return f"SymPy: {type(failure).__name__}"


def _solver(name: str) -> Solver:
    module, _, function = name.partition(":")
    found: Solver = getattr(importlib.import_module(module), function)
    return found


def _send(answers: BinaryIO, answer: object) -> None:
    pickle.dump(answer, answers)
    answers.flush()


def _bound_memory() -> None:
    try:
        import resource
    except ModuleNotFoundError:  # Windows has no such limit
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > MAX_BYTES:
        resource.setrlimit(resource.RLIMIT_AS, (MAX_BYTES, hard))
