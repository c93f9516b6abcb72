r"""Reads a formula from its first to its last sign; what is left over or unknown makes it unproven.

Both plain text (`∫ x^2 dx = x^3/3 + C`) and the common commands of LaTeX are read. Factors may stand side by
side; a name before a bracket is a function where it was defined as one.
"""

from collections.abc import Collection
from fractions import Fraction
from functools import lru_cache

from mathdata.verify.limits import Unproven
from mathdata.verify.symbolic.formula import Apply, Formula, Letter, Value, add, divide, fn, mul, neg, power
from mathdata.verify.symbolic.signs import FUNCTIONS, MAX_DEPTH, MAX_DIGITS, SPECIAL, Operators, cut, holds_differential

REMEMBERED = 4_096
"""Texts whose formula is kept."""


def read_formula(text: str, called: Collection[str] = ()) -> Formula:
    r"""The formula of a whole text.

    Raises:
        Unproven: if it is none that this room knows, or too large.

    >>> read_formula("2x") == read_formula(r"2 \cdot x")
    True
    """
    return _read(text, frozenset(called))


@lru_cache(maxsize=REMEMBERED)
def _read(text: str, called: frozenset[str]) -> Formula:
    """The same; the side of one relation is a side of the next, and of the same line in another style."""
    reader = _Reader(cut(text), called)
    formula = reader.sum()
    if reader.here:
        raise Unproven(f"{reader.here!r} is left over")
    return formula


class _Reader(Operators):
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
        return self.differentials > 0 and holds_differential(term)

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
        special = SPECIAL.get(here)
        if special is not None:
            return special(self)
        if here.startswith("d") and "/" in here:
            return self.differentiated()
        if here in FUNCTIONS:
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
        primes = self.order() if name in self.called else 0
        while self.here == "'":
            self.next()
            primes += 1
        if name in self.called and self.here == "(":
            args = self.arguments()
            return Apply("call", (Letter(name), Value(Fraction(primes)), *args))
        return Letter(name + "'" * primes)

    def order(self) -> int:
        """The 4 of `f^(4)(x)`, the fourth derivative; 0 where there is none."""
        ahead = [self.ahead(i) for i in range(5)]
        if ahead[:2] != ["^", "("] or ahead[3:] != [")", "("] or not ahead[2].isdigit() or len(ahead[2]) > 1:
            return 0
        self.at += 4
        return int(ahead[2])

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
            while self.here and self.here[0].isalpha() and self.here not in FUNCTIONS and not self.differentials:
                arg = mul(arg, self.factor())
        made = power(Letter("e"), arg) if name == "exp" else fn(name, arg) if name else arg
        return made if raised is None else power(made, raised)
