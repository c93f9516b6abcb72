"""What to read: paths, folders, globs, data sets of the hub, and how their rows are to be understood."""

import glob
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import Field

from mathdata import registry
from mathdata.containers.arrow import is_saved_folder
from mathdata.containers.base import Container
from mathdata.containers.sniff import by_suffix, sniff
from mathdata.containers.streams import Input
from mathdata.errors import InputError, OptionError, shown
from mathdata.formats.base import TEXT, Format, Row
from mathdata.formats.decoding import Decoded, decode
from mathdata.formats.detect import Vote, detect
from mathdata.formats.qa import QuestionAnswer
from mathdata.hub import cached_data_set
from mathdata.model import Model
from mathdata.suggest import did_you_mean
from mathdata.wire import Batch, JsonLines, Number, Types

SAMPLE_ROWS = 400
STDIN = "standard input"
_SAMPLED = re.compile(r"(?P<path>.+)#(?P<rows>\d+)(?:@(?P<seed>\d+))?")
# Names that no column can have here: the empty one, Arrow's end at a NUL, Polars takes `*` and `^…$` for patterns,
# two private characters are the marks of `mathdata.wire.template`, and two names are those of its own columns.
_UNFIT = re.compile(r"[\0\ue0f0\ue0f1]|^\*$|^\^|^#$|^place$|^$")
_HUB_ID = re.compile(r"[\w-][\w.-]*/[\w-][\w.-]*")


class Source(Model):
    """Something to read; whatever is left out is found by a look at the file."""

    path: str
    """A file, a folder, a glob, a data set of the Hugging Face hub, or `-` for standard input.

    A suffix `#N` takes N rows at random, as SWIFT does; `#N@SEED` with a seed of its own.
    """
    format: str | None = None
    """Name of the layout; null: detected."""
    container: str | None = None
    """Name of the container; null: by content."""
    encoding: str | None = None
    """Encoding of a text; null: UTF-8, or detected with a note."""
    map: dict[str, str] = Field(default_factory=dict)
    """Keys to take `problem`, `solution`, `answer` and `system` from: names, paths `a.b.0`, or `{a} {b}`."""
    at: str = ""
    """Path to the list of rows inside a JSON document."""
    split: str = "train"
    """Split of a data set of the hub."""


@dataclass(frozen=True)
class SourceFile:
    """One file, with everything that is needed to read its rows."""

    input: Input
    container: Container
    vote: Vote
    types: Types
    """Keys and types of its rows, for reading in columns."""
    sample: int | None = None
    seed: int | None = None

    @property
    def format(self) -> Format:
        """The layout."""
        return self.vote.format

    @property
    def name(self) -> str:
        """Name of the data set that its records will carry."""
        return "stdin" if self.input.name == STDIN else Path(self.input.name).name

    @property
    def title(self) -> str:
        """As the user named it."""
        return self.input.name

    @property
    def path(self) -> Path | None:
        """Where it lies."""
        return self.input.path

    @property
    def notes(self) -> list[str]:
        """What was chosen for the user."""
        seen = f"read as {self.format.kind} in {self.container.kind} ({self.vote.evidence})"
        return [f"{self.input.name}: {note}" for note in (seen, *self.input.notes)]

    def batches(self) -> Iterator[Batch]:
        """Wire rows from the beginning."""
        return self.container.read(self.input)

    def decode(self, batch: Batch) -> Decoded:
        """The records of one of its batches."""
        return decode(self.format, batch, self.types, source=self.name, file=self.input.name)


