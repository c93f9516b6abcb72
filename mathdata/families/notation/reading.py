r"""From tokens to a tree: a parser that binds by precedence, knows a white list, and guesses nothing.

```text
relation:  sum [= sum]          sum: product {+ product}     product: signed {* signed | signed}
signed:    - signed | power     power: atom [^ exponent]     atom: number, name, f(…), (…), ∫ … dx, lim …
```

What can be read in two ways is refused: `1/2x`, `e^2x`, `sin x/2`, a bare `log`.
"""

from collections.abc import Sequence
from fractions import Fraction

from mathdata.families.notation.limits import check_size
from mathdata.families.notation.tokens import END, Token, tokenise
from mathdata.families.notation.tree import RELATIONS, Name, Node, Number, Term, Unreadable, holds, letters

MAX_DEPTH = 30

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_CALLED = frozenset("fghFGy")
"""Letters that are called when a bracket follows; `x(x + 1)` is a product. `y` only if a single letter is inside."""


def read_formula(text: str) -> Node:
    r"""The tree of a formula in plain notation or LaTeX.

    Raises:
        Unreadable: if it is none, can be read in two ways, or is beyond the limits.

    >>> from mathdata.families.notation import written
    >>> written(read_formula(r"\int_{0}^{1} x\ln x \mathrm{~d} x"))
    '∫_{0}^{1} x*ln(x) dx'
    >>> written(read_formula("lim(x→+∞) ln(1+x)ln(1+1/x)"))
    'lim(x→+∞) ln(1 + x)*ln(1 + 1/x)'
    """
    tokens = tokenise(text)
    if not tokens:
        raise Unreadable("formula: found nothing")
    reader = _Reader(tokens)
    tree = reader.relation()
    if reader.peek() is not END:
        raise Unreadable(f"formula: found {reader.peek().text!r} left over")
    if holds(tree, "d"):
        raise Unreadable("formula: a differential stands outside of an integral")
    check_size(tree)
    return tree


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.depth = 0
        self.integrals = 0
        self.bars = 0

    def peek(self, ahead: int = 0) -> Token:
        return self.tokens[self.at + ahead] if self.at + ahead < len(self.tokens) else END

    def take(self) -> Token:
        token = self.peek()
        self.at += 1
        return token

    def accept(self, *texts: str) -> bool:
        if self.peek().kind == "sign" and self.peek().text in texts:
            self.at += 1
            return True
        return False

    def expect(self, text: str) -> None:
        if not self.accept(text):
            raise Unreadable(f"formula: found {self.peek().text!r}, wanted {text!r}")

    # sums and relations

    def relation(self) -> Node:
        left = self.sum()
        if self.peek().text in RELATIONS:
            return Term(self.take().text, (left, self.sum()))
        return left

    def sum(self, *, until_differential: bool = False) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(f"formula: nested more than {MAX_DEPTH} deep")
        terms = [self.signed_term()]
        while self.peek().text in ("+", "-") and not (until_differential and holds(terms[-1], "d")):
            minus = self.take().text == "-"
            term = self.signed_term()
            terms.append(Term("-", (term,)) if minus else term)
        self.depth -= 1
        return terms[0] if len(terms) == 1 else Term("+", tuple(terms))

    def signed_term(self) -> Node:
        """A product with the signs before it: `-2x` is the opposite of `2x`."""
        minus = False
        while self.peek().text in ("+", "-"):
            minus ^= self.take().text == "-"
        term = self.product()
        return Term("-", (term,)) if minus else term

    # products

    def product(self) -> Node:
        factors = [self.power()]
        slash = False
        while True:
            token = self.peek()
            if token.text == "*" and token.kind == "sign":
                self.take()
                factors.append(self.factor())
                slash = False
            elif token.text == "/" and token.kind == "sign":
                self.take()
                factors[-1:] = [Term("/", (_product(factors), self.factor()))]
                factors = factors[-1:]
                slash = True
            elif self.starts_factor(token, factors[-1]):
                self.refuse_two_readings(slash, token)
                factors.append(self.power())
            else:
                return _product(factors)

    def factor(self) -> Node:
        """A factor behind `*` or `/`, perhaps with a sign of its own."""
        if self.accept("-"):
            return Term("-", (self.factor(),))
        self.accept("+")
        return self.power()

    def starts_factor(self, token: Token, before: Node) -> bool:
        """Whether a token goes on with the product, without a sign."""
        if token.kind in ("name", "function"):
            return True
        if token.kind == "command":
            return token.text != "end"
        if token.kind == "number":
            return False
        if token.text == "|":
            return self.bars == 0
        return token.text in ("(", "{", "∫", "∑") or (token.text == "[" and not isinstance(before, Name))

    def refuse_two_readings(self, slash: bool, token: Token) -> None:  # noqa: FBT001
        """`1/2x` is a half of x to one reader and 1/(2x) to another; `1/2 x` and `(1/2)x` are not."""
        if slash and token.glued and not (self.integrals and token.text == "d"):
            raise Unreadable("formula: a product without a sign behind a division can be read in two ways")

    # powers and atoms

    def power(self) -> Node:
        base = self.postfix(self.atom())
        if not self.accept("^"):
            return base
        exponent = self.exponent()
        self.refuse_loose_exponent(base, exponent)
        return self.postfix(Term("^", (base, exponent)))

    def postfix(self, node: Node) -> Node:
        while self.peek().text in ("!", "'"):
            if self.take().text == "!":
                node = Term("!", (node,))
            elif isinstance(node, Name) or (isinstance(node, Term) and node.head in ("'", "call")):
                node = Term("'", (node,))
            else:
                raise Unreadable("formula: a prime stands behind what is no function")
            if isinstance(node, Term) and node.head == "'" and self.peek().text == "(":
                node = self.primed_call(node)
        return node

    def primed_call(self, node: Term) -> Node:
        """The `(x)` of `f'(x)`: the derivative of f at x."""
        self.take()
        argument = self.sum()
        self.expect(")")
        return Term("call", (node, argument))

    def exponent(self) -> Node:
        if self.peek().text == "{":
            return self.group()
        if self.accept("-"):
            return Term("-", (self.exponent(),))
        base = self.atom()
        if self.accept("^"):
            return Term("^", (base, self.exponent()))
        return self.postfix(base)

    def refuse_loose_exponent(self, base: Node, exponent: Node) -> None:
        """`e^2x` may mean e^(2x)."""
        bare = self.tokens[self.at - 1].kind == "number"
        if bare and base == Name("e") and self.peek().kind == "name" and self.peek().glued:
            raise Unreadable("formula: the exponent of e can be read in two ways")

    def atom(self) -> Node:
        token = self.peek()
        if token.kind == "number":
            self.take()
            return Number(Fraction(token.text))
        if token.kind == "function":
            return self.function()
        if token.kind == "command":
            return self.command()
        if token.kind == "name":
            return self.name()
        if token.text in _CLOSERS:
            return self.matrix_or_group()
        if token.text == "|":
            return self.bar()
        if token.text == "∫":
            return self.integral()
        if token.text == "∑":
            return self.series()
        if token.text == "∂":
            return self.derivative_sign()
        raise Unreadable(f"formula: found {token.text or 'the end'!r}, wanted a number, a name or a bracket")

    def name(self) -> Node:
        if self.is_derivative_sign():
            return self.derivative_sign()
        name = self.take().text
        following = self.peek()
        if self.integrals and name == "d" and following.kind == "name":
            self.take()
            return Term("d", (Name(following.text),))
        if self.accept("_"):
            name += f"_{self.subscript()}"
        is_called = name in _CALLED and self.peek().text == "(" and self.peek().glued
        if is_called and (name != "y" or self.peek(2).text == ")"):
            return self.call(Name(name))
        return Name(name)

    def subscript(self) -> str:
        if self.accept("{", "("):
            text = self.take().text
            if not self.accept("}", ")"):
                raise Unreadable("formula: a subscript of more than one sign")
            return text
        return self.take().text

    def call(self, name: Node) -> Node:
        self.expect("(")
        arguments = [self.sum()]
        while self.accept(","):
            arguments.append(self.sum())
        self.expect(")")
        return Term("call", (name, *arguments))

    def group(self) -> Node:
        opener = self.take().text
        bars, self.bars = self.bars, 0
        inner = self.sum()
        self.bars = bars
        self.expect(_CLOSERS[opener])
        return inner

    def bar(self) -> Node:
        self.take()
        self.bars += 1
        inner = self.sum()
        self.expect("|")
        self.bars -= 1
        return Term("abs", (inner,))

    # functions

    def function(self) -> Node:
        name = self.take().text
        if name == "root":
            return self.named_root()
        power = self.function_power()
        if name == "log":
            self.expect("_")
            base = self.group() if self.peek().text in ("{", "(") else self.atom()
            node: Node = Term("log", (base, self.argument()))
        elif name == "lg":
            node = Term("log", (Number(Fraction(10)), self.argument()))
        elif name == "cbrt":
            node = Term("root", (Number(Fraction(3)), self.argument()))
        elif name == "exp":
            node = Term("^", (Name("e"), self.argument()))
        else:
            node = Term(name, (self.argument(),))
        return node if power is None else Term("^", (node, power))

    def function_power(self) -> Node | None:
        """The 2 of `sin^2 x`; a negative one would mean the inverse function to some."""
        if not self.accept("^"):
            return None
        power = self.exponent()
        if isinstance(power, Term):
            raise Unreadable("formula: such a power of a function can be read in two ways")
        return power

    def argument(self) -> Node:
        """A bracket, or the product of the numbers, letters and fractions that follow: `sin 2x`."""
        if self.peek().text in _CLOSERS:
            return self.group()
        if self.peek().text == "|":
            return self.bar()
        factors = [self.argument_factor()]
        while self.continues_argument():
            factors.append(self.argument_factor())
        if self.peek().text == "/" and self.peek().kind == "sign":
            raise Unreadable("formula: a division behind a function without brackets can be read in two ways")
        return _product(factors)

    def continues_argument(self) -> bool:
        token = self.peek()
        if token.kind == "name":
            return not (self.integrals and token.text == "d") and not self.is_derivative_sign()
        return token.kind == "command" and token.text in ("frac", "sqrt")

    def argument_factor(self) -> Node:
        if self.peek().kind not in ("number", "name", "command"):
            raise Unreadable(f"formula: found {self.peek().text!r}, wanted the argument of a function")
        return self.power()

    # commands

    def command(self) -> Node:
        name = self.peek().text
        if name == "frac":
            return self.derivative_sign() if self.is_derivative_sign() else self.fraction()
        if name == "sqrt":
            return self.root()
        if name == "lim":
            return self.limit()
        if name == "begin":
            return self.environment()
        raise Unreadable(f"formula: found {name!r} without its beginning")

    def fraction(self) -> Node:
        self.take()
        top = self.brace()
        return Term("/", (top, self.brace()))

    def brace(self) -> Node:
        if self.peek().text == "{":
            return self.group()
        token = self.peek()
        if token.kind == "number" and len(token.text) > 1:
            raise Unreadable("formula: a command without braces can be read in two ways")
        return self.atom()

    def root(self) -> Node:
        self.take()
        if self.peek().text == "[":
            index = self.group()
            return Term("root", (index, self.brace()))
        return Term("sqrt", (self.group() if self.peek().text == "(" else self.brace(),))

    def named_root(self) -> Node:
        """`root(3, x)`, as a cube root is written in one line."""
        self.expect("(")
        index = self.sum()
        self.expect(",")
        radicand = self.sum()
        self.expect(")")
        return Term("root", (index, radicand))

    def environment(self) -> Node:
        self.take()
        rows = [[self.sum()]]
        while not (self.peek().kind == "command" and self.peek().text == "end"):
            if self.accept("&"):
                rows[-1].append(self.sum())
            else:
                self.expect("\\\\")
                if self.peek().text != "end":
                    rows.append([self.sum()])
        self.take()
        return _matrix(rows)

    def matrix_or_group(self) -> Node:
        """`[[1, 2], [3, 4]]`, brackets around an environment, or a bracketed formula."""
        if self.peek().text == "[" and self.peek(1).text == "[":
            return self.nested_rows()
        return self.group()

    def nested_rows(self) -> Node:
        self.take()
        rows: list[list[Node]] = []
        while True:
            self.expect("[")
            rows.append([self.sum()])
            while self.accept(","):
                rows[-1].append(self.sum())
            self.expect("]")
            if not self.accept(",", ";"):
                break
        self.expect("]")
        return _matrix(rows)

    # calculus

    def integral(self) -> Node:
        self.take()
        ends: tuple[Node, ...] = ()
        if self.accept("_"):
            low = self.bound()
            self.expect("^")
            ends = (low, self.bound())
        elif self.accept("^"):
            high = self.bound()
            self.expect("_")
            ends = (self.bound(), high)
        self.integrals += 1
        inner = self.sum(until_differential=True)
        self.integrals -= 1
        body, letter = _without_differential(inner)
        return Term("int", (body, letter, *ends))

    def bound(self) -> Node:
        if self.peek().text in ("{", "("):
            return self.group()
        if self.peek().text in ("-", "+"):
            sign = self.take().text
            bound = self.atom()
            return Term("-", (bound,)) if sign == "-" else bound
        return self.atom()

    def limit(self) -> Node:
        self.take()
        self.accept("_")
        closer = _CLOSERS.get(self.peek().text)
        if closer:
            self.take()
        letter = self.take()
        if letter.kind != "name":
            raise Unreadable("formula: a limit without a letter")
        self.expect("→")
        point = self.limit_point(closer is not None)
        side = ""
        if self.accept("^"):
            braced = self.accept("{")
            side = self.take().text
            if braced:
                self.expect("}")
        elif closer and self.peek().text in ("+", "-"):
            side = self.take().text
        if side not in ("", "+", "-"):
            raise Unreadable("formula: a limit from a side that is none")
        if closer:
            self.expect(closer)
        body = self.sum()
        return Term("lim", (body, Name(letter.text), point, Name(side)))

    def limit_point(self, is_closed: bool) -> Node:  # noqa: FBT001
        if self.accept("-"):
            return Term("-", (self.limit_size(is_closed),))
        self.accept("+")
        return self.limit_size(is_closed)

    def limit_size(self, is_closed: bool) -> Node:  # noqa: FBT001
        first = self.atom()
        while is_closed and self.peek().text == "/":
            self.take()
            first = Term("/", (first, self.atom()))
        if is_closed and isinstance(first, Number) and self.peek().kind == "name":
            first = Term("*", (first, self.atom()))
        return first

    def series(self) -> Node:
        self.take()
        self.expect("_")
        self.expect("{")
        letter = self.take()
        self.expect("=")
        first = self.sum()
        self.expect("}")
        self.expect("^")
        last = self.bound()
        return Term("sum", (self.product(), Name(letter.text), first, last))

    def is_derivative_sign(self) -> bool:
        """Whether `d/dx`, `d^2/dx^2` or a fraction of the two stands here."""
        return _derivative_sign(self.tokens, self.at) is not None

    def derivative_sign(self) -> Node:
        found = _derivative_sign(self.tokens, self.at)
        if found is None:
            raise Unreadable("formula: found a differential, wanted d/dx")
        letter, order, self.at = found
        is_bracketed = self.peek().text in ("(", "[")
        body = self.group() if is_bracketed else self.product()
        if is_bracketed and (self.peek().text == "^" or self.starts_factor(self.peek(), body)):
            raise Unreadable("formula: how far a derivative reaches can be read in two ways")
        return Term("D", (body, Name(letter), Number(Fraction(order))))


