"""What a translator is: texts in, for each a translation or the reason why there is none."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Translation(NamedTuple):
    """One translated text, or why it could not be translated."""

    text: str
    failure: str | None = None
    """Why there is no translation; `text` is empty then."""


class Translator(Protocol):
    """Anything that translates: a server, a model in this process, a table in a test."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Translation]:
        """One translation for each text, in their order; languages are codes such as `zh` and `en`.

        A text that cannot be translated is told by its `failure`; nothing is raised for it.
        """
