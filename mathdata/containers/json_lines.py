"""JSON lines: one object a line. The most robust form there is: a damaged line costs one row."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, ClassVar

import polars as pl

from mathdata.containers.base import BATCH_BYTES, MAX_ROW_BYTES, Container
from mathdata.containers.streams import Input
from mathdata.containers.texts import joined
from mathdata.errors import InputError
from mathdata.wire import Batch, JsonLines
from mathdata.wire.cutting import line_feeds


class JsonLinesFile(Container):
    """One JSON object a line; empty lines are passed over."""

    kind: ClassVar[str] = "jsonl"
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")

    def read(self, source: Input) -> Iterator[Batch]:
        """Batches of whole lines."""
        with source.open() as stream:
            for line, count, block in whole_lines(stream, source.name):
                if not block.isspace():
                    yield JsonLines(block, first_line=line, line_count=count)

    def write(self, texts: Iterable[pl.Series], target: BinaryIO) -> None:
        """The texts as they are."""
        for block in texts:
            target.write(joined(block, ascii_only=self.ascii))


def whole_lines(stream: BinaryIO, name: str) -> Iterator[tuple[int, int, bytes]]:
    """Blocks of about `BATCH_BYTES` that end where a line ends, each with its first line and its line count.

    Raises:
        InputError: if a line is longer than `MAX_ROW_BYTES`.
    """
    line = 1
    while block := stream.read(BATCH_BYTES):
        if not block.endswith(b"\n"):
            block += stream.readline(MAX_ROW_BYTES + 1)
        ended = line_feeds(block)
        if len(block) > BATCH_BYTES + MAX_ROW_BYTES:
            raise InputError(
                f"{name}:{line + ended}: found a line of more than {MAX_ROW_BYTES >> 20} MiB, wanted rows of less; "
                "a damaged file, or one that is no JSON lines?"
            )
        yield line, ended + (not block.endswith(b"\n")), block
        line += ended
