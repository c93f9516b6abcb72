"""Masks: what carries mathematics travels through a translator as a placeholder, and comes back as it was.

```text
Ann has 3 + 5 pens of 2 kg, how many pens?  ->  ⟦1⟧ has ⟦2⟧ pens of ⟦3⟧, how many pens?
```

Terms and what is asked for are translated, for a sentence without its nouns is no sentence; the firewall then
compares what they mean.
"""

import re
from typing import NamedTuple

from mathdata.firewall import Kind, Span, protected_spans

MASKED: frozenset[Kind] = frozenset(("number", "operator", "unit", "variable", "latex", "code", "option", "name"))
_BRACKETS = ("⟦⟧", "⟪⟫", "⦃⦄", "⦅⦆")
_BETWEEN = re.compile(r"[ \t]*[,，、]?[ \t]*")


class Masked(NamedTuple):
    """A text with placeholders, and what they stand for."""

    text: str
    originals: tuple[str, ...]
    brackets: str

    def fault(self, translated: str) -> str | None:
        """What is wrong with the placeholders of a translation; None if each stands there once.

        >>> masked("3 pens").fault("⟦1⟧ Stifte ⟦1⟧")
        'placeholders: wanted 1, found 1, 1'
        """
        found = sorted(int(number) for number in self._pattern.findall(translated))
        if found == list(range(1, len(self.originals) + 1)):
            return None
        wanted = ", ".join(map(str, range(1, len(self.originals) + 1)))
        return f"placeholders: wanted {wanted or 'none'}, found {', '.join(map(str, found)) or 'none'}"

    def unmasked(self, translated: str) -> str:
        """A translation without faults, with what the placeholders stand for.

        >>> masked("Add 3 and 5.").unmasked("Addiere ⟦ 1 ⟧ und ⟦2⟧.")
        'Addiere 3 und 5.'
        """
        return self._pattern.sub(lambda match: self.originals[int(match[1]) - 1], translated)

    @property
    def _pattern(self) -> "re.Pattern[str]":
        return re.compile(rf"{self.brackets[0]}\s*([0-9]{{1,6}})\s*{self.brackets[1]}")


def masked(text: str) -> Masked:
    """The text with a placeholder for each run of spans that carry mathematics; lists are one run.

    >>> masked("求以下数据的平均值：[86, 21]")
    Masked(text='求以下数据的平均值：⟦1⟧', originals=('[86, 21]',), brackets='⟦⟧')
    """
    brackets = next((pair for pair in _BRACKETS if not set(pair) & set(text)), _BRACKETS[0])
    parts: list[str] = []
    originals: list[str] = []
    at = 0
    for start, end in _runs(text, [span for span in protected_spans(text) if span.kind in MASKED]):
        originals.append(text[start:end])
        parts += [text[at:start], f"{brackets[0]}{len(originals)}{brackets[1]}"]
        at = end
    return Masked("".join([*parts, text[at:]]), tuple(originals), brackets)


def _runs(text: str, spans: list[Span]) -> list[tuple[int, int]]:
    """Start and end of the runs of spans between which only spaces and commas stand; names stand alone."""
    runs: list[tuple[int, int]] = []
    alone = True
    for span in spans:
        joins = runs and not alone and span.kind != "name" and _BETWEEN.fullmatch(text, runs[-1][1], span.start)
        if joins:
            runs[-1] = (runs[-1][0], span.end)
        else:
            runs.append((span.start, span.end))
        alone = span.kind == "name"
    return runs
