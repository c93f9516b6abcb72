"""Columns that steps can be told to look at: those that hold text."""

from typing import Annotated

import polars as pl
from pydantic import AfterValidator, BeforeValidator

from mathdata.schema import COLUMNS
from mathdata.suggest import did_you_mean

TEXT_COLUMNS = [name for name, dtype in COLUMNS.items() if dtype == pl.String]


def known_column(name: str) -> str:
    """The name, if a column of text has it.

    >>> known_column("problme")
    Traceback (most recent call last):
    ValueError: no column 'problme', did you mean 'problem'?
    """
    if name not in TEXT_COLUMNS:
        raise ValueError(f"no column {name!r}{did_you_mean(name, TEXT_COLUMNS)}")
    return name


def listed(value: object) -> object:
    """One name as a list of one."""
    return [value] if isinstance(value, str) else value


Column = Annotated[str, AfterValidator(known_column)]
Columns = Annotated[list[Column], BeforeValidator(listed)]
"""Names of columns; one may stand without its list."""
