"""How fast MindRecord is written and read, as a ratio to the real MindSpore, and the memory of a long stream.

    python tests/benchmarks/bench_mindrecord.py --rows 100000

needs MindSpore (`pip install 'mathdata[conformance]'`). Runs of both sides alternate; the least time of each
counts, by the clock and by the processor, since the machine may be busy. Data are made before the clock
starts; files go to a temporary folder and are compared byte by byte.
"""

import argparse
import filecmp
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np

from mathdata.containers.mindrecord import Field, Layout, MindRecordWriter, Ragged, Schema, read_mindrecord

BATCH = 1000
TOKENS = Field(type="int32", shape=(-1,))
SCHEMA = Schema(fields={"input_ids": TOKENS, "labels": TOKENS})


def token_rows(rows: int, length: int, vocabulary: int) -> dict[str, np.ndarray]:
    """Uniform token ids; a third of the labels masked."""
    rng = np.random.default_rng(0)
    ids = rng.integers(0, vocabulary, (rows, length), dtype=np.int32)
    labels = ids.copy()
    labels[:, : length // 3] = -100
    return {"input_ids": ids, "labels": labels}


def write_ours(path: Path, columns: dict[str, np.ndarray], layout: Layout) -> None:
    """Batches of columns, as a pipeline hands them over."""
    with MindRecordWriter(path, SCHEMA, layout, overwrite=True) as writer:
        for start in range(0, len(columns["labels"]), BATCH):
            writer.write({name: column[start : start + BATCH] for name, column in columns.items()})


def write_theirs(path: Path, rows: list[dict[str, np.ndarray]]) -> None:
    """Batches of rows; making the rows is not counted."""
    from mindspore.mindrecord import FileWriter

    writer = FileWriter(str(path), 1, overwrite=True)
    writer.add_schema({name: {"type": "int32", "shape": [-1]} for name in SCHEMA.fields}, "")
    for start in range(0, len(rows), BATCH):
        writer.write_raw_data(rows[start : start + BATCH])
    writer.commit()


def read_ours(path: Path) -> int:
    """Every value of every row."""
    return sum(int(column.values[-1]) for batch in read_mindrecord(path) for column in arrays(batch))


def arrays(batch: dict[str, object]) -> Iterator[Ragged]:
    """The array columns of a batch."""
    return (column for column in batch.values() if isinstance(column, Ragged))


def read_theirs(path: Path) -> int:
    """Every value of every row, with two workers."""
    from mindspore.dataset import MindDataset

    data = MindDataset(str(path), shuffle=False, num_parallel_workers=2)
    return sum(int(row["labels"][-1]) for row in data.create_dict_iterator(num_epochs=1, output_numpy=True))


class Cost(NamedTuple):
    """The least time a task took, by the clock and by the processor."""

    wall: float
    cpu: float

    def ratio(self, other: "Cost") -> str:
        """How many times `other` costs this."""
        return f"{other.wall / self.wall:5.1f} x by the clock, {other.cpu / self.cpu:5.1f} x by the processor"


def costs(repeats: int, *tasks: Callable[[], object]) -> list[Cost]:
    """What each task costs, the tasks taking turns."""
    found: list[list[Cost]] = [[] for _ in tasks]
    for _ in range(repeats):
        for task, taken in zip(tasks, found, strict=True):
            wall, cpu = time.perf_counter(), time.process_time()
            task()
            taken.append(Cost(time.perf_counter() - wall, time.process_time() - cpu))
    return [Cost(*map(min, zip(*taken, strict=True))) for taken in found]


def compare(folder: Path, rows: int, length: int, vocabulary: int, repeats: int) -> None:
    """Print the ratios for one vocabulary."""
    columns = token_rows(rows, length, vocabulary)
    dicts = [
        {"input_ids": ids, "labels": labels}
        for ids, labels in zip(columns["input_ids"], columns["labels"], strict=True)
    ]
    ours, plain, theirs = folder / "ours" / "set", folder / "plain" / "set", folder / "theirs" / "set"
    for path in (ours, plain, theirs):
        path.parent.mkdir(exist_ok=True)
    compressed, uncompressed, mindspore = costs(
        repeats,
        lambda: write_ours(ours, columns, Layout()),
        lambda: write_ours(plain, columns, Layout(compress=False)),
        lambda: write_theirs(theirs, dicts),
    )
    print(f"{rows} rows x {length} tokens, ids below {vocabulary}")
    print(f"  FileWriter {rows / mindspore.wall:.0f} rows/s")
    print(f"  write, compressed    {compressed.ratio(mindspore)}")
    print(f"  write, uncompressed  {uncompressed.ratio(mindspore)}")
    print(f"  data files equal: {filecmp.cmp(ours, theirs, shallow=False)}")
    for name, path in (("compressed", ours), ("uncompressed", plain)):
        own, mindspore = costs(repeats, partial(read_ours, path), partial(read_theirs, path))
        print(f"  read, {name:13s}  {own.ratio(mindspore)} ({rows / own.wall:.0f} rows/s)")


def peak_kib() -> int:
    """The most memory this process has held; unlike `getrusage`, not counting the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def stream(path: Path, rows: int, length: int) -> None:
    """Write many rows to eight shards and print the peak of memory; runs in a process of its own."""
    batch = token_rows(BATCH, length, 32_000)
    start = time.perf_counter()
    with MindRecordWriter(path, SCHEMA, Layout(shards=8)) as writer:
        for _ in range(0, rows, BATCH):
            writer.write(batch)
    taken = time.perf_counter() - start
    peak = peak_kib() / 2**20
    what = f"{rows} rows x {length} tokens to 8 shards"
    print(f"{what}: {rows / taken:.0f} rows/s, peak {peak:.2f} GiB (limit 1.5)")


def main() -> None:
    """Run what the options say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--length", type=int, default=768)
    parser.add_argument("--vocabulary", type=int, nargs="*", default=[1000, 32_000, 128_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--stream-rows", type=int, default=2_000_000)
    parser.add_argument("--stream-length", type=int, default=64)
    parser.add_argument("--stream-to", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.stream_to:
        stream(options.stream_to, options.stream_rows, options.stream_length)
        return
    os.environ.setdefault("GLOG_v", "4")
    with TemporaryDirectory() as folder:
        for vocabulary in options.vocabulary:
            compare(Path(folder), options.rows, options.length, vocabulary, options.repeats)
    with TemporaryDirectory() as folder:
        subprocess.run([sys.executable, *sys.argv, "--stream-to", f"{folder}/set"], check=True)


if __name__ == "__main__":
    main()
