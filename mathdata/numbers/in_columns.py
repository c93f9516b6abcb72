"""Exact decimals in columns: whole numbers of 64 bits with a place for the point.

```text
"-27.50" ─whole─> -2750      "1.5" ─whole_at 2─> 150
         ─places─> 2         2150, 2 ─printed─> "21.50"
```

Nothing here rounds unseen or overflows: who calls keeps every number below `LIMIT`, and what cannot be said
within these bounds comes out as null, to be done one by one.
"""

import polars as pl

LIMIT = 10**9
"""Operands are smaller than this, so that every product of two of them fits into 64 bits."""

SMALL_DECIMAL = r"-?(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?"
"""A number that stays below `LIMIT` at three decimals."""

SMALL_WHOLE = "0|[1-9][0-9]{0,5}"
"""A whole number that stays below `LIMIT` when it is multiplied by 100 or added to a hundred others."""

QUOTIENT_DIGITS = range(10, 29)
"""Significant digits that a quotient can be divided out to in columns."""

_CHUNKS = ("first", "second", "third", "fourth")


def places(text: pl.Expr) -> pl.Expr:
    """How many decimals a number was printed with."""
    point = text.str.find(".", literal=True)
    return (text.str.len_bytes() - point - 1).fill_null(0).cast(pl.Int64)


def whole(text: pl.Expr) -> pl.Expr:
    """A number without its point; null if it has more than 18 digits."""
    return text.str.replace(".", "", literal=True).cast(pl.Int64, strict=False)


