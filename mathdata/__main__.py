"""`mathdata` and `python -m mathdata`: the command line, from its first import on under the care of one place."""

import atexit
import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

INTERRUPTED = 130
"""Exit code of a command that was broken off."""


def main() -> None:
    """Run a command; Ctrl-C and a termination end it alike: with one line, and without outputs that are not whole."""
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    _fill_gaps()
    _start_lightly()
    try:
        # Imports take most of the time of a short command, so that it is they who are interrupted.
        from mathdata import cli

        cli.main()
    except KeyboardInterrupt:
        _tell()
    except SystemExit as end:  # typer makes an exit code of an interruption
        if end.code != INTERRUPTED:
            raise
        _tell()


def _fill_gaps() -> None:
    """Put something in the place of standard streams that are closed: else the next file that is opened stands there.

    What anybody writes to standard error would then stand in an output.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)


def _start_lightly() -> None:
    """Leave out what starting would do for nothing."""
    # It makes 130,000 objects that stay: looking for cycles among them, again and again, took 0.1 s.
    gc.set_threshold(250_000)
    # NumPy's linear algebra is not used here; its threads would look out for work, and take a core for it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    # Whoever is impatient presses again, which must not break off the clearing up.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _tell() -> NoReturn:
    print("mathdata: interrupted; no half output was left", file=sys.stderr, flush=True)
    atexit._run_exitfuncs()
    # Python itself would wait for threads that are still at work, and would in the end kill itself by a signal that
    # came while a dataclass was being made, though it was dealt with.
    os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
