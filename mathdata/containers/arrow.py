"""Arrow files, and the folders that `datasets.Dataset.save_to_disk` makes."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, ClassVar

import polars as pl
import pyarrow as pa

from mathdata.containers.base import Container
from mathdata.containers.parquet import Parquet, frame_of, marks_of, note_of, with_note
from mathdata.containers.streams import Input
from mathdata.errors import InputError
from mathdata.wire import Batch, Table

_BATCH_ROWS = 65_536


class Arrow(Container):
    """An Arrow file or stream to read; a `save_to_disk` folder to read and to write."""

    kind: ClassVar[str] = "arrow"
    suffixes: ClassVar[tuple[str, ...]] = (".arrow",)
    typed: ClassVar[bool] = True
    holds_tokens: ClassVar[bool] = True
    writes_folder: ClassVar[bool] = True
    streams: ClassVar[bool] = False

    def read(self, source: Input) -> Iterator[Batch]:
        """Batches of rows in the order of the file or of the folder's shards."""
        assert source.path is not None
        first = 1
        tables = _saved(source.path, source.name) if source.path.is_dir() else _file(source.path, source.name)
        for table in tables:
            yield Table(frame_of(table), first=first, marks=marks_of(table.schema))
            first += table.num_rows

    def write_folder(self, texts: Iterable[pl.Series], target: Path) -> None:
        """A folder that `datasets.load_from_disk` reads."""
        _save(lambda stream: Parquet().write(texts, stream), target)

    def write_tokens_folder(self, frames: Iterable[pl.DataFrame], target: Path, *, rows: int) -> None:
        """A folder that `datasets.load_from_disk` reads."""
        _save(lambda stream: Parquet().write_tokens(frames, stream), target)


def _save(write: Callable[[BinaryIO], None], target: Path) -> None:
    """Make the folder of a data set out of what `write` writes as Parquet."""
    import datasets
    import pyarrow.parquet as pq

    with tempfile.TemporaryDirectory(dir=target.parent) as room:
        parquet = Path(room) / "rows.parquet"
        with parquet.open("wb") as stream:
            write(stream)
        datasets.disable_progress_bars()
        rows = datasets.Dataset.from_parquet(str(parquet), cache_dir=room)
        # `datasets` keeps no metadata of the columns, but its own description.
        rows.info.description = note_of(pq.read_schema(parquet))
        rows.save_to_disk(str(target))


def is_saved_folder(path: Path) -> bool:
    """Whether `save_to_disk` made this folder."""
    return (path / "state.json").exists() or (path / "dataset_dict.json").exists()


def _saved(path: Path, name: str) -> Iterator[pa.Table]:
    import datasets

    rows = datasets.load_from_disk(str(path))
    if isinstance(rows, datasets.DatasetDict):
        raise InputError(f"{name}: found the splits {sorted(rows)}, wanted one; name its folder, e.g. {path / 'train'}")
    for at in range(0, len(rows), _BATCH_ROWS):
        yield with_note(rows.with_format("arrow")[at : at + _BATCH_ROWS], rows.info.description)


def _file(path: Path, name: str) -> Iterator[pa.Table]:
    try:
        with pa.memory_map(str(path)) as stream:
            is_file = stream.read(6) == b"ARROW1"
            stream.seek(0)
            reader = pa.ipc.open_file(stream) if is_file else pa.ipc.open_stream(stream)
            batches = (reader.get_batch(i) for i in range(reader.num_record_batches)) if is_file else reader
            for batch in batches:
                yield pa.Table.from_batches([batch])
    except pa.ArrowException as error:
        raise InputError(f"{name}: the Arrow file is damaged ({error}); copy it again") from None
