"""How long a conversion takes, as ratios to bare Polars and to `datasets.map`, in whole processes of one run.

    python tests/benchmarks/bench_convert.py [CORPUS.jsonl] [--rows N] [--runs N] [--skip-datasets]

Without a corpus, rows of two short texts are generated. The commands take turns, so that a machine whose
speed drifts slows all of them; medians are printed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOOR = "import polars as pl; pl.read_ndjson({corpus!r}).write_ndjson({out!r})"
CONVERT = "{python} -m mathdata convert {corpus} -o {out} --to sharegpt --quiet"
DATASETS = """
import datasets
datasets.disable_progress_bars()
rows = datasets.load_dataset("json", data_files={corpus!r}, split="train", cache_dir={cache!r})
def turn(row, index):
    said = [("human", row["problem"]), ("gpt", row["solution"])]
    return {{"id": str(index), "conversations": [{{"from": who, "value": text}} for who, text in said]}}
rows.map(turn, with_indices=True, remove_columns=rows.column_names).to_json({out!r}, force_ascii=False)
"""


def generate(path: Path, rows: int) -> None:
    """Rows of the kind people have: a short problem and a short solution."""
    with path.open("w", encoding="utf-8") as file:
        for i in range(rows):
            a, b = i * 7919 % 99991, i * 104729 % 89989
            file.write(
                f'{{"problem": "计算 {a}.25 + -{b}.50 等于多少？", "solution": "{a}.25 + -{b}.50 = {a - b}.75"}}\n'
            )


def seconds(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak MiB of one process."""
    before = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return time.perf_counter() - before, usage.ru_maxrss / 1024


def race(commands: dict[str, list[str]], runs: int) -> dict[str, tuple[float, float]]:
    """Median seconds and greatest peak of each command; they take turns, after one run that is not counted."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for run in range(runs + 1):
        for name, command in commands.items():
            result = seconds(command)
            if run:
                taken[name].append(result)
    return {n: (statistics.median(t for t, _ in r), max(peak for _, peak in r)) for n, r in taken.items()}


def main() -> None:
    """Race the commands and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--rows", type=int, default=809_993)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--skip-datasets", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        corpus = Path(options.corpus or Path(room) / "corpus.jsonl").resolve()
        if not options.corpus:
            generate(corpus, options.rows)
        out = str(Path(room) / "out.json")
        fill = {"python": sys.executable, "corpus": str(corpus), "out": out, "cache": room}
        convert = CONVERT.format(**fill).split(" ")
        found = race({"floor": [sys.executable, "-c", FLOOR.format(**fill)], "convert": convert}, options.runs)
        (floor, _), (ours, peak) = found["floor"], found["convert"]
        print(f"convert / bare Polars read + write: {ours / floor:.2f} (wanted: at most 2), peak {peak:.0f} MiB")
        if not options.skip_datasets:
            theirs, _ = seconds([sys.executable, "-c", DATASETS.format(**fill)])
            print(f"datasets.map / convert: {theirs / ours:.1f} (wanted: at least 15)")
        short = {
            "import polars, mathdata": [sys.executable, "-c", "import polars, mathdata"],
            "import polars": [sys.executable, "-c", "import polars"],
            "help": [str(Path(sys.executable).with_name("mathdata")), "--help"],
            "typer, rich": [sys.executable, "-c", "import typer, rich"],
        }
        times = {name: t for name, (t, _) in race(short, 2 * options.runs).items()}
        added = times["import polars, mathdata"] - times["import polars"]
        print(f"import mathdata adds {1000 * added:.0f} ms to import polars (wanted: at most 150)")
        print(f"mathdata --help / import typer, rich: {times['help'] / times['typer, rich']:.2f} (wanted: at most 1.5)")


if __name__ == "__main__":
    main()
