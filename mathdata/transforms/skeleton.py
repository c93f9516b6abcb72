"""What a problem is made of: its numbers, its symbols, and its wording.

```text
problem    如果 -36x + 41 = 0，求 x。        Tom has 3 pens and buys 12 more.
numbers    36 41 0                           3 12
template   如果 -0x + 0 = 0，求 x。          Tom has 0 pens and buys 0 more.
symbols    - 0 x + 0 = 0 x                   Tom 0 0 more
wording    如果0x00求x                       tomhas0pensandbuys0more
```

Two problems say the same mathematics only if numbers and symbols agree, in this order; the wording may vary.
A corpus has far fewer templates than problems, so whatever depends on the template alone is done once for each.

Symbols are strict on purpose: to miss a duplicate costs a little training time, to merge two different
problems loses one of them.
"""

import polars as pl

_DIGITS = "[0-9０-９]+"
NUMBER = rf"{_DIGITS}(?:[.．]{_DIGITS})*|[.．]{_DIGITS}"
"""A number as it is written, without a sign; `²` and `½` count as symbols."""

_WIDTHS = {chr(0xFF01 + i): chr(0x21 + i) for i in range(94) if chr(0x21 + i) not in "!,.:;?\"'"} | {
    "．": ".",
    "−": "-",
    "–": "-",
    "’": "'",
    "′": "'",
}
"""Full-width letters, digits and signs, and the signs that look like `-` and `'`."""

_SIGNS = {
    r"\times": "×",
    r"\cdot": "·",
    r"\div": "÷",
    r"\pm": "±",
    r"\leqslant": "≤",
    r"\leq": "≤",
    r"\le": "≤",
    r"\geqslant": "≥",
    r"\geq": "≥",
    r"\ge": "≥",
    r"\neq": "≠",
    r"\dfrac": r"\frac",
    r"\tfrac": r"\frac",
}
"""Commands that are written as a sign, or in another way, as often."""
_LAYOUT = r"\\(?:left|right|displaystyle|mathrm|text|quad|qquad|rm)(?-u:\b)|\\[,;:! ]|\$|~"

_QUANTITIES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "billion dozen half halves third quarter fifth first second once twice thrice double triple single pair both "
    "none percent"
)
_RELATIONS = (
    "plus minus times divided multiplied sum difference product quotient ratio more less fewer least most greater "
    "greatest smaller smallest larger largest bigger biggest longer shorter higher lower older younger faster "
    "slower increase increased increases decrease decreased decreases before after above below over under each "
    "every average total remaining left odd even positive negative maximum minimum without never neither except "
    "sine cosine tangent sqrt sinh cosh tanh"
)
_PROSE = (
    "is of in to on it he if do and any are but buy can did don eat for get got had has her him his how its let our "
    "say she the too use was way who why you"
)
# What a prompt asks of the answer's form says nothing of the problem. Only sentences that consist of such words
# alone are taken out: none of them is a number, an operator or a variable.
_PROMPT_WORDS = (
    "please let's let us think reason work solve answer show explain carefully step steps by and then output put give "
    "write present provide the your this following final answer result solution question problem math mathematical "
    "after within inside in at end of as it with for box boxed latex format form line last should be is response"
)
_PROMPT_PHRASES = (
    "请|你|让我们|我们|一步一步|一步步|逐步|分步骤|分步|步骤|仔细|地|来|进行|思考|推理|解答|解决|求解|回答|作答|并且|并|然后|最后|将|把|"
    "你的|最终|答案|结果|给出|输出|写出|写|放在|放到|放|在|中|里|之后|后面|以下|下面|下列|这道|这个|数学题|数学|问题|题目|题|的|，|、"
)
_HAN_SYMBOLS = "零〇一二两三四五六七八九十百千万亿半双几加减乘除倍比多少大小长短高低增涨升降先后前正负奇偶最不没无未"
_HAN_PHRASES = "多少|几|一共|一起|一样|一些|一定|一直|一般|一步|一下|统一|唯一|大家|大约|大概|小时"


def _words(words: str) -> str:
    return "|".join(sorted({form for word in words.split() for form in (word, word.capitalize())}, reverse=True))


