"""The contract of a format: one published layout, mapped to records and back, one row at a time.

A format names the keys of its layout and knows no bytes. It is written as if for one row:
`mathdata.formats.decoding` and `encoding` run it on whole columns wherever the rows allow it.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import polars as pl
import pyarrow as pa

from mathdata.errors import InputError
from mathdata.formats.nested import parse_list
from mathdata.formats.own_keys import BESIDE, STOWED, opened
from mathdata.model import Model
from mathdata.schema import COLUMNS, Turn
from mathdata.wire import text_of

Row = dict[str, Any]
"""A wire row, as JSON gives it; numbers are `mathdata.wire.Number`."""

TEXT = pa.string()
TEXT_COLUMNS = [n for n, t in COLUMNS.items() if t == pl.String and n not in ("id", "source", "extra")]
"""Columns of a record that are plain texts."""
EMPTY: Mapping[str, Any] = {
    "id": None, "system": None, "history": [], "problem": None, "trajectory": [], "solution": None,
    "rejected": None, "answer": None, "category": None, "language": None, "parent": None,
}  # fmt: skip


class Format(Model):
    """How one trainer lays a conversation out in a row, in both directions."""

    kind: ClassVar[str]
    """Name of the format on the command line."""
    keys: ClassVar[Mapping[str, pa.DataType]] = {}
    """The keys of a well-formed row and the type of each: rows that fit are read as columns."""
    tags: ClassVar[frozenset[str]] = frozenset()
    """Fields inside `keys` whose values steer the reading, such as `role`."""
    carries: ClassVar[frozenset[str]] = frozenset()
    """What the layout has a place for, of the features of `mathdata.formats.losses`."""
    columns: ClassVar[frozenset[str]] = frozenset()
    """Those of `STOWED` that the layout has a key of its own for."""
    aliases: ClassVar[frozenset[str]] = frozenset()
    """Keys in lower case that mean something to the layout besides `keys`, if only in some rows."""
    looks_inside: ClassVar[bool] = False
    """Whether texts decide how a row is read or written; if so, every row is done by itself."""
    writes_only: ClassVar[bool] = False
    """Whether the layout cannot be read back."""

    def typed_keys(self) -> Mapping[str, pa.DataType]:
        """`keys`, for a format whose options name them."""
        return self.keys

    def meant(self) -> frozenset[str]:
        """Keys in lower case that may mean something to the layout."""
        return self.aliases | {key.lower() for key in self.typed_keys()}

    def settled(self, rows: Sequence[Row]) -> "Format":
        """This format with the options that it leaves open chosen by a look at some rows."""
        return self

    def recognise(self, row: Row) -> str | None:
        """Why `row` looks like this layout, in a few words; null if it does not."""
        raise NotImplementedError

    def decode(self, row: Row) -> dict[str, Any]:
        """The columns of a record that `row` holds; every key that was understood is popped from it.

        Raises:
            InputError: if the row is not of this layout.
        """
        raise NotImplementedError

    def encode(self, record: Mapping[str, Any], facts: frozenset[str]) -> Row:
        """The wire row of `record`; keys of `record["extra"]` that found a place are popped from it.

        `facts` says what holds somewhere in the corpus: `loss` if any turn has a loss flag.

        Raises:
            InputError: if the layout cannot say what the record holds.
        """
        raise NotImplementedError


def read_row(layout: Format, row: Row) -> dict[str, Any]:
    """The columns of one wire row; `extra` is a dict of what the layout does not know.

    Raises:
        InputError: if the row is not of this layout.
    """
    row = opened(dict(row))
    apart = row.pop(BESIDE, {})
    stowed = {name: row.pop(f"@{name}") for name in STOWED if isinstance(row.get(f"@{name}"), str)}
    given = row.get("id")
    record = {**EMPTY, **layout.decode(row)}
    # What stands under a key of the layout itself comes first; the stowed one then stays beside it.
    row |= {f"@{name}": value for name, value in stowed.items() if record[name] is not None}
    record |= {name: value for name, value in stowed.items() if record[name] is None}
    if given not in (None, "") and not isinstance(given, list | dict):
        record["id"] = text_of(given, "id")
    if type(given) is str and given:
        row.pop("id", None)  # a number stays, to come back as one
    record["extra"] = record.get("extra", {}) | row | apart
    return record


def write_row(
    layout: Format, record: Mapping[str, Any], facts: frozenset[str], *, given: bool, keep_extra: bool = True
) -> Row:
    """The wire row of one record; `record["extra"]` is a dict.

    Without `keep_extra` it has the keys of the layout only. `given` says that the record came with its id
    (`given_id`). A key of `extra` that the layout now uses itself is put under `@extra`, so that nothing is lost.

    Raises:
        InputError: if the layout cannot say what the record holds.
    """
    extra = dict(record["extra"])
    row = layout.encode({**record, "extra": extra}, facts)
    if not keep_extra:
        return row
    apart = {key: extra.pop(key) for key in _misread(layout, record, row, extra)}
    if "id" not in row and "id" not in extra and given:
        row = {"id": record["id"], **row}
    for name in STOWED:
        if record[name] is not None and name not in layout.columns:
            row[f"@{name}"] = record[name]
    apart |= {key: extra.pop(key) for key in list(extra) if key in row}
    if "id" in apart and str(apart["id"]) == row.get("id"):
        del apart["id"]
    return row | extra | ({BESIDE: apart} if apart else {})


def _misread(layout: Format, record: Mapping[str, Any], row: Row, extra: Row) -> list[str]:
    """Keys of `extra` that would be taken for the layout's own if they stood beside those of `row`."""
    meant = layout.meant() - {"id"}
    suspects = [key for key in extra if key not in row and key.lower() in meant]
    if not suspects or layout.writes_only:
        return suspects
    try:
        read = read_row(layout, row | {key: extra[key] for key in suspects})
    except InputError:
        return suspects
    said = all(read[name] == record[name] for name in EMPTY if name not in ("id", *STOWED)) and read["answer"] is None
    kept = all(key in read["extra"] and read["extra"][key] == extra[key] for key in suspects)
    return [] if said and kept else suspects


