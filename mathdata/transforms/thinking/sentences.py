r"""Where the steps of a solution end: at sentences, and in a text of one line at equations too.

```text
Tom has 48 / 2 = 24 clips. He buys 3.5 more, e.g. $f(x) = 1. 5$.      12 * 3 = 36，36 + 4 = 40
                          |                                     |                |            |
```

A cut never lies inside LaTeX, code, brackets, a decimal, an abbreviation, or a chain of equations.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from mathdata.transforms.thinking.equations import chains_in
from mathdata.verify.chains import Chain

Span = tuple[int, int]

_WHOLE = re.compile(
    r"""<<[^<>\n]*>> | ```.*?``` | `[^`\n]+`
      | \\begin\{(?P<name>[a-zA-Z]+\*?)\}.*?\\end\{(?P=name)\} | \\\[.*?\\\] | \\\(.*?\\\) | \$\$.*?\$\$
      | \$(?!\s)(?!(?:[^$\n]*[^\\$\n])?[A-Za-z]{2,}\s[A-Za-z]{2,})[^$\n]+(?<!\s)\$(?!\d)""",
    re.VERBOSE | re.DOTALL,
)
"""Spans that are one thing; a `$` beside words is money, not the edge of a formula."""

_BRACKET = re.compile(r"\\left\.|\\right\.|[()\[\]{}（）【】]")
_OPENERS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】"}
_ROUND = frozenset(")]）】")

_END = re.compile(
    r"""\n+
      | (?<=\w\w)!(?=\s|$) | [。！？]+ [”’」』）"']*
      | \?+ (?=\s|$|[\u4e00-\u9fff]) | ;(?=\s)
      | (?<!\.)\.(?=[\u4e00-\u9fff]) | (?<!\.)\.["”')]*(?=\s+[A-Z\d$\\“"(\u4e00-\u9fff]|\s*$)""",
    re.VERBOSE,
)
_ABBREVIATION = re.compile(
    r"""(?:\b(?:e\.g|i\.e|cf|vs|etc|al|approx|resp|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Fig|Figs|Eq|Eqs|Thm|Sec|Ch|pp?|ca
            |a\.m|p\.m|U\.S)
        |(?<![\w)$])[A-Z] | (?:^|\n|[.!?。]\s)[ \t]*\(?\d{1,2}|(?:^|\n)[ \t]*[a-zA-Z])$""",
    re.VERBOSE,
)
"""What may stand before a full stop that ends nothing; a number alone at the head of a sentence counts a list."""

_BETWEEN_EQUATIONS = re.compile(r"\s*[，,；;]\s*")
_UNFINISHED = re.compile(r"(?:[：:]|\b(?:so|then|thus|and))\s*$")
_SAYS_SOMETHING = re.compile(r"\w")


def step_spans(text: str) -> list[Span]:
    """The steps of a text, without the white space around them.

    >>> text = "Tom has 48 / 2 = 24 clips. He buys 3.5 kg (e.g. rice)."
    >>> [text[start:end] for start, end in step_spans(text)]
    ['Tom has 48 / 2 = 24 clips.', 'He buys 3.5 kg (e.g. rice).']
    """
    chains = chains_in(text)
    cuts = sorted({*_sentence_ends(text, chains), *_equation_ends(text, chains)})
    edges = [0, *cuts, len(text)]
    return list(_joined(text, [_trimmed(text, start, end) for start, end in pairwise(edges)]))


def _sentence_ends(text: str, chains: Sequence[Chain]) -> list[int]:
    whole = _Covered([*_wholes(text), *_brackets(text), *(_extent(chain) for chain in chains)])
    ends = []
    for match in _END.finditer(text):
        dot = text[match.start()] == "."
        if match.start() in whole or (dot and _ABBREVIATION.search(text, max(0, match.start() - 12), match.start())):
            continue
        ends.append(match.end())
    return ends


def _equation_ends(text: str, chains: Sequence[Chain]) -> list[int]:
    """Behind the comma between two equations; a text in lines has told its steps itself."""
    if "\n" in text.strip():
        return []
    whole = _Covered([*_wholes(text), *_brackets(text)])
    extents = sorted(_extent(chain) for chain in chains)
    ends = []
    for (_, end), (start, _) in pairwise(extents):
        between = _BETWEEN_EQUATIONS.match(text, end, start) if end <= start else None
        if between and end not in whole:
            ends.append(between.end())
    return ends


def _extent(chain: Chain) -> Span:
    return chain[0].left.start, max(max(link.right.end, link.sign_end) for link in chain)


def _wholes(text: str) -> Iterator[Span]:
    return (match.span() for match in _WHOLE.finditer(text))


def _brackets(text: str) -> Iterator[Span]:
    """Pairs of brackets; one that lacks its partner holds nothing together."""
    open_ones: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(text):
        sign = match.group()
        if sign in _OPENERS:
            open_ones.append((_OPENERS[sign], match.start()))
        elif open_ones and (open_ones[-1][0] == sign or {open_ones[-1][0], sign} <= _ROUND):
            yield open_ones.pop()[1], match.end()


class _Covered:
    """Places that lie inside of one of some spans."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start < self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            elif end > start:
                self.starts.append(start)
                self.ends.append(end)

    def __contains__(self, place: int) -> bool:
        at = bisect_right(self.starts, place) - 1
        return at >= 0 and self.starts[at] <= place < self.ends[at]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), max(start, end - len(piece) + len(piece.rstrip()))


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Steps that say something: `解：` belongs to what follows, a lone mark to what stands before it."""
    first = -1
    held: Span | None = None
    for start, end in spans:
        if start >= end:
            continue
        first = start if first < 0 else first
        piece = text[first:end]
        if _SAYS_SOMETHING.search(piece) is None and held is not None:
            held = held[0], end
        elif _SAYS_SOMETHING.search(piece) is None or _UNFINISHED.search(piece):
            continue
        else:
            if held is not None:
                yield held
            held = first, end
        first = -1
    if first >= 0:
        last = _trimmed(text, first, len(text))
        held = last if held is None else held
        if held != last:
            yield held
            held = last
    if held is not None:
        yield held
