"""Translations on disk: what was asked once is never asked again, so a second run gives the same bytes."""

import json
import os
import tempfile
from hashlib import blake2b
from pathlib import Path

from mathdata.wire import dumps


class Cache:
    """A folder with a file for each translation, named after a digest of all that decides it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: tuple[str, ...]) -> str | None:
        """What was kept under a key; None if there is nothing, or nothing that can be read."""
        try:
            kept = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError):
            return None
        text = kept.get("text") if isinstance(kept, dict) else None
        return text if isinstance(text, str) else None

    def put(self, key: tuple[str, ...], text: str) -> None:
        """Keep a text: whole or not at all, whoever else writes or reads the same."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(dumps({"text": text}))
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def _path(self, key: tuple[str, ...]) -> Path:
        digest = blake2b(json.dumps(key).encode(), digest_size=20).hexdigest()
        return self._folder / digest[:2] / f"{digest[2:]}.json"


def usual_folder() -> Path:
    """Where caches of a user stand: `$XDG_CACHE_HOME`, else `~/.cache`."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "mathdata" / "translations"
