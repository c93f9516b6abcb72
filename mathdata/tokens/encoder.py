"""Records to tokens: rendered, tokenised, labelled, and held to the length that rows may have."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from mathdata.drawing import draw_keys
from mathdata.errors import OptionError
from mathdata.tokens.labels import ids_of, trained_tokens
from mathdata.tokens.options import TokenOptions
from mathdata.tokens.own_template import OwnTemplate
from mathdata.tokens.rendering import Rendered, render
from mathdata.tokens.rows import ROWS, TokenRows
from mathdata.tokens.templates import Prompt, Template, named_template
from mathdata.tokens.tokenizer import CHUNK_CHARS, ChatTokenizer, load_tokenizer
from mathdata.tokens.turns import turns_of

Rows = NDArray[np.int64]
Failed = list[tuple[int, str]]
_NOTHING = pl.DataFrame(schema={"ids": ROWS["ids"], "trained": ROWS["trained"], "cut": ROWS["cut"], "row": pl.Int64()})


@dataclass(frozen=True)
class Encoder:
    """What turns records into tokens, by one set of options."""

    options: TokenOptions
    seed: int = 42

    @cached_property
    def tokenizer(self) -> ChatTokenizer:
        """The tokenizer, loaded when it is asked for."""
        return load_tokenizer(self.options.tokenizer)

    @cached_property
    def template(self) -> Template | OwnTemplate:
        """The template, as the options say.

        Raises:
            OptionError: if it is not there, or not what the options ask of it.
        """
        name, tokenizer = self.options.template, self.tokenizer
        found: Template | OwnTemplate
        if name is not None:
            found = named_template(name)
        elif tokenizer.chat_template is None:
            raise OptionError(f"{tokenizer.name}: found no chat template, wanted one; name one with template")
        else:
            found = OwnTemplate(
                tokenizer.chat_template, tokenizer.specials, tokenizer.control, dict(self.options.variables)
            )
        if self.options.default_system and getattr(found, "default_system", None) is None:
            raise OptionError("default_system is for templates that are known for one (vicuna); use system instead")
        return found

    @cached_property
    def bos_ids(self) -> list[int]:
        """What each row begins with; a tokenizer's own template writes it by itself."""
        asked = self.options.bos
        if asked is None:
            asked = isinstance(self.template, Template) and self.template.bos and self.tokenizer.bos is not None
        number = self.tokenizer.id_of(self.tokenizer.bos)
        if asked and number is None:
            raise OptionError(f"{self.tokenizer.name}: found no token that texts begin with; leave bos out")
        return [number] if asked and number is not None else []

    @property
    def pad_id(self) -> int:
        """The token that rows are filled up with.

        Raises:
            OptionError: if there is none.
        """
        token = self.options.pad_token or self.tokenizer.specials.get("pad_token")
        number = self.tokenizer.id_of(token)
        if number is None:
            found = f"no token {token!r}" if token else "no token to fill rows with"
            raise OptionError(
                f"{self.tokenizer.name}: found {found}, wanted one; name it with pad_token, such as <unk>"
            )
        return number

    def check(self) -> None:
        """Load what is needed and look at it, before there is any work to lose.

        Raises:
            OptionError: if tokenizer, template and options do not go together.
        """
        _ = self.bos_ids
        if self.options.pad:
            _ = self.pad_id
        if "{eos}" in self._marks and self.tokenizer.eos is None:
            raise OptionError(
                f"{self.tokenizer.name}: found no token that texts end with, wanted one for the template "
                f"{self.options.template}: the model would not learn to stop; set eos_token in tokenizer_config.json"
            )

    @property
    def notes(self) -> list[str]:
        """What the user should know of tokenizer and template."""
        if isinstance(self.template, OwnTemplate):
            system = self.template.default_system()
            said = "the tokenizer's template gives records without a system message one of its own"
            return [f"{said}: {system!r}"] if system else []
        unknown = [mark for mark in self._marks if mark != "{eos}" and self.tokenizer.id_of(mark) is None]
        return [
            f"{self.tokenizer.name}: has no token {mark!r}, by which the template {self.options.template} ends turns; "
            "it becomes several"
            for mark in unknown
        ]

    @property
    def _marks(self) -> list[str]:
        """By what trained turns end, in a template of ours."""
        if isinstance(self.template, OwnTemplate):
            return []
        return list(dict.fromkeys(style.end for style in self.template.styles.values() if style.end))

    def conversations(self, records: pl.DataFrame) -> tuple[pl.DataFrame, Rendered]:
        """The turns of records, their texts, and which characters of these are trained."""
        if isinstance(self.template, OwnTemplate):
            turns = turns_of(records)
            return turns, self.template.render(records, turns)
        if self.options.default_system:
            records = records.with_columns(pl.col("system").fill_null(self.template.default_system))
        turns = turns_of(records)
        return turns, render(turns, self.template, name=self.options.template or "", eos=self.tokenizer.eos)

    def encode(self, records: pl.DataFrame) -> tuple[pl.Series, Failed]:
        """The tokens of records as structs of `ROWS`, null for those that failed; and why those failed."""
        turns, texts = self.conversations(records)
        failed = dict(texts.failed) | self._controlled(turns)
        frames = []
        for rows, tokens in self._tokenised(texts):
            frame = tokens.to_frame().with_columns(row=rows)
            failed |= {row: why for row, why in self._refused(frame) if row not in failed}
            frames.append(frame)
        keys = pl.DataFrame({"key": draw_keys(records["id"], self.seed, "pack")}).with_row_index("row")
        good = pl.concat(frames).filter(~pl.col("row").is_in(list(failed))) if frames else _NOTHING
        found = keys.join(good.cast({"row": pl.UInt32}), on="row", how="left", maintain_order="left")
        rows_or_null = pl.when(pl.col("ids").is_not_null()).then(pl.struct(ROWS.names()))
        return found.select(rows=rows_or_null)["rows"], sorted(failed.items())

    def _controlled(self, turns: pl.DataFrame) -> dict[int, str]:
        """Records whose text spells a control token."""
        if self.options.control_text == "keep" or not self.tokenizer.control:
            return {}
        control = self.tokenizer.control
        found = turns.filter(pl.col("content").str.contains_any(control)).select("row", "content")
        return {
            row: f"found {next(token for token in control if token in content)!r} in the text, which would become a "
            "control token, wanted none; rewrite it, or accept it with control_text: keep"
            for row, content in found.reverse().iter_rows()
        }

    def _tokenised(self, texts: Rendered) -> Iterator[tuple[Rows, TokenRows]]:
        """The tokens of the texts, so many characters at a time; the next ones are tokenised meanwhile."""
        lengths = np.fromiter(map(len, texts.texts), dtype=np.int64, count=len(texts.texts))
        edges = np.flatnonzero(np.diff(np.cumsum(lengths) // CHUNK_CHARS, prepend=-1, append=-1)).tolist()
        parts = [slice(first, last) for first, last in pairwise(edges)]
        for part, encoded in self._encodings(texts.texts, parts):
            first, last = np.searchsorted(texts.span_texts, (part.start, part.stop))
            number = texts.span_texts[first:last] - part.start
            spans = trained_tokens(encoded, lengths[part], number, texts.spans[first:last])
            rows = TokenRows.of(*ids_of(encoded), number, spans).begun_with(self.bos_ids)
            yield texts.rows[part], rows.up_to(self.options.max_tokens)

    def _encodings(self, texts: list[str], parts: list[slice]) -> Iterator[tuple[slice, list[Any]]]:
        """The encodings of each part of the texts, the next part in work while somebody looks at one."""
        with ThreadPoolExecutor(1) as pool:
            coming = [pool.submit(self.tokenizer.encode, texts[part]) for part in parts[:1]]
            for number, part in enumerate(parts, 1):
                encoded = coming.pop().result()
                coming += [pool.submit(self.tokenizer.encode, texts[after]) for after in parts[number : number + 1]]
                yield part, encoded

    def _refused(self, rows: pl.DataFrame) -> Iterator[tuple[int, str]]:
        """Records that are too long, or of which nothing would be trained."""
        limit = self.options.max_tokens
        if self.options.over_long == "reject":
            length = pl.col("cut") + pl.col("ids").list.len()
            rows, longer = rows.filter(pl.col("cut") == 0), rows.filter(pl.col("cut") > 0)
            for row, found in longer.select("row", length).iter_rows():
                yield (
                    row,
                    (
                        f"found {found} tokens, wanted {limit} at most; raise seq_length, drop the row, or cut its end "
                        "with over_long: truncate"
                    ),
                )
        for row, cut in rows.filter(pl.col("trained").list.len() == 0).select("row", "cut").iter_rows():
            where = f" among the first {limit}" if cut else ""
            yield (
                row,
                f"found no token to train on{where}, wanted one at least; see the loss flags of its turns, or drop it",
            )

    def prompt(self, records: pl.DataFrame) -> Prompt:
        """What the model is given at inference, shown by the first of the records."""
        _, texts = self.conversations(records.head(1))
        if not texts.texts:
            raise OptionError(f"the first record cannot be rendered, so that there is no prompt: {texts.failed[0][1]}")
        text, spans = texts.texts[0], texts.spans.tolist()
        prompt = text[: spans[-1][0]] if spans else text
        return Prompt(
            template=self.options.template or "tokenizer", row=bracketed(text, spans), prompt=prompt,
            prompt_ids=self.bos_ids + self.tokenizer.encode([prompt])[0].ids, stop=self._stop(text, spans),
            stop_id=self.tokenizer.id_of(self._stop(text, spans)),
        )  # fmt: skip

    def _stop(self, text: str, spans: list[list[int]]) -> str | None:
        """The control token that ends the last trained turn."""
        ends = [token for token in self.tokenizer.control if spans and text[: spans[-1][1]].endswith(token)]
        return max(ends, key=len, default=None)


def bracketed(text: str, spans: list[list[int]]) -> str:
    """A text with its spans in 【】.

    >>> bracketed("Q: 1+1 A: 2", [[9, 11]])
    'Q: 1+1 A:【 2】'
    """
    for start, stop in reversed(spans):
        text = f"{text[:start]}【{text[start:stop]}】{text[stop:]}"
    return text
