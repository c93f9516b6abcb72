"""Weighing rules: which category speaks loudest in a text."""

from collections.abc import Iterator, Sequence

import polars as pl

from mathdata.transforms.taxonomy.rule import Rule, as_words

_LAST_SENTENCE = r"(?s)^.*[.?!;:]\s+(\S.*)$|^.*[。？！；]\s*([^。？！；\s].*)$"


def best_categories(problems: pl.Series, rules: Sequence[Rule], order: Sequence[str]) -> pl.Series:
    """The category of the largest sum of weights for each problem, or null where no rule speaks.

    A rule counts once a text, and once more if it is found in the last sentence: that is where the question
    stands. Of two categories with one sum the earlier in `order` wins, of others the first by name.
    """
    texts = problems.rechunk().alias("text").to_frame().with_row_index("row")
    weights = pl.DataFrame(
        {"rule": range(len(rules)), "category": [r.category for r in rules], "weight": [r.weight for r in rules]},
        schema={"rule": pl.UInt32, "category": pl.String, "weight": pl.UInt32},
    )
    places = pl.DataFrame(
        {"category": order, "place": range(len(order))}, schema={"category": pl.String, "place": pl.UInt32}
    )
    sums = hits(texts, rules).join(weights, on="rule").group_by("row", "category").agg(pl.col("weight").sum())
    ranked = sums.join(places, on="category", how="left").sort(
        "row", "weight", "place", "category", descending=[False, True, False, False], nulls_last=True
    )
    best = ranked.unique("row", keep="first", maintain_order=True)
    return texts.join(best, on="row", how="left", maintain_order="left")["category"]


def hits(texts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """Which `rule` is found in which `row` of `row` and `text`; twice, if also in its last sentence."""
    last = texts.with_columns(pl.coalesce(pl.col("text").str.extract(_LAST_SENTENCE, i) for i in (1, 2)))
    terms = (_terms(part, rules) for part in (texts, last.filter(pl.col("text").is_not_null())))
    return pl.concat([*terms, *_patterns(texts["text"], last["text"], rules)])


def _terms(texts: pl.DataFrame, rules: Sequence[Rule]) -> pl.DataFrame:
    """All terms at once: one walk over each text, however many terms there are."""
    terms = [(number, rule.literal) for number, rule in enumerate(rules) if rule.regex is None]
    known = pl.DataFrame(terms, schema={"rule": pl.UInt32, "term": pl.String}, orient="row")
    if not terms:
        return known.select(row="rule", rule="rule")
    found = pl.col("text").str.extract_many(known["term"].unique(maintain_order=True).to_list(), overlapping=True)
    spelled = texts.select("row", text=as_words(pl.col("text"))).select("row", term=found)
    return spelled.explode("term").drop_nulls().unique().join(known, on="term").select("row", "rule")


def _patterns(texts: pl.Series, last: pl.Series, rules: Sequence[Rule]) -> Iterator[pl.DataFrame]:
    """Regular expressions, each over all texts; the columns are computed in parallel.

    A last sentence without the pattern in its text is not looked at, unless the pattern is bound to a beginning.
    """
    patterns = {str(number): rule.regex for number, rule in enumerate(rules) if rule.regex is not None}
    searched = texts.to_frame("text").select(pl.col("text").str.contains(p).alias(name) for name, p in patterns.items())
    everywhere = pl.int_range(len(texts), dtype=pl.UInt32, eager=True)
    for name, pattern in patterns.items():
        rows = searched[name].arg_true()
        worth = everywhere if _is_bound(pattern) else rows
        again = worth.filter(last.gather(worth).str.contains(pattern).fill_null(False))
        for found in (rows, again):
            if len(found):
                yield pl.DataFrame(
                    {"row": found, "rule": pl.repeat(int(name), len(found), dtype=pl.UInt32, eager=True)}
                )


def _is_bound(pattern: str) -> bool:
    return "^" in pattern.replace("\\^", "").replace("[^", "")
