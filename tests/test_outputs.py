"""Where outputs go: a file takes its place whole, and nothing else is replaced by it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from typer.testing import Result

Cli = Callable[..., Result]

WRITTEN = b'{"problem":"1 + 1 = ?","solution":"2"}\n'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """One row."""
    file = tmp_path / "in.jsonl"
    file.write_bytes(WRITTEN)
    return file


def test_a_pipe_stays_one(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """A named pipe, like a device, takes the bytes; it is not replaced by a file that nobody reads."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    taken: list[bytes] = []
    reader = Thread(target=lambda: taken.append(pipe.read_bytes()))
    reader.start()
    done = cli("convert", corpus, "-o", pipe, "--to-container", "jsonl")
    reader.join(10)
    assert (done.exit_code, taken, pipe.is_fifo()) == (0, [WRITTEN], True), done.stderr
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl", "pipe"]


def test_a_link_stays_one(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """The file behind a link is replaced, and the link goes on leading there."""
    (tmp_path / "store").mkdir()
    link = tmp_path / "out.jsonl"
    link.symlink_to(tmp_path / "store" / "rows.jsonl")
    for _ in range(2):
        assert cli("convert", corpus, "-o", link).exit_code == 0
        assert (link.is_symlink(), (tmp_path / "store" / "rows.jsonl").read_bytes()) == (True, WRITTEN)


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("full", "jsonl", "is a folder, wanted the name of a file; name one in it, or remove it first"),
        ("empty", "jsonl", "is a folder, wanted the name of a file; name one in it, or remove it first"),
        ("full", "arrow", "holds something else than a saved data set; name another, or remove it first"),
        ("file", "arrow", "is a file, wanted a folder for the data set; name another, or remove it first"),
    ],
)
def test_what_is_not_replaced(name: str, kind: str, reason: str, corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """A folder by a file, what is not ours by a folder: refused before a row is read, exit code 2."""
    for folder in ("full", "empty"):
        (tmp_path / folder).mkdir()
    (tmp_path / "full" / "notes").touch()
    (tmp_path / "file").touch()
    done = cli("convert", corpus, "-o", tmp_path / name, "--to-container", kind)
    assert (done.exit_code, done.stderr) == (2, f"mathdata: {tmp_path / name}: {reason}\n")


def test_an_empty_folder_is_filled(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """A folder that was made for the data set is no obstacle; and what was saved there is replaced."""
    (tmp_path / "saved").mkdir()
    for _ in range(2):
        assert cli("convert", corpus, "-o", tmp_path / "saved", "--to-container", "arrow").exit_code == 0
        assert (tmp_path / "saved" / "state.json").is_file()


def test_one_place_by_two_names(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """Two spellings of one file are one place: one output would replace the other."""
    again = f"{tmp_path}/./out.jsonl"
    done = cli("convert", corpus, "-o", tmp_path / "out.jsonl", "--ledger", again)
    assert done.exit_code == 2
    assert "found one place for two outputs" in done.stderr


def test_audit_keeps_its_outputs_apart(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """The faults and the mended corpus are two files."""
    out = tmp_path / "out.jsonl"
    done = cli("audit", corpus, "-o", out, "--fix", out)
    assert done.exit_code == 2
    assert not out.exists()
    assert json.loads(corpus.read_bytes())["solution"] == "2"


@pytest.mark.parametrize(
    ("number", "source", "target", "told"),
    [
        (0, "-", "out.jsonl", "mathdata: -: standard input is closed, wanted rows; name a file\n"),
        (1, "in.jsonl", "-", "mathdata: -: standard output is closed; name a file with -o\n"),
    ],
)
def test_closed_streams(number: int, source: str, target: str, told: str, corpus: Path) -> None:
    """A stream that is wanted and closed is named, not found missing in a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "mathdata", "convert", source, "-o", target, "--to", "qa"], cwd=corpus.parent,
        stderr=subprocess.PIPE, text=True, check=False, preexec_fn=lambda: os.close(number),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.returncode != 0, done.stderr) == (True, told)


def test_nothing_else_stands_in_an_output(corpus: Path) -> None:
    """Where standard error is closed, the output does not come to stand in its place."""
    done = subprocess.run(
        [sys.executable, "-m", "mathdata", "convert", "in.jsonl", "-o", "out.jsonl"], cwd=corpus.parent,
        check=False, preexec_fn=lambda: os.close(2), env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert (done.returncode, (corpus.parent / "out.jsonl").read_bytes()) == (0, WRITTEN)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_a_full_disk(corpus: Path, cli: Cli) -> None:
    """It is told what to do."""
    done = cli("convert", corpus, "-o", "/dev/full", "--to-container", "jsonl")
    room = "No space left on device; make room, or set TMPDIR to a folder with more of it"
    assert (done.exit_code, done.stderr) == (1, f"mathdata: {room}\n")
    assert not Path("/dev/full").is_file()
