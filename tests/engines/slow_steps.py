"""Steps that take their time, in a module that other processes can import and run."""

import sys
import time
from typing import ClassVar

import polars as pl

from mathdata.engines import local
from mathdata.engines.job import Keeping
from mathdata.pipeline import Pipeline
from mathdata.step import RowStep
from mathdata.transforms.dedup import Dedup
from mathdata.transforms.language import Language
from mathdata.transforms.sample import Sample


class Spell(RowStep):
    """Put a space between all characters of the problem."""

    kind: ClassVar[str] = "spell"
    python_bound: ClassVar[bool] = True

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with spelled problems, and how many they are."""
        spelled = [" ".join(text or "") for text in records["problem"]]
        return records.with_columns(pl.Series("problem", spelled, dtype=pl.String)), {"spelled": records.height}


class Hang(RowStep):
    """Never come to an end."""

    kind: ClassVar[str] = "hang"

    def __call__(self, records: pl.DataFrame) -> pl.DataFrame:
        """Wait until somebody ends the process."""
        time.sleep(600)
        return records


def main(corpus: str, out: str) -> None:
    """A run that keeps what it has done, and hangs behind its second corpus step."""
    steps = [Language(keep=["zh"]), Dedup(), Sample(n=100), Hang()]
    keep = Keeping.beside(out, after_seconds=0, fresh=False)
    pipeline = Pipeline(
        sources=[{"path": corpus}], outputs=[{"path": out}], steps=steps, rejects={"path": f"{out}.rejects"}
    )
    local.write(local.planned(pipeline, keep=keep), recipe=pipeline)


if __name__ == "__main__":
    main(*sys.argv[1:])
