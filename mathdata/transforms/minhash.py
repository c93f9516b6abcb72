"""MinHash: a short sketch of a text, such that similar texts have similar sketches (Broder, 1997).

```text
text ─> n-grams of characters ─> a hash each ─> for each of 128 permutations the smallest value: the sketch
```

The fraction of places where two sketches agree estimates the Jaccard similarity of the two sets of n-grams.
Cut into bands of a few places, sketches of similar texts agree on a whole band with a probability that rises
steeply at about `(1 / bands) ** (1 / rows_per_band)`; only such pairs need to be compared.

All hashes are our own arithmetic, so that no release of a library changes a result.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

Words = npt.NDArray[np.uint64]
Values = npt.NDArray[np.uint32]

_BLOCK = 1 << 15
"""n-grams that are permuted at once: their 32-bit values stay in the processor's cache."""
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xD6E8FEB86659FD93)


def sketches(texts: pl.Series, *, ngram_size: int, places: int) -> pl.Series:
    """The sketch of each text, Binary: `places` values of 32 bits, little-endian.

    A text shorter than `ngram_size` characters counts as one n-gram.
    """
    if not len(texts):
        return pl.Series("sketch", [], dtype=pl.Binary)
    codes, lengths = code_points(texts, at_least=ngram_size)
    grams, counts = windows(codes, lengths, size=ngram_size)
    rows = [_sketched(block, starts, places) for block, starts in _blocks((grams >> np.uint64(32)), counts)]
    data = np.concatenate(rows).astype("<u4", copy=False)
    return pl.Series("sketch", [row.tobytes() for row in data], dtype=pl.Binary)


def code_points(texts: pl.Series, *, at_least: int = 0) -> tuple[Words, npt.NDArray[np.int64]]:
    """The code points of all texts, one behind the other, and the length of each; short ones filled with zeros."""
    padded = texts.str.pad_end(at_least, "\0") if at_least else texts
    joined = np.frombuffer("".join(padded.to_list()).encode("utf-32-le"), dtype="<u4")
    return joined.astype(np.uint64), padded.str.len_chars().to_numpy().astype(np.int64)


def windows(codes: Words, lengths: npt.NDArray[np.int64], *, size: int) -> tuple[Words, npt.NDArray[np.int64]]:
    """A 64-bit hash of each run of `size` codes that lies in one text, and how many each text has.

    ```text
    codes    a b c d | e f g        lengths  4 3
    windows  abc bcd | efg          counts   2 1        (size 3)
    ```
    """
    counts = np.maximum(lengths - size + 1, 0)
    if not counts.sum():
        return np.empty(0, np.uint64), counts
    value = np.zeros(len(codes) - size + 1, np.uint64)
    for offset in range(size):
        value = mixed(value ^ codes[offset : offset + len(value)])
    starts = np.cumsum(lengths) - lengths
    inside = np.arange(counts.sum()) + np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return value[inside], counts


def mixed(values: Words) -> Words:
    """A bijection of 64 bits that spreads each of them over the upper half."""
    values = (values + _GOLDEN) * _MIXER
    values ^= values >> np.uint64(32)
    values *= _MIXER
    return values


def candidates(
    sketches: pl.Series, keys: pl.Series, *, bands: int, rows_per_band: int, most: int
) -> npt.NDArray[np.int64]:
    """Pairs of sketches with equal keys that agree on a whole band, as rows of two places.

    Of more than `most` sketches that share a band only each and its next neighbour are paired: the time stays
    linear, and they still form one cluster if they are alike.
    """
    numbers = pl.DataFrame({"place": pl.int_range(len(sketches), eager=True), "key": keys, "sketch": sketches})
    size = 4 * rows_per_band
    cut = (numbers.select("place", "key", band=pl.col("sketch").bin.slice(i * size, size)) for i in range(bands))
    pairs = [_pairs(frame, most) for frame in cut]
    return pl.concat(pairs).unique().sort("place", "other").to_numpy()


def _pairs(banded: pl.DataFrame, most: int) -> pl.DataFrame:
    group = ["key", "band"]
    shared = banded.filter(pl.struct(group).is_duplicated())
    shared = shared.with_columns(size=pl.len().over(group), next=pl.col("place").shift(-1).over(group))
    few = shared.filter(pl.col("size") <= most).select("place", *group)
    all_pairs = few.join(few.rename({"place": "other"}), on=group).filter(pl.col("place") < pl.col("other"))
    neighbours = shared.filter((pl.col("size") > most) & pl.col("next").is_not_null())
    return pl.concat([all_pairs.select("place", "other"), neighbours.select("place", other="next")])


def as_matrix(sketches: pl.Series, *, places: int) -> Values:
    """The sketches as rows of a matrix."""
    return np.frombuffer(b"".join(sketches.to_list()), dtype="<u4").reshape(len(sketches), places)


def similarity(one: Values, other: Values) -> npt.NDArray[np.float64]:
    """The estimated similarity of sketches, row by row: a fraction."""
    agreeing: npt.NDArray[np.float64] = (one == other).mean(axis=-1)
    return agreeing


def _blocks(grams: Words, counts: npt.NDArray[np.int64]) -> Iterator[tuple[Values, npt.NDArray[np.int64]]]:
    """The n-grams in runs of whole texts, each with the place where each text begins in it."""
    ends = np.cumsum(counts)
    first = done = 0
    while first < len(counts):
        last = max(first + 1, int(np.searchsorted(ends, done + _BLOCK, side="right")))
        block = grams[done : ends[last - 1]].astype(np.uint32)
        yield block, ends[first:last] - counts[first:last] - done
        first, done = last, int(ends[last - 1])


def _sketched(block: Values, starts: npt.NDArray[np.int64], places: int) -> Values:
    sketch = np.empty((len(starts), places), np.uint32)
    permuted = np.empty_like(block)
    for place, (factor, term) in enumerate(_permutations(places)):
        np.multiply(block, factor, out=permuted)
        permuted += term
        permuted ^= permuted >> np.uint32(15)
        permuted *= np.uint32(0x2C1B3C6D)
        sketch[:, place] = np.minimum.reduceat(permuted, starts)
    return sketch


def _permutations(places: int) -> list[tuple[np.uint32, np.uint32]]:
    """An odd factor and a term for each place of a sketch."""
    drawn = mixed(mixed(np.arange(2 * places, dtype=np.uint64))) >> np.uint64(32)
    return [(np.uint32(drawn[2 * i] | np.uint64(1)), np.uint32(drawn[2 * i + 1])) for i in range(places)]
