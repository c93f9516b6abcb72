"""Prints how much slower chains of thought, paraphrases and negatives are than a plain loop over the same rows.

The plain loop does one regular expression, one exact operation and one f-string a row, and checks nothing.

    python tests/benchmarks/bench_thinking.py [rows]
"""

import re
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from random import Random

import polars as pl

from mathdata.families import families, worked
from mathdata.schema import COLUMNS
from mathdata.step import RowStep, framed
from mathdata.transforms.cot import Cot
from mathdata.transforms.negatives import Negatives
from mathdata.transforms.paraphrase import Paraphrase
from mathdata.transforms.prompt import Prompt

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_KINDS = ("arithmetic", "linear_equation", "mean", "discount", "mass", "power", "square_root")


def rows(count: int) -> pl.DataFrame:
    """Problems of the contest's kinds with their solutions."""
    rng, made = Random(1), []
    while len(made) < count:
        problem = families()[_KINDS[len(made) % len(_KINDS)]].sample(rng, difficulty=4).problem
        result = worked(problem)
        solution = result.solution if result else ""
        made.append({"id": str(len(made)), "source": "", "problem": problem, "solution": solution})
    return framed(pl.DataFrame(made, schema={name: COLUMNS[name] for name in made[0]}).match_to_schema(
        COLUMNS, missing_columns="insert"
    ))  # fmt: skip


def plain_loop(problems: list[str]) -> list[str]:
    """The script that somebody would write in five minutes."""
    out = []
    for problem in problems:
        a, b = [*_NUMBER.findall(problem), "1", "1"][:2]
        out.append(f"计算过程：{a} * {b} = {Decimal(a) * Decimal(b)}")
    return out


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the faster of two runs."""
    times = []
    for _ in range(2):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main(count: int) -> None:
    """Print one line a step."""
    frame = rows(count)
    loop = seconds(lambda: plain_loop(frame["problem"].to_list()))
    print(f"{count} rows, plain loop {count / loop:,.0f} rows a second")
    steps: dict[str, RowStep] = {f"cot {style}": Cot(style=style) for style in ("prefix", "numbered", "think", "boxed")}
    steps |= {"cot analysis": Cot(style="analysis"), "prompt": Prompt(templates=["{problem}", "Q: {problem}"], seed=1)}
    steps |= {"paraphrase 10": Paraphrase(n=10, seed=1), "negatives": Negatives(seed=1)}
    for name, step in steps.items():
        step(frame[:50])
        made = step(frame).height if name.startswith("paraphrase") else count
        taken = seconds(lambda step=step: step(frame))  # type: ignore[misc]
        print(
            f"{name:14} {taken / made / (loop / count):7.1f} x the plain loop a row, {made / taken:9,.0f} rows a second"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
