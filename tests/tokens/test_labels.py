"""Which tokens are trained: never one of the prompt, always all of the answer."""

from collections.abc import Callable

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_tokenizers import MAKERS

from mathdata.schema import COLUMNS, Message, Record
from mathdata.tokens.encoder import Encoder, bracketed
from mathdata.tokens.labels import first_token, first_tokens
from mathdata.tokens.options import TokenOptions
from mathdata.tokens.rows import TokenRows
from mathdata.tokens.templates import TEMPLATES

Folder = Callable[..., str]
TRAPS = [
    "",
    " ",
    "  ",
    "\n",
    "\n\n",
    "1",
    "12",
    " 12",
    "計算",
    "é",
    "e\u0301",
    "\u0301",
    "👨‍👩‍👧",
    "a",
    "\u3000",
    "√2",
    "a b",
    "\t",
    "-3.",
]
texts = st.lists(st.sampled_from(TRAPS) | st.text(max_size=3), max_size=4).map("".join)


def corpus(*records: Record) -> pl.DataFrame:
    """Records as a frame."""
    return pl.DataFrame([record.model_dump() for record in records], schema=COLUMNS, orient="row")


def encoder(folder: str, **options: object) -> Encoder:
    """An encoder that keeps everything."""
    return Encoder(TokenOptions(tokenizer=folder, control_text="keep", **options))  # type: ignore[arg-type]


def masked(encoder: Encoder, records: pl.DataFrame) -> list[list[tuple[str, bool]]]:
    """The tokens of each record, and which of them are trained."""
    rows, failed = encoder.encode(records)
    assert not failed
    found: list[list[tuple[str, bool]]] = []
    for at in range(len(rows)):
        row = TokenRows.from_frame(rows[at : at + 1].struct.unnest())
        names = [encoder.tokenizer.core.id_to_token(number) for number in row.ids.tolist()]
        found.append(list(zip(names, row.is_trained().tolist(), strict=True)))
    return found


@pytest.mark.parametrize("kind", sorted(MAKERS))
@given(problem=texts, solution=texts, more=texts)
def test_tokens_are_trained_by_where_they_begin(
    kind: str, tokenizer: Folder, problem: str, solution: str, more: str
) -> None:
    """Whatever the texts and the tokenizer: trained is exactly what begins in a trained span, but a first token."""
    for template in ("vicuna", "plain", "chatml", "alpaca"):
        answer = Message(role="assistant", content=problem, loss=len(more) % 2 == 0)
        rounds = [] if template == "alpaca" else [Message(role="user", content=more), answer]
        records = corpus(Record(id="1", history=rounds, problem=problem, solution=solution))
        made = encoder(tokenizer(kind), template=template)
        _, rendered = made.conversations(records)
        (text,) = rendered.texts
        (encoding,) = made.tokenizer.encode([text])
        rows, _ = made.encode(records)
        if rows[0] is None or rows.null_count():
            continue  # nothing is trained: refused
        row = TokenRows.from_frame(rows.struct.unnest())
        first = len(made.bos_ids)
        assert row.ids.tolist() == made.bos_ids + encoding.ids
        begins = [start for start, _ in encoding.offsets]
        inside = [any(a <= start < b for a, b in rendered.spans.tolist()) for start in begins]
        expected = [False] * first + inside
        expected[0] = False
        assert row.is_trained().tolist() == expected


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_a_glued_space_belongs_to_the_answer(kind: str, tokenizer: Folder) -> None:
    """After `ASSISTANT:` the model writes the space, alone or glued to the word, and then the answer and the end."""
    made = encoder(tokenizer(kind), template="vicuna")
    for solution in ("3", "the", " 3", "\n3", "計算"):
        (row,) = masked(made, corpus(Record(id="1", problem="1+2", solution=solution)))
        trained = [name for name, is_trained in row if is_trained]
        assert trained[-1] == "</s>"
        assert trained[0][0] in "Ġ▁"
        untrained = [name for name, is_trained in row if not is_trained]
        assert untrained[-1].endswith(":")


def test_a_token_across_the_border_is_not_trained(tokenizer: Folder) -> None:
    """Where a span begins behind the space that the tokenizer glues to a word, that word is the prompt's."""
    made = encoder(tokenizer("byte_level"), template="plain")
    (encoding,) = made.tokenizer.encode(["a b the"])
    starts = [start for start, _ in encoding.offsets]
    inside = starts[-1] + 1  # the character behind the space of the last token
    assert first_token(encoding, inside, length=7) == len(encoding)
    assert first_token(encoding, starts[-1], length=7) == len(encoding) - 1


@pytest.mark.parametrize("kind", sorted(MAKERS))
@given(text=texts, data=st.data())
def test_the_quick_way_finds_what_the_slow_one_finds(
    kind: str, tokenizer: Folder, text: str, data: st.DataObject
) -> None:
    """Asking for three places gives the first token that begins at a character or behind it."""
    (encoding,) = encoder(tokenizer(kind), template="plain").tokenizer.encode([text])
    char = data.draw(st.integers(0, len(text)))
    begins = [start for start, _ in encoding.offsets]
    expected = next((at for at, start in enumerate(begins) if start >= char), len(begins))
    assert first_tokens([encoding], [char], [len(text)]).tolist() == [expected]


def test_loss_flags_decide(tokenizer: Folder) -> None:
    """`loss: false` masks an answer, and `true` trains whatever turn it stands at; without flags answers are."""
    made = encoder(tokenizer("sentencepiece"), template="chatml")
    history = [
        Message(role="user", content="1", loss=True), Message(role="assistant", content="2", loss=False),
        Message(role="user", content="3"), Message(role="assistant", content="4"),
    ]  # fmt: skip
    records = corpus(Record(id="1", history=history, problem="5", solution="6", extra='{"@solution":{"loss":false}}'))
    _, rendered = made.conversations(records)
    text = bracketed(rendered.texts[0], rendered.spans.tolist())
    assert [part.split("】")[0] for part in text.split("【")[1:]] == ["1<|im_end|>", "4<|im_end|>"]


def test_the_first_token_is_never_trained(tokenizer: Folder) -> None:
    """Nobody can predict it, and in a packed row it would follow from another record."""
    made = encoder(tokenizer("byte_level"), template="plain", bos=False)
    (row,) = masked(made, corpus(Record(id="1", solution="the answer")))
    assert [is_trained for _, is_trained in row] == [False] + [True] * (len(row) - 1)


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_the_end_is_trained(template: str, tokenizer: Folder) -> None:
    """By every template the model learns to stop: the last trained token is a mark of the end."""
    made = encoder(tokenizer("sentencepiece"), template=template)
    (row,) = masked(made, corpus(Record(id="1", problem="1+2", solution="3")))
    last = [name for name, is_trained in row if is_trained][-1]
    assert last in ("</s>", "<|im_end|>", "<|eot_id|>", "<|end|>")
    assert made.tokenizer.id_of(last) is not None
