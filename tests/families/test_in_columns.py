"""Solutions in columns are those of the problems one by one, and a gold that plainly agrees does agree."""

from decimal import Decimal
from random import Random

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata.families import Working, WorkOptions, agrees, families, recognise, worked
from mathdata.families.contract import Manner
from mathdata.families.plain_golds import plainly_agrees

ROWS = 150


def _size(rng):
    return rng.choice([0, 1, 10, 100, rng.randint(0, 10), rng.randint(0, 100), rng.randint(0, 999_999), 1_000_000])


def _decimal(rng):
    places = "".join(rng.choice("0059") for _ in range(rng.randint(0, 4)))
    return f"{rng.choice(['', '-'])}{_size(rng)}{'.' if places else ''}{places}"


def _whole(rng):
    return rng.choice([_size(rng), -_size(rng), "-0", 99_999_999])


USUAL = {
    "arithmetic": lambda r: f"计算 {_decimal(r)} {r.choice('+-*/')} {_decimal(r)} 等于多少？",
    "linear_equation": lambda r: f"解方程 {_whole(r)}x + {_whole(r)} = {_whole(r)}",
    "power": lambda r: f"计算 {_decimal(r)} 的 {r.randint(0, 12)} 次方？",
    "square_root": lambda r: f"计算 {_decimal(r)} 的平方根？",
    "mean": lambda r: f"求以下数据的平均值：{[_size(r) for _ in range(r.randint(1, 12))]}",
    "discount": lambda r: f"商品原价为 {_size(r)} 元，打折后的价格为 {_size(r)} 元，请计算打折的折扣比例。",
    "sales_growth": lambda r: f"去年销售额为 {_size(r)} 万元，今年销售额增加了 {_size(r)}%，请计算今年的销售额。",
    "mass": lambda r: f"某物体的密度为 {_size(r)} 克/立方厘米，体积为 {_size(r)} 立方厘米，请计算该物体的质量。",
    "rectangle_area": lambda r: f"一个长方形的长为 {_size(r)} 厘米，宽为 {_size(r)} 厘米，请计算其面积。",
    "fraction_simplification": lambda r: f"将分数 {_size(r)}/{_size(r)} 进行简化。",
}


def _one_by_one(problem, options):
    found = worked(problem, options)
    if found is None:
        return (None,) * 5
    return found.category, found.solution, found.answer, found.result.is_exact, found.shortened