def at_places(number: pl.Expr, decimals: pl.Expr, wanted: pl.Expr) -> pl.Expr:
    """A number of so many decimals as a whole number at `wanted` decimals; null where that has too many digits.

    >>> frame = pl.DataFrame({"number": [15, 10**12], "decimals": [1, 1], "wanted": [3, 9]})
    >>> frame.select(at_places(pl.col("number"), pl.col("decimals"), pl.col("wanted"))).to_series().to_list()
    [1500, None]
    """
    factor = pl.lit(10, pl.Int64).pow((wanted - decimals).clip(0, 18))
    return pl.when(number.abs() < _MOST // factor).then(number * factor)


_MOST = 10**18
"""Two numbers below this can be added, and twice their sum, in 64 bits."""


def printed(number: pl.Expr, decimals: pl.Expr) -> pl.Expr:
    """The number with its point in front of the last decimals.

    >>> frame = pl.DataFrame({"number": [-5, 1250, 7], "decimals": [2, 3, 0]})
    >>> frame.select(printed(pl.col("number"), pl.col("decimals"))).to_series().to_list()
    ['-0.05', '1.250', '7']
    """
    sign = pl.when(number < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    return pl.concat_str(sign, pointed(number.abs().cast(pl.String), decimals))


def pointed(digits: pl.Expr, decimals: pl.Expr) -> pl.Expr:
    """A whole number in digits with a point in front of the last decimals."""
    filled = digits.str.zfill(decimals + 1)
    return pl.when(decimals > 0).then(
        pl.concat_str(filled.str.head(-decimals), pl.lit("."), filled.str.tail(decimals))
    ).otherwise(digits)  # fmt: skip


def without_zeros(text: pl.Expr) -> pl.Expr:
    """A decimal without the zeros at its end, and without a point that is left over."""
    return pl.when(text.str.contains(".", literal=True)).then(
        text.str.strip_chars_end("0").str.strip_chars_end(".")
    ).otherwise(text)  # fmt: skip


def printed_quotients(dividend: pl.Series, divisor: pl.Series, *, digits: int) -> pl.DataFrame:
    """The columns `quotient`, at some significant digits half up, and `ends`: whether that is all of it.

    A quotient that ends has no zeros at its end. Null are quotients without a divisor, those so small that they
    want an exponent, and those that end later. Both numbers are smaller than `LIMIT`; `digits` is one of
    `QUOTIENT_DIGITS`.

    >>> printed_quotients(pl.Series([2, -20, -1]), pl.Series([3, 3, 8]), digits=10)["quotient"].to_list()
    ['0.6666666667', '-6.666666667', '-0.125']
    """
    table = pl.DataFrame({"negative": (dividend < 0) != (divisor < 0), "a": dividend.abs(), "b": divisor.abs()})
    divided = _long_division(table.lazy().with_columns(b=pl.when(pl.col("b") != 0).then("b")))
    cut = divided.with_columns(kept=digits + _leading_zeros() - _whole_digits()).with_columns(_cut())
    sign = pl.when(pl.col("negative") & (pl.col("a") > 0)).then(pl.lit("-")).otherwise(pl.lit(""))
    ends = pl.col("rest") == 0
    size = pl.when(ends).then(_ended()).otherwise(_rounded())
    return cut.select(quotient=pl.concat_str(sign, size), ends=ends).collect()


def _long_division(table: pl.LazyFrame) -> pl.LazyFrame:
    """The columns `whole`, `decimals` and `rest` of a / b; nine decimals at once, so that 64 bits hold them."""
    b, rest = pl.col("b"), pl.col("rest")
    table = table.with_columns(whole=pl.col("a") // b, rest=pl.col("a") % b)
    for name in _CHUNKS:
        table = table.with_columns((rest * LIMIT // b).alias(name), rest=rest * LIMIT % b)
    return table.with_columns(decimals=pl.concat_str([pl.col(name).cast(pl.String).str.zfill(9) for name in _CHUNKS]))


def _leading_zeros() -> pl.Expr:
    """Zeros between the point and the first digit, where nothing else stands before it."""
    stripped = pl.col("decimals").str.strip_chars_start("0").str.len_bytes().cast(pl.Int64)
    return pl.when(pl.col("whole") == 0).then(9 * len(_CHUNKS) - stripped).otherwise(0)


def _whole_digits() -> pl.Expr:
    return pl.when(pl.col("whole") == 0).then(0).otherwise(pl.col("whole").cast(pl.String).str.len_bytes())


def _cut() -> list[pl.Expr]:
    """The decimals in three pieces: the `head`, its last nine digits or fewer as a number, the first digit behind."""
    decimals, kept = pl.col("decimals"), pl.col("kept")
    size = kept.clip(0, 9)
    tail = decimals.str.slice(kept - size, size).cast(pl.Int64, strict=False)
    behind = decimals.str.slice(kept, 1).cast(pl.Int64, strict=False)
    raised = (tail + (behind >= 5).cast(pl.Int64)).cast(pl.String).str.zfill(size)
    return [size.alias("size"), decimals.str.slice(0, kept - size).alias("head"), raised.alias("tail")]


def _rounded() -> pl.Expr:
    """Whole part, point and decimals; null where a carry runs beyond the tail, or an exponent is wanted."""
    fits = (pl.col("tail").str.len_bytes() == pl.col("size")) & (pl.col("size") > 0)
    return pl.when(fits & _is_plain()).then(pl.concat_str(_WHOLE, pl.lit("."), "head", "tail"))


def _ended() -> pl.Expr:
    """The same for a quotient that ends; null where it wants more digits or an exponent."""
    decimals = pl.col("decimals").str.strip_chars_end("0")
    fits = decimals.str.len_bytes() <= pl.col("kept")
    pointed = pl.when(decimals == "").then(_WHOLE).otherwise(pl.concat_str(_WHOLE, pl.lit("."), decimals))
    return pl.when(fits & (_is_plain() | (decimals == ""))).then(pointed)


_WHOLE = pl.col("whole").cast(pl.String)


def _is_plain() -> pl.Expr:
    return (pl.col("whole") > 0) | ~pl.col("decimals").str.starts_with("000000")


def greatest_common_divisors(a: pl.Series, b: pl.Series) -> pl.Series:
    """Euclid's algorithm on two columns of whole numbers.

    >>> greatest_common_divisors(pl.Series([36, -5, 0]), pl.Series([60, 15, 7])).to_list()
    [12, 5, 7]
    """
    a, b = a.abs(), b.abs()
    one = pl.Series([1], dtype=pl.Int64)
    while (going := b != 0).any():
        a, b = b.zip_with(going, a), (a % b.zip_with(going, one)).zip_with(going, b)
    return a
