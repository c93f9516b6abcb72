"""Records as the model will see them: the rendered text, with the trained tokens marked."""

import html
from collections.abc import Iterator
from itertools import groupby

import polars as pl

from mathdata.model import Model
from mathdata.tokens.encoder import Encoder
from mathdata.tokens.rows import TokenRows

_MARKS = ("【", "】")
_GREEN, _PLAIN = "\x1b[1;32m", "\x1b[0m"


class Piece(Model):
    """Characters one after the other that are trained, or are not."""

    text: str
    trained: bool


class Preview(Model):
    """One record."""

    id: str
    pieces: list[Piece]
    """The rendered text. The tokenizer's first token, if rows begin with it, is not part of it."""
    ids: list[int]
    """The tokens."""
    trained: int
    """How many of them are trained."""
    rejected: str | None
    """Why the record would not be written; null if it would."""


class Previews(list[Preview]):
    """Several records, shown as text, and in colour in a notebook."""

    def __str__(self) -> str:
        """As text, with the trained part in 【】."""
        return "\n\n".join(told(preview) for preview in self)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return "".join(f"<p>{html.escape(_heading(one))}</p><pre style='white-space:pre-wrap'>{_marked(one)}</pre>"
                       for one in self)  # fmt: skip


def preview(encoder: Encoder, records: pl.DataFrame) -> Previews:
    """What the records become."""
    _, texts = encoder.conversations(records)
    rows, failed = encoder.encode(records)
    reasons = dict(failed)
    found = Previews()
    rendered = dict(zip(texts.rows.tolist(), texts.texts, strict=True))
    for row, record_id in enumerate(records["id"]):
        pieces: list[Piece] = []
        ids, trained = [], 0
        if row in rendered:
            text = rendered[row]
            tokens = rows[row : row + 1].drop_nulls()
            if len(tokens):
                mask = TokenRows.from_frame(tokens.struct.unnest()).is_trained().tolist()
                ids, trained = tokens.struct.field("ids")[0].to_list(), sum(mask)
                pieces = list(_pieces(encoder, text, mask[len(encoder.bos_ids) :]))
            else:
                pieces = [Piece(text=text, trained=False)]
        found.append(Preview(id=record_id, pieces=pieces, ids=ids, trained=trained, rejected=reasons.get(row)))
    return found


def _pieces(encoder: Encoder, text: str, mask: list[bool]) -> Iterator[Piece]:
    """The text by the tokens that stand for it; what no token stands for is not trained."""
    (encoding,) = encoder.tokenizer.encode([text])
    trained = [False] * len(text)
    for (start, stop), is_trained in zip(encoding.offsets, mask, strict=False):  # the end may be cut off
        if is_trained:
            trained[start:stop] = [True] * (stop - start)
    for is_trained, run in groupby(zip(text, trained, strict=True), key=lambda pair: pair[1]):
        yield Piece(text="".join(char for char, _ in run), trained=is_trained)


def told(one: Preview, *, coloured: bool = False) -> str:
    """A preview as text, its trained part in colour or in 【】."""
    opens, closes = (_GREEN, _PLAIN) if coloured else _MARKS
    text = "".join(f"{opens}{piece.text}{closes}" if piece.trained else piece.text for piece in one.pieces)
    return f"{_heading(one)}\n{text}".rstrip("\n")


def _heading(one: Preview) -> str:
    if one.rejected is not None:
        return f"{one.id}: rejected: {one.rejected}"
    return f"{one.id}: {len(one.ids)} tokens, {one.trained} trained"


def _marked(one: Preview) -> str:
    style = "color:#137333;font-weight:600"
    return "".join(
        f"<span style='{style}'>{html.escape(piece.text)}</span>" if piece.trained else html.escape(piece.text)
        for piece in one.pieces
    )
