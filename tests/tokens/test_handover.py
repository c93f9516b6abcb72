"""Hand-over: what trainers are told is what was written, and no trainer is promised what it cannot read."""

import ast
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import Result

import mathdata as md
from mathdata.errors import InputError, OptionError
from mathdata.handover import TRAINERS, Written

Cli = Callable[..., Result]
TURN_TAGS = {
    "role_tag": "from", "content_tag": "value", "user_tag": "human", "assistant_tag": "gpt",
    "observation_tag": "observation", "function_tag": "function_call", "system_tag": "system",
}  # fmt: skip


@pytest.fixture
def entry(cli: Cli, fixtures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """The entry of `dataset_info.json` for a fixture written in a layout, and its rows."""
    monkeypatch.chdir(tmp_path)

    def made(source: str, layout: str) -> dict[str, Any]:
        out = f"{layout}.jsonl"
        done = cli(
            "convert", fixtures / source, "-o", out, "--to", layout, "--handover", "llamafactory", "-q", "--lossy"
        )
        assert done.exit_code == 0, done.output
        found: dict[str, Any] = json.loads(Path("dataset_info.json").read_text("utf-8"))[layout]
        return found

    return made


@pytest.mark.parametrize(
    ("source", "layout", "expected"),
    [
        (
            "contest.jsonl", "sharegpt",
            {"formatting": "sharegpt", "columns": {"messages": "conversations"}, "tags": TURN_TAGS},
        ),
        (
            "alpaca.json", "alpaca",
            {"formatting": "alpaca", "columns": {"prompt": "instruction", "query": "input", "response": "output",
                                                 "system": "system", "history": "history"}},
        ),
        (
            "contest.jsonl", "alpaca",
            {"formatting": "alpaca", "columns": {"prompt": "instruction", "query": "input", "response": "output"}},
        ),
        ("contest.jsonl", "qa", {"formatting": "alpaca", "columns": {"prompt": "problem", "response": "solution"}}),
        ("contest.jsonl", "text", {"formatting": "alpaca", "columns": {"prompt": "text"}}),
        ("contest.jsonl", "swift", {"formatting": "alpaca", "columns": {"prompt": "query", "response": "response"}}),
        (
            "alpaca_preference.json", "alpaca",
            {"ranking": True, "formatting": "alpaca",
             "columns": {"prompt": "instruction", "query": "input", "chosen": "chosen", "rejected": "rejected"}},
        ),
        (
            "sharegpt_preference.json", "sharegpt",
            {"ranking": True, "formatting": "sharegpt", "tags": TURN_TAGS,
             "columns": {"messages": "conversations", "chosen": "chosen", "rejected": "rejected"}},
        ),
    ],
)  # fmt: skip
def test_llamafactory(entry: Callable[..., dict[str, Any]], source: str, layout: str, expected: dict[str, Any]) -> None:
    """All columns and tags are spelled out, and every column that is declared stands in every row."""
    found = entry(source, layout)
    name = found.pop("file_name")
    assert found == expected
    for line in Path(name).read_text("utf-8").splitlines():
        assert set(found["columns"].values()) <= json.loads(line).keys()


def test_entries_are_added_to_what_is_there(entry: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    """Other data sets of the folder keep their entries; a file that is none is not overwritten."""
    (tmp_path / "dataset_info.json").write_text('{"mine": {"file_name": "mine.json"}}')
    entry("contest.jsonl", "sharegpt")
    entry("contest.jsonl", "alpaca")
    assert list(json.loads((tmp_path / "dataset_info.json").read_text())) == ["mine", "sharegpt", "alpaca"]
    (tmp_path / "dataset_info.json").write_text("[1]")
    corpus = md.read(tmp_path / "sharegpt.jsonl")
    with pytest.raises(InputError, match="found a JSON list, wanted an object of data sets"):
        corpus.write("again.jsonl", handover=["llamafactory"])
    assert not (tmp_path / "again.jsonl").exists()


def test_two_outputs_share_a_file(fixtures: Path, tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """A split writes two data sets into one folder, and both are told."""
    monkeypatch.chdir(tmp_path)
    outputs = [
        {"path": f"{part}.jsonl", "part": part, "handover": ["llamafactory", "swift"]} for part in ("train", "test")
    ]
    recipe = {
        "sources": [str(fixtures / "contest.jsonl")], "outputs": outputs,
        "steps": [{"split": {"fractions": {"train": 0.5, "test": 0.5}}}],
    }  # fmt: skip
    Path("recipe.yaml").write_text(json.dumps(recipe))
    done = cli("run", "recipe.yaml", "-q")
    assert done.exit_code == 0, done.output
    assert list(json.loads(Path("dataset_info.json").read_text())) == ["train", "test"]
    assert Path("test.jsonl.swift.txt").exists()


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("qa", ["--dataset", "x.jsonl", "--columns", '{"problem": "query", "solution": "response"}']),
        ("messages", ["--dataset", "x.jsonl"]),
    ],
)
def test_swift(
    layout: str, expected: list[str], fixtures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arguments that a shell takes apart again; keys that SWIFT would have to guess are named."""
    monkeypatch.chdir(tmp_path)
    md.read(fixtures / "contest.jsonl").write("x.jsonl", format=layout, handover=["swift"])
    assert shlex.split(Path("x.jsonl.swift.txt").read_text("utf-8")) == expected


def keywords(source: str) -> dict[str, str]:
    """The keywords of `train_dataset = dict(…)`, once its Python is parsed; names must be imported or given."""
    tree = ast.parse(source)
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    (assigned,) = [node for node in tree.body if isinstance(node, ast.Assign)]
    assert isinstance(assigned.value, ast.Call)
    names = {node.id for node in ast.walk(assigned.value) if isinstance(node, ast.Name)}
    assert names <= imported | {"dict", "tokenizer", "max_length", "prompt_template", "pack_to_max_length"}
    return {str(keyword.arg): ast.unparse(keyword.value) for keyword in assigned.value.keywords}


@pytest.mark.parametrize(
    ("layout", "map_fn"), [("xtuner", "None"), ("alpaca", "alpaca_map_fn"), ("text", "pretrain_map_fn")]
)
def test_xtuner(layout: str, map_fn: str, fixtures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python that can be parsed, with everything imported that it names."""
    monkeypatch.chdir(tmp_path)
    md.read(fixtures / "contest.jsonl").write("x.json", format=layout, handover=["xtuner"])
    found = keywords(Path("x.json.xtuner.py").read_text("utf-8"))
    assert found["dataset_map_fn"] == map_fn
    assert found["dataset"] == "dict(type=load_dataset, path='json', data_files=dict(train='x.json'))"
    assert found["template_map_fn"].startswith("None" if layout == "text" else "dict(type=template_map_fn_factory")


def test_what_a_trainer_leaves_out_is_said(fixtures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may hold what the trainer does not read; the ledger says so."""
    monkeypatch.chdir(tmp_path)
    notes = md.read(fixtures / "messages.jsonl").write("x.jsonl", handover=["llamafactory"]).notes
    assert "LLaMA-Factory leaves loss flags out: masked turns are trained" in notes
    notes = md.read(fixtures / "alpaca.json").write("x.json", handover=["xtuner"]).notes
    assert "XTuner's alpaca_map_fn leaves the history out; write xtuner" in notes


def test_tokens(fixtures: Path, tokenizer: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """MindFormers is told the file and the length of its model, the others where the tokens are."""
    monkeypatch.chdir(tmp_path)
    corpus = md.read(fixtures / "contest.jsonl")
    options = {"tokenizer": tokenizer("byte_level"), "template": "vicuna", "seq_length": 100, "plus_one": True}
    corpus.write("x.mindrecord", tokens=options, handover=["mindformers"], shards=2)
    found = yaml.safe_load(Path("x.mindrecord.mindformers.yaml").read_text("utf-8"))
    assert found["train_dataset_task"]["dataset_config"] == found["train_dataset"]
    assert Path(found["train_dataset"]["data_loader"]["dataset_dir"]).exists()
    assert found["model"]["model_config"] == {"seq_length": 100, "pad_token_id": 3}
    corpus.write("x.arrow", tokens=options, handover=["llamafactory", "xtuner"])
    assert Path(yaml.safe_load(Path("x.arrow.llamafactory.yaml").read_text("utf-8"))["tokenized_path"]).is_dir()
    assert keywords(Path("x.arrow.xtuner.py").read_text("utf-8"))["do_dataset_tokenization"] == "False"


@pytest.mark.parametrize(
    ("trainer", "layout", "container"),
    [
        ("llamafactory", "xtuner", "json"), ("llamafactory", "tokens", "mindrecord"), ("swift", "xtuner", "jsonl"),
        ("swift", "tokens", "parquet"), ("xtuner", "sharegpt", "json"), ("xtuner", "tokens", "mindrecord"),
        ("mindformers", "sharegpt", "json"), ("mindformers", "tokens", "parquet"),
    ],
)  # fmt: skip
def test_what_a_trainer_cannot_read_is_refused(trainer: str, layout: str, container: str) -> None:
    """With what it can read, before anything is written."""
    written = Written(path="x.json", container=container, layout=layout, keys=frozenset())
    with pytest.raises(OptionError, match=f"cannot read {layout} in {container}, wanted "):
        TRAINERS[trainer](written)


def test_the_refusal_comes_first(fixtures: Path, tmp_path: Path) -> None:
    """Nothing is read or written for a trainer that could not use it."""
    with pytest.raises(OptionError, match="XTuner cannot read sharegpt in json"):
        md.read(fixtures / "contest.jsonl").write(tmp_path / "x.json", format="sharegpt", handover=["xtuner"])
    assert not list(tmp_path.iterdir())
