"""The words of prose that decide where arithmetic ends.

A word beside a number may only count things (`5 apples`), or compute (`5 squared`), or name (`step 5`). Only
those that do more than count are listed; a link beside one of them is never refuted.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


COMPUTING_BEFORE = _words(
    """of times twice half double triple thrice plus minus than by over into per choose mod modulo squared
    cubed root log ln lg sin cos tan cot sec lim sum product difference average mean ratio gcd lcm max
    min exp square cube power step day week month year question problem part case number no chapter
    exercise example figure table page line row"""
)
"""Words that compute with the number behind them, or number a thing."""

JOINING = _words("and or to from")
"""Between two numbers these belong to what is computed: "the sum of 3 and 5 * 2"."""

ARTICLES = _words("the his her their its my our these those all other another")
"""Words to look past for one that computes."""

COMPUTING_AFTER = _words(
    """times squared cubed dozen hundred thousand million billion trillion percent remainder r mod modulo and
    or half halves thirds quarters fourths fifths to choose plus minus divided multiplied over fold
    factorial less fewer short"""
)
"""Words that compute with the number before them, or turn its sign."""

NAMING = _words(
    """total sum product difference profit loss cost costs price amount distance length area perimeter volume
    income salary savings budget discount short increased decreased increase decrease higher lower reduced raised
    grew rose fell"""
)
"""Before `of` or `by` and a calculation these only name its value: `a total of 3 * 4 = 12`."""

JOINING_AFTER = _words("and or to over times")
"""Of the words that compute with the number before them these go on with prose as often: `5 hours to read`."""

COUNTING = _words(
    """a an half one two three four five six seven eight nine ten eleven twelve twenty hundred thousand dozen another
    quarter third quarters thirds fifth as the that this his her its their what how more"""
)
"""Behind such a word these still compute: `5 and a half`, `3 times as many`."""

NO_LABEL = _words(
    """and or is are was were be so then that which of than times plus minus divided multiplied equals by
    twice half halves third thirds quarter quarters fourth fourths fifth fifths sixth tenth tenths double
    triple squared cubed factorial choose mod modulo remainder root power percent less fewer over to if
    when because since but thus therefore hence we he she it they you i gives has have had costs makes
    get gets in on at for with"""
)
"""Words that never name what is counted."""

HAN_BEFORE = tuple(
    _words("的 倍 加 加上 减 减去 乘 乘以 除 除以 分之 负 根号 第 半 差 积 商 比 与 方 每"),
)
"""Ends of a Chinese word that computes with the number behind it."""

HAN_YIELDING = frozenset("得即则故有")
"""Single signs behind which an equation starts anew, so that a dash there is a minus: `得 -3 + 5 = 2`."""

HAN_AFTER = frozenset("万亿千百十倍折成余多分又的加减乘除或到至和")
"""First signs of a Chinese word that computes with the number before it."""

NO_HAN_LABEL = frozenset("的倍加减乘除方和差积商比多少半约等余至到是为折成又再得即则")
"""Signs that no Chinese name of a counted thing holds."""
