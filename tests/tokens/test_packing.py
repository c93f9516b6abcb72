"""Packing: no record is lost, none is cut but where it is asked for, and rows are as full as best fit makes them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_labels import encoder

import mathdata as md
from mathdata.errors import OptionError
from mathdata.tokens.options import TokenOptions
from mathdata.tokens.packing import best_fit, plan
from mathdata.tokens.rows import TokenRows
from mathdata.tokens.sequences import Columns, sequences, stretch_of
from mathdata.tokens.statistics import Counter

ROOM = 12
lengths_of = st.lists(st.integers(1, ROOM), min_size=1, max_size=60).map(lambda items: np.array(items, np.int32))


def options(pack: str, **more: object) -> TokenOptions:
    """Options of packing."""
    return TokenOptions(tokenizer="-", seq_length=ROOM, pack=pack, **more)  # type: ignore[arg-type]


def keys(lengths: np.ndarray) -> np.ndarray:
    """Luck that is not the order."""
    return np.random.default_rng(0).permutation(len(lengths)).astype(np.uint64)


def one_by_one(lengths: np.ndarray, luck: np.ndarray) -> list[int]:
    """Best fit decreasing as it is told in books: the room left in each row."""
    free: list[int] = []
    for record in np.lexsort((luck, -lengths.astype(int))):
        fits = [(left, row) for row, left in enumerate(free) if left >= lengths[record]]
        if not fits:
            free.append(ROOM)
        _, row = min(fits, default=(0, len(free) - 1))
        free[row] -= int(lengths[record])
    return sorted(free)


@given(lengths=lengths_of)
def test_all_of_one_length_at_once_is_the_same(lengths: np.ndarray) -> None:
    """Rows are as many and as full as when records are placed one by one."""
    rows = best_fit(lengths, keys(lengths), ROOM)
    assert sorted((ROOM - np.bincount(rows, weights=lengths)).astype(int).tolist()) == one_by_one(
        lengths, keys(lengths)
    )


@given(lengths=lengths_of, multiple_of=st.sampled_from([1, 2, 8]), shuffle=st.booleans())
def test_best_fit_cuts_nothing(lengths: np.ndarray, multiple_of: int, shuffle: bool) -> None:
    """Every row begins with a record and is no longer than there is room."""
    try:
        found = plan(lengths, keys(lengths), options("best_fit", multiple_of=multiple_of, shuffle=shuffle))
    except OptionError:
        assert -(-lengths.sum() // ROOM) <= len(lengths) < len(lengths) + multiple_of
        return
    assert sorted(found.position) == list(range(len(lengths)))
    placed = lengths[np.argsort(found.position)]
    records = np.cumsum(placed) - placed
    assert set(found.starts) <= set(records)
    sizes = np.diff(found.starts, append=lengths.sum())
    assert sizes.max() <= ROOM
    assert sizes.min() > 0
    assert len(found.starts) % multiple_of == 0


@given(lengths=lengths_of, multiple_of=st.sampled_from([1, 3]))
def test_sequential_fills_every_row(lengths: np.ndarray, multiple_of: int) -> None:
    """In order and without a gap; only the last row is not full, or all are a little shorter for a multiple."""
    total = int(lengths.sum())
    if -(-total // ROOM) + 3 > total:
        return
    found = plan(lengths, keys(lengths), options("sequential", multiple_of=multiple_of, shuffle=False))
    assert found.position.tolist() == list(range(len(lengths)))
    sizes = np.diff(found.starts, append=total)
    assert sizes.max() <= ROOM
    assert len(sizes) % multiple_of == 0
    assert multiple_of > 1 or (sizes[:-1] == ROOM).all()


def test_shuffling_is_a_matter_of_keys() -> None:
    """The order of the rows comes from the luck of the records; without shuffling from their order."""
    lengths = np.full(50, ROOM, np.int32)
    luck = keys(lengths)
    assert plan(lengths, luck, options("best_fit")).position.tolist() == luck.tolist()
    assert plan(lengths, luck, options("best_fit", shuffle=False)).position.tolist() == list(range(50))


def test_too_few_records_for_a_multiple() -> None:
    """Nothing is made up to reach a multiple."""
    with pytest.raises(OptionError, match="found 2 records for 8 rows, wanted one for each; lower multiple_of"):
        plan(np.array([3, 4], np.int32), np.array([0, 1], np.uint64), options("best_fit", multiple_of=8))


ROWS = TokenRows(
    ids=np.array([1, 5, 6, 2, 1, 7, 2, 1, 8, 9, 2], np.int32), counts=np.array([4, 3, 4], np.int32),
    borders=np.array([2, 4, 1, 3, 1, 2, 3, 4], np.int32), border_counts=np.array([2, 2, 4], np.int32),
    cut=np.zeros(3, np.int32),
)  # fmt: skip


def laid_out(columns: Columns, starts: list[int] | None = None) -> dict[str, list[list[int]]]:
    """The columns of `ROWS`."""
    places = None if starts is None else np.array(starts)
    (frame,) = sequences([stretch_of(ROWS)], columns, Counter(), starts=places)
    return frame.to_dict(as_series=False)


def test_rows_as_they_are() -> None:
    """Labels are the ids of trained tokens and -100 elsewhere, not shifted."""
    found = laid_out(Columns(mask=True))
    assert found == {
        "input_ids": [[1, 5, 6, 2], [1, 7, 2], [1, 8, 9, 2]],
        "attention_mask": [[1, 1, 1, 1], [1, 1, 1], [1, 1, 1, 1]],
        "labels": [[-100, -100, 6, 2], [-100, 7, 2], [-100, 8, -100, 2]],
    }


def test_rows_filled_up() -> None:
    """Padding has its own token, no attention and no label."""
    found = laid_out(Columns(length=5, pad_id=3, mask=True))
    assert found["input_ids"] == [[1, 5, 6, 2, 3], [1, 7, 2, 3, 3], [1, 8, 9, 2, 3]]
    assert found["attention_mask"] == [[1, 1, 1, 1, 0], [1, 1, 1, 0, 0], [1, 1, 1, 1, 0]]
    assert found["labels"] == [[-100, -100, 6, 2, -100], [-100, 7, 2, -100, -100], [-100, 8, -100, 2, -100]]


def test_packed_rows() -> None:
    """Positions begin anew with each record, and boundaries say where."""
    found = laid_out(Columns(length=8, pad_id=3, packed=True), [0, 7])
    assert found["input_ids"] == [[1, 5, 6, 2, 1, 7, 2, 3], [1, 8, 9, 2, 3, 3, 3, 3]]
    assert found["position_ids"] == [[0, 1, 2, 3, 0, 1, 2, 0], [0, 1, 2, 3, 0, 0, 0, 0]]
    assert found["boundaries"] == [[0, 4, 7], [0, 4]]


def test_a_cut_record_goes_on_in_the_next_row() -> None:
    """As XTuner cuts: the rest of a record begins the next row, with positions of its own."""
    found = laid_out(Columns(packed=True), [0, 6])
    assert found["input_ids"] == [[1, 5, 6, 2, 1, 7], [2, 1, 8, 9, 2]]
    assert found["position_ids"] == [[0, 1, 2, 3, 0, 1], [0, 0, 1, 2, 3]]
    assert found["boundaries"] == [[0, 4, 6], [0, 1, 5]]


@given(lengths=lengths_of, size=st.integers(1, 7), packed=st.booleans())
def test_blocks_do_not_depend_on_how_rows_come(lengths: np.ndarray, size: int, packed: bool) -> None:
    """Rows in pieces of any size give the same frames."""
    ids = np.arange(lengths.sum(), dtype=np.int32)
    none = np.zeros(0, np.int32)
    found = plan(lengths, keys(lengths), options("best_fit")).starts if packed else None

    def frames(size: int) -> list[pl.DataFrame]:
        ends = np.cumsum(lengths)
        pieces = [
            stretch_of(TokenRows(ids[(ends[at] - lengths[at]) : ends[min(at + size, len(ends)) - 1]],
                                 lengths[at : at + size], none, np.zeros(len(lengths[at : at + size]), np.int32),
                                 np.zeros(len(lengths[at : at + size]), np.int32)))
            for at in range(0, len(lengths), size)
        ]  # fmt: skip
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("mathdata.tokens.sequences.BLOCK_TOKENS", 20)
            return list(sequences(pieces, Columns(packed=packed), Counter(), starts=found))

    whole, parts = frames(len(lengths)), frames(size)
    assert len(whole) == len(parts)
    assert all(one.equals(other) for one, other in zip(whole, parts, strict=True))


def filled(records: pl.DataFrame, folder: str, length: int) -> float:
    """The fraction of packed rows that is tokens."""
    rows, failed = encoder(folder, template="vicuna", seq_length=length).encode(records)
    assert not failed
    lengths = rows.struct.field("ids").list.len().to_numpy().astype(np.int32)
    packed = plan(lengths, keys(lengths), TokenOptions(tokenizer="-", seq_length=length, pack="best_fit"))
    return float(lengths.sum() / (len(packed.starts) * length))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "length"), [("contest_rows_a.json", 512), ("gsm8k_train_first2000.jsonl", 2048)]
)  # fmt: skip
def test_rows_are_full(name: str, length: int, tokenizer: Callable[..., str], shared: Path) -> None:
    """Contest rows and school problems fill packed rows by 95 % and more."""
    records = md.read(shared / "data" / name).to_polars()
    assert filled(records, tokenizer("sentencepiece"), length) >= 0.95
