"""Worker processes come with the first rows and go with the run, however it ends."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from threading import Thread

import polars as pl
import pytest
import slow_steps

from mathdata.engines.processes import Processes, leave_interrupts
from mathdata.errors import WorkerLost

PATIENCE_SECONDS = 60
ROWS = pl.DataFrame({"problem": ["1 + 1 = ?"] * 200})


@pytest.mark.parametrize("delay", [0.0, 0.002, 0.005, 0.01, 0.02, 0.04])
def test_a_run_that_ends_while_they_are_started(delay: float) -> None:
    """None is left over, and none that is not there yet is told to end."""
    processes = Processes(3)
    processes.start()

    def work() -> None:
        leave_interrupts()
        with suppress(WorkerLost):
            processes.counted(slow_steps.Spell(), ROWS)

    thread = Thread(target=work)
    thread.start()
    time.sleep(delay)
    processes.__exit__(KeyboardInterrupt)
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()
    assert not [process for process in processes._context.started if process.is_alive()]


def test_one_that_ignores_terminations_ends_too() -> None:
    """Those that are started behind Ctrl-C do, because they inherit it from a process that clears up."""
    processes = Processes(2)
    processes.start()
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        processes.counted(slow_steps.Spell(), ROWS)
    finally:
        signal.signal(signal.SIGTERM, before)
    started = processes._context.started
    os.kill(started[0].pid or 0, signal.SIGTERM)
    assert started[0].is_alive()
    processes.__exit__(KeyboardInterrupt)
    assert [process.exitcode for process in started] == [-signal.SIGKILL] * 2


def test_no_rows_behind_the_end() -> None:
    """Rows that come when the run is over start no process."""
    processes = Processes(2)
    processes.start()
    processes.__exit__(KeyboardInterrupt)
    with pytest.raises(WorkerLost, match="spell: the run ended"):
        processes.counted(slow_steps.Spell(), ROWS)
    assert processes._context.started == []


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_they_end_with_a_parent_that_is_killed() -> None:
    """A run that the system kills leaves no process that waits for rows."""
    program = (
        "import polars as pl, slow_steps\n"
        "from mathdata.engines.processes import Processes\n"
        "if __name__ == '__main__':\n"
        "    processes = Processes(2)\n"
        "    processes.start()\n"
        "    processes.counted(slow_steps.Spell(), pl.DataFrame({'problem': ['1'] * 200}))\n"
        "    print(*[one.pid for one in processes._context.started], flush=True)\n"
        "    input()\n"
    )
    room = str(Path(slow_steps.__file__).parent)
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([room, *sys.path])},
    )  # fmt: skip
    assert process.stdout is not None
    workers = [int(pid) for pid in process.stdout.readline().split()]
    process.send_signal(signal.SIGKILL)
    process.communicate()
    end = time.monotonic() + PATIENCE_SECONDS
    while any(map(runs, workers)):
        assert time.monotonic() < end
        time.sleep(0.05)
    assert len(workers) == 2


def runs(pid: int) -> bool:
    """Whether a process is there and not only waits to be cleared away."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
