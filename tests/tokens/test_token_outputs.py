"""Outputs of tokens: by recipe, command line and Python; read back by those who train."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import Result

import mathdata as md
from mathdata.containers.mindrecord import read_mindrecord
from mathdata.errors import LossError, OptionError, TooManyRejects

Folder = Callable[..., str]
Cli = Callable[..., Result]


@pytest.fixture
def contest(fixtures: Path) -> md.Corpus:
    """Fourteen rows."""
    return md.read(fixtures / "contest.jsonl")


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a Parquet file as `datasets` gives them."""
    import datasets

    datasets.disable_progress_bars()
    found = datasets.Dataset.from_parquet(str(path), cache_dir=str(path.parent / "cache"))
    return list(found)


def test_parquet_through_datasets(contest: md.Corpus, tokenizer: Folder, tmp_path: Path) -> None:
    """`datasets` reads ids, attention and labels, in the types that trainers give them."""
    import datasets

    out = tmp_path / "train.parquet"
    ledger = contest.write(out, tokens={"tokenizer": tokenizer("byte_level"), "template": "chatml"})
    found = datasets.Dataset.from_parquet(str(out), cache_dir=str(tmp_path / "cache"))
    assert {name: feature.feature.dtype for name, feature in found.features.items()} == {
        "input_ids": "int32", "attention_mask": "int8", "labels": "int32",
    }  # fmt: skip
    assert len(found) == ledger.written == 14
    (count,) = ledger.tokens
    assert count.tokens == sum(len(row["input_ids"]) for row in found)
    assert count.trained == sum(label != -100 for row in found for label in row["labels"])
    assert (count.shortest, count.longest) == (min(map(len, found["labels"])), max(map(len, found["labels"])))


def test_save_to_disk(contest: md.Corpus, tokenizer: Folder, tmp_path: Path) -> None:
    """A folder of `datasets`, filled up to one length."""
    import datasets

    options = {"tokenizer": tokenizer("byte_level"), "template": "chatml", "seq_length": 200, "pad": True}
    ledger = contest.write(tmp_path / "train.arrow", tokens=options)
    found = datasets.load_from_disk(str(tmp_path / "train.arrow"))
    assert {len(row["input_ids"]) for row in found} == {200}
    padding = sum(mask == 0 for row in found for mask in row["attention_mask"])
    assert ledger.tokens[0].padding == padding
    assert ledger.tokens[0].padding_fraction == round(padding / (14 * 200), 6)


@pytest.mark.parametrize("shards", [1, 3])
def test_mindrecord(contest: md.Corpus, tokenizer: Folder, tmp_path: Path, shards: int) -> None:
    """Arrays of int32 of one length, one longer than asked for; shards in the order of the rows."""
    options = {"tokenizer": tokenizer("sentencepiece"), "template": "vicuna", "seq_length": 100, "plus_one": True}
    contest.write(tmp_path / "x.parquet", tokens={**options, "pad": True})
    contest.write(tmp_path / "x.mindrecord", tokens=options, shards=shards)
    first = tmp_path / ("x.mindrecord" if shards == 1 else "x.mindrecord0")
    found = [dict(zip(b, row, strict=True)) for b in read_mindrecord(first) for row in zip(*b.values(), strict=True)]
    assert {name: column.dtype for name, column in found[0].items()} == {"input_ids": np.int32, "labels": np.int32}
    expected = rows(tmp_path / "x.parquet")
    assert [(row["input_ids"].tolist(), row["labels"].tolist()) for row in found] == [
        (row["input_ids"], row["labels"]) for row in expected
    ]
    assert {len(row["input_ids"]) for row in expected} == {101}


def test_packed_rows_hold_every_record(contest: md.Corpus, tokenizer: Folder, tmp_path: Path) -> None:
    """Packing moves records and loses none; the seed of the run decides their order."""
    options = {"tokenizer": tokenizer("byte_level"), "template": "chatml", "seq_length": 256}
    contest.write(tmp_path / "apart.parquet", tokens=options)
    each = [tuple(row["input_ids"]) for row in rows(tmp_path / "apart.parquet")]
    apart = {tuple(row["input_ids"]): row["labels"] for row in rows(tmp_path / "apart.parquet")}
    orders = []
    for seed in (1, 2):
        out = tmp_path / f"{seed}.parquet"
        ledger = contest.write(out, tokens={**options, "pack": "best_fit", "multiple_of": 2}, seed=seed)
        together = []
        for row in rows(out):
            assert len(row["input_ids"]) <= 256
            for start, stop in zip(row["boundaries"], row["boundaries"][1:], strict=False):
                together.append(tuple(row["input_ids"][start:stop]))
                assert apart[together[-1]] == row["labels"][start:stop]
                assert row["position_ids"][start:stop] == list(range(stop - start))
        assert sorted(together) == sorted(each)
        assert ledger.written == ledger.tokens[0].records == 14
        assert ledger.tokens[0].rows == len(rows(out)) < 14
        assert ledger.tokens[0].rows % 2 == 0
        orders.append(together)
    assert orders[0] != orders[1]


