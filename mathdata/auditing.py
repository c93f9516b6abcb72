"""An audit of a corpus: which solutions are wrong, where, and what they should say."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import orjson
import polars as pl
from pydantic import Field

from mathdata.conversion import Output
from mathdata.engines.job import Job, Origin, Progress
from mathdata.engines.local import frames, write
from mathdata.ledger import Ledger
from mathdata.model import Model
from mathdata.outputs import Outputs, refuse_place, refuse_same_place
from mathdata.transforms.verify import Verify
from mathdata.wire import loads


class Audit(Model):
    """What an audit found."""

    read: int
    flagged: int
    """Rows with a fault of any kind."""
    wrong: int
    """Rows in which a value is wrong, and not only the way it is written."""
    verdicts: dict[str, int] = Field(default_factory=dict)
    """Faults by verdict, most frequent first."""
    examples: dict[str, dict[str, str]] = Field(default_factory=dict)
    """The first fault of each verdict: row, text, reason, and what was expected where a value is wrong."""


def refuse_places(origins: Sequence[Origin], targets: Sequence[str]) -> None:
    """Refuse outputs that cannot be written where they shall be, before anything is read.

    Raises:
        OptionError: if one is a source, a folder, or another output.
    """
    refuse_same_place(targets)
    for target in targets:
        refuse_place(target, [origin.path for origin in origins if origin.path])


def audit(
    origins: Sequence[Origin], *, flagged: str | None = None, workers: int = 1, progress: Progress | None = None
) -> Audit:
    """Check every row; write those with faults to the JSON lines file `flagged`.

    A line has `id`, `source`, `problem`, `solution`, `answer` and `verdicts`, each with its span.

    Raises:
        TooManyRejects: if a row cannot be read.
        OptionError: if `flagged` is one of the sources.
    """
    outputs = Outputs()
    refuse_places(origins, [flagged] if flagged else [])
    counts = _Counts()
    job = Job(list(origins), steps=[Verify()], workers=workers)
    try:
        if flagged is None:
            for frame in frames(job, progress=progress):
                counts.enter(frame)
        else:
            with outputs.file(flagged) as file:
                for frame in frames(job, progress=progress):
                    file.writelines(orjson.dumps(row) + b"\n" for row in counts.enter(frame))
        outputs.publish()
    finally:
        outputs.discard()
    return counts.audit()


def fix(origins: Sequence[Origin], output: Output, *, workers: int = 1, progress: Progress | None = None) -> Ledger:
    """Write the corpus with every solution mended that can be mended for sure; raises as a conversion does."""
    return write(Job(list(origins), [output], [Verify(fix=True)], workers=workers), progress=progress)


class _Counts:
    """What was found so far."""

    def __init__(self) -> None:
        self._read = self._flagged = self._wrong = 0
        self._verdicts: Counter[str] = Counter()
        self._examples: dict[str, dict[str, str]] = {}

    def enter(self, frame: pl.DataFrame) -> list[dict[str, Any]]:
        """Count the rows of a frame; give those with faults."""
        self._read += frame.height
        faulty = frame.filter(pl.col("extra").str.contains('"@verdicts"', literal=True).fill_null(False))
        names = ("id", "source", "problem", "solution", "answer")
        rows: list[dict[str, Any]] = []
        for record in faulty.iter_rows(named=True):
            verdicts = loads(record["extra"].encode()).get("@verdicts")
            if verdicts:
                plain = orjson.loads(record["extra"])["@verdicts"]
                rows.append({**{name: record[name] for name in names}, "verdicts": plain})
                self._note(record["id"], plain)
        return rows

    def _note(self, row: str, verdicts: list[dict[str, Any]]) -> None:
        self._flagged += 1
        self._wrong += any(verdict["wrong"] for verdict in verdicts)
        for verdict in verdicts:
            self._verdicts[verdict["verdict"]] += 1
            expected = verdict["expected"] if verdict["wrong"] else ""
            example = {"row": row, "text": verdict["text"], "reason": verdict["reason"], "expected": expected}
            self._examples.setdefault(verdict["verdict"], example)

    def audit(self) -> Audit:
        order = dict(self._verdicts.most_common())
        return Audit(
            read=self._read, flagged=self._flagged, wrong=self._wrong, verdicts=order,
            examples={name: self._examples[name] for name in order},
        )  # fmt: skip
