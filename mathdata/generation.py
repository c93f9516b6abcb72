"""Problems made to order: drawn by number, solved, and told.

```text
row number ─stratum (family, language, difficulty)─> place in it ─draw─> problem ─solve, tell─> record
```

A run is a sequence of draws, each made from the seed and its number alone. Draws that repeat an earlier one,
or stand in a file that is to be avoided, are left out; the rows that remain are numbered. Where a family can
count its problems (`Family.indexed`) no draw repeats, and row 7,000 is made at once; elsewhere the draws before
it are made again, unsolved, to see which of them count.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from hashlib import blake2b
from random import Random
from typing import Annotated, Any, Literal, NamedTuple

import orjson
import polars as pl
from pydantic import BeforeValidator, Field, field_validator

from mathdata.drawing import stream
from mathdata.errors import CannotSolve, InputError, OptionError, PluginError
from mathdata.families import Family, Recognised, WorkOptions, families, family, recognise
from mathdata.families.contract import MAX_DIFFICULTY
from mathdata.families.enumeration import Odometer, scattered
from mathdata.families.language import Language
from mathdata.families.solve import Solver
from mathdata.model import Model
from mathdata.schema import COLUMNS
from mathdata.sources import Source, open_source

SOURCE = "generated"
EXTRAPOLATED = 3
"""How many difficulties beyond the greatest one asked for the split `extrapolate` has."""

_CHUNK = 2_000
_PATIENCE = 2_000
_HELD_OUT = {"interpolate": 0, "extrapolate": 1}
_BUCKETS = 10

Split = Literal["train", "interpolate", "extrapolate"]


def _range(value: Any) -> Any:
    """`3` and `2-5` as the first and the last difficulty."""
    text = str(value) if isinstance(value, int | str) else ""
    match = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", text)
    return (int(match[1]), int(match[2] or match[1])) if match else value


class Generation(Model):
    """What is to be made; the same options make the same rows, byte for byte."""

    families: tuple[str, ...] = ()
    """Kinds of problems, in turn; none: all that are installed."""
    n: int = Field(ge=0)
    """How many rows."""
    start: int = Field(default=0, ge=0)
    """Number of the first row: `start=7000, n=1` is row 7,000 of any longer run."""
    seed: int = 42
    """Seed of everything that is drawn."""
    language: Literal["zh", "en", "both"] = "both"
    """In which language problems are put and solved; `both` takes turns."""
    difficulty: Annotated[tuple[int, int], BeforeValidator(_range)] = (1, 5)
    """First and last difficulty, in turn; `3` or `2-5` for short. What it counts is said by each family."""
    split: Split | None = None
    """`train` and `interpolate` never share a problem, whatever their seeds; `extrapolate` goes on with the
    difficulties beyond the last one."""
    avoid: tuple[Source, ...] = ()
    """Files whose problems are not made again, in whatever words and notation they stand there."""
    work: WorkOptions = WorkOptions(style="steps")
    """How solutions are told."""

    @field_validator("difficulty")
    @classmethod
    def _ordered(cls, value: tuple[int, int]) -> tuple[int, int]:
        if not 1 <= value[0] <= value[1] <= MAX_DIFFICULTY:
            raise ValueError(f"found {value[0]}-{value[1]}, wanted a range within 1-{MAX_DIFFICULTY}")
        return value


class Stratum(NamedTuple):
    """Problems of one kind, one language and one difficulty."""

    family: Family[Any]
    language: Language
    difficulty: int

    def __str__(self) -> str:
        return f"{self.family.kind}, {self.language}, difficulty {self.difficulty}"


class _Drawn(NamedTuple):
    """A problem that was drawn and read back."""

    problem: str
    given: Any


def generated(options: Generation) -> Iterator[pl.DataFrame]:
    """The rows, some thousand at a time.

    Raises:
        OptionError: if a family is unknown, or has fewer problems than are asked for.
    """
    run = _Run(options)
    rows: list[tuple[Any, ...]] = []
    for number, stratum, drawn in run.rows():
        rows.append(run.record(number, stratum, drawn))
        if len(rows) == _CHUNK:
            yield _frame(rows)
            rows = []
    yield _frame(rows)


class _Run:
    def __init__(self, options: Generation) -> None:
        self.options = options
        self._solver = Solver(options.work)
        self._strata = _strata(options)
        self._seen: set[bytes] = set()

    @cached_property
    def _spaces(self) -> list[int | None]:
        return [s.family.space(difficulty=s.difficulty, language=s.language) for s in self._strata]

    @cached_property
    def _avoided(self) -> frozenset[bytes]:
        return frozenset(_keys(self.options.avoid)) if self.options.avoid else frozenset()

    def rows(self) -> Iterator[tuple[int, Stratum, _Drawn]]:
        """Number, stratum and problem of each row that is asked for."""
        first, last = self.options.start, self.options.start + self.options.n
        draw = number = first if self._never_repeats else 0
        idle = 0
        while number < last:
            place, which = divmod(draw, len(self._strata))
            stratum = self._strata[which]
            drawn = self._draw(which, place, found=number)
            if drawn is not None and self._counts(stratum, drawn):
                if number >= first:
                    yield number, stratum, drawn
                number, idle = number + 1, 0
            elif (idle := idle + 1) > _PATIENCE * len(self._strata):
                raise OptionError(
                    f"{stratum}: found {number} different problems and then {idle} that repeat them or are avoided; "
                    "ask for fewer rows, more difficulties, or more families"
                )
            draw += 1

    @cached_property
    def _never_repeats(self) -> bool:
        """Whether every draw counts: one kind of numbers, and nothing to keep apart."""
        counted = all(space is not None for space in self._spaces)
        return counted and not self.options.avoid and not self.options.split and _disjoint(self._strata)

    def _draw(self, which: int, place: int, *, found: int) -> _Drawn | None:
        """The draw of a place in a stratum; None where it has no answer."""
        stratum, space = self._strata[which], self._spaces[which]
        seed, name = self.options.seed, f"generate/{stratum}"
        rng: Random = stream(seed, name, str(place))
        if space is not None:
            if place >= space:
                raise OptionError(
                    f"{stratum}: found {space:,} different problems, wanted more for row {found:,} of this run; "
                    "ask for fewer rows, more difficulties, or more families"
                )
            rng = Odometer(scattered(place, space, f"{seed}/{name}"), luck=rng.getrandbits(64))
        problem = stratum.family.draw(rng, difficulty=stratum.difficulty, language=stratum.language)
        given = stratum.family.parse(problem)
        if given is None:
            raise PluginError(f"{stratum.family.kind}: cannot read its own problem {problem!r}")
        return _Drawn(problem, given) if space is not None or _has_answer(stratum.family, given) else None

    def _counts(self, stratum: Stratum, drawn: _Drawn) -> bool:
        """Whether a draw is new, in the split that is asked for, and not to be avoided."""
        if self._never_repeats:
            return True
        key = _key(stratum.family.kind, drawn.given)
        if key in self._avoided or self._is_elsewhere(key):
            return False
        key += stratum.language.encode()
        new = key not in self._seen
        self._seen.add(key)
        return new

    def _is_elsewhere(self, key: bytes) -> bool:
        """Whether a problem belongs to another split: each has its own tenth, told by the problem alone."""
        if self.options.split is None:
            return False
        bucket = key[0] % _BUCKETS
        if self.options.split == "train":
            return bucket in _HELD_OUT.values()
        return bucket != _HELD_OUT[self.options.split]

    def record(self, number: int, stratum: Stratum, drawn: _Drawn) -> tuple[Any, ...]:
        """A row of the schema."""
        kind, options = stratum.family.kind, self.options
        language = stratum.language if options.work.language == "auto" else options.work.language
        told = self._solver.tell(Recognised(stratum.family, drawn.given), language)
        if told is None:
            raise OptionError(f"{stratum}: found no telling within {options.work.max_chars} characters; allow more")
        extra = {"difficulty": stratum.difficulty} | ({"split": options.split} if options.split else {})
        name = f"{options.split or SOURCE}:{options.seed}:{number}"
        texts: tuple[Any, ...] = (drawn.problem, [], told.solution, None, told.answer, kind, stratum.language, None)
        return (name, SOURCE, None, [], *texts, orjson.dumps(extra).decode())


def _frame(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _strata(options: Generation) -> list[Stratum]:
    """All combinations, families changing fastest, so that any stretch of rows holds all kinds."""
    chosen = [family(kind) for kind in options.families or families()]
    if len({one.kind for one in chosen}) < len(chosen):
        raise OptionError(f"families: found {sorted(options.families)}, wanted each of them once")
    first, last = options.difficulty
    if options.split == "extrapolate":
        first, last = last + 1, last + EXTRAPOLATED
    languages: tuple[Language, ...] = ("zh", "en") if options.language == "both" else (options.language,)
    found = [
        Stratum(one, language, difficulty)
        for difficulty in range(first, last + 1)
        for language in languages
        for one in chosen
        if one.difficulties[0] <= difficulty <= one.difficulties[1]
    ]
    if not found:
        ranges = {one.kind: "{}-{}".format(*one.difficulties) for one in chosen}
        raise OptionError(f"generate: found no family of difficulty {first}-{last}, wanted one of {ranges}")
    return found


def _has_answer(drawn: Family[Any], given: Any) -> bool:
    try:
        drawn.solve(given)
    except CannotSolve:
        return False
    return True


def _disjoint(strata: list[Stratum]) -> bool:
    """Whether no problem can be in two strata: one difficulty for each family."""
    kinds = [(stratum.family.kind, stratum.language) for stratum in strata]
    return len(set(kinds)) == len(kinds)


def _key(kind: str, given: Any) -> bytes:
    """What makes two problems the same: their kind and their parameters, whatever the words."""
    return blake2b(f"{kind} {given!r}".encode(), digest_size=12).digest()


def _keys(sources: tuple[Source, ...]) -> Iterator[bytes]:
    """The keys of all problems of evaluation files that a family reads."""
    for source in sources:
        for file in open_source(source):
            for batch in file.batches():
                decoded = file.decode(batch)
                if decoded.rejects:
                    raise InputError(f"{decoded.rejects[0]}\nfiles to avoid must be read whole: mend the row")
                for problem in decoded.records["problem"].drop_nulls():
                    recognised = recognise(problem)
                    if recognised is not None:
                        yield _key(recognised.family.kind, recognised.given)
