"""Synonyms from WordNet, the source of the paper; English only, and only where it is installed."""

from functools import cache
from typing import Any, NamedTuple

from mathdata.errors import MissingExtra

MIN_CHARS = 3


class WordNet(NamedTuple):
    """WordNet behind the protocol of synonyms; terms, numbers and units never reach it."""

    corpus: Any

    def synonyms(self, phrase: str) -> tuple[str, ...]:
        """Lemmas of one word that share a meaning with a word, sorted; `_` stands for a space there."""
        if not phrase.isascii() or not phrase.isalpha() or len(phrase) < MIN_CHARS:
            return ()
        word = phrase.lower()
        lemmas = {name.lower() for synset in self.corpus.synsets(word) for name in synset.lemma_names()}
        return tuple(sorted(name.replace("_", " ") for name in lemmas - {word} if name.isascii()))

    def may_open(self, word: str) -> bool:
        """Whether a word is long enough to be looked up."""
        return word.isascii() and len(word) >= MIN_CHARS


@cache
def wordnet() -> WordNet:
    """WordNet, as nltk reads it.

    Raises:
        MissingExtra: if nltk or its copy of WordNet is not installed.
    """
    try:
        from nltk.corpus import wordnet as corpus

        corpus.ensure_loaded()
    except ModuleNotFoundError:
        raise MissingExtra("synonyms from WordNet need nltk: pip install 'mathdata[wordnet]'") from None
    except LookupError:
        raise MissingExtra("nltk is here, its WordNet is not: python -m nltk.downloader wordnet") from None
    return WordNet(corpus)
