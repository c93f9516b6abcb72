"""Variants: the words of the parent, other numbers, a true solution."""

import polars as pl
import pytest
from corpora import records

from mathdata.errors import CannotSolve
from mathdata.families import WorkOptions, recognise
from mathdata.families.solve import Solver
from mathdata.families.symbolic import TimeOver
from mathdata.transforms.skeleton import dissected
from mathdata.transforms.variants import MAX_TRIES, Variants
from mathdata.verify import verify

PROBLEMS = [
    "2x^2+3x+1=10，求x",
    "计算 12.50 + 3 等于多少？",
    "Find the area of a circle with radius 5 cm.",
    "某商品原价为 80 元，打折后的价格为 60 元，请计算打折的折扣比例。",
]


def varied(problems, **options):
    """The rows after the step."""
    frame = records(problems, id=[str(number) for number in range(len(problems))])
    return Variants(seed=1, **options).counted(frame)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_same_words_other_numbers(problem):
    """Only the numbers change; the family is the same and the solution is proven."""
    after, _ = varied([problem], n=4)
    children = after.filter(pl.col("parent") == "0")
    assert children.height == 4
    texts = dissected(after["problem"])
    assert texts["template"].n_unique() == 1
    assert texts["numbers"].n_unique() == 5
    for row in children.iter_rows(named=True):
        assert recognise(row["problem"]).family is recognise(problem).family
        assert not [finding for finding in verify(row["solution"], problem=row["problem"]) if finding.flagged]


def test_answers_keep_their_form():
    """A problem with a whole answer gets variants with whole answers."""
    after, _ = varied(["计算 84 / 7 等于多少？"], n=5)
    assert all(answer.isdigit() for answer in after["answer"].drop_nulls())


def test_unread_problems_and_too_few_variants_are_counted():
    """What no family reads stays alone; a problem with one digit has few variants."""
    after, counts = varied(["今天天气怎么样？", "计算 3 的平方根？"], n=12)
    assert counts["unread"] == 1
    assert counts["missing"] > 0
    assert after.filter(pl.col("parent") == "0").height == 0


def test_the_same_variants_again():
    """They depend on the seed and the row alone."""
    one, _ = varied(PROBLEMS, n=2)
    other, _ = varied(PROBLEMS, n=2)
    assert one.equals(other)


class Impatient(Solver):
    """One that counts, and gives up whatever is asked behind the first problem."""

    def __init__(self, error):
        super().__init__(WorkOptions())
        self.error, self.asked = error, 0

    def tell(self, recognised, language):
        """As ever, once."""
        self.asked += 1
        if self.asked > 1:
            raise self.error
        return super().tell(recognised, language)


@pytest.mark.parametrize(("error", "times"), [(TimeOver("it takes long"), 2), (CannotSolve("no"), MAX_TRIES + 1)])
def test_a_hopeless_problem_costs_little(error, times):
    """Behind a solution that took too long no other numbers are tried, and else so many for a row, however large n."""
    solver = Impatient(error)
    row = {"id": "0", "problem": "计算 1234.5 + 6789.1 等于多少？", "dropped": None, "trajectory": []}
    assert Variants(n=1000)._variants(row, solver) == []
    assert solver.asked == times
