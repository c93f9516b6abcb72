"""A run that is broken off: the next one goes on where it was, and nothing half written is left."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import slow_steps

from mathdata.engines import local
from mathdata.engines.job import Keeping
from mathdata.ledger import Ledger
from mathdata.pipeline import Pipeline
from mathdata.step import Step
from mathdata.transforms.dedup import Dedup
from mathdata.transforms.language import Language
from mathdata.transforms.sample import Sample
from mathdata.transforms.shuffle import Shuffle

PATIENCE_SECONDS = 120


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Six hundred rows, of which some are English, some say the same, and one is broken."""
    texts = [f"计算 {n % 400} + 1 等于多少？" if n % 10 else f"What is {n} + 1?" for n in range(600)]
    rows = [json.dumps({"problem": text, "solution": "…"}, ensure_ascii=False) for text in texts]
    file = tmp_path / "corpus.jsonl"
    file.write_text("\n".join([*rows[:300], '{"problem": 7', *rows[300:], ""]), encoding="utf-8")
    return file


def until(condition: Callable[[], object]) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def broken_off(corpus: Path, out: Path) -> list[Path]:
    """Kill a run that hangs behind its second corpus step; what it has kept."""
    program = [sys.executable, slow_steps.__file__, str(corpus), str(out)]
    process = subprocess.Popen(program, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    room = out.with_name(f".{out.name}.kept")

    def behind_sample() -> bool:
        return any(file.with_name("verdict-2.arrow").exists() for file in room.glob("*/state.json") if _whole(file))

    until(behind_sample)
    process.kill()
    process.wait()
    return list(room.iterdir())


def _whole(state: Path) -> bool:
    return state.parent.name != "part"


def prepared(corpus: Path, out: Path, *steps: Step, fresh: bool = False, after_seconds: float = 0) -> Ledger:
    """A run that may go on from what is kept beside `out`."""
    pipeline = Pipeline(
        sources=[{"path": str(corpus)}], outputs=[{"path": str(out)}], steps=list(steps),
        rejects={"path": f"{out}.rejects"},
    )  # fmt: skip
    keep = Keeping.beside(str(out), after_seconds=after_seconds, fresh=fresh)
    return local.write(local.planned(pipeline, keep=keep), recipe=pipeline)


STEPS = (Language(keep=["zh"]), Dedup(), Sample(n=100))


def test_a_killed_run_goes_on(corpus: Path, tmp_path: Path) -> None:
    """The same bytes, books and rejects as if nothing had happened; then nothing is kept any more."""
    straight, out = tmp_path / "straight.json", tmp_path / "out.json"
    expected = prepared(corpus, straight, *STEPS, Shuffle())
    assert len(broken_off(corpus, out)) == 1
    done = prepared(corpus, out, *STEPS, Shuffle())
    assert (expected.resumed, done.resumed) == (None, "sample")
    assert out.read_bytes() == straight.read_bytes()
    assert (tmp_path / "out.json.rejects").read_bytes() == (tmp_path / "straight.json.rejects").read_bytes()
    assert done.as_json() == expected.as_json()
    assert not (tmp_path / ".out.json.kept").exists()


def test_what_has_changed_is_done_again(corpus: Path, tmp_path: Path) -> None:
    """Another step, another input, or the wish to begin anew."""
    out = tmp_path / "out.json"
    other = (Language(keep=["zh"]), Dedup(keep="last"), Sample(n=100))
    for steps, fresh, more in (
        (other, False, ""),
        (STEPS, True, ""),
        (STEPS, False, '{"problem": "1", "solution": "1"}'),
    ):
        broken_off(corpus, out)
        corpus.write_text(corpus.read_text(encoding="utf-8") + more, encoding="utf-8")
        assert prepared(corpus, out, *steps, fresh=fresh).resumed is None


def test_short_work_is_not_kept(corpus: Path, tmp_path: Path) -> None:
    """To do a second's work again costs less than to write it down."""
    seen: list[bool] = []

    class Look(Language):
        def __call__(self, records):  # type: ignore[no-untyped-def]
            seen.append((tmp_path / ".out.json.kept").exists())
            return records

    prepared(corpus, tmp_path / "out.json", *STEPS, Look(), after_seconds=3600)
    prepared(corpus, tmp_path / "out.json", *STEPS, Look(), after_seconds=0)
    assert seen == [False, True]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up in /proc")
def test_ctrl_c_leaves_nothing_behind(tmp_path: Path) -> None:
    """No half file, no traceback, no process, though worker processes are being started."""
    corpus = tmp_path / "in.jsonl"
    # No usual wording: those are told in columns, for which no worker process is started.
    line = json.dumps({"problem": "求 {n}.25 * -7.5 的值。", "solution": "…"}, ensure_ascii=False) + "\n"
    corpus.write_text("".join(line.replace("{n}", str(n)) for n in range(200_000)), encoding="utf-8")
    command = ["convert", str(corpus), "-o", str(tmp_path / "out.json"), "--to", "sharegpt", "--work", "steps"]
    process = subprocess.Popen(
        [sys.executable, "-m", "mathdata", *command, "--dedup", "--workers", "2"],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    until(lambda: len(children(process.pid)) >= 2 or process.poll() is not None)
    started = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, told) == (130, "mathdata: interrupted; no half output was left\n")
    assert os.listdir(tmp_path) == ["in.jsonl"]
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in started))


def children(parent: int) -> list[int]:
    """Processes that a process has started."""
    found: list[int] = []
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            try:
                after_name = (place / "stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1]
            except OSError:
                continue  # it has just ended
            if int(after_name.split()[1]) == parent:
                found.append(int(place.name))
    return found
