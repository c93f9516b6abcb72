"""Problem text is data: nothing is evaluated, and nothing takes long."""

import json
import time

import pytest

from mathdata.families import WorkOptions, worked

HOSTILE = [
    "9**9**9**9",
    "计算 9^9^9^9",
    "计算 " + "9" * 10**6 + " * 3 等于多少？",
    "计算 " + "9" * 1900 + " * 3 等于多少？",
    "(" * 10**5 + "1" + ")" * 10**5,
    "计算 " + "(" * 900 + "1 + 1" + ")" * 900,
    "计算 " + "-" * 1900 + "1 + 1",
    "计算 __import__('os').system('true') 等于多少？",
    "计算 2 的 999999999 次方？",
    "当 x = 9.99 时，求函数 y = 3x^99999999 的值",
    "解方程 " + "x + " * 400 + "1 = 0 @",
    "解方程 " + "3  " * 600 + "= 0",
    "求以下数据的平均值：[" + "1, " * 600 + "x]",
    "求以下数据的平均值：" + "1 " * 900,
    "If f(x) = " + "x + " * 400 + "!, find f(2).",
    "What is " + "the value of " * 150,
    "计算 " + " " * 1900 + "等于多少？",
    "一个长方形" + "的长为 " * 300,
    "计算 1e999999 + 1 等于多少？",
    "\x00" * 100,
    "求，- 1/2" + " " * 1900 + "@",
    "求以下数据的平均值：" + "1 and " * 300 + "x",
    "1 " * 900 + "@",
    "求 " + "$ " * 900 + " 的导数x",
    "求函数" + ":" * 1900 + "导数",
    "当" * 900 + "极限",
    "If f(x) = " + "x, find " * 230 + "f'(x)",
    "求矩阵 " + "[" * 1800 + " 的逆矩阵",
    "求矩阵 [" + ", ".join(["[" + ", ".join(["a"] * 50) + "]"] * 50) + "] 的行列式",
    "求由方程 " + "$ " * 900 + " 确定的隐函数的导数x",
    "Find dy/dx if " + "x^2 + y^2 = 1, find dy/dx " * 70,
    "Solve the differential equation " + "y' = x, y(0) = 1 " * 100,
    "求微分方程 " + "y' 满足 " * 250 + "的特解",
    "Find the Taylor polynomial of degree 3 of " + "x about x = 0 " * 120,
    "将 " + "x 展开到 " * 250 + "项",
    "判断级数 " + "∑_{n=1}^{∞} " * 150 + "的敛散性",
    "求积分 " + "(∫ x dx + " * 150 + "1" + ")" * 150,
]


@pytest.mark.parametrize("problem", HOSTILE, ids=range(len(HOSTILE)))
def test_quick_refusal(problem):
    """Whatever is too long, too deep or not mathematics is refused well within a second."""
    start = time.process_time()
    assert worked(problem, WorkOptions(style="steps")) is None
    assert time.process_time() - start < 0.5


EVIL = "__import__('pathlib').Path('executed').touch()"
BEYOND_SYMPY = [
    "求不定积分 ∫ x^x dx",
    "求极限 lim(x→0) sin(1/x)",
    "求 x^(9^9^9^9) 的导数",
    "求 " + "9" * 10**6 + "x^2 的导数",
    "Expand (x+y+z+1)^200.",
    f"求 {EVIL} 的导数",
    f"Find ∫ {EVIL} dx.",
    f"Factor x**2 + {EVIL}.",
]


def test_a_file_of_hostile_rows(cli, tmp_path, monkeypatch):
    """Each is kept as it is, those between them are solved, and two workers write what one does."""
    monkeypatch.chdir(tmp_path)
    hostile = HOSTILE + BEYOND_SYMPY
    problems = [problem for number, one in enumerate(hostile) for problem in (one, f"求 x^{number + 2} 的导数")]
    rows = [{"problem": problem, "solution": "?"} for problem in problems]
    (tmp_path / "hostile.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for workers in (1, 2):
        done = cli(
            "convert", "hostile.jsonl", "-o", f"{workers}.jsonl", "--work", "steps", "--workers", workers, "--json"
        )
        assert done.exit_code == 0, done.stderr
        ledger = json.loads(done.stdout)
        assert (ledger["read"], ledger["written"], ledger["rejected"]) == (len(rows), len(rows), 0)
        step = next(step for step in ledger["steps"] if step["step"] == "work")
        assert (step["details"]["unsolved"], step["details"]["worked"]) == (len(hostile), len(hostile))
    written = (tmp_path / "1.jsonl").read_bytes()
    assert (tmp_path / "2.jsonl").read_bytes() == written
    assert [json.loads(line)["problem"] for line in written.splitlines()] == problems
    assert not (tmp_path / "executed").exists()


LONGEST = [
    "计算 " + "9" * 49 + " * " + "8" * 49 + " 等于多少？",
    "计算 " + "9" * 49 + " / " + "7" * 49 + " 等于多少？",
    "计算 " + "9" * 49 + " 的 20 次方？",
    "计算 " + "7" * 49 + " 的平方根？",
    "当 x = 9.999999 时，求函数 y = 3x^200 的值",
    "计算 " + "1 + " * 59 + "1",
]


@pytest.mark.parametrize("problem", LONGEST, ids=range(len(LONGEST)))
def test_largest_problems(problem):
    """The largest problems within the limits still take well under a second."""
    start = time.process_time()
    assert worked(problem, WorkOptions(style="steps")) is not None
    assert time.process_time() - start < 1
