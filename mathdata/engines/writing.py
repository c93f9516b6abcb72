"""From records to outputs: each output sees its own part, in its own layout, in one pass.

Rows of one file share their keys, and which keys that is may show only late (the first system message in
row 3,000,000). Where rows stream, the pass then begins again with what it has learned; where a step held
them up anyway, the facts are known before the first row is written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Protocol

import orjson
import polars as pl

from mathdata.containers.base import Container
from mathdata.containers.spool import Spool
from mathdata.conversion import Output
from mathdata.engines.books import Books
from mathdata.engines.handing_over import hand_over, shared_keys, written_text, written_tokens
from mathdata.engines.reading import Piece
from mathdata.engines.shelf import Shelf
from mathdata.engines.token_output import TokenSink
from mathdata.engines.walk import Walk
from mathdata.errors import LossError
from mathdata.formats.base import Format
from mathdata.formats.encoding import Encoded, encode
from mathdata.formats.losses import facts, losses, shed
from mathdata.handover import Written
from mathdata.outputs import Outputs
from mathdata.schema import COLUMNS
from mathdata.tokens.encoder import Encoder

_BLOCK_ROWS = 65_536


class Widened(Exception):
    """A fact of the corpus showed that the rows already written do not share; `facts` are those of each output."""

    def __init__(self, found: list[frozenset[str]]) -> None:
        self.facts = found


@dataclass
class Target:
    """One output, and what is known of its rows so far."""

    output: Output
    layout: Format
    container: Container
    facts: frozenset[str] = frozenset()
    rows: int = 0
    lost: dict[str, int] = field(default_factory=dict)
    encoder: Encoder | None = None
    """What makes tokens of the records, where those are written instead of a layout."""
    example: pl.DataFrame | None = None
    """The first record that was encoded."""
    keys: frozenset[str] | None = None
    """Keys that every row has, where a trainer is to be told."""

    @property
    def refused(self) -> bool:
        """Whether something would be lost that may not be."""
        return bool(self.lost) and not self.output.lossy

    @property
    def fixed_blocks(self) -> bool:
        """Whether the size of the blocks shows in the bytes, so that it must not depend on the input's."""
        return self.container.typed or self.output.path.endswith((".gz", ".zst", ".xz", ".bz2"))

    def sink(self) -> "Sink":
        """Where its rows wait until all are there."""
        return TextSink(self) if self.encoder is None else self.token_sink()

    def token_sink(self) -> TokenSink:
        """Where its tokens wait."""
        assert self.encoder is not None
        return TokenSink(self.output.path, self.encoder, self.container)

    def written(self) -> Written:
        """What a trainer may know of it; before there are rows, of what the layout says."""
        if self.encoder is not None:
            return written_tokens(self.token_sink(), shards=self.output.shards)
        keys = frozenset(self.layout.keys) if self.keys is None else self.keys
        flagged = "loss" in self.facts
        return written_text(self.output.path, self.container.kind, self.layout, keys, flagged=flagged)

    def encode(self, view: "View") -> Encoded:
        """The rows of a view."""
        if self.encoder is not None:
            return Encoded(*self.encoder.encode(view.records))
        keep_extra = self.output.keep_extra
        return encode(self.layout, view.records, self.facts, end=self.container.end, keep_extra=keep_extra)


@dataclass(frozen=True)
class View:
    """The records of a piece as one output will have them."""

    records: pl.DataFrame
    rows: pl.Series | None
    """Index in the piece of each; null: all of them."""
    facts: frozenset[str]
    lost: dict[str, int]


class Sink(Protocol):
    """Takes encoded rows block by block, and writes them when all are there."""

    def __enter__(self) -> "Sink": ...

    def __exit__(self, *_: object) -> None: ...

    def put(self, rows: pl.Series) -> None:
        """Add a block."""

    def write(self, outputs: Outputs) -> None:
        """Write everything that was put."""


