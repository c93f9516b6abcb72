"""Drawing by keys: a row's luck depends on (seed, step, record id), never on order, batch or worker.

The key is a 64-bit hash of our own, so that no release of a library changes who is drawn:

```text
state = blake2b("seed/step"); for each 8 bytes of the id: state = mix(state ^ word); key = mix(state ^ length)
```

A row without an id of its own is named by its file and line. It is drawn alike from JSON lines, from Parquet and
from packed files: `a.parquet:7` and `a.jsonl.gz:7` have the key of `a.jsonl:7`.

`mix` is the finaliser of splitmix64 (Steele, Lea and Flood, 2014), which turns every input bit into all output bits.
"""

import re
from hashlib import blake2b
from random import Random

import numpy as np
import polars as pl

from mathdata.arrays import from_numpy
from mathdata.text_bytes import TextBytes

_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_WORD = (1 << 64) - 1
# Containers that number their rows as JSON lines do, and what they may be packed in.
_ALIKE = r"\.(?:ndjson|parquet|pq|arrow|jsonl\.(?:gz|zst|xz|bz2)|ndjson\.(?:gz|zst|xz|bz2))"
_ENDINGS = [".ndjson", ".parquet:", ".pq:", ".arrow:", ".jsonl."]


def draw_key(seed: int, step: str, record_id: str) -> int:
    """The key of one record.

    >>> draw_key(42, "sample", "train.json:17") == draw_keys(pl.Series(["train.json:17"]), 42, "sample")[0]
    True
    """
    data = re.sub(rf"{_ALIKE}:(\d)", r".jsonl:\1", record_id).encode()
    state = _state(seed, step)
    for at in range(0, len(data), 8):
        state = _mix(state ^ int.from_bytes(data[at : at + 8], "little"))
    return _mix(state ^ len(data))


def draw_keys(ids: pl.Series, seed: int, step: str) -> pl.Series:
    """The keys of many records at once, UInt64; the same as `draw_key` of each.

    >>> keys = draw_keys(pl.Series(["train.jsonl:17", "train.parquet:17", "q17"]), 42, "sample")
    >>> keys[0] == keys[1] == draw_key(42, "sample", "train.jsonl:17"), keys[0] == keys[2]
    (True, False)
    """
    if ids.str.contains_any(_ENDINGS).any():
        ids = ids.str.replace(rf"{_ALIKE}:(\d)", ".jsonl:$1")
    return text_keys(ids, seed, step)


def text_keys(texts: pl.Series, seed: int, step: str) -> pl.Series:
    """Keys of texts that are no ids, UInt64, made in the same way."""
    given, bounds = TextBytes.of(texts)
    # Eight bytes more, so that a word can be read from every byte.
    data = np.concatenate([given, np.zeros(8, np.uint8)])
    words = np.ndarray((len(data) - 7,), dtype="<u8", buffer=data, strides=(1,))
    starts, lengths = bounds[:-1], np.diff(bounds)
    state = np.full(len(lengths), _state(seed, step), dtype=np.uint64)
    shortest, longest = (int(lengths.min()), int(lengths.max())) if len(lengths) else (0, 0)
    for at in range(0, longest, 8):
        if at + 8 <= shortest:  # a whole word of every text
            state = _mix_all(state ^ words[starts + at])
            continue
        rows = np.flatnonzero(lengths > at)
        missing = np.clip(at + 8 - lengths[rows], 0, 7).astype(np.uint64) * np.uint64(8)
        state[rows] = _mix_all(state[rows] ^ (words[starts[rows] + at] & (np.uint64(_WORD) >> missing)))
    return from_numpy(_mix_all(state ^ lengths.astype(np.uint64))).rename("key")


def fractions(ids: pl.Series, seed: int, step: str) -> pl.Series:
    """A number of [0, 1) for each record, in steps of 2^-53."""
    return (draw_keys(ids, seed, step) // (1 << 11)).cast(pl.Float64) / (1 << 53)


def stream(seed: int, step: str, record_id: str) -> Random:
    """The generator of one record: for steps that draw more than once a row."""
    return Random(draw_key(seed, step, record_id))


def _state(seed: int, step: str) -> int:
    return int.from_bytes(blake2b(f"{seed}/{step}".encode(), digest_size=8).digest(), "little")


def _mix(state: int) -> int:
    state = (state + _GOLDEN) & _WORD
    state = ((state ^ (state >> 30)) * _FIRST) & _WORD
    state = ((state ^ (state >> 27)) * _SECOND) & _WORD
    return state ^ (state >> 31)


def _mix_all(state: "np.ndarray[tuple[int], np.dtype[np.uint64]]") -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    state = state + np.uint64(_GOLDEN)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(_FIRST)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(_SECOND)
    return state ^ (state >> np.uint64(31))
