"""New problems as a corpus in a notebook; see `mathdata.generation`."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from mathdata.corpus import Corpus
from mathdata.families import WorkOptions
from mathdata.generation import SOURCE, Generation, generated
from mathdata.in_memory import InMemory
from mathdata.sources import Source


def generate(
    *families: str,
    n: int,
    seed: int = 42,
    language: Literal["zh", "en", "both"] = "both",
    difficulty: int | str = "1-5",
    style: Literal["brief", "steps", "explain"] = "steps",
    answer_mark: Literal["none", "答案：", "####", "boxed"] = "none",
    split: Literal["train", "interpolate", "extrapolate"] | None = None,
    avoid: str | Path | Sequence[str | Path] = (),
    start: int = 0,
) -> Corpus:
    """A lazy corpus of `n` new problems with worked solutions; no families named means all of them.

    The options are those of `mathdata.generation.Generation`; `avoid` names files.

    Raises:
        OptionError: if a family is unknown; and, when rows are asked for, if there are not so many problems.

    >>> corpus = generate("mean", n=1, language="en", difficulty=1, style="brief", seed=7)
    >>> corpus.to_polars()["category"].item()
    'mean'
    """
    files = [avoid] if isinstance(avoid, str | Path) else avoid
    options = Generation(
        families=families, n=n, seed=seed, language=language, difficulty=difficulty,  # type: ignore[arg-type]
        split=split, start=start, avoid=tuple(Source(path=str(path)) for path in files),
        work=WorkOptions(style=style, answer_mark=answer_mark),
    )  # fmt: skip
    return corpus_of(options)


def corpus_of(options: Generation) -> Corpus:
    """The corpus that some options make; it is made anew each time that rows are asked for."""
    return Corpus([InMemory(partial(generated, options), SOURCE)])
