"""The record: its columns, and the one way in which a conversation falls into them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathdata import InputError, Message, Record
from mathdata.schema import COLUMNS, ROLES

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
TURN = st.builds(
    Message,
    role=st.sampled_from(ROLES),
    content=TEXT,
    loss=st.none() | st.booleans(),
    extra=st.sampled_from([None, '{"name":"Ada"}', '{"role":"pupil","n":1.50}']),
)
ENDING = st.builds(
    Message, role=st.sampled_from(["assistant", "tool_call"]), content=TEXT, loss=st.none() | st.booleans()
)


def said(role: str, content: str = "…") -> Message:
    """A turn."""
    return Message(role=role, content=content)


def test_columns_are_the_fields() -> None:
    """The columns of a corpus are the fields of a record, in their order, and can hold one."""
    import polars as pl

    assert COLUMNS.names() == list(Record.model_fields)
    record = Record(id="1", history=[said("user"), said("assistant")], solution="2")
    frame = pl.DataFrame([record.model_dump()], schema=COLUMNS, orient="row")
    assert Record(**frame.row(0, named=True)) == record


@given(turns=st.lists(TURN, max_size=6), last=ENDING)
def test_a_conversation_comes_back(turns: list[Message], last: Message) -> None:
    """Any conversation that ends in an assistant turn falls into columns, and its messages are what it was."""
    assert Record.from_messages([*turns, last]).messages == [*turns, last]


def test_the_parts_of_a_conversation() -> None:
    """System, history, problem, trajectory, solution: the last question parts before from after."""
    roles = ("system", "user", "assistant", "user", "tool_call", "tool", "assistant")
    record = Record.from_messages([said(role, f"{number}") for number, role in enumerate(roles)], id="7", answer="6")
    assert (record.id, record.system, record.problem, record.solution, record.answer) == ("7", "0", "3", "6", "6")
    assert [turn.content for turn in record.history] == ["1", "2"]
    assert [turn.role for turn in record.trajectory] == ["tool_call", "tool"]


def test_text_without_a_question() -> None:
    """Text for pretraining is a solution without a problem; a later system message is part of the history."""
    assert Record.from_messages([said("assistant", "text")]).problem is None
    record = Record.from_messages([said("user"), said("assistant"), said("system"), said("user"), said("assistant")])
    assert [turn.role for turn in record.history] == ["user", "assistant", "system"]


@pytest.mark.parametrize(
    ("roles", "reason"),
    [
        ([], "empty conversation"),
        (["user"], "ends in a user turn"),
        (["user", "assistant", "tool"], "ends in a tool turn"),
        (["system"], "ends in a system turn"),
    ],
)
def test_conversations_without_a_target(roles: list[str], reason: str) -> None:
    """A conversation that does not end in an assistant turn has nothing to train on, and is refused."""
    with pytest.raises(InputError, match=reason):
        Record.from_messages([said(role) for role in roles])


def test_records_are_frozen_and_closed() -> None:
    """A record cannot be changed, and takes no column that it does not know."""
    with pytest.raises(ValueError, match="frozen"):
        Record(id="1", solution="2").solution = "3"  # type: ignore[misc]
    with pytest.raises(ValueError, match="Extra inputs"):
        Record(id="1", solution="2", colour="red")  # type: ignore[call-arg]
