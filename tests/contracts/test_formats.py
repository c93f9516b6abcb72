"""What every format keeps, ours and those of plug-ins alike."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from wild_records import corpora

from mathdata import registry
from mathdata.formats.base import Format, given_id, read_row, write_row
from mathdata.formats.decoding import decode
from mathdata.formats.encoding import encode, with_dicts
from mathdata.formats.losses import facts, losses
from mathdata.schema import flattened
from mathdata.sources import row_types
from mathdata.wire import JsonLines, dumps

LAYOUTS = [kind() for kind in registry.everything("formats").values()]
READABLE = [layout for layout in LAYOUTS if not layout.writes_only]
each_layout = pytest.mark.parametrize("layout", READABLE, ids=lambda layout: layout.kind)


def as_lines(texts: pl.Series) -> bytes:
    """The rows as a file of JSON lines."""
    return "".join(f"{text}\n" for text in texts).encode()


def read_lines(layout: Format, lines: bytes) -> pl.DataFrame:
    """Records of JSON lines, by whatever path the rows allow."""
    batch = JsonLines(lines)
    parsed = batch.parsed()
    assert all(isinstance(row, dict) for row in parsed), parsed
    settled = layout.settled(parsed)
    decoded = decode(settled, batch, row_types(settled, parsed), source="wild", file="wild.jsonl")
    assert not decoded.rejects, decoded.rejects
    return decoded.records


def comparable(records: pl.DataFrame, *, ids: bool = True) -> list[dict[str, Any]]:
    """Records as dicts, whose `extra` is compared by what it says and not by the order of its keys."""
    rows = [with_dicts(row) for row in records.to_dicts()]
    for row in rows:
        if not ids and not given_id(row):
            del row["id"]
    return rows


@each_layout
@given(data=st.data())
def test_what_is_written_is_read_back(layout: Format, data: st.DataObject) -> None:
    """Records that a layout can carry come back from it equal, whatever their texts and extra keys."""
    records = data.draw(corpora(layout))
    assert losses(layout, records) == {}
    texts, failed = encode(layout, records, facts(records))
    assert failed == []
    assert comparable(read_lines(layout, as_lines(texts))) == comparable(records)


@each_layout
@given(data=st.data())
def test_there_and_back(layout: Format, data: st.DataObject) -> None:
    """From one layout to another and back, rows that both can carry come back as they were."""
    target = data.draw(st.sampled_from(READABLE))
    records = data.draw(corpora(target if target.kind == "choice" else layout, layout.carries & target.carries, most=2))
    texts, failed = encode(layout, records, facts(records))
    there = read_lines(layout, as_lines(texts))
    away, failed_away = encode(target, there, facts(there))
    if target.kind == "choice" and layout.kind != "choice":
        records = there
    assert failed == failed_away == []
    back = read_lines(target, as_lines(away))
    again, failed_again = encode(layout, back, facts(back))
    assert failed_again == []
    assert [JsonLines(text.encode()).parsed()[0] for text in again] == [
        JsonLines(text.encode()).parsed()[0] for text in texts
    ]


@each_layout
@given(data=st.data())
def test_columns_say_what_rows_say(layout: Format, data: st.DataObject) -> None:
    """Reading and writing in columns gives what reading and writing row by row gives."""
    records = data.draw(corpora(layout))
    found = facts(records)
    texts, _ = encode(layout, records, found)
    rows = [write_row(layout, with_dicts(row), found, given=given_id(row)) for row in records.to_dicts()]
    assert JsonLines(as_lines(texts)).parsed() == JsonLines("\n".join(map(dumps, rows)).encode()).parsed()

    parsed = JsonLines(as_lines(texts)).parsed()
    settled = layout.settled(parsed)
    in_columns = comparable(read_lines(layout, as_lines(texts)))
    by_row = [with_dicts(flattened(read_row(settled, row))) for row in parsed]
    for number, row in enumerate(by_row, 1):
        row |= {"id": row["id"] or f"wild:{number}", "source": "wild"}
    assert in_columns == by_row


@each_layout
@given(data=st.data())
def test_batches_do_not_matter(layout: Format, data: st.DataObject) -> None:
    """Row by row or all at once, the same bytes are written and the same records read."""
    records = data.draw(corpora(layout))
    found = facts(records)
    texts, _ = encode(layout, records, found)
    alone = [encode(layout, records[at : at + 1], found)[0].item() for at in range(records.height)]
    assert alone == texts.to_list()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.kind)
@given(data=st.data())
def test_what_cannot_be_carried_is_counted_or_refused(layout: Format, data: st.DataObject) -> None:
    """A record that a layout cannot carry is counted as a loss, refused, or comes back whole: never cut in silence."""
    messages = registry.load("formats", "messages")()
    records = data.draw(corpora(messages, most=1))
    if losses(layout, records) or layout.writes_only:
        return
    texts, failed = encode(layout, records, facts(records))
    if not failed:
        assert comparable(read_lines(layout, as_lines(texts))) == comparable(records)
