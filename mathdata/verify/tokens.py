r"""Text to tokens that remember where they stood.

Half-width and full-width signs, the many minus and times signs and simple LaTeX become one small alphabet:

```text
number      12  1,200  .5  2.7E+34          word     apples cm x        currency  $ ￥ \$
operator    + - * / ^ ( ) { } [ ]           han      厘米 所以           percent   % \%
relation    = ≈ ≠ < > ≤ ≥                   newline  \n \\            stop      , . ; ： ? …
root frac   √ \sqrt \frac                 super    ² ⁻³              ellipsis  ... ……
annotation  <<48/2=24>>                     function gcd C sin Φ constant π \pi e^
based       (1011)_2                        factorial !          other   anything else
```

Positions are character offsets into the text as given: normalisation never changes a length.
"""

import re
from typing import NamedTuple

from mathdata.verify.functions import ANGLES, APPLIED, COUNTS


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
    "gcd": ("word", "gcd"),
    **{name: ("word", name) for name in ("lcm", "sin", "cos", "tan")},
    "lt": ("relation", "<"),
    "gt": ("relation", ">"),
    **dict.fromkeys(("implies", "Rightarrow", "Longrightarrow", "therefore", "because", "iff"), ("stop", "⇒")),
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
    "x": "*",
    "X": "*",
}
_DIVISORS = {
    **dict.fromkeys(("gcd", "GCD", "gcf", "GCF", "hcf", "HCF", "最大公约数", "最大公因数"), "gcd"),
    **dict.fromkeys(("lcm", "LCM", "最小公倍数"), "lcm"),
}
_APPLIED = {**{name: name for name in APPLIED}, "Phi": "Φ"}
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")

_SHAPE = re.compile("[\u25a0-\u25ff★☆]")
"""Signs that are a bullet in one text and an unknown operand or operation in another."""

_AS_THEY_ARE = frozenset(("word", "han", "stop", "currency", "percent", "newline", "annotation", "ellipsis", "other"))
_SILENT = frozenset(("space", "bold"))

