"""Which tokens are trained: from spans of characters to spans of tokens.

A token belongs to the span in which it begins. One that begins in the prompt and reaches into the answer is not
trained: at inference the model is given it, or never sees it. One that begins in the answer is.

```text
USER: 1 ASSISTANT: 2</s>            the span begins at the space before 2
… :  | ▁2 | </s>                    SentencePiece: the space is part of the first trained token
… :  | ␣ | 2 | </s>                 digits apart: the space is the first trained token
```
"""

from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

IGNORED = -100
"""The label that loss functions leave out."""

Integers = NDArray[np.int32]


def ids_of(encodings: list[Any]) -> tuple[Integers, Integers]:
    """The token ids of all texts in one array, and how many of them each text has."""
    counts = np.fromiter(map(len, encodings), dtype=np.int32, count=len(encodings))
    ids = chain.from_iterable(encoding.ids for encoding in encodings)
    return np.fromiter(ids, dtype=np.int32, count=int(counts.sum())), counts


def first_tokens(encodings: list[Any], chars: list[int], lengths: list[int]) -> Integers:
    """For each encoding the first token that begins at a character or behind it; texts have so many characters.

    The tokenizer is asked three times for each, and not for the places of all tokens: those would cost as much
    as the tokenising.
    """
    tokens = [encoding.char_to_token(char) or 0 for encoding, char in zip(encodings, chars, strict=True)]
    begins = _begins(encodings, tokens)
    before = _begins(encodings, [token - 1 if token else -1 for token in tokens])
    plain = (begins == chars) & (before < chars)
    found = np.array(tokens, dtype=np.int32)
    for at in np.flatnonzero(~plain).tolist():
        found[at] = first_token(encodings[at], chars[at], length=lengths[at])
    return found


def _begins(encodings: list[Any], tokens: list[int]) -> NDArray[np.int64]:
    """The first character of a token of each encoding; -1 for token -1, and for a text without tokens."""
    places = [e.token_to_chars(t) if t >= 0 else None for e, t in zip(encodings, tokens, strict=True)]
    return np.array([-1 if place is None else place[0] for place in places], dtype=np.int64)


def first_token(encoding: Any, char: int, *, length: int) -> int:
    """The first token that begins at character `char` or behind it, of a text of so many characters."""
    token = None
    while token is None and char < length:  # a character that the tokenizer leaves out has no token
        token = encoding.char_to_token(char)
        char += token is None
    if token is None:
        return len(encoding)
    while token < len(encoding) and encoding.token_to_chars(token)[0] < char:
        token += 1
    # Several tokens may begin here, such as a prefix of no characters and the word behind it.
    while token > 0 and encoding.token_to_chars(token - 1)[0] >= char:
        token -= 1
    return int(token)


def trained_tokens(
    encodings: list[Any], lengths: NDArray[np.int64], texts: NDArray[np.int64], spans: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Spans of tokens for spans of characters: first token and the one behind the last, a row for each span.

    `lengths` are the characters of each text, `texts` the index of the text that each span is in.
    """
    of_spans = [encodings[text] for text in texts.tolist()]
    length_of = lengths[texts]
    first = first_tokens(of_spans, spans[:, 0].tolist(), length_of.tolist())
    behind = np.fromiter(map(len, of_spans), dtype=np.int32, count=len(of_spans))
    inner = np.flatnonzero(spans[:, 1] < length_of)  # most spans end where the text does
    stops = first_tokens([of_spans[at] for at in inner.tolist()], spans[inner, 1].tolist(), length_of[inner].tolist())
    behind[inner] = stops
    return np.stack([first, behind], axis=1)
