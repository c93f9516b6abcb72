"""`decontaminate`: what stands in an evaluation file goes; what only has its template stays."""

import json
import random
from pathlib import Path

import pytest
from corpora import fates, judged, records, rows_of
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mathdata.errors import InputError, OptionError
from mathdata.transforms.decontaminate import Decontaminate

STORY = "Tom has 3 pens and buys 12 more pens at the shop in the next street on Monday. How many has he now?"
EQUATION = "解方程 -36x + 41 = 0"


@pytest.fixture(scope="session")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with two evaluation problems."""
    path = tmp_path_factory.mktemp("evaluation") / "test.jsonl"
    rows = [{"problem": problem, "solution": "secret"} for problem in (STORY, EQUATION)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("problem", "fate"),
    [
        (STORY, "contaminated_exact"),
        (STORY.replace(" ", "  "), "contaminated_exact"),
        ("解方程：-36x+41=0", "contaminated_skeleton"),
        (STORY + " Let's think step by step.", "contaminated_skeleton"),
        ("Ann reads. Then this: " + STORY + " Give reasons.", "contaminated_ngrams"),
        (STORY.replace("12", "13"), None),
        ("Ann reads. Then this: " + STORY.replace("12", "13") + " Give reasons.", None),
        ("解方程 -36x + 42 = 0", None),
        ("解方程 -36x + -41 = 0", None),
        ("Is 7 prime?", None),
        (None, None),
    ],
)
def test_what_goes(evaluation: str, problem: str | None, fate: str | None) -> None:
    """A copy goes, also in other words or among others; other numbers or other signs stay."""
    assert fates(Decontaminate(against=(evaluation,)), [problem]) == [fate]


def test_same_template_is_told(evaluation: str) -> None:
    """Problems with other numbers in the same template are counted, listed, and kept."""
    verdict = judged(Decontaminate(against=(evaluation,)), records([STORY.replace("12", "13"), EQUATION]))
    assert verdict.details == {"contaminated_exact": 1, "same_template": 1}
    assert "1 rows have the template" in verdict.notes[0]
    assert verdict.evidence is not None
    assert verdict.evidence.select("id", "how", "evaluation").rows() == [
        ("0", "template", "test.jsonl test.jsonl:1"),
        ("1", "exact", "test.jsonl test.jsonl:2"),
    ]


def test_any_layout(tmp_path: Path) -> None:
    """Evaluation files are read like any source: here a JSON array with keys of its own."""
    path = tmp_path / "test.json"
    path.write_text(json.dumps([{"task": EQUATION, "gold": "1"}]), encoding="utf-8")
    source = {"path": str(path), "map": {"problem": "task", "solution": "gold"}}
    step = Decontaminate.model_validate({"against": [source]})
    assert Decontaminate.model_validate_json(step.model_dump_json()) == step
    assert step.files == [str(path)]
    assert fates(step, [EQUATION]) == ["contaminated_exact"]


def test_changed_file_is_read_again(tmp_path: Path) -> None:
    """The index of a file is not used any more when the file has changed."""
    path = tmp_path / "test.jsonl"
    step = Decontaminate(against=(str(path),))
    found = []
    for problem in ("1 + 1 = ?", EQUATION):
        path.write_text(json.dumps({"problem": problem, "solution": ""}) + "\n", encoding="utf-8")
        found.append(fates(step, [EQUATION])[0])
    assert found == [None, "contaminated_exact"]


def test_refusals(tmp_path: Path, evaluation: str) -> None:
    """No evaluation file, a part of one, a missing one: refused with what to do."""
    with pytest.raises(ValidationError, match="at least 1 item"):
        Decontaminate(against=())
    with pytest.raises(OptionError, match="wanted evaluation files whole"):
        fates(Decontaminate(against=(f"{evaluation}#1",)), ["1"])
    with pytest.raises(InputError, match="no such file"):
        fates(Decontaminate(against=(str(tmp_path / "nowhere.jsonl"),)), ["1"])


SOME = [STORY, EQUATION, EQUATION.replace("41", "42"), "See: " + STORY, "Is 7 prime?", None]


@given(st.lists(st.sampled_from(SOME), max_size=8), st.integers(1, 4), st.randoms(use_true_random=False))
def test_order_of_batches_means_nothing(
    evaluation: str, problems: list[str | None], size: int, rng: random.Random
) -> None:
    """However the rows are cut and their summaries shuffled, the verdict is the same."""
    step, frame = Decontaminate(against=(evaluation,)), records(problems)
    summaries = [step.summarise(frame.slice(at, size)) for at in range(0, max(len(problems), 1), size)]
    rng.shuffle(summaries)
    assert step.decide(summaries).rows.equals(judged(step, frame).rows)


@pytest.mark.shared
def test_real_questions(shared: Path) -> None:
    """A training set that was made of the evaluation set is found: at least 98 of 100 questions."""
    step = Decontaminate(against=(str(shared / "data" / "gsm8k_train_first2000.jsonl"),))
    asked = [row["prompt"][0]["content"] for row in rows_of(shared / "data" / "xtuner_gsm8k_verl_train.jsonl")]
    gone = [fate for fate in fates(step, asked) if fate is not None]
    assert len(gone) >= 0.98 * len(asked)
