"""Golds that plainly agree, told in columns from what both texts show; all others are read one by one.

```text
gold    "方程的解为：-0.04918032786885246"   ─last digits─>  -4918032786885246 at 17 places
answer             "-0.04918032786885246"   ─────────────>  -4918032786885246 at 17 places
```

What is shown of the answer is off by half a unit of its last place at most, so a gold that is nearer to it than
its own tolerance less that half unit agrees, whatever was rounded how.
"""

import polars as pl

from mathdata.families.gold import DOUBLE_DIGITS
from mathdata.numbers.in_columns import at_places, places, whole

_BEFORE_A_NUMBER = " ：:=≈为是\n"
"""What may stand before a number and is no part of it."""

_DIGITS = r"^(-?[0-9.]{1,50}(?:/[0-9]{1,50}|E[+-][0-9]{1,2})?)(?:%| [^0-9]*)?$"
_DECIMAL = r"(-?[0-9]{1,17}(?:\.[0-9]{1,20})?)$"


def plainly_agrees(golds: pl.Series, answers: pl.Series, exact: pl.Series) -> pl.Series:
    """Whether each gold ends in the digits of the answer, or in a decimal near enough to them.

    False says nothing. The answers are those of families whose slack is half a unit at least.

    >>> golds = pl.Series(["面积为 12 平方厘米", "x = 12", "x = 3/12", "212"])
    >>> plainly_agrees(golds, pl.Series(["12 平方厘米"] * 4), pl.Series([True] * 4)).to_list()
    [True, True, False, False]
    >>> golds, answers = pl.Series(["0.33", "0.34", "5.0"]), pl.Series(["0.333333", "0.333333", "5"])
    >>> plainly_agrees(golds, answers, pl.Series([False, False, True])).to_list()
    [True, False, True]
    """
    table = pl.LazyFrame([golds.alias("gold"), answers.alias("answer"), exact.alias("is_exact")])
    table = table.with_columns(digits=pl.col("answer").str.extract(_DIGITS))
    ends = (_ends_in("answer") & pl.col("digits").is_not_null()) | _ends_in("digits")
    told = table.with_columns(ends=ends.fill_null(False)).collect()
    verdicts = told["ends"]
    rest = (~verdicts).arg_true()
    return verdicts.scatter(rest, _are_near(told.select("gold", "digits", "is_exact")[rest])) if len(rest) else verdicts


def _ends_in(column: str) -> pl.Expr:
    """Whether the gold ends in this text, and in no longer number."""
    gold, text = pl.col("gold"), pl.col(column)
    before = gold.str.strip_suffix(text)
    return gold.str.ends_with(text) & ((before == "") | before.str.tail(1).is_in(list(_BEFORE_A_NUMBER)))


def _are_near(table: pl.DataFrame) -> pl.Series:
    """Whether the last decimal of each gold is as near to the digits as its own precision wants."""
    gold, answer = pl.col("gold"), pl.col("digits")
    texts = table.lazy().with_columns(
        gold=gold.str.extract(rf"(?:^|[{_BEFORE_A_NUMBER}]){_DECIMAL}"), digits=answer.str.extract(rf"^{_DECIMAL}")
    )
    read = texts.with_columns(g=whole(gold), p=places(gold), a=whole(answer), q=places(answer))
    at, one = pl.max_horizontal("p", "q"), pl.lit(1, pl.Int64)
    gap = (at_places(pl.col("g"), pl.col("p"), at) - at_places(pl.col("a"), pl.col("q"), at)).abs()
    rounding = pl.when("is_exact").then(pl.lit(0, pl.Int64)).otherwise(at_places(one, pl.col("q"), at))
    near = 2 * gap + rounding <= _twice_the_units(gold) * at_places(one, pl.col("p"), at)
    return read.select(near.alias("near")).collect()["near"].fill_null(False)


def _twice_the_units(gold: pl.Expr) -> pl.Expr:
    """Twice the tolerance in units of the last place: half a unit, or what a double leaves of 16 or 17 digits."""
    digits = gold.str.replace(".", "", literal=True).str.strip_chars_start("-0").str.len_bytes().cast(pl.Int64)
    surplus = digits - DOUBLE_DIGITS
    return pl.when(surplus == 1).then(20).when(surplus == 2).then(200).otherwise(1)
