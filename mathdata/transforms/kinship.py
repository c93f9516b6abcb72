"""Which rows belong together: copies of one problem, and rows that were made from one another."""

import polars as pl


def kin(rows: pl.DataFrame) -> pl.Series:
    """A number for each row that all of its kin share: the index of the first of them.

    `problem`, `id`, `parent` and `root` are keys; the last two are null for a row that was read. Rows are kin if
    they share a problem, or a name: a child and its parent, siblings whose parent is gone, and their kin.

    >>> rows = pl.DataFrame({"problem": [1, 2, 1, 4], "id": [1, 2, 3, 4], "parent": [None, 3, None, None]})
    >>> kin(rows.with_columns(root="parent")).to_list()
    [0, 0, 0, 3]
    """
    label = rows.with_row_index("label").select(pl.col("label").min().over("problem"))["label"]
    if rows["parent"].null_count() == rows.height:
        return label
    named = pl.concat(
        rows.select("problem", row=pl.int_range(pl.len(), dtype=pl.UInt32), name=name)
        for name in ("id", "parent", "root")
    ).drop_nulls("name")
    while True:  # each round joins one generation more; labels only ever sink
        known = named.with_columns(label=label.gather(named["row"]))
        known = known.with_columns(label=pl.col("label").min().over("name"))
        best = known.group_by("row").agg(pl.col("label").min(), pl.col("problem").first())
        lower = best.with_columns(label=pl.col("label").min().over("problem")).sort("row")["label"]
        if (lower == label).all():
            return label
        label = lower
