"""The ledger: where every row of a run went, as data."""

from typing import Any

from pydantic import ConfigDict, Field

from mathdata.model import Model
from mathdata.tokens.statistics import TokenCount
from mathdata.wire import Rejected


class StepCount(Model):
    """What one step did: `in + made = out + dropped + rejected`."""

    model_config = ConfigDict(frozen=False)

    step: str
    """Name of the step; `read` and `write` at the ends."""
    rows_in: int = 0
    made: int = 0
    dropped: dict[str, int] = Field(default_factory=dict)
    """Rows marked by the step, by reason."""
    rejected: int = 0
    rows_out: int = 0
    details: dict[str, int] = Field(default_factory=dict)
    """What else the step counted, such as the changes it made by kind."""

    def adds_up(self) -> bool:
        """Whether every row is accounted for."""
        return self.rows_in + self.made == self.rows_out + sum(self.dropped.values()) + self.rejected


class Ledger(Model):
    """Where every row went: `read + made = written + rejected + all dropped`."""

    model_config = ConfigDict(frozen=False)

    steps: list[StepCount] = Field(default_factory=list)
    """In the order of the pipeline."""
    lost: dict[str, int] = Field(default_factory=dict)
    """Records that lost something to the target layout, by code; only with `lossy`."""
    notes: list[str] = Field(default_factory=list)
    """What was chosen for the user."""
    tokens: list[TokenCount] = Field(default_factory=list)
    """What the outputs of tokens hold."""
    rejects: list[Rejected] = Field(default_factory=list, exclude=True)
    """The first rejected rows, for messages."""
    resumed: str | None = Field(default=None, exclude=True)
    """The step behind which the run went on from what an earlier one had kept, for messages."""

    @property
    def read(self) -> int:
        """Rows that stood in the sources."""
        return self.steps[0].rows_in if self.steps else 0

    @property
    def written(self) -> int:
        """Rows that stand in the output."""
        return self.steps[-1].rows_out if self.steps else 0

    @property
    def rejected(self) -> int:
        """Rows that could not be read or written."""
        return sum(step.rejected for step in self.steps)

    @property
    def made(self) -> int:
        """Rows that steps added."""
        return sum(step.made for step in self.steps)

    @property
    def dropped(self) -> dict[str, int]:
        """Rows that steps took out, by reason."""
        total: dict[str, int] = {}
        for step in self.steps:
            for reason, count in step.dropped.items():
                total[reason] = total.get(reason, 0) + count
        return total

    def adds_up(self) -> bool:
        """Whether every row is accounted for, in each step and from one to the next."""
        joined = all(a.rows_out == b.rows_in for a, b in zip(self.steps, self.steps[1:], strict=False))
        return joined and all(step.adds_up() for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        """The ledger as one JSON object."""
        totals = {name: getattr(self, name) for name in ("read", "written", "rejected", "made", "dropped")}
        return totals | self.model_dump()
