"""Problems in other words, as rows of a corpus."""

from pathlib import Path

import polars as pl
import pytest
from corpora import records, rows_of

import mathdata as md
from mathdata.step import RowStep, numbered
from mathdata.transforms.paraphrase import Paraphrase

ROOT = "计算 6.25 的平方根？"
MASS = "某物体的密度为 10 克/立方厘米，体积为 3 立方厘米，请计算该物体的质量。"


def test_children_stand_behind_their_parents() -> None:
    """They name their parent, differ from it and from one another, and say what they were made of."""
    after, counts = Paraphrase(n=3, seed=1).counted(records([ROOT, "Hello!"], solution=["√6.25 = 2.5", "Hi"]))
    assert counts == {"unread": 1}
    assert after["parent"].to_list() == [None, "0", "0", "0", None]
    assert after["problem"].n_unique() == 5
    assert after["solution"].to_list() == ["√6.25 = 2.5"] * 4 + ["Hi"]
    assert after["extra"][1].startswith('{"@paraphrase":[{"language":"zh","sentence":')
    assert numbered(after)["position"].is_unique().all()


def test_unread_rows_are_dropped_on_request() -> None:
    """A row that no family reads stays, or is marked."""
    assert Paraphrase(unread="drop")(records(["Hello!", None]))["dropped"].to_list() == ["unread", "unread"]


def test_the_solution_follows_the_language() -> None:
    """In the other language it is worked by the family; in the same it is kept, or worked on request."""
    after = Paraphrase(language="both", n=40, frames=False)(records([MASS], solution=["30 克"], answer=["30 克"]))
    made = after.filter(pl.col("parent").is_not_null())
    english = made["problem"].str.contains("density")
    assert set(made.filter(english)["solution"]) == {"10 * 3 = 30 (grams)"}
    assert set(made.filter(english)["answer"]) == {"30 grams"}
    assert set(made.filter(~english)["solution"]) == {"30 克"}
    assert Paraphrase(solution="work")(records([MASS], solution=["30 克"]))["solution"][1] == "10 * 3 = 30（克）"


def test_a_wrong_answer_is_not_translated() -> None:
    """A row whose own answer is another one gives no row in another language."""
    after, counts = Paraphrase(language="en").counted(records([MASS], solution=["31 克"]))
    assert (after.height, counts) == (1, {"refused": 1})


def test_too_few_ways_are_counted() -> None:
    """Without words around them there are as many ways as sentences; the rest is missing."""
    after, counts = Paraphrase(n=100, frames=False).counted(records([ROOT], solution=["2.5"]))
    assert after.height + counts["missing"] == 101
    assert counts["missing"] > 80


def test_rows_do_not_depend_on_one_another() -> None:
    """What is made of a row depends on its id and the seed alone."""
    frame = records([ROOT, MASS], solution=["2.5", "30 克"])
    step = Paraphrase(n=5, seed=9)
    assert pl.concat([step(frame[1:]), step(frame[:1])]).sort("id").equals(step(frame).sort("id"))


class Parts(RowStep):
    """Shows the part of each row in its category."""

    kind = "parts"

    def __call__(self, frame: pl.DataFrame) -> pl.DataFrame:
        return frame.with_columns(category=pl.col("part"))


@pytest.mark.shared
def test_a_hundred_versions_of_thirty_questions(shared: Path) -> None:
    """3,000 rows of 30 real problems: all different, all with the answer of their parent, kin in one part."""
    rows = rows_of(shared / "data" / "contest_rows_a.json")[:30]
    parents = md.Corpus.from_records(
        md.Record(id=str(n), problem=row["problem"], solution=row["solution"]) for n, row in enumerate(rows)
    )
    made = parents.paraphrase(n=100, language="both", seed=3).to_polars()
    assert made.height == 3030
    assert made["problem"].n_unique() == 3030
    worked = md.Corpus.from_polars(made).work(mismatch="drop", unsolved="drop").to_polars()
    assert worked.height == 3030
    parts = md.Corpus.from_polars(made).split(fractions={"train": 0.7, "test": 0.3}, seed=1)
    frame = next(iter(parts.then(Parts()).frames()))
    kin = pl.coalesce("parent", "id")
    assert frame.group_by(kin).agg(pl.col("category").n_unique())["category"].unique().to_list() == [1]
