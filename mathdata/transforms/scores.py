"""Weighing rules: which category speaks loudest in a text."""

from collections.abc import Iterator, Sequence

import polars as pl

from mathdata.transforms.taxonomy.rule import Rule, plain

_LAST_SENTENCE = r"(?s)^.*[.?!;:]\s+(\S.*)$|^.*[。？！；]\s*([^。？！；\s].*)$"


def best_categories(problems: pl.Series, rules: Sequence[Rule], order: Sequence[str]) -> pl.Series:
    """The category of the largest sum of weights for each problem, or null where no rule speaks.

    A rule counts once a text, and once more if it is found in the last sentence: that is where the question
    stands. Of two categories with one sum the earlier in `order` wins, of others the first by name.
    """
    texts = problems.alias("text").to_frame().with_row_index("row")
    weights = pl.DataFrame(
        {"rule": range(len(rules)), "category": [r.category for r in rules], "weight": [r.weight for r in rules]},
        schema={"rule": pl.UInt32, "category": pl.String, "weight": pl.UInt32},
    )
    places = pl.DataFrame({"category": order, "place": range(len(order))}, schema_overrides={"place": pl.UInt32})
    sums = _hits(texts, rules).join(weights, on="rule").group_by("row", "category").agg(pl.col("weight").sum())
    ranked = sums.join(places, on="category", how="left").sort(
        "row", "weight", "place", "category", descending=[False, True, False, False], nulls_last=True
    )
    best = ranked.unique("row", keep="first", maintain_order=True)
    return texts.join(best, on="row", how="left", maintain_order="left")["category"]


def _hits(texts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """Which rule is found in which row; twice, if also in its last sentence."""
    last = texts.with_columns(pl.coalesce(pl.col("text").str.extract(_LAST_SENTENCE, i) for i in (1, 2)))
    last = last.filter(pl.col("text").is_not_null())
    return pl.concat([_terms(texts, rules), _terms(last, rules), *_patterns(texts, last, rules)])


def _terms(texts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """All terms at once: one walk over each text, however many terms there are."""
    terms = [(number, rule.literal) for number, rule in enumerate(rules) if rule.regex is None]
    known = pl.DataFrame(terms, schema={"rule": pl.UInt32, "term": pl.String}, orient="row")
    if not terms:
        return known.select(row="rule", rule="rule")
    found = pl.col("text").str.extract_many(known["term"].unique(maintain_order=True).to_list(), overlapping=True)
    spelled = texts.select("row", text=plain(pl.col("text"))).select("row", term=found)
    return spelled.explode("term").drop_nulls().unique().join(known, on="term").select("row", "rule")


def _patterns(texts: pl.DataFrame, last: pl.DataFrame, rules: Sequence[Rule]) -> Iterator[pl.DataFrame]:
    """Regular expressions, each over all texts; the columns are computed in parallel.

    Most are looked for in the last sentence only where the whole text has them, which saves half the time.
    """
    patterns = {str(number): rule.regex for number, rule in enumerate(rules) if rule.regex is not None}
    if not patterns:
        return
    table = texts.select("row", *(pl.col("text").str.contains(regex).alias(n) for n, regex in patterns.items()))
    for name, regex in patterns.items():
        rule = pl.lit(int(name), pl.UInt32)
        found = table.filter(name).select("row")
        again = last if "^" in regex.replace("[^", "") else last.join(found, on="row", how="semi")
        yield found.with_columns(rule=rule)
        yield again.filter(pl.col("text").str.contains(regex)).select("row", rule=rule)
