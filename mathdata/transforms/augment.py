"""Say texts in other words with a function of the user's, behind the firewall."""

from typing import ClassVar, Literal, cast

import polars as pl
from pydantic import Field

from mathdata.drawing import stream
from mathdata.firewall import Augmenter, guarded
from mathdata.step import RowStep
from mathdata.transforms.calls import Call, called
from mathdata.transforms.offspring import Child, refused, with_children


class Augment(RowStep):
    """Add what a function makes of each text behind it, as rows of their own.

    The function is given the text and a `random.Random` that depends on seed and record id alone, and gives other
    texts: `def shout(text, draws): yield text.upper()`. Each is held against its parent by `mathdata.firewall`; one
    that says something else is marked `augment_changed_…`, with the difference in `extra` under `@refused`. Copies of
    the parent or of a sister are left out.
    """

    kind: ClassVar[str] = "augment"
    python_bound: ClassVar[bool] = True

    call: Call
    """The function, as `package.module:function`."""
    on: Literal["problem", "solution"] = "problem"
    """The column that is said in other words."""
    at_most: int | None = Field(default=None, ge=1)
    """How many children of a row are kept; null: all."""
    legible: bool = False
    """Whether a problem that a family reads must be read by it afterwards too."""
    seed: int | None = None
    """Seed of the drawing; null: that of the run."""

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their children, and how many were refused."""
        augmenter = cast(Augmenter, called(self.call))
        made = [
            self._children(augmenter, record_id, text) if text and text.strip() else []
            for record_id, text in records.select("id", self.on).iter_rows()
        ]
        gone = sum(child.refusal is not None for several in made for child in several)
        after = with_children(records, self.kind, made, on=self.on, seed=self.seed or 0)
        return after, {"refused": gone} if gone else {}

    def _children(self, augmenter: Augmenter, record_id: str, text: str) -> list[Child]:
        made = guarded(augmenter, text, stream(self.seed or 0, self.kind, record_id), legible=self.legible)
        kept = [one for one in made if one.difference is None][: self.at_most]
        gone = [one for one in made if one.difference is not None]
        return [
            Child(one.text, (self.call,), refused(self.kind, one.difference), one.difference) for one in [*kept, *gone]
        ]
