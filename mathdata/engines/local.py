"""The local engine: one pass over the rows, a batch at a time, on the cores of this machine.

```text
batches ─decode─> records ─count, number─> records ─encode─> texts ─container─> a file beside its place
 reader   threads          this thread             threads          this thread
```

Rows of one file share their keys, and which keys that is may show only late (the first system message in
row 3,000,000). The pass then begins again with what it has learned; five facts exist, and most files show
all of theirs in the first batch.
"""

import base64
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Protocol

import orjson
import polars as pl

from mathdata import registry
from mathdata.containers.base import Container
from mathdata.containers.sniff import output_container
from mathdata.containers.spool import Spool
from mathdata.conversion import Conversion, Output, RejectPolicy
from mathdata.engines.ordered import WORKERS, in_order
from mathdata.engines.sampling import smallest_keys
from mathdata.errors import InputError, LossError, OptionError, TooManyRejects
from mathdata.formats.base import Format
from mathdata.formats.columns import Decoded, Encoded, encode
from mathdata.formats.losses import facts, losses, shed
from mathdata.formats.messages import Messages
from mathdata.formats.qa import QuestionAnswer
from mathdata.formats.text import Text
from mathdata.ledger import Ledger, StepCount
from mathdata.outputs import Outputs, refuse_overwriting
from mathdata.sources import open_source
from mathdata.wire import Batch, Rejected

SHOWN_REJECTS = 5


class Origin(Protocol):
    """Where records come from: a file, or columns that are in memory already."""

    @property
    def title(self) -> str:
        """As the user named it."""

    @property
    def name(self) -> str:
        """Name of the data set."""

    @property
    def path(self) -> Path | None:
        """Where it lies."""

    @property
    def format(self) -> Format | None:
        """The layout it was read in."""

    @property
    def notes(self) -> list[str]:
        """What was chosen for the user."""

    @property
    def sample(self) -> int | None:
        """How many rows to draw; null: all."""

    @property
    def seed(self) -> int | None:
        """Seed of the drawing; null: that of the run."""

    def batches(self) -> Iterator[Batch]:
        """Rows from the beginning."""

    def decode(self, batch: Batch) -> Decoded:
        """The records of one of its batches."""


Progress = Callable[[int, int], None]
"""Called with the rows and the bytes of each batch that was read."""


class _Widened(Exception):
    """A fact of the corpus showed that the rows already written do not share."""

    def __init__(self, found: frozenset[str]) -> None:
        self.facts = found


@dataclass(frozen=True)
class Job:
    """Records from somewhere, to be written as described."""

    origins: Sequence[Origin]
    output: Output
    rejects: RejectPolicy = field(default_factory=RejectPolicy)
    ledger: str | None = None
    system: str | None = None
    seed: int = 42


@dataclass
class _Piece:
    """A batch on its way."""

    origin: Origin
    batch: Batch
    decoded: Decoded
    facts: frozenset[str]
    lost: dict[str, int]
    read: int
    sampled_out: int = 0


@dataclass
class _Run:
    """What one pass knows and counts."""

    job: Job
    layout: Format
    container: Container
    facts: frozenset[str]
    rejects: BinaryIO | None = None
    read: StepCount = field(default_factory=lambda: StepCount(step="read"))
    write: StepCount = field(default_factory=lambda: StepCount(step="write"))
    sample: StepCount = field(default_factory=lambda: StepCount(step="sample"))
    lost: dict[str, int] = field(default_factory=dict)
    shown: list[Rejected] = field(default_factory=list)

    @property
    def rejected(self) -> int:
        return self.read.rejected + self.write.rejected

    def ledger(self, notes: list[str]) -> Ledger:
        steps = [self.read, *([self.sample] if self.sample.dropped else []), self.write]
        return Ledger(steps=steps, lost=self.lost, notes=notes, rejects=self.shown)


def convert(conversion: Conversion, *, progress: Progress | None = None) -> Ledger:
    """Read the sources, write the output, and say where every row went.

    Raises:
        InputError: if a source cannot be understood, or its container is damaged.
        TooManyRejects: if rows failed and the policy does not allow it; nothing is written then.
        LossError: if the layout cannot carry what the records hold; nothing is written then.
        OptionError: if options contradict each other or the files.
    """
    origins = [file for source in conversion.sources for file in open_source(source)]
    settings = {name: getattr(conversion, name) for name in ("output", "rejects", "ledger", "system", "seed")}
    return write(Job(origins, **settings), progress=progress)