def _derivative_sign(tokens: Sequence[Token], at: int) -> tuple[str, int, int] | None:
    """Letter, order and what follows `d^n / dx^n`, bare or in a fraction."""
    texts = [token.text for token in tokens[at : at + 24]]
    joined = texts + [""] * 24
    is_fraction = joined[0] == "frac"
    i = 2 if is_fraction else 0
    sign = joined[i]
    if sign not in ("d", "∂") or (is_fraction and joined[1] != "{"):
        return None
    top, i = _raised(joined, i + 1)
    separators = ("}", "{") if is_fraction else ("/",)
    for separator in separators:
        if joined[i] != separator:
            return None
        i += 1
    if joined[i] != sign or (len(joined[i + 1]) != 1 and joined[i + 1] not in ("theta", "alpha", "beta", "lambda")):
        return None
    letter = joined[i + 1]
    bottom, i = _raised(joined, i + 2)
    if top != bottom or not letter.isalpha():
        return None
    if is_fraction:
        if joined[i] != "}":
            return None
        i += 1
    return letter, top, at + i


def _raised(texts: Sequence[str], i: int) -> tuple[int, int]:
    """The order behind `^`, and what follows it."""
    if texts[i] != "^":
        return 1, i
    if texts[i + 1] in ("{", "(") and texts[i + 2].isdigit():
        return int(texts[i + 2]), i + 4
    return (int(texts[i + 1]), i + 2) if texts[i + 1].isdigit() else (0, i)


