"""Small tokenizers, one of each kind."""

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def tokenizer(fixtures: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """The folder of a tokenizer: `tokenizer("byte_level", "chatml")`, with a chat template if one is named."""
    from small_tokenizers import CHAT_TEMPLATES, MAKERS, save

    texts = [
        line for file in sorted(fixtures.glob("*.json*")) for line in file.read_text("utf-8", "replace").splitlines()
    ]
    made: dict[tuple[str, str | None], str] = {}
    cores: dict[str, object] = {}

    def folder(kind: str, template: str | None = None) -> str:
        if (kind, template) not in made:
            core = cores.setdefault(kind, MAKERS[kind](texts) if kind not in cores else None)
            source = CHAT_TEMPLATES.get(template or "", template)
            made[kind, template] = str(save(core, tmp_path_factory.mktemp(kind), source))
        return made[kind, template]

    return folder
