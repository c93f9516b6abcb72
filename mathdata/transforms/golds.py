"""Whether the answer that a row came with is the computed one, where that can be told.

A number is held against the last number of the text. Formulas, roots, points, intervals and words are written in
many ways, and prose stands around them: such an answer is right where the text says it in a place where answers
stand, wrong only where it announces another one of the same kind, and otherwise nobody knows.
"""

import re
from collections.abc import Iterator

import polars as pl

from mathdata.families import Working
from mathdata.verify import Comparison, Mark, extract_answer, same_answer
from mathdata.verify.answers import Answer, read_answer
from mathdata.verify.extract import without_checks
from mathdata.verify.limits import MAX_TEXT_CHARS, Unproven
from mathdata.verify.symbolic.equality import are_equal
from mathdata.verify.symbolic.formula import names
from mathdata.verify.symbolic.grammar import read_formula

MAX_BARE_CHARS = 400
_AS_PRINTED = Comparison(printed_precision=True, unit_optional=True)
_ANNOUNCING = (Mark.HASHES, Mark.BOXED, Mark.PHRASE, Mark.WHOLE)
_NUMBER = re.compile(r"[-+]?[\d.,]+(?:E[-+]?\d+)?(?:/\d+)?(?:%|\s[^\W\d_][^=<>≤≥+*/^]*)?", re.IGNORECASE)
_SIDE = re.compile(r"[=≈]|是|为|得|[:：]|\b(?:is|are|get|gives?|equals?|obtain)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[\n。；;，]|[,.](?=\s|$)")
_IN_BASE = re.compile(r"[(（]?(\w+)[)）]?_\{?\d{1,2}\}?")
_UNIT = re.compile(r"(\S+) [^\W\d_][^=<>≤≥+*/^]*")
_TYPESETTING = re.compile(r"[\s$*·]|\\(?:left|right|cdot|,|;|!)")
_BOUND = re.compile(r"[\s$]*([^\W\d_])\s*([<>≤≥⩽⩾≦≧]|\\[lg]eq?(?:slant)?(?![a-z]))\s*([^<>≤≥=]+?)[\s$.。]*")
_SIGNS = {sign: "≤" if sign[1:2] == "l" or sign in "⩽≦" else "≥"
          for sign in ("⩽", "⩾", "≦", "≧", r"\le", r"\ge", r"\leq", r"\geq", r"\leqslant", r"\geqslant")}  # fmt: skip
_NAMED = re.compile(r"([^\W\d_](?:_?\d)?) = (.+)")
_NEXT_NAME = re.compile(r", (?=[^\W\d_](?:_?\d)? = )")


def agreeing(working: Working, golds: pl.Series) -> pl.Series:
    """Whether each gold says what was computed; null where one of them is missing or nobody can tell.

    >>> two = "解方程组：3x + y = 0，x - 2y = 7"
    >>> golds = pl.Series(["解得 x = 1，y = -3。", "x = 1, y = 3", "代入消元即可。"])
    >>> from mathdata.families import WorkOptions
    >>> agreeing(Working(pl.Series([two] * 3), WorkOptions()), golds).to_list()
    [True, False, None]
    """
    said = working.agreeing(golds)
    doubtful = said.eq_missing(pl.Series([False])).arg_true()
    if not len(doubtful):
        return said
    pairs = zip(golds.gather(doubtful).to_list(), working.table["answer"].gather(doubtful).to_list(), strict=True)
    return said.scatter(doubtful, pl.Series([says(gold, computed) for gold, computed in pairs], dtype=pl.Boolean))


def says(gold: str, computed: str) -> bool | None:
    """Whether a text, which does not end in the computed number, says the computed answer all the same.

    >>> says("x=3/2或x=-3", "-3, 3/2"), says("The derivative is 30x^5.", "30x^4"), says("See the figure.", "30x^4")
    (True, False, None)
    """
    text = without_checks(gold[-MAX_TEXT_CHARS:]).strip()
    named = [_NAMED.fullmatch(part) for part in _NEXT_NAME.split(computed)]
    if len(named) > 1 and all(named):
        return _says_values(text, {match[1]: match[2] for match in named if match})
    if any(_is_same(place, computed) for place in _without_base(_places(text))):
        return True
    if _NUMBER.fullmatch(computed):
        return False
    if _stands_in(computed, text):
        return True
    return False if any(_is_another(place, computed) for place in _announced(text)) else None


