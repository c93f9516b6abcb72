"""Drop texts that are too short or too long."""

from functools import lru_cache
from typing import ClassVar, Self

import polars as pl
from pydantic import Field, model_validator

from mathdata.step import RowStep, marked
from mathdata.tokens.tokenizer import load_tokenizer
from mathdata.transforms.columns import Column


class Length(RowStep):
    """Mark rows whose `column` is shorter or longer than asked for, in characters, tokens or both.

    They are marked `too_short` and `too_long`; where there is no text, its length is 0. Tokens are those of the text
    alone, without the control tokens of a chat template.
    """

    kind: ClassVar[str] = "length"

    column: Column = "problem"
    """Column whose text is measured."""
    min_chars: int | None = Field(default=None, ge=0)
    """Unicode characters, not bytes or tokens."""
    max_chars: int | None = Field(default=None, ge=0)
    """Unicode characters, not bytes or tokens."""

    min_tokens: int | None = Field(default=None, ge=0)
    """Tokens of `tokenizer`."""
    max_tokens: int | None = Field(default=None, ge=0)
    """Tokens of `tokenizer`."""
    tokenizer: str | None = None
    """Folder of a Hugging Face tokenizer, for limits in tokens."""

    @model_validator(mode="after")
    def _some_limit(self) -> Self:
        limits = [self.min_chars, self.max_chars, self.min_tokens, self.max_tokens]
        if limits == [None] * 4:
            raise ValueError("found no limit, wanted one of min_chars, max_chars, min_tokens and max_tokens")
        bounds = {"chars": (self.min_chars, self.max_chars), "tokens": (self.min_tokens, self.max_tokens)}
        for unit, (low, high) in bounds.items():
            if low is not None and high is not None and low > high:
                raise ValueError(f"found min_{unit} {low} above max_{unit} {high}")
        if (self.tokenizer is None) != (self.min_tokens is None and self.max_tokens is None):
            raise ValueError("found a tokenizer without a limit in tokens, or the other way round; wanted both")
        return self

    @property
    def files(self) -> list[str]:
        """The folder of the tokenizer."""
        return [] if self.tokenizer is None else [self.tokenizer]

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """The records, those out of bounds marked."""
        measured = [(pl.col(self.column).str.len_chars().fill_null(0), self.min_chars, self.max_chars)]
        if self.tokenizer is not None:
            tokens = pl.lit(_tokens(records[self.column], self.tokenizer))
            measured.append((tokens, self.min_tokens, self.max_tokens))
        short = [size < low for size, low, _ in measured if low is not None]
        long = [size > high for size, _, high in measured if high is not None]
        reasons = {"too_short": short, "too_long": long}
        return marked(records, {reason: pl.any_horizontal(told) for reason, told in reasons.items() if told})


def _tokens(texts: pl.Series, folder: str) -> pl.Series:
    """How many tokens each text has."""
    tokenizer = _loaded(folder)
    counts = [len(encoding.ids) for encoding in tokenizer.encode(texts.fill_null("").to_list())]
    return pl.Series("tokens", counts, dtype=pl.UInt32)


_loaded = lru_cache(maxsize=4)(load_tokenizer)
"""Each process reads a tokenizer once."""
