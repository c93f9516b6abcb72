"""An output of tokens: records wait as ids until all of them are known, and are then laid out in rows.

```text
records ─Encoder─> ids on a shelf ─(plan, in its order)─> stretches ─sequences─> columns ─container─> files
```

Packing needs the lengths of all records before the first row can be written, and MindRecord the number of
rows; ids are small, and what does not fit into memory waits in files.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import polars as pl

from mathdata.containers.base import Container
from mathdata.engines.shelf import Shelf, in_position
from mathdata.formats.base import Format
from mathdata.outputs import Outputs
from mathdata.tokens.encoder import Encoder
from mathdata.tokens.packing import Plan, plan
from mathdata.tokens.rows import TokenRows
from mathdata.tokens.sequences import Columns, Stretch, sequences, stretch_of
from mathdata.tokens.statistics import Counter, TokenCount

MEMORY_BYTES = 256 << 20
"""Bytes of tokens that wait in memory."""


class NamedTokens(Format):
    """What tokens carry of a record by a template with a name: not the worse answer, no extra keys of turns."""

    kind: ClassVar[str] = "tokens"
    carries: ClassVar[frozenset[str]] = frozenset(
        {"system", "empty_system", "turns", "mid_system", "tools", "loss", "trajectory", "no_problem"}
    )


class OwnTokens(NamedTokens):
    """By the tokenizer's own template, which is shown the extra keys too."""

    carries: ClassVar[frozenset[str]] = NamedTokens.carries | {"turn_extra"}


@dataclass
class TokenSink:
    """Takes the tokens of one output block by block, and writes them when all are there."""

    path: str
    encoder: Encoder
    container: Container
    counter: Counter = field(default_factory=Counter)

    def __enter__(self) -> "TokenSink":
        self._shelf = Shelf(memory_bytes=MEMORY_BYTES)
        self._lengths: list[pl.Series] = []
        self._keys: list[pl.Series] = []
        return self

    def __exit__(self, *_: object) -> None:
        self._shelf.__exit__()

    def put(self, rows: pl.Series) -> None:
        """Add a block of structs as `mathdata.tokens.rows.ROWS` has them; nulls are left out."""
        frame = rows.drop_nulls().struct.unnest()
        if not frame.height:
            return
        self._lengths.append(frame["ids"].list.len().cast(pl.Int32))
        self._keys.append(frame["key"])
        self.counter.enter_records(self._lengths[-1].to_numpy(), frame["cut"].to_numpy())
        self._shelf.put(frame.drop("key"))

    def write(self, outputs: Outputs) -> None:
        """Write everything that was put."""
        options = self.encoder.options
        lengths = pl.concat([pl.Series(dtype=pl.Int32), *self._lengths]).to_numpy()
        columns = self.columns()
        if options.pack is None:
            frames = sequences(self._stretches(self._shelf.take()), columns, self.counter)
            self._to_container(frames, outputs, rows=len(lengths))
            return
        keys = pl.concat([pl.Series(dtype=pl.UInt64), *self._keys]).to_numpy()
        packed = plan(lengths, keys, options)
        frames = sequences(self._stretches(self._in_order(packed)), columns, self.counter, starts=packed.starts)
        self._to_container(frames, outputs, rows=len(packed.starts))

    def columns(self) -> Columns:
        """Which columns the rows get, and how long they are."""
        options = self.encoder.options
        pads = options.pad if options.pad is not None else self.container.uniform and options.seq_length is not None
        return Columns(
            length=options.max_tokens if pads else None, pad_id=self.encoder.pad_id if pads else 0,
            mask=not self.container.uniform, packed=options.pack is not None,
        )  # fmt: skip

    def result(self) -> TokenCount:
        """What was written."""
        return self.counter.result(self.path)

    def _in_order(self, packed: Plan) -> Iterator[pl.DataFrame]:
        """The records in the order of the plan."""
        with Shelf(memory_bytes=MEMORY_BYTES) as placed:
            done = 0
            for frame in self._shelf.take():
                position = packed.position[done : done + frame.height].astype(np.uint64)
                placed.put(frame.with_columns(position=position))
                done += frame.height
            yield from in_position(placed, memory_bytes=MEMORY_BYTES)

    @staticmethod
    def _stretches(frames: Iterator[pl.DataFrame]) -> Iterator[Stretch]:
        for frame in frames:
            for part in frame.iter_slices(_SLICE_ROWS):
                yield stretch_of(TokenRows.from_frame(part))

    def _to_container(self, frames: Iterator[pl.DataFrame], outputs: Outputs, *, rows: int) -> None:
        if self.container.writes_folder:
            room = outputs.set_of_files if self.container.spreads else outputs.folder
            self.container.write_tokens_folder(frames, room(self.path), rows=rows)
            return
        with outputs.file(self.path) as stream:
            self.container.write_tokens(frames, stream)


_SLICE_ROWS = 4_096
