"""Whole families in columns: the chains and answers of small numbers, with the same words as one by one.

```text
problem ─pattern─> operands ─> whole numbers of 64 bits ─> digits ─> chain
                      └── beyond the bounds, or not to be said without more thought ──> left out
```
"""

from decimal import Context, Decimal

import polars as pl

from mathdata.families.language import WORDS, Language
from mathdata.numbers import EXACTLY
from mathdata.numbers.in_columns import (
    at_places,
    greatest_common_divisors,
    places,
    pointed,
    printed,
    printed_quotients,
    whole,
    without_zeros,
)


def operations(problems: pl.Series, pattern: str) -> pl.DataFrame:
    """The rows of problems `a sign b` as `Family.in_columns` gives them, but for quotients that end, and by zero.

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
    exact = (pl.col("sign") != "/").alias("is_exact")
    return read.with_columns(answer).select("row", told.alias("solution"), "answer", exact).drop_nulls()


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
    """The same of equations `ax + b = c` in whole numbers, `a` not 0.

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
    found = read.with_columns(printed_quotients(read["moved"], read["a"], digits=digits).get_columns())
    found = found.with_columns(common=greatest_common_divisors(read["moved"], read["a"]))
    chain = pl.concat_str(pl.col("text"), pl.lit(f"{WORDS.of(language).comma}x = "), _root_chain())
    answer = pl.col("quotient").alias("answer")
    return found.select("row", chain.alias("solution"), answer, is_exact="ends").drop_nulls()


