"""What all symbolic families share: the working comes from the other process, the words from the family."""

import re
from abc import abstractmethod
from collections.abc import Hashable, Mapping
from random import Random
from typing import ClassVar, TypeAlias, TypeVar

from mathdata.families.contract import MAX_PROBLEM_CHARS, Answer, Family, Formula, Manner, compiled
from mathdata.families.language import Bilingual, Language
from mathdata.families.notation import Unreadable
from mathdata.families.symbolic.process import solved
from mathdata.families.symbolic.working import Line, Working
from mathdata.numbers import Precision

Given = TypeVar("Given", bound=Hashable)
Phrases: TypeAlias = Bilingual[Mapping[str, str]]


class SymbolicFamily(Family[Given]):
    """A family whose answers are formulas, exact as they stand; a precision changes nothing."""

    solver: ClassVar[str]
    """`module:function` that makes the working of what `read` returns."""

    phrases: ClassVar[Phrases]
    """What is said for each rule; `{}` is the place of the formula, else it follows."""

    ways: ClassVar[Bilingual[tuple[str, ...]]]
    """Patterns of the wordings, tried in order until one can be read; `patterns` is all of them in one."""

    def parse(self, problem: str) -> Given | None:
        """The parameters that the first fitting wording names."""
        reading = self._reading(problem)
        return None if reading is None else reading[1]

    def restated(self, problem: str, given: Given, language: Language, rng: Random) -> list[str]:
        """The formulas as they stand in the problem, in the wordings of either language that take them one by one."""
        reading = self._reading(problem)
        pieces = [] if reading is None else self.pieces(*reading)
        return [
            wording.format(*pieces[start : start + places])
            for wording in self.wordings.of(language)
            if (places := wording.count("{}")) and "{" not in wording.replace("{}", "")
            for start in range(len(pieces) - places + 1)
        ]

    def pieces(self, match: "re.Match[str]", given: Given) -> list[str]:
        """What stands in the places of `wordings` for a problem that was read."""
        return [piece.strip("$ ：:") for piece in match.groups() if piece]

    def _reading(self, problem: str) -> tuple["re.Match[str]", Given] | None:
        if len(problem) > MAX_PROBLEM_CHARS:
            return None
        text = " ".join(problem.split())
        for way in self.ways.en if problem.isascii() else self.ways.zh + self.ways.en:
            match = compiled(way).match(text)
            given = None if match is None else self.read(match)
            if match is not None and given is not None:
                return match, given
        return None

    def solve(self, given: Given, precision: Precision | None = None) -> Answer:
        """The answer as a formula, or as a number where it is rational."""
        working = solved(self.solver, given)
        if working.value is not None:
            return Answer(working.value, working.answer, is_exact=True)
        return Answer(Formula(working.answer, working.latex), working.answer, is_exact=True)

    def chain(self, given: Given, answer: Answer, manner: Manner) -> str:
        """The solution in one line."""
        return solved(self.solver, given).chain

    def steps(self, given: Given, answer: Answer, manner: Manner) -> list[str]:
        """Rule by rule."""
        return [self.told(line, manner.language) for line in solved(self.solver, given).lines]

    def closing(self, given: Given, answer: Answer, manner: Manner) -> str:
        """The last step; where there is none, the solution in one line."""
        lines = self.steps(given, answer, manner)
        return lines[-1] if lines else self.chain(given, answer, manner)

    def check(self, given: Given, answer: Answer, manner: Manner) -> list[str]:
        """The answer tested on another road."""
        head = f"{manner.words.check}{manner.words.colon}"
        return [head + self.told(line, manner.language) for line in solved(self.solver, given).checks]

    def told(self, line: Line, language: Language) -> str:
        """A line with the words for its rule."""
        phrase = self.phrases.of(language).get(line.rule, "{}").replace("{note}", line.note)
        return phrase.replace("{}", line.text) if "{}" in phrase else f"{phrase}{line.text}"

    def working(self, given: Given) -> Working:
        """The whole working, for what a sentence needs to know of it."""
        return solved(self.solver, given)

    def read(self, match: "re.Match[str]") -> Given | None:
        """The parameters, or None if the formula cannot be read, or not in one way only."""
        try:
            return self.read_formulas(match)
        except Unreadable:
            return None

    @abstractmethod
    def read_formulas(self, match: "re.Match[str]") -> Given | None:
        """The parameters that a match names; a formula that cannot be read raises `Unreadable`."""
