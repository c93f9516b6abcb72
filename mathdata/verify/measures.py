"""Reading what stands behind a number: `cm²`, `元`, `miles per hour`, `克/立方厘米`, `blue apples`.

A word that is no known unit is taken along as a label only where the arithmetic goes on behind it, as in
`5 blue apples + 3`; at the end of a side it belongs to the prose.
"""

from collections.abc import Sequence
from typing import NamedTuple

from mathdata.verify.tokens import Token
from mathdata.verify.units import BARE, UNITS, Unit, combine, raised, word_power
from mathdata.verify.vocabulary import NO_HAN_LABEL, NO_LABEL

MAX_LABEL_WORDS = 3
MAX_HAN_LABEL = 4


class Measure(NamedTuple):
    """What was read behind a number, and the index of the first token that was not."""

    unit: Unit | None
    label: str
    next: int


def read_measure(tokens: Sequence[Token], i: int) -> Measure:
    """The unit or label that starts at token `i`, if one does."""
    if i >= len(tokens) or (tokens[i].kind not in ("word", "han") and tokens[i].text not in ("/", "-")):
        return Measure(None, "", i)
    unit, after = _product(tokens, i)
    label, after = _label(tokens, after)
    if not label and unit is None:
        return Measure(None, "", i)
    return Measure(unit, label, after)


def _product(tokens: Sequence[Token], i: int) -> tuple[Unit | None, int]:
    """A unit, and further ones behind `/` or `per`."""
    unit, i = _unit(tokens, i)
    while unit is not None and i + 1 < len(tokens) and tokens[i].text in ("/", "per", "每"):
        other, after = _unit(tokens, i + 1)
        if other is None:
            break
        unit, i = combine(unit, other, -1), after
    return unit, i


def _unit(tokens: Sequence[Token], i: int) -> tuple[Unit | None, int]:
    if i >= len(tokens) or tokens[i].kind not in ("word", "han"):
        return None, i
    name, power = raised(tokens[i].text) if tokens[i].kind == "han" else (tokens[i].text, 1)
    if word_power(name) and i + 1 < len(tokens):
        name, power, i = tokens[i + 1].text, word_power(name), i + 1
    unit = UNITS.get(name) or UNITS.get(name.lower() if len(name) > 1 else name)
    if unit is None:
        return None, i
    suffix, after = _suffix(tokens, i + 1)
    return combine(BARE, unit, power * suffix), after


def _suffix(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """The 2 of `cm²`, `cm^2` and `cm^{2}`."""
    if i < len(tokens) and tokens[i].kind == "super" and tokens[i].text in ("2", "3"):
        return int(tokens[i].text), i + 1
    if i + 1 < len(tokens) and tokens[i].text == "^":
        braces = tokens[i + 1].text == "{"
        digit = i + 2 if braces else i + 1
        after = digit + 2 if braces else digit + 1
        if after <= len(tokens) and tokens[digit].text in ("2", "3"):
            return int(tokens[digit].text), after
    return 1, i


def _label(tokens: Sequence[Token], i: int) -> tuple[str, int]:
    words: list[str] = []
    after = _rate(tokens, i, words)
    while after < len(tokens) and len(words) < MAX_LABEL_WORDS and _is_label(tokens[after]):
        words.append(tokens[after].text)
        after = _rate(tokens, after + 1, words)
    goes_on = after < len(tokens) and (
        tokens[after].kind == "relation" or tokens[after].text in ("+", "-", "*", "/", ")", "}", "]")
    )
    return (" ".join(words), after) if words and goes_on else ("", i)


def _rate(tokens: Sequence[Token], i: int, words: list[str]) -> int:
    """Past a `/glass`, a `per day` or the `-page` of `120-page`."""
    if i + 1 < len(tokens) and _is_label(tokens[i + 1]):
        glued = tokens[i].text == "-" and tokens[i].end == tokens[i + 1].start
        behind = i > 0 and tokens[i - 1].end == tokens[i].start
        if tokens[i].text in ("/", "per", "每") or (glued and behind):
            words.append(tokens[i + 1].text)
            return i + 2
    return i


def _is_label(token: Token) -> bool:
    if token.kind == "word":
        return len(token.text) > 1 and token.text.lower() not in NO_LABEL
    return token.kind == "han" and len(token.text) <= MAX_HAN_LABEL and not NO_HAN_LABEL & set(token.text)