def _root_chain() -> pl.Expr:
    """The quotient, the reduced fraction where it is another, and the digits."""
    a, moved, common, digits = pl.col("a"), pl.col("moved"), pl.col("common"), pl.col("quotient")
    divisor = pl.when(a < 0).then(pl.concat_str(pl.lit("("), a, pl.lit(")"))).otherwise(a.cast(pl.String))
    stated = pl.concat_str(moved, pl.lit(" / "), divisor)
    fraction = pl.concat_str(moved * a.sign() // common, pl.lit("/"), a.abs() // common)
    reduced = pl.when((a > 0) & (common == 1)).then(stated).otherwise(pl.concat_str(stated, pl.lit(" = "), fraction))
    is_whole = pl.col("ends") & ~digits.str.contains(".", literal=True)
    chain = pl.when(is_whole).then(pl.concat_str(stated, pl.lit(" = "), digits))
    return pl.when(a == 1).then(digits).otherwise(chain.otherwise(pl.concat_str(reduced, _relation(), digits)))


def powers(problems: pl.Series, pattern: str) -> pl.DataFrame:
    r"""The same of powers `a^k`, but for a between -1 and 1, which may want exponents.

    Args:
        problems: any texts.
        pattern: captures a as `SMALL_DECIMAL`, and k of one digit.

    >>> powers(pl.Series(["-1.5 2", "7 0"]), "^(.+) (.)$")["solution"].to_list()
    ['(-1.5)^2 = 2.25', '7^0 = 1']
    """
    captured = problems.str.extract_groups(pattern).struct
    table = pl.DataFrame([captured[0].alias("a"), captured[1].cast(pl.Int64).alias("k")])
    read = table.with_row_index("row").drop_nulls().with_columns(x=whole(pl.col("a")), p=places(pl.col("a")))
    read = read.filter(pl.col("x").abs() > pl.lit(10, pl.Int64).pow("p"))
    values = [x**k for x, k in zip(read["x"].to_list(), read["k"].to_list(), strict=True)]
    size = pl.Series("size", [str(abs(value)) for value in values], dtype=pl.String)
    is_negative = (pl.col("x") < 0) & (pl.col("k") % 2 == 1)
    answer = pl.concat_str(_where(is_negative, "-"), pointed(pl.col("size"), pl.col("p") * pl.col("k")))
    a = pl.when(pl.col("x") < 0).then(pl.concat_str(pl.lit("("), "a", pl.lit(")"))).otherwise("a")
    shown = read.with_columns(size).with_columns(answer=answer)
    solution = pl.concat_str(a, pl.lit("^"), pl.col("k").cast(pl.String), pl.lit(" = "), "answer")
    return shown.select("row", solution.alias("solution"), "answer", is_exact=pl.lit(True))


def roots(problems: pl.Series, pattern: str, *, digits: int) -> pl.DataFrame:
    """The same of square roots that do not end; a correctly rounded one is never a tie.

    >>> roots(pl.Series(["2", "4"]), "(.+)", digits=5)["solution"].to_list()
    ['√2 ≈ 1.4142']
    """
    table = pl.DataFrame([problems.str.extract(pattern).alias("a")]).with_row_index("row").drop_nulls()
    nearest = Context(prec=digits).sqrt
    radicands = [Decimal(text) for text in table["a"].to_list()]
    found = [(nearest(radicand), radicand) for radicand in radicands]
    texts = [None if EXACTLY.multiply(root, root) == radicand else str(root) for root, radicand in found]
    shown = table.with_columns(pl.Series("answer", texts, dtype=pl.String)).drop_nulls()
    solution = pl.concat_str(pl.lit("√"), "a", pl.lit(" ≈ "), "answer")
    return shown.select("row", solution.alias("solution"), "answer", is_exact=pl.lit(False))


def means(problems: pl.Series, pattern: str, *, digits: int) -> pl.DataFrame:
    """The same of means of whole numbers that stand with commas between them.

    >>> means(pl.Series(["1, 2, 2"]), "(.+)", digits=16)["solution"].item()
    '(1 + 2 + 2) / 3 = 5 / 3 ≈ 1.666666666666667'
    """
    table = pl.DataFrame([problems.str.extract(pattern).alias("values")]).with_row_index("row").drop_nulls()
    numbers = pl.col("values").str.split(", ").cast(pl.List(pl.Int64))
    read = table.with_columns(sum=numbers.list.sum(), count=numbers.list.len().cast(pl.Int64))
    shown = read.with_columns(printed_quotients(read["sum"], read["count"], digits=digits).get_columns())
    terms = pl.col("values").str.replace_all(", ", " + ", literal=True)
    said = pl.format("({}) / {} = {} / {}{}{}", terms, "count", "sum", "count", _relation(), "quotient")
    return shown.select("row", said.alias("solution"), pl.col("quotient").alias("answer"), is_exact="ends").drop_nulls()


def discounts(problems: pl.Series, pattern: str, *, digits: int) -> pl.DataFrame:
    """The same of discounts from a to b, whole numbers, in percent.

    >>> discounts(pl.Series(["51 28", "4 5"]), "(.+) (.+)", digits=16)["answer"].to_list()
    ['45.09803921568627%', '-25%']
    """
    read = _two_whole_numbers(problems, pattern).with_columns(less=pl.col("a") - pl.col("b"))
    shown = read.with_columns(printed_quotients(read["less"] * 100, read["a"], digits=digits).get_columns())
    said = pl.format("({} - {}) / {} = {} / {}{}{}%", "a", "b", "a", "less", "a", _relation(), "quotient")
    answer = pl.format("{}%", "quotient").alias("answer")
    return shown.select("row", said.alias("solution"), answer, is_exact="ends").drop_nulls()


def products(problems: pl.Series, pattern: str, *, unit: str, behind: str) -> pl.DataFrame:
    """The same of products of two whole numbers with a unit, which stands `behind` the calculation in its own way.

    >>> products(pl.Series(["3 4"]), "(.+) (.+)", unit="克", behind="（克）").row(0)
    (0, '3 * 4 = 12（克）', '12 克', True)
    """
    read = _two_whole_numbers(problems, pattern).with_columns(product=pl.col("a") * pl.col("b"))
    said = pl.format("{} * {} = {}{}", "a", "b", "product", pl.lit(behind))
    answer = pl.format("{} {}", "product", pl.lit(unit)).alias("answer")
    return read.select("row", said.alias("solution"), answer, is_exact=pl.lit(True))


def rises(problems: pl.Series, pattern: str, *, unit: str, behind: str) -> pl.DataFrame:
    """The same of amounts a that rise by b percent, whole numbers both.

    >>> rises(pl.Series(["32 28"]), "(.+) (.+)", unit="万元", behind="（万元）").row(0)
    (0, '32 * (1 + 28%) = 32 * 1.28 = 40.96（万元）', '40.96 万元', True)
    """
    read = _two_whole_numbers(problems, pattern).with_columns(hundredth=pl.col("b") + 100)
    factor, value = pl.col("hundredth"), pl.col("a") * pl.col("hundredth")
    two = pl.lit(2, pl.Int64)
    shown = read.select(
        "row", "a", "b", factor=without_zeros(printed(factor, two)), value=without_zeros(printed(value, two))
    )
    said = pl.format("{} * (1 + {}%) = {} * {} = {}{}", "a", "b", "a", "factor", "value", pl.lit(behind))
    answer = pl.format("{} {}", "value", pl.lit(unit)).alias("answer")
    return shown.select("row", said.alias("solution"), answer, is_exact=pl.lit(True))


def fractions(problems: pl.Series, pattern: str) -> pl.DataFrame:
    """The same of fractions a/b of whole numbers in lowest terms.

    >>> fractions(pl.Series(["36/60", "6/3"]), "(.+)/(.+)")["solution"].to_list()
    ['36/60 = 3/5', '6/3 = 2']
    """
    read = _two_whole_numbers(problems, pattern).filter(pl.col("b") > 0)
    read = read.with_columns(common=greatest_common_divisors(read["a"], read["b"]))
    read = read.with_columns(x=pl.col("a") // pl.col("common"), y=pl.col("b") // pl.col("common"))
    lowest = pl.when(pl.col("y") == 1).then(pl.col("x").cast(pl.String)).otherwise(pl.format("{}/{}", "x", "y"))
    said = pl.format("{}/{} = {}", "a", "b", "answer").alias("solution")
    return read.with_columns(answer=lowest).select("row", said, "answer", is_exact=pl.lit(True))


def _two_whole_numbers(problems: pl.Series, pattern: str) -> pl.DataFrame:
    captured = problems.str.extract_groups(pattern).struct
    table = pl.DataFrame([captured[0].cast(pl.Int64).alias("a"), captured[1].cast(pl.Int64).alias("b")])
    return table.with_row_index("row").drop_nulls()


def _relation() -> pl.Expr:
    return pl.when("ends").then(pl.lit(" = ")).otherwise(pl.lit(" ≈ "))


def _where(condition: pl.Expr, text: str) -> pl.Expr:
    return pl.when(condition).then(pl.lit(text)).otherwise(pl.lit(""))
