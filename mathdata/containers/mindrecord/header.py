"""The header of a data file: eight bytes of length, then JSON, then zeros up to the first page.

```text
0                 8                                  header_size
| length, LE      | {"header_size":16777216,"...     | 0 0 0 ...  | page 0 | page 1 | ...
```

The JSON has no spaces; its keys stand in MindSpore's order, those of inner objects are sorted.
"""

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic import Field as Option

from mathdata.containers.mindrecord.pages import Page
from mathdata.containers.mindrecord.schema import MIB, Layout, Schema
from mathdata.errors import InputError, OptionError

LENGTH_BYTES = 8
COMPRESSED, UNCOMPRESSED = "3.0", "2.0"


def encode_header(
    schema: Schema, layout: Layout, pages: list[Page], *, shard: int, names: list[str], saved: int
) -> bytes:
    """The header of one shard, without the zeros.

    Args:
        schema: the fields.
        layout: sizes, version and index fields.
        pages: all pages of the shard.
        shard: its number.
        names: the data files of the set.
        saved: bytes that compression saved in the whole set, as far as positive.

    Raises:
        OptionError: if it does not fit `layout.header_size`.
    """
    values = {
        "header_size": layout.header_size,
        "index_fields": [{"index_field": name, "schema_id": 0} for name in layout.index] or None,
        "page": [_page_entry(page, shard) for page in pages] or None,
        "page_size": layout.page_size,
        "compression_size": max(saved, 0),
        "schema": [_schema_object(schema)],
        "shard_addresses": names,
        "shard_id": shard,
        "statistics": None,
        "version": COMPRESSED if layout.compress else UNCOMPRESSED,
    }
    text = ",".join(f'"{key}":{_compact_json(value)}' for key, value in values.items())
    data = f"{{{text}}}".encode()
    if LENGTH_BYTES + len(data) > layout.header_size:
        raise OptionError(
            f"the header takes {LENGTH_BYTES + len(data)} bytes for {len(pages)} pages, header_size is "
            f"{layout.header_size}; raise header_size or page_size"
        )
    return len(data).to_bytes(LENGTH_BYTES, "little") + data


def _compact_json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _schema_object(schema: Schema) -> dict[str, Any]:
    fields = {name: field.model_dump(exclude_none=True) for name, field in schema.fields.items()}
    return {"blob_fields": schema.blob_fields, "desc": schema.description, "schema": fields}


def _page_entry(page: Page, shard: int) -> dict[str, Any]:
    groups = [(0, 0)] if page.is_blob else page.groups  # of a blob page it means nothing, yet is always there
    return {
        "end_row_id": page.end_row,
        "page_id": page.page_id,
        "page_size": page.used,
        "page_type": "BLOB_DATA" if page.is_blob else "RAW_DATA",
        "page_type_id": page.type_id,
        "row_group_ids": [{"id": group, "offset": offset} for group, offset in groups],
        "shard_id": shard,
        "start_row_id": page.start_row,
    }


def _empty_for_null(value: Any) -> Any:
    return [] if value is None else value


_STRANGER = ConfigDict(frozen=True, extra="ignore")  # other writers may add keys

Natural = Annotated[int, Option(ge=0)]


class RowGroup(BaseModel):
    """Where the raw rows of a group start."""

    model_config = _STRANGER

    id: Natural
    offset: Natural


class PageEntry(BaseModel):
    """A page as the header lists it."""

    model_config = _STRANGER

    page_id: Natural
    page_size: Natural
    page_type: Literal["BLOB_DATA", "RAW_DATA"]
    page_type_id: Natural
    row_group_ids: Sequence[RowGroup]
    start_row_id: Natural
    end_row_id: Natural


class SchemaObject(BaseModel):
    """The schema as the header has it."""

    model_config = _STRANGER

    desc: str = ""
    fields: dict[str, Any] = Option(alias="schema")


class IndexField(BaseModel):
    """A field that the index holds too."""

    model_config = _STRANGER

    index_field: str


class Header(BaseModel):
    """What the header of a data file says."""

    model_config = _STRANGER

    header_size: Annotated[int, Option(ge=16 * 1024, le=128 * MIB)]
    page_size: Annotated[int, Option(ge=32 * 1024, le=256 * MIB)]
    version: Literal["2.0", "3.0"]
    index_fields: Annotated[Sequence[IndexField], BeforeValidator(_empty_for_null)]
    page: Annotated[Sequence[PageEntry], BeforeValidator(_empty_for_null)]
    schemas: Annotated[Sequence[SchemaObject], Option(alias="schema", min_length=1, max_length=1)]
    shard_addresses: Annotated[Sequence[str], Option(min_length=1, max_length=4096)]

    @property
    def schema_of_rows(self) -> Schema:
        """The fields of the file."""
        only = self.schemas[0]
        return Schema(fields=only.fields, description=only.desc)

    @property
    def blob_pages(self) -> list[PageEntry]:
        """Pages of arrays and bytes, in the order of their rows."""
        return [page for page in self.page if page.page_type == "BLOB_DATA"]

    @property
    def rows(self) -> int:
        """The number of rows in the shard."""
        return max((page.end_row_id for page in self.page), default=0)

    def raw_ranges(self) -> dict[int, tuple[PageEntry, int, int]]:
        """For each row group the raw page and the bytes in it."""
        ranges = {}
        for page in self.page:
            if page.page_type == "RAW_DATA":
                starts = [group.offset for group in page.row_group_ids]
                for group, stop in zip(page.row_group_ids, [*starts[1:], page.page_size], strict=True):
                    ranges[group.id] = (page, group.offset, stop)
        return ranges


def decode_header(data: bytes, where: str) -> Header:
    """The header from its JSON text.

    Raises:
        InputError: if it is not JSON, lacks something or contradicts itself.
    """
    try:
        header = Header.model_validate_json(data)
        _ = header.schema_of_rows
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the text"
        raise InputError(f"{where}: not a MindRecord header: {place}: {first['msg']}") from None
    problem = _contradiction(header)
    if problem:
        raise InputError(f"{where}: damaged MindRecord header: {problem}")
    return header


def _contradiction(header: Header) -> str | None:
    if [page.page_id for page in header.page] != list(range(len(header.page))):
        return "pages are not numbered 0, 1, 2, ..."
    ranges = header.raw_ranges()
    row = 0
    for group, page in enumerate(header.blob_pages):
        if (page.page_type_id, page.start_row_id) != (group, row) or page.end_row_id < row:
            return f"rows of page {page.page_id} do not follow those of the page before"
        if group not in ranges:
            return f"no raw page holds row group {group}"
        row = page.end_row_id
    if any(page.page_size > header.page_size for page in header.page):
        return "a page is fuller than full"
    if any(not 0 <= start <= stop for _, start, stop in ranges.values()):
        return "row groups of a raw page overlap"
    return None
