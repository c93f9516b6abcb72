"""The command line from end to end: options, exit codes, and outputs that appear whole or not at all."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import mathdata as md

Cli = Callable[..., Result]
ROWS = [{"problem": f"{i} + 1", "solution": str(i + 1), "level": i} for i in range(20)]


def lines(rows: list[Any]) -> str:
    """JSON lines of these rows."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def rows_of(file: Path) -> list[Any]:
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twenty good rows."""
    file = tmp_path / "in.jsonl"
    file.write_text(lines(ROWS))
    return file


def test_done_is_zero(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """A conversion without rejects ends with 0 and a short table on standard error."""
    done = cli("convert", corpus, "-o", tmp_path / "out.json", "--to", "sharegpt")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "read" in done.stderr
    assert json.loads((tmp_path / "out.json").read_text())[0] == {
        "id": "in.jsonl:1",
        "conversations": [{"from": "human", "value": "0 + 1"}, {"from": "gpt", "value": "1"}],
        "level": 0,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        ["--to", "sharegtp"],
        ["--from", "swit"],
        ["--map", "problem"],
        ["--map", "promblem=problem"],
        ["--encoding", "klingon"],
        ["--max-rejects", "many"],
        ["--max-rejects", "3"],
        ["--from-container", "xlsx"],
        ["--to-map", "problem=q", "--to", "sharegpt"],
        ["--rejects", "out.jsonl"],
        ["--json", "-o", "-"],
        ["--no-such-option"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_two(
    arguments: list[str], corpus: Path, tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options that nobody knows or that contradict each other end with 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    done = cli("convert", corpus, "-o", "out.jsonl", *arguments)
    assert done.exit_code == 2, done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["in.jsonl"]


def test_the_output_needs_a_known_ending(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """The name tells the kind of file; where it does not, --to-container does."""
    assert cli("convert", corpus, "-o", tmp_path / "out.dat").exit_code == 2
    assert cli("convert", corpus, "-o", tmp_path / "out.dat", "--to-container", "jsonl").exit_code == 0


def test_the_output_is_never_the_input(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """The input survives under each of its names."""
    before = corpus.read_bytes()
    (tmp_path / "link.jsonl").symlink_to(corpus)
    for name in ("in.jsonl", "link.jsonl"):
        assert cli("convert", corpus, "-o", tmp_path / name, "--to", "sharegpt").exit_code == 2
    assert cli("convert", corpus, "-o", tmp_path / "o.jsonl", "--rejects", corpus).exit_code == 2
    assert cli("convert", corpus, "-o", tmp_path / "o.jsonl", "--ledger", corpus).exit_code == 2
    assert corpus.read_bytes() == before


@pytest.mark.parametrize(
    ("policy", "code"), [((), 3), (("--max-rejects", "2"), 3), (("--max-rejects", "10%"), 3),
                         (("--max-rejects", "1"), 1), (("--max-rejects", "9.9%"), 1), (("--max-rejects", "0"), 1)],
)  # fmt: skip
def test_rejects_within_bounds(policy: tuple[str, ...], code: int, corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """Two bad rows of twenty: allowed up to 2, or up to 10 %; else nothing is written at all."""
    corpus.write_text(lines(ROWS[:18]) + "{\n{\n")
    done = cli("convert", corpus, "-o", tmp_path / "out.jsonl", "--rejects", tmp_path / "bad.jsonl", *policy)
    assert done.exit_code == code
    assert (tmp_path / "out.jsonl").exists() == (tmp_path / "bad.jsonl").exists() == (code == 3)
    assert len(list(tmp_path.iterdir())) == (3 if code == 3 else 1)


def test_the_ledger_adds_up(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """Read + made = written + rejected + dropped, printed with --json and written with --ledger."""
    corpus.write_text(lines(ROWS) + "{\n")
    where = ("-o", tmp_path / "out.jsonl", "--rejects", tmp_path / "bad", "--ledger", tmp_path / "ledger.json")
    done = cli("convert", f"{corpus}#7", *where, "--json")
    ledger = json.loads(done.stdout)
    assert ledger == json.loads((tmp_path / "ledger.json").read_text())
    totals = {name: ledger[name] for name in ("read", "made", "written", "rejected", "dropped")}
    assert totals == {"read": 21, "made": 0, "written": 7, "rejected": 1, "dropped": {"not_drawn": 13}}


def test_sampling(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """PATH#N draws N rows, the same for the same seed, and keeps their order; more than there are is an error."""
    drawn = []
    for number, suffix in enumerate(("#5", "#5", "#5@42", "#5@7")):
        out = tmp_path / f"{number}.jsonl"
        assert cli("convert", f"{corpus}{suffix}", "-o", out).exit_code == 0
        drawn.append([row["level"] for row in rows_of(out)])
    assert drawn[0] == drawn[1] == drawn[2] == sorted(drawn[0])
    assert len(drawn[3]) == 5
    assert drawn[3] != drawn[0]
    too_many = cli("convert", f"{corpus}#21", "-o", tmp_path / "out.jsonl")
    assert (too_many.exit_code, "found 20 rows" in too_many.stderr) == (2, True)


