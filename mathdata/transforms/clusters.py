"""Clusters out of pairs: whatever is joined by a chain of pairs belongs together."""

from collections.abc import Iterable


def roots(count: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each of `count` things the smallest one of its cluster; the order of the pairs does not matter.

    >>> roots(5, [(3, 4), (1, 3)])
    [0, 1, 2, 1, 1]
    """
    parents = list(range(count))
    for one, other in pairs:
        a, b = _root(parents, one), _root(parents, other)
        parents[max(a, b)] = min(a, b)
    return [_root(parents, thing) for thing in range(count)]


def _root(parents: list[int], thing: int) -> int:
    while parents[thing] != thing:
        parents[thing] = parents[parents[thing]]
        thing = parents[thing]
    return thing
