"""Keep the problems of evaluation files out of a corpus.

```text
exact      the same text                                          dropped
skeleton   the same numbers, symbols and wording                  dropped
ngrams     most n-grams of the template, and the same numbers     dropped
template   the same or nearly the same template, other numbers    counted, kept
```
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import polars as pl
from pydantic import Field

from mathdata.sources import Source
from mathdata.step import CorpusStep, Verdict
from mathdata.transforms.evaluation import SKELETON, Evaluation, evaluation, examined, template_ngrams

_HOW = ("exact", "skeleton", "ngrams", "template")
_FOUND = pl.Schema(
    {
        "position": pl.UInt64(),
        "id": pl.String(),
        "how": pl.Enum(_HOW),
        "evaluation": pl.String(),
        "overlap": pl.Float64(),
    }
)


class Decontaminate(CorpusStep):
    """Drop every problem that stands in an evaluation file; say where it stands.

    A problem made after the same template with other numbers is practice, not a leak: such rows are counted and
    listed as evidence, and they stay. Needs `problem`; a row without one stays.

    This is a corpus step only so that its finds are kept as a table of evidence; every row is judged by itself.
    """

    kind: ClassVar[str] = "decontaminate"

    against: tuple[str | Source, ...] = Field(min_length=1)
    """Evaluation files: paths, or sources with `path`, `format`, `map` …; read whole."""
    ngram_size: int = Field(default=13, ge=2)
    """Tokens of an n-gram: words, Chinese characters, signs, and one placeholder for each number."""
    min_overlap: float = Field(default=0.8, gt=0, le=1)
    """Fraction of the n-grams of an evaluation problem that make a problem a copy, if the numbers agree too."""

    @property
    def files(self) -> list[str]:
        """The evaluation files."""
        return [source.path for source in self.sources]

    @property
    def sources(self) -> list[Source]:
        """The evaluation files as sources."""
        return [Source(path=source) if isinstance(source, str) else source for source in self.against]

    def summarise(self, records: pl.DataFrame) -> pl.DataFrame:
        """The rows that are found in an evaluation file, and where."""
        known = _index(self.model_dump_json(), _stamps(self.files))
        asked = records.filter(pl.col("problem").is_not_null()).select("position", "id", "problem")
        rows = examined(asked)
        overlaps = self._overlaps(rows["template"].unique(maintain_order=True), known)
        finds = [*_equal(rows, known.problems), *_similar(rows, known.problems, overlaps)]
        found = pl.concat([_FOUND.to_frame(), *(find.select(_FOUND.names()).cast(_FOUND) for find in finds)])
        # The strongest find of a row tells; of equal ones the first by name, so that order means nothing.
        best = found.sort("position", "how", "overlap", "evaluation", descending=[False, False, True, False])
        return best.unique("position", keep="first", maintain_order=True)

    def _overlaps(self, templates: pl.Series, known: Evaluation) -> pl.DataFrame:
        """Pairs of a `template` and a `target` template of the evaluation that share most n-grams."""
        shared = template_ngrams(templates, size=self.ngram_size).join(known.ngrams, on="ngram")
        pairs = shared.group_by("template", "target").agg(overlap=pl.len() / pl.col("total").first())
        # Equal templates are found by their skeleton; paired here they would multiply.
        return pairs.filter((pl.col("overlap") >= self.min_overlap) & (pl.col("template") != pl.col("target")))

    def decide(self, summaries: Sequence[pl.DataFrame]) -> Verdict:
        """What was found goes, unless only the template is the same."""
        found = pl.concat([_FOUND.to_frame(), *summaries]).sort("position")
        counts = dict(found["how"].cast(pl.String).value_counts().sort("how").iter_rows())
        kept = counts.pop("template", 0)
        gone = found.filter(pl.col("how") != "template")
        details = {f"contaminated_{how}": count for how, count in counts.items()} | {"same_template": kept}
        return Verdict(
            rows=gone.select("position", dropped=pl.concat_str(pl.lit("contaminated_"), pl.col("how").cast(pl.String))),
            details={name: count for name, count in details.items() if count},
            notes=[f"{kept} rows have the template of an evaluation problem with other numbers; kept"] if kept else [],
            evidence=found.with_columns(pl.col("how").cast(pl.String)),
        )


def _equal(rows: pl.DataFrame, problems: pl.DataFrame) -> list[pl.DataFrame]:
    """Rows with the text, the skeleton and numbers, or the skeleton alone of an evaluation problem."""
    same = {"exact": ["text"], "skeleton": [*SKELETON, "numbers"], "template": SKELETON}
    return [
        rows.join(problems.unique(on, keep="first", maintain_order=True).select(*on, "evaluation"), on=on).with_columns(
            how=pl.lit(how), overlap=pl.lit(1.0)
        )
        for how, on in same.items()
    ]


def _similar(rows: pl.DataFrame, problems: pl.DataFrame, overlaps: pl.DataFrame) -> list[pl.DataFrame]:
    """Rows whose template shares most n-grams with one of the evaluation, by whether its numbers stand in them."""
    targets = problems.select("evaluation", target="template", asked="numbers")
    near = rows.select("position", "id", "template", "numbers").join(overlaps, on="template").join(targets, on="target")
    spaced = [pl.concat_str(pl.lit(" "), name, pl.lit(" ")) for name in ("numbers", "asked")]
    alike = near.select(spaced[0].str.contains(spaced[1], literal=True)).to_series()
    return [
        near.filter(alike).with_columns(how=pl.lit("ngrams")),
        near.filter(~alike).with_columns(how=pl.lit("template")),
    ]


def _stamps(paths: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file changes: an index of yesterday's file must not be used."""
    found = [(path, Path(path).stat()) for path in paths if Path(path).is_file()]
    return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in found)


@lru_cache(maxsize=4)
def _index(step: str, stamps: tuple[tuple[str, int, int], ...]) -> Evaluation:
    """The index of a step's files; the same step asks for it with every batch."""
    options = Decontaminate.model_validate_json(step)
    return evaluation(options.sources, ngram_size=options.ngram_size)
