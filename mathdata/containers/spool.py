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
        data = bytes(joined(block))
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
            lines = [line + "\n" for line in data.decode().split("\n")[:-1]]
            yield pl.Series("text", lines, dtype=pl.String)
