"""A corpus of hostile problems and solutions through the command: every row comes out, and the workers live."""

import json

import pytest

HOSTILE = [
    "9**9**9**9",
    "9" * 200_000,
    "(" * 20_000 + "1" + ")" * 20_000,
    "\\frac{1}{" * 8_000 + "2" + "}" * 8_000,
    "1," * 20_000,
    "<<1=1>>" * 5_000,
    "a b c 3 \x00 + \u200b 4 = \u202e 8",
    "３＋４＝७ ⅻ ㊿ ½ 一二三" * 500,
    "__import__('pathlib').Path('executed').touch()",
    "C(10**9, 10**8) = gcd(" + "9" * 4_000 + ", 7)",
    "\\boxed{" * 5_000,
    "√" * 20_000 + "2 = 1",
]
FORMS = ("计算 {} 等于多少？", "解方程 {}x + 3 = 0", "Solve {} for x.", "求以下数据的平均值：[{}]", "求 {} 的导数")


@pytest.fixture
def corpus(tmp_path):
    """Every hostile text in every form, and a wrong sum behind each."""
    rows = []
    for text in HOSTILE:
        rows += [{"problem": form.format(text), "solution": f"{text} = 3"} for form in FORMS]
        rows.append({"problem": "计算 3 + 4 等于多少？", "solution": "3 + 4 = 8"})
    path = tmp_path / "hostile.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_audit_of_a_hostile_corpus(cli, corpus, tmp_path, monkeypatch):
    """The plain mistakes among them are found, all of them, and nothing was executed."""
    monkeypatch.chdir(tmp_path)
    result = cli("audit", corpus, "-o", "flagged.jsonl", "--workers", 2, "--json")
    assert result.exit_code == 3, result.output
    assert json.loads(result.stdout)["read"] == len(HOSTILE) * (len(FORMS) + 1)
    flagged = [json.loads(line) for line in (tmp_path / "flagged.jsonl").read_text(encoding="utf-8").splitlines()]
    assert sum(row["solution"] == "3 + 4 = 8" for row in flagged) == len(HOSTILE)
    assert not (tmp_path / "executed").exists()


def test_work_on_a_hostile_corpus(cli, corpus, tmp_path, monkeypatch):
    """What can be solved is solved, the rest is kept as it was."""
    monkeypatch.chdir(tmp_path)
    options = ("--to", "qa", "--work", "steps", "--workers", 2)
    result = cli("convert", corpus, "-o", "worked.jsonl", *options)
    assert result.exit_code == 0, result.output
    worked = [json.loads(line) for line in (tmp_path / "worked.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(worked) == len(HOSTILE) * (len(FORMS) + 1)
    assert sum("3 + 4 = 7" in row["solution"] for row in worked) == len(HOSTILE)
    assert not (tmp_path / "executed").exists()
