"""The contract of a container: how one kind of file holds wire rows."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

import polars as pl
from pydantic import Field

from mathdata.containers.streams import Input
from mathdata.errors import OptionError
from mathdata.model import Model
from mathdata.wire import Batch

BATCH_BYTES = 4 << 20
"""Bytes of rows that are read, converted and written at a time: a file of any size takes the same memory."""
MAX_ROW_BYTES = 256 << 20
"""A longer row is refused: it is a damaged file, or a small one blown up by its compression."""


class Container(Model):
    """How one kind of file holds rows."""

    kind: ClassVar[str]
    """Name of the container on the command line."""
    suffixes: ClassVar[tuple[str, ...]] = ()
    """Endings of file names, with the full stop."""
    end: ClassVar[str] = "\n"
    """What each JSON text that is given to `write` ends with."""
    typed: ClassVar[bool] = False
    """Whether every row must have the same columns, so that they are to be known before writing."""
    writes_folder: ClassVar[bool] = False
    """Whether an output is a folder instead of a file."""
    spreads: ClassVar[bool] = False
    """Whether the files of that folder are moved beside the target instead, since their names belong together."""
    streams: ClassVar[bool] = True
    """Whether it can be read from and written to a pipe."""
    holds_tokens: ClassVar[bool] = False
    """Whether it can hold rows of tokens."""
    uniform: ClassVar[bool] = False
    """Whether its trainers read rows of tokens as arrays of one length, and know padding by its token."""

    at: str = Field(default="", description="Path to the list of rows inside a JSON document.")
    ascii: bool = Field(default=False, description="Write every character beyond ASCII as an escape.")

    def read(self, source: Input) -> Iterator[Batch]:
        """Batches of wire rows, in the order of the file.

        Raises:
            InputError: if the file is damaged in a way that is not the fault of one row.
        """
        raise OptionError(f"{source.name}: {self.kind} files can be written, not read")

    def write(self, texts: Iterable[pl.Series], target: BinaryIO) -> None:
        """Write rows, given as JSON texts with `end` behind each, to an open file."""
        raise OptionError(f"{self.kind} files can be read, not written")

    def write_folder(self, texts: Iterable[pl.Series], target: Path) -> None:
        """Write rows, given as JSON texts with `end` behind each, into a new folder."""
        raise OptionError(f"{self.kind} is not a folder")

    def write_tokens(self, frames: Iterable[pl.DataFrame], target: BinaryIO) -> None:
        """Write rows of tokens, as lists of whole numbers, to an open file; there is one frame at least."""
        raise OptionError(f"{self.kind} files cannot hold tokens")

    def write_tokens_folder(self, frames: Iterable[pl.DataFrame], target: Path, *, rows: int) -> None:
        """Write so many rows of tokens, as lists of whole numbers, into a new folder; one frame at least."""
        raise OptionError(f"{self.kind} is not a folder")
