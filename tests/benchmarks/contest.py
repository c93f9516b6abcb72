"""Contest rows for the benchmarks, as frames that a step sees, and the plain loop they are measured by."""

import argparse
import json
import random
import re
import time
from decimal import Decimal
from itertools import islice
from pathlib import Path

import polars as pl

from mathdata.families import Working, WorkOptions, families
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


def _decimal(rng, most=10**6):
    return f"{rng.randint(-most, most) / 100:.2f}"


def _calculation(rng):
    stated = f"{_decimal(rng)} {rng.choice('+-*/')} {_decimal(rng)}"
    return f"计算 {stated} 等于多少？", f"{stated} = {{}}"


def _equation(rng):
    factor = rng.randint(1, 100) * rng.choice((-1, 1))
    return f"解方程 {factor}x + {rng.randint(-100, 100)} = 0", "方程的解为：{}"


def _root(rng):
    radicand = _decimal(rng).lstrip("-")
    return f"计算 {radicand} 的平方根？", f"√{radicand} = {{}}"


def _power(rng):
    base, exponent = _decimal(rng, 10**5), rng.randint(0, 5)
    return f"计算 {base} 的 {exponent} 次方？", f"{base}^{exponent} = {{}}"


def _mean(rng):
    values = [rng.randint(1, 100) for _ in range(rng.randint(3, 10))]
    return f"求以下数据的平均值：{values}", "平均值为 {}"


def _function(rng):
    x = f"{rng.randint(1, 999) / 100:.2f}"
    return f"当 x = {x} 时，求函数 y = {rng.randint(2, 99)}x^{rng.randint(2, 99)} 的值", "函数的值为：{}"


def _of_two_numbers(problem, solution):
    return lambda rng: (problem.format(rng.randint(1, 100), rng.randint(1, 100)), solution)


# The kinds of the contest in the one wording that each of them has there, with their shares in a thousand.
USUAL = (
    (450, _calculation),
    (300, _equation),
    (50, _root),
    (50, _power),
    (25, _mean),
    (25, _function),
    (25, _of_two_numbers("将分数 {}/{} 进行简化。", "最简化的形式为：{}")),
    (25, _of_two_numbers("一个长方形的长为 {} 厘米，宽为 {} 厘米，请计算其面积。", "面积为 {} 平方厘米")),
    (25, _of_two_numbers("某物体的密度为 {} 克/立方厘米，体积为 {} 立方厘米，请计算该物体的质量。", "{} 克")),
    (13, _of_two_numbers("商品原价为 {} 元，打折后的价格为 {} 元，请计算打折的折扣比例。", "{}")),
    (12, _of_two_numbers("去年销售额为 {} 万元，今年销售额增加了 {}%，请计算今年的销售额。", "{}")),
)


def arguments(doc):
    """What every benchmark of this corpus is asked: rows, and where they come from."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", help="JSON lines of problem and solution; else usual wordings are drawn")
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--others", type=int, default=5_000, help="rows in other wordings, for which no lane is quick")
    return parser.parse_args()


def contest_rows(path, rows):
    """Rows of a file of JSON lines, or drawn in the wordings and shares of the contest, with their answers as golds."""
    if path:
        with Path(path).open(encoding="utf-8") as lines:
            read = [json.loads(line) for line in islice(lines, rows)]
        return pl.DataFrame({name: [row[name] for row in read] for name in ("problem", "solution")})
    rng = random.Random(0)
    shares, draws = zip(*USUAL, strict=True)
    problems, solutions = zip(*(draw(rng) for draw in rng.choices(draws, shares, k=rows)), strict=True)
    golds = [solution.format(answer) for solution, answer in zip(solutions, _answers(problems), strict=True)]
    return pl.DataFrame({"problem": problems, "solution": golds})


def other_rows(rows):
    """Rows of the same kinds in all the wordings of their families and both languages."""
    rng = random.Random(0)
    kinds = [families()[kind] for kind in KINDS]
    drawn = [
        kind.sample(rng, difficulty=4, language=rng.choice(("zh", "en"))).problem
        for kind in kinds
        for _ in range(rows // len(kinds))
    ]
    rng.shuffle(drawn)
    return pl.DataFrame({"problem": drawn, "solution": _answers(drawn)})


def _answers(problems):
    """The answers without their units; empty where a problem has none, such as a division by zero."""
    answers = Working(pl.Series(problems), WorkOptions()).table["answer"].fill_null("").to_list()
    return [answer.partition(" ")[0].rstrip("%") for answer in answers]


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
