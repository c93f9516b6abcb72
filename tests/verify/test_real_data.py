"""Real files: what is found in them, in figures, and that nothing true is called wrong.

The figures are printed (`pytest -s`). Bounds stand at what was counted once and checked by eye, link for
link.
"""

import json
import shlex
import subprocess
import sys
from collections import Counter

import pytest

from mathdata.transforms.verify import verdicts_on
from mathdata.verify import Comparison, Verdict, check_answer, extract_answer, find_faults, verify

pytestmark = pytest.mark.shared

MODELS = ("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification")


def rows(path):
    """The rows of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def worst(findings):
    """What the chains of a solution are at worst: wrong, at fault in style, or clean."""
    if any(f.wrong for f in findings):
        return "wrong"
    return "style" if any(f.flagged for f in findings) else "clean"


def test_gsm8k_solutions_are_almost_all_true(shared):
    """Of 13,000 links that people wrote, 95 % are proved and at most one in a thousand is refuted.

    The refuted ones were read one by one: each is a slip of the author, such as `192*100=$1920`, `6/3=.5` or
    `3 feet x 6 feet = 18 feet`, three gold answers that the working does not lead to (66 behind `48 + 16 = 64`),
    and one root that is off by ten.
    """
    findings = [f for row in rows(shared / "data/gsm8k_train_first2000.jsonl") for f in verify(row["answer"])]
    counts = Counter(f.verdict.value for f in findings)
    wrong = [f for f in findings if f.wrong]
    print("\nGSM8K links:", dict(counts), "wrong:", len(wrong))
    assert counts["true"] / len(findings) > 0.95
    assert len(wrong) <= 15


def test_gsm8k_model_solutions_agree_with_their_flags(shared):
    """The final answers agree with `is_correct` in all 1,200 solutions; wrong links go with wrong answers.

    Only 5 solutions whose answer is right hold a wrong link, and all five are truly wrong: a chain of ones
    that makes 0.01, and `4.20 + 9.45 + 1.35 = 14.99` four times. Most wrong answers come from true arithmetic
    on the wrong plan, so a clean chain proves no answer.
    """
    table: Counter[tuple[bool, str]] = Counter()
    for row in rows(shared / "data/gsm8k_model_solutions_first300.jsonl"):
        gold = extract_answer(row["ground_truth"])
        for model in MODELS:
            solution, correct = row[model]["solution"], row[model]["is_correct"]
            findings = verify(solution)
            table[correct, worst(findings)] += 1
            check = check_answer(gold.text, solution, comparison=Comparison(unit_optional=True))
            assert check.same == correct, (row["question"], model)
    print("\n(is_correct, chains):", dict(sorted(table.items())))
    assert table[True, "wrong"] <= 5
    assert table[False, "wrong"] >= 55


def test_contest_gold(shared):
    """In 977 real rows no value is wrong; inexact ones stand behind `=`, and negative bases lack brackets."""
    corpus = rows(shared / "data/contest_rows_a.json")
    faults = find_faults([r["solution"] for r in corpus], problems=[r["problem"] for r in corpus])
    counts = Counter(f.verdict.value for found in faults for f in found)
    print("\ncontest rows:", dict(counts))
    assert not [f for found in faults for f in found if f.wrong]
    assert counts == {"rounded_as_equal": 230, "precedence": 15}


def test_a_team_s_worked_steps(shared):
    """2,000 rows of worked steps: ties to even, factors `1.8` for 1.08, values rounded on the way."""
    corpus = json.loads((shared / "data/kahsolt_easy_first2000.json").read_text(encoding="utf-8"))
    findings = [f for row in corpus for f in verify(row["conversations"][1]["value"])]
    counts = Counter(f.verdict.value for f in findings if f.flagged)
    print("\nworked steps:", dict(counts))
    assert {f.text for f in findings if f.verdict is Verdict.FALSE} >= {"10 * 1.8 = 10.8", "19 * 1.2 = 19.38"}
    assert counts["misrounded"] == 8
    assert counts["rounded_as_equal"] == 764


def test_wrong_labels_are_found_and_rounded_ones_pass(shared, tmp_path):
    """An audit finds every wrong label, the English ones too; no rounded one, and no right one, is called wrong.

    A changed digit among the last three of 28 may by chance be the rightly rounded one, so one in a thousand may pass.
    """
    options = "--rows 12000 --seed 5 --wrong 0.1 --rounded 0.05 --out corpus --wrong-list changed"
    command = [sys.executable, str(shared / "tools/contest_corpus.py"), *shlex.split(options)]
    subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    corpus, changed = rows(tmp_path / "corpus"), {r["row"]: r for r in rows(tmp_path / "changed")}
    problems, solutions = [r["problem"] for r in corpus], [r["solution"] for r in corpus]
    verdicts = verdicts_on(problems, solutions, [None] * len(corpus), recompute=True)
    called_wrong = {i for i, found in enumerate(verdicts) if any(fault.wrong for fault in found)}
    wrong = {i for i, row in changed.items() if row["wrong"]}
    english = {i for i in wrong if changed[i]["class"] == "english"}
    print(f"\nwrong labels {len(wrong)}, found {len(wrong & called_wrong)};")
    print(f"of these English {len(english)}, found {len(english & called_wrong)};")
    print(f"rounded {len(changed) - len(wrong)}, none called wrong")
    assert len(wrong & called_wrong) >= 0.999 * len(wrong)
    assert english <= called_wrong <= wrong
