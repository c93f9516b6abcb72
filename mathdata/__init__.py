"""mathdata prepares mathematics corpora for supervised fine-tuning of language models.

>>> import mathdata as md
>>> corpus = md.read("fixtures/contest.jsonl")
>>> len(corpus) > 0
True
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mathdata.corpus import Corpus, read
    from mathdata.errors import (
        AmbiguousFormat,
        InputError,
        LossError,
        MathdataError,
        MissingExtra,
        OptionError,
        PluginError,
        TooManyRejects,
        UnknownLayout,
    )
    from mathdata.ledger import Ledger
    from mathdata.made_to_order import generate
    from mathdata.schema import Message, Record

__all__ = [
    "AmbiguousFormat",
    "Corpus",
    "InputError",
    "Ledger",
    "LossError",
    "MathdataError",
    "Message",
    "MissingExtra",
    "OptionError",
    "PluginError",
    "Record",
    "TooManyRejects",
    "UnknownLayout",
    "generate",
    "read",
]

_ROOMS = {
    "Corpus": "corpus",
    "Ledger": "ledger",
    "Message": "schema",
    "Record": "schema",
    "generate": "made_to_order",
    "read": "corpus",
}


def __getattr__(name: str) -> Any:
    # Polars, Arrow and pydantic take a third of a second; a program that only imports us should not wait.
    if name not in __all__:
        raise AttributeError(f"module 'mathdata' has no attribute {name!r}")
    return getattr(import_module(f"mathdata.{_ROOMS.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return __all__
