"""What a layout cannot carry: counted before anything is written, and left out only where the user says so."""

from collections.abc import Callable, Iterator

import polars as pl

from mathdata.formats.base import Format
from mathdata.formats.encoding import filled_columns
from mathdata.schema import COLUMNS

_TURNS = ("history", "trajectory")
_NONE = pl.lit(None, pl.String)
_DEEP = frozenset({"history", "trajectory", "extra"})
"""Columns that may hold tool turns and loss flags."""
_ASSISTANT = pl.element().struct.field("role") == "assistant"
_HAS_EXTRA = pl.element().struct.field("extra").is_not_null()


def _any_role(*roles: str) -> pl.Expr:
    """Whether a turn of one of these roles stands in history or trajectory."""
    role = pl.element().struct.field("role").is_in(roles)
    return pl.any_horizontal(pl.col(name).list.eval(role).list.any() for name in _TURNS)


def _flagged() -> pl.Expr:
    """Whether any turn has a loss flag."""
    flag = pl.element().struct.field("loss").is_not_null()
    turns = pl.any_horizontal(pl.col(name).list.eval(flag).list.any() for name in _TURNS)
    asides = pl.col("extra").str.contains(r'"@(?:system|problem|solution)":\{"loss":(?:true|false)').fill_null(False)
    return turns | asides


FEATURES: dict[str, tuple[str, Callable[[], pl.Expr]]] = {
    "system": ("SYSTEM_LOST", lambda: pl.col("system").is_not_null()),
    "empty_system": ("SYSTEM_EMPTY_MEANS_DEFAULT", lambda: pl.col("system") == ""),
    "turns": ("TURNS_LOST", lambda: pl.col("history").list.len() > 0),
    "mid_system": ("MID_SYSTEM_LOST", lambda: _any_role("system")),
    "tools": (
        "TOOL_LOST",
        lambda: _any_role("tool", "tool_call") | pl.col("extra").str.contains('"@as":"tool_call"', literal=True),
    ),
    "loss": ("LOSS_LOST", _flagged),
    "trajectory": ("TRAJECTORY_LOST", lambda: pl.col("trajectory").list.eval(_ASSISTANT).list.any()),
    "turn_extra": ("META_LOST", lambda: pl.any_horizontal(pl.col(n).list.eval(_HAS_EXTRA).list.any() for n in _TURNS)),
    "rejected": ("PREF_LOST", lambda: pl.col("rejected").is_not_null()),
}
"""Feature of a record, the code under which its loss is reported, and which records have it."""


def facts(records: pl.DataFrame) -> frozenset[str]:
    """Which of `system`, `history` and `loss` any of the records has: rows of one file share their keys."""
    filled = filled_columns(records)
    found = filled & {"system", "history"}
    if filled & _DEEP and records.select(_flagged().any()).item():
        found |= {"loss"}
    return found


def losses(layout: Format, records: pl.DataFrame) -> dict[str, int]:
    """How many records hold what `layout` has no place for, by code; only codes that occur."""
    counts = {code: pl.col(code).sum() for code, _ in _lost(layout, records)}
    if not counts:
        return {}
    found = records.select(has.fill_null(False).alias(code) for code, has in _lost(layout, records)).select(**counts)
    return {code: count for code, count in found.row(0, named=True).items() if count}


def shed(layout: Format, records: pl.DataFrame) -> pl.DataFrame:
    """The records without what `layout` has no place for."""
    if "system" not in layout.carries:
        records = records.with_columns(system=_NONE)
    elif "empty_system" not in layout.carries:
        records = records.with_columns(pl.col("system").replace("", None))
    if "rejected" not in layout.carries:
        records = records.with_columns(rejected=_NONE)
    roles = [role for role, feature in _FEATURE_OF_ROLE.items() if feature not in layout.carries]
    if "turns" not in layout.carries:
        records = records.with_columns(history=pl.lit([], COLUMNS["history"]))
    if "trajectory" not in layout.carries:
        records = records.with_columns(trajectory=pl.lit([], COLUMNS["trajectory"]))
    return records.with_columns(_without_roles(name, roles) for name in _TURNS)


_FEATURE_OF_ROLE = {"system": "mid_system", "tool": "tools", "tool_call": "tools"}


def _without_roles(name: str, roles: list[str]) -> pl.Expr:
    kept = pl.element().filter(~pl.element().struct.field("role").is_in(roles))
    return pl.col(name).list.eval(kept)


def _lost(layout: Format, records: pl.DataFrame) -> Iterator[tuple[str, pl.Expr]]:
    """Codes and conditions worth a look in these records: most corpora have none of the features."""
    deep = bool(filled_columns(records) & _DEEP)
    for feature, (code, has) in FEATURES.items():
        shallow = feature in ("system", "empty_system", "rejected")
        if feature not in layout.carries and (deep or shallow) and not _implied(feature, layout):
            yield code, has()


def _implied(feature: str, layout: Format) -> bool:
    return feature == "empty_system" and "system" not in layout.carries
