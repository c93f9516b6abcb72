"""Which layout a file has: every format looks at a sample of rows, and what they say is shown.

Formats that would read the sample alike are no contradiction: the more specific one is taken. Where they
would read it differently, the user must choose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mathdata.errors import AmbiguousFormat, InputError, UnknownLayout
from mathdata.formats.base import Format, Row, read_row

# The most specific first: of formats that read a sample alike, the first is taken.
PRECEDENCE = ("messages", "sharegpt", "xtuner", "choice", "alpaca", "swift", "qa")


@dataclass(frozen=True)
class Vote:
    """How one format sees a sample of rows."""

    format: Format
    rows: int
    """How many rows of the sample it recognises."""
    evidence: str
    """What it saw in the first of them."""


def votes(rows: Sequence[Row], formats: Mapping[str, type[Format]]) -> list[Vote]:
    """What each format that recognises any row says, most rows first."""
    found = []
    for layout in (kind() for kind in formats.values()):
        seen = [(reason, row) for row in rows if (reason := layout.recognise(row))]
        if seen:
            found.append(Vote(layout.settled([row for _, row in seen]), len(seen), seen[0][0]))
    order = {kind: rank for rank, kind in enumerate(PRECEDENCE)}
    return sorted(found, key=lambda vote: (-vote.rows, order.get(vote.format.kind, -1)))


def detect(rows: Sequence[Row], formats: Mapping[str, type[Format]], *, file: str) -> Vote:
    """The vote that wins.

    Raises:
        UnknownLayout: if no format recognises a row.
        AmbiguousFormat: if two formats recognise most rows and would read them differently.
    """
    found = votes(rows, formats)
    if not found:
        raise UnknownLayout(_unknown(rows, file))
    best, *others = found
    rivals = [vote for vote in others if vote.rows == best.rows and not _alike(best.format, vote.format, rows)]
    if rivals:
        names = sorted([best.format.kind, *(vote.format.kind for vote in rivals)])
        seen = "; ".join(f"{vote.format.kind}: {vote.evidence}" for vote in (best, *rivals))
        raise AmbiguousFormat(f"{file}: fits {names} ({seen}); say which with --from {'|'.join(names)}")
    return best


def _alike(one: Format, other: Format, rows: Sequence[Row]) -> bool:
    return all(_reading(one, row) == _reading(other, row) for row in rows)


def _reading(layout: Format, row: Row) -> dict[str, Any] | None:
    try:
        record = read_row(layout, row)
    except InputError:
        return None
    return {name: value for name, value in record.items() if name != "extra"}


def _unknown(rows: Sequence[Row], file: str) -> str:
    keys = sorted({key for row in rows for key in row})
    hint = "name the two that matter: --map problem=KEY --map solution=KEY"
    if len(rows) == 1 and (lists := [key for key, value in rows[0].items() if _is_rows(value)]):
        hint = f"the rows seem to stand under {lists[0]!r}: --at {lists[0]}"
    parts = [key for key in keys if key.lower() in ("body", "context", "passage")]
    if parts:
        hint = f"the problem seems to stand in parts: --map 'problem={{{parts[0]}}} {{Question}}' --map solution=KEY"
    return f"{file}: no known layout, found the keys {keys}; {hint} (keys may be paths such as a.b or a.0.b)"


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)
