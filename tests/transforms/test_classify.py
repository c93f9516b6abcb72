"""`classify`: the family that reads a problem, else the topic whose rules weigh most."""

import random
from pathlib import Path

import polars as pl
import pytest
from corpora import records, rows_of
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from mathdata.families.registry import families
from mathdata.transforms.classify import Classify, categories
from mathdata.transforms.scores import best_categories, hits
from mathdata.transforms.taxonomy import rules, topic_of, topics
from mathdata.transforms.taxonomy.rule import Rule

CONTEST = {
    "计算 7469.98 * -2455.65 等于多少？": "arithmetic",
    "解方程 -81x + -45 = 0": "linear_equation",
    "求以下数据的平均值：[79, 69, 19, 3, 23, 93]": "mean",
    "将分数 5/6 进行简化。": "fraction_simplification",
    "某物体的密度为 10 克/立方厘米，体积为 3 立方厘米，请计算该物体的质量。": "mass",
    "商品原价为 51 元，打折后的价格为 28 元，请计算打折的折扣比例。": "discount",
    "一个长方形的长为 57 厘米，宽为 84 厘米，请计算其面积。": "rectangle_area",
    "计算 6145.00 的平方根？": "square_root",
    "计算 -711.31 的 4 次方？": "power",
    "去年销售额为 32 万元，今年销售额增加了 28%，请计算今年的销售额。": "sales_growth",
    "当 x = 4.03 时，求函数 y = 57x^54 的值": "function_value",
}
"""A problem of each kind of the contest."""

TRAPS = {
    "The measure of the ingredients is a secret.": "other",
    "Assume nothing.": "other",
    "A jacket costs a meaningful sum.": "word_problem",
    "计算密度为 3 的液体的高": "other",
}
"""Problems that hold a term only inside of other words, or only half of a kind."""


def set_categories(problems: list[str | None], step: Classify, **columns: list[str | None]) -> list[str | None]:
    """The categories that a step sets."""
    return step(records(problems, **columns))["category"].to_list()


@pytest.mark.parametrize(("problem", "kind"), CONTEST.items(), ids=CONTEST.values())
def test_contest_kinds(problem: str, kind: str) -> None:
    """Each kind of the contest is told by the family that reads it."""
    assert set_categories([problem], Classify()) == [kind]


def test_each_rule_has_a_true_example() -> None:
    """Each rule recognises its example, and the whole taxonomy says the same of it."""
    examples = pl.DataFrame({"text": [rule.example for rule in rules()]}).with_row_index("row")
    found = hits(examples, rules())
    own = found.filter(pl.col("row") == pl.col("rule"))["rule"].unique()
    assert [rules()[n].pattern for n in range(len(rules())) if n not in set(own)] == []
    said = zip(rules(), categories(examples["text"]), strict=True)
    assert [(rule.example, category) for rule, category in said if not _agree(category, rule.category)] == []


def _agree(category: str | None, wanted: str) -> bool:
    """Whether a category is the wanted one, or that of a family of its topic or at least of its subject."""
    if category in families():
        return topic_of(category) == wanted or topics()[category] == topics()[wanted]
    return category == wanted


def test_each_category_has_a_subject() -> None:
    """Every category that a rule or a family can set is in the table of topics, and the other way round."""
    assert {rule.category for rule in rules()} | set(families()) == set(topics())


@pytest.mark.parametrize(("problem", "category"), TRAPS.items())
def test_half_a_word_is_none(problem: str, category: str) -> None:
    """A term counts as a whole word, unless it says otherwise."""
    assert set_categories([problem], Classify()) == [category]


def test_last_sentence_counts_twice() -> None:
    """What is asked stands at the end: a prime that comes of a derivative is number theory."""
    story = "Let w(z) be the second derivative of z**3. Is w(2) a composite number?"
    assert set_categories([story], Classify()) == ["primality"]


def test_existing_category_stays() -> None:
    """A category that is there already is kept, unless it is to be overwritten."""
    given_category = {"category": ["mine", None]}
    problems = ["Is 7 prime?", "Is 7 prime?"]
    assert set_categories(problems, Classify(), **given_category) == ["mine", "primality"]
    assert set_categories(problems, Classify(overwrite=True), **given_category) == ["primality"] * 2


def test_unknown_and_missing() -> None:
    """What no rule knows is `otherwise`; a row without a problem is left alone."""
    assert set_categories(["Hello!", None], Classify()) == ["other", None]
    assert set_categories(["Hello!"], Classify(otherwise=None)) == [None]
    assert set_categories([], Classify()) == []


def test_own_rules_come_first() -> None:
    """Rules of a recipe outweigh the taxonomy, also where a family would read the problem."""
    step = Classify.model_validate({"rules": [{"category": "physics", "pattern": "密度"}]})
    mass = next(problem for problem, kind in CONTEST.items() if kind == "mass")
    assert set_categories([mass, "Is 7 prime?"], step) == ["physics", "primality"]


def test_own_regular_expression() -> None:
    """A pattern between slashes is a regular expression; a wrong one is refused before anything runs."""
    step = Classify(rules=(Rule(category="greeting", pattern="/(?i)^hello/"),))
    assert set_categories(["Hello!"], step) == ["greeting"]
    with pytest.raises(ValidationError, match="wanted a regular expression"):
        Rule(category="greeting", pattern="/(hello/")


def test_ties_are_decided_by_the_order_of_topics() -> None:
    """Of two categories with one sum the earlier wins; of two unknown ones the first by name."""
    pair = [Rule(category=name, pattern="prime") for name in ("zeta", "beta")]
    assert best_categories(pl.Series(["A prime."]), pair, []).to_list() == ["beta"]
    assert best_categories(pl.Series(["A prime."]), pair, ["zeta"]).to_list() == ["zeta"]


SOME = [*CONTEST, *TRAPS, *(rule.example for rule in rules()[::40])]


@given(st.lists(st.sampled_from(SOME), max_size=10), st.randoms(use_true_random=False))
def test_each_row_by_itself(problems: list[str], rng: random.Random) -> None:
    """Neither the order nor the neighbours of a problem change its category."""
    alone = {problem: categories(pl.Series([problem])).item() for problem in problems}
    rng.shuffle(problems)
    assert categories(pl.Series(problems, dtype=pl.String)).to_list() == [alone[problem] for problem in problems]


@pytest.mark.shared
def test_every_contest_row(shared: Path) -> None:
    """Every real row of the contest is read by a family."""
    problems = [row["problem"] for row in rows_of(shared / "data" / "contest_rows_a.json")]
    assert set(categories(pl.Series(problems))) <= set(families())
