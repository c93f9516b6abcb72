"""From records to outputs: each output sees its own part, in its own layout, in one pass.

Rows of one file share their keys, and which keys that is may show only late (the first system message in
row 3,000,000). Where rows stream, the pass then begins again with what it has learned; where a step held
them up anyway, the facts are known before the first row is written.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import polars as pl

from mathdata.containers.base import Container
from mathdata.containers.spool import Spool
from mathdata.conversion import Output
from mathdata.engines.books import Books
from mathdata.engines.reading import Piece
from mathdata.engines.shelf import Shelf
from mathdata.engines.walk import Walk
from mathdata.errors import LossError
from mathdata.formats.base import Format
from mathdata.formats.encoding import Encoded, encode
from mathdata.formats.losses import facts, losses, shed
from mathdata.outputs import Outputs
from mathdata.schema import COLUMNS

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

    @property
    def refused(self) -> bool:
        """Whether something would be lost that may not be."""
        return bool(self.lost) and not self.output.lossy

    @property
    def fixed_blocks(self) -> bool:
        """Whether the size of the blocks shows in the bytes, so that it must not depend on the input's."""
        return self.container.typed or self.output.path.endswith((".gz", ".zst", ".xz", ".bz2"))


@dataclass(frozen=True)
class View:
    """The records of a piece as one output will have them."""

    records: pl.DataFrame
    rows: pl.Series | None
    """Index in the piece of each; null: all of them."""
    facts: frozenset[str]
    lost: dict[str, int]


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
        if len(targets) == 1:
            texts = (block[0] for block in blocks)
            _write_one(targets[0], texts, outputs, settle=lambda: _settle(targets, books))
        else:
            _write_many(targets, blocks, outputs, settle=lambda: _settle(targets, books))


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
        yield [_blanked(text, view, failed) for view, (text, _) in zip(views, encoded, strict=True)]


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
    return View(records, rows, facts(records), lost)


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
    return (
        piece,
        views,
        [
            encode(t.layout, v.records, t.facts, end=t.container.end, keep_extra=t.output.keep_extra)
            for t, v in zip(targets, views, strict=True)
        ],
    )


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
            told = ", ".join(f"{code}: {count} records" for code, count in sorted(target.lost.items()))
            raise LossError(
                f"{target.layout.kind} cannot carry all that the records hold ({told}); nothing was written. "
                "Choose a layout that can (see: mathdata formats), or accept it with --lossy"
            )
    books.check_rejects(final=True)


def _write_one(target: Target, texts: Iterator[pl.Series], outputs: Outputs, settle: Callable[[], None]) -> None:
    if target.container.typed:
        with Spool(texts) as spool:
            settle()
            _to_container(target, spool, outputs)
    else:
        _to_container(target, texts, outputs)
        settle()


def _write_many(
    targets: list[Target], blocks: Iterator[list[pl.Series]], outputs: Outputs, settle: Callable[[], None]
) -> None:
    """All outputs of one pass: each waits in a spool until all rows are encoded."""
    with ExitStack() as stack:
        spools = [stack.enter_context(Spool(())) for _ in targets]
        for texts in blocks:
            for spool, text in zip(spools, texts, strict=True):
                spool.put(text)
        settle()
        for target, spool in zip(targets, spools, strict=True):
            _to_container(target, spool, outputs)


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
