"""Prints how much slower `find_faults` and the whole step of an audit are than a plain loop over the same rows.

The plain loop does one regular expression, one exact operation and one f-string a row: the least that a
script can do that recomputes an answer.

    POLARS_MAX_THREADS=1 python tests/benchmarks/bench_verify.py [contest.jsonl] [--rows 100000]

Without a file, rows are drawn in the wordings that fill the contest; the last line is about other wordings.
"""

import re
from decimal import Decimal
from random import Random

import contest
from contest import seconds

from mathdata.transforms.verify import Verify
from mathdata.verify import find_faults

ENGLISH_SHARE = 0.012
_PLAIN = re.compile(r"(-?[\d.]+) ([-+*/]) (-?[\d.]+) = (-?[\d.]+)")


def contest_solutions(count: int, *, seed: int) -> list[str]:
    """Solutions in the shapes and shares of the contest corpus."""
    rng = Random(seed)
    return [_solution(rng) for _ in range(count)]


def _solution(rng: Random) -> str:
    draw = rng.random()
    if draw < ENGLISH_SHARE:
        p, q, t = rng.randint(2, 19), rng.randint(2, 19), rng.randint(2, 60)
        parts = f"There are ${p}+{q}={p + q}$ parts, each $\\frac{{{(p + q) * t}}}{{{p + q}}}={t}$."
        return f"{parts} Thus there are ${p}\\cdot {t}=\\boxed{{{p * t}}}$."
    a, b = Decimal(rng.randint(-(10**6), 10**6)) / 100, Decimal(rng.randint(1, 10**6)) / 100
    if draw < 0.45:
        sign = rng.choice("+-*/")
        return f"{a} {sign} {b} = { {'+': a + b, '-': a - b, '*': a * b, '/': a / b}[sign] }"
    if draw < 0.50:
        return f"√{b} = {b.sqrt()}"
    if draw < 0.55:
        base, exponent = Decimal(rng.randint(-(10**5), 10**5)) / 100, rng.randint(1, 5)
        return f"{base}^{exponent} = {base**exponent}"
    if draw < 0.85:
        return f"方程的解为：{-rng.randint(-100, 100) / rng.randint(1, 100)}"
    whole = rng.randint(1, 10_000)
    return rng.choice((f"面积为 {whole} 平方厘米", f"{whole} 克", f"平均值为 {whole / 7}", f"函数的值为：{whole}E+12"))


def plain_loop(solutions: list[str]) -> list[str]:
    """One regular expression, one exact operation and one f-string a row."""
    out = []
    for solution in solutions:
        match = _PLAIN.match(solution)
        left = match[1] if match else "3.25"
        out.append(f"{left} * 1.5 = {Decimal(left) * Decimal('1.5')}")
    return out


def main() -> None:
    """Measure both faces and print the ratios."""
    args = contest.arguments(__doc__)
    solutions = contest_solutions(args.rows, seed=1)
    loop, verify = seconds(lambda: plain_loop(solutions), lambda: find_faults(solutions))
    flagged = sum(bool(faults) for faults in find_faults(solutions))
    print(
        f"{args.rows:,} solutions, {flagged:,} flagged: find_faults {verify / loop:.1f} x the plain loop "
        "(wanted: below 8)"
    )
    rows = contest.contest_rows(args.path, args.rows)
    print(f"{rows.height:,} rows: audit, answers recomputed, {_audit(rows):.1f} x the plain loop (wanted: below 8)")
    others = contest.other_rows(args.others)
    print(f"{others.height:,} rows in other wordings: {_audit(others):.0f} x the plain loop")


def _audit(rows) -> float:
    problems, batches = rows["problem"].to_list(), contest.frames(rows)
    step = Verify()
    step(batches[0].head(100))
    loop, audit = seconds(lambda: contest.plain_loop(problems), lambda: [step(batch) for batch in batches])
    return audit / loop


if __name__ == "__main__":
    main()
