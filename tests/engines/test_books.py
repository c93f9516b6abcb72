"""Counts of a run: the same, in the same order, however its rows came."""

from mathdata.conversion import RejectPolicy
from mathdata.engines.books import Books, Tally
from mathdata.ledger import StepCount


def entered(*tallies: Tally) -> str:
    """The one step of the books, as text."""
    books = Books(RejectPolicy(), [StepCount(step="eda")], aside=[[]])
    for tally in tallies:
        books.enter(tally)
    return books.ledger([]).steps[1].model_dump_json()


def test_order_of_batches() -> None:
    """What a step counts stands in the order of its names: which name came first depends on where batches end."""
    one = Tally(0, 2, 1, 0, {"short": 1}, {"swap": 1})
    other = Tally(0, 2, 1, 0, {"long": 1}, {"swap": 2, "insert": 1})
    both = Tally(0, 4, 2, 0, {"short": 1, "long": 1}, {"swap": 3, "insert": 1})
    assert entered(one, other) == entered(other, one) == entered(both)


def test_a_verdict_keeps_its_order() -> None:
    """Parts of a split are told as the user named them."""
    verdict = Tally(0, 0, 0, 0, {}, {"train": 3, "test": 1})
    assert '"details":{"train":3,"test":1}' in entered(verdict, Tally(0, 4, 4, 0, {}, {}))
