"""What a problem family is: how it reads, what is asked, the exact answer, and how the steps are told.

```text
problem ──parse──> parameters ──solve──> answer
                        │                  │
                        └──chain, steps, lesson──> the solution in a style and a language
sample(rng) ──> a new problem with its answer, read back by the same family
```

A family is one file and one class, listed under the entry points `mathdata.families`.
"""

import re
from abc import abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import ClassVar, Generic, NamedTuple, TypeVar

import polars as pl

from mathdata.errors import CannotSolve, OptionError, PluginError
from mathdata.families import phrasing
from mathdata.families.enumeration import Odometer
from mathdata.families.language import WORDS, Bilingual, Language, Words
from mathdata.families.phrasing import Phrasings
from mathdata.model import Model
from mathdata.numbers import MAX_DIGITS, Exact, Precision, Ratio, Unit, half_width, unit_named

MAX_PROBLEM_CHARS = 2000
"""Longer problems are refused before any pattern sees them; the longest of these kinds has a few hundred."""

MAX_DIFFICULTY = 10

Parameters = TypeVar("Parameters")


class Formula(NamedTuple):
    """A value that is no number, such as `x^2/2 + C` or a matrix: as plain text and in LaTeX."""

    text: str
    latex: str
    sayings: Bilingual[str] | None = None
    """The text in both languages, where it is words, such as `converges`."""


class Answer(NamedTuple):
    """The answer of a problem: its value, its digits, and the unit that belongs to it."""

    value: Exact | Ratio | Formula
    """Exact; for an irrational root, right to more digits than are shown."""
    digits: str
    """The value as it is printed, without its unit."""
    is_exact: bool
    """Whether the digits are all of the value."""
    unit: str = ""
    """As it is printed behind the digits: `%`, `平方厘米`, `square centimeters`; empty for a bare number."""

    @classmethod
    def shown(cls, text: str, *, is_exact: bool) -> "Answer":
        """An answer of which only the text is known; it can be told, but not be calculated with.

        >>> Answer.shown("12 grams", is_exact=True)[1:]
        ('12', True, 'grams')
        """
        if text[-1] == "%":
            digits, unit = text[:-1], "%"
        else:
            digits, _, unit = text.partition(" ")
        return cls(Formula(digits, digits), digits, is_exact, unit)

    @property
    def text(self) -> str:
        """The digits with their unit."""
        unit = self.unit
        if not unit:
            return self.digits
        return f"{self.digits}%" if unit == "%" else f"{self.digits} {unit}"

    @property
    def relation(self) -> str:
        """The sign that may stand before the digits: `=` if they are exact, else `≈`."""
        return "=" if self.is_exact else "≈"

    def in_language(self, language: Language) -> "Answer":
        """The same answer with its words and its unit in the language of the solution."""
        if isinstance(self.value, Formula) and self.value.sayings is not None:
            said = self.value.sayings.of(language)
            return self._replace(value=self.value._replace(text=said, latex=f"\\text{{{said}}}"), digits=said)
        if self.unit == "%" or self.unit.isascii() == (language == "en"):
            return self
        unit = self.typed_unit
        if unit is None:
            return self
        return self._replace(unit=unit.name(language))

    @property
    def exact_value(self) -> Exact:
        """The value with a quotient reduced.

        Raises:
            CannotSolve: if the answer is a formula and no number.
        """
        if isinstance(self.value, Formula):
            raise CannotSolve(f"answer: found the formula {self.digits!r}, wanted a number")
        return self.value.reduced() if isinstance(self.value, Ratio) else self.value

    @property
    def typed_unit(self) -> Unit | None:
        """The unit as a value, the same in both languages."""
        return unit_named(self.unit) if self.unit else None


class Manner(NamedTuple):
    """How a solution is told: in which language, how finely, and to how many digits."""

    language: Language
    precision: Precision
    by_digit: bool = True

    @property
    def words(self) -> Words:
        """The shared words of the language."""
        return WORDS.of(self.language)


class Lesson(NamedTuple):
    """What a teacher says around the calculation."""

    definition: str
    formula: str
    conclusion: str

    def around(self, chain: str, language: Language) -> str:
        """The calculation in style `explain`: between what is known and what is asked."""
        definition, formula, substitution = _HEADINGS.of(language)
        return (
            f"{definition}{self.definition}\n{formula}{self.formula}\n{substitution}{chain}\n{self.therefore(language)}"
        )

    def therefore(self, language: Language) -> str:
        """The sentence that closes a solution."""
        return f"所以，{self.conclusion}" if language == "zh" else f"Therefore, {self.conclusion}"


