"""A corpus in a notebook: lazy, immutable, chainable.

Nothing is read until something is asked for; what is read can be asked for again.
"""

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from mathdata.chain import Chain
from mathdata.conversion import Output, RejectPolicy
from mathdata.engines.job import Job
from mathdata.engines.local import frames, write
from mathdata.errors import InputError, OptionError
from mathdata.in_memory import InMemory, checked, fitted, in_layout, in_memory, lines, tables
from mathdata.ledger import Ledger
from mathdata.schema import COLUMNS, Record
from mathdata.sources import Source, open_source
from mathdata.step import Step
from mathdata.suggest import did_you_mean
from mathdata.transforms.split import OnePart

if TYPE_CHECKING:
    import datasets
    import pandas as pd

    from mathdata.tokens.options import TokenOptions
    from mathdata.tokens.preview import Previews

_SHOWN_CHARS = 80


class Corpus(Chain):
    """Records from files or from memory, and the steps behind them. Made by `read` and the `from_` methods."""

    def __init__(self, origins: Sequence[Any], steps: Sequence[Step] = ()) -> None:
        self._origins = tuple(origins)
        self._steps = tuple(steps)

    def then(self, step: Step) -> "Corpus":
        """This corpus with one step more; nothing is done before somebody asks for rows."""
        return Corpus(self._origins, [*self._steps, step])

    @classmethod
    def from_records(cls, records: Iterable[Record | Mapping[str, Any]], *, name: str = "records") -> "Corpus":
        """A corpus of records, or of dicts in any layout that files are read in, such as question and answer.

        A record without `source` gets `name`.

        Raises:
            UnknownLayout: if no layout fits the dicts.
            InputError: if records and dicts are mixed, or a dict holds what JSON cannot hold.

        >>> len(Corpus.from_records([Record(id="1", problem="1+1=?", solution="2")]))
        1
        >>> next(iter(Corpus.from_records([{"question": "1 + 1 = ?", "answer": "2"}]))).solution
        '2'
        """
        given = list(records)
        dicts = [record for record in given if isinstance(record, Mapping)]
        if dicts and len(dicts) == len(given):
            return cls([in_layout([lines(dicts, name)], Source(path=name))])
        rows = [record.model_dump() for record in given if isinstance(record, Record)]
        if len(rows) != len(given):
            raise InputError(f"{name}: found records among other things, wanted records or dicts; make them alike")
        return cls([in_memory(checked(pl.DataFrame(rows, schema=COLUMNS, orient="row")), name)])

    @classmethod
    def from_polars(
        cls,
        frame: pl.DataFrame | pl.LazyFrame,
        *,
        name: str = "polars",
        format: str | None = None,
        map: Mapping[str, str] | None = None,
    ) -> "Corpus":
        """A corpus of a frame with the columns of `Record`, or of some, or in any layout that files are read in.

        A frame with `solution` holds records; columns beside theirs are kept in `extra`. Another one is read as a
        file would be, such as question and answer, with `format` and `map` as for `read`.

        Raises:
            InputError: if a column of a record has another type than the schema says.
            UnknownLayout: if no layout fits; the message shows the columns that were found.
            AmbiguousFormat: if several layouts fit; the message names them.
        """
        rows = frame.lazy().collect()
        if "solution" in rows.columns and format is None and not map:
            return cls([in_memory(fitted(rows), name)])
        return cls([in_layout(tables(rows), Source(path=name, format=format, map=dict(map or {})))])

    @classmethod
    def from_pandas(
        cls,
        frame: "pd.DataFrame",
        *,
        name: str = "pandas",
        format: str | None = None,
        map: Mapping[str, str] | None = None,
    ) -> "Corpus":
        """A corpus of a pandas frame; as `from_polars`."""
        return cls.from_polars(pl.from_pandas(frame), name=name, format=format, map=map)

    @classmethod
    def from_datasets(
        cls,
        rows: "datasets.Dataset",
        *,
        name: str = "datasets",
        format: str | None = None,
        map: Mapping[str, str] | None = None,
    ) -> "Corpus":
        """A corpus of a Hugging Face data set; as `from_polars`."""
        frame = pl.from_arrow(rows.with_format("arrow")[:])
        assert isinstance(frame, pl.DataFrame)
        return cls.from_polars(frame, name=name, format=format, map=map)

    def __len__(self) -> int:
        """Number of records; counts the rows of files by reading them once."""
        return self._frame.height

    def __iter__(self) -> Iterator[Record]:
        """The records, one by one."""
        return self.records()

    def __add__(self, other: "Corpus") -> "Corpus":
        """The records of this corpus and then of the other, each behind its own steps."""
        parts = [part._origins if not part._steps else [InMemory(part.frames, repr(part))] for part in (self, other)]
        return Corpus([origin for origins in parts for origin in origins])

    def records(self) -> Iterator[Record]:
        """The records as pydantic models, a batch in memory at a time."""
        for frame in self.frames():
            for row in frame.iter_rows(named=True):
                yield Record(**row)

    def frames(self) -> Iterator[pl.DataFrame]:
        """The records as Polars frames with the columns of `Record`, a batch at a time.

        Raises:
            TooManyRejects: at the first row that cannot be read; `write` can set such rows aside.
        """
        yield from frames(Job(self._origins, steps=self._steps))

    @cached_property
    def _frame(self) -> pl.DataFrame:
        return pl.concat([pl.DataFrame(schema=COLUMNS), *self.frames()])

    def to_polars(self) -> pl.DataFrame:
        """All records as one frame with the columns of `Record`."""
        return self._frame

    def to_pandas(self) -> "pd.DataFrame":
        """All records as a pandas frame."""
        return self._frame.to_pandas()

    def to_datasets(self) -> "datasets.Dataset":
        """All records as a Hugging Face data set."""
        import datasets

        return datasets.Dataset(self._frame.to_arrow(compat_level=pl.CompatLevel.oldest()))

    def head(self, n: int = 5) -> "Corpus":
        """The first `n` records, as a corpus in memory; no more is read than that."""
        found: list[pl.DataFrame] = []
        missing = n
        for frame in self.frames():
            found.append(frame.head(missing))
            missing -= found[-1].height
            if missing <= 0:
                break
        return Corpus([in_memory(pl.concat([pl.DataFrame(schema=COLUMNS), *found]), "head")])

    def write(
        self,
        path: str | Path,
        *,
        format: str | None = None,
        container: str | None = None,
        part: str | None = None,
        map: Mapping[str, str] | None = None,
        renumber: bool = False,
        lossy: bool = False,
        keep_extra: bool = True,
        ascii: bool = False,
        shards: int = 1,
        tokens: "TokenOptions | Mapping[str, Any] | None" = None,
        handover: Sequence[str] = (),
        rejects: str | Path | None = None,
        max_rejects: str | int | None = None,
        dropped: str | Path | None = None,
        ledger: str | Path | None = None,
        seed: int = 42,
        workers: int = 1,
    ) -> Ledger:
        """Write the records, whole or not at all, and say where every row went.

        The options are those of `mathdata convert`; see `mathdata.conversion.Output` and `RejectPolicy`. `part` is
        one that `split` made, `dropped` a file for the rows that steps set aside, `tokens` options of
        `mathdata.tokens.options.TokenOptions` by which tokens are written instead of a layout. More than one of
        `workers` asks for a main module that can be imported, as all of Python's spawned processes do.

        Raises:
            TooManyRejects: if rows cannot be read or written and no file `rejects` takes them.
            LossError: if the layout cannot carry what the records hold and `lossy` is false.
            OptionError: if options contradict each other.
        """
        corpus = self if part is None else self.part(part)
        output = Output(
            path=str(path), format=format, container=container, map=dict(map or {}), renumber=renumber,
            lossy=lossy, keep_extra=keep_extra, ascii=ascii, shards=shards, tokens=tokens,  # type: ignore[arg-type]
            handover=list(handover),  # type: ignore[arg-type]
        )  # fmt: skip
        aside = RejectPolicy(path=_place(rejects), at_most=None if max_rejects is None else str(max_rejects))
        return write(
            Job(
                self._origins, [output], corpus._steps, aside, dropped=_place(dropped), ledger=_place(ledger),
                seed=seed, workers=workers,
            )
        )  # fmt: skip

    def part(self, name: str) -> "Corpus":
        """Only the rows of one part that `split` made, to be looked at, counted or written.

        Raises:
            OptionError: if no step makes this part.

        >>> three = [Record(id=str(n), problem=f"{n}+1=?", solution=str(n + 1)) for n in range(3)]
        >>> halves = Corpus.from_records(three).split(counts={"test": 1, "train": None})
        >>> len(halves.part("train")), len(halves.part("test"))
        (2, 1)
        """
        made = [part for step in self._steps for part in step.parts]
        if name not in made:
            raise OptionError(f"no part {name!r}{did_you_mean(name, made)}; the steps make {sorted(made)}")
        return self.then(OnePart(name=name))

    def preview(self, tokens: "TokenOptions | Mapping[str, Any]", *, n: int = 3) -> "Previews":
        """The first `n` records as the model will see them, with the trained tokens marked."""
        from mathdata.tokens.encoder import Encoder
        from mathdata.tokens.options import TokenOptions
        from mathdata.tokens.preview import preview

        return preview(Encoder(TokenOptions.model_validate(tokens)), self.head(n).to_polars())

    def __repr__(self) -> str:
        """The sources and steps, without reading anything."""
        steps = "".join(f".{step.kind}(…)" for step in self._steps)
        return f"Corpus({', '.join(origin.title for origin in self._origins)}){steps}"

    def _repr_html_(self) -> str:
        """The first records as a table."""
        shown = self.head(5)._frame
        columns = [
            c for c in ("id", "system", "problem", "solution", "answer", "category") if shown[c].null_count() < 5
        ]
        head = "".join(f"<th style='text-align:left'>{name}</th>" for name in columns)
        rows = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{_short(row[c])}</td>" for c in columns) + "</tr>"
            for row in shown.iter_rows(named=True)
        )
        names = html.escape(", ".join(origin.title for origin in self._origins))
        return f"<p><b>Corpus</b> {names}</p><table><tr>{head}</tr>{rows}</table>"


