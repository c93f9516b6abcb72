"""How fast worked solutions are written, as ratios to a plain loop over the same rows on one core.

The plain loop does one regular expression, one exact operation and one f-string a row, and nothing else: it
knows no families, no signs, no degenerate cases, and its lines are often false. What is measured is the whole
step `work`: recognising, solving, telling, and comparing with the solution that was there.

    POLARS_MAX_THREADS=1 python tests/benchmarks/bench_work.py [contest.jsonl] [--rows 100000]
"""

import argparse

from contest import contest_rows, frames, plain_loop, seconds

from mathdata.transforms.work import Work

WAYS = {
    "brief": (Work(), "wanted: below 2"),
    "steps by operand": (Work(style="steps", granularity="operand"), "wanted: below 8"),
    "steps by digit": (Work(style="steps"), "wanted: below 8"),
    "explain": (Work(style="explain"), ""),
}


def main():
    """Print one line a style: ratio to the plain loop, mean length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", nargs="?")
    parser.add_argument("--rows", type=int, default=100_000)
    args = parser.parse_args()
    rows = contest_rows(args.path, args.rows)
    problems, batches = rows["problem"].to_list(), frames(rows)
    for name, (step, wanted) in WAYS.items():
        step(batches[0].head(100))
        repeats = 3
        loop, ours = seconds(
            lambda: plain_loop(problems), lambda step=step: [step(batch) for batch in batches], repeats=repeats
        )
        length = step(batches[0].head(5000))["solution"].str.len_chars().mean()
        print(f"{name:17} {ours / loop:6.2f} x the plain loop, {length:6.0f} characters a row  {wanted}")


if __name__ == "__main__":
    main()
