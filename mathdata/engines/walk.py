"""The walk of the records through the steps.

```text
batches ─> row steps ─> summarise ┬─> shelf ─> apply ─> row steps ─> summarise ┬─> shelf ─> apply ─> …
                                  └─> decide ───^                              └─> decide ───^
```

A corpus step cuts the walk: every row must have come by before one can go on. Between two cuts, batches are
worked on by threads and come back in order, so nothing depends on which thread was quick.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, TypeVar

import polars as pl

from mathdata.engines.books import Books, Tally
from mathdata.engines.job import Job, Progress
from mathdata.engines.kept import Kept, Progressed
from mathdata.engines.ordered import WORKERS, in_order
from mathdata.engines.processes import Processes, leave_interrupts
from mathdata.engines.reading import Piece, Read, Unread, batches, read
from mathdata.engines.shelf import Shelf, in_larger, in_position
from mathdata.errors import PluginError
from mathdata.step import FRAME, CorpusStep, RowStep, Step, Verdict, framed, numbered

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Segment:
    """Row steps, and the corpus step that cuts the walk behind them; each with its number."""

    rows: Sequence[tuple[int, RowStep]] = ()
    corpus: tuple[int, CorpusStep] | None = None


@dataclass(frozen=True)
class Decided:
    """A corpus step and its verdict, which the next segment begins with."""

    number: int
    step: CorpusStep
    verdict: Verdict

    @cached_property
    def _instead(self) -> pl.Series:
        """Positions of the rows that are kept instead of others, in order."""
        rows = self.verdict.rows
        return rows["by"].drop_nulls().unique().sort() if "by" in rows.columns else pl.Series(dtype=pl.UInt64)

    def kept_instead(self, positions: pl.Series) -> pl.Series:
        """Whether the row at each of these positions is kept instead of others."""
        first: Any = positions.min()
        last: Any = positions.max()
        # Of the many of a corpus those that may stand in this batch.
        begin, end = self._instead.search_sorted(first, side="left"), self._instead.search_sorted(last, side="right")
        return positions.is_in(self._instead[begin:end].implode())


@dataclass
class Passed:
    """A batch behind the steps of a segment."""

    records: pl.DataFrame
    tallies: list[Tally] = field(default_factory=list)
    summary: pl.DataFrame | None = None


def segments(steps: Sequence[Step]) -> list[Segment]:
    """The steps, cut behind each corpus step; the last segment has none."""
    found: list[Segment] = []
    rows: list[tuple[int, RowStep]] = []
    for number, step in enumerate(steps):
        if isinstance(step, CorpusStep):
            found.append(Segment(rows, (number, step)))
            rows = []
        elif isinstance(step, RowStep):
            rows.append((number, step))
        else:
            raise PluginError(f"{step.kind}: found a step that is neither a row step nor a corpus step")
    return [*found, Segment(rows)]


class Walk:
    """One walk of all records of a job; counts go into the books."""

    def __init__(self, job: Job, books: Books, *, kept: Kept | None = None, progress: Progress | None = None) -> None:
        self._job = job
        self._books = books
        self._kept = kept
        self._aside = job.aside
        self._progress = progress
        self._segments = segments([step for _, step in job.named_steps()])
        self._stack = ExitStack()
        self.done = Progressed()
        """Verdicts, and what else is to be told of the rows that have come by."""

    @property
    def cut(self) -> bool:
        """Whether a corpus step holds all rows up, so that they wait on a shelf at the end."""
        return len(self._segments) > 1

    @property
    def memory_bytes(self) -> int:
        """Bytes of records that may wait in memory."""
        return self._job.memory_bytes

    def __enter__(self) -> "Walk":
        self._pool = ThreadPoolExecutor(max(WORKERS, self._job.workers), initializer=leave_interrupts)
        self._stack.push(self._leave_threads)
        self._processes = self._stack.enter_context(Processes(self._job.workers))
        if any(step.python_bound for segment in self._segments for _, step in segment.rows):
            self._processes.start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._stack.__exit__(*error)

    def _leave_threads(self, error: type[BaseException] | None, *_: object) -> None:
        """Wait for what threads are at, which may be minutes of Python code: not where somebody wants to go."""
        interrupted = error is not None and issubclass(error, KeyboardInterrupt)
        self._pool.shutdown(wait=not interrupted, cancel_futures=interrupted)

    def begin(self, stage: str, rows: int | None = None) -> None:
        """Tell whoever watches what is done from here on."""
        if self._progress:
            self._progress.begin(stage, rows)

    def _names(self, segment: Segment) -> list[str]:
        """The steps of a segment by their names in the ledger."""
        numbers = [number for number, _ in segment.rows] + ([segment.corpus[0]] if segment.corpus else [])
        return [self._books.steps[number].step for number in numbers]

    def on_threads(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Results in the order of the items."""
        return in_order(function, items, self._pool, ahead=2 * max(WORKERS, self._job.workers))

    def pieces_seen(self, look: Callable[[Piece], Result]) -> Iterator[tuple[Piece, Result]]:
        """The pieces, each with what `look` makes of it on a thread."""
        if self._job.steps:
            yield from self.on_threads(lambda piece: (piece, look(piece)), self.pieces())
            return

        def work(unread: Unread) -> tuple[Read, Result]:
            done = read(self._job, unread)
            return done, look(done.piece)  # on the thread that has the batch at hand

        for done, result in self.on_threads(work, batches(self._job)):
            self._enter_read(done)
            yield done.piece, result

    def pieces(self) -> Iterator[Piece]:
        """The records that are left at the end, in the order of the corpus."""
        if not self._job.steps:
            yield from (piece for piece, _ in self.pieces_seen(lambda _: None))
            return
        frames, begun = self._resumed()
        for before, segment in list(pairwise(self._segments))[begun:]:
            frames = self._behind(before, frames, segment)
        for passed in frames:
            yield Piece(passed.records)

    def _resumed(self) -> tuple[Iterator[Passed], int]:
        """The batches behind the last segment that was kept, and how many segments that are; none is the usual case."""
        cuts = [segment.corpus for segment in self._segments if segment.corpus]
        found = self._kept.find([number for number, _ in cuts]) if self._kept else None
        if self._kept is None or found is None:
            self.begin(", ".join(["read", *self._names(self._segments[0])]))
            return self._from_batches(self._segments[0]), 0
        self.done, frames, rows = self._kept.take(found, self._books)
        self._books.resumed = self._books.steps[found].step
        behind = [number for number, _ in cuts].index(found) + 1
        decided = Decided(*cuts[behind - 1], self.done.verdicts[found])
        return self._onward(decided, frames, rows, self._segments[behind]), behind

    def _from_batches(self, segment: Segment) -> Iterator[Passed]:
        def work(unread: object) -> tuple[Read, Passed]:
            done = read(self._job, unread)  # type: ignore[arg-type]
            records = framed(done.piece.records, first=done.piece.unread.number << 24)  # type: ignore[union-attr]
            return done, self._through(segment, records)

        for done, passed in self.on_threads(work, batches(self._job)):
            self._enter_read(done)
            self._enter(passed)
            yield passed

    def _enter_read(self, done: Read) -> None:
        self._books.enter_read(done.count, done.rejects, done.drawn_out.height)
        if self._aside:
            self.done.early.append(_early(done))
        if self._progress:
            self._progress.advance(done.count, done.size)

    def _enter(self, passed: Passed) -> None:
        for tally in passed.tallies:
            self._books.enter(tally)

    def _behind(self, before: Segment, frames: Iterator[Passed], segment: Segment) -> Iterator[Passed]:
        """The batches behind a cut and the segment that follows it."""
        with Shelf(memory_bytes=self._job.memory_bytes) as shelf:
            decided = self._decided(before, frames, shelf)
            if self._kept:
                self._kept.put(decided.number, shelf, self.done, self._books)
            yield from self._onward(decided, shelf.take(), shelf.rows, segment)

    def _onward(
        self, decided: Decided, frames: Iterator[pl.DataFrame], rows: int, segment: Segment
    ) -> Iterator[Passed]:
        """The batches behind a verdict and the segment that follows it."""
        self.begin(", ".join([self._books.steps[decided.number].step, *self._names(segment)]), rows)
        if decided.step.reorders:
            yield from self._reordered(decided, frames, segment)
            return
        # What a verdict leaves may be a tenth of each frame, and the steps behind it cost some milliseconds a frame.
        left = self._passing(lambda frame: self._from_verdict(decided, frame), frames)
        larger = in_larger(passed.records for passed in left)
        for passed in self.on_threads(lambda frame: self._through(segment, frame), larger):
            self._enter(passed)
            yield passed

    def _decided(self, segment: Segment, frames: Iterator[Passed], shelf: Shelf) -> Decided:
        """Put all batches on the shelf, then judge them."""
        assert segment.corpus is not None
        number, step = segment.corpus
        summaries: list[pl.DataFrame] = []
        for passed in frames:
            assert passed.summary is not None
            summaries.append(passed.summary)
            shelf.put(passed.records)
        if not summaries:
            summaries.append(step.summarise(pl.DataFrame(schema=FRAME)))
        self.begin(f"{self._books.steps[number].step}: decide")
        verdict = step.decide(summaries)
        self.done.named[number] = []
        ordered = verdict.rows if verdict.rows["position"].is_sorted() else verdict.rows.sort("position")
        self.done.verdicts[number] = replace(verdict, rows=ordered)
        details, notes = verdict.details, verdict.notes
        self._books.enter(Tally(number, rows_in=0, rows_out=0, made=0, dropped={}, details=details))
        self._books.notes += [f"{self._books.steps[number].step}: {note}" for note in notes]
        return Decided(number, step, self.done.verdicts[number])

    def _reordered(self, decided: Decided, frames: Iterator[pl.DataFrame], segment: Segment) -> Iterator[Passed]:
        with Shelf(memory_bytes=self._job.memory_bytes) as moved:
            for passed in self._passing(lambda frame: self._from_verdict(decided, frame), frames):
                moved.put(passed.records)
            ordered = in_position(moved, memory_bytes=self._job.memory_bytes)
            self.begin(", ".join(["sort", *self._names(segment)]), moved.rows)
            yield from self._passing(lambda frame: self._through(segment, frame), ordered)

    def _passing(self, work: Callable[[pl.DataFrame], Passed], frames: Iterator[pl.DataFrame]) -> Iterator[Passed]:
        for height, passed in self.on_threads(lambda frame: (frame.height, work(frame)), frames):
            self._enter(passed)
            if self._progress:
                self._progress.advance(height)
            yield passed

    def _from_verdict(self, decided: Decided, frame: pl.DataFrame) -> Passed:
        """The rows of a frame that a verdict leaves."""
        after = decided.step.apply(frame, decided.verdict)
        if self._aside and "by" in decided.verdict.rows.columns and frame.height:
            kept_instead = decided.kept_instead(frame["position"])
            self.done.named[decided.number].append(frame.select("position", "id").filter(kept_instead))
        kept, tally = self._settled(decided.number, frame, after, {})
        return Passed(kept, [tally])

    def _through(self, segment: Segment, records: pl.DataFrame) -> Passed:
        """A batch through the row steps of a segment, and what its corpus step must know of it."""
        tallies: list[Tally] = []
        for number, step in segment.rows:
            after, details = self._processes.counted(step, records)
            records, tally = self._settled(number, records, after, details)
            tallies.append(tally)
        summary = segment.corpus[1].summarise(records) if segment.corpus else None
        return Passed(records, tallies, summary)

    def _settled(
        self, number: int, before: pl.DataFrame, after: pl.DataFrame, details: dict[str, int]
    ) -> tuple[pl.DataFrame, Tally]:
        """The rows that are left after a step, and its tally."""
        name = self._books.steps[number].step
        made = after.height - before.height
        if made < 0:
            raise PluginError(f"{name}: found {-made} rows less than before, wanted each row back, marked in `dropped`")
        kept = numbered(after) if made else after
        dropped: dict[str, int] = {}
        aside = None
        if after["dropped"].null_count() < after.height:
            gone = kept["dropped"].is_not_null()
            dropped = dict(sorted(kept["dropped"].filter(gone).value_counts().iter_rows()))
            aside = kept.select(self._aside).filter(gone) if self._aside else None
            kept = kept.filter(~gone)
        return kept, Tally(number, before.height, kept.height, made, dropped, details, aside)


def _early(done: Read) -> pl.DataFrame:
    """Rows that could not be read, and rows that were not drawn."""
    told = {"step": pl.lit("draw"), "reason": pl.lit("not_drawn")}
    drawn_out = done.drawn_out.select("id", "source", **told)
    if not done.rejects:
        return drawn_out
    assert done.piece.unread is not None
    source = done.piece.unread.origin.name
    failed = [(f"{source}:{rejected.place}", source, "read", rejected.reason) for rejected in done.rejects]
    return pl.concat([pl.DataFrame(failed, schema=drawn_out.schema, orient="row"), drawn_out])
