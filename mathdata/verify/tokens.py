r"""Text to tokens that remember where they stood.

Half-width and full-width signs, the many minus and times signs and simple LaTeX become one small alphabet:

```text
number      12  1,200  .5  2.7E+34          word     apples cm x        currency  $ ￥ \$
operator    + - * / ^ ( ) { } [ ]           han      厘米 所以           percent   % \%
relation    = ≈ ≠ < > ≤ ≥                   newline  \n \\            stop      , . ; ： ? …
root frac   √ \sqrt \frac                 super    ² ⁻³              ellipsis  ... ……
annotation  <<48/2=24>>                     other    anything else
```

Positions are character offsets into the text as given: normalisation never changes a length.
"""

import re
from typing import NamedTuple


class Token(NamedTuple):
    """One token: its kind, its canonical text, and where it stood."""

    kind: str
    text: str
    start: int
    end: int


_LOOKALIKES = str.maketrans(
    "０１２３４５６７８９＋－×÷＝（）［］｛｝％＄．∕⁄·⋅∙∗−–﹣﹢﹦＊／＜＞＾\u00a0\u2009\u202f\u3000\t\r",
    "0123456789+-*/=()[]{}%$.//****---+=*/<>^      ",
)

_COMMANDS = {
    "times": ("operator", "*"),
    "cdot": ("operator", "*"),
    "ast": ("operator", "*"),
    "div": ("operator", "/"),
    "frac": ("frac", "frac"),
    "dfrac": ("frac", "frac"),
    "tfrac": ("frac", "frac"),
    "cfrac": ("frac", "frac"),
    "sqrt": ("root", "√"),
    "approx": ("relation", "≈"),
    "ne": ("relation", "≠"),
    "neq": ("relation", "≠"),
    "le": ("relation", "≤"),
    "leq": ("relation", "≤"),
    "leqslant": ("relation", "≤"),
    "ge": ("relation", "≥"),
    "geq": ("relation", "≥"),
    "geqslant": ("relation", "≥"),
    "lt": ("relation", "<"),
    "gt": ("relation", ">"),
    "ldots": ("ellipsis", "..."),
    "cdots": ("ellipsis", "..."),
    "dots": ("ellipsis", "..."),
}
_SILENT_COMMAND = re.compile(
    r"left|right|[bB]igg?[lr]?|boxed|displaystyle|textstyle|q?quad|mathbf|limits|nolimits|hspace|vspace"
)
_RELATIONS = {
    "==": "=",
    "===": "=",
    "<=": "≤",
    ">=": "≥",
    "⩽": "≤",
    "⩾": "≥",
    "!=": "≠",
    "~=": "≈",
    "≒": "≈",
    "≃": "≈",
    "≅": "≈",
    "≦": "≤",
    "≧": "≥",
    "等于": "=",
    "约等于": "≈",
    "equals": "=",
    "is equal to": "=",
}
_SPOKEN_OPERATORS = {
    "乘以": "*",
    "乘": "*",
    "除以": "/",
    "加": "+",
    "加上": "+",
    "减": "-",
    "减去": "-",
    "times": "*",
    "plus": "+",
    "minus": "-",
}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")

