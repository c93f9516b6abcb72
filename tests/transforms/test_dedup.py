"""Which of equal rows stays, decided by their keys."""

from collections import defaultdict
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.transforms.dedup import Dedup

KEYS = st.builds(lambda above, below: above << 32 | below, st.integers(0, 2), st.integers(0, 2))
SUMMARY = {"position": pl.UInt64, "key0": pl.UInt64, "key1": pl.UInt64, "solution": pl.UInt64, "chars": pl.UInt32}
BEST: dict[str, Any] = {
    "first": min,
    "last": max,
    "longest": lambda rows: min(rows, key=lambda row: (-row[1], row)),
    "none": lambda rows: (None, 0),
}


@pytest.mark.parametrize("keep", BEST)
@given(st.lists(st.tuples(KEYS, st.integers(0, 3)), min_size=1, max_size=30), st.randoms())
def test_keys_are_told_apart_though_their_halves_are_the_same(keep: Any, rows: list[tuple[int, int]], rng: Any) -> None:
    """Every row of a key but the best is marked, with the position of the best; a row that is alone never is."""
    positions = rng.sample(range(1000), len(rows))
    summary = [(position, key, key, 0, chars) for position, (key, chars) in zip(positions, rows, strict=True)]
    same: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for position, key, _, _, chars in summary:
        same[key].append((position, chars))
    best = {key: BEST[keep](members)[0] for key, members in same.items() if len(members) > 1}
    expected = {position: best[key] for position, key, *_ in summary if key in best and position != best[key]}
    verdict = Dedup(keep=keep).decide([pl.DataFrame(summary, schema=SUMMARY, orient="row")])
    assert dict(verdict.rows.select("position", "by").iter_rows()) == expected
