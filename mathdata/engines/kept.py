"""What a long run keeps on disk, so that the next one goes on where it was broken off.

Behind each corpus step that is decided, a run may keep the rows, the verdicts and its books in a hidden folder beside
the first output:

```text
.train.json.kept/3f0c…/   rows-0.arrow rows-1.arrow … verdict-1.arrow … state.json
                 digest of the inputs, and of all that was done to them
```

A segment is kept only if it took a while, because to do it again may cost less than to write it. The folder goes when
the run is done.
"""

import hashlib
import json
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from mathdata.engines.books import Books
from mathdata.engines.job import Job
from mathdata.engines.shelf import Shelf
from mathdata.manifest import stamp
from mathdata.step import Verdict

_STATE = "state.json"


@dataclass
class Progressed:
    """How far a walk is behind a corpus step: all but the rows, which wait on a shelf."""

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    """Of each corpus step so far, by its number."""
    named: dict[int, list[pl.DataFrame]] = field(default_factory=dict)
    """Position and id of the rows that a verdict kept instead of others, by the number of the step."""
    early: list[pl.DataFrame] = field(default_factory=list)
    """Id, source, step and reason of the rows that did not reach the first step."""


class Kept:
    """The hidden folder of a run."""

    def __init__(self, job: Job) -> None:
        assert job.keep is not None
        self._job = job
        self._room = job.keep.room
        self._after_seconds = job.keep.after_seconds
        self._since = time.monotonic()
        self._seen = self._looks()
        if job.keep.fresh:
            self.remove()

    def remove(self) -> None:
        """Keep nothing any more."""
        shutil.rmtree(self._room, ignore_errors=True)

    def find(self, steps: list[int]) -> int | None:
        """The last of these corpus steps behind which everything was kept."""
        if not self._room.is_dir():
            return None
        return next((step for step in reversed(steps) if (self._folder(step) / _STATE).is_file()), None)

    def put(self, step: int, shelf: Shelf, progressed: Progressed, books: Books) -> None:
        """Keep what stands behind a step, instead of all that was kept before."""
        if time.monotonic() - self._since < self._after_seconds or self._looks() != self._seen:
            return  # not worth it; or a file has changed since we began to read it
        part = self._room / "part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        for name, table in _tables(progressed, books):
            table.write_ipc(part / f"{name}.arrow")
        state = {
            "frames": shelf.copy(part),
            "books": books.state(),
            "verdicts": {n: [v.details, v.notes] for n, v in progressed.verdicts.items()},
        }
        (part / _STATE).write_text(json.dumps(state), encoding="utf-8")
        for old in [folder for folder in self._room.iterdir() if folder != part]:
            shutil.rmtree(old)
        part.rename(self._folder(step))
        self._since = time.monotonic()

    def take(self, step: int, books: Books) -> tuple[Progressed, Iterator[pl.DataFrame], int]:
        """What was kept behind a step: how far it is, its rows, and how many; the books are restored."""
        folder = self._folder(step)
        state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
        books.restore(state["books"], steps=step + 1)
        tables = {file.stem: _read(file) for file in folder.glob("[!r]*.arrow")}
        progressed = Progressed(early=[tables["early"]] if "early" in tables else [])
        for key, (details, notes) in state["verdicts"].items():
            evidence = tables.get(f"evidence-{key}")
            progressed.verdicts[int(key)] = Verdict(tables[f"verdict-{key}"], details, notes, evidence)
            progressed.named[int(key)] = [tables[f"named-{key}"]] if f"named-{key}" in tables else []
        for number, frames in enumerate(books.aside):
            frames += [tables[f"aside-{number}"]] if f"aside-{number}" in tables else []
        files = [folder / f"rows-{number}.arrow" for number in range(state["frames"])]
        return progressed, map(_read, files), books.rows

    def _folder(self, step: int) -> Path:
        """Where is kept what stands behind a step, by the digest of all that leads there."""
        steps = self._job.named_steps()[: step + 1]
        done = [[name, one.model_dump(mode="json"), [self._digest(file) for file in one.files]] for name, one in steps]
        told = [version("mathdata"), self._inputs, self._job.system, self._job.aside, done]
        return self._room / hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]

    @cached_property
    def _inputs(self) -> list[Any]:
        """What was read, and how."""
        found: list[Any] = []
        for origin in self._job.origins:
            layout = [origin.format.kind, origin.format.model_dump(mode="json")] if origin.format else None
            drawn = [origin.sample, self._job.seed if origin.seed is None else origin.seed]
            found.append([origin.title, origin.name, layout, drawn, self._digest(origin.path) if origin.path else ""])
        return found

    @staticmethod
    def _digest(file: str | Path) -> str:
        return stamp(Path(file), Path(file)).sha256

    def _looks(self) -> list[tuple[int, int]]:
        """Size and time of every input: they change when it does."""
        looks = [origin.path.stat() for origin in self._job.origins if origin.path]
        return [(look.st_size, look.st_mtime_ns) for look in looks]


def _read(file: Path) -> pl.DataFrame:
    return pl.read_ipc(file.read_bytes())


def _tables(progressed: Progressed, books: Books) -> Iterator[tuple[str, pl.DataFrame]]:
    """Everything but the rows, by the names of the files."""
    for number, verdict in progressed.verdicts.items():
        yield f"verdict-{number}", verdict.rows
        if verdict.evidence is not None:
            yield f"evidence-{number}", verdict.evidence
    listed = [(f"named-{number}", frames) for number, frames in progressed.named.items()]
    listed += [(f"aside-{number}", frames) for number, frames in enumerate(books.aside)]
    for name, frames in [*listed, ("early", progressed.early)]:
        if frames:
            yield name, pl.concat(frames)
