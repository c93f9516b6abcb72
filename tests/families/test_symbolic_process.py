"""The process that asks SymPy goes with the one that it works for."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import pytest
import slow_solvers

from mathdata.errors import CannotSolve
from mathdata.families import WorkOptions, worked
from mathdata.families.symbolic import end, process
from mathdata.families.symbolic.serving import LIMIT_SECONDS

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")

START_SECONDS = 60
STEPS = WorkOptions(style="steps")
_PROGRAM = """
import sys
from mathdata.families.symbolic import process
process.warm()
print(process._running[0].child.pid, flush=True)
process.outcome("slow_solvers:endless", sys.argv[1])
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_it_goes_at_once(number: signal.Signals, tmp_path: Path) -> None:
    """A parent that is killed, or interrupted by a terminal, leaves nobody at work, and nobody tells of it but he."""
    begun = tmp_path / "begun"
    room = str(Path(slow_solvers.__file__).parent)
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(begun)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True, env={**os.environ, "PYTHONPATH": os.pathsep.join([room, *sys.path])},
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        until(begun.exists, seconds=START_SECONDS)
        (os.kill if number == signal.SIGKILL else os.killpg)(parent.pid, number)
        until(lambda: not works(child), seconds=LIMIT_SECONDS / 2)
        assert parent.communicate()[1].count("KeyboardInterrupt") == (number == signal.SIGINT)


class Unknown(NamedTuple):
    """Parameters of a class that the other process cannot import."""

    number: int


@pytest.mark.parametrize(
    ("solver", "given", "failure"),
    [
        ("sympy:Poly", 3, "SymPy: GeneratorsNeeded"),  # a child of `Exception` itself
        ("sympy:prime", Unknown(3), "SymPy: ModuleNotFoundError"),
        ("sympy:no_such_solver", 3, "SymPy: AttributeError"),
        ("builtins:memoryview", b"x", "SymPy: TypeError"),  # an answer that cannot travel
    ],
)
def test_it_stays_at_work(solver, given, failure, capfd):
    """Whatever a solver raises costs its row the solution, not the process, and shows nobody a traceback."""
    end()
    process.outcome.cache_clear()
    process.warm()
    child = process._running[0].child
    with pytest.raises(CannotSolve, match=failure):
        process.solved(solver, given)
    assert worked("求 x^8 的导数", STEPS).answer == "8x^7"
    assert process._running[0].child is child
    assert capfd.readouterr().err == ""


@pytest.mark.slow
def test_one_long_operation_ends_in_time(monkeypatch):
    """No thread looks at a clock while one huge number is computed, but the system does."""
    monkeypatch.setattr(process, "PATIENCE_SECONDS", 600)
    start = time.monotonic()
    assert process.outcome("math:factorial", 10**9) == process.TIME_OVER
    assert time.monotonic() - start < 20 * LIMIT_SECONDS


def until(condition, *, seconds: float) -> None:  # type: ignore[no-untyped-def]
    """Wait for something that another process does."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def works(pid: int) -> bool:
    """Whether a process is there and not only waits to be cleared away."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
