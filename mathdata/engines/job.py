"""What an engine is given: records from somewhere, the steps, and where the rows go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from mathdata.conversion import Output, RejectPolicy
from mathdata.drawing import draw_key
from mathdata.errors import OptionError
from mathdata.formats.base import Format
from mathdata.formats.decoding import Decoded
from mathdata.step import FRAME, Step
from mathdata.wire import Batch

MEMORY_BYTES = 1 << 30
"""Bytes of records that wait in memory between two corpus steps; more of them wait in files."""

NAMES = ("id", "source", "parent", "part", "position", "dropped")
"""What has to be known of a row that a step marked, to tell its fate."""


class Progress(Protocol):
    """Told how far a run is."""

    def begin(self, stage: str, rows: int | None = None) -> None:
        """Something else is done from here on, with so many rows; null: they are counted while they are read."""

    def advance(self, rows: int, size: int = 0) -> None:
        """So many rows more are done, which were so many bytes of a file."""


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


@dataclass(frozen=True)
class Keeping:
    """Where a run keeps what it has done, so that the next one goes on from there."""

    room: Path
    """A folder of its own, removed when the run is done."""
    after_seconds: float = 10.0
    """How long a segment must take to be worth it."""
    fresh: bool = False
    """Whether to forget what was kept before."""

    @classmethod
    def beside(cls, output: str, *, after_seconds: float, fresh: bool) -> "Keeping | None":
        """In a hidden folder beside an output; nothing is kept for standard output."""
        place = Path(output)
        room = place.with_name(f".{place.name}.kept")
        return None if output == "-" else cls(room, after_seconds, fresh)


@dataclass(frozen=True)
class Job:
    """Records from somewhere, to be treated and written as described."""

    origins: Sequence[Origin]
    outputs: Sequence[Output] = ()
    steps: Sequence[Step] = ()
    rejects: RejectPolicy = field(default_factory=RejectPolicy)
    dropped: str | None = None
    ledger: str | None = None
    manifest: str | None = None
    system: str | None = None
    seed: int = 42
    workers: int = 1
    memory_bytes: int = MEMORY_BYTES
    keep: Keeping | None = None

    @property
    def aside(self) -> list[str]:
        """Columns that are wanted of the rows that steps mark."""
        return FRAME.names() if self.dropped else list(NAMES) if self.manifest else []

    @property
    def notes(self) -> list[str]:
        """What was chosen for the user while the sources were opened."""
        return list(dict.fromkeys(note for origin in self.origins for note in origin.notes))

    def named_steps(self) -> list[tuple[str, Step]]:
        """The steps with their names in the ledger and their seeds.

        A kind that comes again is numbered, and draws from a seed of its own: else it would draw the same rows.
        """
        named: list[tuple[str, Step]] = []
        for step in self.steps:
            before = sum(other.kind == step.kind for _, other in named)
            name = f"{step.kind}#{before + 1}" if before else step.kind
            named.append((name, step.seeded(draw_key(self.seed, "again", name) if before else self.seed)))
        return named


def check_parts(steps: Sequence[Step], outputs: Sequence[Output]) -> None:
    """Refuse outputs of parts that nobody makes, and parts that nobody writes.

    Raises:
        OptionError: naming them.
    """
    made = {part for step in steps for part in step.parts}
    asked = {output.part for output in outputs if output.part is not None}
    if unknown := sorted(asked - made):
        raise OptionError(f"the outputs ask for the parts {unknown}, the steps make {sorted(made)}; see the step split")
    if asked and len(asked) == len(outputs) and made - asked:
        raise OptionError(f"no output takes the parts {sorted(made - asked)}; name one for each, or leave `part` out")