def write(job: Job, *, progress: Progress | None = None) -> Ledger:
    """Write the records of some origins; raises as `convert`."""
    for place in (job.output.path, job.rejects.path, job.ledger):
        if place is not None:
            refuse_overwriting(place, [origin.path for origin in job.origins if origin.path])
    layout = output_layout(job.output, job.origins)
    container = _container(job.output)
    known: frozenset[str] = frozenset()
    while True:
        run = _Run(job, layout, container, known)
        try:
            return _attempt(run, progress)
        except _Widened as more:
            known = known | more.facts


def _attempt(run: _Run, progress: Progress | None) -> Ledger:
    """One pass; every output is published at its end, or none."""
    outputs = Outputs()
    target = run.job.output.path
    try:
        if run.job.rejects.path:
            with outputs.file(run.job.rejects.path) as rejects:
                run.rejects = rejects
                ledger = _write(run, outputs, target, progress)
        else:
            ledger = _write(run, outputs, target, progress)
        if run.job.ledger:
            with outputs.file(run.job.ledger) as file:
                file.write(orjson.dumps(ledger.as_json(), option=orjson.OPT_INDENT_2) + b"\n")
        outputs.publish()
    finally:
        outputs.discard()
    return ledger


def _write(run: _Run, outputs: Outputs, target: str, progress: Progress | None) -> Ledger:
    texts = _texts(run, progress)
    if run.container.typed:
        with Spool(texts) as spool:
            _settle(run)
            _to_container(run.container, spool, outputs, target)
    else:
        _to_container(run.container, texts, outputs, target)
        _settle(run)
    return run.ledger(list(dict.fromkeys(note for origin in run.job.origins for note in origin.notes)))


def _to_container(container: Container, texts: "Iterator[pl.Series] | Spool", outputs: Outputs, target: str) -> None:
    if container.writes_folder:
        container.write_folder(texts, outputs.folder(target))
        return
    with outputs.file(target) as stream:
        container.write(texts, stream)


def _settle(run: _Run) -> None:
    """Refuse what only the whole of the rows could tell."""
    if run.lost and not run.job.output.lossy:
        told = ", ".join(f"{code}: {count} records" for code, count in sorted(run.lost.items()))
        raise LossError(
            f"{run.layout.kind} cannot carry all that the records hold ({told}); nothing was written. "
            "Choose a layout that can (see: mathdata formats), or accept it with --lossy"
        )
    _check_rejects(run, final=True)


def _texts(run: _Run, progress: Progress | None) -> Iterator[pl.Series]:
    with ThreadPoolExecutor(WORKERS) as pool:
        pieces = in_order(lambda item: _decode(run, *item), _batches(run), pool, ahead=2 * WORKERS)
        counted = _counted(run, pieces, progress)
        for piece, encoded in in_order(lambda p: (p, _encode(run, p)), counted, pool, ahead=WORKERS):
            for index, reason in encoded.failed:
                row = int(piece.decoded.rows[index])
                place = piece.batch.places()[row]
                rejected = Rejected(piece.origin.title, piece.batch.unit, place, reason, piece.batch.raw(row))
                _set_aside(run, rejected, run.write)
            run.write.rows_in += len(encoded.texts)
            run.write.rows_out += len(encoded.texts) - len(encoded.failed)
            yield encoded.texts


def _batches(run: _Run) -> Iterator[tuple[Origin, Batch, frozenset[int] | None]]:
    """Batches of all origins, each with the places of the rows to keep (null: all)."""
    for origin in run.job.origins:
        kept = _drawn(run, origin)
        for batch in origin.batches():
            yield origin, batch, kept


def _drawn(run: _Run, origin: Origin) -> frozenset[int] | None:
    """Places of the rows that `PATH#N` keeps."""
    if origin.sample is None:
        return None
    places = [place for batch in origin.batches() for place in _readable(origin, batch)]
    if origin.sample > len(places):
        raise OptionError(
            f"{origin.title}#{origin.sample}: found {len(places)} rows to draw from, wanted as many at least"
        )
    seed = run.job.seed if origin.seed is None else origin.seed
    return smallest_keys(places, origin.sample, seed=seed, source=origin.name)


def _readable(origin: Origin, batch: Batch) -> list[int]:
    decoded = origin.decode(batch)
    places = batch.places()
    return [places[row] for row in decoded.rows]


def _decode(run: _Run, origin: Origin, batch: Batch, kept: frozenset[int] | None) -> _Piece:
    decoded = origin.decode(batch)
    read = decoded.records.height + len(decoded.rejects)
    dropped = 0
    if kept is not None:
        places = batch.places()
        mask = pl.Series([places[row] in kept for row in decoded.rows], dtype=pl.Boolean)
        dropped = len(mask) - int(mask.sum())
        decoded = Decoded(decoded.records.filter(mask), decoded.rows.filter(mask), decoded.rejects)
    records = decoded.records
    if run.job.system is not None:
        records = records.with_columns(pl.col("system").fill_null(run.job.system))
    lost = losses(run.layout, records)
    if lost:
        records = shed(run.layout, records)
    return _Piece(origin, batch, Decoded(records, decoded.rows, decoded.rejects), facts(records), lost, read, dropped)


