"""Problems that define what they ask about, e.g. "Let j = 131 - 96. What is the remainder when j is divided by 16?".

```text
Let u(g) = g**2 - 6. Suppose 2*w = 8. Let d be u(w). Is d prime?
    │                    │               │              └─ Is 10 prime?            read by a family
    │                    w = 4           4^2 - 6 = 10
    u: g ↦ g^2 - 6
```

What is defined is a number (an expression of earlier ones), a polynomial function, perhaps as a derivative, or the
solution of linear equations. A definition that is anything else, or has no one value, leaves the problem unread.
"""

import re
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from mathdata.families.contract import MAX_PROBLEM_CHARS
from mathdata.families.working.augmented import solved
from mathdata.families.working.elimination import Row
from mathdata.families.working.polynomials import Known, Polynomial, letters, plus, read_polynomial, written
from mathdata.numbers import EXACT, half_width, show

MAX_DEGREE = 12
MAX_STATEMENTS = 12
_STATEMENTS = re.compile(r"^(?:Let|Suppose|设|令|已知|若)\s*\S")
_END = re.compile(r"\.\s+(?=[A-Z])|[。；]\s*(?=\S)")
_ORDERS = {"": 1, "first": 1, "second": 2, "third": 3, "一": 1, "二": 2, "三": 3}
_FORMULA = r"[-+*/^()0-9a-zA-Z.²³ ]+"
_VALUE = re.compile(rf"^(?:Let|设|令)\s*([a-zA-Z])\s*(?:=|be|为|是)\s*({_FORMULA})$")
_FUNCTION = re.compile(rf"^(?:Let|设|令)\s*([a-zA-Z])\(([a-zA-Z])\)\s*(?:=|be|为)\s*({_FORMULA})$")
_DERIVATIVE = re.compile(
    rf"^(?:Let|设|令)\s*([a-zA-Z])\(([a-zA-Z])\)\s*(?:be the (first|second|third|) ?derivative of ({_FORMULA})"
    rf"|[是为]\s*({_FORMULA})\s*的([一二三]?)阶?导数)$"
)
_EQUATIONS = re.compile(rf"^(?:Suppose|设|已知|若)\s*({_FORMULA}=\s*{_FORMULA}(?:[,，]{_FORMULA}=\s*{_FORMULA})*)$")
_ARTICLE = re.compile(r"\b[aA](?= (?:multiple|factor|divisor|composite|prime|number|perfect|product|square)\b)")
_LABEL = re.compile(r"(?<=\s)\(([a-h])\)(?= )")
_SPAN = re.compile(r"(?:[-+*/^().0-9²³ ]|(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z']))+")
_WORKING = re.compile(r"[+*/^(]\s*[-+0-9.(]|[0-9.)²³]\s*-\s*[-+0-9.(]")
"""An operation before an operand: where nothing is defined and this is not found, nothing can be put in."""
_ASKED = re.compile(
    r"^(?:What is|Give|Determine|Calculate|Find|Evaluate|Compute|求|计算)\s*"
    r"([a-zA-Z]\([^?。？=,]+\))\s*(?:的值)?[?.。？]?$"
)
_ROUNDS = re.compile("[Rr]ound|四舍五入|保留|精确")
_CALLED = re.compile(r"([a-zA-Z])\(")
_SIGNED = re.compile(r"([-+*/]) ?-(?=[\d(a-z])([\d.]+|[a-z])?")


class Defined(NamedTuple):
    """What a problem asks when its definitions are put in, and the lines that work them out."""

    question: str
    named: str
    """The same with each number named, `j = 35`, where it stands alone."""
    lines: tuple[str, ...]


class _Book:
    """The definitions so far, and how they were worked out."""

    def __init__(self, *, decimals: bool) -> None:
        self.decimals = decimals
        self.values: dict[str, Polynomial] = {}
        self.functions: dict[str, tuple[str, Polynomial]] = {}
        self.lines: list[str] = []

    @property
    def known(self) -> Known:
        return Known(self.values, self.functions)

    def read(self, text: str) -> Polynomial | None:
        return read_polynomial(text, degree=MAX_DEGREE, known=self.known)

    def number(self, value: Polynomial) -> str:
        """A number as it stands in a question: a fraction, or a decimal where the question is about its places."""
        number = value.get((), Fraction(0))
        return show(number, EXACT).text if self.decimals else str(number)

    def is_new(self, name: str) -> bool:
        return name not in self.values and name not in self.functions

    def put_in(self, text: str) -> str:
        """A formula with the numbers of its names, as it can stand in a line."""
        shown = re.sub(
            r"([a-zA-Z])(?!\()",
            lambda match: f"({self.number(self.values[match[1]])})" if match[1] in self.values else match[1],
            text.replace("**", "^"),
        )
        return " ".join(_SIGNED.sub(lambda match: f"{match[1]} (-{match[2]})" if match[2] else match[0], shown).split())


