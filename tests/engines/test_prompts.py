"""How to ask the trained model, written beside the data."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

import mathdata as md
from mathdata.inference import Asked, as_text
from mathdata.transforms.prompt import Prompt


def corpus() -> md.Corpus:
    """One record."""
    return md.Corpus.from_records([md.Record(id="1", problem="1 + 1 = ?", solution="1 + 1 = 2")])


def told(place: Path) -> dict[str, list[dict[str, object]]]:
    """The file beside an output."""
    return dict(json.loads(Path(f"{place}.prompt.json").read_text(encoding="utf-8")))


def test_the_prompt_stands_beside_the_data(tmp_path: Path) -> None:
    """What the records say and what is to be asked are the same turns."""
    place = tmp_path / "out.jsonl"
    asked = (
        corpus().prompt(system="You are a teacher.", templates="Q: {problem}").cot(style="boxed", instruction="auto")
    )
    ledger = asked.write(str(place), format="messages")
    ways = {way["language"]: way["messages"] for way in told(place)["inference"]}
    turns = json.loads(place.read_text(encoding="utf-8"))["messages"][:2]
    assert json.loads(json.dumps(ways["en"]).replace("{problem}", "1 + 1 = ?")) == turns
    assert any("how to ask the trained model" in note for note in ledger.notes)


def test_no_prompt_no_file(tmp_path: Path) -> None:
    """A run whose steps change no prompt writes nothing beside its outputs."""
    corpus().dedup().write(str(tmp_path / "out.jsonl"), format="messages")
    assert [file.name for file in tmp_path.iterdir()] == ["out.jsonl"]


def test_a_run_that_fails_leaves_no_prompt(tmp_path: Path) -> None:
    """Data and prompt appear together or not at all."""
    pairs = md.Corpus.from_records([md.Record(id="1", problem="?", solution="a", rejected="b")])
    with pytest.raises(md.LossError):
        pairs.prompt(templates="Q: {problem}").write(str(tmp_path / "out.jsonl"), format="xtuner")
    assert list(tmp_path.iterdir()) == []


def test_shares() -> None:
    """Every way of asking is listed with its share, the likeliest first."""
    step = Prompt(system=[{"text": "A", "weight": 3}, {"text": None}], templates=["{problem}", "<{problem}>"])
    ways = step.asked([Asked()])
    listed = json.loads(as_text(ways))["training"]
    assert [row["share"] for row in listed] == [0.375, 0.375, 0.125, 0.125]
    assert sum(row["share"] for row in listed) == 1


def test_the_manifest_knows_the_prompt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fixtures: Path, cli: Callable[..., Result]
) -> None:
    """A run of a recipe lists the file among its outputs."""
    monkeypatch.chdir(tmp_path)
    recipe = Path("recipe.yaml")
    source = json.dumps(str(fixtures / "contest.jsonl"))
    steps, outputs = "steps:\n- prompt: {system: S}\n", "outputs: [{path: out.jsonl, format: messages}]\n"
    recipe.write_text(f"sources: [{source}]\n{steps}{outputs}", encoding="utf-8")
    assert cli("run", "recipe.yaml", "--quiet").exit_code == 0
    stamps = json.loads(Path("manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert [stamp["path"] for stamp in stamps] == ["out.jsonl", "out.jsonl.prompt.json"]