@pytest.mark.parametrize("pack", [None, "best_fit", "sequential"])
def test_the_same_bytes(
    pack: str | None, fixtures: Path, tokenizer: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Batches, workers and what waits in files change no byte."""
    options = {"tokenizer": tokenizer("byte_level"), "template": "chatml", "seq_length": 128, "pack": pack}
    made = []
    for batch_bytes, memory in ((8 << 20, 1 << 28), (300, 1 << 28), (700, 500)):
        monkeypatch.setattr("mathdata.containers.json_lines.BATCH_BYTES", batch_bytes)
        monkeypatch.setattr("mathdata.engines.token_output.MEMORY_BYTES", memory)
        monkeypatch.setattr("mathdata.tokens.encoder.CHUNK_CHARS", batch_bytes)
        out = tmp_path / f"{len(made)}.parquet"
        md.read(fixtures / "contest.jsonl").write(out, tokens=options)
        made.append(out.read_bytes())
    assert len(set(made)) == 1


def test_a_long_record_is_refused_or_cut(contest: md.Corpus, tokenizer: Folder, tmp_path: Path) -> None:
    """By default the run says which rows are too long; cut ones are counted, and those without an answer refused."""
    options: dict[str, Any] = {"tokenizer": tokenizer("byte_level"), "template": "chatml", "seq_length": 36}
    out = tmp_path / "train.parquet"
    with pytest.raises(TooManyRejects, match=r"tokens, wanted 36 at most; raise seq_length, drop the row, or cut its"):
        contest.write(out, tokens=options)
    assert not out.exists()
    ledger = contest.write(out, tokens={**options, "over_long": "truncate"}, rejects=tmp_path / "rejects.jsonl")
    (count,) = ledger.tokens
    lengths = [len(row["input_ids"]) for row in rows(out)]
    assert ledger.adds_up()
    assert (count.records, max(lengths)) == (ledger.written, 36)
    assert count.truncated_records > 0 < count.truncated_tokens
    reasons = {json.loads(line)["reason"] for line in (tmp_path / "rejects.jsonl").read_text("utf-8").splitlines()}
    assert all("found no token to train on among the first 36" in reason for reason in reasons)


def test_control_tokens_in_text(tokenizer: Folder, tmp_path: Path) -> None:
    """Text that would become a control token is refused with its name, or kept where the user says so."""
    records = md.Corpus.from_records([md.Record(id="1", problem="What is </s>?", solution="the end")])
    options: dict[str, Any] = {"tokenizer": tokenizer("byte_level"), "template": "chatml"}
    with pytest.raises(TooManyRejects, match="found '</s>' in the text, which would become a control token"):
        records.write(tmp_path / "x.parquet", tokens=options)
    records.write(tmp_path / "x.parquet", tokens={**options, "control_text": "keep"})
    assert len(rows(tmp_path / "x.parquet")) == 1


def test_a_masked_row_is_refused(tokenizer: Folder, tmp_path: Path) -> None:
    """A row that teaches nothing is not written."""
    extra = '{"@solution":{"loss":false}}'
    records = md.Corpus.from_records([md.Record(id="1", problem="1+1", solution="2", extra=extra)])
    with pytest.raises(TooManyRejects, match="found no token to train on, wanted one at least"):
        records.write(tmp_path / "x.parquet", tokens={"tokenizer": tokenizer("byte_level"), "template": "chatml"})


def test_a_worse_answer_is_not_lost_in_silence(tokenizer: Folder, fixtures: Path, tmp_path: Path) -> None:
    """Tokens for fine-tuning hold one answer; preference pairs need `lossy`."""
    pairs = md.read(fixtures / "alpaca_preference.json")
    options = {"tokenizer": tokenizer("byte_level"), "template": "chatml"}
    with pytest.raises(LossError, match=r"tokens cannot carry all that the records hold \(PREF_LOST"):
        pairs.write(tmp_path / "x.parquet", tokens=options)
    assert pairs.write(tmp_path / "x.parquet", tokens=options, lossy=True).lost["PREF_LOST"] > 0


@pytest.mark.parametrize(
    ("path", "more", "wanted"),
    [
        ("x.jsonl", {}, "jsonl cannot hold tokens, wanted one of"),
        ("x.parquet", {"seq_length": 9, "pad": True, "pad_token": "<none>"}, "found no token '<none>'"),
    ],
)
def test_what_cannot_be(
    contest: md.Corpus, tokenizer: Folder, tmp_path: Path, path: str, more: dict[str, Any], wanted: str
) -> None:
    """Options are looked at before anything is read."""
    with pytest.raises(OptionError, match=wanted):
        contest.write(tmp_path / path, tokens={"tokenizer": tokenizer("byte_level"), "template": "plain", **more})


def test_recipe_flags_and_python_agree(
    cli: Cli, fixtures: Path, tokenizer: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The three faces write the same bytes, and the same prompt of inference."""
    monkeypatch.chdir(tmp_path)
    folder, source = tokenizer("sentencepiece"), str(fixtures / "contest.jsonl")
    flags = ["--tokenizer", folder, "--template", "vicuna", "--default-system", "--seq-length", "256", "--plus-one",
             "--pack", "best_fit", "--keep-order", "--pack-multiple-of", "2"]  # fmt: skip
    assert cli("convert", source, "-o", "a.mindrecord", *flags, "--prompt", "a.json", "-q").exit_code == 0
    options = {"tokenizer": folder, "template": "vicuna", "default_system": True, "seq_length": 256, "plus_one": True,
               "pack": "best_fit", "shuffle": False, "multiple_of": 2}  # fmt: skip
    (tmp_path / "b").mkdir()
    output = {"path": "b/a.mindrecord", "tokens": {**options, "prompt": "b/a.json"}}
    (tmp_path / "recipe.yaml").write_text(json.dumps({"sources": [source], "outputs": [output]}))
    assert cli("run", "recipe.yaml", "-q").exit_code == 0
    (tmp_path / "c").mkdir()
    md.read(source).write("c/a.mindrecord", tokens={**options, "prompt": "c/a.json"})
    for name in ("a.mindrecord", "a.json"):
        assert len({(tmp_path / place / name).read_bytes() for place in (".", "b", "c")}) == 1
    prompt = json.loads(Path("a.json").read_text("utf-8"))
    assert prompt["prompt"].endswith("questions. USER: 计算 125.50 + -3.25 等于多少？ ASSISTANT:")
    assert (prompt["prompt_ids"][0], prompt["stop"]) == (1, "</s>")
    manifest = json.loads(Path("b/manifest.json").read_text("utf-8"))
    assert folder in {stamp["path"] for stamp in manifest["inputs"]}


def test_flags_without_a_tokenizer(cli: Cli, fixtures: Path, tmp_path: Path) -> None:
    """A flag of tokens alone is a mistake."""
    done = cli("convert", fixtures / "contest.jsonl", "-o", tmp_path / "x.parquet", "--seq-length", "9")
    assert done.exit_code == 2
    assert "--seq-length is for tokens, but --tokenizer DIR is missing" in done.output


def test_preview(cli: Cli, fixtures: Path, tokenizer: Folder) -> None:
    """Rendered rows with the trained tokens in 【】, and why a row would be refused."""
    folder = tokenizer("sentencepiece")
    shown = cli("preview", fixtures / "messages.jsonl", "--tokenizer", folder, "--template", "vicuna", "-n", "3")
    assert "USER: 7 * 6? ASSISTANT: 43</s>USER: Check it. ASSISTANT:【 7 * 6 = 42</s>】" in shown.output
    assert "messages.jsonl:3: rejected: found a turn of the role tool" in shown.output
    found = json.loads(
        cli("preview", fixtures / "messages.jsonl", "--tokenizer", folder, "--template", "vicuna", "--json").output
    )
    assert "".join(piece["text"] for piece in found[1]["pieces"]).startswith("USER: 7 * 6?")
    assert found[1]["trained"] < len(found[1]["ids"])


def test_preview_in_a_notebook(fixtures: Path, tokenizer: Folder) -> None:
    """The trained part is coloured, and nothing of a text is taken for HTML."""
    records = md.Corpus.from_records([md.Record(id="<1>", problem="1 < 2", solution="<b>")])
    shown = records.preview({"tokenizer": tokenizer("byte_level"), "template": "plain"})
    assert "&lt;1&gt;" in shown._repr_html_()
    assert "<span style='color:#137333;font-weight:600'>&lt;b&gt;&lt;/s&gt;</span>" in shown._repr_html_()
    assert str(shown).endswith("1 < 2\n【<b></s>】")
