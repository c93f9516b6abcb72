"""The rows of smallest keys in each group, for hundreds of groups or hundreds of thousands."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from mathdata.text_bytes import Places

Flags = np.ndarray[Any, np.dtype[np.bool_]]


def smallest(keys: pl.Series, positions: pl.Series, groups: Places, shares: Sequence[int]) -> Flags:
    """Whether each row is among the `shares[group]` rows of smallest keys of its group.

    Of rows with one key those of smaller positions come first. Groups are numbered from 0, none of them empty.

    >>> keys, groups = pl.Series([5, 3, 9, 1], dtype=pl.UInt64), np.array([0, 0, 0, 1])
    >>> smallest(keys, pl.Series([0, 1, 2, 3]), groups, [2, 0]).tolist()
    [True, True, False, False]
    """
    if not len(keys):
        return np.zeros(0, dtype=bool)
    wanted = np.array(shares, np.int64)
    sizes = np.bincount(groups, minlength=len(shares))
    begins = np.cumsum(sizes) - sizes
    # Group and key in one number, so that one sort orders all groups; the last bits of the keys settle ties.
    bits = np.uint64(max(1, (len(shares) - 1).bit_length()))
    coarse = (groups.astype(np.uint64) << (np.uint64(64) - bits)) | (keys.to_numpy() >> bits)
    ordered = np.sort(coarse)
    last = ordered[begins + np.maximum(wanted, 1) - 1]
    taken: Flags = (coarse < last[groups]) & (wanted > 0)[groups]
    ties = np.flatnonzero(coarse == last[groups])
    ties = ties[np.lexsort((positions.to_numpy()[ties], keys.to_numpy()[ties], groups[ties]))]
    rank = np.arange(len(ties)) - np.searchsorted(groups[ties], groups[ties])
    missing = wanted - (np.searchsorted(ordered, last) - begins)
    taken[ties[rank < missing[groups[ties]]]] = True
    return taken
