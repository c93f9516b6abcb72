"""Arrow files, and the folders that `datasets.Dataset.save_to_disk` makes."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import polars as pl
import pyarrow as pa

from mathdata.containers.base import Container
from mathdata.containers.parquet import NOTE, Parquet, frame_of, marks_of, note_of
from mathdata.containers.streams import Input
from mathdata.errors import InputError
from mathdata.wire import Batch, Table

_BATCH_ROWS = 65_536
_NOTE_FILE = "mathdata.json"


class Arrow(Container):
    """An Arrow file or stream to read; a `save_to_disk` folder to read and to write."""

    kind: ClassVar[str] = "arrow"
    suffixes: ClassVar[tuple[str, ...]] = (".arrow",)
    typed: ClassVar[bool] = True
    writes_folder: ClassVar[bool] = True
    streams: ClassVar[bool] = False

    def read(self, source: Input) -> Iterator[Batch]:
        """Batches of rows in the order of the file or of the folder's shards."""
        first = 1
        saved = source.path.is_dir()
        note = source.path / _NOTE_FILE
        for table in (_saved if saved else _file)(source.path, source.name):
            marks = marks_of(note.read_bytes() if saved and note.exists() else note_of(table.schema))
            yield Table(frame_of(table), first=first, marks=marks)
            first += table.num_rows

    def write_folder(self, texts: Iterable[pl.Series], target: Path) -> None:
        """A folder that `datasets.load_from_disk` reads."""
        import datasets
        import pyarrow.parquet as pq

        with tempfile.TemporaryDirectory(dir=target.parent) as room:
            parquet = Path(room) / "rows.parquet"
            with parquet.open("wb") as stream:
                Parquet().write(texts, stream)
            datasets.disable_progress_bars()
            rows = datasets.Dataset.from_parquet(str(parquet), cache_dir=room)
            rows.save_to_disk(str(target))
            # `datasets` keeps no metadata of a schema; a file beside its own it leaves alone.
            if note := (pq.read_schema(parquet).metadata or {}).get(NOTE):
                (target / _NOTE_FILE).write_bytes(note)


def is_saved_folder(path: Path) -> bool:
    """Whether `save_to_disk` made this folder."""
    return (path / "state.json").exists() or (path / "dataset_dict.json").exists()


def _saved(path: Path, name: str) -> Iterator[pa.Table]:
    import datasets

    rows = datasets.load_from_disk(str(path))
    if isinstance(rows, datasets.DatasetDict):
        raise InputError(f"{name}: found the splits {sorted(rows)}, wanted one; name its folder, e.g. {path / 'train'}")
    for at in range(0, len(rows), _BATCH_ROWS):
        yield rows.with_format("arrow")[at : at + _BATCH_ROWS]


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
