"""A tokenizer from a folder: its fast core, its control tokens and its chat template."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mathdata.errors import MissingExtra, OptionError

CHUNK_CHARS = 1 << 19
"""Characters that are tokenised at a time: the tokenizer's own tables take a hundred times their ids."""


@dataclass(frozen=True, eq=False)
class ChatTokenizer:
    """A Hugging Face tokenizer, as far as it is needed here."""

    name: str
    core: Any
    """The `tokenizers.Tokenizer`, without truncation, padding and added tokens."""
    specials: dict[str, str]
    """`bos_token`, `eos_token` … that it has."""
    chat_template: str | None
    control: list[str] = field(default_factory=list)
    """Texts that become control tokens wherever they stand."""

    def id_of(self, token: str | None) -> int | None:
        """The number of a token; null for none."""
        number: int | None = None if token is None else self.core.token_to_id(token)
        return number

    @property
    def bos(self) -> str | None:
        """The token that texts begin with."""
        return self.specials.get("bos_token")

    @property
    def eos(self) -> str | None:
        """The token that texts end with."""
        return self.specials.get("eos_token")

    def encode(self, texts: Sequence[str]) -> list[Any]:
        """The encodings of some texts, made side by side in the threads of the tokenizer."""
        encodings: list[Any] = self.core.encode_batch(texts, add_special_tokens=False)
        return encodings


def load_tokenizer(folder: str) -> ChatTokenizer:
    """The tokenizer in a folder.

    Raises:
        MissingExtra: if `transformers` is not installed.
        OptionError: if there is none, or it cannot say which characters its tokens stand for.
    """
    if not Path(folder).is_dir():
        raise OptionError(
            f"{folder}: found no folder, wanted one with tokenizer.json and tokenizer_config.json; "
            "download the tokenizer first"
        )
    loaded = _loaded(folder)
    if not getattr(loaded, "is_fast", False):
        raise OptionError(
            f"{folder}: found a tokenizer without a fast version ({type(loaded).__name__}), which cannot say which "
            "characters its tokens stand for; convert it: transformers.convert_slow_tokenizer"
        )
    core = _bare(loaded.backend_tokenizer)
    specials = {name: str(token) for name, token in loaded.special_tokens_map.items() if isinstance(token, str)}
    control = [token.content for token in core.get_added_tokens_decoder().values() if token.special]
    return ChatTokenizer(folder, core, specials, _own_template(loaded, folder), control)


def _loaded(folder: str) -> Any:
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")  # else it complains that there is no torch
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "true")
    try:
        from transformers import AutoTokenizer
    except ModuleNotFoundError:
        raise MissingExtra("tokens need transformers: pip install 'mathdata[tokens]'") from None
    try:
        return AutoTokenizer.from_pretrained(folder, trust_remote_code=False, local_files_only=True)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise OptionError(f"{folder}: found no tokenizer that can be loaded ({str(error).splitlines()[0]})") from error


def _bare(core: Any) -> Any:
    """A copy that does nothing but split and number.

    A post-processor would trim spaces off the places of tokens, by which a token that begins in the prompt
    seems to begin in the answer.
    """
    copy = type(core).from_str(core.to_str())
    copy.no_truncation()
    copy.no_padding()
    copy.post_processor = None
    return copy


def _own_template(loaded: Any, folder: str) -> str | None:
    template: Any = loaded.chat_template
    if isinstance(template, dict):
        if "default" not in template:
            raise OptionError(f"{folder}: found the templates {sorted(template)}, wanted one; name a template of ours")
        template = template["default"]
    return None if template is None else str(template)
