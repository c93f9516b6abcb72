"""A step whose work is Python code a row, in a module that worker processes can import."""

import os
import signal
from multiprocessing import parent_process
from typing import ClassVar

import polars as pl

from mathdata.step import RowStep


class Spell(RowStep):
    """Put a space between all characters of the problem."""

    kind: ClassVar[str] = "spell"
    python_bound: ClassVar[bool] = True

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with spelled problems, and how many they are."""
        spelled = [" ".join(text or "") for text in records["problem"]]
        return records.with_columns(pl.Series("problem", spelled, dtype=pl.String)), {"spelled": records.height}


class Dies(RowStep):
    """End the process that works, as the system does where memory runs out."""

    kind: ClassVar[str] = "dies"
    python_bound: ClassVar[bool] = True

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """Nothing comes back."""
        if parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        return records, {}
