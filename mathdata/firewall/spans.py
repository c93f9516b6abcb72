r"""The spans of a text that carry its mathematics; what stands between them is prose.

```text
Natalia sold clips to 48 of her friends. How many clips did she sell altogether?
                      ^^ number          ^^^^^^^^^^^^^^ target        ^^^^^^^^^^ term
设 f(x)=x^{2}+\ln x, 求 f(3) 等于多少
   ^^^^^^^^^^^^^^^^^    ^^^^ ^^^^^^^^
```

Each span has a value that is the same for every spelling and language: `三` and `three` are `3`, `厘米` and
`centimeters` are `cm`, `平均数` and `average` are `mean`.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from mathdata.firewall.vocabulary import (
    HAN_DIGITS,
    MEASURES,
    NUMBER_WORDS,
    han_value,
    terms,
    units,
    units_behind_numbers,
    words,
)
from mathdata.numbers import half_width

Kind = Literal["number", "unit", "operator", "variable", "latex", "code", "option", "target", "term", "name"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Span(NamedTuple):
    """A piece of text that carries mathematics."""

    kind: Kind
    start: int
    end: int
    text: str
    value: str
    """What it says, in any spelling: equal values say the same."""


_TOKEN = re.compile(
    r"""
    (?P<code> ```.{0,4000}?``` | `[^`\n]{1,4000}` | <<[^<>\n]*>>
            | </?[A-Za-z][A-Za-z0-9]*(?:\s[^<>\n=]{1,40}=[^<>\n]*)?/?> | https?://\S+ )
  | (?P<latex> \$\$.{1,4000}?\$\$ | \\\((?:(?!\\\().){1,4000}?\\\) | \\\[(?:(?!\\\[).){1,4000}?\\\]
             | \\begin\{(?P<env>[a-z*]{1,20})\}(?:(?!\\begin).){0,4000}?\\end\{(?P=env)\}
             | \$(?![\s$])(?P<inline>[^$]{1,500}?)(?<![\s\\])\$(?!\d) | \\[A-Za-z]+ | \\. )
  | (?P<number> (?<![\d.]) (?: (?<![A-Za-z\d)\]}][ ]) (?<![A-Za-z\d)\]}]) [-+−－] )? (?: [$￥¥€£][ ]? )?
                (?: [\d０-９]{1,3}(?:,\d{3})+(?!\d) | [\d０-９]+ ) (?:[.．][\d０-９]+)?
                (?: [eE][-+]?\d+(?![\dA-Za-z]) | (?:st|nd|rd|th)\b )? (?: [ ]?[%％‰] )?
              | \.\d+[%％]? )
  | (?P<option> (?<![A-Za-z]) [A-H] (?= [ ]?[.．)）、：:] (?![A-Za-z\d]) ) )
  | (?P<word> [A-Za-z]+ (?: ['’][A-Za-z]+ )? )
  | (?P<letter> [α-ωΑ-Ωπ∞∅ℝℕℤℚℂ] )
  | (?P<han> [\u4e00-\u9fff]+ )
  | (?P<operator> (?<=[\d)\]])! | (?<=\b[a-z])! | (?<=\d):(?=\d) | (?<=\d)[ ]:[ ](?=\d) | \*\* | [<>!=]=
                | (?<![A-Za-z]{2}) [-−－–] (?=\s?[\d(（\\$.A-Za-z√]) (?!\s?[A-Za-z]{2})
                | [+*/^_=<>±×÷·⋅∙√∑∏∫∂∇≤≥≠≈≡≅∝∈∉⊂⊆∪∩∠△⊥∥°℃′→⇒∴∵|&~＋＊／＝＾＜＞²³⁰¹⁴-⁹⁻½¼¾⅓⅔]
                | [()\[\]{}（）［］【】｛｝] )
    """,
    re.VERBOSE | re.DOTALL,
)
_PROSE = re.compile(r"[A-Za-z]{2,}[,.]?\s+[A-Za-z]{2,}|[\u4e00-\u9fff]")
_TEXT = re.compile(r"\\(?:text|mathrm|mbox|textbf|operatorname)\s*\{[^{}]*\}")
_FUNCTIONS = words("sin cos tan cot sec csc arcsin arccos arctan log ln lg lim exp mod gcd lcm det")
_MANY = words("many much long far old tall often fast big large heavy deep wide high")
_HEAD_ENDS = words(
    """did does do is are was were will would can could should shall must has have had may might to of in on at
    for from by with if when that which who whose and or he she it they we you i there the a an his her their its
    each per left remain remains remaining altogether total combined together before after now"""
)
_SETTLES_A = re.compile(r"\s*(?:[-+*/^=<>)\]}≤≥,]|(?:and|or|is|are|be|in)\b)")
_OPENS_A = re.compile(r"[-+*/^_=<>(\[{\d≤≥]\s*$|\b(?:value of|solve for|find|and|let) $", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:[.?!:;。？！：；\n\"“”'‘’(-]\s*|^\s*)$")
_LATIN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
MAX_HEAD_WORDS = 3


def protected_spans(text: str) -> list[Span]:
    """The spans in their order; none overlaps another.

    >>> [(span.kind, span.value) for span in protected_spans("苹果有 3 千克，梨是它的两倍，梨有多少千克？")]
    [('number', '3'), ('unit', 'kg'), ('number', '2'), ('term', 'times'), ('target', 'count:kg')]
    """
    found: list[Span] = []
    at = 0
    while (match := _TOKEN.search(text, at)) is not None:
        kind = match.lastgroup if match.lastgroup not in ("env", "inline") else "latex"
        if match["inline"] is not None and _PROSE.search(_TEXT.sub("", match["inline"])):
            at = _money(text, match.start(), found)
            continue
        at = match.end()
        if kind == "word":
            at = _word(text, match, found)
        elif kind == "han":
            _han(match, found)
        else:
            found.append(_plain(kind, match))
    return found


def names_in(text: str, names: frozenset[str]) -> list[Span]:
    """Where a text names one of the names, which are written small: also where they open a sentence.

    >>> [span.value for span in names_in("Ann saw Bob. Bob saw Ann.", frozenset({"ann", "bob"}))]
    ['ann', 'bob', 'bob', 'ann']
    """
    if not names:
        return []
    matches = ((match, match.group().lower()) for match in _LATIN.finditer(text))
    return [Span("name", *match.span(), match.group(), name) for match, name in matches if name in names]


def _money(text: str, at: int, found: list[Span]) -> int:
    """Past a `$` that opens no formula, and the number behind it."""
    amount = re.compile(r"\$\s?\d+(?:,\d{3})*(?:\.\d+)?").match(text, at)
    end = at + 1 if amount is None else amount.end()
    found.append(Span("number" if amount else "operator", at, end, text[at:end], text[at:end].replace(" ", "")))
    return end


def _plain(kind: str | None, match: "re.Match[str]") -> Span:
    text = match.group()
    if kind == "letter":
        kind = "variable"
    value = text if kind in ("code", "latex") else half_width(text).replace(" ", "")
    return Span(kind, match.start(), match.end(), text, value)  # type: ignore[arg-type]


def _word(text: str, match: "re.Match[str]", found: list[Span]) -> int:
    """Add what an English word is, if it is anything; the place to go on from."""
    word = match.group()
    if _is_prose(word):
        return match.end()
    start, end = match.span()
    lower = word.lower().replace("’", "'")
    if lower == "how":
        return _asked(text, match, found)
    kind_value = _meaning(word, lower, behind_number=_behind_number(text, start, found), text=text, at=start)
    if kind_value is not None:
        found.append(Span(kind_value[0], start, end, word, kind_value[1]))
    return end


@lru_cache(maxsize=1 << 16)
def _is_prose(word: str) -> bool:
    """Whether a word, wherever it stands, carries no mathematics: told once for each word of a corpus."""
    known = word in units_behind_numbers() or word in units() or word in NUMBER_WORDS or word in terms().en
    plain = word.islower() and len(word) > 1 and not word.endswith(("n't", "n’t"))
    return plain and not known and word != "how" and word not in _FUNCTIONS


def _meaning(word: str, lower: str, *, behind_number: bool, text: str, at: int) -> tuple[Kind, str] | None:
    if behind_number:
        symbol = units_behind_numbers().get(word) or units_behind_numbers().get(lower)
        if symbol is not None:
            return "unit", symbol
    if lower in units():
        return "unit", units()[lower]
    if lower in NUMBER_WORDS:
        return "number", NUMBER_WORDS[lower]
    if lower in _FUNCTIONS:
        return "variable", lower
    term = "not" if lower.endswith("n't") else terms().en.get(lower)
    if term is not None:
        return "term", term
    if _is_variable(word, text, at):
        return "variable", word
    return (
        ("name", lower)
        if word[0].isupper() and len(word) > 1 and not _SENTENCE.search(text[max(0, at - 4) : at])
        else None
    )


def _is_variable(word: str, text: str, at: int) -> bool:
    if len(word) == 1:
        if word not in "aAI":
            return True
        return bool(_SETTLES_A.match(text, at + 1) or _OPENS_A.search(text[max(0, at - 12) : at]))
    return len(word) <= 4 and word.isupper()


def _behind_number(text: str, start: int, found: list[Span]) -> bool:
    return bool(found) and found[-1].kind == "number" and text[found[-1].end : start] in ("", " ", "-")


_NEXT_WORD = re.compile(r"\s+([A-Za-z]+(?:['’-][A-Za-z]+)*)")


def _asked(text: str, match: "re.Match[str]", found: list[Span]) -> int:
    """Add the `how many more clips` that a question asks for."""
    second = _NEXT_WORD.match(text, match.end())
    if second is None or second[1].lower() not in _MANY:
        return match.end()
    end, head = second.end(), [second[1].lower()]
    while len(head) <= MAX_HEAD_WORDS and (word := _NEXT_WORD.match(text, end)) is not None:
        if word[1].lower() in _HEAD_ENDS:
            break
        head.append(word[1].lower())
        end = word.end()
    cue = "count" if head[0] in ("many", "much") else head[0]
    said = " ".join(_singular(word) for word in head[1:])
    found.append(Span("target", match.start(), end, text[match.start() : end], f"{cue}:{said}"))
    return end


def _singular(word: str) -> str:
    return units().get(word) or terms().en.get(word, word)


def _alternatives(names: "list[str]") -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


_CUE = re.compile("^(?:等于|是|为|得)?(?:多少|几)")


def _han_pattern() -> "re.Pattern[str]":
    zh = terms().zh
    han_units = [name for name in units() if not name.isascii()]
    return re.compile(
        f"(?P<target>(?:等于|是|为|得)?(?:多少|几)(?:(?:{_alternatives(han_units)})|[{MEASURES}])?)"
        f"|(?P<none>{_alternatives([name for name, value in zh.items() if value == '-'])})"
        f"|(?P<unit>{_alternatives(han_units)})"
        f"|(?P<term>{_alternatives([name for name, value in zh.items() if value != '-'])})"
        f"|(?P<number>[{HAN_DIGITS}]+)"
        "|(?P<variable>[甲乙丙丁])"
        f"|(?P<measure>[{MEASURES}])"
    )


_HAN = _han_pattern()


def _han(run: "re.Match[str]", found: list[Span]) -> None:
    """Add the spans of a run of Chinese characters."""
    text, base = run.string, run.start()
    for match in _HAN.finditer(text, base, run.end()):
        kind, said = match.lastgroup, match.group()
        start, end = match.span()
        if kind == "number":
            found.append(Span("number", start, end, said, han_value(said)))
        elif kind == "variable":
            found.append(Span("variable", start, end, said, said))
        elif kind == "unit":
            found.append(Span("unit", start, end, said, units()[said]))
        elif kind == "term":
            found.append(Span("term", start, end, said, terms().zh[said]))
        elif kind == "target":
            found.append(Span("target", start, end, said, f"count:{_measured(_CUE.sub('', said))}"))
        elif kind == "measure" and _behind_number(text, start, found):
            found.append(Span("unit", start, end, said, units_behind_numbers()[said]))


def _measured(measure: str) -> str:
    """What a question counts in; `个` counts anything."""
    if measure in ("", "个"):
        return ""
    return units().get(measure) or units_behind_numbers()[measure]
