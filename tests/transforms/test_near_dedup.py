"""`near_dedup`: one problem in slightly different words is one problem; other mathematics never is."""

import random
import re
from pathlib import Path

import polars as pl
import pytest
from corpora import fates, judged, records, rows_of
from hypothesis import given
from hypothesis import strategies as st

from mathdata.transforms.near_dedup import NearDedup

DROPPED = "near_duplicate"
STORY = "Tom has 3 pens and buys 12 more at the shop around the corner. How many pens does Tom have now?"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("计算 3 + 4 等于多少？", "计算3+4等于多少"),
        ("解方程 -36x + 41 = 0", "解方程：－３６x＋４１＝０"),
        (r"Simplify $\dfrac{1}{2} \leqslant x$.", r"simplify \frac{1}{2} \leq x"),
        (STORY, STORY.replace("around the corner", "around this corner")),
        (STORY, STORY + ' Let\'s think step by step and output the final answer after "####".'),
        (
            "小明有 3 支笔，又买了 12 支，一共有几支笔？",
            "小明有3支笔,又买了12支,一共有几支笔？请一步一步思考，并将最终答案放在\\boxed{}中。",
        ),
    ],
)
def test_same_problem(one: str, other: str):
    """Spaces, width, a word, LaTeX habits and a request of the prompt do not make another problem."""
    assert fates(NearDedup(), [one, other]) == [None, DROPPED]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("解方程 -36x + 41 = 0", "解方程 -36x + -41 = 0"),
        ("解方程 -36x + 41 = 0", "解方程 36x + 41 = 0"),
        ("解方程 -36x + 41 = 0", "解方程 -36y + 41 = 0"),
        ("计算 12 - 3 等于多少？", "计算 3 - 12 等于多少？"),
        ("计算 1 23 等于多少？", "计算 12 3 等于多少？"),
        ("求 x² 在 2 的导数", "求 x2 在 2 的导数"),
        ("Find f'(3) if f(x) = x.", "Find f(3) if f(x) = x."),
        (STORY, STORY.replace("12 more", "12 fewer")),
        (STORY, STORY.replace("3 pens", "three pens")),
        ("水管长 3 米，每天用 1 米，几天用完？", "水管长 3 千米，每天用 1 千米，几天用完？"),
        ("一箱苹果三十分钟运完，几分钟运一半？", "一箱苹果三分钟运完，几分钟运一半？"),
        ("Is 0.333... equal to 1/3?", "Is 0.333 equal to 1/3?"),
        ("In parallelogram ABCD the angle at A is 3.", "In parallelogram ABDC the angle at A is 3."),
    ],
)
def test_other_problem(one: str, other: str):
    """A sign, a variable, an order, a digit, a unit or a number word makes another problem."""
    assert fates(NearDedup(threshold=0.01), [one, other]) == [None, None]


def test_first_is_kept():
    """The first of a cluster stays; the others name it, with their similarity as evidence."""
    verdict = judged(NearDedup(), records(["1+1=?", "7", "1 + 1 = ?", "1+1 =?"]))
    first = records([""])["position"][0]
    assert verdict.rows["by"].to_list() == [first, first]
    assert verdict.evidence is not None
    assert verdict.evidence.rows() == [("0", "2", 1.0, True), ("0", "3", 1.0, True)]
    assert verdict.details == {"clusters": 1}


def test_missing_problem_stays():
    """Rows without a problem are no duplicates of each other."""
    assert fates(NearDedup(), [None, None]) == [None, None]


def test_empty_corpus():
    """Nothing in, nothing dropped."""
    assert judged(NearDedup(), records([])).rows.is_empty()


def test_context_counts():
    """The same last question after other turns is another problem."""
    turns = [[{"role": "user", "content": text, "loss": None, "extra": None}] for text in ("x = 1", "x = 2", "x = 1")]
    verdict = judged(NearDedup(), records(["What is x + 1?"] * 3, history=turns))
    assert verdict.evidence is not None
    assert verdict.evidence["id"].to_list() == ["2"]


def test_large_cluster_is_refused():
    """Where a chain of more wordings than allowed hangs together, all rows stay and the ledger says so."""
    words = "quick foxes jump over these lazy dogs while seven ravens watch them from above 5"
    chain = ["really " * n + words for n in range(6)]
    step = NearDedup(threshold=0.3, max_cluster=3)
    verdict = judged(step, records(chain))
    assert verdict.rows.is_empty()
    assert verdict.details == {"refused_clusters": 1}
    assert "6 rows stay" in verdict.notes[0]
    assert judged(NearDedup(threshold=0.3, max_cluster=6), records(chain)).rows.height == 5


PIECES = st.sampled_from(["小明", "有", "x", "y", " + ", " - ", "3", "12", "，", "买了", "How many", " = ", "(", ")"])
PROBLEMS = st.lists(PIECES, max_size=8).map("".join)


