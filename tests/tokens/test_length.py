"""Limits in tokens."""

import sys
from collections.abc import Callable

import polars as pl
import pytest
from pydantic import ValidationError
from tokenizers import Tokenizer

from mathdata.errors import MissingExtra, OptionError
from mathdata.schema import COLUMNS
from mathdata.step import framed
from mathdata.transforms.length import Length

TEXTS = ["1 + 1 = ?", "计算 3 + 4 等于多少？", "", None]


def frame() -> pl.DataFrame:
    """Records with these problems."""
    rows = [{"id": str(n), "problem": text, "solution": ""} for n, text in enumerate(TEXTS)]
    return framed(pl.DataFrame(rows, schema_overrides=dict(COLUMNS)).match_to_schema(COLUMNS, missing_columns="insert"))


def test_tokens_are_those_of_the_tokenizer(tokenizer: Callable[..., str]) -> None:
    """A text of exactly as many tokens as are allowed stays; no text has none."""
    folder = tokenizer("byte_level")
    core = Tokenizer.from_file(f"{folder}/tokenizer.json")
    first = len(core.encode(TEXTS[0], add_special_tokens=False).ids)
    marked = Length(max_tokens=first, min_tokens=1, tokenizer=folder)(frame())
    assert marked["dropped"].to_list() == [None, "too_long", "too_short", "too_short"]
    assert Length(max_tokens=first - 1, tokenizer=folder)(frame())["dropped"][0] == "too_long"


def test_limits_want_a_tokenizer(tmp_path: object) -> None:
    """Nothing else can tell tokens; a folder without one is refused with what to do."""
    with pytest.raises(ValidationError, match="wanted both"):
        Length(max_tokens=5)
    with pytest.raises(ValidationError, match="wanted both"):
        Length(max_chars=5, tokenizer="x")
    with pytest.raises(OptionError, match="download the tokenizer first"):
        Length(max_tokens=5, tokenizer=f"{tmp_path}/none")(frame())


def test_the_extra_is_named(tokenizer: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without transformers the message says what to install."""
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(MissingExtra, match=r"mathdata\[tokens\]"):
        Length(max_tokens=5, tokenizer=tokenizer("byte_level") + "/.")(frame())
