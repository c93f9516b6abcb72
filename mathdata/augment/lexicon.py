r"""Words that may be changed without changing the mathematics, and what may be done with each.

A lexicon is a file of two columns parted by a tab: what may be done, and words parted by `|`.

| what | meaning |
|---|---|
| `replace` | each of the words may stand for each other; `a > b\|c`: only the first is replaced |
| `light` | the word may be left out |
| `move` | the word may change places with its neighbour |
| `open`, `ask` | may open a statement, a question |
| `title` | may stand in front of the whole text |
| `request` | may stand before one of the `verb`s, where that opens a sentence |

What is not listed is never touched: in mathematics "mean" and "product" have no synonyms.
"""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple, Protocol, get_args

from mathdata.errors import OptionError
from mathdata.suggest import did_you_mean

Role = Literal["replace", "light", "move", "open", "ask", "title", "request", "verb"]
ROLES: tuple[Role, ...] = get_args(Role)
_HAN = re.compile("[\u4e00-\u9fff]")


class Synonyms(Protocol):
    """Where synonyms are looked up."""

    def synonyms(self, phrase: str) -> tuple[str, ...]:
        """Words that may stand for a phrase, in a fixed order; none for an unknown one."""

    def may_open(self, word: str) -> bool:
        """Whether a phrase that has synonyms may begin with this word."""


class Lexicon(NamedTuple):
    """What may be done with which words."""

    replacements: dict[str, tuple[str, ...]]
    first_words: frozenset[str]
    roles: dict[Role, dict[str, None]]
    """The words of each role but `replace`, in the order of the file."""
    small: frozenset[str]
    """Words of it that are no names, written small."""

    def synonyms(self, phrase: str) -> tuple[str, ...]:
        """Words that may stand for a phrase as it is, or written small."""
        return self.replacements.get(phrase) or self.replacements.get(phrase.lower(), ())

    def may_open(self, word: str) -> bool:
        """Whether an entry begins with this word."""
        return word[:1] in self.first_words or word[:1].lower() in self.first_words

    def has(self, role: Role, word: str) -> bool:
        """Whether a word, written small, has a role."""
        return word.lower() in self.roles[role]

    def of(self, role: Role, *, han: bool) -> tuple[str, ...]:
        """The words of a role in one script."""
        return _in_script(tuple(self.roles[role]), han=han)


@cache
def _in_script(words: tuple[str, ...], *, han: bool) -> tuple[str, ...]:
    return tuple(word for word in words if (_HAN.search(word) is not None) == han)


@cache
def own_lexicon() -> Lexicon:
    """The lexicon that comes with the package, of both languages."""
    folder = files(__package__).joinpath("lexicons")
    return read_lexicon([(name, folder.joinpath(name).read_text(encoding="utf-8")) for name in ("en.tsv", "zh.tsv")])


@cache
def lexicon_of(path: str) -> Lexicon:
    """The lexicon of a user's file.

    Raises:
        OptionError: if a line does not say what may be done with which words.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(f"{path}: found no lexicon ({error}), wanted a text file in UTF-8") from None
    return read_lexicon([(path, text)])


def read_lexicon(named: Iterable[tuple[str, str]]) -> Lexicon:
    r"""The lexicon of files, each with its name for messages.

    >>> read_lexicon([("my.tsv", "replace\tcompute|work out\nlight\tplease")]).synonyms("compute")
    ('work out',)
    """
    found: dict[str, dict[str, None]] = {}
    roles: dict[Role, dict[str, None]] = {role: {} for role in ROLES}
    for name, text in named:
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                role, words = _entry(line, f"{name}:{number}")
                if role == "replace":
                    _add_synonyms(found, words)
                else:
                    roles[role] |= dict.fromkeys(words.split("|"))
    replacements = {word: tuple(others) for word, others in found.items()}
    small = frozenset(word.lower() for word in (*found, *roles["verb"], *roles["light"], *roles["move"]))
    return Lexicon(replacements, frozenset(word[0] for word in found), roles, small)


def _entry(line: str, place: str) -> tuple[Role, str]:
    role, tab, words = line.partition("\t")
    if role not in ROLES or not tab or not all(word.strip() for word in re.split(r"\||>", words)):
        raise OptionError(
            f"{place}: found {line[:60]!r}{did_you_mean(role, ROLES)}, wanted one of {', '.join(ROLES)}, a tab, "
            "and words parted by |"
        )
    return role, words.strip()


def _add_synonyms(found: dict[str, dict[str, None]], words: str) -> None:
    first, directed, others = words.partition(" > ")
    group = [first, *others.split("|")] if directed else words.split("|")
    for word in group[:1] if directed else group:
        found.setdefault(word, {}).update(dict.fromkeys(other for other in group if other != word))