def test_pipes(corpus: Path, cli: Cli) -> None:
    """`-` is standard input, and standard output as JSON lines."""
    done = cli("convert", "-", "-o", "-", "--to", "alpaca", stdin=corpus.read_bytes())
    assert done.exit_code == 0
    assert json.loads(done.stdout.splitlines()[0]) == {"instruction": "0 + 1", "input": "", "output": "1", "level": 0}
    assert cli("convert", "-", "-o", "-", "--to-container", "parquet", stdin=corpus.read_bytes()).exit_code != 0


def test_several_inputs(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """Files, folders and globs are read in order, and numbered through with --renumber."""
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "b.jsonl").write_text(lines([{"question": "b", "answer": "2"}]))
    (tmp_path / "more" / "a.jsonl").write_text(lines([{"question": "a", "answer": "1"}]))
    done = cli("convert", corpus, tmp_path / "more", f"{tmp_path}/more/*.jsonl", "-o", tmp_path / "out.jsonl",
               "--to", "sharegpt", "--renumber")  # fmt: skip
    assert done.exit_code == 0
    out = rows_of(tmp_path / "out.jsonl")
    assert [row["id"] for row in out] == [str(number) for number in range(1, 25)]
    assert [row["conversations"][0]["value"] for row in out[20:]] == ["a", "b", "a", "b"]


def test_losses_are_counted_before_anything_is_written(tmp_path: Path, cli: Cli) -> None:
    """A system message has no place in question/answer rows: refused with counts, unless it is accepted."""
    row = {"system": "Be brief.", "query": "1+1", "response": "2", "history": [["a", "b"]]}
    (tmp_path / "in.jsonl").write_text(lines([row, row, {"query": "1", "response": "2"}]))
    refused = cli("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", "--to", "qa")
    assert refused.exit_code == 1
    assert "SYSTEM_LOST: 2 records, TURNS_LOST: 2 records" in refused.stderr
    assert not (tmp_path / "out.jsonl").exists()
    lossy = cli("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", "--to", "qa", "--lossy", "--json")
    assert json.loads(lossy.stdout)["lost"] == {"SYSTEM_LOST": 2, "TURNS_LOST": 2}
    assert rows_of(tmp_path / "out.jsonl")[0] == {"problem": "1+1", "solution": "2"}


def test_system_extra_and_ascii(tmp_path: Path, cli: Cli) -> None:
    """--system fills in where none stands, --no-extra leaves unknown keys out, --ascii escapes."""
    (tmp_path / "in.jsonl").write_text(lines([{"query": "√4", "response": "2", "x": 1}]))
    said = ("--system", "简", "--no-extra", "--ascii")
    assert cli("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.jsonl", *said).exit_code == 0
    assert (tmp_path / "out.jsonl").read_text() == '{"system":"\\u7b80","query":"\\u221a4","response":"2"}\n'


