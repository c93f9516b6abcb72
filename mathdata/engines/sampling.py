"""Drawing rows by their own keys, so that order, batches and workers do not matter."""

import heapq
from collections.abc import Iterable
from hashlib import blake2b


def draw_key(seed: int, step: str, record_id: str) -> bytes:
    """The key by which a record is drawn: the same three values give the same key anywhere.

    >>> draw_key(42, "sample", "train.json:17").hex()
    '5a0a60b4d8505dcd'
    """
    return blake2b(f"{seed}/{step}/{record_id}".encode(), digest_size=8).digest()


def smallest_keys(places: Iterable[int], count: int, *, seed: int, source: str) -> frozenset[int]:
    """The `count` places whose keys are smallest."""
    keyed = ((draw_key(seed, "sample", f"{source}:{place}"), place) for place in places)
    return frozenset(place for _, place in heapq.nsmallest(count, keyed))
