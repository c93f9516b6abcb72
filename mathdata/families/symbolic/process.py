"""The process that solves: started when the first symbolic problem comes, ended when one takes too long.

```text
solved(solver, given) ─cache─> request ─pipe─> process: SymPy ─pipe─> Working
                                  └─ no answer within the limit: the process ends, the row has no solution
```

It is a plain child on two pipes and not one of `multiprocessing`, which would run the user's script once more
and has no way to give up on one task.
"""

import atexit
import os
import pickle
import subprocess
import sys
from collections.abc import Hashable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Event, Lock, Timer

from mathdata.errors import CannotSolve
from mathdata.families.symbolic.serving import LIMIT_SECONDS, OVERDUE_CODES
from mathdata.families.symbolic.working import Working

PATIENCE_SECONDS = 60
"""Wall-clock time after which a process is killed that does not even notice its own limit."""

START_SECONDS = 120
"""Time to import SymPy on a machine under load; not counted to any problem."""

CACHED = 4096
"""Problems whose working is remembered; a corpus repeats its templates."""

_PROGRAM = (
    # Ctrl-C of a terminal, which reaches it too, ends it without a word: telling is for the parent.
    "import signal; signal.signal(signal.SIGINT, signal.SIG_DFL); "
    "from mathdata.families.symbolic.serving import serve; serve()"
)


TIME_OVER = f"it takes more than {LIMIT_SECONDS} seconds"


class TimeOver(CannotSolve):
    """A problem that was given up for the time it took; others of its kind may take as long."""


class _Lost(Exception):
    """The process ended without an answer."""


class _Process:
    """One child and the pipes to it."""

    def __init__(self) -> None:
        paths = [str(Path(__file__).parents[3]), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
        self.owner = os.getpid()
        self.is_ready = False
        self.child = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        )

    @property
    def is_usable(self) -> bool:
        """Whether it runs, and is ours: after a fork the pipes belong to the parent."""
        return self.owner == os.getpid() and self.child.poll() is None

    def ask(self, request: tuple[str, bytes], seconds: int) -> object:
        """What it answers, or `_Lost`.

        Raises:
            TimeoutError: if nothing came in time; the process is ended.
        """
        if not self.is_ready:
            self._within(START_SECONDS, None)
            self.is_ready = True
        return self._within(seconds, request)

    def _within(self, seconds: int, request: tuple[str, bytes] | None) -> object:
        expired = Event()

        def give_up() -> None:
            expired.set()
            self.child.kill()

        timer = Timer(seconds, give_up)
        timer.start()
        try:
            return self._exchange(request)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            if expired.is_set() or self.child.wait() in OVERDUE_CODES:
                raise TimeoutError from error
            raise _Lost from error
        finally:
            timer.cancel()
            timer.join()

    def _exchange(self, request: tuple[str, bytes] | None) -> object:
        assert self.child.stdin is not None, "it is a pipe"
        assert self.child.stdout is not None, "it is a pipe"
        if request is not None:
            pickle.dump(request, self.child.stdin)
            self.child.stdin.flush()
        return pickle.load(self.child.stdout)

    def close(self) -> None:
        """End it, and leave nothing behind."""
        if self.owner != os.getpid():
            return
        self.child.kill()
        for pipe in (self.child.stdin, self.child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        self.child.wait()


_running: list[_Process] = []
_lock = Lock()


def warm() -> None:
    """Start the process and let it import SymPy while other work goes on."""
    with _lock:
        _current()


def end() -> None:
    """End the process; the next problem starts another."""
    with _lock:
        _drop()


@lru_cache(maxsize=CACHED)
def outcome(solver: str, given: Hashable) -> Working | str:
    """The working of a problem, or why there is none; both are remembered.

    A process that is lost without having run out of time (killed from outside, or out of memory) is tried
    once more, because the problem need not have been the reason.
    """
    with _lock:
        for _ in range(2):
            try:
                answer = _current().ask((solver, pickle.dumps(given)), PATIENCE_SECONDS)
            except TimeoutError:
                _drop()
                return TIME_OVER
            except _Lost:
                _drop()
                continue
            assert isinstance(answer, Working | str), answer
            return answer
    return "the process that worked on it ended"


def solved(solver: str, given: Hashable) -> Working:
    """The working of a problem.

    Args:
        solver: `module:function` of what solves it, imported in the other process alone.
        given: the parameters of the problem; they must be picklable.

    Raises:
        CannotSolve: if SymPy cannot, or not within the limits of memory.
        TimeOver: if it is not done within the limit of time.
    """
    found = outcome(solver, given)
    if isinstance(found, str):
        raise (TimeOver if found == TIME_OVER else CannotSolve)(f"{solver.partition(':')[2]}: {found}")
    return found


def _current() -> _Process:
    if _running and not _running[0].is_usable:
        _drop()
    if not _running:
        _running.append(_Process())
    return _running[0]


def _drop() -> None:
    while _running:
        _running.pop().close()


atexit.register(_drop)