@given(st.lists(PROBLEMS, max_size=12), st.randoms(use_true_random=False), st.integers(1, 5))
def test_order_of_batches_means_nothing(problems: list[str], rng: random.Random, size: int):
    """However the rows are cut and their summaries shuffled, the verdict is the same."""
    step, frame = NearDedup(threshold=0.5), records(problems)
    summaries = [step.summarise(frame.slice(at, size)) for at in range(0, max(len(problems), 1), size)]
    rng.shuffle(summaries)
    assert step.decide(summaries).rows.equals(judged(step, frame).rows)


CHANGEABLE = re.compile(r"[-+0-9]|(?<![A-Za-z])[xy](?![A-Za-z])")
"""Signs, digits and variables; the y of `many` is none."""


@given(PROBLEMS.filter(lambda problem: bool(CHANGEABLE.search(problem))), st.data())
def test_changed_sign_or_number_never_merges(problem: str, data: st.DataObject):
    """However lax the threshold, a changed sign, digit or variable keeps two problems apart."""
    changeable = [match.start() for match in CHANGEABLE.finditer(problem)]
    at = data.draw(st.sampled_from(changeable))
    new = data.draw(st.sampled_from([c for c in "-+0123456789xy" if c != problem[at]]))
    assert fates(NearDedup(threshold=0.01), [problem, problem[:at] + new + problem[at + 1 :]]) == [None, None]


def plain_words(problem: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"\W+", "", problem)


@pytest.mark.shared
def test_contest_rows(shared: Path):
    """Among the contest rows nothing is merged but problems of equal letters and digits."""
    problems = [row["problem"] for row in rows_of(shared / "data" / "contest_rows_a.json")]
    evidence = judged(NearDedup(), records(problems)).evidence
    assert evidence is not None
    for first, copy, *_ in evidence.rows():
        assert plain_words(problems[int(first)]) == plain_words(problems[int(copy)])


@pytest.mark.shared
def test_questions_with_a_prompt(shared: Path, capsys: pytest.CaptureFixture[str]):
    """The same questions with a prompt behind them are found: precision 1, recall above 0.98."""
    plain = [row["question"] for row in rows_of(shared / "data" / "gsm8k_train_first2000.jsonl")]
    asked = rows_of(shared / "data" / "xtuner_gsm8k_verl_train.jsonl")
    originals = [row["extra_info"]["question"] for row in asked]
    verdict = judged(NearDedup(), records([*plain, *(row["prompt"][0]["content"] for row in asked)]))
    assert verdict.evidence is not None
    pairs = [(int(first), int(copy)) for first, copy, *_ in verdict.evidence.rows()]
    right = sum(copy >= len(plain) and plain[first] == originals[copy - len(plain)] for first, copy in pairs)
    wanted = sum(question in set(plain) for question in originals)
    with capsys.disabled():
        print(f"\ngsm8k with a prompt: precision {right / len(pairs):.3f}, recall {right / wanted:.3f} of {wanted}")
    assert right == len(pairs)
    assert right >= 0.98 * wanted


@pytest.mark.shared
def test_distractors(shared: Path, capsys: pytest.CaptureFixture[str]):
    """A distractor with a number makes another row worth keeping; one group is one problem if its numbers agree.

    Two rows of a group are counted as duplicates if the same numbers stand in them in the same order: then the
    distractor is a sentence without a number.
    """
    rows = rows_of(shared / "data" / "cmath_distractor_30groups.jsonl")
    keys = [(row["original"], tuple(re.findall(r"\d+(?:\.\d+)?", row["input"]))) for row in rows]
    evidence = judged(NearDedup(threshold=0.6), records([row["input"] for row in rows])).evidence
    assert evidence is not None
    right = sum(keys[int(first)] == keys[int(copy)] for first, copy, *_ in evidence.rows())
    wanted = len(keys) - len(set(keys))
    with capsys.disabled():
        print(f"\ndistractors: precision {right / evidence.height:.3f}, recall {right / wanted:.3f} of {wanted}")
    assert right == evidence.height
    assert right >= 0.25 * wanted


@pytest.mark.shared
def test_same_story_other_question(shared: Path):
    """Of stories that are told twice and asked otherwise, none is merged with one of another answer."""
    rows = rows_of(shared / "data" / "svamp.json")
    evidence = judged(NearDedup(), records([f"{row['Body']} {row['Question']}" for row in rows])).evidence
    assert evidence is not None
    assert all(rows[int(one)]["Answer"] == rows[int(other)]["Answer"] for one, other, *_ in evidence.rows())


def test_summaries_hold_no_text():
    """A summary is keys and sketches; problems do not travel."""
    summary = NearDedup().summarise(records(["解方程 -36x + 41 = 0"]))
    assert [name for name, dtype in summary.schema.items() if dtype == pl.String] == ["id"]
