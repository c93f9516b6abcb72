"""Plain text, one row a line, for pretraining. Written only; a line feed would end a row, so it is not allowed."""

from collections.abc import Iterable
from typing import BinaryIO, ClassVar

import polars as pl

from mathdata.containers.base import Container
from mathdata.containers.texts import joined
from mathdata.errors import LossError
from mathdata.wire import JsonLines


class Txt(Container):
    """The value of `text` of each row, one a line."""

    kind: ClassVar[str] = "txt"
    suffixes: ClassVar[tuple[str, ...]] = (".txt",)

    def write(self, texts: Iterable[pl.Series], target: BinaryIO) -> None:
        """One text a line.

        Raises:
            LossError: if a row has no `text`, or its text has a line feed.
        """
        for block in texts:
            for row in JsonLines(bytes(joined(block))).parsed():
                text = row.get("text")
                if not isinstance(text, str):
                    raise LossError("txt files hold rendered text only; say --to text, or write .jsonl")
                if "\n" in text or "\r" in text:
                    raise LossError(
                        "NEWLINE_LOST: a txt file ends a row at each line feed, and a text holds one "
                        f"({text[:40]!r}…); write .jsonl or .parquet instead"
                    )
                target.write(text.encode() + b"\n")
