"""The real files beside the checkout: each is read whole, or refused with what to do about it."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import mathdata as md
from mathdata import registry
from mathdata.formats.encoding import with_dicts

pytestmark = pytest.mark.shared

TOY = {"problem": "toy_input", "solution": "toy_output", "system": "toy_system"}
# Name of the file, layout, rows; and the options for those that do not say what they are.
READ: dict[str, tuple[str, int, dict[str, Any]]] = {
    "alpaca_history_examples.json": ("alpaca", 2, {}),
    "amchat_xtuner.json": ("xtuner", 50, {}),
    "cmath_dev.jsonl": ("qa", 600, {"map": {"problem": "input", "solution": "golden"}}),
    "cmath_distractor_30groups.jsonl": ("qa", 180, {"map": {"problem": "input", "solution": "golden"}}),
    "college_math_ccby.jsonl": ("qa", 530, {}),
    "contest_rows_a.json": ("qa", 977, {}),
    "deepmind_math_easy.jsonl": ("qa", 990, {}),
    "emollm_aiwei_swift_first150.jsonl": ("swift", 150, {}),
    "emollm_self_cognition_alpaca.json": ("alpaca", 85, {}),
    "emollm_self_cognition_xtuner.json": ("xtuner", 85, {}),
    "fastchat_dummy_sharegpt.json": ("sharegpt", 500, {}),
    "glaive_toolcall_zh_first100.json": ("sharegpt", 100, {}),
    "gsm8k_train_first2000.jsonl": ("qa", 2000, {}),
    "kahsolt_easy_first2000.json": ("sharegpt", 2000, {}),
    "mmlu_math_half.jsonl": ("choice", 457, {}),
    "oasst_zh_alpaca_history_first150.json": ("alpaca", 150, {}),
    "gsm8k_model_solutions_first300.jsonl": (
        "qa", 300, {"map": {"problem": "question", "solution": "ground_truth"}}
    ),
    "gaokao_math_I_mcq.json": ("qa", 214, {"at": "example", "map": {"problem": "question", "solution": "analysis"}}),
    "svamp.json": ("qa", 1000, {"map": {"problem": "{Body} {Question}", "solution": "Answer"}}),
    "svamp_dev.csv": ("qa", 1000, {"map": {"problem": "Question", "solution": "Answer"}}),
    "xtuner_demo_multi_turn_2.json": ("messages", 2, {}),
    "xtuner_demo_single_turn.json": ("qa", 2, {"map": TOY}),
    "xtuner_gsm8k_verl_train.jsonl": (
        "qa", 200, {"map": {"problem": "prompt.0.content", "solution": "extra_info.answer"}}
    ),
    "swift_formats/alpaca.csv": ("alpaca", 3, {}),
    "swift_formats/alpaca.jsonl": ("alpaca", 3, {}),
    "swift_formats/alpaca2.csv": ("alpaca", 3, {}),
    "swift_formats/chatml.jsonl": ("messages", 3, {}),
    "swift_formats/conversations.jsonl": ("sharegpt", 3, {}),
    "swift_formats/sharegpt.jsonl": ("swift", 3, {}),
    "swift_formats/swift_multi.json": ("swift", 3, {}),
    "swift_formats/swift_multi.jsonl": ("swift", 3, {}),
    "swift_formats/swift_pre.csv": ("swift", 3, {}),
    "swift_formats/swift_pre.jsonl": ("swift", 3, {}),
    "swift_formats/swift_single.csv": ("swift", 3, {}),
    "swift_formats/swift_single.jsonl": ("swift", 3, {}),
}  # fmt: skip
REFUSED = {
    "NOTICE.md": "cannot tell what kind of file it is; name it with --from-container",
    "cmath_dev.jsonl": r"found the keys \['golden', .*'input'.*\]; .*--map problem=KEY --map solution=KEY",
    "cmath_distractor_30groups.jsonl": "--map problem=KEY",
    "gaokao_math_I_mcq.json": "the rows seem to stand under 'example': --at example",
    "gsm8k_model_solutions_first300.jsonl": "--map problem=KEY",
    "svamp.json": r"--map 'problem=\{Body\} \{Question\}'",
    "svamp_dev.csv": r"--map 'problem=\{Body\} \{Question\}'",
    "xtuner_demo_single_turn.json": r"'toy_input', 'toy_output', 'toy_system'\].*--map problem=KEY",
    "xtuner_demo_multi_turn_1.json": r"found the keys \['messages'\]",
    "xtuner_gsm8k_verl_train.jsonl": r"'prompt', .*keys may be paths such as a.b or a.0.b",
    "xtuner_messages_toolcall.jsonl": r"toolcall.jsonl:13: found parts of the kinds \['image'\] in turn 2",
}


def test_no_file_is_forgotten(shared: Path) -> None:
    """Every file of the folder is named here."""
    found = {str(file.relative_to(shared / "data")) for file in (shared / "data").rglob("*") if file.is_file()}
    assert {name for name in found if not name.startswith("licences/")} == READ.keys() | REFUSED.keys()


@pytest.mark.parametrize("name", READ)
def test_read_whole(name: str, shared: Path) -> None:
    """As many records as the file has rows, in the layout that it is in."""
    layout, rows, options = READ[name]
    corpus = md.read(shared / "data" / name, **options)
    assert corpus._origins[0].format.kind == layout
    assert len(corpus) == rows


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_what_to_do(name: str, shared: Path) -> None:
    """Read without options, these say what was found and which option is missing."""
    with pytest.raises(md.InputError, match=REFUSED[name]):
        len(md.read(shared / "data" / name))


def test_images_can_be_set_aside(shared: Path, tmp_path: Path) -> None:
    """The rows with pictures are rejects with their place; the others are converted."""
    corpus = md.read(shared / "data" / "xtuner_messages_toolcall.jsonl")
    ledger = corpus.write(tmp_path / "out.jsonl", rejects=tmp_path / "bad.jsonl")
    assert ledger.adds_up()
    assert ledger.read == ledger.written + ledger.rejected
    reasons = {json.loads(line)["reason"] for line in (tmp_path / "bad.jsonl").read_text().splitlines()}
    assert all(re.search("image|video", reason) for reason in reasons)
    assert len(md.read(tmp_path / "out.jsonl")) == ledger.written


def comparable(corpus: md.Corpus) -> Iterator[dict[str, Any]]:
    """Records without what names their file."""
    for row in corpus.to_polars().iter_rows(named=True):
        record = with_dicts(row)
        del record["source"], record["id"]
        record["extra"].pop("id", None)
        yield record


LAYOUTS = [kind for kind, layout in registry.everything("formats").items() if not layout.writes_only]


@pytest.mark.parametrize("name", READ)
def test_to_every_layout_and_back(name: str, shared: Path, tmp_path: Path) -> None:
    """Where a layout can carry the records, they come back from it equal; where not, it is refused."""
    _, rows, options = READ[name]
    corpus = md.read(shared / "data" / name, **options)
    want = list(comparable(corpus))
    carried = 0
    for kind in LAYOUTS:
        out = tmp_path / f"{kind}.jsonl"
        try:
            corpus.write(out, format=kind)
        except (md.LossError, md.TooManyRejects):
            assert not out.exists()
            continue
        back = list(comparable(md.read(out, kind)))
        assert len(back) == rows
        assert back == want
        carried += 1
    assert carried >= 2


@pytest.mark.parametrize("ending", [".json", ".jsonl", ".csv", ".parquet", ""])
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("contest_rows_a.json", "sharegpt"),
        ("contest_rows_a.json", "qa"),
        ("emollm_aiwei_swift_first150.jsonl", "alpaca"),
        ("oasst_zh_alpaca_history_first150.json", "swift"),
        ("glaive_toolcall_zh_first100.json", "messages"),
        ("emollm_self_cognition_xtuner.json", "xtuner"),
    ],
)
def test_consumers_load_it(
    name: str, kind: str, ending: str, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`datasets` reads every kind of file that we write, with as many rows and our keys."""
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_OFFLINE", True)
    corpus = md.read(shared / "data" / name)
    out = tmp_path / f"out{ending}"
    written = corpus.write(out, format=kind, container=None if ending else "arrow").written
    if ending:
        builder = {".jsonl": "json"}.get(ending, ending[1:])
        rows = datasets.load_dataset(builder, data_files=str(out), split="train", cache_dir=str(tmp_path / "cache"))
    else:
        rows = datasets.load_from_disk(str(out))
    assert len(rows) == written == len(corpus)
    wanted = {
        "sharegpt": "conversations",
        "xtuner": "conversation",
        "qa": "problem",
        "alpaca": "instruction",
        "swift": "query",
    }
    assert wanted.get(kind, "messages") in rows.column_names
