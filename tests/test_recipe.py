"""Recipes: all mistakes at once and at their places, and runs that can be asked."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from mathdata.errors import OptionError
from mathdata.pipeline import Pipeline
from mathdata.recipe import load_recipe, parse_recipe, recipe_schema
from mathdata.transforms.dedup import Dedup
from mathdata.transforms.language import Language

Cli = Callable[..., Result]
GOOD = """
sources: [a.jsonl, {path: "b.jsonl#3", format: qa}]
steps:
  - language: {keep: [zh]}
  - dedup
  - sample: {n: 5}
outputs:
  - out.json
"""


def test_a_recipe_becomes_a_pipeline() -> None:
    """A step may stand bare, a source or an output may be its path alone."""
    pipeline = parse_recipe(GOOD)
    assert pipeline.steps[:2] == [Language(keep=["zh"]), Dedup()]
    assert [source.path for source in pipeline.sources] == ["a.jsonl", "b.jsonl#3"]
    assert pipeline.outputs[0].path == "out.json"
    assert parse_recipe(json.dumps(pipeline.as_recipe())) == pipeline


def test_on_is_a_word() -> None:
    """YAML 1.1 reads `on` as true; a recipe means the option."""
    assert parse_recipe(GOOD.replace("- dedup", "- dedup: {on: conversation}")).steps[1] == Dedup(on="conversation")


def test_all_mistakes_are_told_at_their_places() -> None:
    """Each with line and column, and the nearest name that there is."""
    text = """seed: x
sources: []
stepz: 3
steps:
  - langage: {keep: [zh]}
  - sample: {n: -4, mutliple_of: 8}
  - where: {keep: "chars(problme) < 3"}
outputs:
  - path: a.json
    formt: x
  - a.json
