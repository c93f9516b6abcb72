"""Real problems with their golds, and whether a solution says what the gold says."""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mathdata.families import WorkOptions, agrees, family, worked
from mathdata.families.contract import Formula
from mathdata.verify import Verdict, same_answer, verify

SHARED = Path(os.environ.get("MATHDATA_SHARED", Path(__file__).parents[3] / "shared")) / "data"


_NONE = re.compile(r"no solution|inconsistent|无解", re.IGNORECASE)
_FREE = re.compile(r"= -?\d*t\b")
_NONE_OR_MANY = re.compile(rf"{_NONE.pattern}|infinite(?:ly many| number)|无穷多", re.IGNORECASE)
_BOTH_SIGNS = re.compile(r"(.*?)\\pm\s*(.*)", re.DOTALL)
"""Golds that count the solutions of a system instead of naming them."""


class Row(NamedTuple):
    """A problem, its gold answer, and the choices where there are some."""

    problem: str
    gold: str
    choices: tuple[str, ...] = ()


class Score(NamedTuple):
    """What became of the problems of one half of a file."""

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
        options = "".join(f"\n{letter}. {choice}" for letter, choice in zip("ABCDEFGH", choices, strict=False))
        return Row(record["question"] + options, "ABCDEFGH"[record["answer"]], choices)
    if "conversation" in record:
        turn = record["conversation"][0]
        return Row(turn["input"], turn["output"].split("\\\\")[0])
    if "golden" in record:
        return Row(record["input"], str(record["golden"]))
    if "Body" in record:
        return Row(f"{record['Body']} {record['Question']}", str(record["Answer"]))
    if "conversations" in record:
        asked, told = (turn["value"] for turn in record["conversations"])
        return Row(asked.split("### Instruction:\n")[-1].split("\n\n### Response:")[0], told)
    gold = record["answer"].split("#### ")[-1] if isinstance(record["answer"], str) else record["answer"]
    return Row(record["question"], gold if isinstance(gold, str) else "".join(gold))


FILES = (
    "deepmind_math_easy.jsonl", "college_math_ccby.jsonl", "mmlu_math_half.jsonl", "cmath_dev.jsonl", "svamp.json",
    "amchat_xtuner.json", "gaokao_math_I_mcq.json", "gsm8k_train_first2000.jsonl",
)  # fmt: skip


HALVES = ("developed", "unseen")


def half_of(problem: str) -> str:
    """Which half of its file a problem belongs to; the wordings of families were written on one of them."""
    return HALVES[hashlib.sha256(problem.encode()).digest()[0] % 2]


def scored(name: str, half: str) -> Score:
    """How many problems of one half of a file are read and solved, and how many of those are right."""
    count = read = right = 0
    wrong = []
    for row in (row for row in rows(name) if half_of(row.problem) == half):
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
    if _NONE_OR_MANY.search(row.gold):
        return solution.answer == "∅" if _NONE.search(row.gold) else _FREE.search(solution.answer) is not None
    gold, answer = (_values(text) for text in (row.gold, solution.answer))
    return len(gold) == len(answer) and all(any(_equal(one, other) for other in answer) for one in gold)


def _values(text: str) -> list[str]:
    """The values of an answer without their names and brackets: `[x=2, y=4]` and `$2, 4$` are 2 and 4."""
    plain = text.replace("**", "^").replace("Solution is:", "").strip("[]$. ")
    if re.fullmatch(r"\([^()]*,[^()]*\)", plain):
        plain = plain[1:-1]
    parts = [part.split("=")[-1].strip(" []$") for part in plain.replace(" or ", ",").replace(" 或 ", ",").split(",")]
    return sorted({one for part in parts if part for one in _signed(part)})


def _signed(text: str) -> list[str]:
    r"""Both values of `a \pm b`."""
    match = _BOTH_SIGNS.fullmatch(text)
    return [text] if match is None else [f"{match[1]}+{match[2]}".lstrip("+"), f"{match[1]}-{match[2]}"]


def _equal(one: str, other: str) -> bool:
    """Whether two values are the same number, proven as an equation."""
    if same_answer(one, other) or one.replace(" ", "") == other.replace(" ", ""):
        return True
    findings = verify(f"{one} = {other}")
    return bool(findings) and all(finding.verdict is Verdict.TRUE for finding in findings)