def defined(problem: str) -> Defined | None:
    """The question of a problem with all that it defines put in; None if it defines nothing, or not in one way.

    >>> defined("Let j = 131 - 96. What is the remainder when j is divided by 16?")[::2]
    ('What is the remainder when 35 is divided by 16?', ('j: 131 - 96 = 35',))
    """
    if len(problem) > MAX_PROBLEM_CHARS:
        return None
    text = " ".join(problem.replace("**", "^").split())
    if _STATEMENTS.match(text) is None:
        return _resolved(_Book(decimals=_ROUNDS.search(text) is not None), text) if _WORKING.search(text) else None
    *statements, question = _END.split(half_width(text))
    if not 1 <= len(statements) <= MAX_STATEMENTS:
        return None
    book = _Book(decimals=_ROUNDS.search(question) is not None)
    if not all(_take(book, statement.strip()) for statement in statements):
        return None
    return _resolved(book, question)


def _take(book: _Book, statement: str) -> bool:
    """Note what a statement defines; False if it is no definition of ours."""
    for pattern, note in ((_VALUE, _note_value), (_FUNCTION, _note_function), (_DERIVATIVE, _note_derivative),
                          (_EQUATIONS, _note_solution)):  # fmt: skip
        match = pattern.match(statement)
        if match is not None and note(book, match):
            return True
    return False


def _note_value(book: _Book, match: "re.Match[str]") -> bool:
    name, text = match[1], match[2].strip()
    value = book.read(text)
    if value is None or letters(value) or not book.is_new(name):
        return False
    shown = _worked(book, text, value)
    book.lines.append(f"{name}: {shown}")
    book.values[name] = value
    return True


def _worked(book: _Book, text: str, value: Polynomial) -> str:
    """An expression of known numbers and functions with its value."""
    number = book.number(value)
    call = re.fullmatch(r"\s*([a-zA-Z])\((.+)\)\s*", text)
    if call and call[1] in book.functions and (inside := book.read(call[2])) is not None:
        letter, body = book.functions[call[1]]
        shown = _put(written(body), letter, book.number(inside))
    elif _CALLED.search(text) and any(name in book.functions for name in _CALLED.findall(text)):
        return number
    else:
        shown = book.put_in(text)
    return f"{shown} = {number}" if shown != number else number


def _note_function(book: _Book, match: "re.Match[str]") -> bool:
    name, letter, text = match[1], match[2], match[3]
    others = Known({key: value for key, value in book.values.items() if key != letter}, book.functions)
    body = read_polynomial(text, degree=MAX_DEGREE, known=others)
    if body is None or not letters(body) <= {letter} or not book.is_new(name):
        return False
    book.functions[name] = letter, body
    if any(other in book.values for other in re.findall("[a-zA-Z]", text)) or _CALLED.search(text):
        book.lines.append(f"{name}({letter}): {written(body)}")
    return True


def _note_derivative(book: _Book, match: "re.Match[str]") -> bool:
    name, letter = match[1], match[2]
    order = _ORDERS[match[3] or match[6] or ""]
    text = match[4] or match[5]
    others = Known({key: value for key, value in book.values.items() if key != letter}, book.functions)
    body = read_polynomial(text, degree=MAX_DEGREE, known=others)
    if body is None or not letters(body) <= {letter} or not book.is_new(name):
        return False
    shown = [written(body)]
    for _ in range(order):
        body = slope(body, letter)
        shown.append(written(body))
    book.functions[name] = letter, body
    steps = [f"d/d{letter}({one}) = {other}" for one, other in pairwise(shown)]
    book.lines.append(f"{name}({letter}): {'; '.join(steps)}")
    return True


def slope(body: Polynomial, letter: str) -> Polynomial:
    """The derivative of a polynomial.

    >>> written(slope({("x", "x"): Fraction(3), (): Fraction(1)}, "x"))
    '6x'
    """
    total: Polynomial = {}
    for monomial, factor in body.items():
        count = monomial.count(letter)
        if count:
            rest = list(monomial)
            rest.remove(letter)
            total = plus(total, {tuple(rest): factor * count}, degree=MAX_DEGREE)
    return total


