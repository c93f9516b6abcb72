"""Weighing rules: which category speaks loudest in a text."""

from collections.abc import Sequence

import polars as pl

from mathdata.transforms.taxonomy.rule import Rule, plain

_LAST_SENTENCE = r"(?s)^.*[.?!;:]\s+(\S.*)$|^.*[。？！；]\s*([^。？！；\s].*)$"


def best_categories(problems: pl.Series, rules: Sequence[Rule], order: Sequence[str]) -> pl.Series:
    """The category of the largest sum of weights for each problem, or null where no rule speaks.

    A rule counts once a text, and once more if it is found in the last sentence: that is where the question
    stands. Of two categories with one sum the earlier in `order` wins, of others the first by name.
    """
    texts = problems.alias("text").to_frame().with_row_index("row")
    last = texts.with_columns(pl.coalesce(pl.col("text").str.extract(_LAST_SENTENCE, i) for i in (1, 2)))
    hits = [_hits(part, rules) for part in (texts, last.filter(pl.col("text").is_not_null()))]
    weights = pl.DataFrame(
        {"rule": range(len(rules)), "category": [r.category for r in rules], "weight": [r.weight for r in rules]},
        schema={"rule": pl.UInt32, "category": pl.String, "weight": pl.UInt32},
    )
    places = pl.DataFrame({"category": order, "place": range(len(order))}, schema_overrides={"place": pl.UInt32})
    sums = pl.concat(hits).join(weights, on="rule").group_by("row", "category").agg(pl.col("weight").sum())
    ranked = sums.join(places, on="category", how="left").sort(
        "row", "weight", "place", "category", descending=[False, True, False, False], nulls_last=True
    )
    best = ranked.unique("row", keep="first", maintain_order=True)
    return texts.join(best, on="row", how="left", maintain_order="left")["category"]


def _hits(texts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """Which rule is found in which row."""
    return pl.concat([_terms(texts, rules), *_patterns(texts, rules)])


def _terms(texts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """All terms at once: one walk over each text, however many terms there are."""
    terms = [(number, rule.literal) for number, rule in enumerate(rules) if rule.regex is None]
    known = pl.DataFrame(terms, schema={"rule": pl.UInt32, "term": pl.String}, orient="row")
    if not terms:
        return known.select("rule").with_columns(row=pl.lit(0, pl.UInt32)).select("row", "rule")
    found = pl.col("text").str.extract_many(known["term"].unique(maintain_order=True).to_list(), overlapping=True)
    spelled = texts.select("row", text=plain(pl.col("text"))).select("row", term=found)
    return spelled.explode("term").drop_nulls().unique().join(known, on="term").select("row", "rule")


def _patterns(texts: pl.DataFrame, rules: Sequence[Rule]) -> list[pl.DataFrame]:
    """Regular expressions, each over all texts; the columns are computed in parallel."""
    patterns = {str(number): rule.regex for number, rule in enumerate(rules) if rule.regex is not None}
    columns = [pl.col("text").str.contains(pattern).alias(name) for name, pattern in patterns.items()]
    table = texts.select("row", *columns)
    return [table.filter(name).select("row", rule=pl.lit(int(name), pl.UInt32)) for name in patterns]