class TextSink:
    """Keeps rows of text in a file of its own."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._spool = Spool(())

    def __enter__(self) -> "TextSink":
        return self

    def __exit__(self, *_: object) -> None:
        self._spool.__exit__()

    def put(self, rows: pl.Series) -> None:
        """Add a block."""
        self._spool.put(rows)

    def write(self, outputs: Outputs) -> None:
        """Write everything that was put."""
        _to_container(self._target, self._spool, outputs)


Seen = Callable[[Piece, list[View], Mapping[int, str]], None]
"""Called with each piece, its records as each output has them, and the indices of those that failed."""
Viewed = tuple[Piece, list[View]]


def write_all(walk: Walk, targets: list[Target], books: Books, outputs: Outputs, seen: Seen) -> None:
    """Write what comes out of the walk; `seen` is called with each piece and its views.

    Raises:
        Widened: where the pass has to begin again, knowing more.
        LossError: if a layout cannot carry what the records hold.
        TooManyRejects: if more rows failed than the policy allows.
    """
    with Shelf(memory_bytes=walk.memory_bytes) as shelf:
        if walk.cut:
            pieces = _shelved(walk, targets, shelf)
            viewed = walk.on_threads(lambda piece: (piece, _views(targets, piece)), pieces)
        else:
            viewed = walk.pieces_seen(lambda piece: _views(targets, piece))
        blocks = _blocks(walk, targets, books, viewed, seen)
        if len(targets) == 1 and not targets[0].container.typed:
            _to_container(targets[0], (block[0] for block in blocks), outputs)
            _settle(targets, books)
        else:
            _write_waiting(targets, blocks, outputs, books)
        hand_over([(target.written(), list(target.output.handover)) for target in targets], outputs, books)


def _shelved(walk: Walk, targets: list[Target], shelf: Shelf) -> Iterator[Piece]:
    """The pieces once more, after a look at the facts of all of them."""
    known = [frozenset[str]()] * len(targets)
    for piece, views in walk.pieces_seen(lambda piece: _views(targets, piece)):
        known = [old | view.facts for old, view in zip(known, views, strict=True)]
        shelf.put(piece.records)
    for target, found in zip(targets, known, strict=True):
        target.facts = found
    walk.begin("write", shelf.rows)
    return (Piece(records) for records in shelf.take())


def _blocks(
    walk: Walk, targets: list[Target], books: Books, viewed: Iterator[Viewed], seen: Seen
) -> Iterator[list[pl.Series]]:
    """Texts for each output, a block at a time."""
    numbered = _numbered(targets, books, viewed)
    for piece, views, encoded in walk.on_threads(lambda item: _encoded(targets, *item), numbered):
        failed = _failed(views, encoded)
        for index, reason in failed.items():
            books.set_aside(piece.rejected(index, reason), books.write)
        books.write.rows_in += piece.records.height
        books.write.rows_out += piece.records.height - len(failed)
        seen(piece, views, failed)
        for target, view in zip(targets, views, strict=True):
            _keep_example(target, view, failed)
        rows = [_blanked(text, view, failed) for view, (text, _) in zip(views, encoded, strict=True)]
        for target, texts in zip(targets, rows, strict=True):
            if target.output.handover and target.encoder is None:
                target.keys = shared_keys(target.keys, texts)
        yield rows


def _views(targets: list[Target], piece: Piece) -> list[View]:
    return [_view(target, piece.records) for target in targets]


def _view(target: Target, records: pl.DataFrame) -> View:
    rows = None
    if target.output.part is not None:
        rows = (records["part"] == target.output.part).fill_null(value=False).arg_true()
        records = records[rows]
    records = records.select(COLUMNS.names())
    lost = losses(target.layout, records)
    if lost:
        records = shed(target.layout, records)
    # Tokens have no keys that rows would have to share.
    return View(records, rows, frozenset() if target.encoder else facts(records), lost)


def _numbered(targets: list[Target], books: Books, pieces: Iterator[Viewed]) -> Iterator[Viewed]:
    """The pieces in order, their losses counted, with their final ids."""
    begun = False
    for piece, views in pieces:
        if not begun and not any(target.facts for target in targets):
            for target, view in zip(targets, views, strict=True):
                target.facts = view.facts  # nothing is written yet: no need to begin again
        begun = True
        known = [target.facts | view.facts for target, view in zip(targets, views, strict=True)]
        if any(more > target.facts for more, target in zip(known, targets, strict=True)):
            raise Widened(known)
        final = [
            _counted(target, books, view, alone=len(targets) == 1) for target, view in zip(targets, views, strict=True)
        ]
        if not any(target.refused for target in targets):  # else only the counts are still wanted
            yield piece, final


def _counted(target: Target, books: Books, view: View, *, alone: bool) -> View:
    for code, count in view.lost.items():
        target.lost[code] = target.lost.get(code, 0) + count
    books.enter_lost({code if alone else f"{code} in {target.output.path}": n for code, n in view.lost.items()})
    first = target.rows + 1
    target.rows += view.records.height
    if not target.output.renumber:
        return view
    ids = pl.int_range(first, first + pl.len()).cast(pl.String)
    return replace(view, records=view.records.with_columns(id=ids))


def _encoded(targets: list[Target], piece: Piece, views: list[View]) -> tuple[Piece, list[View], list[Encoded]]:
    return piece, views, [target.encode(view) for target, view in zip(targets, views, strict=True)]


def _failed(views: list[View], encoded: list[Encoded]) -> dict[int, str]:
    """Rows of the piece that one output at least cannot have: then none has them."""
    failed: dict[int, str] = {}
    for view, (_, errors) in zip(views, encoded, strict=True):
        for index, reason in errors:
            failed.setdefault(index if view.rows is None else int(view.rows[index]), reason)
    return dict(sorted(failed.items()))


def _blanked(texts: pl.Series, view: View, failed: dict[int, str]) -> pl.Series:
    """The texts, null for the rows that failed anywhere."""
    if not failed:
        return texts
    rows = pl.int_range(len(texts), eager=True) if view.rows is None else view.rows
    gone = rows.is_in(list(failed)).alias("gone")
    return texts.to_frame("text").select(pl.when(~pl.lit(gone)).then("text").alias("text"))["text"]


def _settle(targets: list[Target], books: Books) -> None:
    """Refuse what only the whole of the rows could tell."""
    for target in targets:
        if target.refused:
            told = ", ".join(
                f"{code}: {count} record{'s' if count > 1 else ''}" for code, count in sorted(target.lost.items())
            )
            raise LossError(
                f"{target.layout.kind} cannot carry all that the records hold ({told}); nothing was written. "
                "Choose a layout that can (see: mathdata formats), or accept it with --lossy"
            )
    books.check_rejects(final=True)


def _write_waiting(targets: list[Target], blocks: Iterator[list[pl.Series]], outputs: Outputs, books: Books) -> None:
    """All outputs of one pass: each waits until all rows are encoded."""
    with ExitStack() as stack:
        sinks = [stack.enter_context(target.sink()) for target in targets]
        for rows in blocks:
            for sink, block in zip(sinks, rows, strict=True):
                sink.put(block)
        _settle(targets, books)
        for target, sink in zip(targets, sinks, strict=True):
            sink.write(outputs)
            if isinstance(sink, TokenSink):
                books.tokens.append(sink.result())
                books.notes += sink.encoder.notes
                _write_prompt(target, outputs)


def _keep_example(target: Target, view: View, failed: dict[int, str]) -> None:
    if target.encoder is None or target.example is not None:
        return
    rows = range(view.records.height) if view.rows is None else view.rows.to_list()
    good = next((at for at, row in enumerate(rows) if row not in failed), None)
    target.example = None if good is None else view.records[[good]]


def _write_prompt(target: Target, outputs: Outputs) -> None:
    """What the model is to be given at inference, where the user wants it."""
    assert target.encoder is not None
    place = target.encoder.options.prompt
    if place is not None and target.example is not None:
        prompt = target.encoder.prompt(target.example)
        with outputs.file(place) as file:
            file.write(orjson.dumps(prompt.model_dump(), option=orjson.OPT_INDENT_2) + b"\n")


def _to_container(target: Target, texts: Iterable[pl.Series], outputs: Outputs) -> None:
    if target.fixed_blocks:
        texts = FixedBlocks(texts)
    if target.container.writes_folder:
        room = outputs.set_of_files if target.container.spreads else outputs.folder
        target.container.write_folder(texts, room(target.output.path))
        return
    with outputs.file(target.output.path) as stream:
        target.container.write(texts, stream)


@dataclass(frozen=True)
class FixedBlocks:
    """Texts in blocks that do not depend on how the rows were read."""

    texts: Iterable[pl.Series]

    def __iter__(self) -> Iterator[pl.Series]:
        """Blocks of one size, and a last one."""
        waiting = pl.Series("text", [], dtype=pl.String)
        for text in self.texts:
            waiting = pl.concat([waiting, text.drop_nulls().rename("text")])
            whole = len(waiting) - len(waiting) % _BLOCK_ROWS
            yield from (waiting.slice(first, _BLOCK_ROWS) for first in range(0, whole, _BLOCK_ROWS))
            waiting = waiting.slice(whole)
        if len(waiting):
            yield waiting
