"""Whole families in columns: the chains and answers of small numbers, with the same words as one by one.

```text
problem ─pattern─> operands ─> whole numbers of 64 bits ─> digits ─> chain
                      └── beyond the bounds, or not to be said without more thought ──> left out
```
"""

import polars as pl

from mathdata.families.language import WORDS, Language
from mathdata.numbers.in_columns import (
    at_places,
    greatest_common_divisors,
    places,
    printed,
    printed_quotients,
    whole,
)


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
        quotients = printed_quotients(numbers["u"].gather(asked), numbers["v"].gather(asked), digits=28)
        answer = answer.scatter(asked, quotients.select(pl.when(~pl.col("ends")).then("quotient")).to_series())
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


def equations(problems: pl.Series, pattern: str, *, language: Language, digits: int) -> pl.DataFrame:
    """The `row`, `solution` and `answer` of equations `ax + b = c` in whole numbers, `a` not 0.

    Args:
        problems: any texts.
        pattern: captures the equation, a, b and c, the numbers below `LIMIT` / 2.
        language: of the solution.
        digits: significant digits of a root that does not end.

    >>> equations(pl.Series(["-9x + 1 = 0"]), "^((.+)x [+] (.+) = (.+))$", language="en", digits=16)["solution"].item()
    '-9x + 1 = 0, x = -1 / (-9) = 1/9 ≈ 0.1111111111111111'
    """
    captured = problems.str.extract_groups(pattern).struct
    a, b, c = (captured[number].cast(pl.Int64) for number in (1, 2, 3))
    table = pl.DataFrame([captured[0].alias("text"), a.alias("a"), (c - b).alias("moved")])
    read = table.with_row_index("row").drop_nulls().filter(pl.col("a") != 0)
    roots = read.with_columns(printed_quotients(read["moved"], read["a"], digits=digits).get_columns())
    roots = roots.with_columns(common=greatest_common_divisors(read["moved"], read["a"]))
    chain = pl.concat_str(pl.col("text"), pl.lit(f"{WORDS.of(language).comma}x = "), _root_chain())
    return roots.select("row", chain.alias("solution"), pl.col("quotient").alias("answer")).drop_nulls()


def _root_chain() -> pl.Expr:
    """The quotient, the reduced fraction where it is another, and the digits."""
    a, moved, common, digits = pl.col("a"), pl.col("moved"), pl.col("common"), pl.col("quotient")
    divisor = pl.when(a < 0).then(pl.concat_str(pl.lit("("), a, pl.lit(")"))).otherwise(a.cast(pl.String))
    stated = pl.concat_str(moved, pl.lit(" / "), divisor)
    fraction = pl.concat_str(moved * a.sign() // common, pl.lit("/"), a.abs() // common)
    reduced = pl.when((a > 0) & (common == 1)).then(stated).otherwise(pl.concat_str(stated, pl.lit(" = "), fraction))
    relation = pl.when("ends").then(pl.lit(" = ")).otherwise(pl.lit(" ≈ "))
    is_whole = pl.col("ends") & ~digits.str.contains(".", literal=True)
    chain = pl.when(is_whole).then(pl.concat_str(stated, pl.lit(" = "), digits))
    return pl.when(a == 1).then(digits).otherwise(chain.otherwise(pl.concat_str(reduced, relation, digits)))
