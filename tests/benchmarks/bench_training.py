"""Which worked solutions teach best: the same tiny model, the same processor time, the same held-out problems.

For each way of telling a solution a transformer of a quarter of a million parameters starts from nothing, learns from
problems with such solutions for as long as the others, and is asked problems that none has seen. An answer
counts if the characters behind `####` are those of the exact answer. Needs PyTorch (`pip install torch`, the
processor's wheel is enough); everything runs on one thread.

    python tests/benchmarks/bench_training.py [--minutes 5] [--held-out 100] [--seeds 0 1] [--arms brief digit]
"""

import argparse
import itertools
import random
from collections.abc import Iterator
from typing import NamedTuple

import torch
from tiny_transformer import Lesson, Shape, Signs, Transformer, answer, teach

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
    signs: int
    right: dict[str, float]
    """Fraction of exact answers by task."""
    wrong: list[str]
    """The first line that went wrong, of one problem of each task."""

    @property
    def mean(self):
        """The mean over the tasks."""
        return sum(self.right.values()) / len(self.right)


def told(problem, options):
    """A row to learn from, without the words around the problem; None if it cannot be told."""
    solution = worked(problem, options)
    return None if solution is None else (f"{problem}\n", solution.solution)


def alphabet():
    """The signs of many rows in every style."""
    rng = random.Random("signs")
    rows = (told(draw(rng), options) for draw in TASKS.values() for options in ARMS.values() for _ in range(500))
    return Signs(text for row in rows if row for text in row)


class School:
    """The problems that are held out and the rows to learn from: the same for every arm."""

    def __init__(self, count):
        self.signs = alphabet()
        rng = random.Random("held out")
        self.held_out: dict[str, list[str]] = {}
        for task, draw in TASKS.items():
            found: dict[str, None] = {}
            while len(found) < count:
                problem = draw(rng)
                if all(self.fits(told(problem, options)) for options in ARMS.values()):
                    found[problem] = None
            self.held_out[task] = list(found)
        self.hidden = {problem for group in self.held_out.values() for problem in group}

    def fits(self, row):
        """Whether a row and its end have their place in the context."""
        return row is not None and sum(len(self.signs.encode(text)) for text in row) < SHAPE.context

    def lessons(self, options, seed) -> Iterator[tuple[str, str]]:
        """Rows for ever, the tasks in turn, without the problems that are held out."""
        rng = random.Random(f"lessons/{seed}")
        for draw in itertools.cycle(TASKS.values()):
            problem = draw(rng)
            row = None if problem in self.hidden else told(problem, options)
            if self.fits(row):
                yield row


def run(options, school, seconds, seed):
    """Teach one arm and ask it."""
    torch.manual_seed(seed)
    model = Transformer(len(school.signs), SHAPE)
    rows, signs = teach(model, school.signs, school.lessons(options, seed), Lesson(seconds))
    right, wrong = {}, []
    for task, group in school.held_out.items():
        prompts, wanted = zip(*(told(problem, options) for problem in group), strict=True)
        found = answer(model, school.signs, prompts)
        missed = [(p, a, b) for p, a, b in zip(prompts, found, wanted, strict=True) if final(a) != final(b)]
        right[task] = 1 - len(missed) / len(group)
        wrong += [first_difference(*missed[0])] if missed else []
    return Result(rows, signs, right, wrong)


def final(text):
    """What stands behind the mark; nothing if the mark is missing."""
    return text.partition(MARK)[2]


def first_difference(prompt, found, wanted):
    """Where a solution leaves the right way."""
    lines = itertools.zip_longest(found.split("\n"), wanted.split("\n"), fillvalue="")
    a, b = next((a, b) for a, b in lines if a != b)
    return f"{prompt.strip()}: {a[:80]!r}, wanted {b!r}"


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
    parser.add_argument("--minutes", type=float, default=5.0, help="processor time of each arm's lessons")
    parser.add_argument("--held-out", type=int, default=100, help="problems of each task")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--arms", nargs="+", choices=ARMS, default=list(ARMS))
    parser.add_argument("--wrong", action="store_true", help="show where the first wrong answer of a task goes wrong")
    options = parser.parse_args()
    torch.set_num_threads(1)
    school = School(options.held_out)
    print(f"| told | rows seen | exact answers, % | {' | '.join(TASKS)} |")
    print("|---" * (3 + len(TASKS)) + "|", flush=True)
    for name in options.arms:
        results = [run(ARMS[name], school, 60 * options.minutes, seed) for seed in options.seeds]
        print(table_line(name, results), flush=True)
        if options.wrong:
            print("\n".join(line for result in results for line in result.wrong), flush=True)


if __name__ == "__main__":
    main()
