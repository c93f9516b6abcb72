r"""Reads a formula from its first to its last sign; what is left over or unknown makes it unproven.

Both plain text (`∫ x^2 dx = x^3/3 + C`) and the common commands of LaTeX are read. Factors may stand side by
side; a name before a bracket is a function where it was defined as one.
"""

import re
from collections.abc import Callable, Collection
from fractions import Fraction

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.formula import (
    ONE,
    Apply,
    Formula,
    Letter,
    Value,
    add,
    divide,
    fn,
    mul,
    names,
    neg,
    power,
)

MAX_FORMULA_CHARS = 2_000
MAX_DEPTH = 40
MAX_DIGITS = 60

_FUNCTIONS = (
    *("arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "sin", "cos", "tan", "cot", "sec", "csc"),
    *("ln", "exp", "sqrt", "det", "rank"),
)
_LATEX = (
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
    (r"\*\*", "^"),
    (r"\$", " "),
)
_SIGN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<d>d(?:\^(?P<top>\d))?/d(?P<by>[a-zA-Z]|theta|lambda)(?:\^\d)?(?=\())"
    rf"|(?P<word>{'|'.join(_FUNCTIONS)}|frac|log|root|lim|endmatrix|matrix|theta|alpha|beta|lambda|mu|pi|oo|[a-zA-Z])"
    r"|(?P<row>\\\\)|(?P<mark>[-+*/^_(){}\[\],|!'=→∫∑&]))"
)


def read_formula(text: str, called: Collection[str] = ()) -> Formula:
    r"""The formula of a whole text.

    Raises:
        Unproven: if it is none that this room knows, or too large.

    >>> read_formula("2x") == read_formula(r"2 \cdot x")
    True
    """
    reader = _Reader(_cut(text), called)
    formula = reader.sum()
    if reader.here:
        raise Unproven(f"{reader.here!r} is left over")
    return formula


def _cut(text: str) -> list[str]:
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


