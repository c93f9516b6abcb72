"""Families that are lists of sentences: each form of problem with its wordings, its words of explanation, and a key.

```text
Form("area", zh=(wording, …), en=(wording, …), definition=…, formula=…, conclusion=…)
     └─ read: found slots ─given─> parameters          └─ draw: choose ─> (form, slots) ─write─> text
```

What is left to a family is mathematics: parameters from slots, the answer, the lines of the working.
"""

import re
from abc import abstractmethod
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any, ClassVar, NamedTuple, TypeVar

from mathdata.families.contract import MAX_PROBLEM_CHARS, Answer, Family, Lesson, Manner, compiled
from mathdata.families.language import Bilingual, Language, language_of
from mathdata.families.wording import pattern_of, unnamed, write

Parameters = TypeVar("Parameters")
Found = Mapping[str, str]

_NOTHING = "\0"
_PLACE = re.compile(r"\{([a-z_]+)\}")
_COUNTED = re.compile(r"\{([01]),\d{2,3}\}")
_RESTATED = 24
"""How often each wording is written with its choices drawn anew when a problem is put in other words."""


class Form(NamedTuple):
    """One question in several wordings, the most usual one first; one that begins with `~` is only read."""

    key: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    definition: Bilingual[str]
    formula: Bilingual[str]
    conclusion: Bilingual[str]
    """The sentence that answers, with `{}` for the answer."""
    expression: str = ""
    """What is to be worked out, with the places of the wordings; see `mathdata.families.calculated`."""
    power: int = 0
    """The power of the unit of length in which the answer of a figure is measured."""

    def wordings(self, language: Language) -> tuple[str, ...]:
        """Those of one language."""
        return self.zh if language == "zh" else self.en


class Posed(NamedTuple):
    """What was drawn: the form's key, and what stands in its places."""

    form: str
    slots: Mapping[str, object]


class WordedFamily(Family[Parameters]):
    """A family read and written by the wordings of its forms."""

    forms: ClassVar[tuple[Form, ...]]

    slots: ClassVar[Mapping[str, str]] = {}
    """Patterns of places that are not unsigned numbers."""

    indexed: ClassVar[bool] = True

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if "forms" not in vars(cls):
            return
        cls.wordings = Bilingual(*(_all(cls.forms, language) for language in ("zh", "en")))
        cls.patterns = _Patterns()  # type: ignore[assignment]

    @classmethod
    @cache
    def _readers(cls) -> tuple[tuple[str, str, str], ...]:
        """Form, language and pattern."""
        slots = tuple(cls.slots.items())
        return tuple(
            (form.key, language, pattern_of(wording, slots))
            for form in cls.forms
            for language in ("zh", "en")
            for wording in form.wordings(language)
        )

    @classmethod
    @cache
    def _any_of(cls, language: Language) -> str:
        """One pattern for all wordings of a language: most texts that are tried are none of them."""
        patterns = [pattern for _, read_in, pattern in cls._readers() if read_in == language]
        return "|".join(f"(?i:{unnamed(one)})" if one.startswith("(?i)") else unnamed(one) for one in patterns)

    def parse(self, problem: str) -> Parameters | None:
        """The parameters, if the whole problem fits a wording."""
        if len(problem) > MAX_PROBLEM_CHARS:
            return None
        text = " ".join(problem.split())
        language = language_of(problem)
        if compiled(self._any_of(language)).match(text) is None:
            return None
        for key, read_in, pattern in self._readers():
            if read_in != language:
                continue
            match = compiled(pattern).match(text)
            given = self.given(key, match.groupdict()) if match is not None else None
            if given is not None:
                return given
        return None

    def restated(self, problem: str, given: Parameters, language: Language, rng: Random) -> list[str]:
        """In the language of the problem: the wordings of its form that have the same places, each choice drawn."""
        found = self._found(problem) if language_of(problem) == language else None
        if found is None:
            return []
        key, places = found
        wordings = [text for text in self._form(key).wordings(language) if not text.startswith("~")]
        texts = [write(one, _missing(one) | places, rng) for _ in range(_RESTATED) for one in wordings]
        return [text for text in texts if _NOTHING not in text]

    def _found(self, problem: str) -> tuple[str, dict[str, str]] | None:
        """The form that reads a problem, and what stands in its places."""
        text = " ".join(problem.split())
        for key, read_in, pattern in self._readers():
            match = compiled(pattern).match(text) if read_in == language_of(problem) else None
            if match is not None and self.given(key, match.groupdict()) is not None:
                return key, {name: said for name, said in match.groupdict().items() if said is not None}
        return None

    def read(self, match: "re.Match[str]") -> Parameters | None:
        """Unused: the pattern of a language is the union of its wordings and names no places."""
        return self.parse(match.string)

    @abstractmethod
    def given(self, form: str, found: Found) -> Parameters | None:
        """The parameters that stand in the places of a wording, or None if they make no problem."""

    @abstractmethod
    def form_of(self, given: Parameters) -> str:
        """The key of the form that asks for these parameters."""

    @abstractmethod
    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """What a new problem says, by `rng.randint` and `rng.choice`; the same number of choices every time."""

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A posed problem in one of its wordings."""
        key, slots = self.pose(rng, difficulty=difficulty, language=language)
        wordings = [text for text in self._form(key).wordings(language) if not text.startswith("~")]
        return write(wordings[int(rng.random() * len(wordings))], slots, rng)

    def lesson(self, given: Parameters, answer: Answer, language: Language) -> Lesson:
        """What the form says, with the answer in its sentence."""
        form = self._form(self.form_of(given))
        definition, formula, conclusion = (
            text.of(language) for text in (form.definition, form.formula, form.conclusion)
        )
        return Lesson(definition, formula, conclusion.replace("{}", answer.text))

    def working(self, given: Parameters, answer: Answer, manner: Manner) -> list[str]:
        """The lines of the working; the last one ends in the answer."""
        return []

    def steps(self, given: Parameters, answer: Answer, manner: Manner) -> list[str]:
        """The working but for its last line."""
        return self.working(given, answer, manner)[:-1]

    def closing(self, given: Parameters, answer: Answer, manner: Manner) -> str:
        """The last line of the working; where there is none, the chain."""
        lines = self.working(given, answer, manner)
        return lines[-1] if lines else self.chain(given, answer, manner)

    def _form(self, key: str) -> Form:
        return next(form for form in self.forms if form.key == key)


class _Patterns:
    """The patterns of a family's wordings, made when they are first asked for: most runs ask few families."""

    def __get__(self, family: object, kind: type[WordedFamily[Any]]) -> Bilingual[str]:
        kind.patterns = Bilingual(*(_union(kind.forms, language, kind.slots) for language in ("zh", "en")))
        return kind.patterns


def _missing(wording: str) -> dict[str, str]:
    """A mark for every place of a wording, which a text shows where nothing is known to stand there."""
    return dict.fromkeys(_PLACE.findall(wording), _NOTHING)


def _all(forms: tuple[Form, ...], language: Language) -> tuple[str, ...]:
    return tuple(wording for form in forms for wording in form.wordings(language))


def _union(forms: tuple[Form, ...], language: Language, slots: Mapping[str, str]) -> str:
    """All wordings in one pattern for a column, which finds a little more: Polars would unroll what is counted."""
    slots = {
        name: _COUNTED.sub(lambda counted: "*" if counted[1] == "0" else "+", pattern)
        for name, pattern in slots.items()
    }
    patterns = [unnamed(pattern_of(wording, tuple(slots.items()))) for wording in _all(forms, language)]
    return ("(?i)" if language == "en" else "") + "|".join(patterns)