def _product(factors: list[Node]) -> Node:
    return factors[0] if len(factors) == 1 else Term("*", tuple(factors))


def _matrix(rows: list[list[Node]]) -> Node:
    if len({len(row) for row in rows}) != 1:
        raise Unreadable("formula: a matrix whose rows differ in length")
    return Term("matrix", tuple(Term("row", tuple(row)) for row in rows))


def _without_differential(node: Node) -> tuple[Node, Name]:
    """The integrand and its letter: `x dx` gives x, `dx/x` gives 1/x, and a sum before `dx` its own."""
    head, parts = (node.head, node.parts) if isinstance(node, Term) else ("", ())
    if head == "d":
        return Number(Fraction(1)), _letter(parts[0])
    if head == "+":
        last, letter = _without_differential(parts[-1])
        rest = parts[:-1]
        if any(holds(part, "d") for part in rest):
            raise Unreadable("formula: more than one differential")
        return Term("+", (*rest, last)), letter
    if head == "-":
        inner, letter = _without_differential(parts[0])
        return Term("-", (inner,)), letter
    if head == "/" and holds(parts[0], "d") and not holds(parts[1], "d"):
        inner, letter = _without_differential(parts[0])
        return Term("/", (inner, parts[1])), letter
    if head == "*":
        return _out_of_product(parts)
    raise Unreadable("formula: an integral without its differential")


def _out_of_product(parts: tuple[Node, ...]) -> tuple[Node, Name]:
    places = [i for i, part in enumerate(parts) if holds(part, "d")]
    if len(places) != 1:
        raise Unreadable("formula: an integral without its differential, or with two")
    inner, letter = _without_differential(parts[places[0]])
    rest = [*parts[: places[0]], *([] if inner == Number(Fraction(1)) else [inner]), *parts[places[0] + 1 :]]
    return _product(rest), letter


def _letter(node: Node) -> Name:
    if not isinstance(node, Name) or not letters(node):
        raise Unreadable("formula: an integral over what is no letter")
    return node