@dataclass(frozen=True)
class SourceRows:
    """Rows in memory in some layout, such as question and answer."""

    name: str
    rows: Sequence[Batch]
    vote: Vote
    types: Types
    path: None = None
    sample: None = None
    seed: None = None

    @property
    def title(self) -> str:
        """The name."""
        return self.name

    @property
    def format(self) -> Format:
        """The layout."""
        return self.vote.format

    @property
    def notes(self) -> list[str]:
        """What was chosen for the user."""
        return [f"{self.name}: read as {self.format.kind} ({self.vote.evidence})"]

    def batches(self) -> Iterator[Batch]:
        """The rows from the beginning."""
        return iter(self.rows)

    def decode(self, batch: Batch) -> Decoded:
        """The records of one of its batches."""
        return decode(self.format, batch, self.types, source=self.name, file=self.name)


def open_rows(batches: Sequence[Batch], source: Source) -> SourceRows:
    """Rows in memory with their layout, as asked for or by a sample; the path of the source is their name.

    Raises:
        UnknownLayout, AmbiguousFormat: if it cannot be told.
        InputError: if there are no rows.
        OptionError: if options contradict each other.
    """
    if not batches or not batches[0].places():
        raise InputError(f"{source.path}: found no rows, wanted some to tell their layout by")
    rows = _sample_of(batches[0], source.path)
    vote = _vote(rows, source, source.path)
    return SourceRows(source.path, batches, vote, row_types(vote.format, rows))


def open_source(source: Source) -> list[SourceFile]:
    """The files of a source, each with its container and its layout.

    Raises:
        InputError: if nothing is there, or a file cannot be understood.
        OptionError: if a name is unknown, or options contradict each other.
    """
    path, rows, seed = _without_sample(source.path)
    files = [_open_file(name, where, source) for name, where in expand(path, source)]
    if rows is not None and len(files) > 1:
        raise OptionError(f"{source.path}: found {len(files)} files, wanted one for '#'; name them one by one")
    return [SourceFile(**{**vars(file), "sample": rows, "seed": seed}) for file in files]


def _without_sample(path: str) -> tuple[str, int | None, int | None]:
    match = None if os.path.exists(path) else _SAMPLED.fullmatch(path)
    if match is None:
        return path, None, None
    return match["path"], int(match["rows"]), int(match["seed"]) if match["seed"] else None


def expand(path: str, source: Source) -> list[tuple[str, Path | None]]:
    """Name and place of each file that a path stands for; standard input has no place.

    Raises:
        InputError: if there is none.
    """
    if path == "-":
        return [(STDIN, None)]
    where = Path(path)
    if where.is_dir() and not is_saved_folder(where):
        containers = registry.everything("containers")
        found = [p for p in sorted(where.rglob("*")) if p.is_file() and by_suffix(p.name, containers)]
        if not found:
            raise InputError(f"{path}: found no data files in this folder, wanted .jsonl, .json, .csv, .parquet …")
        return [(shown(p), p) for p in found]
    if where.exists():
        return [(shown(path), where)]
    if names := sorted(glob.glob(path, recursive=True)):
        return [(shown(name), Path(name)) for name in names]
    if _HUB_ID.fullmatch(path) and not where.parent.exists():
        return [(path, cached_data_set(path, source.split))]
    raise InputError(f"{shown(path)}: no such file{did_you_mean(where.name, _siblings(where))}")


def _siblings(path: Path) -> list[str]:
    return [shown(p.name) for p in path.parent.iterdir()] if path.parent.is_dir() else []


def _open_file(name: str, path: Path | None, source: Source) -> SourceFile:
    incoming, container = open_container(name, path, source)
    return open_layout(incoming, container, sample_rows(container, incoming), source)


def open_container(name: str, path: Path | None, source: Source) -> tuple[Input, Container]:
    """A file and its container, as asked for or by its content.

    Raises:
        InputError: if it cannot be told.
    """
    incoming = Input(name, path or _spooled(), source.encoding)
    containers = registry.everything("containers")
    try:
        kind = source.container or ("json" if source.at else sniff(incoming, containers))
    except InputError as error:
        raise InputError(str(error) if str(error).startswith(name) else f"{name}: {error}") from None
    return incoming, registry.load("containers", kind)(at=source.at)


