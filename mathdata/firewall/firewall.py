"""Whether a text still says the same mathematics after somebody has changed its words."""

import re
from collections import Counter
from collections.abc import Collection
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families import Answer, Recognised, recognise
from mathdata.families.contract import Formula
from mathdata.firewall.spans import KINDS, Kind, Span, names_in, protected_spans

_ASKS = re.compile(
    r"[?？]|[求算解证]|多少|几|什么|哪|谁|何|吗|填空|\b(?:how|what|which|who|whom|whose|when|where|why|find|compute|"
    r"calculate|determine|solve|evaluate|simplify|prove|show|give|state|express|factor|expand|differentiate|"
    r"integrate|work out|figure out)\b",
    re.IGNORECASE,
)
_SHOWN_SPANS = 12


class Difference(NamedTuple):
    """What a changed text says otherwise."""

    kind: str
    """A kind of span (`number`, `term` …), `order`, `question`, `answer`, or `empty`."""
    before: str
    after: str

    def __str__(self) -> str:
        """The difference as a sentence.

        >>> print(check("3 + 5 = ?", "5 + 3 = ?"))
        number: '3, 5' became '5, 3'
        """
        return f"{self.kind}: {self.before!r} became {self.after!r}"


class Firewall:
    """The mathematics of a text, held against texts that are to say the same."""

    def __init__(self, text: str, *, kinds: Collection[Kind] = KINDS, legible: bool = False) -> None:
        """Look at `text`; only spans of `kinds` are compared.

        Args:
            text: the text before any change.
            kinds: what has to stay; a paraphrase in another language may leave out `target` and `term`.
            legible: whether a problem that a family reads must be read by it afterwards too.
        """
        self.text = text
        self.spans = protected_spans(text)
        self._kinds = [kind for kind in KINDS if kind in kinds]
        self._legible = legible
        self._asks = _ASKS.search(text) is not None

    @cached_property
    def _said(self) -> dict[Kind, list[str]]:
        return self._by_kind(self.spans)

    @cached_property
    def _read(self) -> Recognised | None:
        return recognise(self.text)

    @cached_property
    def _answer(self) -> Answer | None:
        return None if self._read is None else _solved(self._read)

    def difference(self, after: str) -> Difference | None:
        """The first thing that `after` says otherwise; None if it says the same."""
        if not after.strip():
            return Difference("empty", self.text[:80], after)
        return self._spans_differ(after) or self._question_differs(after) or self._answer_differs(after)

    def _spans_differ(self, after: str) -> Difference | None:
        spans = protected_spans(after)
        found = self._by_kind(spans)
        # A name that opens a sentence in one text may be inside of one in the other.
        names = frozenset([*self._said.get("name", ()), *found.get("name", ())])
        before_names, after_names = names_in(self.text, names), names_in(after, names)
        for kind, old in self._said.items():
            new = found[kind]
            if kind == "name":
                old, new = [span.value for span in before_names], [span.value for span in after_names]
            if old != new and (kind != "target" or Counter(old) != Counter(new)):
                return Difference(kind, *_shown(old, new))
        old, new = self._in_order([*self.spans, *before_names]), self._in_order([*spans, *after_names])
        return None if old == new else Difference("order", *_shown(old, new))

    def _by_kind(self, spans: list[Span]) -> dict[Kind, list[str]]:
        """The values of each kind that is compared, in their order."""
        found: dict[Kind, list[str]] = {kind: [] for kind in self._kinds}
        for span in spans:
            if span.kind in found:
                found[span.kind].append(span.value)
        return found

    def _in_order(self, spans: list[Span]) -> list[str]:
        """The values of all kinds together, but for what is asked for: that may stand first or last."""
        placed = {span.start: span.value for span in spans if span.kind in self._said and span.kind != "target"}
        return [placed[start] for start in sorted(placed)]

    def _question_differs(self, after: str) -> Difference | None:
        asks = _ASKS.search(after) is not None
        if asks == self._asks:
            return None
        return Difference("question", *(("asked", "not asked") if self._asks else ("not asked", "asked")))

    def _answer_differs(self, after: str) -> Difference | None:
        if self._read is None:
            return None
        read = recognise(after)
        if read is None:
            return Difference("answer", self._told, "no family reads it") if self._legible else None
        if read.family is self._read.family and read.given == self._read.given:
            return None  # the same problem: what is not solved costs nothing
        new = _solved(read)
        if self._answer is None or new is None or _same(self._answer, new):
            return None
        return Difference("answer", self._told, new.text)

    @property
    def _told(self) -> str:
        return "none" if self._answer is None else self._answer.text


def check(before: str, after: str, *, kinds: Collection[Kind] = KINDS, legible: bool = False) -> Difference | None:
    """What `after` says otherwise than `before`; None if the mathematics is the same.

    The numbers, operators, units, variables, formulas, code, options, terms and names must be the same in the same
    order, the quantities asked for the same in any, and where a family reads both, the answer it computes. See
    `Firewall` for the options, and to hold many texts against one.

    >>> check("Solve 3x + 5 = -7 for x.", "solve x for x")
    Difference(kind='number', before='3, 5, -7', after='')
    >>> check("计算 3 + 5 等于多少？", "请算出 3 + 5 是多少？")
    """
    return Firewall(before, kinds=kinds, legible=legible).difference(after)


def _shown(old: list[str], new: list[str]) -> tuple[str, str]:
    """The values around the first that differs."""
    same = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    first = max(0, same - _SHOWN_SPANS // 2)
    return ", ".join(old[first : first + _SHOWN_SPANS]), ", ".join(new[first : first + _SHOWN_SPANS])


def _solved(read: Recognised) -> Answer | None:
    """The answer of a problem that a family reads; None where there is none, or none within the limits."""
    try:
        answer: Answer = read.family.solve(read.given)
    except CannotSolve:
        return None
    return answer


def _same(old: Answer, new: Answer) -> bool:
    """Whether two answers are one value with one unit; formulas are compared as they are printed."""
    if isinstance(old.value, Formula) or isinstance(new.value, Formula):
        return old.text == new.text
    return old.typed_unit == new.typed_unit and Fraction(old.exact_value) == Fraction(new.exact_value)
