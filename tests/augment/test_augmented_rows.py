"""Augmented problems over real rows keep their mathematics: counted by code that shares nothing with the firewall.

MATHDATA_AUGMENTED=100000 pytest -s -n 0 tests/augment/test_augmented_rows.py
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from independent_checker import violations

from mathdata.augment import OPERATIONS, Wording, own_lexicon, wordings
from mathdata.families import worked_batch

WANTED = int(os.environ.get("MATHDATA_AUGMENTED", "2000"))
"""Problems to make; a few thousand where nobody asks for more."""
FILES = {
    "contest_rows_a.json": "problem",
    "amchat_xtuner.json": "input",
    "cmath_dev.jsonl": "input",
    "gsm8k_train_first2000.jsonl": "question",
}
"""Files with the key of their problems; the last, of long texts, makes up for what short ones cannot give."""


def problems(folder: Path, file: str) -> list[str]:
    """The problems of a file, read without any code of ours."""
    text = (folder / file).read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines() if line] if file.endswith("l") else _rows(text)
    found = [row["conversation"][0] if "conversation" in row else row for row in rows]
    return [row[FILES[file]] for row in found if row.get(FILES[file])]


def _rows(text: str) -> list[dict[str, str]]:
    if text.lstrip().startswith("["):
        return list(json.loads(text))
    return [json.loads(line) for line in text.splitlines() if line]


def augmented(texts: list[str], n: int) -> Iterator[tuple[str, Wording]]:
    """At least `n` wordings of texts that may be used, as far as there are so many, each with its parent."""
    lexicon = own_lexicon()
    alphas = dict.fromkeys(OPERATIONS, 0.1)
    each, left = -(-n // len(texts)) + (n > len(texts)), n
    for number, text in enumerate(texts):
        for wording in wordings(text, Random(number), alphas=alphas, n=each, lexicon=lexicon, synonyms=lexicon):
            yield text, wording
            left -= wording.difference is None
        if left <= 0:
            return


@pytest.mark.shared
def test_no_problem_is_changed(shared: Path) -> None:
    """Numbers, signs, units, commands and letters stand as they were, and no computed answer is another."""
    kept: list[tuple[str, str]] = []
    operations: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    corpora = {file: problems(shared / "data", file) for file in FILES}
    rows = sum(map(len, corpora.values()))
    for texts in corpora.values():
        wanted = -((len(kept) - WANTED) * len(texts) // rows)
        rows -= len(texts)
        for parent, wording in augmented(texts, wanted):
            operation = wording.changes[-1].operation
            operations[operation] += 1
            refused[operation] += wording.difference is not None
            if wording.difference is None:
                kept.append((parent, wording.text))
    wrong = [(parent, child, found) for parent, child in kept if (found := violations(parent, child))]
    computed = changed_answers(kept)
    print(f"\n{len(kept)} augmented problems of {len({parent for parent, _ in kept})}, {len(wrong)} violations")
    print(f"{computed[0]} recomputed answers, {computed[1]} changed")
    for operation, count in sorted(operations.items()):
        print(f"{operation:10} {count:7} made, refused {refused[operation] / count:.4%}")
    assert wrong == []
    assert computed[1] == 0
    assert len(set(kept)) == len(kept) >= WANTED
    assert computed[0] > 0.05 * len(kept) or WANTED < 100


def changed_answers(pairs: list[tuple[str, str]]) -> tuple[int, int]:
    """How many children a family reads, and how many of them have another answer than the parent."""
    parents = dict.fromkeys(parent for parent, _ in pairs)
    answers = dict(zip(parents, worked_batch(list(parents)), strict=True))
    read = changed = 0
    for (parent, _), now in zip(pairs, worked_batch([child for _, child in pairs]), strict=True):
        before = answers[parent]
        if before is not None and now is not None:
            read += 1
            changed += before.answer != now.answer
    return read, changed
