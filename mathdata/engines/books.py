"""The books of a run: what it counts, and the rows it sets aside."""

import base64
from dataclasses import asdict, dataclass, field
from typing import IO, Any, BinaryIO

import orjson
import polars as pl

from mathdata.conversion import RejectPolicy
from mathdata.errors import TooManyRejects
from mathdata.ledger import Ledger, StepCount
from mathdata.tokens.statistics import TokenCount
from mathdata.wire import Rejected

SHOWN_REJECTS = 5


@dataclass
class Tally:
    """What one step did to one batch."""

    step: int
    """Number of the step."""
    rows_in: int
    rows_out: int
    made: int
    dropped: dict[str, int]
    details: dict[str, int]
    aside: pl.DataFrame | None = None
    """The rows that the step marked, where somebody wants them."""


@dataclass
class Books:
    """Counts of all steps, and where rows go that fail."""

    policy: RejectPolicy
    steps: list[StepCount]
    rejects: BinaryIO | None = None
    read: StepCount = field(default_factory=lambda: StepCount(step="read"))
    drawn: StepCount = field(default_factory=lambda: StepCount(step="draw"))
    write: StepCount = field(default_factory=lambda: StepCount(step="write"))
    lost: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    tokens: list[TokenCount] = field(default_factory=list)
    shown: list[Rejected] = field(default_factory=list)
    aside: list[list[pl.DataFrame]] = field(default_factory=list)
    """Marked rows by step, in the order of the corpus."""
    reject_lines: IO[bytes] | None = None
    """A copy of what went to `rejects`, where a run may have to be gone on with."""
    resumed: str | None = None
    """The step behind which the run went on from what another had kept."""

    @property
    def rejected(self) -> int:
        """Rows that could not be read or written."""
        return self.read.rejected + self.write.rejected

    def ledger(self, notes: list[str]) -> Ledger:
        """The books, closed."""
        steps = [self.read, *([self.drawn] if self.drawn.dropped else []), *self.steps, self.write]
        return Ledger(
            steps=steps, lost=self.lost, notes=[*notes, *self.notes], tokens=self.tokens, rejects=self.shown,
            resumed=self.resumed,
        )  # fmt: skip

    def enter_read(self, read: int, failed: list[Rejected], drawn_out: int) -> None:
        """A batch was read; of its rows some failed, and some were not drawn."""
        for rejected in failed:
            self.set_aside(rejected, self.read)
        good = read - len(failed)
        self.read.rows_in += read
        self.read.rows_out += good
        self.drawn.rows_in += good
        self.drawn.rows_out += good - drawn_out
        if drawn_out:
            _add(self.drawn.dropped, {"not_drawn": drawn_out})

    def enter(self, tally: Tally) -> None:
        """A step saw a batch."""
        count = self.steps[tally.step]
        count.rows_in += tally.rows_in
        count.rows_out += tally.rows_out
        count.made += tally.made
        _add(count.dropped, tally.dropped)
        _add(count.details, tally.details)
        # By name, because which came first depends on where batches end; a verdict, which sees no rows, is told once.
        count.dropped = dict(sorted(count.dropped.items()))
        if tally.rows_in and tally.details:
            count.details = dict(sorted(count.details.items()))
        if tally.aside is not None:
            self.aside[tally.step].append(tally.aside)

    def enter_lost(self, lost: dict[str, int]) -> None:
        """Records lost something to a layout."""
        _add(self.lost, lost)
        self.lost = dict(sorted(self.lost.items()))

    def set_aside(self, rejected: Rejected, step: StepCount) -> None:
        """A row failed.

        Raises:
            TooManyRejects: if the policy does not allow it.
        """
        step.rejected += 1
        if len(self.shown) < SHOWN_REJECTS:
            self.shown.append(rejected)
        if self.rejects is not None:
            self.rejects.write(reject_line(rejected))
            if self.reject_lines is not None:
                self.reject_lines.write(reject_line(rejected))
        self.check_rejects(final=False)

    @property
    def rows(self) -> int:
        """Rows that left the step that has seen rows last."""
        return next((step.rows_out for step in reversed(self.steps) if step.rows_in), self.drawn.rows_out)

    def state(self) -> dict[str, Any]:
        """The books as JSON, but for marked rows."""
        rejects = b""
        if self.reject_lines is not None:
            self.reject_lines.seek(0)
            rejects = self.reject_lines.read()
        counts = {name: getattr(self, name).model_dump() for name in ("read", "drawn", "write")}
        steps = [step.model_dump() for step in self.steps]
        shown = [{**asdict(one), "raw": base64.b64encode(one.raw).decode()} for one in self.shown]
        lines = base64.b64encode(rejects).decode()
        return {**counts, "steps": steps, "notes": self.notes, "shown": shown, "rejects": lines}

    def restore(self, state: dict[str, Any], *, steps: int) -> None:
        """Go on from the books of another run, which shares its first `steps` steps."""
        for name in ("read", "drawn", "write"):
            setattr(self, name, StepCount(**state[name]))
        self.steps[:steps] = [StepCount(**step) for step in state["steps"][:steps]]
        self.notes = state["notes"]
        self.shown = [Rejected(**{**one, "raw": base64.b64decode(one["raw"])}) for one in state["shown"]]
        for file in (self.rejects, self.reject_lines):
            if file is not None:
                file.write(base64.b64decode(state["rejects"]))

    def check_rejects(self, *, final: bool) -> None:
        """Refuse more rejects than the policy allows; a share of all rows can only be told at the end."""
        enough = final or len(self.shown) >= SHOWN_REJECTS
        if not enough or not self.policy.exceeded(self.rejected, self.read.rows_in if final else None):
            return
        shown = "\n".join(f"  {rejected}" for rejected in self.shown)
        count = f"{self.rejected}" if final else f"at least {self.rejected}"
        rows = "row" if count == "1" else "rows"
        hint = "raise --max-rejects" if self.policy.path else "set them aside with --rejects FILE"
        raise TooManyRejects(
            f"{count} {rows} cannot be converted; nothing was written:\n{shown}\nmend what is wrong, or {hint}"
        )


def _add(totals: dict[str, int], more: dict[str, int]) -> None:
    for name, count in more.items():
        totals[name] = totals.get(name, 0) + count


def reject_line(rejected: Rejected) -> bytes:
    """A rejected row as a JSON line: file, place, reason, and its bytes as text or, if they are none, in base64."""
    line = {"file": rejected.file, rejected.unit: rejected.place, "reason": rejected.reason}
    try:
        line["raw"] = rejected.raw.decode()
    except UnicodeDecodeError:
        line["raw_base64"] = base64.b64encode(rejected.raw).decode()
    return orjson.dumps(line) + b"\n"