def read(
    path: str | Path | Sequence[str | Path],
    format: str | None = None,
    *,
    container: str | None = None,
    encoding: str | None = None,
    map: Mapping[str, str] | None = None,
    at: str = "",
    split: str = "train",
) -> Corpus:
    """A lazy corpus of files: a path, a folder, a glob, a data set of the hub, or several of them.

    Layout, container and encoding are detected by content; name them where detection is not wanted.
    The options are those of `mathdata.sources.Source`.

    Raises:
        UnknownLayout: if no layout fits; the message shows the keys that were found.
        AmbiguousFormat: if several layouts fit; the message names them.
        InputError: if nothing is there to be read.
        OptionError: if a name is unknown.
    """
    paths = [path] if isinstance(path, str | Path) else list(path)
    options = {"format": format, "container": container, "encoding": encoding, "at": at, "split": split}
    sources = [Source(path=str(one), map=dict(map or {}), **options) for one in paths]  # type: ignore[arg-type]
    if not sources:
        raise OptionError("found no path, wanted one at least")
    return Corpus([origin for source in sources for origin in open_source(source)])


def _place(path: str | Path | None) -> str | None:
    return None if path is None else str(path)


def _short(value: Any) -> str:
    text = "" if value is None else str(value)
    return html.escape(text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + "…")