def given_id(record: Mapping[str, Any]) -> bool:
    """Whether the record came with an id, rather than being named after its place in its source."""
    return not record["id"].startswith(f"{record['source']}:")


def turn(role: str, content: str, *, loss: bool | None = None, extra: Row | None = None) -> Turn:
    """A canonical turn."""
    return {"role": role, "content": content, "loss": loss, "extra": extra or {}}


def pop_text(row: Row, key: str) -> str | None:
    """The text under `key`, popped; null where it is absent or null.

    Raises:
        InputError: if it is a list or an object.
    """
    value = row.pop(key, None)
    return value if type(value) is str or value is None else text_of(value, key)


def need_text(row: Row, key: str) -> str:
    """The text under `key`, popped.

    Raises:
        InputError: if it is absent, null, a list or an object.
    """
    text = pop_text(row, key)
    if text is None:
        raise InputError(f"found no text at {key!r}, wanted it; fill it in or set the row aside with --rejects")
    return text


def pop_list(row: Row, key: str) -> list[Any]:
    """The list under `key`, popped; a cell of text may spell it.

    Raises:
        InputError: if there is none.
    """
    value = row.pop(key, None)
    items = parse_list(value) if isinstance(value, str) else value
    if not isinstance(items, list):
        raise InputError(f"found no list at {key!r}, keys {sorted(row)}; wanted a list of turns")
    return items


def first_item(row: Row, key: str) -> Row:
    """The first item of the list under `key`; an empty one if there is no list of objects."""
    value = row.get(key)
    items = parse_list(value) if isinstance(value, str) else value
    return items[0] if isinstance(items, list) and items and isinstance(items[0], dict) else {}


def pairs(turns: list[Turn]) -> list[list[str]]:
    """Turns as question and answer pairs, for layouts that know no other order.

    Raises:
        InputError: if users and assistants do not alternate, beginning with a user.
    """
    for number, (asked, answered) in enumerate(zip(turns[::2], [*turns[1::2], None], strict=False)):
        roles = [asked["role"], answered["role"] if answered else "nothing"]
        if roles != ["user", "assistant"]:
            raise InputError(
                f"found {roles[0]} then {roles[1]} as round {number + 1} of the history, wanted user then "
                "assistant; write it as messages or sharegpt, or merge the turns"
            )
    return [[asked["content"], answered["content"]] for asked, answered in zip(turns[::2], turns[1::2], strict=True)]
