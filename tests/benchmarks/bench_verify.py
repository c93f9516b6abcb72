"""Prints how much slower `find_faults` and the whole step of an audit are than a plain loop over the same rows.

The plain loop does one regular expression, one exact operation and one f-string a row: the least that a
script can do that recomputes an answer. Run it as
`POLARS_MAX_THREADS=1 python tests/benchmarks/bench_verify.py [rows] [contest.jsonl]`.
"""

import re
import sys
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


def main(count: int, path: str | None) -> None:
    """Measure both faces and print the ratios."""
    solutions = contest_solutions(count, seed=1)
    loop, verify = seconds(lambda: plain_loop(solutions), lambda: find_faults(solutions))
    flagged = sum(bool(faults) for faults in find_faults(solutions))
    print(
        f"{count:,} solutions, {flagged:,} flagged: find_faults {verify / loop:.1f} x the plain loop (wanted: below 8)"
    )
    rows = contest.contest_rows(path, count)
    problems, batches = rows["problem"].to_list(), contest.frames(rows)
    step = Verify()
    loop, audit = seconds(lambda: contest.plain_loop(problems), lambda: [step(batch) for batch in batches])
    print(f"{rows.height:,} rows: audit, answers recomputed, {audit / loop:.1f} x the plain loop (wanted: below 8)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, sys.argv[2] if len(sys.argv) > 2 else None)
