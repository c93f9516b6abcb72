"""Augmentation by words: EDA and AEDA on what may change, with a lexicon of our own."""

from mathdata.augment.eda import Change, Wording, wordings
from mathdata.augment.lexicon import Lexicon, Synonyms, lexicon_of, own_lexicon, read_lexicon
from mathdata.augment.operations import OPERATIONS, Operation

__all__ = [
    "OPERATIONS",
    "Change",
    "Lexicon",
    "Operation",
    "Synonyms",
    "Wording",
    "lexicon_of",
    "own_lexicon",
    "read_lexicon",
    "wordings",
]
