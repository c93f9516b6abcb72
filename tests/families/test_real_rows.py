"""Real rows: every contest problem is read, solved, and agrees with its gold."""

import json

import pytest
from real_problems import Row, is_right

from mathdata.families import Answer, agrees, recognise, worked

pytestmark = pytest.mark.shared


def rows(path):
    """The rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_contest_rows(shared):
    """All 977 rows are recognised and solved, and no gold disagrees within its own precision."""
    disagreeing = []
    for row in rows(shared / "data" / "contest_rows_a.json"):
        recognised = recognise(row["problem"])
        assert recognised is not None, row
        answer = recognised.family.solve(recognised.given)
        if not agrees(answer, row["solution"], slack=recognised.family.gold_slack):
            disagreeing.append(row)
    assert disagreeing == []


def test_strangers_problems(shared):
    """Of arithmetic and equations made elsewhere a third or more is read, and all of that is right."""
    read = right = total = 0
    for row in rows(shared / "data" / "deepmind_math_easy.jsonl"):
        if not row["module"].startswith(("arithmetic__", "algebra__linear_1d")):
            continue
        solved = worked(row["question"])
        total += 1
        read += solved is not None
        right += solved is not None and is_right(solved, Row(row["question"], row["answer"]))
    print(f"read {read} of {total}, right {right}")
    assert right == read
    assert read >= total / 3


AGREEING = [
    ("解方程 -81x + -45 = 0", "方程的解为：-0.5555555555555556", True),
    ("去年销售额为 18 万元，今年销售额增加了 18%，请计算今年的销售额。", "21.240000000000002", True),
    ("去年销售额为 18 万元，今年销售额增加了 18%，请计算今年的销售额。", "21.25", False),
    ("商品原价为 51 元，打折后的价格为 28 元，请计算打折的折扣比例。", "45.1", True),
    ("商品原价为 51 元，打折后的价格为 28 元，请计算打折的折扣比例。", "45.1%", True),
    ("商品原价为 51 元，打折后的价格为 28 元，请计算打折的折扣比例。", "0.451", False),
    ("一个长方形的长为 57 厘米，宽为 84 厘米，请计算其面积。", "面积为 4788 平方厘米", True),
    ("一个长方形的长为 57 厘米，宽为 84 厘米，请计算其面积。", "面积为 4788 平方米", False),
    ("将分数 36/60 进行简化。", "最简化的形式为：3/5", True),
    ("将分数 36/60 进行简化。", "\\boxed{\\frac{3}{5}}", True),
    ("当 x = 4.03 时，求函数 y = 57x^54 的值", "函数的值为：2.769155521409239378157128235E+34", True),
    ("当 x = 4.03 时，求函数 y = 57x^54 的值", "2.769155521409239378157128235", False),
    ("计算 -711.31 的 4 次方？", "-711.31^4 = -255997460543.58343921", False),
    ("计算 6145.00 的平方根？", "√6145.00 = 78.39005038906404479030928703", True),
    ("计算 6145.00 的平方根？", "√6145.00 = 78.39005038906404479030928713", False),
]


@pytest.mark.parametrize(("problem", "gold", "verdict"), AGREEING)
def test_agreement(problem, gold, verdict):
    """A gold agrees within the digits it shows; its unit must be ours, and its size never slips."""
    assert agrees(worked(problem).result, gold) is verdict


def test_answer_is_typed():
    """An answer knows its unit in both languages."""
    area = worked("A rectangle is 5 feet long and 3 feet wide. Find its area.").result
    assert isinstance(area, Answer)
    assert (area.text, area.typed_unit.symbol) == ("15 square feet", "ft^2")
