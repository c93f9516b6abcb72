"""What is taught around the calculations of many rows: the sentence that answers, or the whole in style `explain`."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import polars as pl

from mathdata.families.contract import Lesson
from mathdata.families.language import WORDS, Language
from mathdata.families.working.sheets.blocks import spread, told_in_blocks
from mathdata.families.working.sheets.operands import texts_of
from mathdata.families.working.sheets.pieces import Holds
from mathdata.families.working.sheets.sheet import Sheet

Teach: TypeAlias = Callable[..., Lesson]
"""What is taught of some texts, which may be the marks of many, in a language; told whether an answer `is_exact`."""

_ROWS = 1 << 13
"""So many lessons are told at a time."""


def conclusion(sheet: Sheet, is_exact: Holds, lesson: Callable[..., Lesson], language: Language) -> str:
    """The last sentence of each row; a lesson that is told whether it `is_exact` says so where an answer is rounded."""
    return sheet.either(is_exact, *(lesson(is_exact=exact).therefore(language) for exact in (True, False)))


def lessons(told: pl.DataFrame, teach: Teach, language: Language, *columns: str) -> pl.Series:
    """The solutions of rows in style `explain`; the columns are the texts that are taught of."""
    tell = partial(_explained, teach=teach, language=language, columns=columns)
    return told_in_blocks(told, tell, WORDS.of(language), rows=_ROWS).rechunk()


def lessons_by(
    key: pl.Series, told: pl.DataFrame, teach: Callable[[Any], Teach], language: Language, *columns: str
) -> pl.Series:
    """The same where each value of a key has a lesson of its own."""
    parts = told.with_columns(key.alias("key"), told_row=pl.int_range(pl.len())).partition_by("key")
    texts = [lessons(part, teach(part["key"][0]), language, *columns) for part in parts]
    return spread(pl.concat(texts), pl.concat([part["told_row"] for part in parts]), told.height)


def _explained(sheet: Sheet, table: pl.DataFrame, teach: Teach, language: Language, columns: tuple[str, ...]) -> str:
    chain, *marks = (sheet.texts(texts_of(table[name])) for name in ("solution", *columns))
    exact, rounded = (teach(*marks, language, is_exact=is_exact) for is_exact in (True, False))
    concluded = sheet.either(table["is_exact"].to_numpy(), exact.conclusion, rounded.conclusion)
    return exact._replace(conclusion=concluded).around(chain, language)