def _places(text: str) -> Iterator[str]:
    """What may be an answer in a text: all of it, what it announces, its last clauses, and what they end in."""
    stated = extract_answer(text)
    yield from _announced(text)
    if stated is not None:
        yield stated.text
    line = text.rpartition("\n")[2]
    for end in (line, line[_last_end(_CLAUSE, line.rstrip(".。 ")) :]):
        yield end
        yield end[_last_end(_SIDE, end) :].strip(" .。$")


def _without_base(places: Iterator[str]) -> Iterator[str]:
    """The places, and the digits alone where one is a numeral with its base."""
    for place in places:
        yield place
        in_base = _IN_BASE.fullmatch(place)
        if in_base:
            yield in_base[1]


def _last_end(mark: re.Pattern[str], text: str) -> int:
    return max((match.end() for match in mark.finditer(text)), default=0)


def _announced(text: str) -> Iterator[str]:
    """What a text certainly gives as its answer."""
    if len(text) <= MAX_BARE_CHARS and "\n" not in text:
        yield text
        sides = _SIDE.split(text)
        if len(sides) == 2:
            yield sides[1].strip(" .。$")
    stated = extract_answer(text)
    if stated is not None and stated.mark in _ANNOUNCING:
        yield stated.text


def _stands_in(computed: str, text: str) -> bool:
    """Whether the answer stands in the text as it is, with or without its unit, and not as a part of something."""
    if not re.search(r"[\d=√π∞]", computed):
        return computed in text
    measure = _UNIT.fullmatch(computed)
    bare = _TYPESETTING.sub("", measure[1] if measure else computed)
    where = re.compile(rf"(?<![\w.^/+\-]){re.escape(bare)}(?![\w^/+\-!]|\.\d)")
    return where.search(_TYPESETTING.sub("", text)) is not None


def _is_same(place: str, computed: str) -> bool:
    bounds = _bound(place), _bound(computed)
    if None not in bounds:
        return bounds[0] == bounds[1]
    return same_answer(computed, place, comparison=_AS_PRINTED)


def _bound(text: str) -> tuple[str, str, Answer] | None:
    r"""Letter, sign and value of a bound such as `x \geq -5` or `x > 2/3`; None for anything else."""
    match = _BOUND.fullmatch(text)
    value = read_answer(match[3]) if match else None
    if match is None or value is None or value.kind != "number":
        return None
    return match[1], _SIGNS.get(match[2], match[2]), value._replace(number=None)


def _is_another(place: str, computed: str) -> bool:
    """Whether two answers that are not known to be the same are of one kind, and so certainly different."""
    if _bound(place) and _bound(computed):
        return True
    one, other = read_answer(place), read_answer(computed)
    if one.kind == other.kind != "text":
        return _holds_numbers(one) and _holds_numbers(other)
    return _is_other_formula(place, computed)


def _holds_numbers(answer: Answer) -> bool:
    return all(map(_holds_numbers, answer.parts)) if answer.parts else answer.kind == "number"


def _is_other_formula(place: str, computed: str) -> bool:
    """Whether both are formulas in the same letters that differ somewhere; constants may stand anywhere, so not those.

    >>> _is_other_formula("6x^5", "6x^4"), _is_other_formula("x(x + 1)", "x^2 + x"), _is_other_formula("6y", "6x")
    (True, False, False)
    """
    try:
        one, other = read_formula(place), read_formula(computed)
        known = names(one) == names(other) and "C" not in names(one)
        return known and not are_equal(one, other, {})
    except Unproven:
        return False


def _says_values(text: str, values: dict[str, str]) -> bool | None:
    """Whether the last value that a text gives each letter is the computed one, or a point has them in this order."""
    point = re.search(r"\([^()]*\)(?!.*\()", text, re.DOTALL)
    if point and [part.value for part in read_answer(point[0]).parts] == [
        read_answer(v).value for v in values.values()
    ]:
        return True
    stated = {name: _last_value(text, name) for name in values}
    found = {name: value for name, value in stated.items() if value is not None}
    if len(found) < len(values):
        return None
    if all(same_answer(values[name], value, comparison=_AS_PRINTED) for name, value in found.items()):
        return True
    return False if all(read_answer(value).kind == "number" for value in found.values()) else None


def _last_value(text: str, name: str) -> str | None:
    """What a letter that stands alone is said to be, the last time that it is said."""
    said = re.compile(
        rf"(?<![\w)\]}}+\-*/^.])(?<![+\-*/^]\s){re.escape(name)}\s*(?:[=≈是为]|\bis\b|\bequals?\b)"
        r"([^\n,，;；。&$]*?)(?=[\n,，;；。&$]|\.(?!\d)|\\\\|\b(?:and|or|while)\b|[且或和]|$)"
    )
    found = said.findall(text)
    return found[-1].rpartition("=")[2].strip() if found else None