seed: 4
"""
    with pytest.raises(OptionError) as told:
        parse_recipe(text, name="r.yaml")
    lines = str(told.value).splitlines()
    assert lines[0] == "8 mistakes in the recipe:"
    for line, start in zip(
        lines[1:],
        [
            "r.yaml:2:1: found []: ",
            "r.yaml:3:1: no option 'stepz', did you mean 'steps'?",
            "r.yaml:5:5: no step 'langage', did you mean 'language'?",
            "r.yaml:6:14: found -4, wanted greater than or equal to 0",
            "r.yaml:6:21: no option 'mutliple_of', did you mean 'multiple_of'?",
            "r.yaml:7:13: keep: column 7: found 'problme': no column 'problme', did you mean 'problem'?",
            "r.yaml:10:5: no option 'formt', did you mean 'format'?",
            "r.yaml:12:1: the key 'seed' stands twice",
        ],
        strict=True,
    ):
        assert line.startswith(start)


BOMB = "a0: &a0 [x]\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("steps: [", "found no YAML"),
        ("- a", "found a list, wanted a mapping"),
        ("", "found nothing, wanted a mapping"),
        ("sources: " + "[" * 1500, "too deep to be a recipe"),
        ("sources: &a [*a]\noutputs: [b]", "repeat less by aliases"),
        (BOMB, "found more than 100,000 values, wanted fewer; repeat less by aliases"),
        ("seed: " + "9" * 5000, "found no YAML: Exceeds the limit"),
        ("seed: 2024-99-99", "found no YAML: month must be in 1..12"),
        ("sources: [a]\noutputs: [b, b]", "one place for two outputs"),
        ("sources: [a]\nsteps: {dedup: {}}\noutputs: [b]", "wanted a list of steps"),
        ("sources: [a]\nsteps: [{dedup: {}, sample: {n: 1}}]\noutputs: [b]", "one an entry"),
        ("sources: [a]", "'outputs' is missing"),
    ],
)
def test_other_mistakes(text: str, told: str) -> None:
    """What is no recipe at all is told too."""
    with pytest.raises(OptionError, match=told):
        parse_recipe(text)


def test_a_recipe_in_another_encoding(tmp_path: Path) -> None:
    """It is told where the text ends to be UTF-8."""
    file = tmp_path / "r.yaml"
    file.write_bytes("prefix: 计算过程：".encode("gb18030"))
    with pytest.raises(OptionError, match=r"r\.yaml: found 0xbc at byte 8, wanted UTF-8"):
        load_recipe(str(file))


@pytest.mark.parametrize(
    ("setting", "found"),
    [
        ("seed=7", lambda p: p.seed == 7),
        ("steps.sample.n=9", lambda p: p.steps[2].n == 9),
        ("steps.2.sample.n=9", lambda p: p.steps[2].n == 9),
        ("steps.dedup.keep=last", lambda p: p.steps[1].keep == "last"),
        ("outputs.0.path=x.json", lambda p: p.outputs[0].path == "x.json"),
        ("outputs.0=x.json", lambda p: p.outputs[0].path == "x.json"),
    ],
)
def test_settings_change_a_recipe(setting: str, found: Callable[[Pipeline], bool]) -> None:
    """A step may be named instead of counted."""
    assert found(parse_recipe(GOOD, settings=[setting]))


@pytest.mark.parametrize("setting", ["seed", "steps.smaple.n=1", "steps.9=dedup", "steps.sample.n=[1"])
def test_settings_that_lead_nowhere(setting: str) -> None:
    """They are told as they were written."""
    with pytest.raises(OptionError, match=re.escape(f"--set {setting}".removesuffix("=[1"))):
        parse_recipe(GOOD, settings=[setting])


def test_the_schema_knows_the_steps() -> None:
    """Editors complete step names and options from it, with their documentation."""
    bare, named = recipe_schema()["properties"]["steps"]["items"]["anyOf"]
    assert "dedup" in bare["enum"]
    assert "sample" not in bare["enum"]
    assert "sample" in named["properties"]
    assert "Rows to draw." in json.dumps(recipe_schema())


def test_a_run_can_be_asked(tmp_path: Path, fixtures: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """`run` writes a manifest; `why` and `diff` answer from it."""
    monkeypatch.chdir(tmp_path)
    recipe = (fixtures / "contest.yaml").read_text(encoding="utf-8").replace("fixtures/", f"{fixtures}/")
    Path("contest.yaml").write_text(recipe, encoding="utf-8")
    plan = cli("run", "contest.yaml", "--dry-run")
    assert plan.exit_code == 0
    assert "step  sample" in plan.stdout
    assert not Path("contest.sharegpt.json").exists()
    done = cli("run", "contest.yaml", "--json")
    assert json.loads(done.stdout)["written"] == 8
    assert [row["id"] for row in json.loads(Path("contest.sharegpt.json").read_text())] == [str(n) for n in range(1, 9)]
    assert cli("why", "contest.jsonl:14").stdout == (
        "contest.jsonl:14: dropped by dedup: duplicate (kept instead: contest.jsonl:1)\n"
    )
    assert "language_en" in cli("why", "contest.jsonl:13").stdout
    (fate,) = json.loads(cli("why", "1", "--json").stdout)
    assert fate["written_as"] == "1"
    assert "no row of this id" in cli("why", "nobody").stderr
    assert cli("run", "contest.yaml", "-q", "--set", f"sources.0.path={fixtures}/contest.jsonl#12").exit_code == 0
    told = [cli("why", f"contest.jsonl:{line}").stdout for line in range(1, 15)]
    assert sum("dropped by draw: not_drawn" in one for one in told) == 2
    assert cli("run", "contest.yaml", "-q").exit_code == 0
    first = Path("manifest.json").read_bytes()
    assert cli("run", "contest.yaml", "-q", "--workers", "2").exit_code == 0
    assert Path("manifest.json").read_bytes() == first
    assert cli("run", "contest.yaml", "-q", "--set", "seed=1", "--manifest", "other.json").exit_code == 0
    told = cli("diff", "manifest.json", "other.json").stdout
    assert "recipe seed: 42 -> 1" in told
    assert "rows have another fate" in told
    assert cli("diff", ".", "manifest.json").stdout == "no difference\n"


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--work", "nope"), "--work: found 'nope', wanted 'brief', 'steps' or 'explain'"),
        (("--keep-language", "fr"), "--keep-language: found 'fr', wanted 'zh' or 'en'"),
        (("--sample", "3", "--by", "nope"), "--by: no column 'nope'"),
    ],
)
def test_flags_are_told_by_their_names(flags: tuple[str, ...], told: str, fixtures: Path, cli: Cli) -> None:
    """Not by those of the options behind them."""
    done = cli("convert", fixtures / "contest.jsonl", "-o", "never.json", *flags)
    assert (done.exit_code, done.stderr) == (2, f"mathdata: {told}\n")


def test_flags_are_steps(tmp_path: Path, fixtures: Path, cli: Cli) -> None:
    """`convert` has flags for the common steps; the books name them."""
    flags = ("--keep-language", "zh", "--dedup", "--sample", "9", "--multiple-of", "8", "--shuffle")
    done = cli("convert", fixtures / "contest.jsonl", "-o", tmp_path / "out.json", "--to", "sharegpt", *flags, "--json")
    ledger = json.loads(done.stdout)
    assert ledger["written"] == 8
    assert [step["step"] for step in ledger["steps"]] == ["read", "language", "dedup", "sample", "shuffle", "write"]
    wrong = cli("convert", fixtures / "contest.jsonl", "-o", tmp_path / "x.json", "--by", "category")
    assert (wrong.exit_code, "--sample N is missing" in wrong.stderr) == (2, True)