EDGES = [
    "0",
    "1",
    "-1",
    "1.00",
    "10",
    "-0.50",
    "5",
    "-9.9",
    "12.5",
    "100.00",
    "0.001",
    "-4321.09",
    "999999.999",
    "-0.0",
]
FACTORS = [1, -1, 2, -5, 9, 10, -36, 100, 12345678]
CONSTANTS = [0, 1, -1, 12, -45, 100, "-0", 99999999]
SIZES = [0, 1, 2, 9, 10, 30, 99, 100, 109, 999999]
WAYS = {
    "brief": WorkOptions(),
    "brief in Chinese": WorkOptions(language="zh"),
    "brief in English": WorkOptions(language="en"),
    "steps by digit": WorkOptions(style="steps"),
    "steps by digit in English": WorkOptions(style="steps", language="en"),
    "steps by operand": WorkOptions(style="steps", granularity="operand"),
    "steps by operand in English": WorkOptions(style="steps", granularity="operand", language="en"),
    "explain": WorkOptions(style="explain"),
    "explain in English": WorkOptions(style="explain", language="en"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", USUAL)
@given(seed=st.integers(0, 2**32))
def test_columns_say_what_one_by_one_says(kind, way, seed):
    """Whatever the operands, zero, one, equal ones and those beyond the bounds among them."""
    rng, options = Random(seed), WAYS[way]
    problems = [USUAL[kind](rng) for _ in range(ROWS)]
    table = Working(pl.Series(problems), options).table
    assert table.rows() == [_one_by_one(problem, options) for problem in problems]
    told = families()[kind].in_columns(pl.Series(problems), None)
    assert told.height > ROWS // 10


SPACES = {
    "sums": [f"计算 {a} {sign} {b} 等于多少？" for a in EDGES for b in EDGES for sign in "+-"],
    "products": [f"计算 {a} * {b} 等于多少？" for a in EDGES for b in EDGES],
    "quotients": [f"计算 {a} / {b} 等于多少？" for a in EDGES for b in EDGES],
    "equations": [f"解方程 {a}x + {b} = {c}" for a in FACTORS for b in CONSTANTS for c in (0, 7, -12, 100)],
    "roots": [f"计算 {a} 的平方根？" for a in EDGES if a[0] != "-"],
    "means": [f"求以下数据的平均值：[{a}, {b}, {c}]" for a in SIZES for b in SIZES for c in SIZES],
    "discounts": [f"商品原价为 {a} 元，打折后的价格为 {b} 元，请计算打折的折扣比例。" for a in SIZES for b in SIZES],
    "rises": [f"去年销售额为 {a} 万元，今年销售额增加了 {b}%，请计算今年的销售额。" for a in SIZES for b in SIZES],
    "areas": [f"一个长方形的长为 {a} 厘米，宽为 {b} 厘米，请计算其面积。" for a in SIZES for b in SIZES],
    "powers": [f"计算 {a} 的 {k} 次方？" for a in EDGES for k in range(10)],
}


@pytest.mark.parametrize("way", [way for way in WAYS if "brief" not in way])
@pytest.mark.parametrize("space", SPACES)
def test_telling_of_degenerate_operands(space, way):
    """Zero, one, equal operands, trailing zeros, signs, unequal places, one digit and nine, each with each."""
    problems, options = SPACES[space], WAYS[way]
    assert Working(pl.Series(problems), options).table.rows() == [_one_by_one(text, options) for text in problems]


FREQUENT = {
    "arithmetic": "计算 {:.2f} / -{:.2f} 等于多少？",
    "linear_equation": "解方程 -{:.0f}x + {:.0f} = 0",
    "square_root": "计算 {:.2f} 的平方根？",
    "power": "计算 -{:.2f} 的 5 次方？",
    "mean": "求以下数据的平均值：[{:.0f}, {:.0f}]",
    "discount": "商品原价为 {:.0f} 元，打折后的价格为 {:.0f} 元，请计算打折的折扣比例。",
    "sales_growth": "去年销售额为 {:.0f} 万元，今年销售额增加了 {:.0f}%，请计算今年的销售额。",
    "mass": "某物体的密度为 {:.0f} 克/立方厘米，体积为 {:.0f} 立方厘米，请计算该物体的质量。",
    "rectangle_area": "一个长方形的长为 {:.0f} 厘米，宽为 {:.0f} 厘米，请计算其面积。",
}


@pytest.mark.parametrize("by_digit", [True, False])
@pytest.mark.parametrize("kind", FREQUENT)
def test_usual_operands_are_told_in_columns(kind, by_digit):
    """What fills whole corpora is not left to be told one by one."""
    found, rng = families()[kind], Random(7)
    problems = [FREQUENT[kind].format(rng.uniform(2, 99), rng.uniform(2, 99)) for _ in range(500)]
    told = found.in_columns(pl.Series(problems), None)
    steps = found.steps_in_columns(told, Manner("zh", found.precision, by_digit))
    assert told.height > 450
    assert steps.null_count() == 0
    assert found.lessons_in_columns(told, "zh").null_count() == 0


QUICK = sorted(kind for kind, found in families().items() if found.quick is not None)


def _drawn(kind, count):
    found = families()[kind]
    easiest, hardest = found.difficulties
    return [found.sample(Random(n), difficulty=n % (hardest - easiest + 1) + easiest).problem for n in range(count)]


@pytest.mark.parametrize("kind", QUICK)
def test_rows_keep_their_places(kind):
    """Problems of a family in all their wordings, with other texts and nulls between them."""
    drawn = _drawn(kind, 40)
    problems = [text for problem in drawn for text in (problem, "今天天气怎么样？", None)]
    expected = [_one_by_one(problem or "", WorkOptions()) for problem in problems]
    assert Working(pl.Series(problems), WorkOptions()).table.rows() == expected


@pytest.mark.parametrize("kind", QUICK)
def test_quick_pattern_belongs_to_its_family(kind):
    """What the narrow pattern of a family reads is of that family, and no other family reads it."""
    quick = [problem for problem in _drawn(kind, 60) if families()[kind].quick.match(problem)]
    assert quick
    assert all(recognise(problem).family.kind == kind for problem in quick)
    others = [found for other, found in families().items() if other != kind]
    assert not [other.kind for other in others if other.parse(quick[0]) is not None]


SOLVED = [
    worked(problem)
    for problem in (
        "解方程 -81x + -45 = 0",
        "解方程 7x + 3 = 0",
        "计算 12.50 * 3 等于多少？",
        "计算 0 * 5 等于多少？",
        "计算 2 的平方根？",
        "将分数 36/60 进行简化。",
        "商品原价为 51 元，打折后的价格为 28 元，请计算打折的折扣比例。",
        "一个长方形的长为 57 厘米，宽为 84 厘米，请计算其面积。",
        "当 x = 4.03 时，求函数 y = 57x^54 的值",
    )
]
BEFORE = st.sampled_from(["", "x = ", "答案：", "≈", "1", "1/", "-", "3,", "= 5 + ", "。"])
BEHIND = st.sampled_from(["", "", "", "%", " 平方厘米", " 克", "。", " "])


@st.composite
def golds(draw, answer):
    """The digits of an answer: as they are, cut, as a float, or a few units off at some place."""
    digits = answer.result.digits
    if "/" in digits:
        return digits
    value, places = Decimal(digits), draw(st.integers(0, 20))
    off = draw(st.integers(-12, 12)) * Decimal(1).scaleb(-places)
    cut = draw(st.integers(1, len(digits)))
    return draw(st.sampled_from([digits, answer.answer, digits[:cut], repr(float(value)), f"{value + off:f}"]))


@given(st.data())
def test_plain_agreement_is_agreement(data):
    """What is told from the texts alone holds for the exact values."""
    for answer in SOLVED:
        gold = data.draw(BEFORE) + data.draw(golds(answer)) + data.draw(BEHIND)
        plain = plainly_agrees(pl.Series([gold]), pl.Series([answer.answer]), pl.Series([answer.result.is_exact]))
        assert agrees(answer.result, gold) or not plain.item(), gold


@pytest.mark.parametrize("answer", SOLVED)
def test_the_answer_itself_plainly_agrees(answer):
    """The usual gold needs no second look."""
    golds = pl.Series([answer.answer, f"答案：{answer.result.digits}"])
    told = plainly_agrees(golds, pl.Series([answer.answer] * 2), pl.Series([answer.result.is_exact] * 2))
    assert told.to_list() == [True, True]


def test_a_column_may_come_in_pieces() -> None:
    """As one that was put together; a piece may hold nothing that a family reads."""
    discount = pl.Series(["商品原价为 17 元，打折后的价格为 6 元，请计算打折的折扣比例。"] * 2)
    other = pl.Series(["今天天气怎么样？"])
    answers = Working(pl.concat([other, discount, other], rechunk=False), WorkOptions()).table["answer"]
    assert answers.to_list() == [None, "64.70588235294118%", "64.70588235294118%", None]


@pytest.mark.parametrize("style", ["brief", "steps", "explain"])
def test_equal_problems_are_told_alike(style):
    """Each where it stands, whether it is told once or again."""
    asked = [
        "计算 1.5 * -3 等于多少？",
        None,
        "今天天气怎么样？",
        "解方程 2x + 3 = 0",
        "计算 1.5 * -3 等于多少？",
        None,
    ]
    options = WorkOptions(style=style)
    told = [None if problem is None else worked(problem, options) for problem in asked]
    table = Working(pl.Series(asked), options).table
    assert table["solution"].to_list() == [one and one.solution for one in told]
    assert table["category"].to_list() == [one and one.category for one in told]
