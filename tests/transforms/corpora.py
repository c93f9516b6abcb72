"""Small corpora for the tests of steps, and what steps make of them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from mathdata.schema import COLUMNS, Record
from mathdata.step import CorpusStep, Verdict, framed


def records(problems: Sequence[str | None], **columns: Any) -> pl.DataFrame:
    """Records with these problems, ids 0, 1, … and any other columns."""
    rows = [Record(id=str(n), problem=problem, solution="").model_dump() for n, problem in enumerate(problems)]
    frame = pl.DataFrame(rows, schema=COLUMNS, orient="row")
    return framed(frame.with_columns(pl.Series(name, values, COLUMNS[name]) for name, values in columns.items()))


def judged(step: CorpusStep, frame: pl.DataFrame, *, batch: int = 1000) -> Verdict:
    """The verdict of a step on a frame cut into batches."""
    return step.decide([step.summarise(frame.slice(at, batch)) for at in range(0, max(frame.height, 1), batch)])


def fates(step: CorpusStep, problems: Sequence[str | None]) -> list[str | None]:
    """What a step writes into `dropped` of each problem."""
    frame = records(problems)
    return step.apply(frame, judged(step, frame))["dropped"].to_list()


def rows_of(path: Path) -> list[Any]:
    """The rows of a JSON array or of JSON lines."""
    text = path.read_text(encoding="utf-8")
    return list(json.loads(text)) if text.startswith("[") else [json.loads(line) for line in text.splitlines() if line]
