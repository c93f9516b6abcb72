"""One rule of the taxonomy: a term or a pattern, and what it speaks for."""

from typing import Literal

import polars as pl
from pydantic import Field, field_validator

from mathdata.model import Model


class Rule(Model):
    """Problems in which `pattern` is found are likely to be of `category`.

    >>> Rule(category="geometry", pattern="triangle*").regex is None
    True
    """

    category: str = Field(min_length=1)
    """The category to set; a name of yours, or one of the taxonomy."""
    pattern: str = Field(min_length=1)
    """A term in lower case, such as `prime number`; with `*` at its end also the words that begin so. Chinese
    terms and LaTeX commands as they stand. Between slashes a regular expression of Rust's `regex`."""
    weight: int = Field(default=10, ge=1, le=100)
    """How much it counts; rules of our own have 1 to 9. In the last sentence it counts twice."""
    language: Literal["zh", "en", "any"] = "any"
    """Language of the term; for the reader, nothing depends on it."""
    example: str = ""
    """A problem that it recognises."""

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        if pattern[0] == pattern[-1] == "/" and len(pattern) > 2:
            try:
                pl.Series([""]).str.contains(pattern[1:-1])
            except pl.exceptions.ComputeError as error:
                raise ValueError(f"found {pattern!r}, wanted a regular expression of Rust's regex: {error}") from None
        return pattern

    @property
    def regex(self) -> str | None:
        """The regular expression, if it is one."""
        return self.pattern[1:-1] if self.pattern[0] == self.pattern[-1] == "/" and len(self.pattern) > 2 else None

    @property
    def literal(self) -> str:
        r"""The term as it is looked for in plain text, see `as_words`: with the spaces that end a word.

        >>> [Rule(category="c", pattern=pattern).literal for pattern in ("mean", "prime*", "概率", r"\int")]
        [' mean ', ' prime', '概率', '\\int ']
        """
        if not self.pattern.isascii():
            return self.pattern
        front = "" if self.pattern.startswith("\\") else " "
        return front + (self.pattern[:-1] if self.pattern.endswith("*") else f"{self.pattern} ")


def as_words(text: pl.Expr) -> pl.Expr:
    r"""Lower-case words of letters and digits with one space between them and at both ends.

    >>> pl.select(as_words(pl.lit(r"Find $\int_0^1$ x-axis!"))).item()
    ' find \\int 0 1 x axis '
    """
    words = text.str.to_lowercase().str.replace_all(r"[^a-z0-9'\\\p{Han}]+", " ")
    return pl.concat_str(pl.lit(" "), words, pl.lit(" ")).str.replace_all("  +", " ")
