"""Augmented corpora: kin stay together, rows add up, and the bytes depend on nothing but seed and rows."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from mathdata.corpus import Corpus, read
from mathdata.engines import processes
from mathdata.errors import OptionError, PluginError
from mathdata.recipe import parse_recipe, recipe_schema
from mathdata.schema import Record
from mathdata.step import framed
from mathdata.transforms.split import Split

PROBLEMS = [f"求以下数据的平均值：[{n}, {n + 1}, 6]" for n in range(20)] + [
    f"Tom bought {n} pens at the store, and now he has 9. How many pens did he have before?" for n in range(20)
]


def corpus(problems: list[str] = PROBLEMS) -> Corpus:
    """Records with these problems."""
    return Corpus.from_records([Record(id=f"r{n}", problem=text, solution="s") for n, text in enumerate(problems)])


def backwards(text: str, draws: Random) -> Iterator[str]:
    """An augmenter that draws, and fails half of the time."""
    yield f"{draws.choice(['Well: ', 'So: '])}{text}"
    yield text[::-1]


def numbers(text: str, draws: Random) -> list[int]:
    """No augmenter."""
    return [len(text)]


def test_a_split_keeps_parents_and_children_together() -> None:
    """Whatever was made of a problem, and of its copies, is on the problem's side."""
    twice = corpus([*PROBLEMS, *PROBLEMS]).eda(n_aug=3).augment(call=backwards).eda(n_aug=1)
    frame = framed(twice.to_polars())
    split = Split(fractions={"train": 0.5, "test": 0.5}, seed=1)
    after = split.apply(frame, split.decide([split.summarise(frame)]))
    sides: dict[str, set[str]] = {}
    for name, part in after.select("id", "part").iter_rows():
        root = int(name.split("~")[0].removeprefix("r")) % len(PROBLEMS)
        sides.setdefault(PROBLEMS[root], set()).add(part)
    assert len(sides) == len(PROBLEMS)
    assert {tuple(parts) for parts in sides.values()} == {("train",), ("test",)}


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test writes into a folder of its own."""
    monkeypatch.chdir(tmp_path)


def test_workers_and_batches_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One process or two, rows in one file or in many: the same bytes."""
    monkeypatch.setattr(processes, "LEAST_ROWS", 2)
    rows = [{"id": f"r{n}", "problem": text, "solution": "s"} for n, text in enumerate(PROBLEMS * 5)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (tmp_path / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for number in range(4):
        part = lines[number * 50 : (number + 1) * 50]
        (tmp_path / f"part{number}.jsonl").write_text("\n".join(part), encoding="utf-8")
    whole = read("all.jsonl").eda(n_aug=2)
    parts = read([f"part{number}.jsonl" for number in range(4)]).eda(n_aug=2)
    ledgers = [
        whole.write("one.jsonl", format="messages", workers=1, seed=3),
        whole.write("two.jsonl", format="messages", workers=2, seed=3),
        parts.write("parts.jsonl", format="messages", workers=1, seed=3),
        whole.write("other.jsonl", format="messages", workers=1, seed=4),
    ]
    texts = [Path(f"{name}.jsonl").read_bytes() for name in ("one", "two", "parts", "other")]
    assert texts[0] == texts[1] == texts[2] != texts[3]
    assert all(ledger.adds_up() for ledger in ledgers)
    assert ledgers[0].made >= 2 * len(rows)


def test_a_step_that_comes_again_makes_other_children() -> None:
    """Children of the same parents have names of their own."""
    ids = [record.id for record in corpus().eda(n_aug=2).eda(n_aug=2)]
    assert len(set(ids)) == len(ids)
    assert any(name.count("~eda") == 2 for name in ids)


def test_a_function_of_yours_is_guarded() -> None:
    """What it gives is kept, or set aside with the difference; it draws from the row's own stream."""
    ledger = corpus().augment(call=backwards).write("out.jsonl", format="messages", dropped="aside.jsonl")
    assert ledger.adds_up()
    assert (ledger.made, sum(ledger.dropped.values())) == (80, 40)
    assert all(name.startswith("augment_changed_") for name in ledger.dropped)
    aside = [json.loads(line) for line in Path("aside.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(set(json.loads(row["extra"])["@refused"]) == {"kind", "before", "after"} for row in aside)
    assert [r.problem for r in corpus().augment(call=backwards)] == [
        r.problem for r in corpus().augment(call=backwards)
    ]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("nowhere", "found call 'nowhere', wanted package.module:function"),
        ("no.such.module:name", "found no 'no.such.module:name'"),
        ("json:no_such_name", "found no 'json:no_such_name'"),
        ("json:__name__", "found str at 'json:__name__', wanted a function"),
    ],
)
def test_a_name_that_leads_nowhere_is_told(call: str, message: str) -> None:
    """With what was found there."""
    with pytest.raises(OptionError, match=message):
        len(corpus().augment(call=call))


def test_only_functions_with_a_name_will_do() -> None:
    """A lambda cannot be found by another process, and numbers are no wordings."""
    with pytest.raises(OptionError, match=r"^augment: call: found .*wanted a function at the top of a module"):
        corpus().augment(call=lambda text, draws: [text])
    with pytest.raises(PluginError, match="found int among what an augmenter gives, wanted texts"):
        len(corpus().augment(call=numbers))


def test_recipes_name_the_steps_and_their_options() -> None:
    """A recipe holds what the methods take; a mistake inside of `server` is told at its place."""
    text = (
        "sources: [in.jsonl]\noutputs: [out.jsonl]\nsteps:\n"
        "  - eda: {rows: 2000, alpha_pi: 0}\n"
        "  - augment: {call: 'test_augmented_corpora:backwards'}\n"
        "  - back_translate: {server: {base_url: 'http://localhost:8000/v1', model: m}, via: en}\n"
    )
    pipeline = parse_recipe(text)
    assert [step.kind for step in pipeline.steps] == ["eda", "augment", "back_translate"]
    assert parse_recipe(json.dumps(pipeline.as_recipe())) == pipeline
    with pytest.raises(OptionError, match=r"recipe:6:69: no option 'modl', did you mean 'model'\?"):
        parse_recipe(text.replace("model: m", "modl: m"))
    steps = recipe_schema()["properties"]["steps"]["items"]["anyOf"]
    assert "eda" in steps[0]["enum"]
    assert {"augment", "back_translate"}.isdisjoint(steps[0]["enum"])
