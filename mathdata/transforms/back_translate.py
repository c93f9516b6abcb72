"""Say problems in other words by translating them to another language and back."""

from collections.abc import Sequence
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self

import polars as pl
from pydantic import BeforeValidator, Field, model_validator

from mathdata.errors import OptionError
from mathdata.families.language import language_of
from mathdata.firewall import Firewall, spoken
from mathdata.step import RowStep
from mathdata.transforms.calls import found
from mathdata.transforms.columns import listed
from mathdata.transforms.offspring import Child, refused, with_children
from mathdata.translation import ChatServer, ChatTranslator, Masked, Translation, Translator, masked

UNTRANSLATED = "back_translate_untranslated"
"""The reason of a child for which there is no translation."""


class Trip(NamedTuple):
    """One text on its way to a language and back."""

    row: int
    text: str
    mask: Masked
    language: str
    via: str


class BackTranslate(RowStep):
    """Add to each text its translation to another language and back, as a row of its own behind it.

    Numbers, units, signs, formulas, variables, code, options and names travel as placeholders and come back as they
    were; then each child is held against its parent by `mathdata.firewall`. One that says something else is marked
    `back_translate_changed_…`, one that could not be translated `back_translate_untranslated`, both with the reason in
    `extra`; the parent always stays. Copies of the parent or of a sister are left out and counted.
    """

    kind: ClassVar[str] = "back_translate"

    server: ChatServer | None = None
    """The server that translates; its fields stand in `mathdata.translation.ChatServer`."""
    translator: str | None = None
    """A translator of yours instead, as `package.module:name`: an object with the method `translate`."""
    via: Annotated[list[str], BeforeValidator(listed)] = Field(default=[])
    """Languages to go through, a child for each; empty: English for Chinese texts, Chinese for all others."""
    on: Literal["problem", "solution"] = "problem"
    """The column that is said in other words."""
    legible: bool = False
    """Whether a problem that a family reads must be read by it afterwards too."""

    @model_validator(mode="after")
    def _one_translator(self) -> Self:
        if (self.server is None) == (self.translator is None):
            raise ValueError("found both or neither of server and translator, wanted one of them")
        return self

    def seeded(self, seed: int) -> Self:
        """A step for one run: the time limits of the server are those of a run."""
        return type(self)(**{name: getattr(self, name) for name in type(self).model_fields})

    @cached_property
    def _translator(self) -> Translator:
        if self.server is not None:
            return ChatTranslator(self.server)
        value = found(self.translator or "")
        if not callable(getattr(value, "translate", None)):
            raise OptionError(f"found {type(value).__name__} at {self.translator!r}, wanted an object with `translate`")
        translator: Translator = value
        return translator

    def counted(self, records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
        """The records with their children, and how many came back, came back the same, or were refused."""
        trips = [
            trip
            for row, text in enumerate(records[self.on])
            if text and text.strip()
            for trip in self._trips(row, text)
        ]
        backs = self._there_and_back(trips)
        made: list[list[Child]] = [[] for _ in range(records.height)]
        said = [{spoken(text or "")} for text in records[self.on]]
        counts = {"back": 0, "same": 0, "refused": 0, "untranslated": 0}
        for trip, back in zip(trips, backs, strict=True):
            child = self._child(trip, back, said[trip.row])
            counts[_outcome(child)] += 1
            if child is not None:
                made[trip.row].append(child)
        after = with_children(records, self.kind, made, on=self.on, seed=0)
        return after, {name: count for name, count in counts.items() if count}

    def _trips(self, row: int, text: str) -> list[Trip]:
        language = language_of(text)
        languages = self.via or ["en" if language == "zh" else "zh"]
        return [Trip(row, text, masked(text), language, via) for via in dict.fromkeys(languages) if via != language]

    def _there_and_back(self, trips: Sequence[Trip]) -> list[Translation]:
        """The texts that came back, still masked; the way back is for those that arrived whole."""
        there = self._checked(trips, self._translated([(t.mask.text, t.language, t.via) for t in trips]))
        arrived = [number for number, one in enumerate(there) if one.failure is None]
        asked = [(there[number].text, trips[number].via, trips[number].language) for number in arrived]
        back = self._checked([trips[number] for number in arrived], self._translated(asked))
        found = dict(zip(arrived, back, strict=True))
        return [found.get(number, one) for number, one in enumerate(there)]

    def _translated(self, asked: Sequence[tuple[str, str, str]]) -> list[Translation]:
        """Translations of texts, each with the language it is in and the one that is wanted."""
        answers: dict[tuple[str, str, str], Translation] = {}
        for way in dict.fromkeys((source, target) for _, source, target in asked):
            texts = list(dict.fromkeys(text for text, *other in asked if tuple(other) == way))
            got = self._translator.translate(texts, source=way[0], target=way[1])
            answers |= {(text, *way): one for text, one in zip(texts, got, strict=True)}
        return [answers[one] for one in asked]

    @staticmethod
    def _checked(trips: Sequence[Trip], got: Sequence[Translation]) -> list[Translation]:
        """Translations whose placeholders are all there; the others with what is wrong."""
        faults = [one.failure or trip.mask.fault(one.text) for trip, one in zip(trips, got, strict=True)]
        return [Translation(one.text, fault) for one, fault in zip(got, faults, strict=True)]

    def _child(self, trip: Trip, back: Translation, said: set[str]) -> Child | None:
        """The row that is made of a trip; none for what was said already."""
        told: dict[str, Any] = {"via": trip.via}
        if back.failure is not None:
            return Child(back.text, [told | {"failure": back.failure}], UNTRANSLATED, name=f"{trip.via} failed")
        text = trip.mask.unmasked(back.text)
        if spoken(text) in said:
            return None
        said.add(spoken(text))
        difference = Firewall(trip.text, legible=self.legible).difference(text)
        return Child(text, [told], refused(self.kind, difference), difference)


def _outcome(child: Child | None) -> str:
    if child is None:
        return "same"
    if child.refusal is None:
        return "back"
    return "untranslated" if child.refusal == UNTRANSLATED else "refused"
