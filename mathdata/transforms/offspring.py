"""Rows made of rows: children behind their parents, and those that the firewall refused, marked."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import polars as pl

from mathdata.drawing import draw_key
from mathdata.firewall import Difference
from mathdata.step import children
from mathdata.wire import dumps, loads

REFUSED = "@refused"
"""Key in `extra` of a child that was set aside: what it says otherwise than its parent."""


class Child(NamedTuple):
    """What one child says in the column that was changed, and how it came about."""

    text: str
    operations: Sequence[Any] = ()
    """Told in `extra` under `@` and the name of the step."""
    refusal: str | None = None
    """Why it is set aside, as the ledger counts it; null: it stays."""
    difference: Difference | None = None
    name: str | None = None
    """What names it among its sisters; null: its text."""


def refused(kind: str, difference: Difference | None) -> str | None:
    """The reason of a difference in the ledger, such as `eda_changed_number`."""
    return None if difference is None else f"{kind}_changed_{difference.kind}"


def with_children(
    records: pl.DataFrame, step: str, made: Sequence[Sequence[Child]], *, on: str, seed: int
) -> pl.DataFrame:
    """The records, each followed by its children; all but `on`, `id`, `parent` and `extra` are the parent's.

    A child is named after its text, `17~eda5d41c0a9`: whoever is made elsewhere, and however many of them, it keeps
    its name.
    """
    places = [place for place, several in enumerate(made) for _ in several]
    if not places:
        return records
    each = [child for several in made for child in several]
    names = [f"{draw_key(seed, step, child.name or child.text):016x}"[:10] for child in each]
    born = children(records[places], step, number=pl.lit(pl.Series(names)))
    extras = [_extra(old, step, child) for old, child in zip(born["extra"], each, strict=True)]
    born = born.with_columns(
        pl.Series(on, [child.text for child in each], dtype=pl.String),
        extra=pl.Series(extras, dtype=pl.String),
        dropped=pl.Series([child.refusal for child in each], dtype=pl.String),
    )
    order = pl.Series("#", [*range(records.height), *places], dtype=pl.UInt32)
    together = pl.concat([records, born]).with_columns(order)
    return together.sort("#", maintain_order=True).drop("#")


def _extra(extra: str | None, step: str, child: Child) -> str | None:
    keys: dict[str, Any] = loads(extra.encode()) if extra else {}
    told: Mapping[str, Any] = {f"@{step}": list(child.operations)} if child.operations else {}
    why = {REFUSED: child.difference._asdict()} if child.difference is not None else {}
    return dumps({**keys, **told, **why}) if keys or told or why else None
