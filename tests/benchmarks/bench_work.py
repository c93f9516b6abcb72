"""How fast worked solutions are written, as ratios to a plain loop over the same rows on one core.

The plain loop does one regular expression, one exact operation and one f-string a row, and nothing else: it
knows no families, no signs, no degenerate cases, and its lines are often false.

    python tests/benchmarks/bench_work.py [contest.jsonl] [--rows 100000]
"""

import argparse
import json
import random
import re
import time
from decimal import Decimal
from pathlib import Path

from mathdata.families import WorkOptions, families, worked_batch

BATCH = 10_000
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def plain_loop(problems):
    """The script that somebody would write in five minutes."""
    solutions = []
    for problem in problems:
        a, b = [*NUMBER.findall(problem), "1", "1"][:2]
        solutions.append(f"{a} * {b} = {Decimal(a) * Decimal(b)}")
    return solutions


def contest_rows(path, rows):
    """Problems from a file of JSON lines, or drawn from the families in their own proportion."""
    if path:
        with Path(path).open(encoding="utf-8") as lines:
            return [json.loads(line)["problem"] for line, _ in zip(lines, range(rows), strict=False)]
    rng = random.Random(0)
    drawn = [family.sample(rng, difficulty=4) for family in families().values() for _ in range(rows // 11)]
    return [problem.problem for problem in drawn]


def our_loop(problems, options):
    """Batches as a transform would pass them, keeping texts alone."""
    solutions = []
    for start in range(0, len(problems), BATCH):
        batch = worked_batch(problems[start : start + BATCH], options)
        solutions += [solution.solution if solution else None for solution in batch]
    return solutions


def seconds(job):
    """Processor time of the faster of two runs, so that what else the machine does is not counted."""
    times = []
    for _ in range(2):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def main():
    """Print one line a style: ratio to the plain loop, rows a second, mean length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?")
    parser.add_argument("--rows", type=int, default=100_000)
    args = parser.parse_args()
    problems = contest_rows(args.path, args.rows)
    worked_batch(problems[:100])
    base = seconds(lambda: plain_loop(problems))
    print(f"{len(problems)} rows, plain loop {base / len(problems) * 1e6:.2f} us a row")
    for style, granularity in (
        ("brief", "digit"),
        ("steps", "operand"),
        ("steps", "digit"),
        ("explain", "digit"),
    ):
        options = WorkOptions(style=style, granularity=granularity)
        taken = seconds(lambda options=options: our_loop(problems, options))
        solved = [solution for solution in worked_batch(problems[:5000], options) if solution]
        mean = sum(len(solution.solution) for solution in solved) / len(solved)
        name = f"{style} by {granularity}" if style == "steps" else style
        print(f"{name:18} {taken / base:6.2f} x the plain loop, {mean:7.0f} characters a row")


if __name__ == "__main__":
    main()
