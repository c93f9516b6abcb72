"""Drop near-duplicates: one problem put in slightly different words.

```text
problem ─> numbers, symbols ─> a key of 128 bits     only rows of one key are candidates
        └> wording ──────────> a sketch of its words  compared where the keys are equal
```
"""

from collections.abc import Sequence
from typing import ClassVar

import polars as pl
from pydantic import Field

from mathdata.drawing import text_keys
from mathdata.step import CorpusStep, Verdict
from mathdata.transforms.clusters import roots
from mathdata.transforms.minhash import as_matrix, candidates, similarity, sketches
from mathdata.transforms.skeleton import dissected, read_templates

REASON = "near_duplicate"

_KEY = ["key_high", "key_low"]
_WORDING = [*_KEY, "wording"]
_SUMMARY = pl.Schema(
    {
        "position": pl.UInt64(),
        "id": pl.String(),
        "key_high": pl.UInt64(),
        "key_low": pl.UInt64(),
        "wording": pl.UInt64(),
        "sketch": pl.Binary(),
    }
)


class NearDedup(CorpusStep):
    """Keep the first of all problems that differ in wording only.

    Two problems are compared only if their signed numbers, operators and variables are the same, in the same
    order: `-36x + 41 = 0` is never a near-duplicate of `-36x + -41 = 0`. Turns before the problem must be equal.
    Needs `problem`; a row without one stays. A row that goes is told with the row that is kept instead.
    """

    kind: ClassVar[str] = "near_dedup"

    ngram_size: int = Field(default=4, ge=1)
    """Characters of an n-gram of the wording; white space and punctuation do not count."""
    bands: int = Field(default=32, ge=1)
    """Bands of a sketch: two wordings are compared if they agree on one. More bands find less similar pairs."""
    rows_per_band: int = Field(default=4, ge=1)
    """Values in a band; a sketch has `bands * rows_per_band` values."""
    threshold: float = Field(default=0.8, gt=0, le=1)
    """Smallest similarity of two wordings, a fraction: the estimated Jaccard similarity of their n-grams."""
    max_cluster: int = Field(default=50, ge=2)
    """Wordings that a cluster may hold; of a larger one all rows stay, and the ledger says so."""

    def summarise(self, records: pl.DataFrame) -> pl.DataFrame:
        """The key and the sketch of each row with a problem."""
        rows = records.filter(pl.col("problem").is_not_null()).select("position", "id", "problem", "history")
        parts = dissected(rows["problem"])
        contexts = _contexts(rows["history"])
        numbers = parts["numbers"] if contexts is None else parts["numbers"] + contexts
        templates = self._templates(parts["template"].unique(maintain_order=True))
        found = rows.select("position", "id").with_columns(parts["template"], *_halves(numbers, "numbers"))
        found = found.join(templates, on="template", how="left", maintain_order="left")
        keys = {half: pl.col(half) ^ pl.col(f"symbols_{half}") for half in ("high", "low")}
        return found.with_columns(key_high=keys["high"], key_low=keys["low"]).select(_SUMMARY.names())

    def _templates(self, templates: pl.Series) -> pl.DataFrame:
        """What depends on the template alone."""
        read = read_templates(templates)
        high, low = _halves(read["symbols"], "symbols")
        return read.select(
            "template",
            high.alias("symbols_high"),
            low.alias("symbols_low"),
            text_keys(read["wording"], 0, "near_dedup/wording").alias("wording"),
            sketches(read["wording"], ngram_size=self.ngram_size, places=self.bands * self.rows_per_band),
        )

    def decide(self, summaries: Sequence[pl.DataFrame]) -> Verdict:
        """The clusters; of each, all rows but the first go."""
        rows = pl.concat([_SUMMARY.to_frame(), *summaries])
        rows = rows.filter(pl.struct(_KEY).is_duplicated()).sort("position")
        wordings = rows.unique(_WORDING, keep="first", maintain_order=True)
        wordings = wordings.with_columns(cluster=pl.Series(self._roots(wordings), dtype=pl.UInt32))
        sizes = wordings.group_by("cluster").agg(wordings=pl.len())
        firsts = (
            wordings.drop("cluster")
            .with_row_index("cluster")
            .select("cluster", by="position", kept="id", kept_sketch="sketch")
        )
        members = rows.join(wordings.select(*_WORDING, "cluster"), on=_WORDING, how="left", maintain_order="left")
        members = members.join(sizes, on="cluster", how="left", maintain_order="left")
        members = members.join(firsts, on="cluster", how="left", maintain_order="left")
        return self._verdict(members.filter(pl.col("position") != pl.col("by")))

    def _roots(self, wordings: pl.DataFrame) -> list[int]:
        """The first wording of the cluster of each."""
        many = wordings.select(pl.struct(_KEY).is_duplicated())["key_high"].arg_true()
        near = wordings[many]
        pairs = candidates(
            near["sketch"], near["key_high"], bands=self.bands, rows_per_band=self.rows_per_band, most=self.max_cluster
        )
        alike = self._similarity(near["sketch"][pairs[:, 0]], near["sketch"][pairs[:, 1]]) >= self.threshold
        return roots(len(wordings), many.to_numpy()[pairs[alike.to_numpy()]].tolist())

    def _similarity(self, sketches: pl.Series, others: pl.Series) -> pl.Series:
        places = self.bands * self.rows_per_band
        return pl.Series(similarity(as_matrix(sketches, places=places), as_matrix(others, places=places)))

    def _verdict(self, copies: pl.DataFrame) -> Verdict:
        """Rows that are near-duplicates of an earlier one, unless their cluster is too large."""
        evidence = copies.select(
            cluster="kept",
            id="id",
            similarity=self._similarity(copies["sketch"], copies["kept_sketch"]),
            dropped=pl.col("wordings") <= self.max_cluster,
        )
        gone = copies.filter(evidence["dropped"])
        refused = copies.filter(~evidence["dropped"])
        clusters, spared = gone["cluster"].n_unique(), refused["cluster"].n_unique()
        notes = [
            f"{spared} clusters of more than {self.max_cluster} wordings were refused, "
            f"their {refused.height + spared} rows stay; raise threshold, or max_cluster if they are true copies"
        ]
        return Verdict(
            rows=gone.select("position", "by", dropped=pl.lit(REASON, pl.String)),
            details={n: count for n, count in {"clusters": clusters, "refused_clusters": spared}.items() if count},
            notes=notes if spared else [],
            evidence=evidence,
        )


def _halves(texts: pl.Series, what: str) -> tuple[pl.Series, pl.Series]:
    """Two independent 64-bit keys of each text: together as good as 128 bits."""
    return (
        text_keys(texts, 0, f"near_dedup/{what}/high").alias("high"),
        text_keys(texts, 0, f"near_dedup/{what}/low").alias("low"),
    )


def _contexts(history: pl.Series) -> pl.Series | None:
    """The turns before each problem as text; null where no row has any, which is usual."""
    if not (history.list.len() > 0).any():
        return None
    turns = pl.DataFrame({"turn": history}).select(
        pl.when(pl.col("turn").list.len() > 0)
        .then(pl.lit("\n") + pl.col("turn").list.eval(pl.element().struct.json_encode()).list.join("\n"))
        .otherwise(pl.lit(""))
    )
    return turns.to_series()
