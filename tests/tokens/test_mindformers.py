"""Ids and labels beside the rule of MindFormers' converter (`--dataset_type qa`), where it is right and where not."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from test_labels import corpus

import mathdata as md
from mathdata.schema import Message, Record
from mathdata.tokens.encoder import Encoder
from mathdata.tokens.options import TokenOptions
from mathdata.tokens.rows import TokenRows
from mathdata.tokens.sequences import Columns, sequences, stretch_of
from mathdata.tokens.statistics import Counter
from mathdata.tokens.templates import TEMPLATES

Folder = Callable[..., str]
Row = tuple[list[int], list[int]]
SYSTEM = TEMPLATES["vicuna"].default_system or ""


def by_the_rule(made: Encoder, turns: list[tuple[str, str]], length: int, pad: str) -> Row:
    """Ids and labels of `(question, answer)` rounds as MindFormers makes them, step by step as it does."""
    core = made.tokenizer.core
    bos, eos, pad_id = (core.token_to_id(token) for token in ("<s>", "</s>", pad))

    def tokens(text: str) -> list[int]:
        return list(core.encode(text, add_special_tokens=False).ids)

    text = SYSTEM + " "
    for question, answer in turns:
        text += f"USER: {question} " if question else "USER:"
        text += f"ASSISTANT: {answer}</s>" if answer else "ASSISTANT:"
    rounds = [part for part in text.split("</s>") if part]
    ids = [bos]
    for part in rounds:
        ids += [*tokens(part), eos]
    real = min(len(ids), length)
    ids = (ids + [pad_id] * length)[:length]
    labels = list(ids)
    labels[0] = -100
    at = 1
    for part in rounds:
        pieces = part.split(" ASSISTANT: ")
        if len(pieces) != 2:
            break
        prefix = len(tokens(pieces[0] + " ASSISTANT: ")) + 2 - 3
        labels[at : at + prefix] = [-100] * (min(at + prefix, length) - min(at, length))
        at += len(tokens(part)) + 1
    labels[at:] = [-100] * (length - min(at, length))
    unpadded = sum(number != pad_id for number in ids)
    if at < length and at != unpadded:
        labels = [-100] * length
    assert real <= length
    return ids, labels


def ours(made: Encoder, record: Record, length: int) -> Row:
    """Ids and labels of our own."""
    rows, failed = made.encode(corpus(record))
    assert not failed
    stretch = stretch_of(TokenRows.from_frame(rows.struct.unnest()))
    (frame,) = sequences([stretch], Columns(length=length, pad_id=made.pad_id), Counter())
    return frame["input_ids"][0].to_list(), frame["labels"][0].to_list()


def encoder(folder: str, length: int, **options: object) -> Encoder:
    """As MindFormers would be told."""
    return Encoder(
        TokenOptions(
            tokenizer=folder, template="vicuna", default_system=True, seq_length=length - 1, plus_one=True,
            over_long="truncate", pad_token="<pad>", **options,  # type: ignore[arg-type]
        )
    )  # fmt: skip


def record_of(turns: list[tuple[str, str]]) -> Record:
    """The rounds as a record."""
    history = [
        Message(role=role, content=text)
        for pair in turns[:-1]
        for role, text in zip(("user", "assistant"), pair, strict=True)
    ]
    return Record(id="1", history=history, problem=turns[-1][0], solution=turns[-1][1])


GOOD = [
    [("1 + 1 = ?", "2")],
    [("计算 967.09 - -688.16 等于多少？", "计算过程：967.09 - -688.16 = 1655.25")],
    [("a", "b"), ("c", "d\ne"), ("  f ", " g  ")],
    [("x?", "\nwith a line feed in front"), ("y", "12")],
    [("é", "√2 ≈ 1.41")],
]


@pytest.mark.parametrize("kind", ["sentencepiece", "byte_level"])
@pytest.mark.parametrize("turns", GOOD)
@pytest.mark.parametrize("length", [257, 90])
def test_equal_where_the_rule_is_right(tokenizer: Folder, kind: str, turns: list[tuple[str, str]], length: int) -> None:
    """The same ids and the same labels, padded, and cut where the row is too long and something is left to learn."""
    made = encoder(tokenizer(kind), length)
    expected = by_the_rule(made, turns, length, "<pad>")
    if set(expected[1]) == {-100}:
        rows, failed = made.encode(corpus(record_of(turns)))
        assert rows.null_count() == 1
        assert "no token to train" in failed[0][1]
    else:
        assert ours(made, record_of(turns), length) == expected


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["sentencepiece", "byte_level"])
@pytest.mark.parametrize("name", ["kahsolt_easy_first2000.json", "fastchat_dummy_sharegpt.json", "contest_rows_a.json"])
def test_equal_on_real_files(tokenizer: Folder, kind: str, name: str, shared: Path) -> None:
    """Every conversation of users and assistants, row by row."""
    made = encoder(tokenizer(kind), 1025)
    records = md.read(shared / "data" / name).to_polars().head(400)
    rows, failed = made.encode(records)
    assert not failed
    seen = 0
    for row, record in zip(rows, records.iter_rows(named=True), strict=True):
        said = [turn["content"] for turn in record["history"]] + [record["problem"], record["solution"]]
        expected = by_the_rule(made, list(zip(said[::2], said[1::2], strict=True)), 1025, "<pad>")
        trained = np.zeros(len(row["ids"]), bool)
        for start, stop in zip(row["trained"][::2], row["trained"][1::2], strict=True):
            trained[start:stop] = True
        labels = [token if hit else -100 for token, hit in zip(row["ids"], trained, strict=True)]
        assert expected == (row["ids"] + [made.pad_id] * (1025 - len(labels)), labels + [-100] * (1025 - len(labels)))
        seen += 1
    assert seen == records.height


WRONG = {
    "a mark of the end in the question": [("What does </s> mean?", "the end")],
    "the words of the template in the answer": [("Who answers?", "The ASSISTANT: it is")],
    "an empty question": [("", "nothing was asked")],
    "the token for padding in the text": [("What is <pad> for?", "for filling")],
}
"""Rows of which MindFormers masks everything, or not what it should."""


@pytest.mark.parametrize("why", sorted(WRONG))
def test_right_where_the_rule_is_wrong(tokenizer: Folder, why: str) -> None:
    """Where the rule masks the whole row, ours trains the answer and the mark of the end, and no more."""
    made = encoder(tokenizer("sentencepiece"), 200, control_text="keep")
    turns = WRONG[why]
    assert set(by_the_rule(made, turns, 200, "<pad>")[1]) == {-100}
    ids, labels = ours(made, record_of(turns), 200)
    trained = [token for token in labels if token != -100]
    answer = made.tokenizer.core.encode(turns[0][1], add_special_tokens=False).ids
    assert trained == [*answer, made.tokenizer.id_of("</s>")]
    assert ids[:1] == made.bos_ids


def test_an_answer_of_nothing_teaches_to_stop(tokenizer: Folder) -> None:
    """The rule masks a row with an empty answer; ours trains the mark of the end, as other trainers do."""
    made = encoder(tokenizer("byte_level"), 200)
    assert set(by_the_rule(made, [("a", "")], 200, "<pad>")[1]) == {-100}
    trained = [token for token in ours(made, record_of([("a", "")]), 200)[1] if token != -100]
    assert trained[-1] == made.tokenizer.id_of("</s>")


def test_a_flagged_turn_is_masked_where_the_rule_knows_no_flags(tokenizer: Folder) -> None:
    """The rule trains every answer; ours leaves out what the data say."""
    made = encoder(tokenizer("sentencepiece"), 200)
    turns = [("1+1", "3"), ("sure?", "2")]
    plain = record_of(turns)
    masked = plain.model_copy(
        update={"history": [plain.history[0], plain.history[1].model_copy(update={"loss": False})]}
    )
    assert ours(made, plain, 200) == by_the_rule(made, turns, 200, "<pad>")
    assert sum(a != b for a, b in zip(ours(made, plain, 200)[1], ours(made, masked, 200)[1], strict=True)) == 2