_TOKEN = re.compile(
    r"""
    (?P<space> [ &\t\r]+ | \\[,;:!\ \[\]()] | \{,\} )
  | (?P<based> \( [0-9A-Fa-f]{1,64} \)_ (?: [0-9]{1,2} | \{[0-9]{1,2}\} ) )
  | (?P<degree> [°℃℉] | \^\ ?\{?\ ?\\circ(?![A-Za-z])\ ?\}? )
  | (?P<constant> π | \\pi(?![A-Za-z]) )
  | (?P<number> (?: (?<![\d.]) \d{1,3} (?:(?:,|\{,\}|\\,)\d{3})+ (?!\d) | \d+ ) (?:\.\d+)?
                (?:[eE][+-]?\d{1,9}(?![\dA-Za-z]))?
              | (?<![\d.]) \.\d+ )
  | (?P<word> (?! (?:US|HK|RMB|USD) \ ?\$?\d | percent\b | equals\b | is\ equal\ to\b | sqrt\ ?[({\d] )
              [A-Za-z]+ (?:'[a-z]{1,2})? )
  | (?P<plain> [+/^(){}\[\]] )
  | (?P<annotation> << [^<>\n]{1,2000} >> )
  | (?P<stray> << | >> )
  | (?P<arrow> ={1,2}> | -{1,2}> | <-(?!\d) | [→⇒⟹⇔←] | </?[A-Za-z][^<>\n]{0,200}> )
  | (?P<newline> \n | \$\$ | \\\\ | \\(?:begin|end)\{[a-z]{1,12}\*?\}(?:\{[clr|]{1,12}\})? )
  | (?P<relation> ={1,3} | [≈≒≃≅≠≤≥⩽⩾≦≧] | !=|~=|<=|>= | [<>] 
              | 约等于 | (?<![不大小约])等于(?!等于) | equals\b | is\ equal\ to\b )
  | (?P<bold> (?<![\d)\]}])(?<![\d)\]}]\ )\*\*(?=\S) | (?<=\S)\*\*(?!\ ?[\d(\\-])
              | (?<=[:：.,。，;；!！?？])\*\* )
  | (?P<operator> \*\* | [-*] )
  | (?P<currency> \\\$ | (?:US|HK|RMB|USD)\ ?\$? (?=\d) | [$￥¥€£] )
  | (?P<percent> \\?% | percent\b )
  | (?P<words> \\(?:text|mathrm|textrm|textbf|mbox|operatorname)\s{0,3}\{[^{}\n]{0,80}\} )
  | (?P<command> \\[A-Za-z]+ )
  | (?P<root> √ | sqrt(?=\ ?[({\d]) )
  | (?P<han> [\u4e00-\u9fff]+? (?=等于|约等于|[^\u4e00-\u9fff]|$) )
  | (?P<super> [⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+ )
  | (?P<ellipsis> \.{2,} | …+ )
  | (?P<stop> [.,;:，。；：、？！?!"“”‘’《》「」`'—] )
  | (?P<shape> [\u25a0-\u25ff★☆※⊕⊗⊙⊖] )
  | (?P<mark> [\u2460-\u24ff\u2500-\u27bf\U0001f300-\U0001faff] )
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
    for match in _TOKEN.finditer(text if text.isascii() else normalise(text)):
        kind = match.lastgroup or "other"
        if kind == "number":
            found.append(Token(kind, _number(match.group()), match.start(), match.end()))
        elif kind in _AS_THEY_ARE:
            found.append(Token(kind, match.group(), match.start(), match.end()))
        elif kind not in _SILENT:
            kind, shown = _canonical(kind, match.group())
            if kind not in _SILENT:
                found.append(Token(kind, shown, match.start(), match.end()))
    return _speak(found)


def _number(text: str) -> str:
    r"""A number with the commas of LaTeX, `1{,}200` and `1\,200`, as plain ones."""
    return text.replace("{,}", ",").replace("\\,", ",") if "{" in text or "\\" in text else text


def _canonical(kind: str, text: str) -> tuple[str, str]:
    if kind == "plain":
        return "operator", text
    if kind == "relation":
        return kind, _RELATIONS.get(text, text)
    if kind == "operator":
        return kind, "^" if text == "**" else text
    if kind == "command":
        return _command(text[1:])
    if kind == "words":
        return _words(text[text.index("{") + 1 : -1].strip())
    if kind == "super":
        return kind, text.translate(_SUPERSCRIPTS)
    if kind == "degree":
        return "word", "degrees"
    if kind == "constant":
        return kind, "π"
    if kind == "based":
        digits, base = text.split("_")
        return kind, f"{digits[1:-1]}_{base.strip('{}')}"
    if kind == "shape":
        return "other", text
    return ("root", "√") if kind == "root" else ("stop", text)


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
    """Words that are signs: the `x` of `3 x 4`, the 乘以 of `3 乘以 4`, the gcd of `gcd(36, 60)`, the `!` of `5! =`."""
    for i in range(len(tokens) - 1):
        token = tokens[i]
        if token.text == "!" and i and _is_factorial(tokens[i - 1], token, tokens[i + 1 : i + 3]):
            tokens[i] = token._replace(kind="factorial")
        if token.kind not in ("word", "han", "other"):
            continue
        after = tokens[i + 1]
        if _SHAPE.match(token.text) and _is_bullet(tokens, i):
            tokens[i] = token._replace(kind="stop")
            continue
        if after.text == "(" and token.text in _APPLIED:
            tokens[i] = token._replace(kind="function", text=_APPLIED[token.text])
            continue
        if token.text == "e" and (after.text == "^" or after.kind == "super"):
            tokens[i] = token._replace(kind="constant")
            continue
        sign = _SPOKEN_OPERATORS.get(token.text)
        if sign and i and _between_numbers(tokens[i - 1], token, after):
            tokens[i] = token._replace(kind="operator", text=sign)
        elif token.text in _DIVISORS and after.text == "(":
            tokens[i] = token._replace(kind="function", text=_DIVISORS[token.text])
        elif _is_applied(token, tokens[i + 1 : i + 6]):
            tokens[i] = token._replace(kind="function")
    return tokens


def _is_bullet(tokens: list[Token], i: int) -> bool:
    """Whether a shape opens a line, and does not stand for an operand as in `□ + 3 = 7`."""
    opens_line = i == 0 or tokens[i - 1].kind in ("newline", "stop")
    return opens_line and tokens[i + 1].text not in ("+", "-", "*", "/", "^") and tokens[i + 1].kind != "relation"


def _is_factorial(before: Token, sign: Token, following: list[Token]) -> bool:
    """Whether the calculation goes on behind the sign; at the end of a sentence it is an exclamation.

    So it is before the minus of a new one, `We have 7! -3 + 4 = 1`.
    """
    after = following[0]
    glued = before.end == sign.start and ((before.kind == "number" and before.text.isdigit()) or before.text == ")")
    if after.text in ("+", "-") and sign.end < after.start and after.end == following[-1].start:
        return False
    return glued and (after.kind == "relation" or after.text in ("+", "-", "*", "/", ")"))


def _is_applied(name: Token, after: list[Token]) -> bool:
    """Whether a word is the sine of what follows, or the C of `C(5, 2)`."""
    if name.text in ANGLES:
        return after[0].kind in ("number", "constant") or after[0].text == "("
    kinds = [token.kind if token.kind == "number" else token.text for token in after]
    return name.text in COUNTS and kinds == ["(", "number", ",", "number", ")"]


def _between_numbers(before: Token, token: Token, after: Token) -> bool:
    spaced_left, spaced_right = before.end < token.start, token.end < after.start
    if token.text in ("x", "X") and spaced_left != spaced_right:
        return False
    left = before.kind in ("number", "percent", "super") or before.text in (")", "}", "]")
    if spaced_left and ((before.kind == "word" and len(before.text) > 1) or before.kind == "han"):
        left = True
    right = after.kind in ("number", "currency", "root", "frac")
    return left and (right or (spaced_right and after.text == "("))
