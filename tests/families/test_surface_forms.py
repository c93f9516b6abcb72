"""How problems may be put, in both languages and at any width of digits."""

import re
from random import Random

import polars as pl
import pytest

from mathdata.errors import OptionError
from mathdata.families import families, family, recognise, worked

READ = [
    ("计算 7469.98 * -2455.65 等于多少？", "arithmetic", ("7469.98", "*", "-2455.65")),
    ("请计算：３．５ × －２＝？", "arithmetic", ("3.5", "*", "-2")),
    ("12 除以 5 等于几", "arithmetic", ("12", "/", "5")),
    ("48÷6=", "arithmetic", ("48", "/", "6")),
    ("What is -3 plus 4?", "arithmetic", ("-3", "+", "4")),
    ("Divide 192 by -64.", "arithmetic", ("192", "/", "-64")),
    ("Work out 0.5 * 9.9.", "arithmetic", ("0.5", "*", "9.9")),
    ("计算 6145.00 的平方根？", "square_root", "6145.00"),
    ("求16的算术平方根。", "square_root", "16"),
    ("√2 等于多少？", "square_root", "2"),
    ("What is the square root of 6.25?", "square_root", "6.25"),
    ("计算 -711.31 的 4 次方？", "power", ("-711.31", "4")),
    ("求 5 的立方。", "power", ("5", "3")),
    ("What is 2.5 to the power of 3?", "power", ("2.5", "3")),
    ("What is 7 squared?", "power", ("7", "2")),
    ("Find 2 to the tenth power.", "power", ("2", "10")),
    ("将分数 36/60 进行简化。", "fraction_simplification", ("36", "60")),
    ("把分数８／１２约分", "fraction_simplification", ("8", "12")),
    ("Simplify $\\frac{36}{60}$.", "fraction_simplification", ("36", "60")),
    ("Reduce 36/60 to lowest terms.", "fraction_simplification", ("36", "60")),
]


@pytest.mark.parametrize(("problem", "kind", "operands"), READ)
def test_wordings(problem, kind, operands):
    """Punctuation, width, spaces and the choice of sign do not matter; the operands are read exactly."""
    recognised = recognise(problem)
    assert recognised is not None
    assert recognised.family.kind == kind
    given = recognised.given
    assert (tuple(map(str, given))[: len(operands)] if isinstance(given, tuple) else str(given)) == operands


EQUATIONS = [
    ("解方程 -81x + -45 = 0", "x", "-81", "45"),
    ("解方程：3x+5=-7，求x的值。", "x", "3", "-12"),
    ("Solve 9*m - 128 = -182 + 3*m for m.", "m", "6", "-54"),
    ("Solve 0 = 91*c - 128*c - 74 for c.", "c", "37", "-74"),
    ("Solve for $x$: $26x - 7 = -61$.", "x", "26", "-54"),
    ("解方程 2.5x - -1 = 6", "x", "2.5", "5"),
]


@pytest.mark.parametrize(("problem", "unknown", "coefficient", "constant"), EQUATIONS)
def test_equations_are_collected(problem, unknown, coefficient, constant):
    """Terms on both sides, adjacent signs and any letter lead to `coefficient * x = constant`."""
    given = recognise(problem).given
    assert (given.unknown, str(given.coefficient), str(given.constant)) == (unknown, coefficient, constant)


