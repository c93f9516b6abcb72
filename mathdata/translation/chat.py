"""A translator that asks a chat model over the OpenAI-compatible API: vLLM, llama.cpp, or a hosted server.

Several texts go in one request, as a JSON object, `{"1": …, "2": …}`, and come back as one. Where what comes back does
not fit, each text of the request is asked for alone.
"""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from threading import Semaphore
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from mathdata.errors import OptionError
from mathdata.model import Model
from mathdata.translation.cache import Cache, usual_folder
from mathdata.translation.contract import Translation
from mathdata.translation.patience import Answer, Patience
from mathdata.translation.posting import Reply, post

LANGUAGES = {"zh": "Chinese", "en": "English", "de": "German", "fr": "French", "es": "Spanish", "ja": "Japanese",
             "ko": "Korean", "ru": "Russian", "it": "Italian", "pt": "Portuguese", "ar": "Arabic"}  # fmt: skip
PROMPT = (
    "You translate mathematics problems from {source} to {target}. You are given a JSON object of texts and answer "
    "with a JSON object of the same keys and the translated texts, and nothing else. Copy every placeholder such as "
    "⟦1⟧ exactly once, in the same order. Do not solve the problems, and do not change any number."
)


class ChatServer(Model):
    """A server that speaks the OpenAI-compatible chat API, and how it is treated."""

    base_url: str
    """Address up to the version, such as `http://localhost:8000/v1`."""
    model: str
    """Name of the model there."""
    key_env: str | None = None
    """Name of the environment variable that holds the key; null for a server that asks for none."""
    prompt: str = PROMPT
    """What the model is told; `{source}` and `{target}` are the languages."""
    temperature: float = Field(default=0, ge=0, le=2)
    """Of the model; 0 for the likeliest translation."""
    max_tokens: int | None = Field(default=None, ge=1)
    """Most tokens of an answer; null leaves it to the server."""
    batch_size: int = Field(default=8, ge=1, le=256)
    """Texts in one request."""
    concurrency: int = Field(default=8, ge=1, le=256)
    """Requests at the same time."""
    attempts: int = Field(default=5, ge=1, le=20)
    """How often a request is sent before it is given up."""
    pause_seconds: float = Field(default=0.5, ge=0)
    """Pause before the second attempt; it doubles each time, unless the server names another with `Retry-After`."""
    seconds_per_request: float = Field(default=120, gt=0)
    """Time limit of one request, from the connection to the last byte."""
    seconds_in_all: float | None = Field(default=None, gt=0)
    """Time limit of all requests of a run; null for none."""
    cache: str | None = None
    """Folder of the translations that came; null: `mathdata/translations` in the user's folder of caches."""

    @field_validator("base_url")
    @classmethod
    def _plain_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("wanted an address such as http://localhost:8000/v1")
        _ = parts.port  # a ValueError, if it is no number
        if parts.username is not None or parts.password is not None or parts.query or parts.fragment:
            # The value is not shown: it holds what should be secret.
            raise ValueError("found a user, a password or a query in the address, wanted none; name the key by key_env")
        return value.rstrip("/")

    @property
    def key(self) -> SecretStr | None:
        """The key; it is read when it is needed, and stands in no option.

        Raises:
            OptionError: if the variable is not set.
        """
        if self.key_env is None:
            return None
        key = os.environ.get(self.key_env, "")
        if not key or not key.isascii() or not key.isprintable() or " " in key:
            # Neither here nor anywhere is the value shown; a header with a line break would be, by http.client.
            found = "letters that no key has" if key else "nothing"
            raise OptionError(f"found {found} in the environment variable {self.key_env}, wanted the server's key")
        return SecretStr(key)


