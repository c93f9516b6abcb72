"""Contest rows for the benchmarks, as frames that a step sees, and the plain loop they are measured by."""

import json
import random
import re
import time
from decimal import Decimal
from itertools import islice
from pathlib import Path

import polars as pl

from mathdata.families import families, worked
from mathdata.schema import COLUMNS
from mathdata.step import framed

BATCH = 65_536
KINDS = (
    "arithmetic", "discount", "fraction_simplification", "function_value", "linear_equation", "mass", "mean", "power",
    "rectangle_area", "sales_growth", "square_root",
)  # fmt: skip
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def plain_loop(problems):
    """The script that somebody would write in five minutes."""
    solutions = []
    for problem in problems:
        a, b = [*NUMBER.findall(problem), "1", "1"][:2]
        solutions.append(f"{a} * {b} = {Decimal(a) * Decimal(b)}")
    return solutions


def contest_rows(path, rows):
    """Rows of a file of JSON lines, or drawn from the families, with their answers as golds."""
    if path:
        with Path(path).open(encoding="utf-8") as lines:
            read = [json.loads(line) for line in islice(lines, rows)]
        return pl.DataFrame({name: [row[name] for row in read] for name in ("problem", "solution")})
    rng = random.Random(0)
    kinds = [families()[kind] for kind in KINDS]
    drawn = [kind.sample(rng, difficulty=4).problem for kind in kinds for _ in range(rows // len(kinds))]
    rng.shuffle(drawn)
    return pl.DataFrame({"problem": drawn, "solution": [worked(problem).answer for problem in drawn]})


def frames(rows):
    """The rows in batches, as the engine passes them to a step."""
    numbered = rows.with_row_index("id").with_columns(pl.col("id").cast(pl.String), source=pl.lit("contest"))
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in COLUMNS.items() if name not in numbered.columns]
    return list(framed(numbered.with_columns(absent).select(*COLUMNS)).iter_slices(BATCH))


def seconds(*jobs, repeats=3):
    """Processor time of the best run of each job; they take turns, so that a busy machine slows them alike."""
    times = [[] for _ in jobs]
    for _ in range(repeats):
        for job, taken in zip(jobs, times, strict=True):
            start = time.process_time()
            job()
            taken.append(time.process_time() - start)
    return [min(taken) for taken in times]