def test_maps(tmp_path: Path, cli: Cli) -> None:
    """--map takes columns from keys, paths and texts with keys in them; --to-map names the keys to write."""
    row = {"Body": "Tom has 3.", "Question": "How many?", "info": {"gold": [3.0]}}
    (tmp_path / "in.json").write_text(json.dumps({"data": {"rows": [row]}}))
    keys = ("--map", "problem={Body} {Question}", "--map", "solution=info.gold.0", "--at", "data.rows", "--no-extra")
    names = ("--to-map", "problem=q", "--to-map", "solution=a")
    assert cli("convert", tmp_path / "in.json", "-o", tmp_path / "out.jsonl", *keys, *names).exit_code == 0
    assert rows_of(tmp_path / "out.jsonl") == [{"q": "Tom has 3. How many?", "a": "3.0"}]
    lost = cli("inspect", tmp_path / "in.json", "--at", "data.row")
    assert (lost.exit_code, "found nothing at 'row'" in lost.stderr) == (1, True)


def test_text_of_a_template(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """Rendered text, one a line; a line feed would end the row, so it is refused in .txt."""
    shape = ("--to", "text", "--no-extra", "--to-map")
    assert cli("convert", corpus, "-o", tmp_path / "out.txt", *shape, "template={problem} = {solution}").exit_code == 0
    assert (tmp_path / "out.txt").read_text().splitlines()[:2] == ["0 + 1 = 1", "1 + 1 = 2"]
    broken = cli("convert", corpus, "-o", tmp_path / "two.txt", *shape, "template={problem}\n{solution}")
    assert (broken.exit_code, "NEWLINE_LOST" in broken.stderr) == (1, True)


def test_quiet(corpus: Path, tmp_path: Path, cli: Cli) -> None:
    """--quiet prints nothing but errors."""
    done = cli("convert", corpus, "-o", tmp_path / "out.jsonl", "--quiet")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_late_facts_reach_the_first_rows(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system message in the last row gives every row the key: rows of one file share their keys."""
    for module in ("json_lines", "json_array"):
        monkeypatch.setattr(f"mathdata.containers.{module}.BATCH_BYTES", 100)
    rows = [{"query": f"{i}", "response": "2"} for i in range(30)] + [{"system": "S", "query": "1", "response": "2"}]
    (tmp_path / "in.jsonl").write_text(lines(rows))
    assert cli("convert", tmp_path / "in.jsonl", "-o", tmp_path / "out.json", "--to", "alpaca").exit_code == 0
    assert {row["system"] for row in json.loads((tmp_path / "out.json").read_text())} == {"", "S"}


def test_the_other_commands(cli: Cli, corpus: Path) -> None:
    """formats, schema and inspect print for people, and as JSON for programs."""
    assert "sharegpt" in cli("formats").stdout
    assert "system" in json.loads(cli("formats", "--json").stdout)["formats"]["swift"]
    assert json.loads(cli("schema").stdout)["title"] == "Record"
    (found,) = json.loads(cli("inspect", corpus, "--json").stdout)
    assert (found["format"], found["container"], found["keys"]["level"]) == ("qa", "jsonl", 20)
    assert "layout     qa" in cli("inspect", corpus).stdout


def environment() -> dict[str, str]:
    """An environment in which `python -m mathdata` is this checkout."""
    return os.environ | {"PYTHONPATH": str(Path(md.__file__).parent.parent)}


def test_a_process_of_its_own(corpus: Path, tmp_path: Path) -> None:
    """`python -m mathdata` through real pipes, byte for byte."""
    command = [sys.executable, "-m", "mathdata", "convert", "-", "-o", "-", "--to", "qa", "-q"]
    done = subprocess.run(command, input=corpus.read_bytes(), capture_output=True, env=environment(), check=True)
    assert [json.loads(line) for line in done.stdout.splitlines()] == ROWS
    assert done.stderr == b""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_leaves_nothing(number: signal.Signals, tmp_path: Path) -> None:
    """Ended in the middle of its work, a run removes what it began and keeps what stood there before."""
    big, out = tmp_path / "in.jsonl", tmp_path / "out" / "out.json"
    out.parent.mkdir()
    out.write_text("before")
    big.write_bytes(lines(ROWS).encode() * 60_000)
    command = [sys.executable, "-m", "mathdata", "convert", str(big), "-o", str(out), "--to", "sharegpt"]
    with subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE) as run:
        until = time.monotonic() + 30
        while not list(out.parent.glob(".*.part")) and run.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        run.send_signal(number)
        _, said = run.communicate(timeout=30)
    assert run.returncode == 130, said
    assert b"Traceback" not in said
    assert [file.name for file in out.parent.iterdir()] == ["out.json"]
    assert out.read_text() == "before"
