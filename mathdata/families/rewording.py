"""The same problem in other words: drawn from the sentences of its family, and proven by reading them back."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from mathdata.errors import CannotSolve
from mathdata.families.framing import LEAD_INS, TAILS, framed, unframed
from mathdata.families.language import Language
from mathdata.families.recognition import Recognised, recognise


class Rewording(NamedTuple):
    """One problem in other words, and what it was made of."""

    problem: str
    language: Language
    sentence: int
    """Which of the sentences that the family offered it is, from 0."""
    lead_in: int
    """Which words lead to it, from 1; 0 for none."""
    tail: int
    """Which words follow it, from 1; 0 for none."""


def reworded(
    problem: str, recognised: Recognised, *, languages: Sequence[Language], n: int, rng: Random, frames: bool
) -> list[Rewording]:
    """Up to `n` rewordings, none of them a copy of the problem or of another; fewer where there are no more.

    Sentences alone come first, then those with words around them.

    >>> problem = "计算 6.25 的平方根？"
    >>> made = reworded(problem, recognise(problem), languages=["en"], n=100, rng=Random(1), frames=True)
    >>> len({one.problem for one in made}), made[0].problem
    (100, 'Calculate √6.25.')
    """
    found: list[Rewording] = []
    seen = {_letters(problem)}
    for candidate in _candidates(problem, recognised, languages, rng, frames=frames):
        letters = _letters(candidate.problem)
        if letters not in seen and is_same_problem(recognised, candidate.problem, candidate.language):
            found.append(candidate)
            seen.add(letters)
        if len(found) == n:
            break
    return found


def is_same_problem(recognised: Recognised, problem: str, language: Language) -> bool:
    """Whether the same family reads the same operands in it, in the words of one language, with the same answer.

    >>> is_same_problem(recognise("计算 3 + 4 等于多少？"), "What is 3 + 4?", "en")
    True
    >>> is_same_problem(recognise("计算 3 + 4 等于多少？"), "What is 4 + 3?", "en")
    False
    """
    family, given = recognised.family, recognised.given
    other = recognise(problem)
    if other is None or other.family is not family or other.before or recognised.before:
        return False
    said = family.said(given, language)
    same = repr(other.given) == repr(given) if said is None else family.said(other.given, language) == said
    if not same:
        return False
    try:
        answers = [family.solve(parameters).in_language(language).text for parameters in (given, other.given)]
    except CannotSolve:
        return False
    return answers[0] == answers[1]


def _letters(text: str) -> str:
    return "".join(text.split())


def _candidates(
    problem: str, recognised: Recognised, languages: Sequence[Language], rng: Random, *, frames: bool
) -> Iterator[Rewording]:
    family, given = recognised.family, recognised.given
    bare = [
        Rewording(text, language, number, 0, 0)
        for language in languages
        for number, text in enumerate(family.restated(unframed(problem), given, language, rng))
    ]
    yield from rng.sample(bare, len(bare))
    if frames:
        yield from _framed(bare, rng)


def _framed(bare: Sequence[Rewording], rng: Random) -> Iterator[Rewording]:
    """Each sentence in each pair of words around it, in an order of chance."""
    sizes = len(LEAD_INS.zh) + 1, len(TAILS.zh) + 1
    pairs = sizes[0] * sizes[1]
    for place in rng.sample(range(len(bare) * pairs), len(bare) * pairs):
        one = bare[place // pairs]
        lead_in, tail = divmod(place % pairs, sizes[1])
        if lead_in or tail:
            before = ("", *LEAD_INS.of(one.language))[lead_in]
            after = ("", *TAILS.of(one.language))[tail]
            text = framed(one.problem, before, after, one.language)
            yield one._replace(problem=text, lead_in=lead_in, tail=tail)
