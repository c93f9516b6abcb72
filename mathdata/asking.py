"""Questions to runs that are done, answered from their manifests and their tables of rows."""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from mathdata.errors import InputError
from mathdata.manifest import Stamp, fates, load
from mathdata.suggest import did_you_mean

_SHOWN = 10


def fate_of(record_id: str, run: str) -> list[dict[str, Any]]:
    """What became of the record of this id, and of the rows made of it; ids of the output are understood too.

    Raises:
        InputError: if the run knows no such id.
    """
    table = fates(run)
    named = pl.col("id") == record_id
    found = table.filter(named | (pl.col("parent") == record_id))
    if not found.height:
        found = table.filter(pl.col("written_as") == record_id)
    if not found.height:
        near = did_you_mean(record_id, table["id"].head(100_000))
        raise InputError(f"{record_id!r}: no row of this id was in the run{near}; ids are as given, else FILE:LINE")
    return found.sort(named, descending=True, maintain_order=True).to_dicts()


def told_fate(fate: Mapping[str, Any]) -> str:
    """One line about a row.

    >>> told_fate({"id": "a:1", "step": "dedup", "reason": "duplicate", "by": "a:0"})
    'a:1: dropped by dedup: duplicate (kept instead: a:0)'
    """
    name = fate["id"] if not fate.get("parent") else f"{fate['id']} (made from {fate['parent']})"
    if fate["step"] in ("read", "write"):
        return f"{name}: rejected: {fate['reason']}"
    if fate["step"] is not None:
        instead = f" (kept instead: {fate['by']})" if fate.get("by") else ""
        return f"{name}: dropped by {fate['step']}: {fate['reason']}{instead}"
    number = f" as {fate['written_as']!r}" if fate.get("written_as") else ""
    part = f" into the part {fate['part']!r}" if fate.get("part") else ""
    return f"{name}: written{part}{number}"


def differences(first: str, second: str) -> dict[str, Any]:
    """In what two runs differ; empty if in nothing.

    Raises:
        InputError: if one of them is no run.
    """
    one, two = load(first)[0], load(second)[0]
    found: dict[str, Any] = {}
    for what in ("recipe", "versions", "ledger"):
        if changed := dict(_changed(getattr(one, what), getattr(two, what))):
            found[what] = changed
    for what in ("inputs", "outputs"):
        if changed := dict(_changed(_digests(getattr(one, what)), _digests(getattr(two, what)))):
            found[what] = changed
    rows = _changed_rows(fates(first), fates(second))
    return {**found, "rows": rows} if rows["count"] else found


def _digests(stamps: list[Stamp]) -> dict[str, str]:
    return {stamp.path: stamp.sha256 for stamp in stamps}


def _changed(one: Any, two: Any, path: str = "") -> Iterator[tuple[str, list[Any]]]:
    """Paths at which two trees differ, each with both values."""
    if isinstance(one, dict) and isinstance(two, dict):
        for key in dict.fromkeys([*one, *two]):
            yield from _changed(one.get(key), two.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for number, (left, right) in enumerate(zip(one, two, strict=True)):
            yield from _changed(left, right, f"{path}.{number}")
    elif one != two:
        yield path, [one, two]


def _changed_rows(one: pl.DataFrame, two: pl.DataFrame) -> dict[str, Any]:
    """How many rows have another fate, and the first of them; ids that stand twice are told apart by their order."""
    what = ["step", "reason", "part"]
    nth = pl.int_range(pl.len()).over("id").alias("nth")
    both = one.select("id", nth, *what, here=True).join(
        two.select("id", nth, *what, here=True), on=["id", "nth"], how="full", coalesce=True, suffix="_2"
    )
    other = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_2")) for name in [*what, "here"])
    changed = both.filter(other).sort("id", "nth")
    return {"count": changed.height, "first": [_both(row) for row in changed.head(_SHOWN).to_dicts()]}


def _both(row: dict[str, Any]) -> dict[str, Any]:
    told = {"id": row["id"]}
    for name, end in (("first", ""), ("second", "_2")):
        fate = {"id": row["id"]} | {what: row[f"{what}{end}"] for what in ("step", "reason", "part")}
        told[name] = told_fate(fate).removeprefix(f"{row['id']}: ") if row[f"here{end}"] else "not there"
    return told


def told_differences(found: Mapping[str, Any]) -> Iterator[str]:
    """Lines about the differences."""
    for what, changes in found.items():
        if what != "rows":
            yield from (f"{what} {path}: {one!r} -> {two!r}" for path, (one, two) in changes.items())
    if rows := found.get("rows"):
        yield f"{rows['count']} rows have another fate:"
        yield from (f"  {row['id']}: {row['first']} -> {row['second']}" for row in rows["first"])
