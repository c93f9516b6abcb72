"""Conversations as texts, by a template with a name: whole columns at once.

```text
turn       head | lead content end | tail          text of a row: its turns one after the other
                 ^start            ^stop           span: the characters of a trained turn
```
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mathdata.tokens.templates import Template, TurnStyle

Integers = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Rendered:
    """Texts of records, and which of their characters are trained."""

    rows: Integers
    """Index of the record of each text; records that cannot be rendered have none."""
    texts: list[str]
    span_texts: Integers
    """Index of the text that each span is in, ascending."""
    spans: NDArray[np.int64]
    """First character of each span and the one behind its last: two columns."""
    failed: list[tuple[int, str]]
    """Index and reason of the records that cannot be rendered."""


def render(turns: pl.DataFrame, template: Template, *, name: str, eos: str | None) -> Rendered:
    """The texts of the conversations in `turns`, a table that `turns_of` made."""
    # An empty system message asks for none.
    turns = turns.filter(~((pl.col("role") == "system") & (pl.col("content") == "")))
    failed = misfits(turns, template, name=name)
    if failed:
        turns = turns.filter(~pl.col("row").is_in(list(failed)))
    laid = _laid_out(turns, _styles(template, eos), template.joint)
    texts = laid.group_by("row", maintain_order=True).agg(pl.col("text").str.join(""))
    lengths = laid.select("head_chars", "span_chars", "chars").to_numpy().astype(np.int64)
    number = laid["row"].rle_id().to_numpy().astype(np.int64)
    before = np.cumsum(lengths[:, 2]) - lengths[:, 2]
    first_turns = np.flatnonzero(np.diff(number, prepend=-1))
    starts = before - before[first_turns][number] + lengths[:, 0]
    spans = np.stack([starts, starts + lengths[:, 1]], axis=1)
    trained = laid["trained"].to_numpy()
    rows = texts["row"].to_numpy().astype(np.int64)
    return Rendered(rows, texts["text"].to_list(), number[trained], spans[trained], sorted(failed.items()))


def misfits(turns: pl.DataFrame, template: Template, *, name: str) -> dict[int, str]:
    """Records that the template has no place for, each with its reason."""
    again = pl.col("row") == pl.col("row").shift(1)  # rows are sorted: not the first of its record
    users = turns.filter(pl.col("role") == "user") if template.one_round else turns.clear()
    found = {
        "a turn of the role {}": turns.filter(~pl.col("role").is_in([*template.styles])),
        "a {} message in the middle": turns.filter((pl.col("role") == "system") & again & (not template.later_system)),
        "an earlier round of the {}": users.filter(again),
    }
    return {
        row: f"found {what.format(role)}, for which the template {name} has no place; choose another template"
        for what, misfit in found.items()
        for row, role in misfit.select("row", "role").iter_rows()
    }


def _styles(template: Template, eos: str | None) -> dict[str, TurnStyle]:
    """The styles with the tokenizer's mark of the end in them."""
    return {
        role: style.model_copy(update={"end": style.end.replace("{eos}", eos or "")})
        for role, style in template.styles.items()
    }


def _laid_out(turns: pl.DataFrame, styles: dict[str, TurnStyle], joint: str) -> pl.DataFrame:
    """The turns with `text`, and the characters of its head, of its trained part and of all of it."""
    content = pl.col("content")
    if "user+input" in styles:
        turns = turns.with_columns(
            role=pl.when(_has_input()).then(pl.lit("user+input")).otherwise("role"),
            content=pl.when(_has_input()).then(_joined_input(joint)).otherwise(content),
        )

    def piece(what: str) -> pl.Expr:
        return _of_role({role: getattr(style, what) for role, style in styles.items()}, pl.String())

    def chars(*parts: str) -> pl.Expr:
        lengths = {role: sum(len(getattr(style, part)) for part in parts) for role, style in styles.items()}
        return _of_role(lengths, pl.Int64())

    inside = content.str.len_chars().cast(pl.Int64)
    return turns.select(
        "row", "trained",
        text=pl.concat_str(piece("head"), piece("lead"), content, piece("end"), piece("tail")),
        head_chars=chars("head"), span_chars=inside + chars("lead", "end"),
        chars=inside + chars("head", "lead", "end", "tail"),
    )  # fmt: skip


def _of_role(values: dict[str, Any], dtype: pl.DataType) -> pl.Expr:
    return pl.col("role").replace_strict(list(values), list(values.values()), return_dtype=dtype)


def _has_input() -> pl.Expr:
    """Whether the problem still ends in the `input` that it was read with."""
    content, given = pl.col("content"), pl.col("input")
    return (given.is_not_null() & ((content == given) | content.str.ends_with("\n" + given))).fill_null(value=False)


def _joined_input(joint: str) -> pl.Expr:
    content, given = pl.col("content"), pl.col("input")
    instruction = content.str.head(content.str.len_chars() - given.str.len_chars()).str.strip_suffix("\n")
    return pl.concat_str(instruction, pl.lit(joint), given)
