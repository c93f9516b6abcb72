"""Ctrl-C at whatever moment: one line, exit code 130, no half file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOLD = "mathdata: interrupted; no half output was left\n"

# Interrupts itself, twice where asked, as soon as a module is looked for.
_PROGRAM = """
import os, signal, sys
from mathdata.__main__ import main

class Finder:
    def find_spec(self, name, path, target=None):
        if name == module:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

module, *sys.argv[1:] = sys.argv[1:]
sys.meta_path.insert(0, Finder())
main()
"""

# Interrupts itself when it begins to clear up after it was interrupted at work.
_TWICE = """
import os, signal, sys
from mathdata.__main__ import main
from mathdata.outputs import Outputs
def interrupted(function):
    def then(*arguments):
        os.kill(os.getpid(), signal.SIGINT)
        return function(*arguments)
    return then

Outputs.publish = interrupted(Outputs.publish)
Outputs.discard = interrupted(Outputs.discard)
main()
"""


# Breaks off where Python itself remembers it.
_INSIDE_EXEC = """
import os, signal
from mathdata import cli
from mathdata.__main__ import main

cli.main = lambda: exec("os.kill(os.getpid(), signal.SIGINT)", globals())
main()
"""


def run(program: str, *arguments: object) -> tuple[int, str]:
    """Exit code and messages of a Python of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stderr


@pytest.mark.parametrize(
    "module", ["mathdata.cli", "typer", "pydantic", "polars", "mathdata.engines.local", "mathdata.containers.spool"]
)
def test_while_it_starts(module: str, fixtures: Path, tmp_path: Path) -> None:
    """Most of a short command's time goes into imports, so that it is they who are interrupted."""
    command = ("convert", fixtures / "contest.jsonl", "-o", tmp_path / "out.json", "--to", "sharegpt", "-q")
    assert run(_PROGRAM, module, *command) == (130, TOLD)
    assert os.listdir(tmp_path) == []


def test_while_it_clears_up(fixtures: Path, tmp_path: Path) -> None:
    """Who presses again because it takes a moment does not break off the clearing up."""
    command = ("convert", fixtures / "contest.jsonl", "-o", tmp_path / "out.json", "--to", "sharegpt", "-q")
    assert run(_TWICE, *command) == (130, TOLD)
    assert os.listdir(tmp_path) == []


def test_while_a_class_is_made(tmp_path: Path) -> None:
    """A dataclass is made by `exec`: Python would end itself by the signal once more at the very end."""
    (tmp_path / "broken_off.py").write_text(_INSIDE_EXEC, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "broken_off"], cwd=tmp_path, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (130, TOLD)


# A step in Python code, which takes its time on a thread of this process.
_AT_WORK = """
import os, signal, sys, time
from threading import main_thread
from mathdata.__main__ import main
from mathdata.transforms.cot import Cot

def counted(self, records):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(600)

Cot.counted = counted
main()
"""


def test_while_a_thread_is_at_work(fixtures: Path, tmp_path: Path) -> None:
    """Nobody waits for what a step is at, be it minutes."""
    recipe = tmp_path / "r.yaml"
    recipe.write_text(
        f"sources: ['{fixtures / 'contest.jsonl'}']\nsteps: [cot]\noutputs: ['{tmp_path / 'out.json'}']\n"
    )
    assert run(_AT_WORK, "run", recipe, "--workers", "1") == (130, TOLD)
    assert os.listdir(tmp_path) == ["r.yaml"]
