"""What is counted while tokens are written: lengths, and what was padded, cut and trained."""

from typing import TYPE_CHECKING

from mathdata.model import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class TokenCount(Model):
    """The tokens of one output. Fractions are of all tokens that are written, padding included."""

    output: str
    """The file."""
    records: int
    """Records that were tokenised and written."""
    rows: int
    """Rows that were written; fewer than records where they are packed."""
    tokens: int
    """Tokens of the records, without padding."""
    trained: int
    """Tokens with a label."""
    padding: int
    """Tokens that only fill rows up."""
    padding_fraction: float
    shortest: int
    """Tokens of the shortest record; the median, and so on, are of records too."""
    median: int
    p90: int
    """At least 90 % of the records have so many tokens, or fewer."""
    p99: int
    longest: int
    truncated_records: int
    """Records that were cut at the limit."""
    truncated_tokens: int
    """Tokens that were cut off."""
    truncated_fraction: float
    """Of the tokens that the records had before."""


class Counter:
    """Counts the tokens of one output; memory is a number for each length."""

    def __init__(self) -> None:
        self._lengths: dict[int, int] = {}
        self._truncated = [0, 0]
        self._rows = self._trained = self._padding = 0

    def enter_records(self, counts: "NDArray[np.int32]", cut: "NDArray[np.int32]") -> None:
        """Records of these lengths came, and so many tokens of each had been cut off."""
        import numpy as np

        for length, count in zip(*(found.tolist() for found in np.unique(counts, return_counts=True)), strict=True):
            self._lengths[length] = self._lengths.get(length, 0) + count
        self._truncated[0] += int(np.count_nonzero(cut))
        self._truncated[1] += int(cut.sum())

    def enter_sequences(self, counts: "NDArray[np.int64]", *, trained: int, length: int | None) -> None:
        """Rows of these lengths were written, filled up to `length`."""
        self._rows += len(counts)
        self._trained += trained
        self._padding += 0 if length is None else length * len(counts) - int(counts.sum())

    def result(self, output: str) -> TokenCount:
        """What was counted."""
        lengths = sorted(self._lengths.items())
        records = sum(count for _, count in lengths)
        tokens = sum(length * count for length, count in lengths)
        shortest, median, p90, p99, longest = (_quantile(lengths, share) for share in (0, 50, 90, 99, 100))
        return TokenCount(
            output=output, records=records, rows=self._rows, tokens=tokens, trained=self._trained,
            padding=self._padding, padding_fraction=_fraction(self._padding, tokens + self._padding),
            shortest=shortest, median=median, p90=p90, p99=p99, longest=longest,
            truncated_records=self._truncated[0], truncated_tokens=self._truncated[1],
            truncated_fraction=_fraction(self._truncated[1], tokens + self._truncated[1]),
        )  # fmt: skip


def _quantile(lengths: list[tuple[int, int]], percent: int) -> int:
    """The smallest length that is enough for so many percent of the records.

    >>> [_quantile([(3, 9), (8, 1)], percent) for percent in (0, 50, 90, 91)]
    [3, 3, 3, 8]
    """
    wanted = percent * sum(count for _, count in lengths)
    seen = 0
    for length, count in lengths:
        seen += 100 * count
        if seen >= wanted:
            return length
    return 0


def _fraction(part: int, whole: int) -> float:
    return round(part / whole, 6) if whole else 0.0