_TOKEN = re.compile(
    r"""
    (?P<space> [ &]+ | \\[,;:!\ \[\]()] | \{,\} )
  | (?P<number> (?: (?<![\d.]) \d{1,3} (?:,\d{3})+ (?!\d) | \d+ ) (?:\.\d+)?
                (?:[eE][+-]?\d{1,9}(?![\dA-Za-z]))?
              | (?<![\d.]) \.\d+ )
  | (?P<annotation> << [^<>\n]{1,2000} >> )
  | (?P<stray> << | >> )
  | (?P<arrow> ={1,2}> | -{1,2}> | <-(?!\d) | [→⇒⟹⇔←] | </?[A-Za-z][^<>\n]{0,200}> )
  | (?P<newline> \n | \\\\ | \\(?:begin|end)\{[a-z]{1,12}\*?\}(?:\{[clr|]{1,12}\})? )
  | (?P<relation> ={1,3} | [≈≒≃≅≠≤≥⩽⩾≦≧] | !=|~=|<=|>= | [<>] 
              | 约等于 | (?<![不大小约])等于(?!等于) | \bequals\b | \bis\ equal\ to\b )
  | (?P<bold> (?<![\d)\]}])(?<![\d)\]}]\ )\*\*(?=\S) | (?<=\S)\*\*(?!\ ?[\d(\\-]) )
  | (?P<operator> \*\* | [-+*/^(){}\[\]] )
  | (?P<currency> \\\$ | \b(?:US|HK|RMB|USD)\ ?\$? (?=[\d$]) | [$￥¥€£] )
  | (?P<percent> \\?% | \bpercent\b )
  | (?P<words> \\(?:text|mathrm|textrm|textbf|mbox|operatorname)\s{0,3}\{[^{}\n]{0,80}\} )
  | (?P<command> \\[A-Za-z]+ )
  | (?P<root> √ | \bsqrt(?=\s?[({\d]) )
  | (?P<word> [A-Za-z]+ (?:'[a-z]{1,2})? )
  | (?P<han> [\u4e00-\u9fff]+? (?=等于|约等于|[^\u4e00-\u9fff]|$) )
  | (?P<super> [⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+ )
  | (?P<ellipsis> \.{2,} | …+ )
  | (?P<stop> [.,;:，。；：、？！?!"“”‘’《》「」`'—] )
  | (?P<other> . )
    """,
    re.VERBOSE,
)


def normalise(text: str) -> str:
    """Look-alike signs made one, length unchanged.

    >>> normalise("３×４＝１２")
    '3*4=12'
    """
    return text.translate(_LOOKALIKES)


def tokenise(text: str) -> list[Token]:
    r"""Tokens of a text, white space left out.

    >>> [token.text for token in tokenise(r"\frac{1}{2} × 4 ＝ 2 cm")]
    ['frac', '{', '1', '}', '{', '2', '}', '*', '4', '=', '2', 'cm']
    """
    found: list[Token] = []
    for match in _TOKEN.finditer(normalise(text)):
        kind = match.lastgroup or "other"
        if kind not in ("space", "bold"):
            token = _canonical(kind, match.group(), match.start(), match.end())
            if token.kind != "space":
                found.append(token)
    return _speak(found)


def _canonical(kind: str, text: str, start: int, end: int) -> Token:
    if kind == "relation":
        text = _RELATIONS.get(text, text)
    elif kind == "operator" and text == "**":
        text = "^"
    elif kind == "root":
        text = "√"
    elif kind == "command":
        kind, text = _command(text[1:])
    elif kind == "words":
        kind, text = _words(text[text.index("{") + 1 : -1].strip())
    elif kind == "super":
        text = text.translate(_SUPERSCRIPTS)
    elif kind in ("arrow", "stray"):
        kind = "stop"
    return Token(kind, text, start, end)


def _command(name: str) -> tuple[str, str]:
    if _SILENT_COMMAND.fullmatch(name):
        return "space", name
    return _COMMANDS.get(name, ("other", name))


def _words(text: str) -> tuple[str, str]:
    if not text:
        return "space", text
    if text.isascii():
        return ("word", text) if text.replace(" ", "").isalpha() else ("other", text)
    return "han", text


def _speak(tokens: list[Token]) -> list[Token]:
    """Turn the `x` of `3 x 4` and the 乘以 of `3 乘以 4` into operators; an `x` beside a letter stays one."""
    for i in range(1, len(tokens) - 1):
        token = tokens[i]
        if token.kind in ("word", "han"):
            sign = "*" if token.text in ("x", "X") else _SPOKEN_OPERATORS.get(token.text)
            if sign and _between_numbers(tokens[i - 1], token, tokens[i + 1]):
                tokens[i] = token._replace(kind="operator", text=sign)
    return tokens


def _between_numbers(before: Token, token: Token, after: Token) -> bool:
    spaced_left, spaced_right = before.end < token.start, token.end < after.start
    if token.text in ("x", "X") and spaced_left != spaced_right:
        return False
    left = before.kind in ("number", "percent", "super") or before.text in (")", "}", "]")
    if spaced_left and before.kind in ("word", "han") and len(before.text) > 1:
        left = True
    right = after.kind in ("number", "currency", "root", "frac")
    return left and (right or (spaced_right and after.text == "("))
