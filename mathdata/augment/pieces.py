"""A text in pieces: what carries mathematics, words, and what stands between them.

```text
"请计算 3 + 5 等于多少？"  ->  请|计算|" "|3| |+| |5|" "|等于多少|？
                              w  w   gap  a   a   a   gap  w        gap
```
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, Protocol, cast

from mathdata.firewall import Span

_RUNS = re.compile(r"(?P<word>[A-Za-zÀ-ž]+(?:['’-][A-Za-zÀ-ž]+)*)|(?P<han>[\u4e00-\u9fff]+)|(?P<gap>\s+|.)", re.DOTALL)


class Piece(NamedTuple):
    """A piece of a text; the pieces of a text, joined, are the text."""

    text: str
    kind: Literal["atom", "word", "gap"]


class _Cutter(Protocol):
    def lcut(self, sentence: str) -> list[str]: ...


def pieces(text: str, spans: list[Span]) -> list[Piece]:
    """The pieces of a text with these spans; a question for a bare number (`等于多少`) is a word.

    >>> from mathdata.firewall import protected_spans
    >>> [piece.text for piece in pieces("Find 3x now.", protected_spans("Find 3x now."))]
    ['Find', ' ', '3', 'x', ' ', 'now', '.']
    """
    found: list[Piece] = []
    at = 0
    for span in spans:
        found.extend(_prose(text[at : span.start]))
        found.append(Piece(span.text, "word" if span.value == "count:" and not span.text.isascii() else "atom"))
        at = span.end
    found.extend(_prose(text[at:]))
    return found


def _prose(text: str) -> Iterator[Piece]:
    for match in _RUNS.finditer(text):
        if match.lastgroup == "han":
            for word in _words(match.group()):
                yield Piece(word, "word")
        else:
            yield Piece(match.group(), "word" if match.lastgroup == "word" else "gap")


def _words(run: str) -> list[str]:
    return [run] if len(run) == 1 else _cutter().lcut(run)


@cache
def _cutter() -> _Cutter:
    # Its dictionary takes most of a second to load, and its own message about that goes to standard error.
    import jieba

    jieba.setLogLevel("WARNING")
    return cast(_Cutter, jieba)
