"""A look at a file: what it is, how that was told, and what its rows hold."""

from typing import Any

from mathdata import registry
from mathdata.errors import AmbiguousFormat, UnknownLayout
from mathdata.formats.detect import votes
from mathdata.model import Model
from mathdata.sources import Source, SourceFile, expand, open_container, open_layout, sample_rows

_SHOWN_CHARS = 200


class Inspection(Model):
    """What was found in one file."""

    file: str
    container: str
    format: str | None
    """Null where no layout fits or several do."""
    evidence: str
    """Why this format, or why none."""
    notes: list[str]
    """Encoding and compression."""
    votes: dict[str, int]
    """Rows of the sample that each format recognises."""
    sampled_rows: int
    keys: dict[str, int]
    """Keys of the rows of the sample, and how many rows have each."""
    first_record: dict[str, Any] | None
    rejects: list[str]
    """The first rows of the sample that cannot be read."""


def inspect_source(source: Source) -> list[Inspection]:
    """What each file of a source is.

    Raises:
        InputError: if a file is no data file at all.
    """
    found = []
    for name, path in expand(source.path, source):
        incoming, container = open_container(name, path, source)
        rows = sample_rows(container, incoming)
        try:
            file = open_layout(incoming, container, rows, source)
        except (UnknownLayout, AmbiguousFormat) as error:
            found.append(_described(incoming, container, rows, str(error)))
        else:
            found.append(_inspection(file, rows))
    return found


def _inspection(file: SourceFile, rows: list[Any]) -> Inspection:
    decoded = file.decode(next(iter(file.batches())))
    first = (
        {n: v for n, v in decoded.records.row(0, named=True).items() if v not in (None, [])}
        if decoded.records.height
        else None
    )
    base = _described(file.input, file.container, rows, file.vote.evidence)
    rejects = [str(rejected) for rejected in decoded.rejects[:5]]
    return base.model_copy(update={"format": file.format.kind, "first_record": first, "rejects": rejects})


def _described(incoming: Any, container: Any, rows: list[Any], evidence: str) -> Inspection:
    keys: dict[str, int] = {}
    for row in rows:
        for key in row:
            keys[key] = keys.get(key, 0) + 1
    formats = {kind: layout for kind, layout in registry.everything("formats").items() if not layout.writes_only}
    return Inspection(
        file=incoming.name, container=container.kind, format=None, evidence=evidence, notes=incoming.notes,
        votes={vote.format.kind: vote.rows for vote in votes(rows, formats)}, sampled_rows=len(rows), keys=keys,
        first_record=None, rejects=[],
    )  # fmt: skip


def told(found: Inspection) -> str:
    """The inspection as text for a person."""
    lines = [
        found.file,
        f"  container  {found.container}",
        f"  layout     {found.format or 'unknown'}: {found.evidence}",
        *(f"  note       {note}" for note in found.notes),
        f"  votes      {_counts(found.votes, found.sampled_rows) or 'none'} of {found.sampled_rows} sampled rows",
        f"  keys       {_counts(found.keys, found.sampled_rows)}",
    ]
    for name, value in (found.first_record or {}).items():
        text = str(value).replace("\n", "⏎")
        lines.append(f"  {name:<10} {text[:_SHOWN_CHARS]}{'…' if len(text) > _SHOWN_CHARS else ''}")
    return "\n".join([*lines, *(f"  reject     {reason}" for reason in found.rejects)])


def _counts(counts: dict[str, int], total: int) -> str:
    return ", ".join(name if count == total else f"{name} ({count})" for name, count in counts.items())
