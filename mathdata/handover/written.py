"""What was written, as far as trainers must be told; and what they are told."""

from pathlib import Path
from typing import Any

from pydantic import Field

from mathdata.errors import OptionError
from mathdata.model import Model


class Written(Model):
    """An output that is done."""

    path: str
    """As the user named it."""
    container: str
    layout: str
    """Name of the layout, or `tokens`."""
    keys: frozenset[str]
    """Keys that every row has; of tokens, their columns."""
    flagged: bool = False
    """Whether turns have loss flags."""
    problem: str = "problem"
    """Key of the problem, where a layout lets the user choose it."""
    solution: str = "solution"
    length: int | None = None
    """Tokens of every row; null where rows are not of one length."""
    pad_id: int = 0
    shards: int = 1

    @property
    def name(self) -> str:
        """The file alone."""
        return Path(self.path).name

    def beside(self, ending: str) -> str:
        """A file of this ending beside the output."""
        return str(Path(self.path).with_name(f"{self.name}.{ending}"))

    def refused(self, trainer: str, wanted: str) -> OptionError:
        """That a trainer cannot read this, and what it can."""
        return OptionError(f"{self.path}: {trainer} cannot read {self.layout} in {self.container}, wanted {wanted}")


class Section(Model):
    """A file for a trainer, or an entry of one that several data sets share."""

    place: str
    text: str = ""
    entry: dict[str, Any] = Field(default_factory=dict)
    """Entries of a JSON object, which are put into the file if it is there."""
    notes: list[str] = Field(default_factory=list)
    """What the trainer leaves out of what the rows say."""
