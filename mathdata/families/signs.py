"""What tells, before a family is imported, whether it may read a text.

```text
signs.json ──> signs of our families ─┐
plug-ins ──import──> signs of theirs ─┴─> which families a text may belong to ──> only these are imported
```

Eighty families take 0.2 s to import, and most corpora hold a dozen kinds. The file is made of the families
themselves by `tests/families/refresh_signs.py`, and a test holds the two equal.
"""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from mathdata.families.contract import Family
from mathdata.families.language import Bilingual
from mathdata.families.registry import family, points

FILE = files("mathdata.families") / "signs.json"


class Signs(NamedTuple):
    """What of a family must be known to tell that a text is none of its problems."""

    markers: Bilingual[tuple[str, ...]]
    """As `Family.markers`."""
    quick: str | None
    """The pattern of `Family.quick`."""
    in_columns: bool
    """Whether the family has an `in_columns` of its own."""

    @classmethod
    def of(cls, found: Family[Any]) -> "Signs":
        """The signs of a family, read off itself."""
        quick = None if found.quick is None else found.quick.pattern
        in_columns = type(found).in_columns is not Family.in_columns
        return cls(found.markers, quick, in_columns)

    @classmethod
    def read(cls, stored: list[Any]) -> "Signs":
        """The signs as they come out of JSON."""
        (zh, en), quick, in_columns = stored
        return cls(Bilingual(tuple(zh), tuple(en)), quick, in_columns)


@lru_cache(maxsize=1)
def signs() -> dict[str, Signs]:
    """The signs of each installed family by kind, in the order of their names.

    Raises:
        PluginError: if a family of a plug-in does not load.
    """
    stored: dict[str, list[Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return {
        kind: Signs.read(stored[point.value]) if point.value in stored else Signs.of(family(kind))
        for kind, point in points().items()
    }
