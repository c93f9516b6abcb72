"""EDA as its paper has it, on a list of words: what ours is compared with."""

from collections.abc import Callable
from random import Random

Synonyms = Callable[[str], list[str]]


def plain_eda(words: list[str], draws: Random, *, alpha: float, n: int, synonyms: Synonyms) -> list[list[str]]:
    """`n` lists of words, a quarter of them by each operation; they may be alike, and alike to the first."""
    count = max(1, int(alpha * len(words)))
    operations = (_replaced, _inserted, _swapped, _deleted)
    return [operations[number % 4](list(words), draws, count, alpha, synonyms) for number in range(n)]


def _replaced(words: list[str], draws: Random, count: int, _: float, synonyms: Synonyms) -> list[str]:
    known = [at for at, word in enumerate(words) if synonyms(word)]
    for at in draws.sample(known, min(count, len(known))):
        words[at] = draws.choice(synonyms(words[at]))
    return words


def _inserted(words: list[str], draws: Random, count: int, _: float, synonyms: Synonyms) -> list[str]:
    for _number in range(count):
        known = [word for word in words if synonyms(word)]
        if known:
            words.insert(draws.randint(0, len(words)), draws.choice(synonyms(draws.choice(known))))
    return words


def _swapped(words: list[str], draws: Random, count: int, _: float, synonyms: Synonyms) -> list[str]:
    for _number in range(count):
        if len(words) > 1:
            left, right = draws.sample(range(len(words)), 2)
            words[left], words[right] = words[right], words[left]
    return words


def _deleted(words: list[str], draws: Random, _: int, alpha: float, synonyms: Synonyms) -> list[str]:
    return [word for word in words if draws.random() > alpha] or [draws.choice(words)]
