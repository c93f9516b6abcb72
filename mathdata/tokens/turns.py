"""Records as a table of turns: one row a turn, with its role, its text and whether it is trained."""

from typing import Any

import polars as pl

from mathdata.wire import dumps, loads

TRAINED_ROLES = ("assistant", "tool_call")
"""Roles that are trained where no flag says otherwise."""
_ASIDES = pl.Schema(
    {
        **{f"{turn}_{what}": dtype for turn in ("system", "problem", "solution")
           for what, dtype in (("loss", pl.Boolean()), ("extra", pl.String()))},
        "solution_role": pl.String(), "input": pl.String(),
    }
)  # fmt: skip
"""What `extra` says of the turns that are columns of a record."""


def turns_of(records: pl.DataFrame) -> pl.DataFrame:
    """The turns of all records: `row`, `role`, `content`, `trained`, `extra` and `input`, in order.

    `row` is the index of the record, `extra` the other keys of the turn as JSON text, `input` the part of the
    problem that stood in Alpaca's `input`.

    >>> from mathdata.schema import COLUMNS, Record
    >>> records = [Record(id="1", problem="1+1=?", solution="2").model_dump()]
    >>> turns_of(pl.DataFrame(records, schema=COLUMNS)).select("role", "trained").rows()
    [('user', False), ('assistant', True)]
    """
    rows = pl.concat([records, _asides(records["extra"])], how="horizontal").with_row_index("row")
    parts = [
        _column(rows, "system", pl.lit("system")),
        _list(rows, "history"),
        _column(rows, "problem", pl.lit("user")),
    ]
    role = pl.col("solution_role").fill_null("assistant")
    parts += [_list(rows, "trajectory"), _column(rows, "solution", role)]
    turns = pl.concat([part.with_columns(part=number) for number, part in enumerate(parts) if part.height])
    trained = pl.col("loss").fill_null(pl.col("role").is_in(TRAINED_ROLES))
    # The sort is stable, so that the turns of a list stay in their order.
    return turns.with_columns(trained=trained).sort("row", "part", maintain_order=True).drop("part", "loss")


def _column(rows: pl.DataFrame, name: str, role: pl.Expr) -> pl.DataFrame:
    given = pl.col("input") if name == "problem" else pl.lit(None, pl.String)
    return rows.filter(pl.col(name).is_not_null()).select(
        "row", role.alias("role"), pl.col(name).alias("content"), pl.col(f"{name}_loss").alias("loss"),
        pl.col(f"{name}_extra").alias("extra"), given.alias("input"),
    )  # fmt: skip


def _list(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    some = rows.filter(pl.col(name).list.len() > 0).select("row", pl.col(name).alias("turn")).explode("turn")
    return some.unnest("turn").select("row", "role", "content", "loss", "extra", input=pl.lit(None, pl.String))


def _asides(extra: pl.Series) -> pl.DataFrame:
    """The columns `_ASIDES` of each record; most corpora have nothing there."""
    has = extra.str.contains('"@', literal=True).fill_null(value=False)
    if not has.any():
        return pl.DataFrame({name: pl.Series([None], dtype=dtype) for name, dtype in _ASIDES.items()}).select(
            pl.all().repeat_by(len(extra)).explode()
        ) if len(extra) else pl.DataFrame(schema=_ASIDES)  # fmt: skip
    found = [_aside(text) if said else {} for text, said in zip(extra, has, strict=True)]
    return pl.DataFrame(found, schema=_ASIDES, orient="row")


def _aside(text: str) -> dict[str, Any]:
    extra = loads(text.encode())
    found: dict[str, Any] = {"input": extra.get("@input") if isinstance(extra.get("@input"), str) else None}
    for turn in ("system", "problem", "solution"):
        aside = dict(extra.get(f"@{turn}", {}))
        found[f"{turn}_loss"] = aside.pop("loss", None)
        if turn == "solution":
            found["solution_role"] = aside.pop("@as", None)
        found[f"{turn}_extra"] = dumps(aside) if aside else None
    return found
