"""After the outputs: what trainers are told of them, where the user asked for it."""

from pathlib import Path
from typing import Any

import orjson
import polars as pl

from mathdata.engines.books import Books
from mathdata.engines.token_output import TokenSink
from mathdata.errors import InputError
from mathdata.formats.base import Format
from mathdata.handover import TRAINERS, Written
from mathdata.outputs import Outputs


def refuse_unreadable(written: Written, trainers: list[str]) -> None:
    """Refuse an output that one of the trainers cannot read, before there is any work to lose.

    Raises:
        OptionError: saying what it can read.
    """
    for trainer in trainers:
        TRAINERS[trainer](written)


def hand_over(wanted: list[tuple[Written, list[str]]], outputs: Outputs, books: Books) -> None:
    """Write the sections for all outputs; entries of one file are put together.

    Raises:
        InputError: if there is a file already that should take an entry, and is no JSON object.
    """
    shared: dict[str, dict[str, Any]] = {}
    for written, trainers in wanted:
        for trainer in trainers:
            section = TRAINERS[trainer](written)
            books.notes += section.notes
            if section.entry:
                shared.setdefault(section.place, _there(section.place)).update(section.entry)
                continue
            with outputs.file(section.place) as file:
                file.write(section.text.encode())
    for place, entries in shared.items():
        with outputs.file(place) as file:
            file.write(orjson.dumps(entries, option=orjson.OPT_INDENT_2) + b"\n")


def written_text(path: str, container: str, layout: Format, keys: frozenset[str], *, flagged: bool) -> Written:
    """What is known of an output in a layout."""
    named = {name: getattr(layout, name) for name in ("problem", "solution") if getattr(layout, name, None)}
    return Written(path=path, container=container, layout=layout.kind, keys=keys, flagged=flagged, **named)


def written_tokens(sink: TokenSink, *, shards: int) -> Written:
    """What is known of an output of tokens."""
    columns = sink.columns()
    keys = {"input_ids", "labels"} | ({"position_ids", "boundaries"} if columns.packed else set())
    return Written(
        path=sink.path, container=sink.container.kind, layout="tokens", keys=frozenset(keys),
        length=columns.length, pad_id=columns.pad_id, shards=shards,
    )  # fmt: skip


def shared_keys(known: frozenset[str] | None, texts: pl.Series) -> frozenset[str] | None:
    """The keys that every row has, those of these JSON texts and those before."""
    for text in texts.drop_nulls():
        keys = orjson.loads(text.rstrip(",\n")).keys()
        known = frozenset(keys) if known is None else known & keys
    return known


def _there(place: str) -> dict[str, Any]:
    """The entries of a file that is there already."""
    file = Path(place)
    if not file.exists():
        return {}
    try:
        found = orjson.loads(file.read_bytes())
    except orjson.JSONDecodeError as error:
        raise InputError(f"{place}: found no JSON ({error}), wanted an object of data sets; mend or move it") from None
    if not isinstance(found, dict):
        raise InputError(f"{place}: found a JSON {type(found).__name__}, wanted an object of data sets; move it")
    return found