def _note_solution(book: _Book, match: "re.Match[str]") -> bool:
    """The values of the unknowns of linear equations that have just one solution."""
    texts = re.split("[,，]", match[1])
    differences = []
    for text in texts:
        both = [book.read(side) for side in text.split("=")]
        if len(both) != 2 or both[0] is None or both[1] is None:
            return False
        differences.append(plus(both[0], both[1], -1, degree=MAX_DEGREE))
    unknowns = tuple(sorted(set().union(*map(letters, differences))))
    is_linear = all(len(monomial) <= 1 for difference in differences for monomial in difference)
    if not unknowns or not is_linear or len(unknowns) > 4 or not all(book.is_new(name) for name in unknowns):
        return False
    rows = tuple(
        Row(tuple(difference.get((name,), Fraction(0)) for name in unknowns), -difference.get((), Fraction(0)))
        for difference in differences
    )
    outcome = solved(rows)
    if not outcome.values or outcome.free:
        return False
    book.lines.append("; ".join(row.text(unknowns) for row in rows if any(row.coefficients)))
    book.lines.append(
        ", ".join(f"{name} = {book.number(value)}" for name, value in zip(unknowns, outcome.values, strict=True))
    )
    book.values |= dict(zip(unknowns, outcome.values, strict=True))
    return True


def _resolved(book: _Book, question: str) -> Defined | None:
    """The question with numbers and polynomials for all that is defined; None if nothing of it is asked about."""
    asked = _ASKED.match(question)
    if asked is not None and book.functions:
        return _about_functions(book, asked[1])
    labelled = _LABEL.sub(lambda match: f"⟨{match[1]}⟩", question)
    plain = _ARTICLE.sub("⟨⟩", labelled)
    pieces: list[str] = []
    named: list[str] = []
    end, changed = 0, False
    lines: list[str] = []
    for match in _SPAN.finditer(plain):
        text = match[0].strip()
        if not re.search("[0-9a-zA-Z]", text):
            continue
        if plain[match.start() - 1 : match.start()].isalpha() and match[0][0] not in " ":
            return None  # a function with a name of its own, such as sqrt
        # a stop behind the last number, and a bracket that belongs to the sentence
        text = text.rstrip(". ") if match.end() == len(plain.rstrip("?")) else text
        new = _of_span(book, text)
        if new is None:
            return None
        start = match.start() + match[0].index(text)
        for target, value in ((pieces, new.plain), (named, new.named)):
            target += [plain[end:start], value]
        changed |= new.plain != text
        lines += [new.line] if new.line else []
        end = start + len(text)
    if not changed:
        return None
    texts = ["".join([*target, plain[end:]]) for target in (pieces, named)]
    texts = [re.sub("⟨([a-h])⟩", r"(\1)", text).replace("⟨⟩", "a") for text in texts]
    return Defined(texts[0], texts[1], (*book.lines, *lines))


class _Span(NamedTuple):
    """What a formula of the question becomes, with its name, and the line that works it out."""

    plain: str
    named: str
    line: str = ""


def _of_span(book: _Book, text: str) -> _Span | None:
    """A number for a formula of known things; a formula in unknown letters with what is known put in."""
    used = set(re.findall("[a-zA-Z]", text)) & {*book.values, *book.functions}
    is_working = re.search(r"[-+*/^(]", text.lstrip("-")) is not None and not re.fullmatch(r"-?[\d.]+/\d+", text)
    if not used and (re.search("[a-zA-Z]", text) or not is_working):
        return _Span(text, text)
    value = book.read(text)
    if value is None:
        return None if used else _Span(text, text)
    if letters(value):
        shown = written(value)
        return _Span(shown, shown)
    number = book.number(value)
    if text in book.values:
        return _Span(number, f"{text} = {number}")
    worked = _worked(book, text, value)
    return _Span(number, number, worked if "=" in worked else "")


def _about_functions(book: _Book, asked: str) -> Defined | None:
    """`What is f(g(3))?` with the functions that it needs, as the families of functions read it."""
    needed = [name for name in dict.fromkeys(_CALLED.findall(asked)) if name in book.functions]
    if not needed:
        return None
    shown = re.sub(
        r"([a-zA-Z])(?!\()",
        lambda match: book.number(book.values[match[1]]) if match[1] in book.values else match[1],
        asked,
    )
    stated = " ".join(
        f"Let {name}({letter}) = {written(body)}." for name, (letter, body) in book.functions.items() if name in needed
    )
    question = f"{stated} Find {shown}."
    return Defined(question, question, tuple(book.lines))


def _put(body: str, letter: str, value: str) -> str:
    return re.sub(rf"(\d)?{letter}", lambda match: f"{match[1]} * ({value})" if match[1] else f"({value})", body)
