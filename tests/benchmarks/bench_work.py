"""How fast worked solutions are written, as ratios to a plain loop over the same rows on one core.

The plain loop does one regular expression, one exact operation and one f-string a row, and nothing else: it
knows no families, no signs, no degenerate cases, and its lines are often false. What is measured is the whole
step `work`: recognising, solving, telling, and comparing with the solution that was there.

    POLARS_MAX_THREADS=1 python tests/benchmarks/bench_work.py [contest.jsonl] [--rows 100000]

Without a file, rows are drawn in the wordings that fill the contest. The second figure is what the same kinds cost
in other wordings, which are read by general patterns and told one by one.
"""

from contest import arguments, contest_rows, frames, other_rows, plain_loop, seconds

from mathdata.transforms.work import Work

WAYS = {
    "brief": (Work(), "wanted: below 2"),
    "steps by operand": (Work(style="steps", granularity="operand"), "wanted: below 8"),
    "steps by digit": (Work(style="steps"), "wanted: below 8"),
    "explain": (Work(style="explain"), ""),
}


def ratio(step, rows):
    """How many times as long as the plain loop the step takes."""
    problems, batches = rows["problem"].to_list(), frames(rows)
    step(batches[0].head(100))
    loop, ours = seconds(lambda: plain_loop(problems), lambda: [step(batch) for batch in batches])
    return ours / loop


def main():
    """Print one line a style: ratio to the plain loop, mean length, and the ratio in other wordings."""
    args = arguments(__doc__)
    rows, others = contest_rows(args.path, args.rows), other_rows(args.others)
    for name, (step, wanted) in WAYS.items():
        length = step(frames(rows.head(5000))[0])["solution"].str.len_chars().mean()
        print(
            f"{name:17} {ratio(step, rows):6.2f} x the plain loop, {length:6.0f} characters a row  {wanted:16}"
            f"  other wordings {ratio(step, others):5.0f} x"
        )


if __name__ == "__main__":
    main()