class _Reader:
    def __init__(self, pieces: list[str], called: Collection[str]) -> None:
        self.pieces = pieces
        self.called = called
        self.at = 0
        self.depth = 0
        self.differentials = 0

    @property
    def here(self) -> str:
        return self.pieces[self.at] if self.at < len(self.pieces) else ""

    def ahead(self, by: int = 1) -> str:
        return self.pieces[self.at + by] if self.at + by < len(self.pieces) else ""

    def next(self) -> str:
        self.at += 1
        return self.pieces[self.at - 1] if self.at <= len(self.pieces) else ""

    def want(self, sign: str) -> None:
        if self.next() != sign:
            raise Unproven(f"{sign!r} is missing")

    def sum(self) -> Formula:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unproven("nested too deeply")
        total = [self.term()]
        while self.here in ("+", "-") and not self.is_closed(total[-1]):
            minus = self.next() == "-"
            term = self.term()
            total.append(neg(term) if minus else term)
        self.depth -= 1
        return total[0] if len(total) == 1 else add(*total)

    def is_closed(self, term: Formula) -> bool:
        """Whether the differential that ends an integrand has been read."""
        return self.differentials > 0 and _holds_differential(term)

    def term(self) -> Formula:
        if self.here == "-":
            self.next()
            return neg(self.term())
        if self.here == "+":
            self.next()
        result = self.factor()
        while True:
            if self.here == "*":
                self.next()
                result = mul(result, self.signed_factor())
            elif self.here == "/":
                self.next()
                result = divide(result, self.signed_factor())
            elif self.here and ((self.here[0].isalpha() and self.here != "endmatrix") or self.here in ("(", "∫", "∑")):
                result = mul(result, self.factor())
            else:
                return result

    def signed_factor(self) -> Formula:
        if self.here == "-":
            self.next()
            return neg(self.signed_factor())
        return self.factor()

    def factor(self) -> Formula:
        base = self.atom()
        while self.here == "!":
            self.next()
            base = fn("!", base)
        if self.here == "^":
            self.next()
            base = power(base, self.exponent())
        return base

    def exponent(self) -> Formula:
        if self.here == "-":
            self.next()
            return neg(self.exponent())
        base = self.atom()
        if self.here == "!":
            self.next()
            return fn("!", base)
        if self.here == "^":
            self.next()
            return power(base, self.exponent())
        return base

    def group(self, opener: str, closer: str) -> Formula:
        self.want(opener)
        inner = self.sum()
        self.want(closer)
        return inner

    def atom(self) -> Formula:
        here = self.here
        if not here:
            raise Unproven("the formula ends too soon")
        if here[0].isdigit():
            if len(here) > MAX_DIGITS:
                raise Unproven("a number with too many digits")
            return Value(Fraction(self.next()))
        if here == "(":
            return self.group("(", ")")
        if here == "{":
            return self.group("{", "}")
        if here == "[":
            return self.matrix() if self.ahead() == "[" else self.group("[", "]")
        if here == "|":
            self.next()
            inner = self.sum()
            self.want("|")
            return fn("abs", inner)
        special = _SPECIAL.get(here)
        if special is not None:
            return special(self)
        if here.startswith("d") and "/" in here:
            return self.differentiated()
        if here in _FUNCTIONS:
            return self.function()
        if here[0].isalpha():
            return self.letter()
        raise Unproven(f"{here!r} is no formula")

    def letter(self) -> Formula:
        name = self.next()
        if name == "d" and self.differentials and self.here[:1].isalpha():
            return Apply("differential", (Letter(self.next()),))
        if name == "d" and self.differentials and self.here == "(":
            return Apply("differential", (self.group("(", ")"),))
        if self.here == "_":
            self.next()
            name += "_" + (self.next() if self.here != "{" else self.braced_index())
        if name in "fghFGH" and name not in self.called and self.here == "(":
            raise Unproven(f"the function {name} is not defined")
        primes = 0
        while self.here == "'":
            self.next()
            primes += 1
        if name in self.called and self.here == "(":
            args = self.arguments()
            return Apply("call", (Letter(name), Value(Fraction(primes)), *args))
        return Letter(name + "'" * primes)

    def braced_index(self) -> str:
        self.want("{")
        index = self.next()
        self.want("}")
        return index

    def arguments(self) -> tuple[Formula, ...]:
        self.want("(")
        args = [self.sum()]
        while self.here == ",":
            self.next()
            args.append(self.sum())
        self.want(")")
        return tuple(args)

    def function(self) -> Formula:
        name = self.next()
        raised = None
        if self.here == "^":
            self.next()
            raised = self.exponent()
        if self.here in ("(", "{"):
            arg = self.group(self.here, ")" if self.here == "(" else "}")
        elif name == "sqrt" and self.here == "[":
            arg = fn("root", self.group("[", "]"))
            arg = Apply("root", (*arg.args, self.group("{", "}"))) if isinstance(arg, Apply) else arg
            name = ""
        else:
            arg = self.atom()
            while self.here and self.here[0].isalpha() and self.here not in _FUNCTIONS and not self.differentials:
                arg = mul(arg, self.factor())
        made = power(Letter("e"), arg) if name == "exp" else fn(name, arg) if name else arg
        return made if raised is None else power(made, raised)

    def logarithm(self) -> Formula:
        self.next()
        self.want("_")
        base = self.atom()
        return Apply("log", (base, self.atom()))

    def named_root(self) -> Formula:
        self.next()
        return Apply("root", self.arguments())

    def fraction(self) -> Formula:
        self.next()
        top = self.atom()
        return divide(top, self.atom())

    def differentiated(self) -> Formula:
        match = re.fullmatch(r"d(?:\^(\d))?/d([a-zA-Z]+)(?:\^(\d))?", self.next())
        if match is None or match[1] != match[3]:
            raise Unproven("a derivative of two orders")
        return Apply("D", (self.atom(), Letter(match[2]), Value(Fraction(match[1] or 1))))

    def integral(self) -> Formula:
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
        if self.here == "-":
            self.next()
            return neg(self.bound())
        return self.atom()

    def limit(self) -> Formula:
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


_SPECIAL: dict[str, Callable[[_Reader], Formula]] = {
    "∫": _Reader.integral,
    "∑": _Reader.series,
    "lim": _Reader.limit,
    "log": _Reader.logarithm,
    "root": _Reader.named_root,
    "frac": _Reader.fraction,
    "matrix": _Reader.environment,
}


def _holds_differential(formula: Formula) -> bool:
    if not isinstance(formula, Apply) or formula.head == "int":
        return False
    return formula.head == "differential" or any(map(_holds_differential, formula.args))


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
        places = [i for i, arg in enumerate(args) if _holds_differential(arg)]
        if len(places) == 1 and (head == "*" or (head == "/" and places == [0]) or head == "+"):
            inner, letter = _integrand(args[places[0]])
            rest = (*args[: places[0]], inner, *args[places[0] + 1 :])
            return (mul(*rest) if head == "*" else Apply(head, rest)), letter
    raise Unproven("an integral without its differential")