def open_layout(incoming: Input, container: Container, rows: list[Row], source: Source) -> SourceFile:
    """A file with its layout, as asked for or by a sample of its rows.

    Raises:
        UnknownLayout, AmbiguousFormat: if it cannot be told.
        OptionError: if options contradict each other.
    """
    vote = _vote(rows, source, incoming.name)
    return SourceFile(incoming, container, vote, row_types(vote.format, rows))


def _spooled() -> Path:
    """Standard input in a file of its own, because rows are looked at before they are read."""
    import atexit
    import shutil
    import sys
    import tempfile

    if sys.stdin is None:
        raise InputError("-: standard input is closed, wanted rows; name a file")
    with tempfile.NamedTemporaryFile(prefix="mathdata-", delete=False) as file:
        atexit.register(Path(file.name).unlink, missing_ok=True)
        shutil.copyfileobj(sys.stdin.buffer, file)
    return Path(file.name)


def sample_rows(container: Container, incoming: Input) -> list[Row]:
    """Rows to judge the layout by: the first ones, and others spread over the first batch."""
    batches = container.read(incoming)
    batch = next(batches, None)
    if batch is None:
        raise InputError(f"{incoming.name}: found no rows, wanted some; is it the right file?")
    return _sample_of(batch.thinned() if isinstance(batch, JsonLines) else batch, incoming.name)


def _sample_of(batch: Batch, name: str) -> list[Row]:
    count = len(batch.places())
    step = max(1, count // SAMPLE_ROWS)
    indices = sorted({*range(min(count, SAMPLE_ROWS // 2)), *range(0, count, step)})
    rows = batch.parsed(indices)
    good = [row for row in rows if isinstance(row, dict)]
    if not good:
        raise InputError(f"{name}:{batch.places()[0]}: {rows[0]}")
    return good


def _vote(rows: list[Row], source: Source, name: str) -> Vote:
    formats = registry.everything("formats")
    if source.map:
        if source.format not in (None, "qa"):
            raise OptionError(
                f"--map names the keys of question and answer rows, not of {source.format!r}; leave out --from"
            )
        layout = _mapped(source.map).settled(rows)
        return Vote(layout, len(rows), f"{layout.problem!r} and {layout.solution!r}, as named")
    if source.format is None:
        return detect(rows, {kind: f for kind, f in formats.items() if not f.writes_only}, file=name)
    layout = registry.load("formats", source.format)()
    if layout.writes_only:
        raise OptionError(f"{source.format} rows can be written, not read; name another layout with --from")
    seen = [row for row in rows if layout.recognise(row)]
    return Vote(layout.settled(seen or rows), len(seen), "as asked")


def _mapped(keys: Mapping[str, str]) -> QuestionAnswer:
    known = list(QuestionAnswer.model_fields)
    for column in keys:
        if column not in known:
            raise OptionError(f"--map {column}=…: no such column{did_you_mean(column, known)}; wanted one of {known}")
    return QuestionAnswer(**keys)


def row_types(layout: Format, rows: list[Row]) -> dict[str, pa.DataType]:
    """Types of the keys: those of the layout, and of others where all rows of the sample agree."""
    known = dict(layout.typed_keys()) | {"id": TEXT}
    found: dict[str, pa.DataType | None] = {}
    for row in rows:
        for key in row.keys() - known.keys():
            dtype = None if _UNFIT.search(key) else _type_of(row[key])
            found[key] = dtype if found.setdefault(key, dtype) == dtype else None
    in_order = [key for row in rows[:1] for key in row if key in found]
    in_order += sorted(found.keys() - set(in_order))
    return known | {key: dtype for key in in_order if (dtype := found[key]) is not None}


def _type_of(value: Any) -> pa.DataType | None:
    if isinstance(value, bool):
        return pa.bool_()
    if isinstance(value, Number):
        return pa.int64() if re.fullmatch(r"0|-?[1-9]\d{0,17}", value) else None
    return TEXT if isinstance(value, str) else None
