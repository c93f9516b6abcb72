"""What a MindRecord file can hold: named fields of six types, and the limits of the file's geometry."""

import math
import re
from collections.abc import Sequence
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic import Field as Option

FieldType = Literal["int32", "int64", "float32", "float64", "string", "bytes"]

KIB, MIB = 1 << 10, 1 << 20

_NUMPY_TYPES = {"int32": "<i4", "int64": "<i8", "float32": "<f4", "float64": "<f8"}
_FIELD_NAME = re.compile(r"[0-9A-Za-z_]+")


class Field(BaseModel):
    """One column: a scalar, a string, bytes, or an array if it has a shape.

    >>> Field(type="int32", shape=[-1]).is_blob, Field(type="int32").is_blob
    (True, False)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type: FieldType
    shape: tuple[int, ...] | None = None
    """Sizes of an array, at most one of them -1 for "as many as there are"; None for a single value."""

    @model_validator(mode="after")
    def _fits_the_format(self) -> Self:
        if self.shape is None:
            return self
        if self.type not in _NUMPY_TYPES:
            raise ValueError(f"a {self.type} field has no shape; leave {list(self.shape)} out")
        if not self.shape or any(size != -1 and size < 1 for size in self.shape) or self.shape.count(-1) > 1:
            raise ValueError(f"shape {list(self.shape)} is not possible; give positive sizes, at most one of them -1")
        return self

    @property
    def is_blob(self) -> bool:
        """Whether values stand in blob pages (arrays and bytes) rather than in raw pages."""
        return self.shape is not None or self.type == "bytes"

    @property
    def is_integer_array(self) -> bool:
        """Whether values are compressed."""
        return self.shape is not None and self.type.startswith("int")

    @property
    def dtype(self) -> str:
        """The numpy type of a numeric field, little endian; single bytes for `bytes`."""
        return _NUMPY_TYPES.get(self.type, "|u1")

    @property
    def item_size(self) -> int:
        """How many values one row holds, or a divisor of that number if a size is -1."""
        return math.prod(size for size in self.shape or () if size != -1)

    @property
    def has_fixed_size(self) -> bool:
        """Whether every row holds the same number of values."""
        return self.shape is not None and -1 not in self.shape


def _checked_names(fields: dict[str, Field]) -> dict[str, Field]:
    for name in fields:
        if not _FIELD_NAME.fullmatch(name):
            raise ValueError(f"field name {name!r} has other characters than ASCII letters, digits and _")
    return fields


class Schema(BaseModel):
    """The fields of a file by name.

    >>> schema = Schema(fields={"text": {"type": "string"}, "ids": {"type": "int32", "shape": [-1]}})
    >>> schema.blob_fields, schema.raw_fields
    (['ids'], ['text'])
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fields: Annotated[dict[str, Field], Option(min_length=1), AfterValidator(_checked_names)]
    description: str = ""

    @property
    def blob_fields(self) -> list[str]:
        """Names of arrays and bytes, in stored order."""
        return sorted(name for name, field in self.fields.items() if field.is_blob)

    @property
    def raw_fields(self) -> list[str]:
        """Names of single values and strings, in stored order."""
        return sorted(name for name, field in self.fields.items() if not field.is_blob)


class Layout(BaseModel):
    """How rows are laid out in files. The defaults are those of MindSpore."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shards: int = Option(default=1, ge=1, le=1000)
    """Number of data files."""

    compress: bool = True
    """Store integers in as few bytes as they need (version 3.0). False stores them as they are (version 2.0):
    several times faster to write and to read, but `FileWriter.open_for_append` destroys such files."""

    index: tuple[str, ...] = ()
    """Scalar fields to copy into the index, where MindSpore's samplers can find them."""

    page_size: int = Option(default=32 * MIB, ge=32 * KIB, le=256 * MIB, multiple_of=4)
    """Bytes in a page; a row must fit one."""

    header_size: int = Option(default=16 * MIB, ge=16 * KIB, le=128 * MIB, multiple_of=4)
    """Bytes before the first page. The file is sparse, so that unused ones take no room on disk."""

    def index_problem(self, schema: Schema) -> str | None:
        """Why `index` cannot be made for `schema`, or None.

        SQLite ignores case in column names, and reserves INC_0, INC_1 and so on in this layout.
        """
        folded = [name.lower() for name in self.index]
        for name, key in zip(self.index, folded, strict=True):
            if name not in schema.raw_fields:
                return f"field {name!r} is not a scalar of the schema; found {schema.raw_fields}"
            if folded.count(key) > 1:
                return f"field {name!r} is named twice (case does not count)"
            if key == "inc":
                return f"a field called {name!r} cannot be indexed; its column would be that of the index itself"
        return None


def names_of_shards(base: str, shards: int) -> list[str]:
    """The data files of a set.

    >>> names_of_shards("x.mindrecord", 1), names_of_shards("x", 11)[:2]
    (['x.mindrecord'], ['x00', 'x01'])
    """
    if shards == 1:
        return [base]
    digits = len(str(shards - 1))
    return [f"{base}{number:0{digits}}" for number in range(shards)]


def name_problem(name: str) -> str | None:
    """Why MindSpore could not open a file of this name, or None.

    >>> name_problem("train.mindrecord"), name_problem("a:b")
    (None, "':' is not allowed")
    """
    forbidden: Sequence[str] = [char for char in name if char in "\\/:*?\"<>|`&;'"]
    if forbidden:
        return f"{forbidden[0]!r} is not allowed"
    if not name or name != name.strip(" "):
        return "it must not be empty, nor start or end with a space"
    if any("\ud800" <= char <= "\udfff" for char in name):
        return "its index holds names in UTF-8, which this one is not"
    if name.endswith(("ENCRYPT", "HASH")):
        return "a file that ends in ENCRYPT or HASH is taken for an encrypted one"
    return None
