"""A corpus of what a notebook holds: records, dicts, frames and data sets, in the layouts of files."""

import datasets
import pandas as pd
import polars as pl
import pytest

from mathdata import Corpus, InputError, OptionError, Record, UnknownLayout

ROWS = [{"question": "1 + 1 = ?", "answer": "2"}, {"question": "3 - 1 = ?", "answer": "#### 2"}]


@pytest.mark.parametrize(
    "corpus",
    [
        Corpus.from_records(ROWS, name="asked"),
        Corpus.from_polars(pl.DataFrame(ROWS), name="asked"),
        Corpus.from_polars(pl.LazyFrame(ROWS), name="asked"),
        Corpus.from_pandas(pd.DataFrame(ROWS), name="asked"),
        Corpus.from_datasets(datasets.Dataset.from_list(ROWS), name="asked"),
    ],
)
def test_any_layout_that_is_read_from_files(corpus):
    """Question and answer, whatever holds them."""
    assert corpus.to_polars().select("id", "problem", "solution").rows() == [
        ("asked:1", "1 + 1 = ?", "2"),
        ("asked:2", "3 - 1 = ?", "#### 2"),
    ]


def test_chats_in_memory():
    """Messages are a layout as any other."""
    chat = [{"role": "user", "content": "1 + 1 = ?"}, {"role": "assistant", "content": "2"}]
    for corpus in (Corpus.from_records([{"messages": chat}]), Corpus.from_polars(pl.DataFrame({"messages": [chat]}))):
        assert next(iter(corpus)).solution == "2"


def test_a_layout_that_is_named():
    """As for files: `format` and `map`."""
    frame = pl.DataFrame({"asked": ["1 + 1 = ?"], "said": ["2"]})
    with pytest.raises(UnknownLayout, match=r"polars: no known layout, found the keys \['asked', 'said'\]"):
        Corpus.from_polars(frame)
    assert next(iter(Corpus.from_polars(frame, map={"problem": "asked", "solution": "said"}))).problem == "1 + 1 = ?"


def test_more_rows_than_a_batch_have_their_places():
    """The row is counted from the beginning of the frame."""
    frame = pl.DataFrame({"question": ["?"] * 70_000, "answer": ["!"] * 70_000})
    assert Corpus.from_polars(frame).to_polars()["id"][-1] == "polars:70000"


def test_a_row_that_cannot_be_read_is_rejected_with_its_place(tmp_path):
    """Nothing is lost of a list of dicts either."""
    corpus = Corpus.from_records([*ROWS, {"question": None, "answer": "2"}])
    ledger = corpus.write(tmp_path / "out.jsonl", rejects=tmp_path / "rejects.jsonl")
    assert [(one.unit, one.place) for one in ledger.rejects] == [("row", 3)]


def test_what_json_cannot_hold():
    """Told with the row and the type."""
    with pytest.raises(InputError, match="asked:2: found a value of the type set, wanted what JSON can hold; convert"):
        Corpus.from_records([ROWS[0], {"question": "?", "answer": {1}}], name="asked")


def test_what_is_neither():
    """Nothing to tell a layout by, and two kinds of things."""
    with pytest.raises(InputError, match="polars: found no rows"):
        Corpus.from_polars(pl.DataFrame({"question": []}))
    with pytest.raises(InputError, match="wanted records or dicts"):
        Corpus.from_records([ROWS[0], Record(id="1", problem="?", solution="!")])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"keep": "lst"},
            "dedup: keep: found 'lst', wanted 'first', 'last', 'longest' or 'none', did you mean 'last'?",
        ),
        ({"kep": "last"}, "dedup: kep: no option 'kep', did you mean 'keep'?; there are on, keep"),
    ],
)
def test_a_mistake_in_the_options_of_a_step(options, message):
    """In the words of a recipe, not in pydantic's."""
    with pytest.raises(OptionError) as error:
        Corpus.from_records(ROWS).step("dedup", **options)
    assert str(error.value) == message
