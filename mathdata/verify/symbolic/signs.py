r"""The signs of a formula, and what binds a letter in it: integrals, limits, sums, derivatives; and matrices."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from fractions import Fraction

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.formula import (
    ONE,
    Apply,
    Formula,
    Letter,
    Value,
    divide,
    mul,
    names,
    neg,
)

MAX_FORMULA_CHARS = 2_000
MAX_DEPTH = 40
MAX_DIGITS = 60

FUNCTIONS = (
    *("arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sin", "cos", "tan", "cot", "sec", "csc"),
    *("ln", "exp", "sqrt", "det", "rank"),
)
_D = r"(?:\\mathrm\s*\{[\s~]*d[\s~]*\}|d)\s*"
_LATEX = (
    (rf"\\[dt]?frac\s*\{{\s*{_D}([a-zA-Z])\s*\}}\s*\{{\s*{_D}([a-zA-Z])\s*\}}", r" d\1/d\2 "),
    (r"\^\s*\{\s*\\prime\s*\}|\^\s*\\prime(?![a-zA-Z])|[′’]", "'"),
    (r"(?<!\\)\\[()\[\]]|~", " "),
    (r"\\sum(?![a-zA-Z])", "∑"),
    (r"\\(?:left|right|displaystyle|,|;|!|quad|mathrm|operatorname|text)(?![a-zA-Z])", " "),
    (r"\\(?:d|t)?frac", " frac "),
    (r"\\(?:cdot|times)", "*"),
    (r"\\(?:infty)", " oo "),
    (r"\\(?:to|rightarrow)", "→"),
    (r"\\int", "∫"),
    (r"\\begin\{[pbv]?matrix\}", " matrix "),
    (r"\\end\{[pbv]?matrix\}", " endmatrix "),
    (r"\\([a-zA-Z]+)", r" \1 "),
    (r"[−–]", "-"),
    (r"∞", " oo "),
    (r"√", " sqrt "),
    (r"π", " pi "),
    (r"λ", " lambda "),
    (r"μ", " mu "),
    (r"\*\*", "^"),
    (r"\$", " "),
)
_SIGN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<slope>d[a-zA-Z]/d[a-zA-Z](?![a-zA-Z(]))"
    r"|(?P<d>d(?:\^(?P<top>\d))?/d(?P<by>[a-zA-Z]|theta|lambda)(?:\^\d)?(?=\())"
    rf"|(?P<word>{'|'.join(FUNCTIONS)}|frac|log|root|lim|endmatrix|matrix|theta|alpha|beta|lambda|mu|pi|oo|[a-zA-Z])"
    r"|(?P<row>\\\\)|(?P<mark>[-+*/^_(){}\[\],|!'=→∫∑&]))"
)


def cut(text: str) -> list[str]:
    """The signs of a text, one spelling for each."""
    if len(text) > MAX_FORMULA_CHARS:
        raise Unproven("a formula that is too long")
    for pattern, plain in _LATEX if "\\" in text or not text.isascii() or "**" in text or "$" in text else ():
        text = re.sub(pattern, plain, text)
    pieces: list[str] = []
    at, text = 0, text.strip()
    while at < len(text):
        match = _SIGN.match(text, at)
        if match is None:
            raise Unproven("a sign that is no mathematics")
        pieces.append(match[0].strip())
        at = match.end()
    return pieces


class Operators(ABC):
    """A place among signs, and the operators that are read from it."""

    def __init__(self, pieces: list[str], called: Collection[str]) -> None:
        self.pieces = pieces
        self.called = called
        self.at = 0
        self.depth = 0
        self.differentials = 0

    @property
    def here(self) -> str:
        """The sign at this place, or nothing."""
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def ahead(self, by: int = 1) -> str:
        """A sign further on."""
        return self.pieces[self.at + by] if self.at + by < len(self.pieces) else ""

    def next(self) -> str:
        """The sign at this place, and go on."""
        self.at += 1
        return self.pieces[self.at - 1] if self.at <= len(self.pieces) else ""

    def want(self, sign: str) -> None:
        """Go past a sign that must stand here."""
        if self.next() != sign:
            raise Unproven(f"{sign!r} is missing")

    def group(self, opener: str, closer: str) -> Formula:
        """What stands between two brackets."""
        self.want(opener)
        inner = self.sum()
        self.want(closer)
        return inner

    def braced_index(self) -> str:
        """The index of a letter in braces."""
        self.want("{")
        index = self.next()
        self.want("}")
        return index

    def arguments(self) -> tuple[Formula, ...]:
        """What a function is applied to."""
        self.want("(")
        args = [self.sum()]
        while self.here == ",":
            self.next()
            args.append(self.sum())
        self.want(")")
        return tuple(args)

    @abstractmethod
    def sum(self) -> Formula:
        """Terms with plus and minus signs between them."""

    @abstractmethod
    def term(self) -> Formula:
        """Factors with or without a sign between them."""

    @abstractmethod
    def atom(self) -> Formula:
        """A number, a letter, a bracket, a function or an operator."""

    def integral(self) -> Formula:
        """`∫ f dx`, with or without ends."""
        self.next()
        ends: tuple[Formula, ...] = ()
        if self.here == "_":
            self.next()
            low = self.bound()
            self.want("^")
            ends = (low, self.bound())
        self.differentials += 1
        body = self.sum()
        self.differentials -= 1
        integrand, letter = _integrand(body)
        return Apply("int", (integrand, letter, *ends))

    def bound(self) -> Formula:
        """An end of an integral."""
        if self.here == "-":
            self.next()
            return neg(self.bound())
        return self.atom()

    def limit(self) -> Formula:
        """`lim(x→0^+) f`."""
        self.next()
        if self.here == "_":
            self.next()
        opener = self.next()
        if opener not in ("(", "{"):
            raise Unproven("a limit without brackets")
        letter = Letter(self.next())
        self.want("→")
        sign = self.next() if self.here in ("+", "-") else ""
        point = self.sum_without_side()
        side = ""
        if self.here == "^":
            self.next()
            side = self.next()
            if side == "{":
                side = self.next()
                self.want("}")
        self.want(")" if opener == "(" else "}")
        body = self.sum()
        return Apply("lim", (body, letter, neg(point) if sign == "-" else point, Letter(side)))

    def sum_without_side(self) -> Formula:
        """The point of a limit, before the `^+` that tells the side."""
        point = self.atom()
        while self.here in ("/", "*"):
            point = divide(point, self.atom()) if self.next() == "/" else mul(point, self.atom())
        while self.here and (self.here[0].isalpha() or self.here[0].isdigit()):
            point = mul(point, self.atom())
        return point

    def series(self) -> Formula:
        """`∑_{n=1}^{4} f`."""
        self.next()
        self.want("_")
        self.want("{")
        letter = Letter(self.next())
        self.want("=")
        first = self.sum()
        self.want("}")
        self.want("^")
        last = self.bound()
        return Apply("sum", (self.term(), letter, first, last))

    def matrix(self) -> Formula:
        """`[[1, 2], [3, 4]]`."""
        self.want("[")
        rows: list[Formula] = []
        while True:
            self.want("[")
            row = [self.sum()]
            while self.here == ",":
                self.next()
                row.append(self.sum())
            self.want("]")
            rows.append(Apply("row", tuple(row)))
            if self.here != ",":
                break
            self.next()
        self.want("]")
        return Apply("matrix", tuple(rows))

    def environment(self) -> Formula:
        """The rows of a matrix in LaTeX."""
        self.next()
        rows: list[list[Formula]] = [[self.sum()]]
        while self.here != "endmatrix":
            sign = self.next()
            if sign == "&":
                rows[-1].append(self.sum())
            elif sign == "\\\\":
                rows.append([self.sum()])
            else:
                raise Unproven("a matrix that does not end")
        self.next()
        return Apply("matrix", tuple(Apply("row", tuple(row)) for row in rows))

    def differentiated(self) -> Formula:
        """`d/dx(f)`, or `dy/dx`."""
        sign = self.next()
        slope = re.fullmatch(r"d([a-zA-Z])/d([a-zA-Z])", sign)
        if slope is not None:
            return Apply("slope", (Letter(slope[1]), Letter(slope[2])))
        match = re.fullmatch(r"d(?:\^(\d))?/d([a-zA-Z]+)(?:\^(\d))?", sign)
        if match is None or match[1] != match[3]:
            raise Unproven("a derivative of two orders")
        return Apply("D", (self.atom(), Letter(match[2]), Value(Fraction(match[1] or 1))))

    def logarithm(self) -> Formula:
        """`log_2(x)`."""
        self.next()
        self.want("_")
        base = self.atom()
        return Apply("log", (base, self.atom()))

    def named_root(self) -> Formula:
        """`root(3, x)`."""
        self.next()
        return Apply("root", self.arguments())

    def fraction(self) -> Formula:
        """A fraction of two braces."""
        self.next()
        top = self.atom()
        return divide(top, self.atom())


SPECIAL: dict[str, Callable[[Operators], Formula]] = {
    "∫": Operators.integral,
    "∑": Operators.series,
    "lim": Operators.limit,
    "log": Operators.logarithm,
    "root": Operators.named_root,
    "frac": Operators.fraction,
    "matrix": Operators.environment,
}


def holds_differential(formula: Formula) -> bool:
    """Whether a `dx` stands in a formula, outside of an integral."""
    if not isinstance(formula, Apply) or formula.head == "int":
        return False
    return formula.head == "differential" or any(map(holds_differential, formula.args))


def _measure(inner: Formula) -> tuple[Formula, Letter]:
    """The factor and the letter of `dx`, or of `d(x^2)`, which is 2x dx."""
    if isinstance(inner, Letter):
        return ONE, inner
    moving = names(inner)
    if len(moving) != 1:
        raise Unproven("a differential of several letters")
    letter = Letter(next(iter(moving)))
    return Apply("D", (inner, letter, ONE)), letter


def _integrand(body: Formula) -> tuple[Formula, Letter]:
    """What stands before the differential, and its letter."""
    if isinstance(body, Apply):
        head, args = body.head, body.args
        if head == "differential":
            return _measure(args[0])
        places = [i for i, arg in enumerate(args) if holds_differential(arg)]
        if len(places) == 1 and (head == "*" or (head == "/" and places == [0]) or head == "+"):
            inner, letter = _integrand(args[places[0]])
            rest = (*args[: places[0]], inner, *args[places[0] + 1 :])
            return (mul(*rest) if head == "*" else Apply(head, rest)), letter
    raise Unproven("an integral without its differential")