_HEADINGS = Bilingual(zh=("定义：", "公式：", "代入："), en=("Definition: ", "Formula: ", "Substitution: "))


class Problem(NamedTuple):
    """A new problem with its answer, as `Family.sample` draws it."""

    problem: str
    answer: str
    category: str
    language: Language
    difficulty: int


class Family(Model, Generic[Parameters]):
    """A kind of problem: reads it, solves it exactly, tells the steps, draws new ones."""

    kind: ClassVar[str]
    """The category name."""

    markers: ClassVar[Bilingual[tuple[str, ...]]]
    """Literals, one of which stands in every problem of this kind; English ones in lower case."""

    patterns: ClassVar[Bilingual[str]]
    """One pattern a language for the whole problem. No look-around and no back-references, so that Polars
    can run it over a column; the operands are named groups."""

    quick: ClassVar["re.Pattern[str] | None"] = None
    """A narrower pattern for the one wording that fills whole corpora, tried first because it costs a
    third; what it reads, the general pattern reads alike, and no other family reads."""

    wordings: ClassVar[Bilingual[tuple[str, ...]]]
    """How new problems are put; the first is the most usual one."""

    phrasings: ClassVar[Phrasings] = phrasing.NONE
    """Other ways to put a given problem; `said` fills their slots, and `parse` reads them."""

    precision: ClassVar[Precision] = Precision.of("sig:28")
    """The digits of a result where the user asked for none."""

    gold_slack: ClassVar[Decimal] = Decimal("0.5")
    """How far a right gold answer may be off, in units of its last printed place. Half a unit is rounding; a
    family whose gold answers are usually computed by several rounded operations says more."""

    topic: ClassVar[str] = ""
    """The topic of the taxonomy that the family belongs to; its own name where it is one."""

    difficulties: ClassVar[tuple[int, int]] = (1, MAX_DIFFICULTY)
    """The least and the greatest difficulty that makes a difference."""

    indexed: ClassVar[bool] = False
    """Whether `draw` asks `rng.randint` and `rng.choice` the same numbers of choices every time, and other
    choices make another problem. Problems can then be counted, and the n-th is made without those before it."""

    states_formula: ClassVar[bool] = False
    """Whether `steps` opens with the formula in words and closes with a sentence."""

    keeps_names: ClassVar[bool] = False
    """Whether a number may be named, `m = 3`, and the answer is then its name."""

    def parse(self, problem: str) -> Parameters | None:
        """The typed parameters of a problem, or None if it is not of this kind or beyond the limits."""
        if len(problem) > MAX_PROBLEM_CHARS:
            return None
        if self.quick is not None:
            match = self.quick.match(problem)
            if match is not None:
                return self.read_quick(match)
        # One space for any run: neighbouring optional spaces would make a backtracking matcher polynomial.
        text = " ".join(problem.split())
        match = self._match(text)
        if match is None:
            usual = self.phrasings.usual(text)
            match = None if usual is None else self._match(usual)
        return None if match is None else self.read(match)

    def _match(self, text: str) -> "re.Match[str] | None":
        patterns = (self.patterns.en,) if text.isascii() else self.patterns
        return next((match for pattern in patterns if (match := compiled(pattern).match(text)) is not None), None)

    def said(self, given: Parameters, language: Language) -> Mapping[str, str] | None:
        """What stands in the slots of `phrasings`; None if this problem cannot be put so in that language."""
        return None

    def restated(self, problem: str, given: Parameters, language: Language, rng: Random) -> list[str]:
        """The problem in other sentences of a language, which may be few or none; the reader proves each."""
        said = self.said(given, language)
        return [] if said is None else [sentence.format(**said) for sentence in self.phrasings.of(language)]

    @abstractmethod
    def read(self, match: "re.Match[str]") -> Parameters | None:
        """The parameters that a match of the pattern names, or None if they make no problem."""

    def read_quick(self, match: "re.Match[str]") -> Parameters | None:
        """The parameters that a match of `quick` names; as in general, if its groups have the same names."""
        return self.read(match)

    @abstractmethod
    def solve(self, given: Parameters, precision: Precision | None = None) -> Answer:
        """The exact answer, shown at a precision.

        Raises:
            CannotSolve: if there is no answer (a division by zero) or it is beyond the limits.
        """

    @abstractmethod
    def chain(self, given: Parameters, answer: Answer, manner: Manner) -> str:
        """The calculation as one line in which every relation is true."""

    @abstractmethod
    def steps(self, given: Parameters, answer: Answer, manner: Manner) -> list[str]:
        """The lines that lead to the chain; may be empty where the chain is one look-up."""

    def closing(self, given: Parameters, answer: Answer, manner: Manner) -> str:
        """The line that ends the steps: the chain, unless its beginning was said before."""
        return self.chain(given, answer, manner)

    def check(self, given: Parameters, answer: Answer, manner: Manner) -> list[str]:
        """Lines after the closing that test the answer, such as a substitution; none by default."""
        return []

    @abstractmethod
    def lesson(self, given: Parameters, answer: Answer, language: Language) -> Lesson:
        """Definition, formula in words, and the sentence that answers the question."""

    def in_columns(self, problems: pl.Series, language: Language | None) -> pl.DataFrame | None:
        """Chains and answers of many problems at once: `row`, `solution`, `answer`, `is_exact`; none by default.

        Worth writing for a wording that fills whole corpora, and of no other family. What is said here must be
        what `chain` and `solve` say at the family's own precision; `row` counts the problems from 0, and those
        that are left out are done one by one. A `language` of None is that of the problem.
        """
        return None

    def steps_in_columns(self, told: pl.DataFrame, manner: Manner) -> pl.Series | None:
        """The whole working in style `steps` of problems as `in_columns` told them; none by default.

        It is word for word what `steps`, `closing` and `check` say together; null where a row is left to them.
        """
        return None

    def lessons_in_columns(self, told: pl.DataFrame, language: Language) -> pl.Series | None:
        """The whole in style `explain` of problems as `in_columns` told them, word for word; none by default."""
        return None

    @abstractmethod
    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """The text of a new problem, from the generator alone; where possible its answer is drawn first.

        What `rng.random()` decides, such as the wording, does not make it another problem.
        """

    def space(self, *, difficulty: int, language: Language) -> int | None:
        """How many different problems there are of a difficulty; None where they cannot be counted."""
        if not self.indexed:
            return None
        odometer = Odometer(0)
        self.draw(odometer, difficulty=difficulty, language=language)
        return odometer.size

    def sample(self, rng: Random, *, difficulty: int = 3, language: Language = "zh") -> Problem:
        """A new problem with the answer that this family reads out of its text.

        Args:
            rng: the only source of chance; the same state gives the same problem.
            difficulty: 1 to 10; what it counts stands in the family's documentation.
            language: in which the problem is put.

        Raises:
            OptionError: if the difficulty is out of range.
        """
        if not 1 <= difficulty <= MAX_DIFFICULTY:
            raise OptionError(f"{self.kind}: found difficulty {difficulty}, wanted 1 to {MAX_DIFFICULTY}")
        problem = self.draw(rng, difficulty=difficulty, language=language)
        given = self.parse(problem)
        if given is None:
            raise PluginError(f"{self.kind}: cannot read its own problem {problem!r}")
        return Problem(problem, self.solve(given).in_language(language).text, self.kind, language, difficulty)