SENTENCES = [
    ("求以下数据的平均值：[79, 69, 19]", "mean"),
    ("3、5、10 的平均数是多少？", "mean"),
    ("What is the average of 3, 5 and 10?", "mean"),
    ("某物体的密度为 2.7 克/立方厘米，体积为 10 毫升，请计算该物体的质量。", "mass"),
    ("The density of an object is 8 g/cm^3 and its volume is 3 cubic centimeters. Find its mass.", "mass"),
    ("商品原价为 51 元，打折后的价格为 28 元，请计算打折的折扣比例。", "discount"),
    ("一件商品原价80元，现价60元，求折扣率", "discount"),
    ("一个长方形的长为 57 厘米，宽为 84 厘米，请计算其面积。", "rectangle_area"),
    ("A rectangle is 5 feet long and 3 feet wide. Find its area.", "rectangle_area"),
    ("去年销售额为 32 万元，今年销售额增加了 28%，请计算今年的销售额。", "sales_growth"),
    ("去年营业额为 32 万元，今年下降了 5.5%，求今年的营业额", "sales_growth"),
    ("当 x = 4.03 时，求函数 y = 57x^54 的值", "function_value"),
    ("If f(x) = 2x^2 - 3x + 1, find f(-4).", "function_value"),
    ("计算 (15 * 4 - 12) / 3 + 8^2", "arithmetic"),
    ("What is (-3)/((-15)/37) - 148/370?", "arithmetic"),
]


@pytest.mark.parametrize(("problem", "kind"), SENTENCES)
def test_sentences(problem, kind):
    """Each kind has several sentences in each language."""
    assert recognise(problem).family.kind == kind


NOT_OURS = [
    "今天天气怎么样？",
    "",
    "2024-05-12",
    "010-12345678",
    "小明有 3 个苹果，又买了 4 个，一共有几个？",
    "Let t = 6 + -3. Solve -2*u + t = -3 for v.",
    "Solve 3x + 4 = 19 for y.",
    "解方程 3x + 4 = 19，求 y",
    "一个长方形的长为 2 米，宽为 30 厘米，请计算其面积。",
    "某物体的密度为 10 克/立方厘米，体积为 3 立方米，请计算该物体的质量。",
    "解方程 x^5 + x + 1 = 0",
    "In base 6, what is -474 - -5?",
]


@pytest.mark.parametrize("problem", NOT_OURS)
def test_other_problems_are_left_alone(problem):
    """What is not read whole is not read at all: refusing beats guessing."""
    assert recognise(problem) is None


@pytest.mark.parametrize("kind", sorted(families()))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_patterns_run_in_polars(kind, language):
    """The pattern of a family finds the same problems and operands in a column as in Python."""
    found = families()[kind]
    problems = [found.sample(Random(n), difficulty=3, language=language).problem for n in range(20)]
    pattern = found.patterns.of(language)
    column = pl.Series(problems)
    assert column.str.contains(pattern).all()
    if "(?P<" not in pattern:
        return  # the union of many wordings names no operands
    operands = column.str.extract_groups(pattern).struct.unnest().rows(named=True)
    assert operands == [re.match(pattern, problem).groupdict() for problem in problems]


@pytest.mark.parametrize("kind", [kind for kind, family in families().items() if family.quick is not None])
def test_narrow_pattern_reads_alike(kind):
    """The narrow pattern of the usual wording reads what the general pattern reads."""
    found = families()[kind]
    read = 0
    for seed in range(200):
        problem = found.sample(Random(seed), difficulty=seed % 6 + 1).problem
        narrow = found.quick.match(problem)
        if narrow is not None:
            read += 1
            assert found.read_quick(narrow) == found.read(re.match(found.patterns.zh, problem))
    assert read > 10


def test_unknown_family():
    """An unknown name is refused with the names that there are."""
    with pytest.raises(OptionError, match="linear_equation"):
        family("nope")


def test_difficulty_range():
    """A difficulty out of range is refused."""
    with pytest.raises(OptionError, match="1 to 10"):
        family("power").sample(Random(1), difficulty=0)


def test_a_ratio_never_miscounts_its_parts() -> None:
    """Of a ratio with two terms nobody makes three parts; a problem that says how many is still read."""
    family = families()["ratio"]
    posed = [family.sample(Random(n), difficulty=2, language="zh").problem for n in range(40)]
    assert not [problem for problem in posed if "两" in problem or "三" in problem]
    told = worked("把 1980 按 3:7 分成两部分，各部分是多少？")
    assert told is not None
    assert told.answer == "594, 1386"
