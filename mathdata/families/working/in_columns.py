"""Whole families in columns: the chains and answers of small numbers, with the same words as one by one.

```text
problem ─pattern─> operands ─> whole numbers of 64 bits ─> digits ─> chain
                      └── beyond the bounds, or not to be said without more thought ──> left out
```
"""

import polars as pl

from mathdata.numbers.in_columns import at_places, places, printed, printed_quotient, whole


def operations(problems: pl.Series, pattern: str) -> pl.DataFrame:
    """The `row`, `solution` and `answer` of problems `a sign b`, but for quotients that end, and by zero.

    Args:
        problems: any texts.
        pattern: captures a, sign and b, the numbers as `SMALL_DECIMAL`.

    >>> asked = pl.Series(["1.5 * -3.25", "1 - 2.0", "2 / 3", "1 / 4"])
    >>> operations(asked, "^(.+) ([-+*/]) (.+)$")["answer"].to_list()
    ['-4.875', '-1.0', '0.6666666666666666666666666667']
    """
    captured = problems.str.extract_groups(pattern).struct
    table = pl.DataFrame([captured[number].alias(name) for number, name in enumerate(("a", "sign", "b"))])
    read = table.with_row_index("row").drop_nulls()
    numbers = _at_common_places(read)
    answer = _sums_and_products(numbers)
    asked = (read["sign"] == "/").arg_true()
    if len(asked):
        answer = answer.scatter(asked, printed_quotient(numbers["u"][asked], numbers["v"][asked], digits=28))
    relation = pl.when(pl.col("sign") == "/").then(pl.lit("≈")).otherwise(pl.lit("="))
    told = pl.concat_str(["a", "sign", "b", relation, "answer"], separator=" ")
    done = read.with_columns(answer=answer).select("row", told.alias("solution"), "answer")
    return done.drop_nulls()


def _at_common_places(read: pl.DataFrame) -> pl.DataFrame:
    """Both numbers without their points (`x`, `y`), and at the places of the longer one (`u`, `v`)."""
    a, b, p, q = pl.col("a"), pl.col("b"), pl.col("p"), pl.col("q")
    placed = read.select("sign", x=whole(a), y=whole(b), p=places(a), q=places(b))
    longer = placed.with_columns(longer=pl.max_horizontal("p", "q"))
    return longer.with_columns(
        u=at_places(pl.col("x"), p, pl.col("longer")), v=at_places(pl.col("y"), q, pl.col("longer"))
    )


def _sums_and_products(numbers: pl.DataFrame) -> pl.Series:
    """The digits of each result that is a sum, a difference or a product; null for a quotient."""
    sign, u, v = pl.col("sign"), pl.col("u"), pl.col("v")
    product = pl.when(sign == "*").then(pl.col("x") * pl.col("y"))
    number = product.when(sign == "+").then(u + v).when(sign == "-").then(u - v)
    decimals = pl.when(sign == "*").then(pl.col("p") + pl.col("q")).otherwise("longer")
    results = numbers.select(number=number, decimals=decimals)
    return results.select(printed(pl.col("number"), pl.col("decimals"))).to_series()
