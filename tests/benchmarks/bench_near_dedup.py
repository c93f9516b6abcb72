"""Near-duplicates of a large corpus: `near_dedup` beside `rensa`, fed row by row from Python.

    pip install rensa
    python tests/benchmarks/bench_near_dedup.py train.jsonl

`rensa` sees the problems only; it knows nothing of signs and numbers, so what it finds differs. Both use 128
values a sketch.
"""

import argparse
import os
import time
from collections.abc import Callable

import polars as pl

from mathdata.schema import COLUMNS
from mathdata.step import framed
from mathdata.transforms.near_dedup import NearDedup

BATCH = 1 << 16


def ours(problems: pl.Series) -> int:
    """How many rows `near_dedup` drops, summaries in batches as the engine makes them."""
    columns = {name: pl.lit([] if dtype.is_nested() else None, dtype) for name, dtype in COLUMNS.items()}
    number = pl.int_range(len(problems)).cast(pl.String)
    frame = framed(
        problems.to_frame("problem").with_columns(**(columns | {"problem": pl.col("problem"), "id": number}))
    )
    step = NearDedup()
    return step.decide([step.summarise(frame.slice(at, BATCH)) for at in range(0, frame.height, BATCH)]).rows.height


def rensa_by(tokens: Callable[[str], list[str]]) -> Callable[[pl.Series], int]:
    """How many rows `rensa` finds near an earlier one, over these tokens."""
    from rensa import RMinHash, RMinHashLSH

    def run(problems: pl.Series) -> int:
        index = RMinHashLSH(threshold=0.8, num_perm=128, num_bands=16)
        found = 0
        for number, problem in enumerate(problems):
            sketch = RMinHash(num_perm=128, seed=42)
            sketch.update(tokens(problem))
            if index.query(sketch):
                found += 1
            else:
                index.insert(number, sketch)
        return found

    return run


def characters(problem: str) -> list[str]:
    """n-grams of four characters, as ours."""
    return [problem[at : at + 4] for at in range(max(1, len(problem) - 3))]


def main() -> None:
    """Print seconds side by side, and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="JSON lines with `problem`")
    parser.add_argument("--rows", type=int, help="only so many distinct problems")
    arguments = parser.parse_args()
    problems = pl.read_ndjson(arguments.corpus)["problem"].unique(maintain_order=True)
    problems = problems.head(arguments.rows) if arguments.rows else problems
    print(f"{len(problems)} distinct problems, {os.cpu_count()} cores")
    runs = {"near_dedup": ours, "rensa, words": rensa_by(str.split), "rensa, characters": rensa_by(characters)}
    base = None
    for name, run in runs.items():
        started = time.perf_counter()
        found = run(problems)
        seconds = time.perf_counter() - started
        base = base or seconds
        print(f"{name:18} {seconds:7.2f} s  {seconds / base:5.2f} times near_dedup  {found} found")


if __name__ == "__main__":
    main()
