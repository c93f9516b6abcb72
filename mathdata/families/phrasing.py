"""Other ways to put the same problem: sentences with slots, written and read back from the same data.

```text
"{r} 的平方根是多少？"   ──put──>  "6.25 的平方根是多少？"   ──usual──>  "计算 6.25 的平方根？"
```

A sentence is read by putting its operands into the first sentence of its language, which the pattern of the
family reads; so a new sentence is one line of data, and can hold nothing that the family would not accept.
"""

import re
from collections.abc import Mapping
from functools import cached_property

from mathdata.families.language import Language
from mathdata.families.patterns import END, SIGNED, UNSIGNED

NUMBER, SIZE = SIGNED, UNSIGNED
"""Slots for a number with and without a sign."""

_LANGUAGES: tuple[Language, ...] = ("zh", "en")
_SLOT = re.compile(r"\{([a-z]+)\}")
_LAST_MARK = re.compile(r"[。？！.?!]$")


class Phrasings:
    """The sentences of a family in both languages, the first of each the usual one, and what fits into the slots."""

    def __init__(self, *, zh: tuple[str, ...] = (), en: tuple[str, ...] = (), slots: Mapping[str, str] | None = None):
        """`slots` holds a pattern for each name that stands in braces; a name may stand twice."""
        self.zh, self.en, self.slots = zh, en, dict(slots or {})

    def of(self, language: Language) -> tuple[str, ...]:
        """The sentences of one language."""
        return self.zh if language == "zh" else self.en

    def usual(self, text: str) -> str | None:
        """The problem in the usual words, if it is put in one of these sentences.

        >>> roots = Phrasings(zh=("计算 {r} 的平方根？", "{r} 的平方根是多少？"), slots={"r": NUMBER})
        >>> roots.usual("6.25 的平方根是多少？"), roots.usual("6.25 的平方是多少？")
        ('计算 6.25 的平方根？', None)
        """
        for usual, whole, sentences in self._readers:
            if whole.match(text) is None:
                continue
            for sentence in sentences:
                match = sentence.match(text)
                operands = _operands(match) if match else None
                if operands is not None:
                    return usual.format(**operands)
        return None

    @cached_property
    def patterns(self) -> list[str]:
        """One pattern without named groups for all sentences of a language, which Polars can run."""
        return [self._whole(language) for language in _LANGUAGES if self.of(language)]

    def _whole(self, language: Language) -> str:
        return "^(?:" + "|".join(self._pattern(sentence, named=False) for sentence in self.of(language)) + ")$"

    @cached_property
    def _readers(self) -> "list[tuple[str, re.Pattern[str], list[re.Pattern[str]]]]":
        return [
            (
                found[0],
                re.compile(self._whole(language)),
                [re.compile(self._pattern(one, named=True)) for one in found],
            )
            for language in _LANGUAGES
            if (found := self.of(language))
        ]

    def _pattern(self, sentence: str, *, named: bool) -> str:
        pieces = _SLOT.split(_LAST_MARK.sub("", sentence))
        seen: dict[str, int] = {}
        for at in range(1, len(pieces), 2):
            name = pieces[at]
            seen[name] = seen.get(name, 0) + 1
            pieces[at] = f"(?P<{name}{seen[name]}>{self.slots[name]})" if named else f"(?:{self.slots[name]})"
        pieces[::2] = [re.escape(piece) for piece in pieces[::2]]
        return "".join(pieces) + END


def _operands(match: "re.Match[str]") -> dict[str, str] | None:
    """What stands in each slot; None where a slot that stands twice holds two things."""
    operands: dict[str, str] = {}
    for name, text in match.groupdict().items():
        if operands.setdefault(name[:-1], text) != text:
            return None
    return operands


NONE = Phrasings()
