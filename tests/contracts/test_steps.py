"""What every step keeps, ours and those of plug-ins: rows, order, purity, and the same result however the rows come."""

import inspect
import pickle

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from step_frames import EMPTY, done, frames, moved, named, steps

from mathdata import registry
from mathdata.chain import Chain
from mathdata.model import field_docs
from mathdata.step import FRAME, CorpusStep, RowStep, Step

STEPS = pytest.mark.parametrize("step", steps(), ids=named)


@STEPS
@settings(max_examples=12)
@given(frame=frames(), data=st.data())
def test_any_partition_in_any_order_gives_the_same(step: Step, frame: pl.DataFrame, data: st.DataObject) -> None:
    """However the rows are cut into batches, and in whatever order these come."""
    cuts = data.draw(st.lists(st.integers(0, frame.height), max_size=4))
    order = data.draw(st.permutations(range(len(cuts) + 1)))
    whole, parts = done(step, frame), done(step, frame, cuts, order)
    if isinstance(whole, str):
        assert parts == whole
    else:
        assert isinstance(parts, pl.DataFrame)
        assert_frame_equal(parts, whole)


@STEPS
@settings(max_examples=12)
@given(frame=frames())
def test_only_the_order_of_positions_counts(step: Step, frame: pl.DataFrame) -> None:
    """The values of positions mean nothing: they differ from container to container."""
    here, there = done(step, frame), done(step, moved(frame))
    if isinstance(here, str):
        assert there == here
    else:
        assert isinstance(there, pl.DataFrame)
        assert_frame_equal(there.drop("position"), here.drop("position"))


@STEPS
@settings(max_examples=12)
@given(frame=frames())
def test_a_step_is_pure(step: Step, frame: pl.DataFrame) -> None:
    """It leaves its input as it is, and does the same again."""
    before = frame.clone()
    first, second = done(step, frame), done(step, frame)
    assert_frame_equal(frame, before)
    assert isinstance(first, str) == isinstance(second, str)
    if isinstance(first, pl.DataFrame) and isinstance(second, pl.DataFrame):
        assert_frame_equal(first, second)


@STEPS
@settings(max_examples=12)
@given(frame=frames())
def test_no_row_is_deleted(step: Step, frame: pl.DataFrame) -> None:
    """Each row comes back, marked or not; rows beside them say which row they were made from, and drop its id."""
    after = done(step, frame)
    if isinstance(after, str):
        return
    assert after.schema == FRAME
    assert set(frame["id"]) <= set(after["id"])
    made = after.filter(~pl.col("id").is_in(frame["id"].implode()))
    assert after.height == frame.height + made.height
    assert after.filter(pl.col("dropped").is_null())["position"].is_unique().all()
    assert after["id"].is_unique().all()
    assert made["parent"].is_in(frame["id"].implode()).all()
    assert not made["extra"].str.contains('"id"', literal=True).any()


@STEPS
def test_no_rows_are_no_trouble(step: Step) -> None:
    """An empty batch goes through every step that does not ask for rows."""
    if isinstance(step, RowStep):
        assert_frame_equal(step(EMPTY), EMPTY)
    else:
        assert isinstance(step, CorpusStep)
        assert step.summarise(EMPTY).height == 0


@STEPS
def test_options_survive_json(step: Step) -> None:
    """A step is its options: from JSON comes the same step, and a worker process gets the same too."""
    assert type(step).model_validate_json(step.model_dump_json()) == step
    assert pickle.loads(pickle.dumps(step)) == step


@pytest.mark.parametrize("kind", sorted(registry.points("transforms")))
def test_every_option_is_described(kind: str) -> None:
    """Each field of a step has a string under it, which is its entry in the schema."""
    cls = registry.load("transforms", kind)
    assert cls.kind == kind
    assert cls.model_fields.keys() <= field_docs(cls).keys()


@pytest.mark.parametrize("kind", sorted({"augment", "back_translate", "classify", "cot", "decontaminate", "dedup",
                                         "eda", "language", "length", "missing", "mix", "near_dedup", "negatives",
                                         "normalize", "paraphrase", "pattern", "prompt", "sample", "shuffle", "split",
                                         "variants", "verify", "where", "work"}))  # fmt: skip
def test_every_step_of_ours_is_a_method(kind: str) -> None:
    """A notebook chains the steps by name, with the options of the recipe."""
    options = set(inspect.signature(getattr(Chain, kind)).parameters) - {"self"}
    assert options == set(registry.load("transforms", kind).model_fields)
