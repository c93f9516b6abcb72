"""What an engine is given: records from somewhere, the steps, and where the rows go."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from mathdata.conversion import Output, RejectPolicy
from mathdata.drawing import draw_key
from mathdata.errors import OptionError
from mathdata.formats.base import Format
from mathdata.formats.decoding import Decoded
from mathdata.step import Step
from mathdata.wire import Batch

MEMORY_BYTES = 1 << 30
"""Bytes of records that wait in memory between two corpus steps; more of them wait in files."""

Progress = Callable[[int, int], None]
"""Called with the rows and the bytes of each batch that was read."""


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
