"""How a model trained on a corpus is to be asked: the exact turns, as the steps of the run leave them."""

import json
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

HOLE = "{problem}"
"""Where the problem stands in a turn of the user."""


class Asked(NamedTuple):
    """One way of asking, and which fraction of the records is asked so."""

    system: str | None = None
    """The system message; null for none, or for the one that a record has of its own."""
    user: str = HOLE
    """The turn of the user, with `{problem}` in it."""
    language: str | None = None
    """Language of the problems that are asked so; null for all."""
    share: Fraction = Fraction(1)


def merged(ways: Iterable[Asked]) -> list[Asked]:
    """Equal ways as one, the likeliest first."""
    shares: dict[Asked, Fraction] = {}
    for way in ways:
        key = way._replace(share=Fraction(0))
        shares[key] = shares.get(key, Fraction(0)) + way.share
    return sorted((key._replace(share=share) for key, share in shares.items()), key=lambda way: -way.share)


def as_text(ways: Sequence[Asked]) -> str:
    """The ways of asking as JSON; `inference` holds the likeliest, one for each language.

    >>> print(as_text([Asked(user="Solve: {problem}")]), end="")
    {
      "inference": [
        {"messages": [{"role": "user", "content": "Solve: {problem}"}]}
      ],
      "training": [
        {"share": 1.0, "messages": [{"role": "user", "content": "Solve: {problem}"}]}
      ]
    }
    """
    ways = merged(ways)
    likeliest: dict[str | None, Asked] = {}
    for way in ways:
        likeliest.setdefault(way.language, way)
    told = {"inference": [_told(way) for way in likeliest.values()],
            "training": [{"share": float(round(way.share, 6)), **_told(way)} for way in ways]}  # fmt: skip
    lists = [f'  "{name}": [\n    ' + ",\n    ".join(map(_json, rows)) + "\n  ]" for name, rows in told.items()]
    return "{\n" + ",\n".join(lists) + "\n}\n"


def _told(way: Asked) -> dict[str, Any]:
    turns = [{"role": "system", "content": way.system}] if way.system is not None else []
    language = {"language": way.language} if way.language else {}
    return {**language, "messages": [*turns, {"role": "user", "content": way.user}]}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
