"""Counting problems: the digits of an index choose, so that each index makes another problem.

```text
index ─scattered(key)─> index' ─odometer─> 1st choice = index' mod 9, 2nd = index' / 9 mod 20, …
```

`scattered` is a bijection of 0 … size - 1, so no two rows are the same problem, and each is made without
the rows before it.
"""

from collections.abc import Callable, MutableSequence, Sequence
from hashlib import blake2b
from math import isqrt
from random import Random
from typing import Any, TypeVar

T = TypeVar("T")

_ROUNDS = 6


class Odometer(Random):
    """A generator whose `randint` and `choice` are the digits of an index; `random` remains chance.

    >>> odometer = Odometer(25)
    >>> odometer.randint(1, 10), odometer.choice("abc"), odometer.size
    (6, 'c', 30)
    """

    def __init__(self, index: int, luck: int = 0) -> None:
        super().__init__(luck)
        self.size = 1
        """How many different sequences of choices there are, as far as was asked."""
        self._rest = index

    def randint(self, a: int, b: int) -> int:
        """A number from `a` to `b`, both included."""
        return a + self._digit(b - a + 1)

    def choice(self, seq: Sequence[T]) -> T:  # type: ignore[override]
        """One of a sequence."""
        return seq[self._digit(len(seq))]

    def randrange(self, *_: Any, **__: Any) -> int:
        """Refused, as everything that would not be counted.

        Raises:
            NotImplementedError: always.
        """
        raise NotImplementedError("problems that are counted are drawn by randint and choice")

    def shuffle(self, x: MutableSequence[Any]) -> None:
        """Refused; see `randrange`."""
        self.randrange(x)

    def _digit(self, count: int) -> int:
        self.size *= count
        self._rest, digit = divmod(self._rest, count)
        return digit


def pair(rng: Random, count: int) -> tuple[int, int]:
    """Two of the numbers 0 … count - 1 that may be equal, the smaller one first, by one choice.

    >>> [pair(Odometer(index), 3) for index in range(6)]
    [(0, 0), (0, 1), (1, 1), (0, 2), (1, 2), (2, 2)]
    """
    index = rng.randint(0, count * (count + 1) // 2 - 1)
    larger = (isqrt(8 * index + 1) - 1) // 2  # before it stand 1 + 2 + … + larger pairs
    return index - larger * (larger + 1) // 2, larger


def scattered(index: int, size: int, key: str) -> int:
    """Where an index of 0 … size - 1 goes in an order of chance.

    A Feistel network over the next power of four permutes; what falls outside is sent on until it is inside.

    >>> sorted(scattered(index, 7, "key") for index in range(7))
    [0, 1, 2, 3, 4, 5, 6]
    """
    half = max((size - 1).bit_length() + 1, 2) // 2
    while True:
        index = _permuted(index, half, key)
        if index < size:
            return index


def _permuted(index: int, half: int, key: str) -> int:
    mask = (1 << half) - 1
    left, right = index >> half, index & mask
    for turn in range(_ROUNDS):
        digest = blake2b(f"{key}/{turn}/{right}".encode(), digest_size=16).digest()
        left, right = right, left ^ (int.from_bytes(digest, "little") & mask)
    return left << half | right


def branch(rng: Random, *draws: Callable[[Random], T]) -> T:
    """What one of several draws makes, each as often as it has different problems; counted together.

    >>> [branch(Odometer(n), lambda rng: rng.choice("ab"), lambda rng: rng.randint(1, 3)) for n in range(5)]
    ['a', 'b', 1, 2, 3]
    """
    index = rng.randint(0, sum(map(_size, draws)) - 1)
    for draw in draws[:-1]:
        if index < _size(draw):
            return draw(Odometer(index))
        index -= _size(draw)
    return draws[-1](Odometer(index))


def _size(draw: Callable[[Random], object]) -> int:
    odometer = Odometer(0)
    draw(odometer)
    return odometer.size
