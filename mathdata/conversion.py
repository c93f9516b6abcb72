"""Where rows go: an output, and what happens to rows that fail."""

import re
from typing import Literal, Self

from pydantic import Field, model_validator

from mathdata.model import Model
from mathdata.tokens.options import TokenOptions

_SHARE = re.compile(r"(\d+(?:\.\d+)?)%")


class Output(Model):
    """Where rows go, and how they are laid out there."""

    path: str
    """A file, a folder for `arrow`, or `-` for standard output."""
    format: str | None = None
    """Name of the layout; null: that of the source."""
    container: str | None = None
    """Name of the container; null: by the ending of the name."""
    part: str | None = None
    """Part of a split to write; null: all rows."""
    map: dict[str, str] = Field(default_factory=dict)
    """Options of the layout, such as the keys of `qa` or the `template` of `text`."""
    renumber: bool = False
    """Give the rows the ids `"1"`, `"2"`, … in the order of the output."""
    lossy: bool = False
    """Leave out what the layout cannot carry, and count it, instead of refusing."""
    keep_extra: bool = True
    """Write the keys that no column holds."""
    ascii: bool = False
    """Write every character beyond ASCII as an escape."""
    shards: int = Field(default=1, ge=1, le=1000)
    """Number of data files, for containers that know such."""
    tokens: TokenOptions | None = None
    """Write the tokens of the records instead of a layout; `format` then says nothing."""

    handover: list[Literal["llamafactory", "mindformers", "swift", "xtuner"]] = Field(default_factory=list)
    """Trainers for which the few lines are written by which they find the output."""

    @property
    def beside(self) -> list[str]:
        """Other files that are written with it."""
        return [self.tokens.prompt] if self.tokens and self.tokens.prompt else []


class RejectPolicy(Model):
    """What happens to rows that cannot be read or written."""

    path: str | None = None
    """Where they are set aside, as JSON lines; null: the first of them stop the run."""
    at_most: str | None = None
    """The most that are allowed, a count `N` or a share `P%`; null: any number, if they are set aside."""

    @model_validator(mode="after")
    def _usable(self) -> Self:
        if self.at_most is not None and not (self.at_most.isdecimal() or _SHARE.fullmatch(self.at_most)):
            raise ValueError(f"found {self.at_most!r}, wanted a count such as 100 or a share such as 0.5%")
        if self.at_most not in (None, "0") and self.path is None:
            raise ValueError("rejects are allowed but have no place to go; name a file with --rejects")
        return self

    def exceeded(self, rejected: int, read: int | None) -> bool:
        """Whether there are too many; a share can be told only when all rows (`read`) are counted."""
        if self.path is None:
            return rejected > 0
        if self.at_most is None:
            return False
        if self.at_most.isdecimal():
            return rejected > int(self.at_most)
        return read is not None and 100 * rejected > float(self.at_most[:-1]) * read
