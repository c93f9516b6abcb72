"""Rows of JSON text kept in a file of their own, to be read more than once."""

import os
import tempfile
from collections.abc import Iterable, Iterator

import polars as pl

from mathdata.containers.texts import joined

_LENGTH_BYTES = 8


class Spool:
    """Blocks of rows on disk; each iteration begins anew."""

    def __init__(self, texts: Iterable[pl.Series]) -> None:
        self._file = tempfile.TemporaryFile(prefix="mathdata-")  # noqa: SIM115 (open as long as the spool)
        for block in texts:
            self.put(block)

    def put(self, block: pl.Series) -> None:
        """Add a block at the end."""
        data = joined(block, end="\n", ascii_only=False)
        self._file.seek(0, os.SEEK_END)
        self._file.write(len(data).to_bytes(_LENGTH_BYTES) + data)

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[pl.Series]:
        self._file.seek(0)
        while length := self._file.read(_LENGTH_BYTES):
            data = self._file.read(int.from_bytes(length))
            yield pl.Series("text", data.decode().split("\n")[:-1], dtype=pl.String)