_COMPILED: dict[str, "re.Pattern[str]"] = {}


def compiled(pattern: str) -> "re.Pattern[str]":
    """A pattern compiled once; the cache of `re` itself forgets."""
    found = _COMPILED.get(pattern)
    if found is None:
        found = _COMPILED[pattern] = re.compile(pattern)
    return found


def decimal(text: str) -> Decimal | None:
    """The decimal of a captured operand, or None if it has more digits than are worked with.

    >>> decimal("－１２．５０"), decimal("+3")
    (Decimal('-12.50'), Decimal('3'))
    """
    if len(text) > MAX_DIGITS:
        return None
    value = Decimal(text if text.isascii() else half_width(text))
    return value or value.copy_abs()


def unit_in(spelling: str, language: Language) -> str | None:
    """A unit as it is written in a language; symbols are the same in both. None if it has no name there.

    >>> unit_in("克", "en"), unit_in("centimeters", "zh"), unit_in("kg", "zh")
    ('grams', '厘米', 'kg')
    """
    is_symbol = spelling.isascii() and (len(spelling) < 3 or not spelling.replace(" ", "").isalpha())
    if is_symbol or spelling.isascii() == (language == "en"):
        return spelling
    unit = unit_named(spelling)
    return None if unit is None or unit.name(language).isascii() != (language == "en") else unit.name(language)


def unit_behind(answer: Answer, language: Language) -> str:
    """The unit in brackets, as it stands behind the digits of a calculation."""
    return in_brackets(answer.unit, language)


def in_brackets(unit: str, language: Language) -> str:
    """A unit in the brackets of a language.

    >>> in_brackets("克", "zh"), in_brackets("grams", "en")
    ('（克）', ' (grams)')
    """
    return f"（{unit}）" if language == "zh" else f" ({unit})"
