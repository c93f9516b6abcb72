"""Drawing N rows of a file by their own keys, so that order, batches and workers do not matter."""

import heapq
from collections.abc import Iterable

from mathdata.drawing import draw_key


def smallest_keys(places: Iterable[int], count: int, *, seed: int, source: str) -> frozenset[int]:
    """The `count` places whose keys are smallest.

    >>> sorted(smallest_keys(range(1, 101), 3, seed=42, source="train.json"))
    [24, 55, 77]
    """
    keyed = ((draw_key(seed, "draw", f"{source}:{place}"), place) for place in places)
    return frozenset(place for _, place in heapq.nsmallest(count, keyed))