class ChatTranslator:
    """Translates by a `ChatServer`; may be used by many threads at once."""

    def __init__(self, server: ChatServer) -> None:
        self._server = server
        self._key = server.key
        self._cache = Cache(Path(server.cache) if server.cache is not None else usual_folder())
        self._turns = Semaphore(server.concurrency)
        self._patience = Patience(
            attempts=server.attempts, pause=server.pause_seconds, seconds_each=server.seconds_per_request,
            seconds_in_all=server.seconds_in_all,
        )  # fmt: skip

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Translation]:
        """One translation for each text; what is in the cache is not asked for."""
        prompt = self._server.prompt.replace("{source}", LANGUAGES.get(source, source))
        prompt = prompt.replace("{target}", LANGUAGES.get(target, target))
        found: dict[str, Translation] = {}
        for text in dict.fromkeys(texts):
            kept = self._cache.get(self._digested(prompt, text))
            if kept is not None:
                found[text] = Translation(kept)
        asked = [text for text in dict.fromkeys(texts) if text not in found]
        with ThreadPoolExecutor(self._server.concurrency) as pool:
            for batch in pool.map(lambda batch: self._batch(prompt, batch), _cut(asked, self._server.batch_size)):
                found |= batch
        return [found[text] for text in texts]

    def _digested(self, prompt: str, text: str) -> tuple[str, ...]:
        """All that decides a translation; the key of the server is not among it."""
        server = self._server
        return server.base_url, server.model, str(server.temperature), prompt, text

    def _batch(self, prompt: str, texts: list[str]) -> dict[str, Translation]:
        """The translations of one request; of one for each text where they do not fit."""
        answer = self._asked(prompt, texts)
        if answer.failure is not None:
            return {text: Translation("", answer.failure) for text in texts}
        found = _rows(answer.body, len(texts))
        if isinstance(found, list):
            for text, translated in zip(texts, found, strict=True):
                self._cache.put(self._digested(prompt, text), translated)
            return {text: Translation(translated) for text, translated in zip(texts, found, strict=True)}
        if len(texts) == 1:
            return {texts[0]: Translation("", found)}
        return {text: one for alone in texts for text, one in self._batch(prompt, [alone]).items()}

    def _asked(self, prompt: str, texts: list[str]) -> Answer:
        """What the server answers to a request for these texts."""
        rows = json.dumps({str(number): text for number, text in enumerate(texts, 1)}, ensure_ascii=False)
        said = [{"role": "system", "content": prompt}, {"role": "user", "content": rows}]
        request: dict[str, Any] = {"model": self._server.model, "messages": said}
        request["temperature"] = self._server.temperature
        if self._server.max_tokens is not None:
            request["max_tokens"] = self._server.max_tokens
        body = json.dumps(request).encode()
        with self._turns:
            return self._patience.asked(lambda seconds: self._post(body, seconds))

    def _post(self, body: bytes, seconds: float) -> Reply:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key.get_secret_value()}"
        return post(f"{self._server.base_url}/chat/completions", body, headers, seconds=seconds)


def _cut(texts: list[str], size: int) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, size)):
        yield batch


def _rows(body: bytes, count: int) -> list[str] | str:
    """The texts of an answer, or what is wrong with it."""
    try:
        answer = json.loads(body)
    except ValueError:
        return "an answer that is no JSON"
    choices = answer.get("choices") if isinstance(answer, dict) else None
    if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
        return "an answer without choices"
    message = choices[0].get("message")
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(content, str):
        return "an answer without content"
    if choices[0].get("finish_reason") == "length":
        return "an answer cut at its most tokens"
    return _texts(content, count)


def _texts(content: str, count: int) -> list[str] | str:
    """The texts of `{"1": …, "2": …}`, each key once; a fence around it is common, and let pass."""
    inner = content.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        pairs = json.loads(inner, object_pairs_hook=list)
    except ValueError:
        return "a text that is not the wanted JSON"
    wanted = [str(number) for number in range(1, count + 1)]
    if not isinstance(pairs, list) or not all(isinstance(pair, tuple) for pair in pairs):
        return "a text that is not the wanted JSON"
    if sorted(key for key, _ in pairs) != sorted(wanted):
        return "rows that are missing, doubled or not asked for"
    rows = dict(pairs)
    if not all(isinstance(rows[key], str) and rows[key].strip() for key in wanted):
        return "rows that are no texts"
    return [rows[key] for key in wanted]
