"""Which worked solutions teach best: the same tiny model, the same processor time, the same held-out problems.

For each way of telling a solution a transformer of about a million parameters starts from nothing, learns from
problems with such solutions for as long as the others, and is asked problems that none has seen. An answer
counts if the characters behind `####` are those of the exact answer. Needs PyTorch (`pip install torch`, the
processor's wheel is enough); everything runs on one thread.

    python tests/benchmarks/bench_training.py [--minutes 12] [--held-out 100] [--seeds 0 1] [--arms brief digit]
"""

import argparse
import itertools
import random
from collections.abc import Iterator
from typing import NamedTuple

import torch
from tiny_transformer import Lesson, Shape, Transformer, answer, teach

from mathdata.families import WorkOptions, worked

SHAPE = Shape()
MARK = "\n#### "
ARMS = {
    "brief": WorkOptions(style="brief", answer_mark="####", precision="dp:1"),
    "operand": WorkOptions(style="steps", granularity="operand", answer_mark="####", precision="dp:1"),
    "digit": WorkOptions(style="steps", granularity="digit", answer_mark="####", precision="dp:1"),
}


def long_sum(rng):
    """Three signed terms of up to two digits."""
    terms = [str(rng.randint(-99, 99)) for _ in range(3)]
    signs = [rng.choice("+-") for _ in terms]
    return f"计算 {terms[0]}{''.join(f' {s} {t}' for s, t in zip(signs, terms[1:], strict=False))}"


def discount(rng):
    """Any two prices up to 100."""
    return f"一件商品原价 {rng.randint(1, 100)} 元，现价 {rng.randint(1, 100)} 元，求折扣比例。"


def quotient(rng):
    """Up to three digits by one, not always exact."""
    return f"计算 {rng.randint(10, 999)} / {rng.randint(2, 9)}"


def equation(rng):
    """Equations as in the contest, the factor of one digit."""
    return f"解方程 {rng.choice((-1, 1)) * rng.randint(2, 9)}x + {rng.randint(-100, 100)} = 0"


def mean(rng):
    """Three or four numbers up to 100."""
    return f"求以下数据的平均值：{[rng.randint(1, 100) for _ in range(rng.randint(3, 4))]}"


def product_by_one_digit(rng):
    """A number of two digits times one of one."""
    return f"计算 {rng.randint(10, 99)} * {rng.randint(2, 9)}"


def product_of_two_digits(rng):
    """Two numbers of two digits."""
    return f"计算 {rng.randint(10, 99)} * {rng.randint(10, 99)}"


TASKS = {
    "sums": long_sum,
    "discount": discount,
    "division": quotient,
    "linear": equation,
    "mean": mean,
    "2-digit × 1": product_by_one_digit,
    "2-digit × 2": product_of_two_digits,
}


class Result(NamedTuple):
    """What one arm reached."""

    rows: int
    tokens: int
    right: dict[str, float]
    """Fraction of exact answers by task."""

    @property
    def mean(self):
        """The mean over the tasks."""
        return sum(self.right.values()) / len(self.right)


def told(problem, options):
    """A row to learn from, without the words around the problem; None where any arm would not fit."""
    solution = worked(problem, options)
    return None if solution is None else (f"{problem}\n", solution.solution)


def held_out_problems(count) -> dict[str, list[str]]:
    """Problems of each task that every arm can tell within the context; the same in every run."""
    found: dict[str, dict[str, None]] = {task: {} for task in TASKS}
    rng = random.Random("held out")
    for task, draw in TASKS.items():
        while len(found[task]) < count:
            problem = draw(rng)
            if fits_all(problem):
                found[task][problem] = None
    return {task: list(problems) for task, problems in found.items()}


def fits_all(problem):
    """Whether every arm can tell the problem within the context."""
    rows = [told(problem, options) for options in ARMS.values()]
    return all(row is not None and len(row[0]) + len(row[1]) < SHAPE.context for row in rows)


def lessons(options, held_out, seed) -> Iterator[tuple[str, str]]:
    """Rows for ever, the tasks in turn, without the problems that are held out."""
    rng = random.Random(f"lessons/{seed}")
    for draw in itertools.cycle(TASKS.values()):
        problem = draw(rng)
        row = None if problem in held_out else told(problem, options)
        if row is not None:
            yield row


def run(options, problems, seconds, seed):
    """Teach one arm and ask it."""
    torch.manual_seed(seed)
    held_out = {problem for group in problems.values() for problem in group}
    model = Transformer(signs(), SHAPE)
    rows, tokens = teach(model.train(), lessons(options, held_out, seed), Lesson(seconds))
    right = {}
    for task, group in problems.items():
        prompts, wanted = zip(*(told(problem, options) for problem in group), strict=True)
        found = answer(model.eval(), prompts)
        right[task] = sum(a.split(MARK)[-1] == b.split(MARK)[-1] for a, b in zip(found, wanted, strict=True)) / len(
            group
        )
        if right[task] < 1:
            print(
                next(
                    f"  {task}: {p.strip()} -> {a!r}, wanted {b!r}"
                    for p, a, b in zip(prompts, found, wanted, strict=True)
                    if a.split(MARK)[-1] != b.split(MARK)[-1]
                )
            )
    return Result(rows, tokens, right)


def signs():
    """Every character that a problem or solution of these tasks may hold."""
    rng = random.Random("signs")
    rows = (told(draw(rng), options) for draw in TASKS.values() for options in ARMS.values() for _ in range(300))
    return {sign for row in rows if row for text in row for sign in text}


def table_line(name, results):
    """One line of the table: the mean over seeds."""

    def percent(values):
        return f"{100 * sum(values) / len(values):.0f}"

    cells = [percent([result.right[task] for result in results]) for task in TASKS]
    total = percent([result.mean for result in results])
    seen = f"{sum(result.rows for result in results) // len(results):,}"
    return f"| {name} | {seen} | **{total}** | {' | '.join(cells)} |"


def main():
    """Run every arm and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=12.0, help="processor time of each arm's lessons")
    parser.add_argument("--held-out", type=int, default=100, help="problems of each task")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--arms", nargs="+", choices=ARMS, default=list(ARMS))
    options = parser.parse_args()
    torch.set_num_threads(1)
    problems = held_out_problems(options.held_out)
    print(f"| told | rows seen | exact answers, % | {' | '.join(TASKS)} |")
    print("|---" * (3 + len(TASKS)) + "|", flush=True)
    for name in options.arms:
        results = [run(ARMS[name], problems, 60 * options.minutes, seed) for seed in options.seeds]
        print(table_line(name, results), flush=True)


if __name__ == "__main__":
    main()