# A command, the unit behind a number, and a word that counts or compares, are kept; other words of prose go. What
# is shorter than four letters and not on the list, or in capitals, or without a vowel, may be variables, and stays.
_KEPT = (
    rf"\\[A-Za-z]+|0 *[A-Za-z]+|(?-u:\b)(?:{_words(_QUANTITIES + ' ' + _RELATIONS)}|[b-df-hj-np-tv-z]{{2,}})(?-u:\b)"
)
_GONE = rf"(?-u:\b)(?:{_words(_PROSE)}|[A-Za-z][a-z]{{3,}})(?-u:\b)"
_ARTICLE = r"((?:^|[.?!]\s+)A|(?-u:\b)a) +([a-z]{4,})"
_PROMPT_MARK = r"""[\s,:"'#{}]|\\boxed"""
_PROMPT_WORD = f"(?i:{'|'.join(_PROMPT_WORDS.split())})"
_PROMPT = (
    r"""(^|[.?!。？！]["')）]?\s*|\n\s*)"""
    rf"(?:(?:{_PROMPT_WORD}(?:{_PROMPT_MARK})+){{3,}}{_PROMPT_WORD}(?:{_PROMPT_MARK})*"
    rf"|(?:{_PROMPT_PHRASES}|{_PROMPT_MARK}){{4,}})(?:[.。!！:：\n]|$)"
)
_POSSESSIVE = r"'(?:s|t|re|ll|ve|d|m)(?-u:\b)"
_RATIO = r"([0A-Za-z)}])\s*[:：]\s*([0A-Za-z({])"
_OPERATOR = rf"[\p{{N}}\p{{S}}\p{{Pd}}\p{{Greek}}*/%!()\[\]{{}}&·⋅…{_HAN_SYMBOLS}]"
_TOKEN = rf"0\p{{Han}}{{1,4}}|\\[A-Za-z]+|[A-Za-z]+'*|\\\\|_+|\.\.+|{_OPERATOR}"


def dissected(problems: pl.Series) -> pl.DataFrame:
    """The `numbers` of each problem, joined by spaces, and its `template`: a 0 for each number.

    >>> dissected(pl.Series(["3.5 + -2 = ?"])).row(0)
    ('3.5 2', '0 + -0 = ?')
    """
    text = pl.col("problem")
    numbers, wide = pl.col("numbers"), pl.col("numbers").str.contains("[^0-9. ]")
    return (
        pl.DataFrame({"problem": problems})
        .select(numbers=text.str.extract_all(NUMBER).list.join(" "), template=text.str.replace_all(NUMBER, "0"))
        .with_columns(pl.when(wide).then(numbers.str.replace_many(_WIDTHS)).otherwise(numbers))
    )


def read_templates(templates: pl.Series) -> pl.DataFrame:
    """The `symbols` and the `wording` of each `template`.

    >>> read_templates(pl.Series(["Tom's age is 0x - 0."])).row(0)
    ("Tom's age is 0x - 0.", 'Tom age 0 x - 0', 'tomsageis0x0')
    """
    plain = pl.col("template").str.replace_all(_PROMPT, "$1").str.replace_many(_WIDTHS).str.replace_all(_LAYOUT, "")
    for command, sign in _SIGNS.items():
        plain = plain.str.replace_all(rf"\{command}(?-u:\b)", sign)
    return pl.DataFrame({"template": templates}).select("template", symbols=_symbols(plain), wording=_wording(plain))


def _symbols(plain: pl.Expr) -> pl.Expr:
    """Everything that calculates: placeholders, operators, brackets, variables, number words."""
    joined = plain.str.replace_all(r"0\s+(\p{Han})", "0$1")
    ratios = joined.str.replace_all(_RATIO, "${1}∶${2}").str.replace_all(_RATIO, "${1}∶${2}")
    prose = ratios.str.replace_all(_POSSESSIVE, "").str.replace_all(_ARTICLE, "$2").str.replace_all(_HAN_PHRASES, "")
    left = prose.str.replace_all(f"({_KEPT})|{_GONE}", "${1} ")
    return left.str.extract_all(_TOKEN).list.join(" ")


def _wording(plain: pl.Expr) -> pl.Expr:
    """Letters and placeholders alone, in lower case."""
    return plain.str.to_lowercase().str.replace_all(r"[^\p{L}0]+", "")