def _counted(run: _Run, pieces: Iterator[_Piece], progress: Progress | None) -> Iterator[_Piece]:
    """The pieces in order, entered in the ledger, with their final ids."""
    first = next(pieces, None)
    if first is None:
        return
    if not first.facts <= run.facts and not run.facts:
        run.facts = first.facts  # nothing is written yet: no need to begin again
    for piece in chain([first], pieces):
        if not piece.facts <= run.facts:
            raise _Widened(run.facts | piece.facts)
        for rejected in piece.decoded.rejects:
            _set_aside(run, rejected, run.read)
        _count(run, piece)
        if progress:
            progress(piece.read, piece.batch.size)
        if run.lost and not run.job.output.lossy:
            continue  # only the counts are still wanted
        yield _numbered(run, piece)


def _count(run: _Run, piece: _Piece) -> None:
    run.read.rows_in += piece.read
    run.read.rows_out += piece.read - len(piece.decoded.rejects)
    run.sample.rows_in += piece.read - len(piece.decoded.rejects)
    run.sample.rows_out += piece.decoded.records.height
    if piece.sampled_out:
        run.sample.dropped["sample"] = run.sample.dropped.get("sample", 0) + piece.sampled_out
    for code, count in piece.lost.items():
        run.lost[code] = run.lost.get(code, 0) + count


def _numbered(run: _Run, piece: _Piece) -> _Piece:
    if not run.job.output.renumber:
        return piece
    first = run.sample.rows_out - piece.decoded.records.height + 1
    records = piece.decoded.records.with_columns(id=pl.int_range(first, first + pl.len()).cast(pl.String))
    return _Piece(**{**vars(piece), "decoded": Decoded(records, piece.decoded.rows, piece.decoded.rejects)})


def _encode(run: _Run, piece: _Piece) -> Encoded:
    output = run.job.output
    return encode(run.layout, piece.decoded.records, run.facts, end=run.container.end, keep_extra=output.keep_extra)


def _set_aside(run: _Run, rejected: Rejected, step: StepCount) -> None:
    step.rejected += 1
    if len(run.shown) < SHOWN_REJECTS:
        run.shown.append(rejected)
    if run.rejects is not None:
        run.rejects.write(reject_line(rejected))
    _check_rejects(run, final=False)


def reject_line(rejected: Rejected) -> bytes:
    """A rejected row as a JSON line: file, place, reason, and its bytes as text or, if they are none, in base64."""
    line = {"file": rejected.file, rejected.unit: rejected.place, "reason": rejected.reason}
    try:
        line["raw"] = rejected.raw.decode()
    except UnicodeDecodeError:
        line["raw_base64"] = base64.b64encode(rejected.raw).decode()
    return orjson.dumps(line) + b"\n"


def _check_rejects(run: _Run, *, final: bool) -> None:
    policy = run.job.rejects
    enough = final or len(run.shown) >= SHOWN_REJECTS
    if not enough or not policy.exceeded(run.rejected, run.read.rows_in if final else None):
        return
    shown = "\n".join(f"  {rejected}" for rejected in run.shown)
    count = run.rejected if final else f"at least {run.rejected}"
    hint = "raise --max-rejects" if policy.path else "set them aside with --rejects FILE"
    raise TooManyRejects(f"{count} rows cannot be converted; nothing was written:\n{shown}\nmend them, or {hint}")


def output_layout(output: Output, origins: Sequence[Origin]) -> Format:
    """The layout to write: as named, else the one that was read.

    Raises:
        OptionError: if the name is unknown, or the files have several and none is named.
    """
    kinds = sorted({origin.format.kind for origin in origins if origin.format})
    kind = output.format or (Text.kind if output.path.endswith(".txt") else (kinds or [Messages.kind])[0])
    if output.format is None and len(kinds) > 1 and kind != Text.kind:
        raise OptionError(f"the sources have the layouts {kinds}; say which to write with --to")
    layout: type[Format] = registry.load("formats", kind)
    if output.map and not issubclass(layout, QuestionAnswer | Text):
        raise OptionError(f"--to-map names keys of qa rows or the template of text, not of {kind}")
    return layout(**output.map)


def _container(output: Output) -> Container:
    containers = registry.everything("containers")
    kind = output_container(output.path, output.container, containers)
    container: type[Container] = registry.load("containers", kind)
    if output.path == "-" and not container.streams:
        raise InputError(f"{kind} cannot go to standard output; name a file with -o")
    return container(ascii=output.ascii)
