"""How many rows each group gets: whole numbers that add up exactly."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from mathdata.errors import OptionError

Key = tuple[str | None, ...]


def largest_remainders(total: int, weights: Mapping[Key, Fraction]) -> dict[Key, int]:
    """`total` shared out by weight: each group gets the whole part, the largest remainders one more.

    Equal remainders are settled by the order of the groups.

    >>> largest_remainders(10, {("a",): Fraction(1), ("b",): Fraction(1), ("c",): Fraction(1)})
    {('a',): 4, ('b',): 3, ('c',): 3}
    """
    whole = sum(weights.values(), Fraction(0))
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: total * weight / whole for key, weight in weights.items()}
    shares = {key: int(share) for key, share in exact.items()}
    by_remainder = sorted(exact, key=lambda key: shares[key] - exact[key])
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def within(
    total: int, weights: Mapping[Key, Fraction], floors: Mapping[Key, int], caps: Mapping[Key, int]
) -> dict[Key, int]:
    """`total` shared out by weight, with no group below its floor or above its cap.

    Groups that would break a bound are held at it and the rest is shared among the others, until no group does.

    Raises:
        OptionError: if the bounds leave no way.
    """
    low, high = sum(floors.values()), sum(caps[key] for key in weights)
    if not low <= total <= high:
        raise OptionError(
            f"found room for {low} to {high} rows in the groups, wanted {total}; change n, floors or caps"
        )
    held: dict[Key, int] = {}
    while True:
        free = {key: weight for key, weight in weights.items() if key not in held}
        shares = largest_remainders(total - sum(held.values()), free)
        over = {key: caps[key] for key, share in shares.items() if share > caps[key]}
        under = {key: floors.get(key, 0) for key, share in shares.items() if share < floors.get(key, 0)}
        if not over and not under:
            if sum(shares.values()) + sum(held.values()) < total:
                return _filled(total, {**held, **shares}, caps, list(weights))
            return {key: held.get(key, shares.get(key, 0)) for key in weights}
        # Holding both kinds at once can overshoot; the kind that is further out is held first.
        too_much = sum(shares[key] - cap for key, cap in over.items())
        too_little = sum(floor - shares[key] for key, floor in under.items())
        held |= over if too_much >= too_little else under


def _filled(total: int, shares: dict[Key, int], caps: Mapping[Key, int], order: Sequence[Key]) -> dict[Key, int]:
    """Groups without weight take what the others have no room for, in their order."""
    missing = total - sum(shares.values())
    for key in order:
        more = min(missing, caps[key] - shares[key])
        shares[key] += more
        missing -= more
    return {key: shares[key] for key in order}
