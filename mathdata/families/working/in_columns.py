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
    read = _with_numbers(table.with_row_index("row").drop_nulls())
    answer = read["answer"]
    asked = (read["sign"] == "/").arg_true()
    if len(asked):
        quotients = printed_quotients(read["u"].gather(asked), read["v"].gather(asked), digits=28)
        answer = answer.scatter(asked, quotients["quotient"].set(quotients["ends"], None))
    relation = pl.when(pl.col("sign") == "/").then(pl.lit("≈")).otherwise(pl.lit("="))
    told = pl.concat_str(["a", "sign", "b", relation, "answer"], separator=" ")
    return read.with_columns(answer).select("row", told.alias("solution"), "answer").drop_nulls()


def _with_numbers(read: pl.DataFrame) -> pl.DataFrame:
    """The operations with both numbers at their common places as `u` and `v`, and with sums and products."""
    a, b, p, q = (pl.col(name) for name in ("x", "y", "p", "q"))
    table = read.lazy().with_columns(x=whole(pl.col("a")), y=whole(pl.col("b")))
    table = table.with_columns(p=places(pl.col("a")), q=places(pl.col("b")))
    table = table.with_columns(longer=pl.max_horizontal("p", "q"))
    table = table.with_columns(u=at_places(a, p, pl.col("longer")), v=at_places(b, q, pl.col("longer")))
    sign, u, v = pl.col("sign"), pl.col("u"), pl.col("v")
    product = pl.when(sign == "*").then(a * b)
    number = product.when(sign == "+").then(u + v).when(sign == "-").then(u - v)
    table = table.with_columns(number=number, decimals=pl.when(sign == "*").then(p + q).otherwise("longer"))
    return table.with_columns(answer=printed(pl.col("number"), pl.col("decimals"))).collect()


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
