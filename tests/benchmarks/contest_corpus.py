"""Rows as the second seed has them: its kinds, wordings, duplicates and English rows, in its proportions.

The sentences are drawn by the families, in the wording that fills whole corpora; other numbers are put into them a
column at a time, and the families solve them in columns, so that 809,993 rows take seconds.
"""

from pathlib import Path
from random import Random

import numpy as np
import polars as pl

from mathdata.families import WorkOptions, family
from mathdata.families.batch import Working

ROWS = 809_993
ENGLISH = 9_993
KINDS = {
    "arithmetic": (359_349, 359_349), "linear_equation": (241_138, 40_109), "square_root": (40_020, 39_223),
    "power": (39_871, 39_212), "rectangle_area": (20_137, 8_668), "function_value": (20_049, 20_020),
    "fraction_simplification": (20_000, 45), "mass": (20_000, 100), "mean": (19_712, 19_708),
    "discount": (9_875, 6_357), "sales_growth": (9_849, 6_269),
}  # fmt: skip
"""Rows of each kind in Chinese, and how many different problems they hold."""
_DRAWN = 4_000
_SPARE = 1.3
"""Some sentences come twice, or have no answer with their new numbers."""


def generate(path: Path, rows: int) -> None:
    """Write about so many rows as JSON lines; the same number gives the same bytes."""
    share = rows / ROWS
    parts = [_repeated(_solved(_sentences(kind), distinct * share), all_of * share)
             for kind, (all_of, distinct) in KINDS.items()]  # fmt: skip
    parts += [_solved(_sentences(kind, english=True), ENGLISH * share / len(KINDS)) for kind in KINDS]
    pl.concat(parts).sample(fraction=1, shuffle=True, seed=42).write_ndjson(path)


def _sentences(kind: str, *, english: bool = False) -> list[str]:
    """Problems as the family draws them; the Chinese ones in its most usual wording."""
    one, rng = family(kind), Random(kind)
    drawn = [one.draw(rng, difficulty=3 + n % 3, language="en" if english else "zh") for n in range(_DRAWN)]
    assert one.quick is not None
    return drawn if english else [problem for problem in drawn if one.quick.match(problem)]


def _solved(sentences: list[str], count: float) -> pl.DataFrame:
    """So many different problems that are put so, with true solutions."""
    asked = max(1, round(count))
    often = int(_SPARE * asked / len(sentences)) + 1
    problems = pl.Series("problem", _renumbered(sentences * often)).unique(maintain_order=True)
    problems = problems.head(int(_SPARE * asked) + _DRAWN)
    solutions = Working(problems, WorkOptions()).table["solution"]
    return pl.DataFrame([problems, solutions]).drop_nulls().head(asked)


def _renumbered(sentences: list[str]) -> list[str]:
    """The same sentences with another digit, which is no zero, for each digit."""
    data = np.frombuffer(bytearray("\n".join(sentences).encode()), np.uint8)
    digits = np.flatnonzero((data >= ord("0")) & (data <= ord("9")))
    data[digits] = np.random.default_rng(len(data)).integers(ord("1"), ord("9") + 1, len(digits), np.uint8)
    return data.tobytes().decode().split("\n")


def _repeated(rows: pl.DataFrame, count: float) -> pl.DataFrame:
    """All rows, and some of them again until there are so many."""
    missing = max(0, round(count) - rows.height)
    return pl.concat([rows, rows.sample(missing, with_replacement=True, seed=42)])
