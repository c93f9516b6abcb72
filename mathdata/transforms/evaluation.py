"""Evaluation problems, indexed for the search of copies in a corpus."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from mathdata.drawing import text_keys
from mathdata.errors import InputError, OptionError
from mathdata.sources import Source, open_source
from mathdata.transforms.minhash import windows
from mathdata.transforms.plain import plain
from mathdata.transforms.skeleton import dissected, read_templates

SKELETON = ["symbols", "wording"]
_TOKEN = r"[a-z]+|[^\sa-z]"
_COLUMNS = ["evaluation", "text", "numbers", "template", *SKELETON]


@dataclass(frozen=True)
class Evaluation:
    """Problems to keep out of a corpus, and the n-grams of their templates."""

    problems: pl.DataFrame
    """`evaluation` (file and id), `text`, `numbers`, `template`, `symbols` and `wording` of each problem."""
    ngrams: pl.DataFrame
    """`ngram`, the `target` template it stands in, and how many `total` n-grams that template has."""


def evaluation(sources: Iterable[Source], *, ngram_size: int) -> Evaluation:
    """The problems of evaluation files in any readable layout.

    Raises:
        InputError: if a file cannot be read whole, or holds no problem.
        OptionError: if a source asks for a part of its rows.
    """
    frames = list(_problems(sources))
    problems = examined(pl.concat(frames)).select(_COLUMNS)
    templates = problems["template"].unique(maintain_order=True)
    ngrams = template_ngrams(templates, size=ngram_size).rename({"template": "target"})
    return Evaluation(problems, ngrams.with_columns(total=pl.len().over("target")))


def examined(problems: pl.DataFrame) -> pl.DataFrame:
    """Problems with their plain `text`, `numbers`, `template`, `symbols` and `wording`."""
    parts = dissected(problems["problem"])
    found = problems.with_columns(plain(problems["problem"]).alias("text"), *parts)
    return found.join(
        read_templates(parts["template"].unique(maintain_order=True)),
        on="template",
        how="left",
        maintain_order="left",
    )


def template_ngrams(templates: pl.Series, *, size: int) -> pl.DataFrame:
    """The different n-grams of each `template`: of words, Chinese characters, signs and placeholders."""
    tokens = templates.str.to_lowercase().str.extract_all(_TOKEN)
    flat = tokens.explode(empty_as_null=False).cast(pl.String)
    distinct = flat.unique(maintain_order=True)
    codes = flat.replace_strict(distinct, text_keys(distinct, 0, "decontaminate/token"), return_dtype=pl.UInt64)
    grams, counts = windows(codes.to_numpy().copy(), tokens.list.len().to_numpy().astype(np.int64), size=size)
    owners = pl.Series(np.repeat(np.arange(len(templates)), counts), dtype=pl.UInt32)
    return pl.DataFrame({"template": templates.gather(owners), "ngram": grams}).unique(maintain_order=True)


def _problems(sources: Iterable[Source]) -> Iterator[pl.DataFrame]:
    for source in sources:
        for file in open_source(source):
            if file.sample is not None:
                raise OptionError(
                    f"{source.path}: found '#', wanted evaluation files whole; leave out '#{file.sample}'"
                )
            found = 0
            for batch in file.batches():
                decoded = file.decode(batch)
                if decoded.rejects:
                    raise InputError(f"{decoded.rejects[0]}\nevaluation files must be read whole: mend the row")
                asked = decoded.records.filter(pl.col("problem").is_not_null())
                found += asked.height
                name = pl.concat_str(pl.lit(f"{file.name} "), "id")
                yield asked.select(evaluation=name, problem="problem")
            if not found:
                raise InputError(f"{file.title}: found no problems, wanted evaluation problems; check --from and --map")
