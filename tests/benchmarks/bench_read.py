"""Which share of real problems the families read, and which share of those they solve right.

    python tests/benchmarks/bench_read.py [--errors]

Nobody here made these problems. What is not read is left alone; what is read has to be right.
"""

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mathdata.families import WorkOptions, agrees, family, worked
from mathdata.families.contract import Formula
from mathdata.verify import same_answer

SHARED = Path(os.environ.get("MATHDATA_SHARED", Path(__file__).parents[3] / "shared")) / "data"


class Row(NamedTuple):
    """A problem, its gold answer, and the choices where there are some."""

    problem: str
    gold: str
    choices: tuple[str, ...] = ()


class Score(NamedTuple):
    """What became of the problems of one file."""

    rows: int
    read: int
    right: int
    wrong: list[tuple[str, str, str, str]]
    """Family, problem, gold, and what was computed."""


def rows(name: str) -> Iterator[Row]:
    """The problems of a file with their golds."""
    text = (SHARED / name).read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.splitlines()] if name.endswith(".jsonl") else json.loads(text)
    for record in records["example"] if isinstance(records, dict) else records:
        yield _row(record)


def _row(record: dict) -> Row:
    if "choices" in record:
        choices = tuple(record["choices"])
        return Row(record["question"], choices[record["answer"]], choices)
    if "conversation" in record:
        turn = record["conversation"][0]
        return Row(turn["input"], turn["output"].split("\\\\")[0])
    if "golden" in record:
        return Row(record["input"], str(record["golden"]))
    if "Body" in record:
        return Row(f"{record['Body']} {record['Question']}", str(record["Answer"]))
    gold = record["answer"]
    return Row(record["question"], gold if isinstance(gold, str) else "".join(gold))


FILES = (
    "deepmind_math_easy.jsonl", "college_math_ccby.jsonl", "mmlu_math_half.jsonl", "cmath_dev.jsonl", "svamp.json",
    "amchat_xtuner.json", "gaokao_math_I_mcq.json",
)  # fmt: skip


def scored(name: str) -> Score:
    """How many problems of a file are read and solved, and how many of those are right."""
    count = read = right = 0
    wrong = []
    for row in rows(name):
        count += 1
        solution = worked(row.problem, WorkOptions())
        if solution is None:
            continue
        read += 1
        if is_right(solution, row):
            right += 1
        else:
            wrong.append((solution.category, row.problem, row.gold, solution.answer))
    return Score(count, read, right, wrong)


def is_right(solution, row: Row) -> bool:
    """Whether the answer is the gold one: by its digits, by its value, or as the only choice that fits."""
    if not isinstance(solution.result.value, Formula):
        if agrees(solution.result, row.gold, slack=family(solution.category).gold_slack):
            return True
        if agrees(solution.result._replace(unit=""), row.gold, slack=family(solution.category).gold_slack):
            return True
    plain = row.gold.strip("$ ")
    return same_answer(plain, solution.answer) or _bare(plain) == _bare(solution.answer)


def _bare(text: str) -> str:
    """The values of an answer without their names and brackets, in order."""
    values = text.replace("Solution is:", "").strip("()[]$. ").replace("=", ",").replace("$", "").split(",")
    return ",".join(sorted(value.strip(" ()[]") for value in values if not value.strip(" ()[]").isalpha()))


def main() -> None:
    """Print the table; with `--errors`, the problems that were solved otherwise than their gold says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    print(f"{'file':<28}{'problems':>9}{'read':>8}{'right of read':>15}")
    for name in FILES:
        score = scored(name)
        right = f"{score.right / score.read:.1%}" if score.read else "-"
        print(f"{name:<28}{score.rows:>9}{score.read / score.rows:>8.1%}{right:>15}")
        if arguments.errors:
            for kind, problem, gold, answer in score.wrong:
                print(f"    {kind}: {problem[:160]!r}\n        gold {gold[:80]!r}, computed {answer!r}")


if __name__ == "__main__":
    main()
